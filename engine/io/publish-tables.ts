/** From what was counted in a result to the tables that are published: small cells and what would give them away are empty.
 *  In: PublishSource. Out: tables with unit and description of every column. Pure but for the audit.
 *  Two ways: exact numbers with suppression, or (with `noise`) households only, with noise of a stated ε and then suppression. */
import { RunError } from '../core/errors.ts';
import type { Column, Table } from '../core/table.ts';
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../demand/population.ts';
import type { Indicator } from '../results/result.ts';
import { SMALLEST_CELL } from '../results/small-cells.ts';
import { column, table } from '../results/tables/column.ts';
import type { Relation } from '../values/cell-bounds.ts';
import { type HouseholdPattern, householdPattern, noisyPattern } from '../values/household-cells.ts';
import type { ValueDefinition } from '../values/model.ts';
import { type Noise, noisyCount, noisySum } from '../values/noise.ts';
import { suppress } from '../values/suppress.ts';
import {
  ENERGY_CAP_EUR,
  type HouseholdGroup,
  MOBILITY_CAP_EUR,
  type PublishSource,
  type Row,
} from './publish-source.ts';

export interface PublishedTable {
  readonly table: Table;
  readonly title: { readonly nl: string; readonly en: string };
  /** Cells withheld. */
  readonly withheld: number;
  readonly geometry: boolean;
}

export interface Publication {
  readonly tables: readonly PublishedTable[];
  readonly pattern: HouseholdPattern;
  /** Sentences about what was withheld or added. */
  readonly notes: readonly string[];
}

type Cell = number | null;

export async function publicationTables(
  source: PublishSource,
  indicators: Readonly<Record<string, Indicator>>,
  noise: Noise | null,
  sampleShare: number,
): Promise<Publication> {
  const zones = source.zones.map((row) => String(row['zone']));
  const groups = noise === null ? source.groups : noisyGroups(zones, source.groups, noise, sampleShare);
  const pattern = noise === null ? await householdPattern(zones, groups) : noisyPattern(groups);
  const households = [
    neighbourhoods(source, groups, pattern, noise !== null),
    neighbourhoodsByIncome(source, groups, pattern, noise !== null),
    purseTable(groups, pattern, noise !== null),
  ];
  const { primary, complementary, exposed } = pattern.suppression;
  if (exposed.length > 0)
    throw new RunError(
      `${exposed.length} small cells of households could still be worked out, because nearly all cells are small: this district is too small to publish`,
    );
  const rule = `Cells about fewer than ${SMALLEST_CELL} households, residents or cars are empty, zero included`;
  const notes =
    noise === null
      ? [
          `${rule}; ${primary} cells of households are too small and ${complementary} more are withheld so that these cannot be worked out.`,
        ]
      : [`${rule}.`];
  if (noise !== null) {
    notes.push(
      `Counts and sums carry noise: the package as a whole is differentially private for one household with epsilon = ${noise.epsilon}. Amounts of a household count up to EUR ${MOBILITY_CAP_EUR} (mobility) and EUR ${ENERGY_CAP_EUR} (electricity) a month. Figures that cannot be given with noise are left out.`,
    );
    return { tables: households, pattern, notes };
  }
  return {
    tables: [
      ...households,
      await modesPublished(source.modes),
      await transformersPublished(source, zones, pattern),
      streetsPublished(source.streets),
      plain('hubs', source.hubs, { nl: 'Hubs', en: 'Hubs' }, HUB_COLUMNS),
      stepsPublished(source.steps),
      indicatorsPublished(indicators),
    ],
    pattern,
    notes,
  };
}

/** ε is shared out: half to cells by neighbourhood and income, half to cells by kind and income; each half in thirds over a count and two sums.
 *  Both halves see every household once, so that the ε of all releases add up to the stated one. */
