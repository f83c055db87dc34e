/** Counts in a result what is published about it, before anything is withheld. In: a result folder. Out: plain rows. Touches files. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../core/errors.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';
import { DAYS_AND_TRIPS, hasColumns, heatSql } from './values-data.ts';

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
  /** Gas or district heat; 0 where the result has none. */
  readonly heatEur: number;
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
  readonly travellers: readonly Row[];
  /** Empty where the run did not compute what is within reach. */
  readonly access: readonly Row[];
  readonly accounts: readonly Row[];
  /** Households that one with simulated travel stands for. */
  readonly travelScale: number;
  /** Simulated residents by group, and trips of an average day by group and mode with the residents behind them. */
  readonly travelPeople: readonly Row[];
  readonly travelCells: readonly Row[];
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
    ['persons', 'weight', 'lowDigitalSkill', 'householdType'],
    ['trips', 'person', 'failure'],
    ['travellers', 'tripsPerDay'],
    ['accounts', 'subscribers'],
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
    groups: await readGroups(connection, burdenShare, carFixedEurPerMonth, heatSql(result)),
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
    travellers: await ask('SELECT * FROM travellers'),
    access: hasColumns(result, 'access', 'jobsShare') ? await ask('SELECT * FROM access') : [],
    accounts: await ask('SELECT * FROM accounts'),
    travelScale: Number((await ask('SELECT max(weight) AS scale FROM households'))[0]?.['scale'] ?? 1),
    ...(await readTravel(connection)),
  };
}

async function readGroups(
  connection: DuckDBConnection,
  burdenShare: number,
  carFixedEur: number,
  heat: string,
): Promise<readonly HouseholdGroup[]> {
  const income = '"incomeEurPerYear" / 12';
  const known = `weight > 0 AND NOT isnan("incomeEurPerYear") AND "incomeEurPerYear" > 0`;
  const cost = `"mobilityEurPerMonth" + "energyEurPerMonth" + ${heat} + cars::DOUBLE * ${carFixedEur}`;
  const rows = await queryRows(
    connection,
    `SELECT zone::VARCHAR AS zone, type::VARCHAR AS type, "incomeClass"::VARCHAR AS class, count(*) AS households, sum(persons) AS persons,
       count(*) FILTER (weight > 0) AS travelling, coalesce(sum("mobilityEurPerMonth") FILTER (weight > 0), 0) AS mobility,
       count(*) FILTER (${known}) AS known, coalesce(sum(${income}) FILTER (${known}), 0) AS income,
       count(*) FILTER (${known} AND ${cost} > ${burdenShare} * ${income}) AS burdened, sum("energyEurPerMonth") AS energy, sum(${heat}) AS heat,
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
    heatEur: Number(row['heat']),
    mobilityCappedEur: Number(row['mobilityCapped']),
    energyCappedEur: Number(row['energyCapped']),
  }));
}

/** Dimensions of the table of travellers that are groups of people, and how a person belongs to one. */
const GROUPS_OF_PEOPLE: ReadonlyArray<readonly [dimension: string, sql: string]> = [
  ['income', 'p."incomeClass"::VARCHAR'],
  ['age', 'p."group"::VARCHAR'],
  ['household', 'p."householdType"::VARCHAR'],
  ['car', `CASE WHEN p."householdCars" > 0 THEN 'car' ELSE 'no car' END`],
  ['mobility', `CASE WHEN p."reducedMobility" = 1 THEN 'reduced mobility' ELSE 'full mobility' END`],
  ['digital', `CASE WHEN p."lowDigitalSkill" = 1 THEN 'few digital skills' ELSE 'digital skills' END`],
  ['neighbourhood', 'z.name::VARCHAR'],
];

async function readTravel(connection: DuckDBConnection): Promise<Pick<PublishSource, 'travelPeople' | 'travelCells'>> {
  const people: Row[] = [];
  const cells: Row[] = [];
  const home = 'LEFT JOIN zones z ON z.zone::VARCHAR = p.zone::VARCHAR';
  for (const [dimension, sql] of GROUPS_OF_PEOPLE) {
    people.push(
      ...(await queryRows(
        connection,
        `${DAYS_AND_TRIPS} SELECT '${dimension}' AS dimension, ${sql} AS "group", count(*) AS people FROM p ${home} WHERE weight > 0 GROUP BY 2 ORDER BY 2`,
      )),
    );
    cells.push(
      ...(await queryRows(
        connection,
        `${DAYS_AND_TRIPS} SELECT '${dimension}' AS dimension, ${sql} AS "group", mode::VARCHAR AS mode, sum(weight * share) AS trips, count(DISTINCT t.person) AS people
         FROM t JOIN p ON p.person = t.person ${home} WHERE failure = 'none' AND weight > 0 GROUP BY 2, 3 ORDER BY 2, 3`,
      )),
    );
  }
  return { travelPeople: people, travelCells: cells };
}
