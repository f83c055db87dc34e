/** Counts in a result what is published about it, before anything is withheld. In: a result folder. Out: plain rows. Touches files. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../core/errors.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';
import { hasColumns } from './values-data.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface HouseholdGroup {
  readonly zone: string;
  readonly type: string;
  readonly incomeClass: string;
  readonly households: number;
  readonly persons: number;
  /** Households with simulated travel, and sums over them. */
  readonly travelling: number;
  readonly mobilityEur: number;
  readonly knownIncome: number;
  readonly incomeEur: number;
  readonly burdened: number;
  /** Sum over all households. */
  readonly energyEur: number;
  /** The same with each household's amount cut off at the caps, for noise. */
  readonly mobilityCappedEur: number;
  readonly energyCappedEur: number;
}

/** A household adds at most this to a sum that gets noise [EUR a month]. */
export const MOBILITY_CAP_EUR = 2000;
export const ENERGY_CAP_EUR = 500;

export interface PublishSource {
  readonly zones: readonly Row[];
  readonly groups: readonly HouseholdGroup[];
  readonly modes: readonly Row[];
  readonly transformers: readonly Row[];
  /** [transformer] cars with a plug that live there, also where the result withholds them. */
  readonly carsOfArea: ReadonlyMap<number, number>;
  readonly streets: readonly Row[];
  readonly hubs: readonly Row[];
  readonly steps: readonly Row[];
}

/** @throws InputError when the result lacks tables (a thinned sample): nothing is published of half a result */
export async function readPublishSource(
  result: StoredResult,
  burdenShare: number,
  carFixedEurPerMonth: number,
): Promise<PublishSource> {
  const needed: ReadonlyArray<readonly [string, ...string[]]> = [
    ['households', 'weight', 'incomeEurPerYear'],
    ['vehicles', 'homeArea'],
    ['zones', 'geometry'],
    ['transformers', 'homes'],
    ['links', 'geometry'],
    ['hubs', 'name'],
    ['modes', 'tripsPerDay'],
    ['steps', 'connectedCars'],
  ];
  const missing = needed.filter(([table, ...columns]) => !hasColumns(result, table, ...columns));
  if (missing.length > 0)
    throw new InputError(
      missing.map(([table]) => ({
        file: result.folder,
        key: table,
        rule: 'must be there to publish: this result is thinned or was written by an older version; run the scenario again',
      })),
    );
  using connection = await openTables(result);
  const ask = (sql: string): Promise<readonly Row[]> => queryRows(connection, sql);
  return {
    zones: await ask('SELECT * FROM zones WHERE external = 0 ORDER BY zone'),
    groups: await readGroups(connection, burdenShare, carFixedEurPerMonth),
    modes: await ask('SELECT "distanceKm", mode::VARCHAR AS mode, "tripsPerDay" FROM modes'),
    transformers: await ask('SELECT * FROM transformers ORDER BY area'),
    carsOfArea: new Map(
      (await ask('SELECT "homeArea" AS area, count(*) AS cars FROM vehicles GROUP BY 1')).map((row) => [
        Number(row['area']),
        Number(row['cars']),
      ]),
    ),
    streets: await ask('SELECT * FROM links ORDER BY link'),
    hubs: await ask('SELECT * FROM hubs ORDER BY hub'),
    steps: await ask('SELECT * FROM steps ORDER BY "startUtcS"'),
  };
}

async function readGroups(
  connection: DuckDBConnection,
  burdenShare: number,
  carFixedEur: number,
): Promise<readonly HouseholdGroup[]> {
  const income = '"incomeEurPerYear" / 12';
  const known = `weight > 0 AND NOT isnan("incomeEurPerYear") AND "incomeEurPerYear" > 0`;
  const cost = `"mobilityEurPerMonth" + "energyEurPerMonth" + cars::DOUBLE * ${carFixedEur}`;
  const rows = await queryRows(
    connection,
    `SELECT zone::VARCHAR AS zone, type::VARCHAR AS type, "incomeClass"::VARCHAR AS class, count(*) AS households, sum(persons) AS persons,
       count(*) FILTER (weight > 0) AS travelling, coalesce(sum("mobilityEurPerMonth") FILTER (weight > 0), 0) AS mobility,
       count(*) FILTER (${known}) AS known, coalesce(sum(${income}) FILTER (${known}), 0) AS income,
       count(*) FILTER (${known} AND ${cost} > ${burdenShare} * ${income}) AS burdened, sum("energyEurPerMonth") AS energy,
       coalesce(sum(least(greatest("mobilityEurPerMonth", 0), ${MOBILITY_CAP_EUR})) FILTER (weight > 0), 0) AS mobilityCapped,
       sum(least(greatest("energyEurPerMonth", 0), ${ENERGY_CAP_EUR})) AS energyCapped
     FROM households GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return rows.map((row) => ({
    zone: String(row['zone']),
    type: String(row['type']),
    incomeClass: String(row['class']),
    households: Number(row['households']),
    persons: Number(row['persons']),
    travelling: Number(row['travelling']),
    mobilityEur: Number(row['mobility']),
    knownIncome: Number(row['known']),
    incomeEur: Number(row['income']),
    burdened: Number(row['burdened']),
    energyEur: Number(row['energy']),
    mobilityCappedEur: Number(row['mobilityCapped']),
    energyCappedEur: Number(row['energyCapped']),
  }));
}
