/** Starting a study in the window: scenarios × levers × replications from a form, or the file of a study; its plan is shown before it runs.
 *  What is typed by hand in the text counts from then on. */
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeFailure, StudyPlanShown } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { FileButton, scenarioFrom } from '../parts/file-button.tsx';
import { Folded } from '../parts/folded.tsx';
import { durationText, figure } from '../parts/format.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { leversOf } from './levers.ts';
import { type StudyDraft, studyText } from './study-draft.ts';
import { StudyForm } from './study-form.tsx';
import { Button, Textarea } from '../parts/controls.tsx';

export function StartStudy(): ReactNode {
  const { t } = useShared();
  return (
    <Folded title={t('startStudy.title')}>
      <Start />
    </Folded>
  );
}

function Start(): ReactNode {
  const { t, bridge, scenarioId, announce } = useShared();
  const scenarios = useCall('listScenarios', {});
  const schema = useCall('schema', {});
  const levers = useMemo(() => (schema.value === null ? [] : leversOf(schema.value)), [schema.value]);
  const [draft, setDraft] = useState<StudyDraft>({
    name: t('startStudy.newName'),
    scenarios: scenarioId === 'baseline-2025' ? [scenarioId] : ['baseline-2025', scenarioId],
    replications: 5,
    levers: [],
    quick: true,
  });
  const [own, setOwn] = useState<string | null>(null);
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const text = own ?? studyText(draft);
  const planned = useCall('planStudy', { text });
  const plan = planned.value?.plan ?? null;
  const problems = planned.value?.problems ?? [];
  const take = async (file: File): Promise<void> => {
    setFailure(null);
    try {
      setOwn(await scenarioFrom(file));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const start = async (): Promise<void> => {
    setFailure(null);
    try {
      await bridge.call('startStudy', { text });
      announce(t('startStudy.started'));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <section className="card study-form" aria-label={t('startStudy.title')}>
      <p>{t('startStudy.text')}</p>
      <div className="row">
        <FileButton label={t('startStudy.file')} accept=".yaml,.yml,.json" take={take} />
        {own !== null && (
          <Button look="subtle" onClick={() => setOwn(null)}>
            {t('startStudy.backToForm')}
          </Button>
        )}
      </div>
      {own === null && <StudyForm draft={draft} change={setDraft} scenarios={scenarios.value ?? []} levers={levers} />}
      <details open={own !== null}>
        <summary>{t('startStudy.yaml')}</summary>
        <Textarea
          className="log"
          rows={12}
          spellCheck={false}
          aria-label={t('startStudy.yaml')}
          value={text}
          onChange={(event) => setOwn(event.target.value)}
        />
      </details>
      {planned.failure !== null && <Failure failure={planned.failure} />}
      {problems.length > 0 && (
        <Failure failure={{ kind: 'input', message: { nl: 'Dit klopt nog niet:', en: 'Not right yet:' }, problems }} />
      )}
      {plan !== null && <Plan plan={plan} />}
      <Button look="primary" disabled={plan === null} onClick={() => void start()}>
        {t('startStudy.start')}
      </Button>
      {failure !== null && <Failure failure={failure} />}
    </section>
  );
}

function Plan({ plan }: { readonly plan: StudyPlanShown }): ReactNode {
  const { t, say, language } = useShared();
  return (
    <p role="status">
      <strong>{plan.name}</strong>: {plan.scenarios.map(say).join(', ')}.{' '}
      {t('startStudy.plan', {
        factors: [
          t('startStudy.ofScenarios', { count: plan.scenarios.length }),
          ...(plan.points > 1 ? [t('startStudy.ofPoints', { count: plan.points })] : []),
          t('startStudy.ofReplications', { count: plan.replications }),
        ].join(' × '),
        runs: t('startStudy.ofRuns', { count: plan.runs }),
      })}{' '}
      {plan.maxRuns > plan.runs && `${t('startStudy.upTo', { runs: plan.maxRuns })} `}
      {t('startStudy.takes', {
        time: durationText(plan.seconds, language),
        memory: figure(plan.memoryMb, 'MB', language),
      })}
    </p>
  );
}
