/** All plug-in cars through the period: who drives and who stands where. Plugging in is in `fleet-plugs.ts`, public sockets in `fleet-queue.ts`.
 *  Each car has exactly one coming event (leave or arrive), kept in a list per step. Scratch state of one simulation. */
import { purposeId, uniform } from '../core/random.ts';
import { STAY_HOME, STAY_HUB, STAY_PUBLIC } from '../mobility/stores.ts';
import { bookingM } from './bookings.ts';
import { CarDays } from './car-days.ts';
import { temperatureFactor } from './consumption.ts';
import type { CourseRecorder } from './courses.ts';
import type { Delivered } from './deliver.ts';
import { chooseDonors, plugInCars } from './donors.ts';
import { FleetCars, hubSites } from './fleet-cars.ts';
import { FleetPlugs, isPublicPoint, isShared } from './fleet-plugs.ts';
import { FleetQueue, publicSockets } from './fleet-queue.ts';
import { closeCar, emptyDrivers, emptyYear } from './fleet-year.ts';
import type { ChargePhysics } from './physics.ts';
import { plugInChance } from './plug-in.ts';
import type { ChargingSettings } from './settings.ts';
import type { SiteSessions } from './site-sessions.ts';
import { STAY } from './stay-table.ts';
import type { StrategyDefinition } from './snapshot.ts';
import type { CarYear, DriverYear, SessionStore } from './stores.ts';
import type { ChargingInput } from './year.ts';

/** What a fast charge on the way leaves in the battery at the next stop, share of its capacity. */
const FAST_CHARGE_RESERVE_SHARE = 0.1;
const PLUG_IN_HYBRID = 1;

const PLUG = purposeId('plug-in');

export class Fleet {
  storedKwh = 0;
  private readonly input: ChargingInput;
  private readonly physics: ChargePhysics;
  private readonly cars: FleetCars;
  private readonly days: CarDays;
  private readonly plugs: FleetPlugs;
  private readonly queue: FleetQueue;
  private readonly year: CarYear;
  private readonly drivers: DriverYear;
  /** [step] first car with an event, −1: none; [plug-in car] next in the same step. */
  private readonly firstEvent: Int32Array;
  private readonly nextEvent: Int32Array;

  /** @param makeRecorder of sessions whose course is kept; told the number of plug-in cars */
  constructor(
    input: ChargingInput,
    settings: ChargingSettings,
    physics: ChargePhysics,
    strategy: StrategyDefinition,
    makeRecorder: ((carCount: number) => CourseRecorder) | null = null,
  ) {
    const { scenario, population, areas, calendar, days } = input;
    this.input = input;
    this.physics = physics;
    const plugIn = plugInCars(population);
    const count = plugIn.length;
    const donors = chooseDonors(scenario.seed, population, days, plugIn);
    this.days = new CarDays(calendar, scenario.seed, days, donors, scenario.charging.usualDayShare, areas);
    const hubSite = hubSites(input);
    const cars = new FleetCars(input, plugIn, hubSite);
    this.cars = cars;
    this.firstEvent = new Int32Array(calendar.grid.count).fill(-1);
    this.nextEvent = new Int32Array(count);
    this.year = emptyYear(cars, areas.count, (areas.places?.limits ?? null) !== null);
    this.drivers = emptyDrivers(count, publicSockets(input, plugIn, hubSite));
    const recorder = makeRecorder === null ? null : makeRecorder(count);
    this.plugs = new FleetPlugs(input, settings, physics, strategy, cars, this.year, this.drivers, recorder);
    this.queue = new FleetQueue(input, cars, this.drivers, (i, step, leaves, kind, site, point) => {
      const bookingKwh = leaves < calendar.grid.count ? this.bookingKwh(i, leaves) : 0;
      this.plugs.plug(i, step, leaves, kind, site, bookingKwh, point);
    });
    for (let i = 0; i < count; i++) {
      this.storedKwh += cars.storedKwh[i]!;
      this.firstDayWithTrips(i, 0);
      this.arrive(i, 0, true);
    }
  }

  /** [area], and one more for everything outside the district's grid. */
  get sites(): readonly SiteSessions[] {
    return this.plugs.sites;
  }

  get connected(): number {
    return this.plugs.connected;
  }

  get courses(): CourseRecorder | null {
    return this.plugs.recorder;
  }

