/** Running a scenario: forecast, start, progress by stage, cancel, log. Several runs may be on at once. */
import { type ReactNode, useState } from 'react';
import { type RunState, useShared } from '../context.tsx';
import { readDraft } from '../parts/drafts.ts';
import { Failure } from '../parts/failure.tsx';
import { durationText, figure } from '../parts/format.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { StartStudy } from './start-study.tsx';
import { Button, Field, Select } from '../parts/controls.tsx';

export function RunScreen(): ReactNode {
  const { t, say, language, bridge, scenarioId, chooseScenario, runs } = useShared();
  const scenarios = useCall('listScenarios', {});
  const scenario = useCall('readScenario', { id: scenarioId });
  // What was edited and not saved yet is what the advisor wants to see.
  const draft = readDraft(scenarioId);
  const text = scenario.value === null ? null : (draft ?? scenario.value.text);
  const forecast = useCall('forecast', text === null ? null : { text });
  const [failure, setFailure] = useState<ReturnType<typeof failureOf> | null>(null);
  const start = async (): Promise<void> => {
    setFailure(null);
    try {
      if (text !== null) await bridge.call('startRun', { scenarioId, text });
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const all = Object.values(runs).reverse();
  return (
    <>
      <h1>{t('run.title')}</h1>
      <Field label={t('run.scenario')}>
        <Select value={scenarioId} onChange={(event) => chooseScenario(event.target.value)}>
          {(scenarios.value ?? []).map((entry) => (
            <option key={entry.id} value={entry.id}>
              {say(entry.name)}
            </option>
          ))}
        </Select>
      </Field>
      {scenario.value !== null && <p>{say(scenario.value.entry.question)}</p>}
      {draft !== null && <p className="soft">{t('run.unsaved')}</p>}
      {forecast.failure !== null && <Failure failure={forecast.failure} />}
      {forecast.value !== null && (
        <p className="soft">
          {t('run.forecast', {
            time: durationText(forecast.value.seconds, language),
            memory: figure(forecast.value.memoryMb, 'MB', language),
          })}{' '}
          ({forecast.value.basedOnRuns > 0 ? t('run.basis', { n: forecast.value.basedOnRuns }) : t('run.guess')})
        </p>
      )}
      <Button look="primary" disabled={text === null || forecast.failure !== null} onClick={() => void start()}>
        {t('run.start')}
      </Button>
      {failure !== null && <Failure failure={failure} />}
      <StartStudy />
      <h2>{t('run.list')}</h2>
      {all.length === 0 && <p>{t('run.nothing')}</p>}
      {all.map((run) => (
        <RunView key={run.runId} run={run} />
      ))}
    </>
  );
}

function RunView({ run }: { readonly run: RunState }): ReactNode {
  const { t, say, bridge, choose, chooseStudy, go, language } = useShared();
  const name = run.name === null ? (run.resultId ?? run.runId) : say(run.name);
  const percent = figure(run.fraction, 'share', language);
  return (
    <section className="card" aria-label={name}>
      <h3>
        {name}:{' '}
        {run.end === 'running'
          ? t(`stages.${run.stage}`, run.stage)
          : t(`run.${run.end === 'done' ? 'finished' : run.end}`)}
      </h3>
      <progress value={run.fraction} max={1} aria-label={t('run.progress')}>
        {percent}
      </progress>
      <p className="soft">
        {percent} {run.runs !== null && `– ${t('startStudy.runsDone', run.runs)} `}
        {run.end === 'running' &&
          run.secondsLeft !== null &&
          `– ${t('run.left', { time: durationText(run.secondsLeft, language) })}`}
      </p>
      {run.end === 'running' && run.runs === null && <Stages now={run.stage} />}
      {run.failure !== null && <Failure failure={run.failure} />}
      <div className="row">
        {run.end === 'running' && (
          <Button onClick={() => void bridge.call('cancelRun', { runId: run.runId })}>{t('common.cancel')}</Button>
        )}
        {run.studyId !== null && (
          <Button
            look="primary"
            onClick={() => {
              chooseStudy(run.studyId ?? '');
              go('compare');
            }}
          >
            {t('startStudy.see')}
          </Button>
        )}
        {run.resultId !== null && (
          <Button
            look="primary"
            onClick={() => {
              choose([run.resultId ?? '']);
              go('map');
            }}
          >
            {t('library.see')}
          </Button>
        )}
      </div>
      <details>
        <summary>{t('run.log')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
        <div className="log" tabIndex={0}>
          {run.log
            .map((line) =>
              'note' in line
                ? say(line.note)
                : `${figure(line.seconds, 's', language)} s  ${t(`stages.${line.stage}`, line.stage)}`,
            )
            .join('\n')}
        </div>
      </details>
    </section>
  );
}

const STAGES = [
  'district',
  'population',
  'routes',
  'travel weekday',
  'travel saturday',
  'travel sunday',
  'areas',
  'energy',
  'charging',
  'grid',
  'results',
  'writing',
];

function Stages({ now }: { readonly now: string }): ReactNode {
  const { t } = useShared();
  const on = STAGES.indexOf(now);
  return (
    <ol className="stages">
      {STAGES.map((stage, i) => (
        <li key={stage} className={i < on ? 'good' : 'soft'} aria-current={i === on ? 'step' : undefined}>
          <span aria-hidden="true">{i < on ? '✓' : i === on ? '▸' : '·'}</span> {t(`stages.${stage}`)}
        </li>
      ))}
    </ol>
  );
}
