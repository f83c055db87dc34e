/** Who uses the app and who subscribes to a bundle: a choice between what a bundle saves a month and what it costs.
 *  In: scenario, population. Out: flags and bundle per person, the same on every day. Pure.
 *  Expected monthly spending by role is an own table near what the baseline's travellers pay, spread by a lognormal factor per person
 *  (assumption); it is not read from the simulated trips, so that the choice is the same on every day. */
import { gumbel, normal, purposeId, uniform } from '../core/random.ts';
import type { Population } from '../demand/population.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Subscriptions } from './stores.ts';

const APP = purposeId('app user');
const SPENDING = purposeId('monthly travel spending');
const BUNDLE = purposeId('bundle');

export const NO_BUNDLE = 255;
/** EUR that weigh as one unit of utility in the choice of a bundle, and reluctance to subscribe at all. Assumptions. */
const EUR_PER_UTILITY = 8;
const RELUCTANCE = 2.5;

/** Monthly spending without a bundle [EUR] by PERSON_GROUPS: transit, shared car, shared bicycle, P+R. */
const SPENDING_EUR: ReadonlyArray<readonly [number, number, number, number]> = [
  [0, 0, 0, 0],
  [6, 1.5, 1, 0],
  [18, 2, 0.5, 2.5],
  [8, 1, 0.3, 0.5],
  [8, 0.5, 0.2, 0.5],
];

export function chooseSubscriptions(scenario: Scenario, population: Population): Subscriptions {
  const { maas, seed, prices } = scenario;
  const { persons, households } = population;
  const usesApp = new Uint8Array(persons.count);
  const bundleOf = new Uint8Array(persons.count).fill(NO_BUNDLE);
  const usualEurPerMonth = new Float64Array(households.count);
  if (!maas.enabled) return { usesApp, bundleOf, usualEurPerMonth };
  for (let p = 0; p < persons.count; p++) {
    if (persons.ageYears[p]! < 18) continue;
    if (persons.lowDigitalSkill[p] === 1 && !maas.alternativeBooking) continue;
    const key = persons.key[p]!;
    usesApp[p] = uniform(seed, APP, key) < maas.appUserShare ? 1 : 0;
    const h = persons.household[p]!;
    const carless = households.cars[h] === 0 ? 1.8 : 1;
    const row = SPENDING_EUR[persons.group[p]!]!;
    // Lognormal with mean 1 and spread 1.6: few spend much.
    const spread = (draw: number): number => Math.exp(1.6 * normal(seed, SPENDING, key, 0, draw) - 1.28);
    let best = RELUCTANCE + gumbel(seed, BUNDLE, key, 0, 255);
    maas.bundles.forEach((bundle, b) => {
      // What is included is worth its price to those who would have bought it; nobody saves more than they spend.
      const included = (amount: number, eur: number, spentEur: number): number => Math.min(amount * eur, spentEur);
      const includedEur =
        included(
          bundle.includedTransitTripsPerMonth,
          prices.transitBoardingEur + 8 * prices.transitEurPerKm,
          (1 - bundle.transitDiscountShare) * row[0] * spread(0),
        ) +
        included(
          bundle.includedSharedCarKmPerMonth,
          prices.sharedCarEurPerKm + prices.sharedCarEurPerHour / 15,
          (1 - bundle.sharedCarDiscountShare) * row[1] * spread(1),
        ) +
        included(
          bundle.includedSharedBikeMinPerMonth,
          prices.sharedBikeEurPerMin + prices.sharedBikeStartEur / 15,
          (1 - bundle.sharedBikeDiscountShare) * row[2] * spread(2),
        );
      const savedEur =
        carless *
        (includedEur +
          bundle.transitDiscountShare * row[0] * spread(0) +
          bundle.sharedCarDiscountShare * row[1] * spread(1) +
          bundle.sharedBikeDiscountShare * row[2] * spread(2) +
          bundle.parkAndRideDiscountShare * row[3] * spread(3));
      const u = (savedEur - bundle.priceEurPerMonth) / EUR_PER_UTILITY + gumbel(seed, BUNDLE, key, 0, b);
      if (u > best && savedEur > 0) {
        best = u;
        bundleOf[p] = b;
      }
    });
    if (bundleOf[p] !== NO_BUNDLE) usesApp[p] = 1;
    if (usesApp[p] === 0) continue;
    const bundle = maas.bundles[bundleOf[p]!];
    const off = [
      bundle?.transitDiscountShare,
      bundle?.sharedCarDiscountShare,
      bundle?.sharedBikeDiscountShare,
      bundle?.parkAndRideDiscountShare,
    ];
    row.forEach((eur, k) => {
      usualEurPerMonth[h]! += carless * eur * spread(k) * (1 - (off[k] ?? 0));
    });
  }
  return { usesApp, bundleOf, usualEurPerMonth };
}
