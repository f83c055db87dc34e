/** What bundles include and caps leave, as the day uses it up: kept by person and household. A month is spread evenly over its days, so that one
 *  day stands for all. Scratch state of one day on one thread. */
import { purposeId, uniform } from '../core/random.ts';
import type { Population } from '../demand/population.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BUS, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN } from './modes.ts';
import type { Subscriptions } from './stores.ts';
import type { Allowance, TripCost } from './trip-cost.ts';

const DAY_OF_MONTH = purposeId('day of the month');
const DAYS_PER_MONTH = 365 / 12;
const APP_MODES: readonly number[] = [BUS, TRAIN, PARK_AND_RIDE, SHARED_CAR, SHARED_BIKE];

export class Allowances {
  private readonly scenario: Scenario;
  private readonly population: Population;
  private readonly subscriptions: Subscriptions;
  private readonly dayType: number;
  /** [household] paid today through the app. */
  private readonly paidEur: Float64Array;
  /** [person × 3] used today: transit trips, km, minutes. */
  private readonly used: Float64Array;

  constructor(input: {
    scenario: Scenario;
    population: Population;
    subscriptions: Subscriptions;
    dayType: number;
  }) {
    this.dayType = input.dayType;
    this.scenario = input.scenario;
    this.population = input.population;
    this.subscriptions = input.subscriptions;
    this.paidEur = new Float64Array(input.population.households.count);
    this.used = new Float64Array(3 * input.population.persons.count);
  }

  /** Fills in what a person has left. */
  tell(p: number, left: Allowance): void {
    const { maas } = this.scenario;
    left.capEur = this.subscriptions.usesApp[p] === 1 ? this.capEur(this.population.persons.household[p]!) : Infinity;
    const bundle = maas.bundles[this.subscriptions.bundleOf[p]!];
    const of = (perMonth: number | undefined, k: number): number =>
      Math.max(0, (perMonth ?? 0) / DAYS_PER_MONTH - this.used[3 * p + k]!);
    left.transitTrips = of(bundle?.includedTransitTripsPerMonth, 0);
    left.sharedCarKm = of(bundle?.includedSharedCarKmPerMonth, 1);
    left.sharedBikeMin = of(bundle?.includedSharedBikeMinPerMonth, 2);
  }

  /** What a household still pays before the nearer of its caps. The day is any day of a month: it has paid its usual amount a day until then. */
  private capEur(household: number): number {
    const { seed, maas } = this.scenario;
    const paidEur = this.paidEur[household]!;
    let left = maas.householdCapEurPerDay > 0 ? maas.householdCapEurPerDay - paidEur : Infinity;
    if (maas.householdCapEurPerMonth > 0) {
      const passed = uniform(seed, DAY_OF_MONTH, this.population.households.key[household]!, this.dayType);
      const before = passed * (this.subscriptions.usualEurPerMonth?.[household] ?? 0);
      left = Math.min(left, maas.householdCapEurPerMonth - before - paidEur);
    }
    return Math.max(0, left);
  }

  /** A trip was made and paid. */
  use(p: number, mode: number, cost: TripCost, carM: number, bikeS: number): void {
    if (!APP_MODES.includes(mode)) return;
    const at = 3 * p;
    if (mode === BUS || mode === TRAIN || mode === PARK_AND_RIDE) this.used[at]!++;
    if (mode === SHARED_CAR) this.used[at + 1]! += carM / 1000;
    if (mode === SHARED_BIKE) this.used[at + 2]! += bikeS / 60;
    if (this.subscriptions.usesApp[p] === 1) this.paidEur[this.population.persons.household[p]!]! += cost.serviceEur;
  }
}
