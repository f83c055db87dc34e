/** Editing a scenario: levers by theme with unit, range, source and difference to the base; undo and redo; the YAML itself. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { BridgeProblem } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { dropDraft, keepDraft, lostDraft, readDraft } from '../parts/drafts.ts';
import { Failure } from '../parts/failure.tsx';
import { failureOf, useCall } from '../parts/use-call.ts';
import { Levers } from './edit-levers.tsx';
import { leversOf } from './levers.ts';
import { Button, Field, Select, Textarea, Textbox } from '../parts/controls.tsx';

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
      <Field label={t('run.scenario')}>
        <Select value={scenarioId} onChange={(event) => chooseScenario(event.target.value)}>
          {(scenarios.value ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {say(one.name)}
            </option>
          ))}
        </Select>
      </Field>
      {entry?.builtIn === true && <p className="soft">{t('edit.builtIn')}</p>}
      <div className="row">
        <Button onClick={undo} disabled={history.past.length === 0}>
          {t('edit.undo')}
        </Button>
        <Button onClick={redo} disabled={history.future.length === 0}>
          {t('edit.redo')}
        </Button>
        <Button aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {t('edit.text')}
        </Button>
        <Field label={t('edit.saveAs')}>
          <Textbox size={30} value={saveId} onChange={(event) => setSaveId(event.target.value)} />
        </Field>
        <Button look="primary" disabled={(checked.value?.problems.length ?? 1) > 0} onClick={() => void save()}>
          {t('common.save')}
        </Button>
        <Button onClick={() => go('run')}>{t('library.run')}</Button>
      </div>
      {lost !== null && (
        <p className="utrecht-alert utrecht-alert--warning row" role="status">
          {t('edit.lost')}
          <Button onClick={() => change(lost)}>{t('edit.restoreLost')}</Button>
          <Button
            look="subtle"
            onClick={() => {
              dropDraft(scenarioId);
              setLost(null);
            }}
          >
            {t('edit.dropLost')}
          </Button>
        </p>
      )}
      {readDraft(scenarioId) !== null && (
        <p className="row soft">
          {t('edit.unsaved')}
          <Button
            look="subtle"
            onClick={() => {
              dropDraft(scenarioId);
              loaded.again();
            }}
          >
            {t('edit.discard')}
          </Button>
        </p>
      )}
      {loaded.failure !== null && <Failure failure={loaded.failure} again={loaded.again} />}
      {failure !== null && <Failure failure={failure} />}
      <Check problems={checked.value?.problems ?? null} />
      {asText ? (
        <Field label={t('edit.text')}>
          <Textarea
            className="log"
            rows={24}
            spellCheck={false}
            style={{ width: '100%', maxHeight: 'none' }}
            value={history.now}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
      ) : (
        schema.value !== null && (
          <Levers
            levers={levers}
            text={history.now}
            resolved={checked.value?.resolved ?? loaded.value?.resolved ?? null}
            base={entry?.builtIn === true ? (loaded.value?.resolved ?? null) : (loaded.value?.base ?? null)}
            problems={checked.value?.problems ?? []}
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
    <Failure
      polite
      failure={{ kind: 'input', message: { nl: 'Dit klopt nog niet:', en: 'Not right yet:' }, problems }}
    />
  );
}
