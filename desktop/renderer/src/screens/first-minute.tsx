/** The first minute: one button runs the built-in comparison, tells how far it is, and leads to the difference. */
import { type ReactNode, useEffect } from 'react';
import type { ResultEntry, ScenarioEntry } from '../../../shared/bridge.ts';
import { type RunState, useShared } from '../context.tsx';
import { PAIR, useGuided } from '../guided.tsx';
import { Failure } from '../parts/failure.tsx';
import { Button } from '../parts/controls.tsx';

export function FirstMinute({
  scenarios,
  results,
  reload,
}: {
  readonly scenarios: readonly ScenarioEntry[];
  readonly results: readonly ResultEntry[];
  readonly reload: () => void;
}): ReactNode {
  const { t, say, choose, go } = useShared();
  const { run, step, failure, start } = useGuided();
  const samples = results.filter((entry) => entry.sample && entry.problems.length === 0);
  const names = new Map(scenarios.map((entry) => [entry.id, entry.name]));
  const second = names.get(PAIR[step] ?? '');
  // The list below shows what is finished.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a step.
  useEffect(() => {
    if (step > 0) reload();
  }, [step]);
  return (
    <section className="welcome" aria-labelledby="first-minute">
      <h2 id="first-minute">{t('first.title')}</h2>
      <p>{t('first.text')}</p>
      {failure !== null && <Failure failure={failure} />}
      {run !== null && <Progress run={run} step={step} name={second === undefined ? run.runId : say(second)} />}
      <div className="row">
        <Button look="primary" disabled={run !== null} onClick={() => start(names)}>
          {t('first.start')}
        </Button>
        {samples.length >= 2 && (
          <Button
            onClick={() => {
              choose(PAIR.flatMap((id) => samples.find((entry) => entry.id === id)?.id ?? []));
              go('compare');
            }}
          >
            {t('first.sample')}
          </Button>
        )}
      </div>
      <p className="soft small">{t('first.small')}</p>
    </section>
  );
}

function Progress({
  run,
  step,
  name,
}: {
  readonly run: RunState;
  readonly step: number;
  readonly name: string;
}): ReactNode {
  const { t, bridge } = useShared();
  return (
    <>
      <p className="row spread">
        <strong>{t('first.step', { n: step + 1, name })}</strong>
        <span className="soft">
          {t(`stages.${run.stage}`, run.stage)}
          {run.secondsLeft !== null && ` – ${t('run.left', { seconds: Math.ceil(run.secondsLeft) })}`}
        </span>
      </p>
      <p className="row bar">
        <progress value={(step + run.fraction) / PAIR.length} max={1} aria-label={t('run.progress')} />
        <Button onClick={() => void bridge.call('cancelRun', { runId: run.runId })}>{t('common.cancel')}</Button>
      </p>
    </>
  );
}
