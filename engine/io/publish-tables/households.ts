/** Published tables of households: by neighbourhood, by neighbourhood and income, by kind and income. What may be shown is decided for all three
 *  at once. Pure. */
import type { Column } from '../../core/table.ts';
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../../demand/population.ts';
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import { column } from '../../results/tables/column.ts';
import { type HouseholdPattern, partShown } from '../../values/household-cells.ts';
import type { HouseholdGroup, PublishSource, Row } from '../publish-source.ts';
import type { PublishedTransformers } from './grid.ts';
import { type Cell, cents, type PublishedTable, published, value } from './table.ts';
import type { TravelPattern } from './travel-pattern.ts';

interface Means {
  readonly households: Cell;
  readonly mobility: Cell;
  readonly energy: Cell;
  readonly heat: Cell;
  readonly income: Cell;
  readonly burdened: Cell;
  readonly persons: Cell;
}

const NOTHING: Means = {
  households: null,
  mobility: null,
  energy: null,
  heat: null,
  income: null,
  burdened: null,
  persons: null,
};

/** What may be shown of a cell, beyond the number of its households. */
export interface HouseholdsShown {
  readonly households: HouseholdPattern['shown'];
  /** Mean cost of travel, which only part of the households make in the simulation. */
  readonly travelling: HouseholdPattern['shown'];
  readonly knownIncome: HouseholdPattern['shown'];
  /** Share that pays too much: times the households it is a number of them. */
  readonly burdened: HouseholdPattern['shown'];
}

/** Decided for the three tables at once; of noisy numbers nothing can be worked out that is not as noisy. */
export async function householdsShown(
  pattern: HouseholdPattern,
  groups: readonly HouseholdGroup[],
  noisy: boolean,
): Promise<HouseholdsShown> {
  const households = pattern.shown;
  if (noisy) return { households, travelling: households, knownIncome: households, burdened: households };
  return {
    households,
    travelling: await partShown(pattern, groups, (group) => group.travelling),
    knownIncome: await partShown(pattern, groups, (group) => group.knownIncome),
    burdened: await partShown(
      pattern,
      groups,
      (group) => group.burdened,
      (group) => group.knownIncome - group.burdened,
    ),
  };
}

type Cell3 = readonly [zone: string, type: string, incomeClass: string];

function means(members: readonly HouseholdGroup[], shown: HouseholdsShown, cell: Cell3): Means {
  if (!shown.households(...cell)) return NOTHING;
  const sum = (pick: (group: HouseholdGroup) => number): number => members.reduce((total, g) => total + pick(g), 0);
  const enough = (behind: number, value: number, may = true): Cell =>
    may && behind >= SMALLEST_CELL ? cents(value) : null;
  const households = sum((g) => g.households);
  const travelling = sum((g) => g.travelling);
  const known = sum((g) => g.knownIncome);
  return {
    households,
    persons: cents(sum((g) => g.persons)),
    mobility: enough(travelling, sum((g) => g.mobilityEur) / travelling, shown.travelling(...cell)),
    energy: enough(households, sum((g) => g.energyEur) / households),
    heat: enough(households, sum((g) => g.heatEur) / households),
    income: enough(known, sum((g) => g.incomeEur) / known, shown.knownIncome(...cell)),
    burdened: enough(known, sum((g) => g.burdened) / known, shown.burdened(...cell)),
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
            'heatEurPerMonth',
            'EUR/household/month',
            'gas or district heat, mean; 0 where the result has none',
            values((m) => m.heat),
          ),
          column(
            'incomeEurPerMonth',
            'EUR/household/month',
            'mean disposable income',
            values((m) => m.income),
          ),
          column(
            'burdenedShare',
            'share',
            'households that spend more than values.burdenShare of their income on mobility, own car, electricity, and gas or heat',
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

/** Measures that a single transformer makes. */
const PEAKS: ReadonlySet<string> = new Set(['overloadHours', 'peakLoadingShare']);

/** Measures of the cars that charge, of which a neighbourhood may have few. */
const CHARGE: ReadonlySet<string> = new Set(['chargedMwh', 'dischargedMwh']);

/** Measures of simulated travel, which may rest on fewer people than live there. */
const TRAVEL: ReadonlySet<string> = new Set([
  'tripsPerPersonPerDay',
  'carTripShare',
  'travelTimeMinPerTrip',
  'carKmPerPersonPerDay',
  'activeMinPerPersonPerDay',
  'co2KgPerPersonPerDay',
]);

export function neighbourhoods(
  { zones }: PublishSource,
  groups: readonly HouseholdGroup[],
  may: HouseholdsShown,
  grid: PublishedTransformers | null,
  travel: TravelPattern | null,
  noisy: boolean,
): PublishedTable {
  const codes = zones.map((row) => String(row['zone']));
  const shown = codes.map((zone) => may.households(zone, 'all', 'all'));
  const told = (measure: string, row: Row): boolean =>
    PEAKS.has(measure)
      ? grid?.peakTold(String(row['zone'])) === true
      : CHARGE.has(measure)
        ? grid?.chargeTold(String(row['zone'])) === true
        : !TRAVEL.has(measure) ||
          (travel?.trips('neighbourhood', String(row['name'])) === true &&
            (measure !== 'carTripShare' || travel.trips('neighbourhood', String(row['name']), 'car')));
  const list = codes.map((zone) =>
    means(
      groups.filter((g) => g.zone === zone),
      may,
      [zone, 'all', 'all'],
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
            zones.map((row, i) => (shown[i] === true && told(name, row) ? value(row, name) : null)),
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

export function neighbourhoodsByIncome(
  { zones }: PublishSource,
  groups: readonly HouseholdGroup[],
  may: HouseholdsShown,
  noisy: boolean,
): PublishedTable {
  const rows = zones.flatMap((row) =>
    INCOME_CLASSES.map((income) => ({ zone: String(row['zone']), name: String(row['name']), income })),
  );
  const list = rows.map(({ zone, income }) =>
    means(
      groups.filter((g) => g.zone === zone && g.incomeClass === income),
      may,
      [zone, 'all', income],
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

export function purseTable(groups: readonly HouseholdGroup[], may: HouseholdsShown, noisy: boolean): PublishedTable {
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
      may,
      ['all', type, incomeClass],
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
