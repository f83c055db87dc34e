/** The library: the guided first minute, scenarios, results; search, tags and notes, versions, dropping a file in. */
import { type DragEvent, type ReactNode, useState } from 'react';
import type { BridgeFailure, ResultEntry, ScenarioEntry } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Failure } from '../parts/failure.tsx';
import { moment } from '../parts/format.ts';
import { DeleteButton } from '../parts/delete-button.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { droppedIn, type Folder } from '../parts/folder.ts';
import { FolderButton } from '../parts/folder-button.tsx';
import { useBringIn } from '../parts/use-bring-in.ts';
import { Notes } from '../parts/notes.tsx';
import { ruleText } from '../../../shared/rule-text.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { useResults } from '../results.tsx';
import { FirstMinute } from './first-minute.tsx';
import { Versions } from './versions.tsx';
import { Button, Checkbox, Field, Textbox } from '../parts/controls.tsx';

const BADGE = 'utrecht-status-badge utrecht-status-badge--neutral';

export function LibraryScreen(): ReactNode {
  const { t } = useShared();
  const scenarios = useCall('listScenarios', {});
  const results = useResults();
  const [search, setSearch] = useState('');
  const reload = (): void => {
    scenarios.again();
    results.again();
  };
  const wanted = (texts: readonly string[]): boolean =>
    texts.join(' ').toLowerCase().includes(search.trim().toLowerCase());
  return (
    <>
      <h1>{t('library.title')}</h1>
      <FirstMinute scenarios={scenarios.value ?? []} results={results.value ?? []} reload={reload} />
      <Field label={t('common.search')}>
        <Textbox
          type="search"
          className="long"
          value={search}
          placeholder={t('library.searchHint')}
          onChange={(event) => setSearch(event.target.value)}
        />
      </Field>
      <h2>{t('library.scenarios')}</h2>
      {scenarios.failure !== null && <Failure failure={scenarios.failure} again={scenarios.again} />}
      <BringIn reload={scenarios.again} />
      {scenarios.value === null && scenarios.loading && <p role="status">{t('common.loading')}</p>}
      <ul className="cards">
        {(scenarios.value ?? [])
          .filter((entry) =>
            wanted([
              entry.id,
              entry.name.nl,
              entry.name.en,
              entry.question.nl,
              entry.question.en,
              entry.note,
              ...entry.tags,
            ]),
          )
          .map((entry) => (
            <ScenarioCard key={entry.id} entry={entry} reload={scenarios.again} />
          ))}
      </ul>
      <h2>{t('library.results')}</h2>
      {results.failure !== null && <Failure failure={results.failure} again={results.again} />}
      {results.value === null && results.loading && <p role="status">{t('common.loading')}</p>}
      {results.value !== null && (
        <Results
          entries={(results.value ?? []).filter((entry) =>
            wanted([entry.id, entry.scenarioName.nl, entry.scenarioName.en, entry.note, ...entry.tags]),
          )}
          reload={results.again}
        />
      )}
    </>
  );
}

/** Where scenarios and results from elsewhere come in: dropped, or chosen with the keyboard. */
function BringIn({ reload }: { readonly reload: () => void }): ReactNode {
  const { t } = useShared();
  const [over, setOver] = useState(false);
  const [failures, setFailures] = useState<readonly BridgeFailure[]>([]);
  const bring = useBringIn((failure) => setFailures((before) => [...before, failure]), false, reload);
  const take = (all: readonly (File | Folder)[]): void => {
    setFailures([]);
    bring(all);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(droppedIn(event.dataTransfer));
  };
  return (
    <>
      <section
        className={over ? 'drop row over' : 'drop row'}
        aria-label={t('library.bringIn')}
        onDragOver={(event) => event.preventDefault()}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton
          label={t('library.choose')}
          accept=".yaml,.yml,.json,.rijnstroom"
          take={async (file) => take([file])}
        />
        <FolderButton label={t('library.chooseResult')} take={async (folder) => take([folder])} />
        <span>{t('library.drop')}</span>
      </section>
      {failures.map((failure, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, until it is emptied.
        <Failure key={i} failure={failure} />
      ))}
    </>
  );
}

