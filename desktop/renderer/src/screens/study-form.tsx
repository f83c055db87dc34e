/** The form of a study: which scenarios, how many replications, which settings take which values. */
import { type ReactNode, useId } from 'react';
import type { ScenarioEntry } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { unitText } from '../parts/format.ts';
import type { Lever } from './levers.ts';
import type { StudyDraft, StudyLever } from './study-draft.ts';
import { Button, Check, Field, Select, Textbox } from '../parts/controls.tsx';

/** Settings that a study varies by hand; more make more combinations than anybody reads. */
const MOST_LEVERS = 3;

export function StudyForm({
  draft,
  change,
  scenarios,
  levers,
}: {
  readonly draft: StudyDraft;
  readonly change: (draft: StudyDraft) => void;
  readonly scenarios: readonly ScenarioEntry[];
  readonly levers: readonly Lever[];
}): ReactNode {
  const { t, say } = useShared();
  const setLever = (i: number, lever: StudyLever | null): void =>
    change({ ...draft, levers: draft.levers.flatMap((one, k) => (k === i ? (lever ?? []) : one)) });
  return (
    <>
      <Field label={t('startStudy.name')}>
        <Textbox
          maxLength={80}
          value={draft.name}
          onChange={(event) => change({ ...draft, name: event.target.value })}
        />
      </Field>
      <fieldset>
        <legend>{t('startStudy.scenarios')}</legend>
        {scenarios
          .filter((entry) => entry.problems.length === 0)
          .map((entry) => (
            <Check
              key={entry.id}
              checked={draft.scenarios.includes(entry.id)}
              onChange={(event) =>
                change({
                  ...draft,
                  scenarios: event.target.checked
                    ? [...draft.scenarios, entry.id]
                    : draft.scenarios.filter((id) => id !== entry.id),
                })
              }
            >
              {say(entry.name)} {draft.scenarios[0] === entry.id && <span className="soft">({t('compare.base')})</span>}
            </Check>
          ))}
      </fieldset>
      <Field label={t('startStudy.replications')}>
        <Textbox
          type="number"
          min={1}
          max={200}
          value={draft.replications}
          onChange={(event) =>
            change({ ...draft, replications: Math.max(1, Math.min(200, Math.round(Number(event.target.value) || 1))) })
          }
        />
      </Field>
      <Check checked={draft.quick} onChange={(event) => change({ ...draft, quick: event.target.checked })}>
        {t('startStudy.quick')}
      </Check>
      {draft.levers.map((lever, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only.
        <LeverRow key={i} lever={lever} levers={levers} set={(next) => setLever(i, next)} />
      ))}
      {draft.levers.length < MOST_LEVERS && (
        <Button
          onClick={() => change({ ...draft, levers: [...draft.levers, { key: 'charging.v2gShare', values: '0 0,3' }] })}
        >
          {t('startStudy.addLever')}
        </Button>
      )}
    </>
  );
}

function LeverRow({
  lever,
  levers,
  set,
}: {
  readonly lever: StudyLever;
  readonly levers: readonly Lever[];
  readonly set: (lever: StudyLever | null) => void;
}): ReactNode {
  const { t, say, language } = useShared();
  const hint = useId();
  const known = levers.find((one) => one.key === lever.key);
  const themes = [...new Map(levers.map((one) => [one.theme.en, one.theme])).values()];
  return (
    <div className="row">
      <Field label={t('startStudy.lever')}>
        <Select value={lever.key} onChange={(event) => set({ ...lever, key: event.target.value })}>
          {themes.map((theme) => (
            <optgroup key={theme.en} label={say(theme)}>
              {levers
                .filter((one) => one.theme.en === theme.en && one.kind !== 'other' && one.kind !== 'text')
                .map((one) => (
                  <option key={one.key} value={one.key}>
                    {say(one.label)}
                  </option>
                ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <Field label={t('startStudy.values')}>
        <Textbox
          value={lever.values}
          aria-describedby={hint}
          onChange={(event) => set({ ...lever, values: event.target.value })}
        />
      </Field>
      <span id={hint} className="soft">
        {known !== undefined &&
          [
            unitText(known.unit, language),
            known.minimum !== null && known.maximum !== null
              ? t('edit.range', { min: known.minimum, max: known.maximum })
              : '',
            known.options.join(', '),
          ]
            .filter((part) => part !== '')
            .join('; ')}
      </span>
      <Button look="subtle" onClick={() => set(null)}>
        {t('startStudy.remove')}
      </Button>
    </div>
  );
}
