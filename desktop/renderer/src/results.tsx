/** The results of the library, listed once for all parts of the window and again when a run has ended. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useShared } from './context.tsx';
import { type CallState, useCall } from './parts/use-call.ts';
import type { BridgeCalls } from '../../shared/bridge.ts';

const ResultsContext = createContext<CallState<BridgeCalls['listResults']> | null>(null);

export function useResults(): CallState<BridgeCalls['listResults']> {
  const results = useContext(ResultsContext);
  if (results === null) throw new Error('outside of the application');
  return results;
}

export function ResultsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { runs } = useShared();
  const results = useCall('listResults', {});
  const { again } = results;
  const ended = useMemo(() => Object.values(runs).filter(({ end }) => end === 'done').length, [runs]);
  const known = useRef(0);
  useEffect(() => {
    if (ended > known.current) again();
    known.current = ended;
  }, [ended, again]);
  return <ResultsContext value={results}>{children}</ResultsContext>;
}