function noisyGroups(
  zones: readonly string[],
  groups: readonly HouseholdGroup[],
  noise: Noise,
  sampleShare: number,
): HouseholdGroup[] {
  // Amounts of households with simulated travel stand for all: by the scenario's share, which is no secret and depends on nobody.
  const scale = 1 / sampleShare;
  const part: Noise = { epsilon: noise.epsilon / 6, seed: noise.seed };
  const sum = (members: readonly HouseholdGroup[], pick: (group: HouseholdGroup) => number): number =>
    members.reduce((total, group) => total + pick(group), 0);
  let number = 0;
  const noisy = (
    zone: string,
    type: string,
    incomeClass: string,
    members: readonly HouseholdGroup[],
  ): HouseholdGroup => {
    const cell = number++;
    const households = noisyCount(
      sum(members, (g) => g.households),
      cell,
      part,
    );
    return {
      zone,
      type,
      incomeClass,
      households,
      persons: Number.NaN,
      travelling: households,
      mobilityEur: Math.max(
        0,
        noisySum(sum(members, (g) => g.mobilityCappedEur) * scale, cell, part, MOBILITY_CAP_EUR * scale),
      ),
      knownIncome: 0,
      incomeEur: 0,
      burdened: 0,
      energyEur: Math.max(
        0,
        noisySum(
          sum(members, (g) => g.energyCappedEur),
          cell + 1_000_000,
          part,
          ENERGY_CAP_EUR,
        ),
      ),
      mobilityCappedEur: 0,
      energyCappedEur: 0,
    };
  };
  return [
    ...zones.flatMap((zone) =>
      INCOME_CLASSES.map((income) =>
        noisy(
          zone,
          '',
          income,
          groups.filter((g) => g.zone === zone && g.incomeClass === income),
        ),
      ),
    ),
    ...HOUSEHOLD_TYPES.flatMap((type) =>
      INCOME_CLASSES.map((income) =>
        noisy(
          '',
          type,
          income,
          groups.filter((g) => g.type === type && g.incomeClass === income),
        ),
      ),
    ),
  ];
}

interface Means {
  readonly households: Cell;
  readonly mobility: Cell;
  readonly energy: Cell;
  readonly income: Cell;
  readonly burdened: Cell;
  readonly persons: Cell;
}

const NOTHING: Means = { households: null, mobility: null, energy: null, income: null, burdened: null, persons: null };
const cents = (value: number): Cell => (Number.isFinite(value) ? Math.round(value * 100) / 100 : null);

function means(members: readonly HouseholdGroup[], shown: boolean): Means {
  if (!shown) return NOTHING;
  const sum = (pick: (group: HouseholdGroup) => number): number => members.reduce((total, g) => total + pick(g), 0);
  const enough = (behind: number, value: number): Cell => (behind >= SMALLEST_CELL ? cents(value) : null);
  const households = sum((g) => g.households);
  const travelling = sum((g) => g.travelling);
  const known = sum((g) => g.knownIncome);
  return {
    households,
    persons: cents(sum((g) => g.persons)),
    mobility: enough(travelling, sum((g) => g.mobilityEur) / travelling),
    energy: enough(households, sum((g) => g.energyEur) / households),
    income: enough(known, sum((g) => g.incomeEur) / known),
    burdened: enough(known, sum((g) => g.burdened) / known),
  };
}

const countNulls = (columns: readonly Column[]): number =>
  columns.reduce(
    (sum, { values }) => sum + Array.from(values as ArrayLike<unknown>).filter((value) => value === null).length,
    0,
  );

function published(
  name: string,
  title: PublishedTable['title'],
  rows: number,
  columns: readonly Column[],
): PublishedTable {
  return {
    table: table(name, rows, columns),
    title,
    withheld: countNulls(columns),
    geometry: columns.some((one) => one.name === 'geometry' || one.name === 'lonDeg'),
  };
}

function meanColumns(list: readonly Means[], noisy: boolean): Column[] {
  const values = (pick: (means: Means) => Cell): Cell[] => list.map(pick);
  return [
    column(
      'households',
      'households',
      'households',
      values((m) => m.households),
    ),
    ...(noisy
      ? []
      : [
          column(
            'persons',
            'residents',
            'residents',
            values((m) => m.persons),
          ),
        ]),
    column(
      'mobilityEurPerMonth',
      'EUR/household/month',
      'mean cost of trips and bundles',
      values((m) => m.mobility),
    ),
    column(
      'energyEurPerMonth',
      'EUR/household/month',
      'mean cost of electricity at home',
      values((m) => m.energy),
    ),
    ...(noisy
      ? []
      : [
          column(
            'incomeEurPerMonth',
            'EUR/household/month',
            'mean disposable income',
            values((m) => m.income),
          ),
          column(
            'burdenedShare',
            'share',
            'households that spend more than values.burdenShare of their income on mobility, own car and electricity',
            values((m) => m.burdened),
          ),
        ]),
  ];
}

