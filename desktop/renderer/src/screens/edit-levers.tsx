/** The settings of a scenario by theme, each with unit, range, source and difference to the base; a search over all of them. */
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { isMap, parseDocument } from 'yaml';
import type { BridgeProblem } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { sourceInDutch } from '../../../../engine/results/source-nl.ts';
import { typedNumber, unitText } from '../parts/format.ts';
import { partText, under } from '../parts/place-text.ts';
import { ruleText } from '../../../shared/rule-text.ts';
import { leverText } from './lever-text.ts';
import { type Lever, valueAt } from './levers.ts';
import { RowsField } from './rows-field.tsx';
import { Button, Checkbox, Field, Select, Textbox } from '../parts/controls.tsx';

export function Levers({
  levers,
  text,
  resolved,
  base,
  problems,
  change,
}: {
  readonly levers: readonly Lever[];
  readonly text: string;
  readonly resolved: unknown;
  readonly base: unknown;
  readonly problems: readonly BridgeProblem[];
  readonly change: (text: string) => void;
}): ReactNode {
  const { t, say } = useShared();
  const [search, setSearch] = useState('');
  const themes = useMemo(() => [...new Map(levers.map((lever) => [lever.theme.en, lever.theme])).values()], [levers]);
  const changed = useMemo(
    () =>
      levers.filter(
        (lever) =>
          base !== null && JSON.stringify(valueAt(resolved, lever.key)) !== JSON.stringify(valueAt(base, lever.key)),
      ),
    [levers, resolved, base],
  );
  const set = (lever: Lever, value: unknown): void => {
    const document = parseDocument(text);
    if (!isMap(document.contents)) return;
    document.setIn(lever.key.split('.'), value);
    change(document.toString());
  };
  // A value that is refused stands where it was typed, with what is wrong: the resolved scenario does not have it.
  const refused = useMemo(() => {
    const own: unknown = problems.length === 0 ? null : parseDocument(text).toJS();
    return new Map(
      levers.flatMap((lever) => {
        const mine = problems.filter(({ key }) => [key, ...under(key)].includes(lever.key));
        return mine.length === 0 ? [] : [[lever.key, { problems: mine, value: valueAt(own, lever.key) }] as const];
      }),
    );
  }, [problems, levers, text]);
  const field = (lever: Lever, isChanged: boolean, idPrefix = ''): ReactNode => (
    <LeverField
      key={lever.key}
      idPrefix={idPrefix}
      lever={lever}
      value={refused.get(lever.key)?.value ?? valueAt(resolved, lever.key)}
      problems={refused.get(lever.key)?.problems ?? []}
      base={base === null ? undefined : valueAt(base, lever.key)}
      changed={isChanged}
      set={(value) => set(lever, value)}
    />
  );
  // What is typed stands there at once; the settings that match follow.
  const words = useDeferredValue(search.trim().toLowerCase());
  const wanted = (lever: Lever): boolean =>
    `${lever.key} ${lever.label.nl} ${lever.label.en} ${lever.theme.nl} ${lever.theme.en}`
      .toLowerCase()
      .includes(words);
  return (
    <>
      <p aria-live="polite">{t('edit.changed', { n: changed.length })}</p>
      <Field label={t('common.search')}>
        <Textbox type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </Field>
      {changed.length > 0 && search === '' && (
        <section aria-label={t('edit.changed', { n: changed.length })}>
          {changed.map((lever) => field(lever, true, 'changed-'))}
        </section>
      )}
      {themes.map((theme) => {
        const mine = levers.filter((lever) => lever.theme.en === theme.en && wanted(lever));
        if (mine.length === 0) return null;
        return (
          <Theme
            key={theme.en}
            name={say(theme)}
            count={mine.length}
            touches={t(`edit.touches.${mine[0]?.key.split('.')[0] ?? ''}`, '')}
            searched={words !== ''}
            wrong={mine.some(({ key }) => refused.has(key))}
          >
            {mine.map((lever) => field(lever, changed.includes(lever)))}
          </Theme>
        );
      })}
    </>
  );
}

