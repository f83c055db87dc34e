/** Counts in the tables of a result what its public values are computed from. In: a result folder. Out: ValueFacts. Touches files.
 *  Parts whose tables or columns are missing (a thinned or an older result) become null and are told as missing, never as zero. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { COURSE_COLUMNS, type CourseRow } from '../charging/courses.ts';
import { InputError } from '../core/errors.ts';
import { allLevers } from '../results/levers.ts';
import { type Scenario, scenarioSchema } from '../scenario/schema.ts';
import { explainContext, verifiedCount } from '../values/explain.ts';
import { householdPattern } from '../values/household-cells.ts';
import { PEOPLE_GROUPS, type PeopleFacts, type PeopleGroup, type ValueFacts } from '../values/facts.ts';
import type { PurseHousehold } from '../values/purse.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';

/** Cars a weekday above which a street without cycle path counts as busy. */
const MANY_CARS_PER_DAY = 2500;

/** WHO (2018) for road traffic. */
const NOISY_DB = 53;

type Row = Readonly<Record<string, unknown>>;
const number = (row: Row | undefined, key: string): number => Number(row?.[key] ?? Number.NaN);

/** True when the result has the table with all these columns. */
export function hasColumns({ schema }: StoredResult, table: string, ...columns: readonly string[]): boolean {
  const known = schema.tables[table]?.columns.map(({ name }) => name);
  return known !== undefined && columns.every((name) => known.includes(name));
}

/** Scenario of a result with the levers it did not have yet at their defaults. */
export function completeScenario({ scenario }: StoredResult): Scenario {
  const values = scenarioSchema.shape.values.safeParse((scenario as Partial<Scenario>).values);
  return values.success
    ? { ...scenario, values: values.data }
    : { ...scenario, values: scenarioSchema.shape.values.parse({}) };
}

/** Persons with their number, days of each type as shares, and trips with both: what the questions below start from. */
export const DAYS_AND_TRIPS = `WITH days AS (SELECT "dayType" AS type, count(DISTINCT "localDate") AS n FROM steps GROUP BY 1),
  day AS (SELECT type::VARCHAR AS type, n / (SELECT sum(n) FROM days) AS share FROM days),
  p AS (SELECT (row_number() OVER () - 1)::UINTEGER AS person, * FROM persons),
  t AS (SELECT trips.*, day.share FROM trips JOIN day ON day.type = trips."dayType"::VARCHAR)`;

const GROUP_SQL: Readonly<Record<PeopleGroup, string>> = {
  all: 'true',
  noLicence: 'licence = 0 AND "ageYears" >= 18',
  lowDigitalSkill: '"lowDigitalSkill" = 1',
  reducedMobility: '"reducedMobility" = 1',
  low: `"incomeClass" = 'low'`,
  middle: `"incomeClass" = 'middle'`,
  high: `"incomeClass" = 'high'`,
};