function ScenarioCard({ entry, reload }: { readonly entry: ScenarioEntry; readonly reload: () => void }): ReactNode {
  const { t, say, bridge, chooseScenario, go } = useShared();
  const [failure, setFailure] = useState<ReturnType<typeof failureOf> | null>(null);
  const open = (screen: 'edit' | 'run'): void => {
    chooseScenario(entry.id);
    go(screen);
  };
  const copy = async (): Promise<void> => {
    try {
      const { text } = await bridge.call('readScenario', { id: entry.id });
      const patch = entry.builtIn
        ? `extends: ${entry.id}\nname:\n  nl: ${JSON.stringify(`${entry.name.nl} (eigen versie)`)}\n  en: ${JSON.stringify(`${entry.name.en} (own version)`)}\n`
        : text;
      await bridge.call('saveScenario', { id: `${entry.id}-${Date.now().toString(36)}`, text: patch });
      reload();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <li className="card">
      <h3>{say(entry.name)}</h3>
      <p>{say(entry.question)}</p>
      <p className="utrecht-badge-list">
        <span className={BADGE}>{entry.builtIn ? t('library.builtIn') : t('library.own')}</span>
        {entry.tags.map((tag) => (
          <span key={tag} className={BADGE}>
            {tag}
          </span>
        ))}
      </p>
      {entry.note !== '' && <p className="soft">{entry.note}</p>}
      {entry.problems.length > 0 && (
        <Failure
          failure={{
            kind: 'input',
            message: { nl: 'Dit scenario klopt nog niet.', en: 'This scenario is not right yet.' },
            problems: entry.problems,
          }}
        />
      )}
      {failure !== null && <Failure failure={failure} />}
      <Notes kind="scenario" id={entry.id} tags={entry.tags} note={entry.note} reload={reload} />
      {!entry.builtIn && <Versions id={entry.id} reload={reload} />}
      <div className="row">
        <Button onClick={() => open('edit')} aria-label={`${t('library.edit')}: ${say(entry.name)}`}>
          {t('library.edit')}
        </Button>
        <Button
          onClick={() => open('run')}
          disabled={entry.problems.length > 0}
          aria-label={`${t('library.run')}: ${say(entry.name)}`}
        >
          {t('library.run')}
        </Button>
        {!entry.builtIn && (
          <DeleteButton
            name={say(entry.name)}
            remove={() => bridge.call('deleteScenario', { id: entry.id }).then(reload)}
          />
        )}
        <Button look="subtle" onClick={() => void copy()} aria-label={`${t('library.copyTo')}: ${say(entry.name)}`}>
          {t('library.copyTo')}
        </Button>
      </div>
    </li>
  );
}

function Results({
  entries,
  reload,
}: {
  readonly entries: readonly ResultEntry[];
  readonly reload: () => void;
}): ReactNode {
  const { t, say, language, chosen, choose, go, bridge } = useShared();
  if (entries.length === 0) return <p>{t('common.noResults')}</p>;
  const toggle = (id: string): void =>
    choose(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <>
      <div className="row">
        <Button look="primary" disabled={chosen.length < 2} onClick={() => go('compare')}>
          {t('library.compare')} ({chosen.length})
        </Button>
      </div>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{t('library.select')}</th>
              <th>{t('common.result')}</th>
              <th>{t('library.made')}</th>
              <th className="number">{t('library.days')}</th>
              <th className="number">{t('library.seed')}</th>
              <th>{t('library.note')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <Checkbox
                    checked={chosen.includes(entry.id)}
                    disabled={entry.problems.length > 0}
                    aria-label={`${t('library.select')}: ${say(entry.scenarioName)} (${entry.id})`}
                    onChange={() => toggle(entry.id)}
                  />
                </td>
                <td>
                  <strong>{say(entry.scenarioName)}</strong> <span className="soft">{entry.id}</span>{' '}
                  {entry.sample && <span className={BADGE}>{t('library.sample')}</span>}
                  {entry.problems.length > 0 && (
                    <span className="bad">
                      {t('library.unusable')}: {entry.problems[0]!.key} {ruleText(entry.problems[0]!.rule, language)}
                    </span>
                  )}
                </td>
                <td>{moment(entry.createdUtc, language)}</td>
                <td className="number">{entry.days}</td>
                <td className="number">{entry.seed}</td>
                <td>
                  {entry.tags.join(', ')} {entry.note}
                  <Notes kind="result" id={entry.id} tags={entry.tags} note={entry.note} reload={reload} />
                </td>
                <td>
                  <div className="row">
                    <Button
                      disabled={entry.problems.length > 0}
                      onClick={() => {
                        choose([entry.id]);
                        go('map');
                      }}
                      aria-label={`${t('library.see')}: ${say(entry.scenarioName)} (${entry.id})`}
                    >
                      {t('library.see')}
                    </Button>
                    {!entry.sample && (
                      <DeleteButton
                        name={entry.id}
                        remove={() => bridge.call('deleteResult', { id: entry.id }).then(reload)}
                      />
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
