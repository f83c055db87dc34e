/** Public sockets of the district: who gets one, who waits for one, who is turned away. Scratch state of one simulation. */
import { NO_HOUSEHOLD } from '../demand/population.ts';
import type { FleetCars } from './fleet-cars.ts';
import { divide, NO_SOCKET, Sockets } from './sockets.ts';
import type { DriverYear } from './stores.ts';
import type { ChargingInput } from './year.ts';

/** Plugs a car in. @param point whose connection it shares, −1: none */
export type PlugIn = (i: number, step: number, leaves: number, kind: number, site: number, point: number) => void;

/** Public sockets by area, divided by the plug-in cars at home there without a charger of their own; empty when they are not counted. */
export function publicSockets(
  { scenario, population, areas }: ChargingInput,
  plugIn: Uint32Array,
  hubSite: ReadonlyMap<number, number>,
): Uint32Array {
  const { publicSocketsPer100Cars } = scenario.charging;
  if (publicSocketsPer100Cars <= 0) return new Uint32Array(0);
  const { cars } = population;
  const needing = new Float64Array(areas.count);
  let total = 0;
  for (const car of plugIn) {
    const household = cars.household[car]!;
    if (household !== NO_HOUSEHOLD && cars.homeCharger[car] === 1) continue;
    const area = household === NO_HOUSEHOLD ? hubSite.get(cars.hub[car]!) : areas.areaOfHousehold[household];
    if (area === undefined || area >= areas.count) continue;
    needing[area]!++;
    total++;
  }
  return Uint32Array.from(divide(Math.round((total * publicSocketsPer100Cars) / 100), needing));
}

export class FleetQueue {
  private readonly input: ChargingInput;
  private readonly cars: FleetCars;
  private readonly drivers: DriverYear;
  private readonly plug: PlugIn;
  /** [area] */
  private readonly sockets: readonly Sockets[];
  /** [plug-in car] its public socket; area it waits in for one (−1: none), since when, and until when it stays. */
  private readonly socket: Int32Array;
  private readonly waitsIn: Int32Array;
  private readonly waitsFrom: Uint32Array;
  private readonly leavesStep: Uint32Array;

  constructor(input: ChargingInput, cars: FleetCars, drivers: DriverYear, plug: PlugIn) {
    this.input = input;
    this.cars = cars;
    this.drivers = drivers;
    this.plug = plug;
    const { socketsPerPoint } = input.scenario.charging;
    this.sockets = Array.from(drivers.socketsByArea, (count) => new Sockets(count, socketsPerPoint));
    this.socket = new Int32Array(cars.count).fill(NO_SOCKET);
    this.waitsIn = new Int32Array(cars.count).fill(-1);
    this.waitsFrom = new Uint32Array(cars.count);
    this.leavesStep = new Uint32Array(cars.count);
  }

  /** Plugs in where there is a socket; without one the driver waits for a while. @param needsSocket at a public point of the district */
  seek(i: number, step: number, leaves: number, kind: number, site: number, needsSocket: boolean): void {
    const { scenario, calendar } = this.input;
    if (this.sockets.length === 0 || !needsSocket) {
      this.plug(i, step, leaves, kind, site, -1);
      return;
    }
    const sockets = this.sockets[site]!;
    const socket = sockets.take();
    if (socket !== NO_SOCKET) {
      this.socket[i] = socket;
      this.plug(i, step, leaves, kind, site, sockets.pointOf(socket));
      return;
    }
    this.waitsIn[i] = site;
    this.waitsFrom[i] = step;
    this.leavesStep[i] = leaves;
    this.cars.sessionKind[i] = kind;
    if (scenario.charging.socketPatienceMin * 60 < calendar.grid.stepS) this.turnAway(i);
    else sockets.wait(i);
  }

  /** A car that waited drives away. */
  giveUp(i: number): void {
    if (this.waitsIn[i]! < 0) return;
    this.sockets[this.waitsIn[i]!]!.leaveQueue(i);
    this.turnAway(i);
  }

  /** The period ends. */
  end(i: number): void {
    if (this.waitsIn[i]! >= 0) this.turnAway(i);
  }

  /** A car that was plugged in at a site has left: its socket, if it had one, goes to who waits. */
  release(i: number, site: number, step: number): void {
    if (this.socket[i]! === NO_SOCKET) return;
    this.sockets[site]!.release(this.socket[i]!);
    this.socket[i] = NO_SOCKET;
    this.serve(site, step);
  }

  private serve(area: number, step: number): void {
    const { calendar, scenario } = this.input;
    const { stepS, count } = calendar.grid;
    const sockets = this.sockets[area]!;
    for (let i = sockets.next(); i >= 0 && step < count; i = sockets.next()) {
      const waitedS = (step - this.waitsFrom[i]!) * stepS;
      if (waitedS > scenario.charging.socketPatienceMin * 60 || this.leavesStep[i]! <= step) {
        this.turnAway(i);
        continue;
      }
      const socket = sockets.take();
      this.socket[i] = socket;
      this.waitsIn[i] = -1;
      this.drivers.waitedMin[i]! += waitedS / 60;
      this.plug(i, step, this.leavesStep[i]!, this.cars.sessionKind[i]!, area, sockets.pointOf(socket));
      return;
    }
  }

  private turnAway(i: number): void {
    this.drivers.turnedAway[i]!++;
    this.drivers.turnedAwayByArea[this.waitsIn[i]!]!++;
    this.waitsIn[i] = -1;
  }
}
