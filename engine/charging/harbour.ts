/** Ships at berths in the simulation of charging: their batteries are sessions at the transformer of the berth beside the cars there. One
 *  controller sees them all, one limit holds for them all, and what is short is divided among ships and cars by the same rule; nobody goes first.
 *  What ships use for themselves is load that strategies see; what their batteries take is flexible.
 *  In: calls, berths. Out: HarbourYear. Scratch state of one simulation. */
import type { Calendar } from '../core/time.ts';
import { sharedF32 } from '../core/shared.ts';
import type { EnergyYear } from '../energy/stores.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Delivered, deliver } from './deliver.ts';
import { type CallStore, shoreHotelKw } from './harbour-calls.ts';
import type { ChargePhysics } from './physics.ts';
import { SiteSessions } from './site-sessions.ts';

/** A ship is never discharged below this share of its battery. */
const FLOOR_SHARE = 0.2;
/** Least power of a ship's charger, share of its most: as 6 of 16 A of a car. Strategies wait until charging at it would only just do. */
const LEAST_SHARE = 6 / 16;
/** Ships are numbered from here, cars from 0: a controller that keeps plans never takes one for the other. */
const FIRST_SHIP = 0x80000000;

export interface HarbourInput {
  readonly calls: CallStore;
  /** [berth] area of the transformer it hangs on. */
  readonly areaOfBerth: Uint32Array;
}

export interface HarbourYear extends HarbourInput {
  /** [berth × step] power of ships' batteries, + charging, − discharging. */
  readonly batteryKw: Float64Array;
  /** [call] at the grid side; missing at departure, at the battery. */
  readonly chargedKwh: Float64Array;
  readonly dischargedKwh: Float64Array;
  readonly unservedKwh: Float64Array;
  /** [call] in the battery at departure less at arrival, and lost between quay and battery both ways. */
  readonly gainedKwh: Float64Array;
  readonly lostKwh: Float64Array;
}

interface Quay {
  readonly ships: SiteSessions;
  /** Cars and ships of the site as one, made anew each step. */
  readonly all: SiteSessions;
}

export class Ships {
  private readonly scenario: Scenario;
  private readonly input: HarbourInput;
  private readonly physics: ChargePhysics;
  private readonly stepCount: number;
  private readonly stepH: number;
  private readonly quays: ReadonlyMap<number, Quay>;
  private readonly arrivals = new Map<number, number[]>();
  private readonly departures = new Map<number, number[]>();
  private readonly position: Uint32Array;
  private readonly startKwh: Float64Array;
  private readonly year: HarbourYear;
  /** A ship that has what it wants stays in sight when it can be discharged. */
  private readonly keep: boolean;
  private powerKw = new Float64Array(16);
  private readonly delivered: Delivered = { chargeKw: 0, dischargeKw: 0, fixedLossKw: 0 };

  constructor(
    scenario: Scenario,
    { grid }: Calendar,
    input: HarbourInput,
    physics: ChargePhysics,
    strategyDischarges: boolean,
  ) {
    const { calls, areaOfBerth } = input;
    this.scenario = scenario;
    this.input = input;
    this.physics = physics;
    this.stepCount = grid.count;
    this.stepH = grid.stepS / 3600;
    this.keep = strategyDischarges && scenario.harbour.shipsDischarge;
    this.quays = new Map(
      [...new Set(areaOfBerth)].map((area) => [area, { ships: new SiteSessions(), all: new SiteSessions() }]),
    );
    this.position = new Uint32Array(calls.count);
    this.startKwh = new Float64Array(calls.count);
    const zeros = (): Float64Array => new Float64Array(calls.count);
    this.year = {
      ...input,
      batteryKw: new Float64Array(areaOfBerth.length * grid.count),
      chargedKwh: zeros(),
      dischargedKwh: zeros(),
      unservedKwh: zeros(),
      gainedKwh: zeros(),
      lostKwh: zeros(),
    };
    for (let call = 0; call < calls.count; call++) {
      if (calls.batteryKwh[call] === 0) continue;
      put(this.arrivals, calls.arrivalStep[call]!, call);
      put(this.departures, Math.min(grid.count, calls.departureStep[call]!), call);
    }
  }

  /** Ships leave and come; called for every step in order. */
  events(step: number): void {
    for (const call of this.departures.get(step) ?? []) this.leave(call);
    for (const call of this.arrivals.get(step) ?? []) this.arrive(call, step);
  }

  /** Ships at a transformer that still want something. */
  waitingAt(area: number): number {
    return this.quays.get(area)?.ships.active ?? 0;
  }

  /** What a controller of cars and ships sees: the cars first, in their order. */
  join(area: number, cars: SiteSessions): SiteSessions {
    const { ships, all } = this.quays.get(area)!;
    all.become([cars, ships]);
    return all;
  }

