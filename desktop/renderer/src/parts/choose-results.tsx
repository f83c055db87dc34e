/** Choosing which results a screen shows: one, and where it helps others to put beside it. The first is the base. */
import { type ReactNode, useEffect, useMemo } from 'react';
import type { Comparison, ResultEntry } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, moment } from './format.ts';
import { useResults } from '../results.tsx';
import { Field, Select } from './controls.tsx';

/** Names of results for people: the scenario, and the time where several results have the same one. */
export function useResultNames(): { names: ReadonlyMap<string, string>; entries: readonly ResultEntry[] | null } {
  const { say, language, t } = useShared();
  const results = useResults();
  return useMemo(() => {
    const entries = results.value?.filter((entry) => entry.problems.length === 0) ?? null;
    const names = new Map<string, string>();
    const twins = new Map<string, number>();
    for (const entry of entries ?? [])
      if (!entry.sample) twins.set(say(entry.scenarioName), (twins.get(say(entry.scenarioName)) ?? 0) + 1);
    for (const entry of entries ?? []) {
      const name = say(entry.scenarioName);
      const word = entry.sample ? `${name} (${t('library.sample')})` : name;
      const again = !entry.sample && (twins.get(name) ?? 0) > 1;
      // Runs of one scenario are told apart by their time, and by their seed where they have several.
      names.set(entry.id, again ? `${name} (${moment(entry.createdUtc, language)}, ${entry.id})` : word);
    }
    return { names, entries };
  }, [results.value, say, language, t]);
}

/** The two results of the first minute, or the newest one: what a screen shows before anybody chose. */
function firstChoice(entries: readonly ResultEntry[]): readonly string[] {
  const samples = entries.filter((entry) => entry.sample);
  const base = samples.find((entry) => entry.id.startsWith('baseline')) ?? samples[0];
  const other = samples.find((entry) => entry !== base);
  if (base !== undefined && other !== undefined) return [base.id, other.id];
  return entries[0] === undefined ? [] : [entries[0].id];
}

export function ChooseResults({ most = 2 }: { readonly most?: number }): ReactNode {
  const { t, chosen, choose } = useShared();
  const { names, entries } = useResultNames();
  const { loading } = useResults();
  useEffect(() => {
    // A result that has just been made is not in the list before it is read again: it is not taken for one that is gone.
    if (entries === null || loading) return;
    const known = chosen.filter((id) => entries.some((entry) => entry.id === id));
    const wanted = known.length > 0 ? known : firstChoice(entries);
    if (wanted.join() !== chosen.join()) choose(wanted);
  }, [entries, loading, chosen, choose]);
  if (entries === null) return null;
  if (entries.length === 0) return <p>{t('common.noResults')}</p>;
  const slots = Math.min(most, Math.max(2, chosen.length + (most > 2 ? 1 : 0)));
  return (
    <div className="row choose">
      {Array.from({ length: slots }, (_, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place.
        <Field key={slot} label={slot > 0 ? t('compare.with') : most === 1 ? t('common.result') : t('compare.base')}>
          <Select
            value={chosen[slot] ?? ''}
            onChange={(event) => {
              const next = [...chosen];
              next[slot] = event.target.value;
              choose(next.filter((id, i) => id !== '' && next.indexOf(id) === i));
            }}
          >
            {slot > 0 && <option value="">{t('common.nothingBeside')}</option>}
            {entries.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {names.get(entry.id)}
              </option>
            ))}
          </Select>
        </Field>
      ))}
    </div>
  );
}

/** A head of a table for each chosen result, or for each scenario of a comparison, whose runs are one column. */
export function ResultHeads({
  count = 0,
  columns,
}: {
  readonly count?: number;
  readonly columns?: Comparison['columns'];
}): ReactNode {
  const { t, chosen } = useShared();
  const { names } = useResultNames();
  const heads = columns ?? chosen.slice(0, count).map((id) => ({ id, runs: 1 }));
  return heads.map(({ id, runs }) => (
    <th key={id} className="number name">
      {names.get(id) ?? id}
      {runs > 1 && <small className="soft"> {t('study.runs', { n: runs })}</small>}
    </th>
  ));
}

/** Fewer households than this leave more to chance than a council should rest on. */
const SMALL_SHARE = 0.05;

/** Says so when a result was made with few households or part of a year. */
export function MadeWith(): ReactNode {
  const { t, language, chosen } = useShared();
  const { names, entries } = useResultNames();
  const small = (entries ?? []).filter(
    (entry) => chosen.includes(entry.id) && !entry.sample && (entry.sampleShare < SMALL_SHARE || entry.days < 365),
  );
  if (small.length === 0) return null;
  return (
    <ul className="utrecht-alert utrecht-alert--warning made-with">
      {small.map((entry) => (
        <li key={entry.id}>
          <strong>{names.get(entry.id)}</strong>:{' '}
          {t('compare.madeWith', { share: figure(entry.sampleShare, 'share', language), days: entry.days })}
        </li>
      ))}
      <li>{t('compare.madeSmall')}</li>
    </ul>
  );
}
