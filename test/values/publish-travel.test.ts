/** Published tables of travel, access and accounts, attacked: trips of a group by mode are a table with margins, the shares of the table of travellers
 *  times its trips are its cells, and the totals by mode stand among the district's figures. Made-up districts, so that every size of cell occurs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PublishSource, Row } from '../../engine/io/publish-source.ts';
import { accessPublished } from '../../engine/io/publish-tables/access.ts';
import { accountsPublished } from '../../engine/io/publish-tables/accounts.ts';
import { indicatorsPublished } from '../../engine/io/publish-tables/figures.ts';
import { stepsPublished, transformersPublished } from '../../engine/io/publish-tables/grid.ts';
import { hubsPublished, streetsPublished } from '../../engine/io/publish-tables/places.ts';
import type { PublishedTable } from '../../engine/io/publish-tables/table.ts';
import { modesPublished, travellersPublished } from '../../engine/io/publish-tables/travel.ts';
import { shareColumn, travelPattern } from '../../engine/io/publish-tables/travel-pattern.ts';
import { MODES } from '../../engine/mobility/stores.ts';
import type { Indicator } from '../../engine/results/result.ts';
import { cellBounds, type Relation } from '../../engine/values/cell-bounds.ts';
import { householdPattern } from '../../engine/values/household-cells.ts';

const SCALE = 10;
const INCOMES = ['low', 'middle', 'high'];
const KM = ['0–1', '1–5', '> 5'];

/** @param people [group of income × mode] simulated people, who make two trips a day each */
function source(people: readonly number[], subscribers = [25, 3, 40]): PublishSource {
  const cells = INCOMES.flatMap((group, g) =>
    MODES.map((mode, m): Row => {
      const own = people[g * MODES.length + m]!;
      return { dimension: 'income', group, mode, people: own, trips: 2 * SCALE * own };
    }),
  );
  const row = (dimension: string, group: string, trips: readonly number[], residents: number | null): Row => {
    const sum = trips.reduce((a, b) => a + b, 0);
    return {
      dimension,
      group,
      persons: residents,
      tripsPerDay: sum,
      turnedAwayPerDay: 0,
      failedTripShare: 0.001,
      subscriberShare: residents === null ? null : 0.5,
      ...Object.fromEntries(MODES.map((mode, m) => [shareColumn(mode), sum > 0 ? trips[m]! / sum : 0])),
    };
  };
  const tripsOf = (g: number): number[] => MODES.map((_, m) => 2 * SCALE * people[g * MODES.length + m]!);
  const members = INCOMES.map((_, g) => Math.max(...MODES.map((__, m) => people[g * MODES.length + m]!)));
  // The same trips by distance: the modes of each income spread over three classes.
  const byKm = KM.map((_, k) => MODES.map((__, m) => tripsOf(k)[m]!));
  return {
    zones: [],
    groups: [],
    transformers: [],
    carsOfArea: new Map(),
    streets: [],
    hubs: [],
    steps: [],
    travellers: [
      ...INCOMES.map((group, g) => row('income', group, tripsOf(g), members[g]! * SCALE)),
      ...KM.map((km, k) => row('distance', `${km} km`, byKm[k]!, null)),
    ],
    modes: KM.flatMap((distanceKm, k) =>
      MODES.map((mode, m) => ({ distanceKm, mode, tripsPerDay: byKm[k]![m]! < 10 ? null : byKm[k]![m]! })),
    ),
    access: INCOMES.map((group) => ({ dimension: 'income', group, mode: 'best', minutes: 45, jobsShare: 0.5 })),
    accounts: [
      { kind: 'service', name: 'train', tripsPerYear: 1e6, subscribers: null, paidEurPerYear: 5e6 },
      ...subscribers.map((n, b) => ({
        kind: 'bundle',
        name: `bundle ${b}`,
        tripsPerYear: null,
        subscribers: n < 10 ? null : n,
        paidEurPerYear: 1200 * n,
        discountEurPerYear: 300 * n,
        subsidyEurPerYear: 100 * n,
      })),
    ],
    travelScale: SCALE,
    travelPeople: INCOMES.map((group, g) => ({ dimension: 'income', group, people: members[g]! })),
    travelCells: cells,
  };
}

const households = await householdPattern(
  [],
  INCOMES.flatMap((incomeClass) =>
    ['single', 'couple'].map((type) => ({ zone: '', type, incomeClass, households: 900 })),
  ),
);
const column = (table: PublishedTable, name: string): readonly unknown[] =>
  Array.from(table.table.columns.find((one) => one.name === name)!.values as ArrayLike<unknown>);

const peopleArb = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 14 }) },
    { weight: 3, arbitrary: fc.integer({ min: 10, max: 400 }) },
  ),
  { minLength: 30, maxLength: 30 },
);

