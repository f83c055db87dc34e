/** The settings of a scenario by theme, each with unit, range, source and difference to the base; a search over all of them. */
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { isMap, parseDocument } from 'yaml';
import { useShared } from '../context.tsx';
import { sourceText } from '../i18n/source-nl.ts';
import { typedNumber, unitText } from '../parts/format.ts';
import { leverText } from './lever-text.ts';
import { type Lever, valueAt } from './levers.ts';
import { RowsField } from './rows-field.tsx';

export function Levers({
  levers,
  text,
  resolved,
  base,
  change,
}: {
  readonly levers: readonly Lever[];
  readonly text: string;
  readonly resolved: unknown;
  readonly base: unknown;
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
  // What is typed stands there at once; the settings that match follow.
  const words = useDeferredValue(search.trim().toLowerCase());
  const wanted = (lever: Lever): boolean =>
    `${lever.key} ${lever.label.nl} ${lever.label.en} ${lever.theme.nl} ${lever.theme.en}`
      .toLowerCase()
      .includes(words);
  return (
    <>
      <p aria-live="polite">{t('edit.changed', { n: changed.length })}</p>
      <label className="field">
        <span>{t('common.search')}</span>
        <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      {changed.length > 0 && search === '' && (
        <section aria-label={t('edit.changed', { n: changed.length })}>
          {changed.map((lever) => (
            <LeverField
              key={lever.key}
              idPrefix="changed-"
              lever={lever}
              value={valueAt(resolved, lever.key)}
              base={base === null ? undefined : valueAt(base, lever.key)}
              changed
              set={(value) => set(lever, value)}
            />
          ))}
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
          >
            {mine.map((lever) => (
              <LeverField
                key={lever.key}
                lever={lever}
                value={valueAt(resolved, lever.key)}
                base={base === null ? undefined : valueAt(base, lever.key)}
                changed={changed.includes(lever)}
                set={(value) => set(lever, value)}
              />
            ))}
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
  children,
}: {
  readonly name: string;
  readonly count: number;
  readonly touches: string;
  /** Open because something in it is looked for. */
  readonly searched: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="theme-edit"
      open={searched || open}
      onToggle={(event) => {
        if (!searched) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <strong>{name}</strong> <span className="soft">({count})</span>
        <p className="soft">{touches}</p>
      </summary>
      {(open || searched) && children}
    </details>
  );
}

function LeverField({
  idPrefix = '',
  lever,
  value,
  base,
  changed,
  set,
}: {
  /** Keeps ids apart where a lever stands on the page twice. */
  readonly idPrefix?: string;
  readonly lever: Lever;
  readonly value: unknown;
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
        <small>
          {unitText(lever.unit, language) !== '' && `${unitText(lever.unit, language)}; `}
          {lever.minimum !== null &&
            lever.maximum !== null &&
            `${t('edit.range', {
              min: typedNumber(lever.minimum, language),
              max: typedNumber(lever.maximum, language),
            })}; `}
          {lever.standard !== undefined &&
            `${t('edit.standard')}: ${leverText(lever.key, lever.standard, lever.unit, language, t)}; `}
          {t('edit.source')}: {sourceText(lever.source, language)}
          {changed &&
            base !== undefined &&
            `; ${t('edit.base')}: ${leverText(lever.key, base, lever.unit, language, t)}`}
        </small>
      </label>
      {lever.kind === 'other' && <RowsField lever={lever.key} label={say(lever.label)} value={value} set={set} />}
      <span className="row">
        {lever.kind === 'choice' && (
          <select id={id} value={shown} onChange={(event) => set(event.target.value)}>
            {lever.options.map((option) => (
              <option key={option} value={option}>
                {t(`choices.${option}`, option)}
              </option>
            ))}
          </select>
        )}
        {lever.kind === 'boolean' && (
          <input id={id} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />
        )}
        {(lever.kind === 'number' || lever.kind === 'integer') && (
          <NumberField id={id} lever={lever} value={Number(value)} set={set} />
        )}
        {lever.kind === 'text' && <input id={id} value={shown} onChange={(event) => set(event.target.value)} />}
        {changed && base !== undefined && (
          <button
            type="button"
            className="quiet"
            onClick={() => set(base)}
            aria-label={`${t('edit.reset')}: ${say(lever.label)}`}
          >
            {t('edit.reset')}
          </button>
        )}
      </span>
    </div>
  );
}

/** A number that is taken over when it is whole, so that "0." on the way to 0.5 is no mistake. */
function NumberField({
  id,
  lever,
  value,
  set,
}: {
  readonly id: string;
  readonly lever: Lever;
  readonly value: number;
  readonly set: (value: number) => void;
}): ReactNode {
  const { language } = useShared();
  const given = typedNumber(value, language);
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  const take = (): void => {
    const number = Number(text.replace(',', '.'));
    if (text.trim() !== '' && Number.isFinite(number) && number !== value) set(number);
    else setText(given);
  };
  return (
    <input
      id={id}
      inputMode="decimal"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      size={10}
      title={lever.unit}
    />
  );
}