const ZONE_MEASURES = [
  ['tripsPerPersonPerDay', 'trips/person/day', 'trips a resident on an average day'],
  ['carTripShare', 'share', 'share of trips as a car driver'],
  ['travelTimeMinPerTrip', 'min', 'travel time a trip'],
  ['carKmPerPersonPerDay', 'km/person/day', 'driven by car a resident'],
  ['activeMinPerPersonPerDay', 'min/person/day', 'walking and cycling a resident'],
  ['co2KgPerPersonPerDay', 'kg CO2/person/day', 'CO2 of travel a resident'],
  ['loadMwh', 'MWh', 'electricity of homes and businesses over the period'],
  ['pvMwh', 'MWh', 'sun produced over the period'],
  ['chargedMwh', 'MWh', 'charged into cars over the period'],
  ['dischargedMwh', 'MWh', 'discharged from cars over the period'],
  ['overloadHours', 'h', 'hours of overload of its transformers'],
  ['peakLoadingShare', 'share', 'highest loading among its transformers'],
] as const;

function neighbourhoods(
  { zones }: PublishSource,
  groups: readonly HouseholdGroup[],
  pattern: HouseholdPattern,
  noisy: boolean,
): PublishedTable {
  const codes = zones.map((row) => String(row['zone']));
  const shown = codes.map((zone) => pattern.shown(zone, 'all', 'all'));
  const list = codes.map((zone, i) =>
    means(
      groups.filter((g) => g.zone === zone),
      shown[i]!,
    ),
  );
  return published('neighbourhoods', { nl: 'Buurten', en: 'Neighbourhoods' }, zones.length, [
    column('zone', '', 'code of the neighbourhood', codes),
    column(
      'name',
      '',
      'name',
      zones.map((row) => String(row['name'])),
    ),
    ...meanColumns(list, noisy),
    ...(noisy
      ? []
      : ZONE_MEASURES.map(([name, unit, description]) =>
          column(
            name,
            unit,
            description,
            zones.map((row, i) => (shown[i] === true ? value(row, name) : null)),
          ),
        )),
    column(
      'geometry',
      'WKT, WGS 84',
      'outline',
      zones.map((row) => String(row['geometry'])),
    ),
  ]);
}

const value = (row: Row, name: string): Cell =>
  row[name] === null || row[name] === undefined || !Number.isFinite(Number(row[name]))
    ? null
    : rounded(Number(row[name]));

/** Six significant digits: more say nothing, and would tell apart what should not be. */
const rounded = (number: number): number => Number(number.toPrecision(6));

function neighbourhoodsByIncome(
  { zones }: PublishSource,
  groups: readonly HouseholdGroup[],
  pattern: HouseholdPattern,
  noisy: boolean,
): PublishedTable {
  const rows = zones.flatMap((row) =>
    INCOME_CLASSES.map((income) => ({ zone: String(row['zone']), name: String(row['name']), income })),
  );
  const list = rows.map(({ zone, income }) =>
    means(
      groups.filter((g) => g.zone === zone && g.incomeClass === income),
      pattern.shown(zone, 'all', income),
    ),
  );
  return published(
    'neighbourhoods_by_income',
    { nl: 'Buurten naar inkomen', en: 'Neighbourhoods by income' },
    rows.length,
    [
      column(
        'zone',
        '',
        'code of the neighbourhood',
        rows.map(({ zone }) => zone),
      ),
      column(
        'name',
        '',
        'name',
        rows.map(({ name }) => name),
      ),
      column(
        'incomeClass',
        '',
        'income class',
        rows.map(({ income }) => income),
      ),
      ...meanColumns(list, noisy),
    ],
  );
}

function purseTable(groups: readonly HouseholdGroup[], pattern: HouseholdPattern, noisy: boolean): PublishedTable {
  const rows = ['all', ...HOUSEHOLD_TYPES].flatMap((type) =>
    ['all', ...INCOME_CLASSES].map((incomeClass) => ({ type, incomeClass })),
  );
  const list = rows.map(({ type, incomeClass }) =>
    means(
      groups.filter(
        (g) =>
          (type === 'all' ? !noisy || g.type !== '' : g.type === type) &&
          (incomeClass === 'all' || g.incomeClass === incomeClass),
      ),
      pattern.shown('all', type, incomeClass),
    ),
  );
  return published('household_purse', { nl: 'Huishoudboekje', en: 'Household purse' }, rows.length, [
    column(
      'householdType',
      '',
      'kind of household; all: sum',
      rows.map(({ type }) => type),
    ),
    column(
      'incomeClass',
      '',
      'income class; all: sum',
      rows.map(({ incomeClass }) => incomeClass),
    ),
    ...meanColumns(list, noisy),
  ]);
}