export async function readValueFacts(result: StoredResult): Promise<ValueFacts> {
  using connection = await openTables(result);
  const scenario = completeScenario(result);
  const travels =
    hasColumns(result, 'persons', 'weight', 'lowDigitalSkill', 'bike', 'eBike', 'usesApp') &&
    hasColumns(result, 'trips', 'person', 'logsumEur', 'walkM', 'bikeM') &&
    hasColumns(result, 'steps', 'dayType', 'localDate');
  const charges =
    hasColumns(result, 'sessions', 'area', 'place') &&
    hasColumns(result, 'vehicles', 'household', 'homeCharger') &&
    hasColumns(result, 'households', 'incomeClass');
  const { inputs } = result.manifest;
  const levers = allLevers();
  return {
    scenario,
    indicators: Object.fromEntries(Object.entries(result.summary.indicators).map(([key, one]) => [key, one.value])),
    people: travels ? await peopleFacts(connection) : null,
    active: travels ? await activeFacts(connection, scenario) : null,
    choiceSet: travels ? await choiceSet(connection, scenario) : null,
    knownResidents: travels ? await knownResidents(connection) : null,
    households: hasColumns(result, 'households', 'weight')
      ? await householdFacts(connection, scenario, heatSql(result))
      : null,
    charging: charges ? await chargingFacts(connection, scenario) : null,
    streets: hasColumns(result, 'links', 'bikesAmongCarsPerWeekday', 'lengthM') ? await streetFacts(connection) : null,
    published: await publishedFacts(connection, result),
    inputs: {
      count: inputs.length,
      withHash: inputs.filter(({ sha256 }) => sha256 !== '').length,
      withLicence: inputs.filter(({ licence }) => licence !== '').length,
    },
    levers: {
      count: levers.length,
      withSource: levers.filter(({ source }) => source !== '' && !source.startsWith('assumption')).length,
    },
    explained: hasColumns(result, 'courses', 'powerKw') ? await explainedFacts(connection, scenario) : null,
    exposure: hasColumns(result, 'links', 'noxG', 'pm25ExposureUgM3', 'noiseDb', 'lengthM')
      ? await exposureFacts(connection, hasColumns(result, 'links', 'no2ExposureUgM3'))
      : null,
    overridden: hasColumns(result, 'vehicles', 'chargeNow')
      ? await sumOf(connection, 'vehicles', 'chargeNow')
      : Number.NaN,
  };
}

async function peopleFacts(connection: DuckDBConnection): Promise<Readonly<Record<PeopleGroup, PeopleFacts>>> {
  const columns = PEOPLE_GROUPS.map((group) => `sum(weight) FILTER (${GROUP_SQL[group]}) AS "persons_${group}"`).join(
    ', ',
  );
  const [persons] = await queryRows(connection, `SELECT ${columns} FROM persons`);
  const sums = PEOPLE_GROUPS.flatMap((group) => {
    const of = (what: string, name: string): string =>
      `sum(weight * share * (${what})) FILTER (${GROUP_SQL[group]}) AS "${name}_${group}"`;
    return [
      of('1', 'planned'),
      of(`CASE WHEN failure = 'none' THEN 1 ELSE 0 END`, 'made'),
      of(`CASE WHEN "turnedAwayFrom" = 'none' THEN 0 ELSE 1 END`, 'away'),
      of(`CASE WHEN failure = 'none' AND mode IN ('shared-car', 'shared-bike') THEN 1 ELSE 0 END`, 'app'),
      of(
        `CASE WHEN failure = 'none' AND (mode IN ('shared-car', 'shared-bike') OR ("usesApp" = 1 AND mode IN ('bus-tram', 'train', 'park-and-ride'))) THEN 1 ELSE 0 END`,
        'recorded',
      ),
      of(`CASE WHEN isfinite("logsumEur") THEN "logsumEur" ELSE 0 END`, 'logsum'),
    ];
  });
  const [trips] = await queryRows(
    connection,
    `${DAYS_AND_TRIPS} SELECT ${sums.join(', ')} FROM t JOIN p ON p.person = t.person WHERE weight > 0`,
  );
  const known = (row: Row | undefined, key: string): number => Number(row?.[key] ?? 0);
  return Object.fromEntries(
    PEOPLE_GROUPS.map((group): [PeopleGroup, PeopleFacts] => [
      group,
      {
        persons: known(persons, `persons_${group}`),
        plannedTrips: known(trips, `planned_${group}`),
        madeTrips: known(trips, `made_${group}`),
        turnedAway: known(trips, `away_${group}`),
        appTrips: known(trips, `app_${group}`),
        recordedTrips: known(trips, `recorded_${group}`),
        logsumEur: known(trips, `logsum_${group}`),
      },
    ]),
  ) as Record<PeopleGroup, PeopleFacts>;
}

