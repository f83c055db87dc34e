/** What bundles include and caps leave, as the day uses it up: kept by person and household. A month is spread evenly over its days, so that one
 *  day stands for all. Scratch state of one day on one thread. */
import type { Population } from '../demand/population.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Allowance, BUS, PARK_AND_RIDE, SHARED_BIKE, SHARED_CAR, TRAIN, type TripCost } from './alternatives.ts';
import type { Subscriptions } from './stores.ts';

const DAYS_PER_MONTH = 365 / 12;
const APP_MODES: readonly number[] = [BUS, TRAIN, PARK_AND_RIDE, SHARED_CAR, SHARED_BIKE];

export class Allowances {
  private readonly scenario: Scenario;
  private readonly population: Population;
  private readonly subscriptions: Subscriptions;
  /** [household] paid today through the app. */
  private readonly paidEur: Float64Array;
  /** [person × 3] used today: transit trips, km, minutes. */
  private readonly used: Float64Array;

  constructor(input: { scenario: Scenario; population: Population; subscriptions: Subscriptions }) {
    this.scenario = input.scenario;
    this.population = input.population;
    this.subscriptions = input.subscriptions;
    this.paidEur = new Float64Array(input.population.households.count);
    this.used = new Float64Array(3 * input.population.persons.count);
  }

  /** Fills in what a person has left. */
  tell(p: number, left: Allowance): void {
    const { maas } = this.scenario;
    const capped = maas.householdCapEurPerDay > 0 && this.subscriptions.usesApp[p] === 1;
    const household = this.population.persons.household[p]!;
    left.capEur = capped ? Math.max(0, maas.householdCapEurPerDay - this.paidEur[household]!) : Infinity;
    const bundle = maas.bundles[this.subscriptions.bundleOf[p]!];
    const of = (perMonth: number | undefined, k: number): number =>
      Math.max(0, (perMonth ?? 0) / DAYS_PER_MONTH - this.used[3 * p + k]!);
    left.transitTrips = of(bundle?.includedTransitTripsPerMonth, 0);
    left.sharedCarKm = of(bundle?.includedSharedCarKmPerMonth, 1);
    left.sharedBikeMin = of(bundle?.includedSharedBikeMinPerMonth, 2);
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
