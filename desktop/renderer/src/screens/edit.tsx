/** Editing a scenario: levers by theme with unit, range, source and difference to the base; undo and redo; the YAML itself. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { isMap, parseDocument } from 'yaml';
import type { BridgeProblem } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { dropDraft, keepDraft, lostDraft, readDraft } from '../parts/drafts.ts';
import { Failure } from '../parts/failure.tsx';
import { unitText } from '../parts/format.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { leverText } from './lever-text.ts';
import { type Lever, leversOf, valueAt } from './levers.ts';
import { RowsField } from './rows-field.tsx';

interface History {
  readonly past: readonly string[];
  readonly now: string;
  readonly future: readonly string[];
}

export function EditScreen(): ReactNode {
  const { t, say, bridge, scenarioId, chooseScenario, announce, go } = useShared();
  const scenarios = useCall('listScenarios', {});
  const loaded = useCall('readScenario', { id: scenarioId });
  const schema = useCall('schema', {});
  const [history, setHistory] = useState<History>({ past: [], now: '', future: [] });
  const [asText, setAsText] = useState(false);
  const [failure, setFailure] = useState<ReturnType<typeof failureOf> | null>(null);
  const [saveId, setSaveId] = useState('');
  const [lost, setLost] = useState<string | null>(null);
  const entry = loaded.value?.entry ?? null;
  const levers = useMemo(() => (schema.value === null ? [] : leversOf(schema.value)), [schema.value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language must not take the edit away.
  useEffect(() => {
    if (loaded.value === null) return;
    const draft = readDraft(loaded.value.entry.id);
    // A built-in scenario is edited as a patch on itself.
    const text = loaded.value.entry.builtIn ? `extends: ${loaded.value.entry.id}\n` : loaded.value.text;
    setHistory({ past: [], now: draft ?? text, future: [] });
    const gone = lostDraft(loaded.value.entry.id);
    setLost(gone === text ? null : gone);
    setSaveId(loaded.value.entry.builtIn ? `${loaded.value.entry.id}-${t('edit.ownSuffix')}` : loaded.value.entry.id);
  }, [loaded.value]);

  const change = (text: string): void => {
    keepDraft(scenarioId, text);
    setLost(null);
    setHistory(({ past, now }) => ({ past: [...past.slice(-200), now], now: text, future: [] }));
  };
  const undo = (): void =>
    setHistory(({ past, now, future }) =>
      past.length === 0
        ? { past, now, future }
        : { past: past.slice(0, -1), now: past.at(-1) ?? '', future: [now, ...future] },
    );
  const redo = (): void =>
    setHistory(({ past, now, future }) =>
      future.length === 0
        ? { past, now, future }
        : { past: [...past, now], now: future[0] ?? '', future: future.slice(1) },
    );
  const hands = useRef({ undo, redo });
  hands.current = { undo, redo };
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !['z', 'y'].includes(event.key.toLowerCase())) return;
      event.preventDefault();
      if (event.key.toLowerCase() === 'y' || event.shiftKey) hands.current.redo();
      else hands.current.undo();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
  const checked = useCall('checkScenario', history.now === '' ? null : { text: history.now });

  const save = async (): Promise<void> => {
    setFailure(null);
    try {
      const text =
        entry?.builtIn === true && !/^name:/m.test(history.now)
          ? `${history.now}name:\n  nl: ${JSON.stringify(saveId)}\n  en: ${JSON.stringify(saveId)}\n`
          : history.now;
      await bridge.call('saveScenario', { id: saveId, text });
      dropDraft(scenarioId);
      announce(t('edit.saved'));
      scenarios.again();
      chooseScenario(saveId);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };

  return (
    <>
      <h1>{t('edit.title')}</h1>
      <label className="field">
        <span>{t('run.scenario')}</span>
        <select value={scenarioId} onChange={(event) => chooseScenario(event.target.value)}>
          {(scenarios.value ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name)}
            </option>
          ))}
        </select>
      </label>
      {entry?.builtIn === true && <p className="soft">{t('edit.builtIn')}</p>}
      <div className="row">
        <button type="button" onClick={undo} disabled={history.past.length === 0}>
          {t('edit.undo')}
        </button>
        <button type="button" onClick={redo} disabled={history.future.length === 0}>
          {t('edit.redo')}
        </button>
        <button type="button" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {asText ? t('edit.asLevers') : t('edit.text')}
        </button>
        <label>
          {t('edit.saveAs')} <input size={30} value={saveId} onChange={(event) => setSaveId(event.target.value)} />
        </label>
        <button
          type="button"
          className="primary"
          disabled={(checked.value?.problems.length ?? 1) > 0}
          onClick={() => void save()}
        >
          {t('common.save')}
        </button>
        <button type="button" onClick={() => go('run')}>
          {t('library.run')}
        </button>
      </div>
      {lost !== null && (
        <p className="made-with row" role="status">
          {t('edit.lost')}
          <button type="button" onClick={() => change(lost)}>
            {t('edit.restoreLost')}
          </button>
          <button
            type="button"
            className="quiet"
            onClick={() => {
              dropDraft(scenarioId);
              setLost(null);
            }}
          >
            {t('edit.dropLost')}
          </button>
        </p>
      )}
      {readDraft(scenarioId) !== null && (
        <p className="row soft">
          {t('edit.unsaved')}
          <button
            type="button"
            className="quiet"
            onClick={() => {
              dropDraft(scenarioId);
              loaded.again();
            }}
          >
            {t('edit.discard')}
          </button>
        </p>
      )}
      {failure !== null && <Failure failure={failure} />}
      <Check problems={checked.value?.problems ?? null} />
      {asText ? (
        <label className="field">
          <span>{t('edit.text')}</span>
          <textarea
            className="log"
            rows={24}
            spellCheck={false}
            style={{ width: '100%', maxHeight: 'none' }}
            value={history.now}
            onChange={(event) => change(event.target.value)}
          />
        </label>
      ) : (
        schema.value !== null && (
          <Levers
            levers={levers}
            text={history.now}
            resolved={checked.value?.resolved ?? loaded.value?.resolved ?? null}
            base={entry?.builtIn === true ? (loaded.value?.resolved ?? null) : (loaded.value?.base ?? null)}
            change={change}
          />
        )
      )}
    </>
  );
}

function Check({ problems }: { readonly problems: readonly BridgeProblem[] | null }): ReactNode {
  const { t } = useShared();
  if (problems === null) return null;
  if (problems.length === 0)
    return (
      <p className="good" role="status">
        ✓ {t('edit.good')}
      </p>
    );
  return (
    <Failure failure={{ kind: 'input', message: { nl: 'Dit klopt nog niet:', en: 'Not right yet:' }, problems }} />
  );
}

function Levers({
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
  const changed = levers.filter(
    (lever) =>
      base !== null && JSON.stringify(valueAt(resolved, lever.key)) !== JSON.stringify(valueAt(base, lever.key)),
  );
  const set = (lever: Lever, value: unknown): void => {
    const document = parseDocument(text);
    if (!isMap(document.contents)) return;
    document.setIn(lever.key.split('.'), value);
    change(document.toString());
  };
  const wanted = (lever: Lever): boolean =>
    `${lever.key} ${lever.label.nl} ${lever.label.en} ${lever.theme.nl} ${lever.theme.en}`
      .toLowerCase()
      .includes(search.trim().toLowerCase());
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
          <details key={theme.en} className="theme-edit" open={search !== '' || undefined}>
            <summary>
              <strong>{say(theme)}</strong> <span className="soft">({mine.length})</span>
              <p className="soft">{t(`edit.touches.${mine[0]?.key.split('.')[0] ?? ''}`, '')}</p>
            </summary>
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
          </details>
        );
      })}
    </>
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
            `${t('edit.range', { min: lever.minimum, max: lever.maximum })}; `}
          {t('edit.source')}: {lever.source}
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
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const take = (): void => {
    const number = Number(text.replace(',', '.'));
    if (text.trim() !== '' && Number.isFinite(number) && number !== value) set(number);
    else setText(String(value));
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
