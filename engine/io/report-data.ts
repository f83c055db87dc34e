/** Reads from result folders what the report shows. Touches files. */

import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../core/errors.ts';
import { compareResults } from '../results/compare.ts';
import type { Language } from '../results/format.ts';
import { CALLS_SQL } from '../results/report/harbour.ts';
import type { GridSide, ReportInput, ReportSide, WeekRow } from '../results/report/model.ts';
import { SERVICE_LEVELS_SQL } from '../results/report/service-levels.ts';
import { WORST_STREETS_SQL } from '../results/report/worst-streets.ts';
import { referenceOf } from '../values/reference.ts';
import { purseSection, valuesSection } from '../values/report-section.ts';
import { ridesSection } from '../values/rides/section.ts';
import { comparable } from './comparable.ts';
import { reliability } from './reliability.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';
import { readPurseRows } from './purse-rows.ts';
import { compareRidesText } from './rides.ts';
import { compareValues } from './values-compare.ts';
import { completeScenario, hasColumns } from './values-data.ts';

/** Points of a duration curve. */
const DURATION_POINTS = 400;

export { comparable };

/** A file of measured rides (sniffer bikes) that a report sets beside the model. */
export interface MeasuredRides {
  readonly file: string;
  readonly text: string;
}

/** @param results all that are compared; the report shows maps and curves of the first run of each scenario, and its other parts the first and the last
 *  @throws InputError when a table of the report is missing */
export async function readReport(
  results: readonly StoredResult[],
  language: Language,
  rides?: MeasuredRides,
): Promise<ReportInput> {
  const comparison = compareResults(results.map(comparable));
  const base = results[0]!;
  const of = (name: string): StoredResult => results.find((result) => result.folder === name)!;
  const other = of(comparison.scenarios.at(-1)!.name);
  const week = await criticalWeek(base);
  const sideOf = async (result: StoredResult): Promise<ReportSide> => ({
    ...(await readSide(result, week)),
    ...(await readReliability(result, results)),
  });
  const between: ReportSide[] = [];
  for (const { name } of comparison.scenarios.slice(1, -1)) between.push(await sideOf(of(name)));
  const input = { comparison, language, sides: [await sideOf(base), await sideOf(other)] as const, between };
  return {
    ...input,
    sections: [
      valuesSection(input, await compareValues(results)),
      await readPurseSection(input, base, other),
      ...(rides === undefined
        ? []
        : [
            ridesSection(input, [
              await compareRidesText(rides.text, rides.file, base),
              await compareRidesText(rides.text, rides.file, other),
            ]),
          ]),
    ],
  };
}

/** The household purse of both, or nothing where a result has no households. */
async function readPurseSection(input: ReportInput, base: StoredResult, other: StoredResult): Promise<string> {
  const rows = await readPurseRows(base);
  const otherRows = await readPurseRows(other);
  if (rows === null || otherRows === null) return '';
  const { values } = completeScenario(base);
  return purseSection(input, rows, otherRows, values.burdenShare, referenceOf(values));
}

/** Seven local days around the highest demand of a result. */
async function criticalWeek(result: StoredResult): Promise<readonly [from: string, to: string]> {
  using connection = await openTables(result, ['steps']);
  const [row] = await queryRows(
    connection,
    `WITH peak AS (SELECT "localDate"::DATE AS d FROM steps ORDER BY "netKw" DESC, "startUtcS" LIMIT 1)
     SELECT strftime(d - INTERVAL 3 DAY, '%Y-%m-%d') AS a, strftime(d + INTERVAL 3 DAY, '%Y-%m-%d') AS b FROM peak`,
  );
  return [String(row?.['a']), String(row?.['b'])];
}

const NEEDED = ['zones', 'transformers', 'links', 'hubs', 'groups', 'modes', 'steps'];