async function activeFacts(
  connection: DuckDBConnection,
  { travel }: Scenario,
): Promise<NonNullable<ValueFacts['active']>> {
  const walkers = '"ageYears" BETWEEN 20 AND 74';
  const cyclists = '"ageYears" BETWEEN 20 AND 64';
  const [people] = await queryRows(
    connection,
    `SELECT sum(weight) FILTER (${walkers}) AS walkers, sum(weight) FILTER (${cyclists}) AS cyclists FROM persons`,
  );
  const bikeKmh = `CASE WHEN mode = 'e-bike' THEN ${travel.eBikeSpeedKmh} ELSE ${travel.bikeSpeedKmh} END`;
  const [minutes] = await queryRows(
    connection,
    `${DAYS_AND_TRIPS} SELECT sum(weight * share * 7 * "walkM" * 0.06 / ${travel.walkSpeedKmh}) FILTER (${walkers}) AS walk,
       sum(weight * share * 7 * "bikeM" * 0.06 / (${bikeKmh})) FILTER (${cyclists}) AS cycle
     FROM t JOIN p ON p.person = t.person WHERE failure = 'none' AND weight > 0`,
  );
  return {
    walkers: number(people, 'walkers'),
    cyclists: number(people, 'cyclists'),
    walkMinPerWeek: number(minutes, 'walk') / number(people, 'walkers'),
    cycleMinPerWeek: number(minutes, 'cycle') / number(people, 'cyclists'),
  };
}

async function choiceSet(
  connection: DuckDBConnection,
  { maas, fleets }: Scenario,
): Promise<NonNullable<ValueFacts['choiceSet']>> {
  const sharedCars = fleets.sharedCarsPerNeighbourhoodHub > 0 ? 1 : 0;
  const sharedBikes = fleets.sharedBikesPerNeighbourhoodHub + fleets.sharedBikesPerStation > 0 ? 1 : 0;
  const [row] = await queryRows(
    connection,
    `SELECT avg(4::INTEGER + bike::INTEGER + "eBike"::INTEGER + CASE WHEN licence = 1 AND "householdCars" > 0 THEN 2 ELSE 0 END) AS own,
       avg(${sharedBikes} + licence::INTEGER * ${sharedCars}) AS shared FROM persons WHERE "ageYears" >= 18`,
  );
  const own = number(row, 'own');
  const shared = number(row, 'shared');
  return { withApp: own + shared, withoutApp: own + (maas.alternativeBooking ? shared : 0) };
}

/** Residents an operator knows: users of the app, and whoever made a trip in a shared vehicle without it. */
async function knownResidents(connection: DuckDBConnection): Promise<number> {
  const [row] = await queryRows(
    connection,
    `${DAYS_AND_TRIPS}, shared AS (SELECT DISTINCT person FROM t WHERE failure = 'none' AND mode IN ('shared-car', 'shared-bike'))
     SELECT coalesce(sum("usesApp"), 0) + coalesce(sum(weight) FILTER ("usesApp" = 0 AND person IN (SELECT person FROM shared)), 0) AS known FROM p`,
  );
  return Number(row?.['known'] ?? 0);
}

/** What gas or district heat costs a household a month, or the number that stands for not knowing it. */
export const heatSql = (result: StoredResult, unknown = '0'): string =>
  hasColumns(result, 'households', 'heatEurPerMonth') ? '"heatEurPerMonth"' : `${unknown}::DOUBLE`;

async function householdFacts(
  connection: DuckDBConnection,
  { values }: Scenario,
  heat: string,
): Promise<NonNullable<ValueFacts['households']>> {
  const rows = await queryRows(
    connection,
    `SELECT weight, "incomeEurPerYear" / 12 AS income, "mobilityEurPerMonth" + "energyEurPerMonth" + ${heat} + cars::DOUBLE * ${values.carFixedEurPerMonth} AS cost,
       zone::VARCHAR AS zone, "incomeClass"::VARCHAR AS class FROM households WHERE weight > 0 ORDER BY household`,
  );
  const column = (key: string): Float64Array => Float64Array.from(rows, (row) => Number(row[key]));
  return {
    weight: column('weight'),
    incomeEurPerMonth: column('income'),
    costEurPerMonth: column('cost'),
    zone: rows.map((row) => String(row['zone'])),
    incomeClass: rows.map((row) => String(row['class'])),
  };
}

