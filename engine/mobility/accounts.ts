/** Who pays and who earns with Mobility as a Service: fares and rents paid, discounts that the seller of bundles makes good to operators, and what
 *  bundles bring in. In: scenario, population, the three travel days. Out: euros a year, scaled to all residents. Pure.
 *  Running costs of operators are left out. */
import type { Population } from '../demand/population.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BUS, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from './modes.ts';
import { permitsEurPerMonth } from '../demand/parking-permits.ts';
import type { TravelDay } from './stores.ts';

/** Days of each type in a year: weekdays, Saturdays, Sundays with public holidays. */
export const DAYS_PER_YEAR = [253, 52, 60] as const;

export interface ServiceAccount {
  readonly service: 'bus and tram' | 'train' | 'park and ride' | 'shared car' | 'shared bicycle';
  readonly tripsPerYear: number;
  /** What travellers pay, and what the bundles' seller adds so that the operator gets the full price. */
  readonly paidEurPerYear: number;
  readonly discountEurPerYear: number;
  /** Paid by employers for the travellers. */
  readonly employerEurPerYear: number;
}

export interface BundleAccount {
  readonly name: string;
  readonly subscribers: number;
  readonly revenueEurPerYear: number;
  readonly discountEurPerYear: number;
  /** Revenue less discounts; negative: somebody subsidises the bundle. */
  readonly balanceEurPerYear: number;
}

/** Stays that were paid for. */
export interface PaidStays {
  readonly staysPerYear: number;
  readonly eurPerYear: number;
}

export interface MobilityAccounts {
  readonly services: readonly ServiceAccount[];
  readonly bundles: readonly BundleAccount[];
  /** Paid by employers out of mobility budgets. */
  readonly employerEurPerYear: number;
  /** Paid to municipalities or car parks for parking at destinations, in the district and elsewhere, and for residents' permits. */
  readonly parking: { readonly inside: PaidStays; readonly elsewhere: PaidStays };
  readonly parkingEurPerYear: number;
  readonly permitsEurPerYear: number;
  readonly appUsers: number;
}

const SERVICES: ReadonlyArray<readonly [ServiceAccount['service'], number]> = [
  ['bus and tram', BUS],
  ['train', TRAIN],
  ['park and ride', PARK_AND_RIDE],
  ['shared car', SHARED_CAR],
  ['shared bicycle', SHARED_BIKE],
];

export function mobilityAccounts(
  scenario: Scenario,
  population: Population,
  zones: Zones,
  days: readonly TravelDay[],
): MobilityAccounts {
  const { bundles } = scenario.maas;
  const trips = new Float64Array(SERVICES.length);
  const paid = new Float64Array(SERVICES.length);
  const discount = new Float64Array(SERVICES.length);
  const ofBundle = new Float64Array(bundles.length);
  const employer = new Float64Array(SERVICES.length);
  const inside = { staysPerYear: 0, eurPerYear: 0 };
  const elsewhere = { staysPerYear: 0, eurPerYear: 0 };
  for (const day of days) {
    const weight = DAYS_PER_YEAR[day.dayType]! / population.sampleShare;
    const store = day.trips;
    for (let t = 0; t < store.count; t++) {
      if (store.failure[t] !== 0) continue;
      const s = SERVICES.findIndex(([, mode]) => mode === store.mode[t]);
      if (s < 0) {
        const where = zones.external[store.toZone[t]!] === 1 ? elsewhere : inside;
        where.eurPerYear += weight * store.parkingEur[t]!;
        if (store.parkingEur[t]! > 0) where.staysPerYear += weight;
        continue;
      }
      employer[s]! += weight * (store.employerEur?.[t] ?? 0);
      const discountEur = store.discountEur?.[t] ?? 0;
      trips[s]! += weight;
      paid[s]! += weight * store.costEur[t]!;
      discount[s]! += weight * discountEur;
      const bundle = day.subscriptions?.bundleOf[store.person[t]!];
      if (bundle !== undefined && bundle < bundles.length) ofBundle[bundle]! += weight * discountEur;
    }
  }
  // Everybody chooses a bundle or none, sampled or not, and chooses the same on every day.
  const subscriptions = days[0]?.subscriptions;
  const subscribers = new Float64Array(bundles.length);
  subscriptions?.bundleOf.forEach((bundle) => {
    if (bundle < bundles.length) subscribers[bundle]!++;
  });
  return {
    services: SERVICES.map(([service], s) => ({
      service,
      tripsPerYear: trips[s]!,
      paidEurPerYear: paid[s]!,
      discountEurPerYear: discount[s]!,
      employerEurPerYear: employer[s]!,
    })),
    bundles: bundles.map(({ name, priceEurPerMonth }, b) => {
      const revenueEurPerYear = 12 * priceEurPerMonth * subscribers[b]!;
      return {
        name,
        subscribers: subscribers[b]!,
        revenueEurPerYear,
        discountEurPerYear: ofBundle[b]!,
        balanceEurPerYear: revenueEurPerYear - ofBundle[b]!,
      };
    }),
    employerEurPerYear: employer.reduce((a, b) => a + b, 0),
    parking: { inside, elsewhere },
    parkingEurPerYear: inside.eurPerYear + elsewhere.eurPerYear,
    permitsEurPerYear: 12 * permitsEurPerMonth(scenario, population.households, zones).reduce((a, b) => a + b, 0),
    appUsers: subscriptions?.usesApp.reduce((sum, flag) => sum + flag, 0) ?? 0,
  };
}
