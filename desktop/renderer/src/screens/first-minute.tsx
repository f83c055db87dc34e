/** The first minute: one button runs the built-in comparison, tells how far it is, and leads to the difference. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ResultEntry } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { failureOf } from '../parts/use-call.ts';

const PAIR = ['baseline-2025', 'smart-solar-charging'] as const;
/** A small sample keeps the first look within a minute on a laptop; the library's own runs take the scenario's sample. */
const QUICK = 'travel:\n  sampleShare: 0.02\n';

export function FirstMinute({
  results,
  reload,
}: {
  readonly results: readonly ResultEntry[];
  readonly reload: () => void;
}): ReactNode {
  const { t, bridge, runs, choose, go, announce } = useShared();
  const [step, setStep] = useState(-1);
  const [runIds, setRunIds] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<ReturnType<typeof failureOf> | null>(null);
  const handled = useRef(new Set<string>());
  const samples = results.filter((entry) => entry.sample && entry.problems.length === 0);
  const current = runIds[step] === undefined ? undefined : runs[runIds[step]!];

  const start = async (index: number): Promise<void> => {
    const id = PAIR[index]!;
    try {
      const text = `extends: ${id}\n${QUICK}`;
      const { runId } = await bridge.call('startRun', { scenarioId: id, text });
      setRunIds((before) => [...before.slice(0, index), runId]);
      setStep(index);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: reacts to the end of the run that is on, once.
  useEffect(() => {
    if (current === undefined || current.end !== 'done' || handled.current.has(current.runId)) return;
    handled.current.add(current.runId);
    reload();
    if (step + 1 < PAIR.length) void start(step + 1);
    else {
      choose(runIds.map((id) => runs[id]?.resultId ?? '').filter((id) => id !== ''));
      announce(t('first.done'));
      go('compare');
    }
  }, [current?.end, current?.runId]);

  const running = current !== undefined && current.end === 'running';
  return (
    <section className="welcome" aria-labelledby="first-minute">
      <h2 id="first-minute">{t('first.title')}</h2>
      <p>{t('first.text')}</p>
      {failure !== null && <Failure failure={failure} />}
      {current !== undefined && (current.end === 'failed' || current.end === 'cancelled') && (
        <Failure failure={{ kind: 'run', message: { nl: current.message, en: current.message }, problems: [] }} />
      )}
      {running && (
        <p>
          {t('first.step', { n: step + 1, name: PAIR[step] })}
          <progress value={current.fraction} max={1} aria-label={t('run.progress')} />
          <button type="button" onClick={() => void bridge.call('cancelRun', { runId: current.runId })}>
            {t('common.cancel')}
          </button>
        </p>
      )}
      <div className="row">
        <button type="button" className="primary" disabled={running} onClick={() => void start(0)}>
          {t('first.start')}
        </button>
        {samples.length >= 2 && (
          <button
            type="button"
            onClick={() => {
              choose(
                PAIR.map((id) => samples.find((entry) => entry.id.includes(id))?.id ?? '').filter((id) => id !== ''),
              );
              go('compare');
            }}
          >
            {t('first.sample')}
          </button>
        )}
      </div>
    </section>
  );
}