async function chargingFacts(
  connection: DuckDBConnection,
  { period }: Scenario,
): Promise<NonNullable<ValueFacts['charging']>> {
  const [all] = await queryRows(
    connection,
    `SELECT count(*) AS sessions, count(*) FILTER (s."unservedKwh" <= 1e-6) AS kept, count(*) FILTER (area >= 0) AS steered,
       coalesce(sum(s."chargedKwh") FILTER (area >= 0 AND place = 'home' AND v."homeCharger" = 1), 0) AS own,
       coalesce(sum(s."chargedKwh") FILTER (area >= 0 AND place = 'work'), 0) AS work,
       coalesce(sum(s."chargedKwh") FILTER (area >= 0), 0) AS everything
     FROM sessions s JOIN vehicles v ON v.car = s.car`,
  );
  const [cars] = await queryRows(connection, 'SELECT count(*) AS cars FROM vehicles WHERE household >= 0');
  const byIncome = await queryRows(
    connection,
    `SELECT h."incomeClass"::VARCHAR AS class, sum(s."unservedKwh") AS unserved, sum(s."requestedKwh") AS requested
     FROM sessions s JOIN vehicles v ON v.car = s.car JOIN households h ON h.household = v.household GROUP BY 1 ORDER BY 1`,
  );
  const by = (key: string): Readonly<Record<string, number>> =>
    Object.fromEntries(byIncome.map((row) => [String(row['class']), number(row, key)]));
  return {
    sessions: number(all, 'sessions'),
    sessionsPerYear: (number(all, 'sessions') * 365) / period.days,
    sessionsKept: number(all, 'kept'),
    sessionsSteered: number(all, 'steered'),
    privateCars: number(cars, 'cars'),
    ownChargerKwh: number(all, 'own'),
    workKwh: number(all, 'work'),
    publicKwh: number(all, 'everything') - number(all, 'own') - number(all, 'work'),
    unservedKwhByIncome: by('unserved'),
    requestedKwhByIncome: by('requested'),
  };
}

async function streetFacts(connection: DuckDBConnection): Promise<NonNullable<ValueFacts['streets']>> {
  const [row] = await queryRows(
    connection,
    `SELECT sum("lengthM" * "bikesPerWeekday") / 1000 AS km, sum("lengthM" * "bikesAmongCarsPerWeekday") / 1000 AS mixed,
       coalesce(sum("lengthM" * "bikesAmongCarsPerWeekday") FILTER ("carsPerWeekday" > ${MANY_CARS_PER_DAY}), 0) / 1000 AS busy FROM links`,
  );
  return {
    bikeKmPerWeekday: number(row, 'km'),
    bikeKmAmongCars: number(row, 'mixed'),
    bikeKmAmongManyCars: number(row, 'busy'),
  };
}

/** Cells of households as `publish` shows and withholds them, in all its tables together. */
async function publishedFacts(connection: DuckDBConnection, result: StoredResult): Promise<ValueFacts['published']> {
  if (!hasColumns(result, 'households', 'zone', 'type', 'incomeClass') || !hasColumns(result, 'zones', 'external'))
    return { smallest: Number.NaN, withheld: 0, cells: 0 };
  const zones = await queryRows(connection, 'SELECT zone::VARCHAR AS zone FROM zones WHERE external = 0 ORDER BY zone');
  const cells = await queryRows(
    connection,
    'SELECT zone::VARCHAR AS zone, type::VARCHAR AS type, "incomeClass"::VARCHAR AS class, count(*) AS n FROM households GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
  );
  const { suppression, counts } = await householdPattern(
    zones.map((row) => String(row['zone'])),
    cells.map((row) => ({
      zone: String(row['zone']),
      type: String(row['type']),
      incomeClass: String(row['class']),
      households: Number(row['n']),
    })),
  );
  const shown = counts.filter((_, cell) => suppression.withheld[cell] === 0);
  return {
    smallest: shown.length === 0 ? Number.NaN : shown.reduce((a, b) => Math.min(a, b)),
    withheld: suppression.primary + suppression.complementary,
    cells: counts.length,
  };
}

