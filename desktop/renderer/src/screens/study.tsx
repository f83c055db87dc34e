/** A study in Compare: brought in from its folder, its differences with intervals and verdicts, and its report. */
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { BridgeFailure, StudyAnswer } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { bringStudy } from '../parts/bring-in.ts';
import { Failure } from '../parts/failure.tsx';
import type { Folder } from '../parts/folder.ts';
import { FolderButton } from '../parts/folder-button.tsx';
import { differenceText, figure, unitText } from '../parts/format.ts';
import { Origin } from '../parts/origin.tsx';
import { saveBytes } from '../parts/save-bytes.ts';
import { MAIN_FIGURES } from './main-figures.ts';
import { failureOf, useCall } from '../parts/use-call.ts';
import { Interval } from './interval.tsx';
import { Verdict } from './verdict.tsx';
import { Button, Field, Select } from '../parts/controls.tsx';

/** Choosing a study of the library, or the folder of another. '' shows results instead. */
export function ChooseStudy({
  picked,
  pick,
}: {
  readonly picked: string;
  readonly pick: (id: string) => void;
}): ReactNode {
  const { t, bridge, announce } = useShared();
  const studies = useCall('listStudies', {});
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const take = async (folder: Folder): Promise<void> => {
    setFailure(null);
    try {
      const entry = await bringStudy(bridge, folder);
      announce(t('study.taken', { name: entry.name }));
      studies.again();
      pick(entry.id);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <>
      <div className="row choose-study">
        {(studies.value ?? []).length > 0 && (
          <Field label={t('study.choose')}>
            <Select value={picked} onChange={(event) => pick(event.target.value)}>
              <option value="">{t('study.none')}</option>
              {(studies.value ?? []).map((entry) => (
                <option key={entry.id} value={entry.id} disabled={entry.problems.length > 0}>
                  {entry.problems.length > 0
                    ? `${entry.id} (${t('library.damaged')})`
                    : `${entry.name} (${t('study.runs', { n: entry.runs })})`}
                </option>
              ))}
            </Select>
          </Field>
        )}
        <FolderButton label={t('study.open')} take={take} />
      </div>
      {failure !== null && <Failure failure={failure} />}
    </>
  );
}

export function StudyView({ id }: { readonly id: string }): ReactNode {
  const { t, bridge, language } = useShared();
  const study = useCall('readStudy', { id });
  const [failure, setFailure] = useState<BridgeFailure | null>(null);
  const save = async (): Promise<void> => {
    setFailure(null);
    try {
      const { fileName, bytes } = await bridge.call('studyReport', { id, language });
      saveBytes(fileName, new Blob([new Uint8Array(bytes)], { type: 'text/html' }));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  if (study.failure !== null) return <Failure failure={study.failure} again={study.again} />;
  if (study.value === null) return <p role="status">{t('common.loading')}</p>;
  const { value } = study;
  return (
    <>
      <h2>{value.name}</h2>
      {value.question !== '' && <p>{value.question}</p>}
      <p className="soft">
        {t('study.made', { runs: value.runs, version: value.engineVersion, hash: value.resultsHash.slice(0, 8) })}
        {value.failed > 0 && ` ${t('study.failed', { n: value.failed })}`}
      </p>
      {value.dead.length > 0 && (
        <details>
          <summary>{t('study.dead')}</summary>
          <ul lang="en">
            {value.dead.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {value.rows.length === 0 ? <p>{t('study.noRows')}</p> : <StudyRows study={value} />}
      <Button onClick={() => void save()}>{t('study.report')}</Button>
      {failure !== null && <Failure failure={failure} />}
    </>
  );
}

function StudyRows({ study }: { readonly study: StudyAnswer }): ReactNode {
  const { t, say, language } = useShared();
  const [wantsAll, setAll] = useState(false);
  const all = useDeferredValue(wantsAll);
  const main = MAIN_FIGURES.flatMap((key) => study.rows.filter((row) => row.key === key));
  const rows = all || main.length === 0 ? study.rows : main;
  const pairs = [...new Map(study.rows.map((row) => [`${row.base.en}|${row.other.en}`, row])).values()];
  const tables = pairs.map(({ base, other }) => (
    <section key={`${base.en}|${other.en}`}>
      <h3>{t('study.against', { other: say(other), base: say(base) })}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="scroll tall" tabIndex={0} aria-label={`${say(other)} – ${say(base)}`}>
        <table className="compare">
          <thead>
            <tr>
              <th>{t('compare.indicator')}</th>
              <th className="number name">{say(base)}</th>
              <th className="number name">{say(other)}</th>
              <th className="number">{t('study.interval')}</th>
              <th>
                <span className="hidden">{t('compare.bar')}</span>
              </th>
              <th>{t('compare.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {rows
              .filter((row) => row.base.en === base.en && row.other.en === other.en)
              .map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    <Origin
                      label={
                        <>
                          {say(row.label)} <span className="soft">{unitText(row.unit, language)}</span>
                        </>
                      }
                      origin={row.origin}
                      made={[]}
                    >
                      <p>
                        {t('study.made', {
                          runs: study.runs,
                          version: study.engineVersion,
                          hash: study.resultsHash.slice(0, 8),
                        })}{' '}
                        {t('study.origin')}
                      </p>
                    </Origin>
                  </th>
                  <td className="number">{figure(row.values[0], row.unit, language)}</td>
                  <td className="number">{figure(row.values[1], row.unit, language)}</td>
                  <td className="number">
                    {differenceText(row.difference, row.unit, language)}
                    {row.lower !== null && row.upper !== null && (
                      <small className="soft">
                        <br />
                        {differenceText(row.lower, row.unit, language)} …{' '}
                        {differenceText(row.upper, row.unit, language)}
                      </small>
                    )}
                  </td>
                  <td>
                    <Interval difference={row.difference} lower={row.lower} upper={row.upper} />
                  </td>
                  <Verdict row={row} more={row.lower !== null && !row.stands ? t('study.alone') : ''} />
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </section>
  ));
  return (
    <>
      {main.length > 0 && main.length < study.rows.length && (
        <Button aria-pressed={wantsAll} onClick={() => setAll(!wantsAll)}>
          {wantsAll ? t('common.showMain') : t('common.showAll')}
        </Button>
      )}
      {tables}
    </>
  );
}