/** Trips by distance and mode; sums by mode are known from the indicators, so they are fixed. */
async function modesPublished(rows: readonly Row[]): Promise<PublishedTable> {
  const classes = [...new Set(rows.map((row) => String(row['distanceKm'])))];
  const modes = [...new Set(rows.map((row) => String(row['mode'])))];
  // The result withholds 1 … 9 itself; for the audit they count as 5.
  const counts = rows.map((row) => (row['tripsPerDay'] === null ? 5 : Number(row['tripsPerDay'])));
  const at = rows.map(
    (row) => [classes.indexOf(String(row['distanceKm'])), modes.indexOf(String(row['mode']))] as const,
  );
  const cells = rows.length;
  const all = [...counts, ...classes.map(() => 0), ...modes.map(() => 0)];
  const relations: Relation[] = [
    ...classes.map((_, c) => ({ total: cells + c, parts: at.flatMap(([own], i) => (own === c ? [i] : [])) })),
    ...modes.map((_, m) => ({
      total: cells + classes.length + m,
      parts: at.flatMap(([, own], i) => (own === m ? [i] : [])),
    })),
  ];
  for (const { total, parts } of relations) all[total] = parts.reduce((sum, cell) => sum + counts[cell]!, 0);
  const fixed = all.map((_, cell) => (cell >= cells + classes.length ? 1 : 0));
  const { withheld } = await suppress({ counts: all, relations, fixed });
  return published(
    'trips_by_distance_and_mode',
    { nl: 'Ritten naar afstand en vervoermiddel', en: 'Trips by distance and mode' },
    cells,
    [
      column(
        'distanceKm',
        'km',
        'distance class',
        rows.map((row) => String(row['distanceKm'])),
      ),
      column(
        'mode',
        '',
        'main mode',
        rows.map((row) => String(row['mode'])),
      ),
      column(
        'tripsPerDay',
        'trips/day',
        'trips of an average day',
        counts.map((count, i) => (withheld[i] === 1 ? null : Math.round(count))),
      ),
    ],
  );
}

const CAR_COLUMNS = ['chargedMwh', 'dischargedMwh', 'plugInCars'];
const HOME_COLUMNS = ['homes', 'loadMwh', 'pvMwh', 'exportMwh', 'peakLoadKw', 'peakFeedInKw', 'lossKwh'];
const TRANSFORMER_COLUMNS: ReadonlyArray<readonly [string, string, string]> = [
  ['ratedKva', 'kVA', 'rating'],
  ['homes', 'homes', 'homes behind it'],
  ['peakLoadKw', 'kW', 'highest load'],
  ['peakFeedInKw', 'kW', 'highest feed-in'],
  ['peakLoadingShare', 'share', 'highest loading over rating'],
  ['overloadHours', 'h', 'hours above rating'],
  ['lossKwh', 'kWh', 'lost in transformer and cables'],
  ['loadMwh', 'MWh', 'homes and businesses'],
  ['pvMwh', 'MWh', 'sun produced'],
  ['exportMwh', 'MWh', 'fed back through the transformer'],
  ['chargedMwh', 'MWh', 'into cars'],
  ['dischargedMwh', 'MWh', 'out of cars'],
  ['plugInCars', 'cars', 'cars with a plug that live here'],
];