/** Households with simulated travel, for the purse.
 *  @throws InputError when the result has no table of households */
export async function readPurse(result: StoredResult): Promise<readonly PurseHousehold[]> {
  if (!hasColumns(result, 'households', 'weight', 'incomeEurPerYear'))
    throw new InputError(
      result.folder,
      'households',
      'must be there for the household purse: this result is thinned or older; run the scenario again',
    );
  using connection = await openTables(result, ['households']);
  const rows = await queryRows(
    connection,
    `SELECT type::VARCHAR AS type, "incomeClass"::VARCHAR AS class, weight, cars, "incomeEurPerYear" / 12 AS income,
       "mobilityEurPerMonth" AS mobility, "energyEurPerMonth" AS energy, ${heatSql(result, "'nan'")} AS heat FROM households WHERE weight > 0 ORDER BY household`,
  );
  return rows.map((row) => ({
    type: String(row['type']),
    incomeClass: String(row['class']),
    weight: number(row, 'weight'),
    cars: number(row, 'cars'),
    incomeEurPerMonth: number(row, 'income'),
    mobilityEurPerMonth: number(row, 'mobility'),
    energyEurPerMonth: number(row, 'energy'),
    heatEurPerMonth: number(row, 'heat'),
  }));
}

async function explainedFacts(
  connection: DuckDBConnection,
  scenario: Scenario,
): Promise<NonNullable<ValueFacts['explained']>> {
  const rows = await queryRows(connection, 'SELECT * FROM courses ORDER BY session, step');
  const courses = new Map<number, CourseRow[]>();
  for (const row of rows) {
    const session = Number(row['session']);
    const own = courses.get(session) ?? [];
    own.push(Object.fromEntries(COURSE_COLUMNS.map((name) => [name, Number(row[name])])) as CourseRow);
    courses.set(session, own);
  }
  return { sessions: courses.size, verified: verifiedCount(courses.values(), explainContext(scenario)) };
}

async function exposureFacts(connection: DuckDBConnection, no2: boolean): Promise<NonNullable<ValueFacts['exposure']>> {
  const homes = `"roadClass" IN ('residential', 'living_street')`;
  const [row] = await queryRows(
    connection,
    `SELECT sum("noxG") / 1000 AS nox,
       sum("lengthM" * "bikesPerWeekday" * "pm25ExposureUgM3") / sum("lengthM" * "bikesPerWeekday") AS pm,
       ${no2 ? 'sum("lengthM" * "bikesPerWeekday" * "no2ExposureUgM3") / sum("lengthM" * "bikesPerWeekday")' : "'nan'::DOUBLE"} AS no2,
       coalesce(sum("lengthM") FILTER (${homes} AND "noiseDb" > ${NOISY_DB}), 0) / sum("lengthM") FILTER (${homes}) AS noisy
     FROM links`,
  );
  return {
    noxKgPerWeekday: number(row, 'nox'),
    cyclistPm25UgM3: number(row, 'pm'),
    cyclistNo2UgM3: number(row, 'no2'),
    noisyStreetShare: number(row, 'noisy'),
  };
}

async function sumOf(connection: DuckDBConnection, table: string, column: string): Promise<number> {
  const [row] = await queryRows(connection, `SELECT sum("${column}") AS total FROM "${table}"`);
  return number(row, 'total');
}