async function readSide(result: StoredResult, week: readonly [string, string]): Promise<ReportSide> {
  for (const name of NEEDED)
    if (result.schema.tables[name] === undefined)
      throw new InputError(result.folder, name, 'must be there for a report: the result has no such table');
  using connection = await openTables(result);
  const rows = async <T>(sql: string): Promise<readonly T[]> => (await queryRows(connection, sql)) as readonly T[];
  return {
    scenario: result.scenario,
    manifest: result.manifest,
    notes: result.summary.notes,
    notesNl: result.summary.notesNl,
    columns: columnsOf(result),
    ...(result.summary.basis === undefined ? {} : { basis: result.summary.basis }),
    zones: await rows('SELECT * FROM zones'),
    transformers: await rows('SELECT * FROM transformers'),
    links: await rows('SELECT link, name, "roadClass", "carsPerWeekday", geometry FROM links'),
    worstStreets: hasColumns(result, 'links', 'noiseDb', 'lengthM', 'noxG', 'pm25ExposureUgM3')
      ? await rows(WORST_STREETS_SQL)
      : [],
    ...(result.schema.tables['serviceLevels'] === undefined ? {} : { serviceLevels: await rows(SERVICE_LEVELS_SQL) }),
    ...(result.schema.tables['calls'] === undefined ? {} : { calls: await rows(CALLS_SQL) }),
    hubs: await rows('SELECT * FROM hubs'),
    groups: await rows('SELECT * FROM groups'),
    ...(result.schema.tables['travellers'] === undefined
      ? {}
      : { travellers: await rows('SELECT * FROM travellers'), accounts: await rows('SELECT * FROM accounts') }),
    ...(result.schema.tables['access'] === undefined ? {} : { access: await rows('SELECT * FROM access') }),
    modes: await rows('SELECT "distanceKm", mode, "tripsPerDay" FROM modes'),
    seasons: await rows(
      `SELECT (month("localDate"::DATE) % 12) // 3 AS season, "localS" // 3600 AS hour, avg("loadKw") AS "loadKw", avg("pvKw") AS "pvKw",
         avg("chargeKw") AS "chargeKw", avg("dischargeKw") AS "dischargeKw", avg("netKw") AS "netKw"
       FROM steps WHERE "dayType" = 'weekday' GROUP BY ALL ORDER BY season, hour`,
    ),
    week: await rows<WeekRow>(
      `SELECT "startUtcS", "localDate", "localS", "netKw" FROM steps WHERE "localDate" BETWEEN '${week[0]}' AND '${week[1]}' ORDER BY "startUtcS"`,
    ),
    durationShare: await durationShare(connection),
    ...(result.schema.tables['hosting'] === undefined && result.schema.tables['durations'] === undefined
      ? {}
      : { grid: await readGridSide(result, connection) }),
  };
}

/** What each column of a result holds, by its own words. */
const columnsOf = ({ schema }: StoredResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(schema.tables).flatMap(([table, { columns }]) =>
      columns.map(({ name, description }) => [`${table}.${name}`, description]),
    ),
  );

/** Spread of travel times over the runs of a side's scenario; none where there is one run, or one without times by street. */
async function readReliability(
  side: StoredResult,
  results: readonly StoredResult[],
): Promise<Pick<ReportSide, 'reliability'>> {
  const scenarioOf = (result: StoredResult): string => JSON.stringify({ ...result.scenario, seed: 0 });
  const seeds = new Set<number>();
  const runs = results.filter(({ manifest }, at) => {
    const own = results[at]!;
    if (scenarioOf(own) !== scenarioOf(side) || seeds.has(manifest.seed)) return false;
    if (!hasColumns(own, 'linkTimes', 'timeS', 'freeTimeS')) return false;
    seeds.add(manifest.seed);
    return true;
  });
  return runs.length < 2 ? {} : { reliability: await reliability(runs, 0) };
}

/** Hosting capacity, duration curves over all transformers, and what was passed; tables that a result lacks give no rows. */
async function readGridSide(result: StoredResult, connection: DuckDBConnection): Promise<GridSide> {
  const rows = async <T>(name: string, sql: string): Promise<readonly T[]> =>
    result.schema.tables[name] === undefined ? [] : ((await queryRows(connection, sql)) as readonly T[]);
  return {
    hosting: await rows(
      'hosting',
      'SELECT technology, zone, homes, "homesP10", "homesMedian", "homesP90", "limit" FROM hosting',
    ),
    durations: await rows(
      'durations',
      `SELECT "timeShare", quantile_cont("loadingShare", 0.5) AS middle, quantile_cont("loadingShare", 0.9) AS tenth,
         quantile_cont("loadingShare", 0.99) AS hundredth
       FROM durations GROUP BY "timeShare" ORDER BY "timeShare"`,
    ),
    violations: await rows(
      'violations',
      'SELECT kind, count(*)::INTEGER AS count, sum(hours) AS hours FROM violations GROUP BY kind ORDER BY kind',
    ),
  };
}

/** Quantiles of the loading of the most loaded transformer, highest first. */
async function durationShare(connection: DuckDBConnection): Promise<readonly number[]> {
  const [row] = await queryRows(
    connection,
    `WITH worst AS (SELECT "ratedKva" FROM transformers ORDER BY "peakLoadingShare" DESC, area LIMIT 1)
     SELECT list_reverse(quantile_cont(abs("worstTransformerKw"), [${Array.from({ length: DURATION_POINTS + 1 }, (_, i) => i / DURATION_POINTS).join(', ')}])) AS kw,
       (SELECT "ratedKva" FROM worst) AS kva FROM steps`,
  );
  const kva = Number(row?.['kva']);
  const kw = row?.['kw'];
  return Array.isArray(kw) && kva > 0 ? kw.map((value) => Number(value) / kva) : [];
}
