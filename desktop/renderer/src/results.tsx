/** The results of the library, listed once for all parts of the window and again when a run has ended. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
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
  // How many runs had ended when the list was asked for, and when the one that is here was.
  const asked = useRef(0);
  const [listed, setListed] = useState(0);
  useEffect(() => {
    if (ended > asked.current) again();
    asked.current = ended;
  }, [ended, again]);
  useEffect(() => {
    if (results.value !== null) setListed(asked.current);
  }, [results.value]);
  // From the moment a run ends the list is an old one, before it is asked for again.
  const current = useMemo(
    () => ({ ...results, loading: results.loading || listed !== ended }),
    [results, listed, ended],
  );
  return <ResultsContext value={current}>{children}</ResultsContext>;
}