/** Settings of a theme, made when it is opened: all of them at once are some hundreds of fields. */
function Theme({
  name,
  count,
  touches,
  searched,
  wrong,
  children,
}: {
  readonly name: string;
  readonly count: number;
  readonly touches: string;
  /** Open because something in it is looked for. */
  readonly searched: boolean;
  /** Open because something in it is refused. */
  readonly wrong: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="utrecht-accordion__section theme-edit"
      open={searched || wrong || open}
      onToggle={(event) => {
        if (!searched && !wrong) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <strong>{name}</strong> <span className="soft">({count})</span>
        <p className="soft">{touches}</p>
      </summary>
      {(open || searched || wrong) && children}
    </details>
  );
}

function LeverField({
  idPrefix,
  lever,
  value,
  problems,
  base,
  changed,
  set,
}: {
  /** Keeps ids apart where a lever stands on the page twice. */
  readonly idPrefix: string;
  readonly lever: Lever;
  readonly value: unknown;
  readonly problems: readonly BridgeProblem[];
  readonly base: unknown;
  readonly changed: boolean;
  readonly set: (value: unknown) => void;
}): ReactNode {
  const { t, say, language } = useShared();
  const id = `${idPrefix}lever-${lever.key}`;
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
  return (
    <div className={`lever${changed ? ' changed' : ''}${lever.kind === 'other' ? ' table' : ''}`}>
      <label htmlFor={lever.kind === 'other' ? undefined : id}>
        {say(lever.label)}
        <small className="utrecht-form-field-description">
          {lever.minimum !== null &&
            lever.maximum !== null &&
            `${t('edit.range', {
              min: typedNumber(lever.minimum, language),
              max: typedNumber(lever.maximum, language),
            })}; `}
          {lever.standard !== undefined &&
            `${t('edit.standard')}: ${leverText(lever.key, lever.standard, lever.unit, language, t)}; `}
          {t('edit.source')}: {language === 'nl' ? sourceInDutch(lever.source) : lever.source}
          {changed &&
            base !== undefined &&
            `; ${t('edit.base')}: ${leverText(lever.key, base, lever.unit, language, t)}`}
        </small>
      </label>
      {lever.kind === 'other' && <RowsField lever={lever.key} label={say(lever.label)} value={value} set={set} />}
      <span className="row">
        {lever.kind === 'choice' && (
          <Select id={id} value={shown} onChange={(event) => set(event.target.value)}>
            {lever.options.map((option) => (
              <option key={option} value={option}>
                {t(`choices.${option}`, option)}
              </option>
            ))}
          </Select>
        )}
        {lever.kind === 'boolean' && (
          <Checkbox id={id} checked={value === true} onChange={(event) => set(event.target.checked)} />
        )}
        {(lever.kind === 'number' || lever.kind === 'integer') && (
          <NumberField id={id} value={value} refused={problems.length > 0} set={set} />
        )}
        {lever.kind === 'text' && (
          <Textbox
            id={id}
            size={10}
            value={shown}
            aria-invalid={problems.length > 0}
            aria-describedby={problems.length > 0 ? `${id}-wrong` : undefined}
            onChange={(event) => set(event.target.value)}
          />
        )}
        {unitText(lever.unit, language) !== '' && <span className="soft">{unitText(lever.unit, language)}</span>}
        {changed && base !== undefined && (
          <Button look="subtle" onClick={() => set(base)} aria-label={`${t('edit.reset')}: ${say(lever.label)}`}>
            {t('edit.reset')}
          </Button>
        )}
      </span>
      {problems.length > 0 && (
        <p id={`${id}-wrong`} className="utrecht-form-field-error-message">
          {problems
            .map(({ key, rule }) =>
              [partText(lever.key, key.slice(lever.key.length), t), ruleText(rule, language)]
                .filter(Boolean)
                .join(': '),
            )
            .join('; ')}
        </p>
      )}
    </div>
  );
}

/** A number that is taken over when it is whole, so that "0." on the way to 0.5 is no mistake. */
function NumberField({
  id,
  value,
  refused,
  set,
}: {
  readonly id: string;
  /** What stands in the scenario: a number, or what was typed in its place and is refused. */
  readonly value: unknown;
  readonly refused: boolean;
  readonly set: (value: number) => void;
}): ReactNode {
  const { language } = useShared();
  const now = typeof value === 'number' ? typedNumber(value, language) : String(value ?? '');
  const [text, setText] = useState(now);
  useEffect(() => setText(now), [now]);
  const take = (): void => {
    const number = Number(text.replace(',', '.'));
    if (text.trim() !== '' && Number.isFinite(number) && number !== value) set(number);
    else setText(now);
  };
  return (
    <Textbox
      id={id}
      inputMode="decimal"
      value={text}
      aria-invalid={refused}
      aria-describedby={refused ? `${id}-wrong` : undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      size={10}
    />
  );
}