  /** Position of a plugged-in car at its site. */
  readonly positionOf = (id: number): number => this.cars.position[id]!;

  setEvening(on: boolean): void {
    this.plugs.setEvening(on);
  }

  retireDone(site: number): void {
    this.plugs.retireDone(site);
  }

  /** Everything that happens at the start of a step. */
  events(step: number): void {
    let i = this.firstEvent[step]!;
    while (i >= 0) {
      const next = this.nextEvent[i]!;
      if (this.cars.driving[i] === 1) this.arrive(i, step, false);
      else this.leave(i, step);
      i = next;
    }
  }

  /** Adds what one site took in a step to the total in all batteries. */
  account(delivered: Delivered, stepH: number): void {
    const { efficiencyShare } = this.physics;
    this.storedKwh += delivered.chargeKw * stepH * efficiencyShare - (delivered.dischargeKw * stepH) / efficiencyShare;
    this.storedKwh -= delivered.fixedLossKw * stepH;
  }

  finish(): { readonly cars: CarYear; readonly sessions: SessionStore; readonly drivers: DriverYear } {
    const end = this.input.calendar.grid.count;
    const { cars, year, drivers } = this;
    for (let i = 0; i < cars.count; i++) {
      if (cars.site[i]! >= 0) this.unplug(i, end, false);
      this.queue.end(i);
      year.storedEndKwh[i] = cars.storedKwh[i]!;
      cars.mark(i, end);
      closeCar(this.input, cars, year, drivers, this.physics.efficiencyShare, i);
    }
    return { cars: year, sessions: this.plugs.log.store(), drivers };
  }

  private schedule(i: number, step: number): void {
    if (step >= this.firstEvent.length) return;
    this.nextEvent[i] = this.firstEvent[step]!;
    this.firstEvent[step] = i;
  }

  /** Finds the next day from `day` on with a trip, and when the car leaves on it; day = dayCount when there is none. */
  private firstDayWithTrips(i: number, day: number): void {
    const { dayCount } = this.input.calendar;
    const { cars } = this;
    const car = cars.car[i]!;
    for (; day < dayCount; day++) {
      const donor = this.days.donor(i, car, day);
      const { firstStay } = this.days.table(day);
      if (firstStay[donor + 1]! - firstStay[donor]! < 2) continue;
      cars.donor[i] = donor;
      cars.trip[i] = 0;
      cars.leavesS[i] = this.days.departureS(car, day, donor, 0, -1);
      break;
    }
    cars.day[i] = day;
  }

  private unplug(i: number, step: number, left: boolean): void {
    const site = this.cars.site[i]!;
    this.plugs.unplug(i, step, left);
    this.queue.release(i, site, step);
  }

  private leave(i: number, step: number): void {
    const { cars } = this;
    const plugged = cars.site[i]! >= 0;
    const fromHub = plugged && cars.sessionKind[i] === STAY_HUB;
    if (plugged) this.unplug(i, step, true);
    if (fromHub) this.countBooking(i, step);
    this.queue.giveUp(i);
    cars.mark(i, step);
    const day = cars.day[i]!;
    const { firstStay, rows, metres } = this.days.table(day);
    const stay = STAY.size * (firstStay[cars.donor[i]!]! + cars.trip[i]!);
    const next = stay + STAY.size;
    this.drive(i, metres[next + STAY.drivenM]! / 1000, step);
    const arrivalS = cars.leavesS[i]! + Math.max(0, rows[next + STAY.arrivalS]! - rows[stay + STAY.departureS]!);
    cars.arrivedS[i] = arrivalS;
    cars.driving[i] = 1;
    this.schedule(i, Math.max(step + 1, this.days.stepOf(day, Math.max(0, arrivalS - 1)) + 1));
  }

