/** How many households of each kind and income class a zone has: raked to the zone's totals and rounded to whole households.
 *  In: zones. Out: counts per kind × income class. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import type { Zones } from '../district/district.ts';
import { HOUSEHOLD_KINDS, INCOME_BY_TYPE } from './household-kinds.ts';
import { type Constraint, rake, roundCumulatively } from './raking.ts';

export const CELLS = HOUSEHOLD_KINDS.length * 3;

export interface ZoneHouseholds {
  readonly householdsWanted: number;
  readonly personsWanted: number;
  /** [kind × 3 + income class] whole households. */
  readonly counts: Uint32Array;
  /** Totals beside households and persons: what was wanted and what came out. */
  readonly totals: ReadonlyArray<{ readonly name: string; readonly wanted: number; readonly made: number }>;
}

const feature = (of: (kind: (typeof HOUSEHOLD_KINDS)[number], income: number) => number): Float64Array =>
  Float64Array.from({ length: CELLS }, (_, cell) => of(HOUSEHOLD_KINDS[Math.floor(cell / 3)]!, cell % 3));
const members = (band: (b: number) => boolean): Float64Array => feature((kind) => kind.members.filter(band).length);

const SEED = feature((kind, income) => kind.share * INCOME_BY_TYPE[kind.type]![income]!);
const FEATURES = {
  households: feature(() => 1),
  persons: feature((kind) => kind.members.length),
  single: feature((kind) => (kind.type === 0 ? 1 : 0)),
  withChildren: feature((kind) => (kind.type === 2 ? 1 : 0)),
  under15: members((band) => band <= 1),
  over65: members((band) => band === 5),
  low: feature((_, income) => (income === 0 ? 1 : 0)),
  high: feature((_, income) => (income === 2 ? 1 : 0)),
};

/** @param factor residents relative to the zone figures
 *  @throws InputError when a zone has households but no residents, or the other way round */
export function fitHouseholds(zones: Zones, zone: number, factor: number): ZoneHouseholds {
  const households = zones.households[zone]! * factor;
  const persons = zones.residents[zone]! * factor;
  const place = `zones[${zone}] ${zones.name[zone] ?? ''}`.trim();
  if (!(households >= 0) || !(persons >= 0))
    throw new InputError('district', place, 'must have residents and households >= 0', `${persons} and ${households}`);
  const problems = shareProblems(zones, zone, place);
  if (problems.length > 0) throw new InputError(problems);
  if (persons < 0.5 || households < 0.5) {
    if (persons >= 10 && households < 0.5)
      throw new InputError('district', place, 'has residents but no households', persons);
    return {
      householdsWanted: Math.round(households),
      personsWanted: Math.round(persons),
      counts: new Uint32Array(CELLS),
      totals: [],
    };
  }
  if (persons < (1 - ROUNDING) * households)
    throw new InputError(
      'district',
      place,
      'must have at least one resident a household',
      `${persons} residents, ${households} households`,
    );
  const wanted: Constraint[] = [
    share('one-person households', FEATURES.single, zones.onePersonShare[zone], households),
    share('couples with children', FEATURES.withChildren, zones.withChildrenShare[zone], households),
    share('households with a low income', FEATURES.low, zones.lowIncomeShare[zone], households),
    share('households with a high income', FEATURES.high, zones.highIncomeShare[zone], households),
    share('residents under 15', FEATURES.under15, zones.under15Share[zone], persons),
    share('residents over 65', FEATURES.over65, zones.over65Share[zone], persons),
  ].filter((constraint) => constraint !== null);
  const weight = rake(SEED, [
    ...wanted,
    { name: 'persons', feature: FEATURES.persons, target: persons },
    { name: 'households', feature: FEATURES.households, target: households },
  ]);
  const counts = roundCumulatively(weight);
  meetPersons(counts, weight, Math.round(persons));
  const totals = wanted.map(({ name, feature: f, target }) => ({
    name,
    wanted: target,
    made: counts.reduce((sum, count, cell) => sum + count * f[cell]!, 0),
  }));
  return { householdsWanted: Math.round(households), personsWanted: Math.round(persons), counts, totals };
}

/** Published shares are rounded to whole percents; parts of one whole may pass one by this much. */
const ROUNDING = 0.02;
/** Shares that are parts of one whole, by name. */
const WHOLES: ReadonlyArray<readonly (keyof Zones)[]> = [
  ['onePersonShare', 'withChildrenShare'],
  ['lowIncomeShare', 'highIncomeShare'],
  ['under15Share', 'over65Share'],
];

/** Shares outside 0–1, and parts that are more than their whole: told, not scaled down. */
function shareProblems(zones: Zones, zone: number, place: string): Problem[] {
  return WHOLES.flatMap((keys) => {
    const parts = keys.map((key) => ({ key, value: (zones[key] as Float64Array | undefined)?.[zone] ?? Number.NaN }));
    const outside = parts
      .filter(({ value }) => value < 0 || value > 1 + ROUNDING)
      .map(({ key, value }) => ({
        file: 'district',
        key: `${place}.${key}`,
        rule: 'must be a share from 0 to 1',
        value,
      }));
    if (outside.length > 0) return outside;
    const sum = parts.reduce((total, { value }) => total + (Number.isFinite(value) ? value : 0), 0);
    return sum > 1 + ROUNDING
      ? [
          {
            file: 'district',
            key: `${place}.${keys.join(' + ')}`,
            rule: 'must not be more than 1 together',
            value: Number(sum.toFixed(3)),
          },
        ]
      : [];
  });
}

/** Null when the figure is unknown (NaN): the seed decides then. */
function share(name: string, f: Float64Array, value: number | undefined, of: number): Constraint | null {
  return value === undefined || !Number.isFinite(value) ? null : { name, feature: f, target: value * of };
}

/** Moves households to the next size of their type and income until the persons are met, taking first the moves that bring counts nearer to
 *  their weights. Stops when no move is left. */
function meetPersons(counts: Uint32Array, weight: Float64Array, persons: number): void {
  const size = FEATURES.persons;
  let missing = persons - counts.reduce((sum, count, cell) => sum + count * size[cell]!, 0);
  while (missing !== 0) {
    const step = Math.sign(missing);
    let best = -Infinity;
    let from = -1;
    let to = -1;
    for (let a = 0; a < CELLS; a++) {
      if (counts[a] === 0) continue;
      for (let b = a % 3; b < CELLS; b += 3) {
        if (size[b]! - size[a]! !== step || typeOf(a) !== typeOf(b) || !(weight[b]! > 0)) continue;
        const gain = counts[a]! - weight[a]! + weight[b]! - counts[b]!;
        if (gain > best) [best, from, to] = [gain, a, b];
      }
    }
    if (from < 0) return;
    counts[from]!--;
    counts[to]!++;
    missing -= step;
  }
}

const typeOf = (cell: number): number => HOUSEHOLD_KINDS[Math.floor(cell / 3)]!.type;
