/** Editing a scenario: levers by theme with unit, range, source and difference to the base; undo and redo; the YAML itself. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { BridgeProblem } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { dropDraft, keepDraft, lostDraft, readDraft } from '../parts/drafts.ts';
import { Failure } from '../parts/failure.tsx';
import { failureOf, useCall } from '../parts/use-call.ts';
import { Levers } from './edit-levers.tsx';
import { leversOf } from './levers.ts';

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