describe('an attacker who solves everything that is published about trips', () => {
  test('finds no cell of fewer than ten simulated people, and no withheld one within ten trips', async () => {
    await fc.assert(
      fc.asyncProperty(peopleArb, async (people) => {
        const made = source(people);
        const travel = await travelPattern(made, households);
        const travellers = travellersPublished(made, travel);
        const modes = modesPublished(made, travel);
        for (const dimension of ['income', 'distance']) {
          const rows = made.travellers.flatMap((row, i) => (row['dimension'] === dimension ? [i] : []));
          const counts: number[] = [];
          const withheld: number[] = [];
          const cell = (count: number, known: boolean): number => {
            withheld.push(known ? 0 : 1);
            return counts.push(count) - 1;
          };
          const trips = (i: number): number => Number(made.travellers[i]!['tripsPerDay']);
          const groupKnown = (i: number): boolean => column(travellers, 'tripsPerDay')[i] !== null;
          const at = rows.map((i, g) =>
            MODES.map((mode, m) => {
              const share = column(travellers, shareColumn(mode))[i] !== null && groupKnown(i);
              const cross = dimension === 'distance' && column(modes, 'tripsPerDay')[g * MODES.length + m] !== null;
              const real = Number(made.travellers[i]![shareColumn(mode)]) * trips(i);
              if (share || cross) expect(real / SCALE / 2).toBeGreaterThanOrEqual(10 - 1e-9);
              return cell(real, share || cross);
            }),
          );
          const ofGroup = rows.map((i) => cell(trips(i), groupKnown(i)));
          const sum = (list: readonly number[]): number => list.reduce((total, one) => total + counts[one]!, 0);
          const relations: Relation[] = ofGroup.map((total, g) => ({ total, parts: at[g]! }));
          MODES.forEach((_, m) => {
            const parts = at.map((row) => row[m]!);
            relations.push({ total: cell(sum(parts), true), parts });
          });
          relations.push({ total: cell(sum(ofGroup), true), parts: ofGroup });
          for (let one = 0; one < counts.length; one++) {
            if (withheld[one] === 0 || counts[one]! >= 10) continue;
            const total = MODES.findIndex((_, m) => at.some((row) => row[m] === one));
            // Of a mode that hardly anybody in the district uses there is nothing left to hide behind: its total is withheld among the figures.
            if (total >= 0 && travel.fewUsers.has(MODES[total]!)) continue;
            const { lower, upper } = await cellBounds(counts, withheld, relations, one);
            expect(upper - lower).toBeGreaterThanOrEqual(10 - 1e-6);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('a mode that fewer than ten people use has no figure: not in groups, not in the district', async () => {
    const people = Array.from({ length: 30 }, (_, i) => (i % 10 === MODES.indexOf('shared-car') ? 2 : 100));
    const made = source(people);
    const travel = await travelPattern(made, households);
    // Shares add up to one: the next smallest goes with it, or what is left would be the shared car's.
    expect([...travel.fewUsers]).toEqual(['shared-car', MODES[0]]);
    for (const share of column(travellersPublished(made, travel), 'shareSharedCar')) expect(share).toBeNull();
    const indicator = (value: number, unit: string): Indicator =>
      ({ value, unit, theme: 'travel', lowerIs: 'neutral', label: { nl: '', en: '' } }) as Indicator;
    const figures = indicatorsPublished(
      {
        modeShareSharedCar: indicator(0.001, 'share'),
        sharedCarTripsPerDay: indicator(1200, 'trips/day'),
        [`modeShare${shareColumn(MODES[0]!).slice(5)}`]: indicator(0.2, 'share'),
        modeShareCar: indicator(0.4, 'share'),
        failedTripsPerDay: indicator(40, 'trips/day'),
        failedTripShare: indicator(0.0001, 'share'),
        turnedAwayPerDay: indicator(150, 'people/day'),
        plugInCars: indicator(9, 'cars'),
      },
      travel,
      SCALE,
    );
    expect(Object.fromEntries(column(figures, 'key').map((key, i) => [key, column(figures, 'value')[i]]))).toEqual({
      modeShareSharedCar: null,
      sharedCarTripsPerDay: null,
      [`modeShare${shareColumn(MODES[0]!).slice(5)}`]: null,
      modeShareCar: 0.4,
      // Forty trips are four simulated ones, scaled up ten times.
      failedTripsPerDay: null,
      failedTripShare: null,
      turnedAwayPerDay: 150,
      plugInCars: null,
    });
  });
});

describe('accounts and access', () => {
  test('a bundle with three subscribers shows neither them nor its money, and one more bundle is empty so that a sum does not tell', async () => {
    const table = await accountsPublished(source(Array.from({ length: 30 }, () => 100)), new Set());
    const rows = column(table, 'name').map((name, i) => [
      name,
      column(table, 'subscribers')[i],
      column(table, 'paidEurPerYear')[i],
    ]);
    expect(rows).toEqual([
      ['train', null, 5e6],
      ['bundle 0', null, null],
      ['bundle 1', null, null],
      ['bundle 2', 40, 48_000],
    ]);
    expect(column(table, 'discountEurPerYear')[2]).toBeNull();
  });

  test('a service that nine people use shows no money', async () => {
    const table = await accountsPublished(
      source(Array.from({ length: 30 }, (_, i) => (i % 10 === MODES.indexOf('train') ? 3 : 100))),
      new Set(),
    );
    expect(column(table, 'paidEurPerYear')[0]).toBeNull();
  });

  test('a service whose share of trips is withheld to hide another one shows no trips here either', async () => {
    const full = source(Array.from({ length: 30 }, () => 100));
    expect(column(await accountsPublished(full, new Set(['train'])), 'tripsPerYear')[0]).toBeNull();
    expect(column(await accountsPublished(full, new Set()), 'tripsPerYear')[0]).toBe(1e6);
  });

  test('what is within reach of a group that is withheld among travellers is empty too', async () => {
    const made = source(Array.from({ length: 30 }, (_, i) => (i < 10 ? 0 : 100)));
    const travel = await travelPattern(made, households);
    expect(column(accessPublished(made, travel), 'jobsShare').filter((share) => share === null)).toHaveLength(2);
    expect(
      column(travellersPublished(made, travel), 'persons')
        .slice(0, 3)
        .filter((n) => n === null),
    ).toHaveLength(2);
  });
});

describe('places', () => {
  test('what turns in between two stretches of a street is not their difference: of up to nine simulated cars nothing is left of it', () => {
    const row = (link: number, carsPerWeekday: number): Row => ({ link, carsPerWeekday, geometry: '' });
    for (const scale of [1, 3.3, SCALE, 40])
      for (let side = 0; side < 10; side++) {
        const before = 123 * scale;
        const shown = column(
          streetsPublished([row(0, before), row(1, before - side * scale), row(2, side * scale)], scale),
          'carsPerWeekday',
        ).map((one) => one as number | null);
        expect(shown[2]).toBeNull();
        // Each number stands for anything within half a step: the side street for anything from nothing to ten simulated cars.
        const step = Math.min(...[10, 20, 50, 100, 200, 500, 1000].filter((one) => one >= 10 * scale - 1e-6));
        expect(shown.slice(0, 2).every((one) => one! % step === 0)).toBe(true);
        const most = shown[0]! + step / 2 - (shown[1]! - step / 2);
        const least = Math.max(0, shown[0]! - step / 2 - (shown[1]! + step / 2));
        expect((most - least) / scale).toBeGreaterThanOrEqual(10 - 1e-9);
      }
  });

  test('a night in which four cars charge is not the year less the other steps: one more step is empty', () => {
    const steps = [40, 4, 25, 60].map((connectedCars, i) => ({
      startUtcS: 900 * i,
      connectedCars,
      loadKw: 100,
      chargeKw: connectedCars,
      dischargeKw: 0,
      netKw: 100 + connectedCars,
    }));
    const published = stepsPublished(steps);
    for (const name of ['chargeKw', 'dischargeKw', 'netKw'])
      expect(column(published, name).map((one) => one === null)).toEqual([false, true, true, false]);
    expect(column(published, 'loadKw')).toEqual([100, 100, 100, 100]);
    expect(column(stepsPublished([steps[0]!, steps[3]!]), 'chargeKw')).toEqual([40, 60]);
  });

  test('a neighbourhood of many households and four cars with a plug tells nothing of what they charge, nor do all others together', async () => {
    const zones = ['A', 'B', 'C', 'D'];
    const cars = [40, 30, 4, 60, 25];
    const made = {
      ...source(Array.from({ length: 30 }, () => 100)),
      transformers: cars.map((_, area) => ({
        area,
        zone: zones[[0, 0, 1, 2, 3][area]!],
        homes: 100,
        lonDeg: 5,
        latDeg: 52,
      })),
      carsOfArea: new Map(cars.entries()),
    };
    const pattern = await householdPattern(
      zones,
      zones.flatMap((zone) => INCOMES.map((incomeClass) => ({ zone, type: 'single', incomeClass, households: 100 }))),
    );
    expect(zones.every((zone) => pattern.shown(zone, 'all', 'all'))).toBe(true);
    const { chargeTold, table } = await transformersPublished(made, zones, pattern);
    expect(zones.map(chargeTold)).toEqual([true, false, true, false]);
    expect(column(table, 'homes')).toEqual([100, 100, 100, 100, 100]);
  });

  test('a street with 90 cars a day of nine simulated ones is empty, one with 104 of ten shows 100', () => {
    const row = (carsPerWeekday: number): Row => ({
      link: 0,
      carsPerWeekday,
      bikesPerWeekday: 0,
      walkersPerWeekday: 0,
      geometry: '',
    });
    expect(column(streetsPublished([row(90), row(104)], SCALE), 'carsPerWeekday')).toEqual([null, 100]);
  });

  test('people turned away at one hub are not the district less the other hubs', async () => {
    const rows = [200, 300, null, 150].map((turnedAwayCar, hub) => ({ hub, turnedAwayCar, lonDeg: 5, latDeg: 52 }));
    const shown = column(await hubsPublished(rows, SCALE), 'turnedAwayCar');
    expect(shown.filter((one) => one === null).length).toBeGreaterThanOrEqual(2);
    expect(shown[2]).toBeNull();
  });
});
