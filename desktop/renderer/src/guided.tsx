/** The guided first minute as state of the whole window: two quick runs after each other and then their difference. It goes on while the
 *  newcomer looks at other screens. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { BridgeFailure, Text } from '../../shared/bridge.ts';
import { type RunState, useShared } from './context.tsx';
import { failureOf } from './parts/use-call.ts';

export const PAIR = ['baseline-2025', 'smart-solar-charging'] as const;
/** One household in a hundred and four weeks around the start of spring: about as sunny as the mean of the year, a fraction of the work of a
 *  whole one. The library's own runs take the scenario's sample and period. */
const QUICK = 'travel: { sampleShare: 0.01 }\nperiod: { start: 2025-03-10, days: 28 }\n';

/** The patch that is run: named as a first look, so that nobody takes it for the whole year. */
const quickText = (id: string, name: Text): string =>
  `extends: ${id}\nname: ${JSON.stringify({ nl: `${name.nl} – snelle blik`, en: `${name.en} – quick look` })}\n${QUICK}`;

interface Guided {
  /** The run that is on; null before the start and after the end. */
  readonly run: RunState | null;
  /** 0 or 1. */
  readonly step: number;
  readonly failure: BridgeFailure | null;
  readonly start: (names: ReadonlyMap<string, Text>) => void;
}

const GuidedContext = createContext<Guided | null>(null);

export function useGuided(): Guided {
  const guided = useContext(GuidedContext);
  if (guided === null) throw new Error('outside of the application');
  return guided;
}

export function GuidedProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { bridge, runs, choose, go, announce, t, screen } = useShared();
  const [runIds, setRunIds] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const names = useRef<ReadonlyMap<string, Text>>(new Map());
  const handled = useRef('');
  const step = Math.max(0, runIds.length - 1);
  const current = runs[runIds[step] ?? ''];

  const begin = async (before: readonly string[]): Promise<void> => {
    const id = PAIR[before.length]!;
    setFailure(null);
    try {
      const text = quickText(id, names.current.get(id) ?? { nl: id, en: id });
      const { runId } = await bridge.call('startRun', { scenarioId: `${id}-quick`, text });
      setRunIds([...before, runId]);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: reacts to the end of the run that is on, once.
  useEffect(() => {
    if (current === undefined || current.end !== 'done' || handled.current === current.runId) return;
    handled.current = current.runId;
    if (runIds.length < PAIR.length) {
      void begin(runIds);
      return;
    }
    choose(runIds.flatMap((id) => runs[id]?.resultId ?? []));
    announce(t('first.done'), screen !== 'library' && screen !== 'run');
    // Who went on to read something else is not taken away from it.
    if (screen === 'library' || screen === 'run') go('compare');
  }, [current?.end, current?.runId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: starting asks nothing of what is shown.
  const guided = useMemo<Guided>(
    () => ({
      run: current?.end === 'running' ? current : null,
      step,
      failure: failure ?? current?.failure ?? null,
      start: (given) => {
        names.current = given;
        void begin([]);
      },
    }),
    [current, step, failure],
  );
  return <GuidedContext value={guided}>{children}</GuidedContext>;
}