/** Transformers: what is about homes follows the number of homes, what is about cars the number of cars; neighbourhoods are their sums. */
async function transformersPublished(
  { transformers, carsOfArea }: PublishSource,
  zones: readonly string[],
  pattern: HouseholdPattern,
): Promise<PublishedTable> {
  const count = transformers.length;
  const zoneOf = transformers.map((row) => String(row['zone']));
  const relations: Relation[] = [
    ...zones.map((zone, z) => ({ total: count + z, parts: zoneOf.flatMap((own, i) => (own === zone ? [i] : [])) })),
    { total: count + zones.length, parts: zones.map((_, z) => count + z) },
  ].filter(({ parts }) => parts.length > 0);
  const hide = async (own: readonly number[]): Promise<Uint8Array> => {
    const counts = [...own, ...zones.map(() => 0), 0];
    for (const { total, parts } of relations) counts[total] = parts.reduce((sum, cell) => sum + counts[cell]!, 0);
    // Sums of neighbourhoods stand in another table: they are withheld there or known.
    const forced = counts.map((_, cell) =>
      cell >= count && cell < count + zones.length && !pattern.shown(zones[cell - count]!, 'all', 'all') ? 1 : 0,
    );
    const fixed = counts.map((_, cell) => (cell >= count && forced[cell] === 0 ? 1 : 0));
    return (await suppress({ counts, relations, fixed, forced })).withheld;
  };
  const homes = await hide(transformers.map((row) => Number(row['homes'])));
  const cars = await hide(transformers.map((row) => carsOfArea.get(Number(row['area'])) ?? 0));
  const hidden = (name: string, i: number): boolean =>
    (CAR_COLUMNS.includes(name) && cars[i] === 1) || (HOME_COLUMNS.includes(name) && homes[i] === 1);
  return published('transformers', { nl: 'Transformatoren', en: 'Transformers' }, count, [
    column(
      'area',
      '',
      'number of the transformer',
      Uint32Array.from(transformers, (row) => Number(row['area'])),
    ),
    column('zone', '', 'code of the neighbourhood', zoneOf),
    column(
      'lonDeg',
      '°',
      'longitude, WGS 84',
      Float64Array.from(transformers, (row) => Number(row['lonDeg'])),
    ),
    column(
      'latDeg',
      '°',
      'latitude, WGS 84',
      Float64Array.from(transformers, (row) => Number(row['latDeg'])),
    ),
    ...TRANSFORMER_COLUMNS.map(([name, unit, description]) =>
      column(
        name,
        unit,
        description,
        transformers.map((row, i) => (hidden(name, i) ? null : value(row, name))),
      ),
    ),
  ]);
}

function streetsPublished(rows: readonly Row[]): PublishedTable {
  const flow = (name: string): Cell[] =>
    rows.map((row) => {
      const own = value(row, name);
      // Rounded to tens: neighbouring streets then do not tell who turned in where.
      return own === null || own < SMALLEST_CELL ? null : Math.round(own / 10) * 10;
    });
  return published('streets', { nl: 'Straten', en: 'Streets' }, rows.length, [
    column(
      'link',
      '',
      'number of the street',
      Uint32Array.from(rows, (row) => Number(row['link'])),
    ),
    column(
      'name',
      '',
      'name',
      rows.map((row) => String(row['name'] ?? '')),
    ),
    column(
      'roadClass',
      '',
      'class of the road',
      rows.map((row) => String(row['roadClass'])),
    ),
    column(
      'lengthM',
      'm',
      'length',
      rows.map((row) => value(row, 'lengthM')),
    ),
    column('carsPerWeekday', 'vehicles/day', 'cars, rounded to tens', flow('carsPerWeekday')),
    column('bikesPerWeekday', 'bicycles/day', 'bicycles, rounded to tens', flow('bikesPerWeekday')),
    column('walkersPerWeekday', 'people/day', 'people on foot, rounded to tens', flow('walkersPerWeekday')),
    column(
      'geometry',
      'WKT, WGS 84',
      'shape',
      rows.map((row) => String(row['geometry'])),
    ),
  ]);
}

type Described = readonly [name: string, unit: string, description: string];
const HUB_COLUMNS: readonly Described[] = [
  ['carPlaces', 'places', 'P+R places'],
  ['turnedAwayCar', 'people/day', 'found no shared car; empty below ten'],
  ['turnedAwayBike', 'people/day', 'found no shared bicycle; empty below ten'],
  ['turnedAwayParkAndRide', 'people/day', 'found the P+R full; empty below ten'],
];

function plain(
  name: string,
  rows: readonly Row[],
  title: PublishedTable['title'],
  measures: readonly Described[],
): PublishedTable {
  return published(name, title, rows.length, [
    column(
      'hub',
      '',
      'id',
      rows.map((row) => String(row['hub'])),
    ),
    column(
      'name',
      '',
      'name',
      rows.map((row) => String(row['name'])),
    ),
    column(
      'kind',
      '',
      'kind of hub',
      rows.map((row) => String(row['kind'])),
    ),
    column(
      'lonDeg',
      '°',
      'longitude, WGS 84',
      Float64Array.from(rows, (row) => Number(row['lonDeg'])),
    ),
    column(
      'latDeg',
      '°',
      'latitude, WGS 84',
      Float64Array.from(rows, (row) => Number(row['latDeg'])),
    ),
    ...measures.map(([column_, unit, description]) =>
      column(
        column_,
        unit,
        description,
        rows.map((row) => value(row, column_)),
      ),
    ),
  ]);
}

