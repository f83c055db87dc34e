import { beforeAll, describe, expect, test } from 'vitest';
import { CancelledError } from '../../engine/core/errors.ts';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { Population } from '../../engine/demand/population.ts';
import { ACCESS_MINUTES, ACCESS_MODES, accessByZone } from '../../engine/mobility/access.ts';
import { mobilityAccounts } from '../../engine/mobility/accounts.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { chooseSubscriptions } from '../../engine/mobility/subscriptions.ts';
import { prepareTravel } from '../../engine/mobility/travel-network.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const bundles =
  'maas.bundles=[{ name: Half, priceEurPerMonth: 15, transitDiscountShare: 0.5, sharedBikeDiscountShare: 0.5 }, { name: All, priceEurPerMonth: 60, transitDiscountShare: 1, sharedCarDiscountShare: 1 }]';

describe('bundles', () => {
  let scenario: Scenario;
  let population: Population;
  let day: TravelDay;
  beforeAll(async () => {
    scenario = town(['travel.sampleShare=0.2', 'travel.congestionIterations=1', 'maas.enabled=true', bundles]);
    population = buildPopulation(scenario, district);
    const plans = await buildPlans(scenario, district, population, 0, serial, context);
    day = await simulateTravelDay({ scenario, district, population, plans, dayType: 0, parallel: serial, context });
  });

  test('what operators get is what travellers pay and the bundle makes good: half-price rides cost as much again', () => {
    const { trips, subscriptions } = day;
    let seen = 0;
    for (let t = 0; t < trips.count; t++) {
      if (trips.failure[t] !== 0 || subscriptions!.bundleOf[trips.person[t]!] !== 0) continue;
      const mode = trips.mode[t]!;
      if (mode !== 5 && mode !== 6) continue;
      expect(trips.discountEur![t]).toBeCloseTo(trips.costEur[t]!, 4);
      seen++;
    }
    expect(seen).toBeGreaterThan(3);
  });

  test('revenue is price × subscribers × 12 and the balance is revenue less discounts', () => {
    const accounts = mobilityAccounts(scenario, population, district.zones, [day]);
    accounts.bundles.forEach((bundle, b) => {
      expect(bundle.subscribers).toBeGreaterThan(0);
      expect(bundle.revenueEurPerYear).toBeCloseTo(
        12 * scenario.maas.bundles[b]!.priceEurPerMonth * bundle.subscribers,
        6,
      );
      expect(bundle.balanceEurPerYear).toBeCloseTo(bundle.revenueEurPerYear - bundle.discountEurPerYear, 6);
    });
    const discounts = accounts.services.reduce((sum, service) => sum + service.discountEurPerYear, 0);
    const ofBundles = accounts.bundles.reduce((sum, bundle) => sum + bundle.discountEurPerYear, 0);
    expect(discounts).toBeCloseTo(ofBundles, 3);
  });

  test('dearer bundles lose subscribers and win none', () => {
    const before = chooseSubscriptions(scenario, population);
    const dear = town(['maas.enabled=true', bundles.replace(': 15,', ': 40,').replace(': 60,', ': 90,')]);
    const after = chooseSubscriptions(dear, population);
    const count = (of: Uint8Array): number => of.reduce((sum, bundle) => sum + (bundle === 255 ? 0 : 1), 0);
    expect(count(after.bundleOf)).toBeLessThan(count(before.bundleOf));
    before.bundleOf.forEach((bundle, p) => {
      if (bundle === 255) expect(after.bundleOf[p]).toBe(255);
    });
  });

  test('without another way of booking nobody of few digital skills uses the app; with one they do', () => {
    const { lowDigitalSkill } = population.persons;
    const users = (of: Scenario): number =>
      chooseSubscriptions(of, population).usesApp.reduce((sum, flag, p) => sum + flag * lowDigitalSkill[p]!, 0);
    expect(users(scenario)).toBe(0);
    expect(users(town(['maas.enabled=true', 'maas.alternativeBooking=true', bundles]))).toBeGreaterThan(0);
  });
});

const network = await prepareTravel(town(), district);

const ACCESS = await accessByZone(town(), district, network);

describe('access', () => {
  const at = (zone: number, mode: (typeof ACCESS_MODES)[number], minutes: 30 | 45): number =>
    ACCESS.jobsShare[
      (zone * ACCESS_MODES.length + ACCESS_MODES.indexOf(mode)) * ACCESS_MINUTES.length +
        ACCESS_MINUTES.indexOf(minutes)
    ]!;

  test('more can be reached in 45 minutes than in 30, and nothing more than all', () => {
    for (const mode of ACCESS_MODES)
      for (const zone of [0, 1]) {
        expect(at(zone, mode, 45)).toBeGreaterThanOrEqual(at(zone, mode, 30));
        expect(at(zone, mode, 45)).toBeLessThanOrEqual(1 + 1e-12);
      }
  });

  test('it ends within a zone’s work after it is cancelled', async () => {
    await expect(accessByZone(town(), district, network, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });

  test('the city 20 km off can be reached in 30 minutes by car and not by bicycle; public transport reaches what walking does', () => {
    expect(at(0, 'car', 30)).toBeCloseTo(1, 10);
    expect(at(0, 'bike', 30)).toBeCloseTo(1240 / 21_240, 6);
    for (const zone of [0, 1]) expect(at(zone, 'transit', 30)).toBeGreaterThanOrEqual(at(zone, 'walk', 30));
  });
});
