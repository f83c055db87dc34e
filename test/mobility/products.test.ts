import { beforeAll, describe, expect, test } from 'vitest';
import type { Population } from '../../engine/demand/population.ts';
import { mobilityAccounts } from '../../engine/mobility/accounts.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { chooseSubscriptions } from '../../engine/mobility/subscriptions.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';

const district = smallTown([12_000, 9_000]);
const APP_MODES = [5, 6, 7, 8, 9];
const BASE = ['travel.sampleShare=0.2', 'travel.congestionIterations=1', 'maas.enabled=true', 'maas.appUserShare=1'];

interface Run {
  readonly scenario: Scenario;
  readonly population: Population;
  readonly day: TravelDay;
}

async function runWith(levers: readonly string[]): Promise<Run> {
  const scenario = town([...BASE, ...levers]);
  const input = await plainDay(scenario, district);
  const { population } = input;
  const day = await simulateTravelDay(input);
  return { scenario, population, day };
}

const appTrips = ({ day }: Run): number =>
  day.trips.mode.reduce((n, mode, t) => n + (day.trips.failure[t] === 0 && APP_MODES.includes(mode) ? 1 : 0), 0);

describe('budgets, caps and what bundles include', () => {
  let plain: Run;
  beforeAll(async () => {
    plain = await runWith([]);
  });

  test('without a budget, a cap or a bundle nobody pays for the traveller', () => {
    expect(Math.max(...plain.day.trips.employerEur!)).toBe(0);
    expect(Math.max(...plain.day.trips.discountEur!)).toBe(0);
  });

  test('an employer pays at most a working day’s part of the budget, for workers on their way to or from work, and more people leave the car', async () => {
    const run = await runWith(['maas.employerBudgetEurPerMonth=105', 'maas.employerBudgetShare=1']);
    const { trips } = run.day;
    const byPersonTour = new Map<string, number>();
    for (let t = 0; t < trips.count; t++) {
      if (trips.employerEur![t] === 0) continue;
      expect(run.population.persons.group[trips.person[t]!]).toBe(2);
      const key = `${trips.person[t]} ${trips.tour[t]}`;
      byPersonTour.set(key, (byPersonTour.get(key) ?? 0) + trips.employerEur![t]!);
    }
    expect(byPersonTour.size).toBeGreaterThan(10);
    // 105 EUR a month over 253 / 12 working days.
    for (const eur of byPersonTour.values()) expect(eur).toBeLessThanOrEqual((105 * 12) / 253 + 1e-4);
    expect(
      mobilityAccounts(run.scenario, run.population, district.zones, [run.day]).employerEurPerYear,
    ).toBeGreaterThan(0);
    expect(appTrips(run)).toBeGreaterThan(appTrips(plain));
  });

  test('a household never pays more than its cap a day, and operators still get the full price', async () => {
    const run = await runWith(['maas.householdCapEurPerDay=4']);
    const { trips } = run.day;
    const paid = new Map<number, number>();
    let capped = 0;
    for (let t = 0; t < trips.count; t++) {
      if (trips.failure[t] !== 0 || ![5, 6, 8, 9].includes(trips.mode[t]!)) continue;
      if (run.day.subscriptions!.usesApp[trips.person[t]!] === 0) continue;
      const household = run.population.persons.household[trips.person[t]!]!;
      paid.set(household, (paid.get(household) ?? 0) + trips.costEur[t]!);
      if (trips.discountEur![t]! > 0) capped++;
    }
    expect(capped).toBeGreaterThan(0);
    for (const eur of paid.values()) expect(eur).toBeLessThanOrEqual(4 + 1e-4);
  });

  test('a cap a month binds households that usually pay more than it by that day of the month; a higher one takes off less; none takes off nothing', async () => {
    const discount = async (cap: number): Promise<number> => {
      const run = await runWith([`maas.householdCapEurPerMonth=${cap}`]);
      const { trips } = run.day;
      const paid = new Map<number, number>();
      let off = 0;
      for (let t = 0; t < trips.count; t++) {
        off += trips.discountEur![t]!;
        if (trips.failure[t] !== 0 || ![5, 6, 8, 9].includes(trips.mode[t]!)) continue;
        const household = run.population.persons.household[trips.person[t]!]!;
        if (run.day.subscriptions!.usesApp[trips.person[t]!] === 1)
          paid.set(household, (paid.get(household) ?? 0) + trips.costEur[t]!);
      }
      if (cap > 0) for (const eur of paid.values()) expect(eur).toBeLessThanOrEqual(cap + 1e-3);
      return off;
    };
    const [none, low, high] = [await discount(0), await discount(10), await discount(60)];
    expect(none).toBe(0);
    expect(low).toBeGreaterThan(high);
    expect(high).toBeGreaterThan(0);
  });

  test('operators get the same for the same trip whoever pays: traveller, employer and discount add up to the full price', async () => {
    const full = ({ day: { trips } }: Run, t: number): number =>
      trips.costEur[t]! + trips.discountEur![t]! + trips.employerEur![t]!;
    const run = await runWith([
      'maas.employerBudgetEurPerMonth=60',
      'maas.householdCapEurPerMonth=20',
      'maas.bundles=[{ name: A, priceEurPerMonth: 5, transitDiscountShare: 0.4, includedSharedBikeMinPerMonth: 300 }]',
    ]);
    let compared = 0;
    for (let t = 0; t < run.day.trips.count; t++) {
      const mode = run.day.trips.mode[t]!;
      if (run.day.trips.failure[t] !== 0 || plain.day.trips.failure[t] !== 0) continue;
      if (![5, 6, 9].includes(mode) || mode !== plain.day.trips.mode[t]) continue;
      expect(full(run, t)).toBeCloseTo(full(plain, t), 3);
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
    const { services, employerEurPerYear } = mobilityAccounts(run.scenario, run.population, district.zones, [run.day]);
    expect(services.reduce((sum, one) => sum + one.employerEurPerYear, 0)).toBeCloseTo(employerEurPerYear, 6);
    let total = 0;
    for (let t = 0; t < run.day.trips.count; t++)
      if (run.day.trips.failure[t] === 0 && APP_MODES.includes(run.day.trips.mode[t]!)) total += full(run, t);
    const booked = services.reduce(
      (sum, one) => sum + one.paidEurPerYear + one.discountEurPerYear + one.employerEurPerYear,
      0,
    );
    // 253 weekdays, a fifth of the households.
    expect(booked / (total * 253 * 5)).toBeCloseTo(1, 6);
  });

  test('rides that a bundle includes cost nothing: 61 a month are two a day, the third is paid', async () => {
    const run = await runWith([
      'maas.bundles=[{ name: Rides, priceEurPerMonth: 5, includedTransitTripsPerMonth: 60.84 }]',
    ]);
    const { trips, subscriptions } = run.day;
    const rides = new Map<number, number>();
    let free = 0;
    for (let t = 0; t < trips.count; t++) {
      if (trips.failure[t] !== 0 || ![5, 6].includes(trips.mode[t]!)) continue;
      const p = trips.person[t]!;
      if (subscriptions!.bundleOf[p] !== 0) continue;
      const before = rides.get(p) ?? 0;
      rides.set(p, before + 1);
      if (before < 2) {
        expect(trips.costEur[t]).toBeCloseTo(0, 2);
        free++;
      }
    }
    expect(free).toBeGreaterThan(3);
  });

  test('a bundle that includes rides wins more subscribers than the same bundle without', () => {
    const subscribers = (bundle: string): number => {
      const scenario = town([...BASE, `maas.bundles=[${bundle}]`]);
      const { bundleOf } = chooseSubscriptions(scenario, plain.population);
      return bundleOf.reduce((n, b) => n + (b === 0 ? 1 : 0), 0);
    };
    const half = 'name: A, priceEurPerMonth: 15, transitDiscountShare: 0.2';
    expect(subscribers(`{ ${half}, includedTransitTripsPerMonth: 20 }`)).toBeGreaterThan(subscribers(`{ ${half} }`));
  });

  test('a bundle with a negative price is refused with its place', () => {
    expect(() => town(['maas.bundles=[{ name: Gift, priceEurPerMonth: -1 }]'])).toThrow(
      /maas\.bundles\[0\]\.priceEurPerMonth/,
    );
  });
});

test('a parking tariff of an unknown zone is refused, with the names the district has', async () => {
  await expect(runWith(['prices.parkingEurPerHourByZone={ Atlantis: 3 }'])).rejects.toThrow(
    /prices\.parkingEurPerHourByZone\.Atlantis — must be the code or name of a zone of the district: .+/,
  );
});
