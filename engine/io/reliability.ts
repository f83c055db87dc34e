/** How much travel times differ from one run to another of the same scenario: what a driver cannot count on. Touches files.
 *  In: results of one scenario with different seeds. Out: figures by part of the day, and the streets that differ most.
 *  A street in a part of the day counts with the cars that drive it, mean over the runs; a run in which nobody drove it has its empty time.
 *  Spread: standard deviation over runs. Planning time: mean + 1.645 × deviation, which 95 % of normally spread days do not exceed (as the planning
 *  time index of the US Federal Highway Administration, Travel Time Reliability, 2006, from a 95th percentile). */
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { openDuckDb, sqlText } from './parquet.ts';
import { queryRows, type StoredResult } from './result-folder.ts';
import { hasColumns } from './values-data.ts';

export interface PeriodReliability {
  readonly period: 'day' | 'morning' | 'evening';
  /** Car hours of a weekday, mean of the runs. */
  readonly carHours: number;
  /** Time driven over the time on empty roads. */
  readonly timeIndex: number;
  /** Standard deviation over runs relative to the mean time, weighted by the time driven. */
  readonly spread: number;
  readonly planningIndex: number;
}

export interface StreetReliability {
  readonly name: string;
  readonly heading: string;
  /** Seconds after midnight, a quarter-hour (an hour where traffic was not queued). */
  readonly startS: number;
  readonly cars: number;
  readonly meanTimeS: number;
  readonly deviationS: number;
}

export interface Reliability {
  readonly runs: number;
  readonly periods: readonly PeriodReliability[];
  readonly streets: readonly StreetReliability[];
}

/** Highest confidence point of one side, 95 %, of the normal distribution. */
const Z95 = 1.645;
const PERIODS = [
  ['day', 0, 86_400],
  ['morning', 7 * 3600, 9 * 3600],
  ['evening', 16 * 3600, 18 * 3600],
] as const;

/** @throws InputError for fewer than two results, other scenarios, the same seed twice, or results without times by street */
export async function reliability(results: readonly StoredResult[], streetCount = 10): Promise<Reliability> {
  assertReplications(results);
  using connection = await openDuckDb();
  const runs = results
    .map(
      (result, run) =>
        `SELECT ${run} AS run, link, heading, "startS", cars, "timeS"::DOUBLE AS "timeS", "freeTimeS"::DOUBLE AS "freeTimeS" FROM read_parquet(${sqlText(join(result.folder, result.schema.tables['linkTimes']!.file))})`,
    )
    .join(' UNION ALL ');
  const n = results.length;
  // Sums of the runs that drove there; the others add the empty time and no cars.
  await connection.run(`CREATE TABLE spots AS SELECT link, heading, "startS", any_value("freeTimeS") AS free, sum(cars) / ${n} AS cars,
      (sum("timeS") + (${n} - count(*)) * any_value("freeTimeS")) / ${n} AS mean,
      sum("timeS" * "timeS") + (${n} - count(*)) * any_value("freeTimeS") * any_value("freeTimeS") AS squares
    FROM (${runs}) GROUP BY ALL`);
  await connection.run(
    `CREATE TABLE spread AS SELECT *, sqrt(greatest(0, (squares - ${n} * mean * mean) / ${n - 1})) AS deviation FROM spots`,
  );
  const periods: PeriodReliability[] = [];
  for (const [period, from, to] of PERIODS) {
    const [row] = await queryRows(
      connection,
      `SELECT coalesce(sum(cars * mean), 0) AS time, coalesce(sum(cars * free), 0) AS free, coalesce(sum(cars * deviation), 0) AS deviation
       FROM spread WHERE "startS" >= ${from} AND "startS" < ${to}`,
    );
    const [time, free, deviation] = ['time', 'free', 'deviation'].map((name) => Number(row![name])) as [
      number,
      number,
      number,
    ];
    periods.push({
      period,
      carHours: time / 3600,
      timeIndex: free > 0 ? time / free : 1,
      spread: time > 0 ? deviation / time : 0,
      planningIndex: free > 0 ? (time + Z95 * deviation) / free : 1,
    });
  }
  const first = results[0]!;
  const links = sqlText(join(first.folder, first.schema.tables['links']!.file));
  const streets = await queryRows(
    connection,
    `SELECT coalesce(nullif(name, ''), 'street ' || link) AS name, heading, "startS", cars, mean, deviation
     FROM spread JOIN read_parquet(${links}) USING (link) WHERE deviation > 0 ORDER BY cars * deviation DESC, link, heading, "startS" LIMIT ${streetCount}`,
  );
  return {
    runs: n,
    periods,
    streets: streets.map((row) => ({
      name: String(row['name']),
      heading: String(row['heading']),
      startS: Number(row['startS']),
      cars: Number(row['cars']),
      meanTimeS: Number(row['mean']),
      deviationS: Number(row['deviation']),
    })),
  };
}

function assertReplications(results: readonly StoredResult[]): void {
  if (results.length < 2)
    throw new InputError(
      results[0]?.folder ?? '',
      '',
      'must be two results or more: runs of one scenario with different seeds',
    );
  const seeds = new Set<number>();
  const scenarioOf = (result: StoredResult): string => JSON.stringify({ ...result.scenario, seed: 0 });
  for (const result of results) {
    if (!hasColumns(result, 'linkTimes', 'timeS', 'freeTimeS'))
      throw new InputError(result.folder, 'linkTimes', 'must have times by street: run the scenario again');
    if (scenarioOf(result) !== scenarioOf(results[0]!))
      throw new InputError(result.folder, 'scenario', 'must be the same in all results, but for the seed');
    if (seeds.has(result.manifest.seed))
      throw new InputError(result.folder, 'seed', 'must differ between results', result.manifest.seed);
    seeds.add(result.manifest.seed);
  }
}
