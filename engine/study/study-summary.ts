/** What a study says so far, from its records or its folder alone: summaries, whether more replications are wanted, whether what it asks for exists.
 *  In: study, records. Out: StudySummary, numbers. Reads the folder of a study; otherwise pure. */
import { InputError, type Problem } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { type RunRecord, readStudyFolder } from '../io/study-folder.ts';
import { leverPoints } from './plan.ts';
import { type Study, studySchema } from './study-file.ts';
import { type StudySummary, summarise } from './summary.ts';

export function summaryOf(study: Study, file: string, records: Iterable<RunRecord>): StudySummary {
  return summarise({
    scenarios: study.scenarios,
    records,
    saltelli: leverPoints(study, file).saltelli,
    indicators: study.indicators,
    ...(study.stop === undefined ? {} : { confidence: study.stop.confidence }),
  });
}

/** What a study says so far, finished or not, from its folder alone. @throws InputError */
export function summariseFolder(folder: string): {
  readonly study: Study;
  readonly summary: StudySummary;
  readonly engineVersion: string;
} {
  const { header, records } = readStudyFolder(folder);
  const study = studySchema.parse(header.study);
  return { study, summary: summaryOf(study, folder, records.values()), engineVersion: header.engineVersion };
}

/** Fewer replications than this do not tell how wide an interval is: a study that stopped at the first narrow one of two or five values would
 *  cover the truth in 91–93 % where 95 % are meant. Ten to start from is common advice (Law 2015, Simulation Modeling and Analysis, ch. 9). */
const LEAST_JUDGED = 10;

/** Replications to add to those at hand; the half width shrinks with the square root of their number. At most as many again: what few values
 *  say about their spread is not worth a jump.
 *  @param worst half width over the one that is wanted; at most 1 when it is narrow enough */
export function replicationsToAdd(have: number, worst: number, most: number): number {
  if (have >= most) return 0;
  if (have < LEAST_JUDGED) return Math.min(LEAST_JUDGED, most) - have;
  if (worst <= 1) return 0;
  const wanted = Math.min(Math.ceil(have * worst * worst), 2 * have, most);
  return Math.max(1, wanted - have);
}

/** Replications to add so that the stop rule's interval gets narrow enough; 0 when it is, or when no more are allowed. */
export function furtherReplications(study: Study, file: string, records: Iterable<RunRecord>, have: number): number {
  const { stop } = study;
  if (stop === undefined) return 0;
  if (have < LEAST_JUDGED || have >= stop.maxReplications) return replicationsToAdd(have, 1, stop.maxReplications);
  const summary = summaryOf({ ...study, indicators: [stop.indicator] }, file, records);
  // Of very many points only the row over all of them is made.
  const all = summary.means.every((row) => row.point === null);
  const mine: Array<{ lower: number; upper: number; scale: number }> =
    study.scenarios.length > 1
      ? summary.differences
          .filter((row) => row.point !== null || all)
          .map((row) => ({ lower: row.lower, upper: row.upper, scale: Math.abs(row.baseMean) }))
      : summary.means
          .filter((row) => row.point !== null || all)
          .map((row) => ({ lower: row.lower, upper: row.upper, scale: Math.abs(row.mean) }));
  if (mine.length === 0)
    throw new InputError(file, 'stop.indicator', 'must be an indicator of the results', stop.indicator);
  let worst = 0;
  for (const row of mine) {
    const half = (row.upper - row.lower) / 2;
    if (half > 0) worst = Math.max(worst, half / (row.scale * stop.halfWidthShare));
  }
  return replicationsToAdd(have, worst, stop.maxReplications);
}

/** Indicators that a study asks for and that no scenario gives, known as soon as each has ended a run; null before. */
export function unknownIndicators(study: Study, file: string, records: Iterable<RunRecord>): readonly Problem[] | null {
  const shown = new Map<number, RunRecord>();
  for (const record of records) if (record.status === 'done') shown.set(record.scenarioIndex, record);
  if (shown.size < study.scenarios.length) return null;
  const given = new Set([...shown.values()].flatMap(({ indicators }) => Object.keys(indicators)));
  const asked: Array<readonly [key: string, name: string]> = (study.indicators ?? []).map((name) => [
    'indicators',
    name,
  ]);
  if (study.stop !== undefined) asked.push(['stop.indicator', study.stop.indicator]);
  return asked
    .filter(([, name]) => !given.has(name))
    .map(([key, name]) => {
      const near = nearest(name, [...given]);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      return { file, key, rule: `must be an indicator of the results${hint}`, value: name };
    });
}
