/** Where every plug-in car is and what it holds: the scratch state of one simulation, shared by what moves cars, plugs them in and queues them.
 *  All arrays [plug-in car] unless said. */
import { purposeId, uniform } from '../core/random.ts';
import { NO_HOUSEHOLD } from '../demand/population.ts';
import { fleetCurveOf } from './fleet-curves.ts';
import { NO_JOINT } from './grid-room.ts';
import type { ChargingInput } from './year.ts';

/** Area of a place outside the district, as the grid's areas mark it. */
export const NO_AREA = 0xffffffff;

/** State of charge at the start of the period: uniform between these. */
const START_SOC_FROM = 0.5;
const START_SOC_TO = 0.9;

const START = purposeId('start-soc');
const WORK = purposeId('work-charging');
const LIMITED = purposeId('evening-limit');

export class FleetCars {
  readonly count: number;
  /** Index into the population's cars. */
  readonly car: Uint32Array;
  /** Site of home or hub; areas.count outside the district. */
  readonly homeSite: Uint32Array;
  readonly homeJoint: Uint32Array;
  readonly batteryKwh: Float64Array;
  /** Number of its charge curve. */
  readonly curve: Int16Array;
  readonly chargesAtWork: Uint8Array;
  readonly limitedAtHome: Uint8Array;
  /** Energy while not connected; site of the session or −1; its position there. */
  readonly storedKwh: Float64Array;
  readonly site: Int32Array;
  readonly position: Uint32Array;
  readonly requestedKwh: Float64Array;
  readonly sessionKind: Uint8Array;
  /** Its plan of the moment: day, donor, next trip, and when it last arrived and next leaves on that day. */
  readonly day: Int32Array;
  readonly donor: Uint32Array;
  readonly trip: Uint32Array;
  readonly arrivedS: Float64Array;
  readonly leavesS: Float64Array;
  /** Joint of the cable where it stands. */
  readonly joint: Uint32Array;
  /** Stays since the start, for draws. */
  readonly stay: Uint32Array;
  readonly driving: Uint8Array;
  /** ∫ stored dt so far [kWh · steps], and where it was looked at last. */
  readonly storedSteps: Float64Array;
  private readonly markStep: Uint32Array;
  private readonly markKwh: Float64Array;

  constructor(input: ChargingInput, car: Uint32Array, hubSite: ReadonlyMap<number, number>) {
    const { scenario, population, areas } = input;
    const { cars } = population;
    const { seed } = scenario;
    const count = car.length;
    this.count = count;
    this.car = car;
    this.homeSite = new Uint32Array(count);
    this.homeJoint = new Uint32Array(count).fill(NO_JOINT);
    this.batteryKwh = Float64Array.from(car, (index) => cars.batteryKwh[index]!);
    this.curve = Int16Array.from(car, (index) => fleetCurveOf(cars.batteryKwh[index]!));
    this.chargesAtWork = new Uint8Array(count);
    this.limitedAtHome = new Uint8Array(count);
    this.storedKwh = new Float64Array(count);
    this.site = new Int32Array(count).fill(-1);
    this.position = new Uint32Array(count);
    this.requestedKwh = new Float64Array(count);
    this.sessionKind = new Uint8Array(count);
    this.day = new Int32Array(count);
    this.donor = new Uint32Array(count);
    this.trip = new Uint32Array(count);
    this.arrivedS = new Float64Array(count).fill(-1);
    this.leavesS = new Float64Array(count);
    this.joint = new Uint32Array(count).fill(NO_JOINT);
    this.stay = new Uint32Array(count);
    this.driving = new Uint8Array(count);
    this.storedSteps = new Float64Array(count);
    this.markStep = new Uint32Array(count);
    this.markKwh = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const index = car[i]!;
      const household = cars.household[index]!;
      const area =
        household === NO_HOUSEHOLD ? (hubSite.get(cars.hub[index]!) ?? NO_AREA) : areas.areaOfHousehold[household]!;
      this.homeSite[i] = area === NO_AREA ? areas.count : area;
      if (areas.places !== undefined) {
        const { jointOfHousehold, jointOfHub } = areas.places;
        this.homeJoint[i] =
          (household === NO_HOUSEHOLD ? jointOfHub[cars.hub[index]!] : jointOfHousehold[household]) ?? NO_JOINT;
      }
      this.chargesAtWork[i] = uniform(seed, WORK, index) < scenario.charging.workChargingShare ? 1 : 0;
      this.limitedAtHome[i] = uniform(seed, LIMITED, index) < scenario.charging.eveningLimitShare ? 1 : 0;
      const soc = START_SOC_FROM + (START_SOC_TO - START_SOC_FROM) * uniform(seed, START, index);
      this.storedKwh[i] = soc * this.batteryKwh[i]!;
      this.markKwh[i] = this.storedKwh[i]!;
    }
  }

  /** Takes in the time since the car was last looked at. */
  mark(i: number, step: number): void {
    this.storedSteps[i]! += ((step - this.markStep[i]!) * (this.markKwh[i]! + this.storedKwh[i]!)) / 2;
    this.markStep[i] = step;
    this.markKwh[i] = this.storedKwh[i]!;
  }
}

/** Area of each hub that has shared cars: where those cars begin their day. */
export function hubSites({ population, areas, days }: ChargingInput): Map<number, number> {
  const { cars } = population;
  const sites = new Map<number, number>();
  for (let car = cars.privateCount; car < cars.count; car++) {
    const hub = cars.hub[car]!;
    if (sites.has(hub)) continue;
    if (areas.areaOfHub !== undefined) {
      sites.set(hub, areas.areaOfHub[hub] ?? NO_AREA);
      continue;
    }
    for (const day of days) {
      const stay = day.firstStay[car]!;
      if (day.firstStay[car + 1]! === stay) continue;
      sites.set(hub, areas.areaOfNode[day.node[stay]!] ?? NO_AREA);
      break;
    }
  }
  return sites;
}