const STEP_COLUMNS: readonly Described[] = [
  ['loadKw', 'kW', 'homes and businesses'],
  ['pvKw', 'kW', 'sun produced (≥ 0)'],
  ['chargeKw', 'kW', 'into cars (≥ 0); empty while fewer than ten cars are plugged in'],
  ['dischargeKw', 'kW', 'out of cars (≥ 0); empty while fewer than ten cars are plugged in'],
  ['netKw', 'kW', 'at the edge of the district, + in, − out; empty while fewer than ten cars are plugged in'],
  ['wholesaleEurPerKwh', 'EUR/kWh', 'bare price'],
  ['airTemperatureC', '°C', 'air temperature'],
];

function stepsPublished(rows: readonly Row[]): PublishedTable {
  const few = rows.map((row) => Number(row['connectedCars']) < SMALLEST_CELL);
  return published(
    'district_by_quarter_hour',
    { nl: 'De wijk per tijdstap', en: 'The district by time step' },
    rows.length,
    [
      column(
        'startUtc',
        'ISO 8601',
        'start of the step',
        rows.map((row) => new Date(Number(row['startUtcS']) * 1000).toISOString()),
      ),
      ...STEP_COLUMNS.map(([name, unit, description]) =>
        column(
          name,
          unit,
          description,
          rows.map((row, i) =>
            few[i] === true && ['chargeKw', 'dischargeKw', 'netKw'].includes(name) ? null : value(row, name),
          ),
        ),
      ),
    ],
  );
}

function indicatorsPublished(indicators: Readonly<Record<string, Indicator>>): PublishedTable {
  const rows = Object.entries(indicators);
  const pick = (get: (indicator: Indicator) => string): string[] => rows.map(([, indicator]) => get(indicator));
  return published('indicators', { nl: 'Uitkomsten van de wijk', en: 'Results of the district' }, rows.length, [
    column(
      'key',
      '',
      'name of the indicator',
      rows.map(([key]) => key),
    ),
    column(
      'value',
      '',
      'value in its unit',
      rows.map(([, indicator]) => rounded(indicator.value)),
    ),
    column(
      'unit',
      '',
      'unit',
      pick((indicator) => indicator.unit),
    ),
    column(
      'labelNl',
      '',
      'Dutch name',
      pick((indicator) => indicator.label.nl),
    ),
    column(
      'labelEn',
      '',
      'English name',
      pick((indicator) => indicator.label.en),
    ),
    column(
      'theme',
      '',
      'theme',
      pick((indicator) => indicator.theme),
    ),
  ]);
}

/** Public values with their definitions. */
export function valuesPublished(
  figures: Readonly<Record<string, Indicator>>,
  definitionOf: (key: string) => ValueDefinition | undefined,
): PublishedTable {
  const rows = Object.entries(figures);
  const texts = (get: (definition: ValueDefinition) => string): string[] =>
    rows.map(([key]) => {
      const definition = definitionOf(key);
      return definition === undefined ? '' : get(definition);
    });
  return published('public_values', { nl: 'Publieke waarden', en: 'Public values' }, rows.length, [
    column(
      'key',
      '',
      'name of the figure',
      rows.map(([key]) => key),
    ),
    column(
      'publicValue',
      '',
      'value it is about',
      rows.map(([, { theme }]) => theme),
    ),
    column(
      'value',
      '',
      'value in its unit',
      rows.map(([, { value: own }]) => rounded(own)),
    ),
    column(
      'unit',
      '',
      'unit',
      rows.map(([, { unit }]) => unit),
    ),
    column(
      'labelNl',
      '',
      'Dutch name',
      rows.map(([, { label }]) => label.nl),
    ),
    column(
      'labelEn',
      '',
      'English name',
      rows.map(([, { label }]) => label.en),
    ),
    column(
      'definitionNl',
      '',
      'Dutch definition',
      texts(({ definition }) => definition.nl),
    ),
    column(
      'definitionEn',
      '',
      'English definition',
      texts(({ definition }) => definition.en),
    ),
    column(
      'formula',
      '',
      'formula',
      texts(({ formula }) => formula),
    ),
    column(
      'source',
      '',
      'source of the method',
      texts(({ source }) => source),
    ),
  ]);
}
