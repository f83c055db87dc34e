/** The cars of a day: which stand at home or at a hub, who takes them, where they stand afterwards. A car is with one driver at a time because it
 *  leaves its list when it is taken. Scratch state of one day on one thread.
 *  In: population, supply, hubs. Out: cars by index, stays. */
import { distanceM } from '../core/units.ts';
import type { DayInput } from './day-record.ts';
import { NONE } from './outcome.ts';
import { ParkingStays } from './parking-stays.ts';
import { STAY_HUB } from './stores.ts';
import { Stock } from './supply.ts';

/** One-way cars are brought back to their hubs from then on [s]. */
const RELOCATION_S = 23 * 3600;
/** Streets are about this much longer than the beeline. */
const DETOUR = 1.3;

export class CarPark {
  readonly stays: ParkingStays;
  readonly sharedCars: Stock;
  /** [hub] one-way cars brought back at night. */
  readonly relocatedTo: Uint32Array;
  private readonly input: DayInput;
  /** [car] 1 while at home or at its hub. */
  private readonly present: Uint8Array;
  /** [household] first private car. */
  private readonly firstCar: Uint32Array;
  /** [pool] shared cars that are simulated: all of a round-trip pool, those that stand there now of a one-way pool. */
  private readonly poolCars: number[][];

  constructor(input: DayInput) {
    const { cars, households } = input.population;
    this.input = input;
    this.stays = new ParkingStays(cars.count, input.dayType);
    this.sharedCars = new Stock(input.supply.cars);
    this.present = new Uint8Array(cars.count).fill(1);
    this.firstCar = new Uint32Array(households.count + 1);
    for (let h = 0; h < households.count; h++) this.firstCar[h + 1] = this.firstCar[h]! + households.cars[h]!;
    this.relocatedTo = new Uint32Array(input.hubZone.length);
    this.poolCars = this.begin();
  }

  /** The household car at home with the lowest running cost: battery, then plug-in, then petrol. */
  atHome(household: number): number {
    const { driveType } = this.input.population.cars;
    let best = NONE;
    for (let car = this.firstCar[household]!; car < this.firstCar[household + 1]!; car++)
      if (this.present[car] === 1 && (best === NONE || driveType[car]! > driveType[best]!)) best = car;
    return best;
  }

  /** A household car leaves with its driver, and comes back. */
  leave(car: number): void {
    this.present[car] = 0;
  }

  comeBack(car: number): void {
    this.present[car] = 1;
  }

  /** A shared car for a round trip from a hub; NONE when there is none (counted). */
  takeForTour(hub: number): number {
    if (!this.sharedCars.take(hub)) return NONE;
    const taken = this.poolCars[this.input.supply.cars.poolOf[hub]!]!.find(
      (candidate) => this.present[candidate] === 1,
    );
    if (taken === undefined) {
      this.sharedCars.giveBack(hub);
      return NONE;
    }
    this.present[taken] = 0;
    return taken;
  }

  /** A one-way car stands at the hub it was driven to, ready for the next. */
  leaveOneWay(car: number, hub: number): void {
    this.sharedCars.giveBack(hub);
    this.poolCars[this.input.supply.cars.poolOf[hub]!]!.push(car);
  }

  /** A one-way car at a hub; NONE when there is none (counted). */
  takeOneWay(hub: number): number {
    if (!this.sharedCars.take(hub)) return NONE;
    return this.poolCars[this.input.supply.cars.poolOf[hub]!]!.shift()!;
  }

  /** Brings one-way cars back to their hubs at night, so that days begin alike. */
  relocate(): void {
    const { population, supply, network, hubZone } = this.input;
    this.poolCars.forEach((list, pool) => {
      for (const car of list) {
        const home = population.cars.hub[car]!;
        if (supply.cars.poolOf[home] === pool) continue;
        const node = network.hubNode[home]!;
        this.stays.bringBack(car, RELOCATION_S, STAY_HUB, node, hubZone[home]!, (from) =>
          beelineM(network.roads, from, node),
        );
        this.relocatedTo[home]!++;
      }
    });
  }

  /** Cars of sampled households at home; of the shared cars those that stand for the sample. */
  private begin(): number[][] {
    const { population, supply, network } = this.input;
    const { cars, households } = population;
    const hubCars: number[][] = Array.from({ length: supply.cars.count }, () => []);
    for (let car = 0; car < cars.count; car++) {
      if (car < cars.privateCount) {
        const h = cars.household[car]!;
        if (households.inSample[h] === 1) this.stays.begin(car, false, households.homeNode[h]!, households.zone[h]!);
        continue;
      }
      const pool = supply.cars.poolOf[cars.hub[car]!]!;
      if (pool !== NONE) hubCars[pool]!.push(car);
    }
    return hubCars.map((list, pool) => {
      const wanted = Math.min(list.length, supply.cars.capacity[pool]!);
      // Evenly over the hubs of the pool.
      const chosen = Array.from({ length: wanted }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / wanted)]!);
      for (const car of chosen) {
        const hub = cars.hub[car]!;
        this.stays.begin(car, true, network.hubNode[hub]!, this.input.hubZone[hub]!);
      }
      return chosen;
    });
  }
}

const beelineM = ({ lonDeg, latDeg }: { lonDeg: Float64Array; latDeg: Float64Array }, a: number, b: number): number =>
  DETOUR * distanceM(lonDeg[a]!, latDeg[a]!, lonDeg[b]!, latDeg[b]!);