  /** Parts them again: each car is told what was withheld from it, ships are given theirs.
   *  @param powerKw of cars and ships as joined @returns net power of the ships [kW] */
  part(area: number, step: number, cars: SiteSessions, powerKw: Float64Array): number {
    const { ships, all } = this.quays.get(area)!;
    const { active } = ships;
    cars.withheldKwh.set(all.withheldKwh.subarray(0, cars.active));
    ships.withheldKwh.set(all.withheldKwh.subarray(cars.active, all.active));
    if (this.powerKw.length < active) this.powerKw = new Float64Array(2 * active);
    const own = this.powerKw;
    own.set(powerKw.subarray(cars.active, all.active));
    deliver(ships, own, this.stepH, this.physics, this.delivered);
    const { berth } = this.input.calls;
    for (let i = 0; i < active; i++)
      this.year.batteryKw[berth[ships.id[i]! - FIRST_SHIP]! * this.stepCount + step] = own[i]!;
    for (let i = ships.active - 1; i >= 0; i--)
      if (ships.storedKwh[i]! >= ships.ceilingKwh[i]! && !this.keep) ships.retire(i, this.moved);
    return this.delivered.chargeKw - this.delivered.dischargeKw;
  }

  /** After the last step. */
  finish(): HarbourYear {
    for (const call of this.departures.get(this.stepCount) ?? []) this.leave(call);
    return this.year;
  }

  private readonly moved = (id: number, at: number): void => {
    this.position[id - FIRST_SHIP] = at;
  };

  private shipsOf(call: number): SiteSessions {
    const { calls, areaOfBerth } = this.input;
    return this.quays.get(areaOfBerth[calls.berth[call]!]!)!.ships;
  }

  private arrive(call: number, step: number): void {
    const { calls } = this.input;
    const { berths, shipsDischarge } = this.scenario.harbour;
    const battery = calls.batteryKwh[call]!;
    const berth = berths[calls.berth[call]!]!;
    const ships = this.shipsOf(call);
    const at = ships.add(FIRST_SHIP + call, this.moved);
    this.position[call] = at;
    const rated = Math.max(0, berth.shorePowerKw - shoreHotelKw(calls, call, berth.shorePowerKw));
    this.startKwh[call] = battery - calls.needKwh[call]!;
    ships.storedKwh[at] = this.startKwh[call]!;
    ships.targetKwh[at] = battery;
    ships.ceilingKwh[at] = battery;
    ships.capacityKwh[at] = battery;
    ships.floorKwh[at] = Math.min(FLOOR_SHARE * battery, this.startKwh[call]!);
    ships.ratedKw[at] = rated;
    ships.eveningKw[at] = rated;
    ships.maximumKw[at] = rated;
    ships.minimumKw[at] = LEAST_SHARE * rated;
    ships.maximumDischargeKw[at] = shipsDischarge ? rated : 0;
    ships.arrivalStep[at] = step;
    ships.statedDepartureStep[at] = calls.departureStep[call]!;
  }

  private leave(call: number): void {
    const { year } = this;
    const ships = this.shipsOf(call);
    const at = this.position[call]!;
    year.chargedKwh[call] = ships.chargedKwh[at]!;
    year.dischargedKwh[call] = ships.dischargedKwh[at]!;
    year.gainedKwh[call] = ships.storedKwh[at]! - this.startKwh[call]!;
    const { efficiencyShare } = this.physics;
    year.lostKwh[call] =
      year.chargedKwh[call]! * (1 - efficiencyShare) +
      year.dischargedKwh[call]! * (1 / efficiencyShare - 1) +
      ships.fixedLossKwh[at]!;
    const missing = this.input.calls.needKwh[call]! - year.gainedKwh[call]!;
    year.unservedKwh[call] = missing > 1e-6 ? missing : 0;
    ships.remove(at, this.moved);
  }
}

function put(into: Map<number, number[]>, step: number, call: number): void {
  const list = into.get(step);
  if (list === undefined) into.set(step, [call]);
  else list.push(call);
}

/** Energy with the power of berths added to the load of their areas. @param berthKw [berth × step] */
export function withBerths(energy: EnergyYear, areaOfBerth: Uint32Array, berthKw: Float64Array): EnergyYear {
  const { loadKw, stepCount } = energy.areas;
  const more = sharedF32(loadKw.length);
  more.set(loadKw);
  areaOfBerth.forEach((area, berth) => {
    for (let step = 0; step < stepCount; step++) more[area * stepCount + step]! += berthKw[berth * stepCount + step]!;
  });
  return { ...energy, areas: { ...energy.areas, loadKw: more } };
}
