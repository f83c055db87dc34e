/** A call of the bridge as state: loading, value or failure, asked again when the argument changes. */
import { startTransition, useCallback, useEffect, useState } from 'react';
import type { BridgeCalls, BridgeFailure, CallArgument, CallName } from '../../../shared/bridge.ts';
import { BridgeError } from '../bridge-client.ts';
import { useShared } from '../context.tsx';

export interface CallState<T> {
  readonly value: T | null;
  readonly failure: BridgeFailure | null;
  readonly loading: boolean;
  readonly again: () => void;
}

export const failureOf = (error: unknown): BridgeFailure =>
  error instanceof BridgeError
    ? error.failure
    : { kind: 'bug', message: { nl: String(error), en: String(error) }, problems: [] };

/** @param argument null asks nothing */
export function useCall<N extends CallName>(name: N, argument: CallArgument<N> | null): CallState<BridgeCalls[N]> {
  const { bridge, restarts } = useShared();
  const key = JSON.stringify(argument);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ value: BridgeCalls[N] | null; failure: BridgeFailure | null; loading: boolean }>(
    { value: null, failure: null, loading: argument !== null },
  );
  // What the end of the engine cut off is asked again from the new one.
  const anew = state.failure?.kind === 'run' ? restarts : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the argument is compared by its text; a round asks again.
  useEffect(() => {
    if (argument === null) {
      setState({ value: null, failure: null, loading: false });
      return;
    }
    let stale = false;
    setState((before) => ({ ...before, loading: true }));
    bridge.call(name, argument).then(
      (value) => {
        // What arrives is drawn in pieces: a press or a key in between goes first.
        if (!stale) startTransition(() => setState({ value, failure: null, loading: false }));
      },
      (error: unknown) => {
        if (!stale) setState({ value: null, failure: failureOf(error), loading: false });
      },
    );
    return () => {
      stale = true;
    };
  }, [bridge, name, key, round, anew]);
  return { ...state, again: useCallback(() => setRound((n) => n + 1), []) };
}