  private drive(i: number, distanceKm: number, step: number): void {
    const { population, scenario, energy } = this.input;
    const { year, cars } = this;
    const car = cars.car[i]!;
    const factor = temperatureFactor(energy.airTemperatureC[step]!);
    const neededKwh = distanceKm * population.cars.consumptionKwhPerKm[car]! * factor;
    const storedKwh = cars.storedKwh[i]!;
    let usedKwh = neededKwh;
    let fastKwh = 0;
    if (neededKwh > storedKwh) {
      if (population.cars.driveType[car] === PLUG_IN_HYBRID) {
        usedKwh = storedKwh;
        year.petrolKm[i]! += distanceKm * (1 - usedKwh / neededKwh);
      } else fastKwh = neededKwh - storedKwh + FAST_CHARGE_RESERVE_SHARE * cars.batteryKwh[i]!;
    }
    const fastFromGridKwh = fastKwh / scenario.charging.fastEfficiencyShare;
    cars.storedKwh[i]! += fastKwh - usedKwh;
    this.storedKwh += fastKwh - usedKwh;
    year.drivenKm[i]! += distanceKm;
    year.drivenKwh[i]! += usedKwh;
    year.fastChargedKwh[i]! += fastFromGridKwh;
    year.chargedOutsideKwh[i]! += fastFromGridKwh;
    year.lostKwh[i]! += fastFromGridKwh - fastKwh;
  }

  /** @param first true at the start of the period, when the car stands where its first day begins */
  private arrive(i: number, step: number, first: boolean): void {
    const { calendar, scenario, areas, population } = this.input;
    const { cars } = this;
    const car = cars.car[i]!;
    const shared = isShared(population.cars.household[car]!);
    cars.driving[i] = 0;
    cars.mark(i, step);
    let kind = first && shared ? STAY_HUB : STAY_HOME;
    let site = cars.homeSite[i]!;
    cars.joint[i] = cars.homeJoint[i]!;
    if (!first) {
      const day = cars.day[i]!;
      const donor = cars.donor[i]!;
      const { firstStay, rows } = this.days.table(day);
      const trip = ++cars.trip[i]!;
      const stay = firstStay[donor]! + trip;
      const row = STAY.size * stay;
      kind = rows[row + STAY.kind]!;
      // A private car at a hub (P+R) and a shared car at somebody's home stand at a public point.
      if (kind === (shared ? STAY_HOME : STAY_HUB)) kind = STAY_PUBLIC;
      const leftElsewhere = kind === STAY_HUB && scenario.fleets.sharedCarOneWay;
      if ((kind !== STAY_HOME && kind !== STAY_HUB) || leftElsewhere) {
        cars.joint[i] = rows[row + STAY.joint]!;
        site = rows[row + STAY.site]!;
      }
      if (stay + 1 < firstStay[donor + 1]!)
        cars.leavesS[i] = this.days.departureS(car, day, donor, trip, cars.arrivedS[i]!);
      else this.firstDayWithTrips(i, day + 1);
    }
    const end = calendar.grid.count;
    const leaves =
      cars.day[i]! < calendar.dayCount ? Math.max(step, this.days.stepOf(cars.day[i]!, cars.leavesS[i]!)) : end;
    const stayNumber = cars.stay[i]!++;
    if (leaves <= step) {
      this.leave(i, step);
      return;
    }
    const chance = plugInChance(
      scenario.charging,
      kind,
      cars.storedKwh[i]! / cars.batteryKwh[i]!,
      (leaves - step) * calendar.grid.stepS,
      cars.chargesAtWork[i] === 1,
    );
    if (uniform(scenario.seed, PLUG, car, stayNumber) < chance) {
      const needsSocket = site !== areas.count && isPublicPoint(kind, population.cars.homeCharger[car]!);
      this.queue.seek(i, step, leaves, kind, site, needsSocket);
    }
    this.schedule(i, leaves);
  }

  /** A booking leaves its hub: is there enough in the battery? */
  private countBooking(i: number, step: number): void {
    const bookingKwh = this.bookingKwh(i, step);
    if (bookingKwh === 0) return;
    const { cars, year } = this;
    year.bookings![i]!++;
    if (cars.storedKwh[i]! < Math.min(bookingKwh, cars.batteryKwh[i]!) - 1e-6) year.bookingsShort![i]!++;
  }

  /** What the coming booking of a shared car takes from its battery; 0 for private cars. @param step of departure */
  private bookingKwh(i: number, step: number): number {
    const { population, calendar, energy } = this.input;
    const { cars } = this;
    const car = cars.car[i]!;
    const day = cars.day[i]!;
    if (!isShared(population.cars.household[car]!) || day >= calendar.dayCount) return 0;
    const km = bookingM(this.days.parking(day), cars.donor[i]!, cars.trip[i]!) / 1000;
    return km * population.cars.consumptionKwhPerKm[car]! * temperatureFactor(energy.airTemperatureC[step]!);
  }
}
