/** All plug-in cars through the period: who drives, who stands where, who is plugged in, and what each has in its battery.
 *  Each car has exactly one coming event (leave or arrive), kept in a list per step. Scratch state of one simulation. */
import { normal, purposeId, uniform } from '../core/random.ts';
import { NO_HOUSEHOLD } from '../demand/population.ts';
import { STAY_HOME, STAY_HUB, STAY_PUBLIC } from '../mobility/stores.ts';
import { ageingEur, calendarLossShare, cyclicLossShare } from './ageing.ts';
import { BOOKING_RESERVE_SHARE, bookingM } from './bookings.ts';
import { CarDays } from './car-days.ts';
import { freeUntilKwh, takenKw } from './charge-curve.ts';
import { temperatureFactor } from './consumption.ts';
import type { CourseRecorder } from './courses.ts';
import type { Delivered } from './deliver.ts';
import { chooseDonors, plugInCars } from './donors.ts';
import { fleetCurveOf } from './fleet-curves.ts';
import type { ChargePhysics } from './physics.ts';
import { NO_JOINT } from './grid-room.ts';
import { plugInChance } from './plug-in.ts';
import { SessionLog } from './session-log.ts';
import { ageingModel, type ChargingSettings, minimumKw, pointKw } from './settings.ts';
import { SiteSessions } from './site-sessions.ts';
import type { StrategyDefinition } from './snapshot.ts';
import { divide, NO_SOCKET, Sockets } from './sockets.ts';
import type { CarYear, DriverYear, SessionStore } from './stores.ts';
import type { ChargingInput } from './year.ts';

/** Area of a place outside the district, as the grid's areas mark it. */
const NO_AREA = 0xffffffff;

/** State of charge at the start of the period: uniform between these. */
const START_SOC_FROM = 0.5;
const START_SOC_TO = 0.9;
/** What a fast charge on the way leaves in the battery at the next stop, share of its capacity. */
const FAST_CHARGE_RESERVE_SHARE = 0.1;
/** Drivers state a departure at most this far ahead. */
const STATED_DAYS = 3;
const PLUG_IN_HYBRID = 1;

const START = purposeId('start-soc');
const PLUG = purposeId('plug-in');
const WORK = purposeId('work-charging');
const LIMITED = purposeId('evening-limit');
const STATED = purposeId('stated-departure');
const NOW = purposeId('charge-now');

export class Fleet {
  /** [area], and one more for everything outside the district's grid. */
  readonly sites: SiteSessions[] = [];
  storedKwh = 0;
  connected = 0;

  private readonly input: ChargingInput;
  private readonly settings: ChargingSettings;
  private readonly physics: ChargePhysics;
  private readonly discharges: boolean;
  private readonly fills: boolean;
  private readonly days: CarDays;
  private readonly log = new SessionLog();
  private readonly plugIn: Uint32Array;
  private evening = false;

  private readonly homeSite: Uint32Array;
  private readonly batteryKwh: Float64Array;
  private readonly chargesAtWork: Uint8Array;
  private readonly limitedAtHome: Uint8Array;
  /** [plug-in car] energy while not connected; site of the session or −1; its position there. */
  private readonly stored: Float64Array;
  private readonly site: Int32Array;
  private readonly position: Uint32Array;
  private readonly requestedKwh: Float64Array;
  private readonly sessionKind: Uint8Array;
  /** [plug-in car] its plan of the moment: day, donor, next trip, and when it last arrived and next leaves on that day. */
  private readonly day: Int32Array;
  private readonly donor: Uint32Array;
  private readonly trip: Uint32Array;
  private readonly arrivedS: Float64Array;
  private readonly leavesS: Float64Array;
  /** [plug-in car] joint of the cable where it stands. */
  private readonly joint: Uint32Array;
  /** [plug-in car] stays since the start, for draws. */
  private readonly stay: Uint32Array;
  private readonly driving: Uint8Array;
  /** [step] first car with an event, −1: none; [plug-in car] next in the same step. */
  private readonly firstEvent: Int32Array;
  private readonly nextEvent: Int32Array;
  private readonly year: CarYear;
  private readonly drivers: DriverYear;
  /** [area] when public sockets are counted. */
  private readonly sockets: Sockets[] = [];
  /** [plug-in car] its public socket; area it waits in for one (−1: none), until when, and the stay it waits in. */
  private readonly socket: Int32Array;
  private readonly waitsIn: Int32Array;
  private readonly waitsFrom: Uint32Array;
  private readonly leavesStep: Uint32Array;
  private readonly curveOf: Int16Array;
  /** [plug-in car] ∫ stored dt so far [kWh · steps], and where it was looked at last. */
  private readonly storedSteps: Float64Array;
  private readonly markStep: Uint32Array;
  private readonly markKwh: Float64Array;
  private readonly moved = (id: number, position: number): void => {
    this.position[id] = position;
  };

  private readonly recorder: CourseRecorder | null;

  /** @param makeRecorder of sessions whose course is kept; told the number of plug-in cars */
  constructor(
    input: ChargingInput,
    settings: ChargingSettings,
    physics: ChargePhysics,
    strategy: StrategyDefinition,
    makeRecorder: ((carCount: number) => CourseRecorder) | null = null,
  ) {
    const { scenario, population, areas, calendar, days } = input;
    const { cars } = population;
    const { seed } = scenario;
    this.input = input;
    this.settings = settings;
    this.physics = physics;
    this.discharges = strategy.discharges;
    this.fills = strategy.fillsToCeiling === true;
    this.plugIn = plugInCars(population);
    const count = this.plugIn.length;
    this.recorder = makeRecorder === null ? null : makeRecorder(count);
    const donors = chooseDonors(seed, population, days, this.plugIn);
    this.days = new CarDays(calendar, seed, days, donors, scenario.charging.usualDayShare);
    for (let site = 0; site <= areas.count; site++) this.sites.push(new SiteSessions());
    this.homeSite = new Uint32Array(count);
    this.batteryKwh = new Float64Array(count);
    this.chargesAtWork = new Uint8Array(count);
    this.limitedAtHome = new Uint8Array(count);
    this.stored = new Float64Array(count);
    this.site = new Int32Array(count).fill(-1);
    this.position = new Uint32Array(count);
    this.requestedKwh = new Float64Array(count);
    this.sessionKind = new Uint8Array(count);
    this.day = new Int32Array(count);
    this.donor = new Uint32Array(count);
    this.trip = new Uint32Array(count);
    this.arrivedS = new Float64Array(count).fill(-1);
    this.leavesS = new Float64Array(count);
    this.stay = new Uint32Array(count);
    this.joint = new Uint32Array(count).fill(NO_JOINT);
    this.driving = new Uint8Array(count);
    this.firstEvent = new Int32Array(calendar.grid.count).fill(-1);
    this.nextEvent = new Int32Array(count);
    const hubSite = hubSites(input);
    this.year = emptyYear(this.plugIn, (areas.places?.limits ?? null) !== null);
    this.socket = new Int32Array(count).fill(NO_SOCKET);
    this.waitsIn = new Int32Array(count).fill(-1);
    this.waitsFrom = new Uint32Array(count);
    this.leavesStep = new Uint32Array(count);
    this.storedSteps = new Float64Array(count);
    this.markStep = new Uint32Array(count);
    this.markKwh = new Float64Array(count);
    this.curveOf = Int16Array.from(this.plugIn, (car) => fleetCurveOf(cars.batteryKwh[car]!));
    this.countSockets(hubSite);
    this.drivers = emptyDrivers(count, this.sockets);
    for (let i = 0; i < count; i++) {
      const car = this.plugIn[i]!;
      const household = cars.household[car]!;
      const area =
        household === NO_HOUSEHOLD ? (hubSite.get(cars.hub[car]!) ?? NO_AREA) : areas.areaOfHousehold[household]!;
      this.homeSite[i] = area === NO_AREA ? areas.count : area;
      this.year.homeArea[i] = area;
      this.batteryKwh[i] = cars.batteryKwh[car]!;
      this.chargesAtWork[i] = uniform(seed, WORK, car) < scenario.charging.workChargingShare ? 1 : 0;
      this.limitedAtHome[i] = uniform(seed, LIMITED, car) < scenario.charging.eveningLimitShare ? 1 : 0;
      const soc = START_SOC_FROM + (START_SOC_TO - START_SOC_FROM) * uniform(seed, START, car);
      this.stored[i] = soc * this.batteryKwh[i]!;
      this.storedKwh += this.stored[i]!;
      this.year.storedStartKwh[i] = this.stored[i]!;
      this.markKwh[i] = this.stored[i]!;
      this.firstDayWithTrips(i, 0);
      this.arrive(i, 0, true);
    }
  }

  /** Position of a plugged-in car at its site. */
  readonly positionOf = (id: number): number => this.position[id]!;

  get courses(): CourseRecorder | null {
    return this.recorder;
  }

  setEvening(on: boolean): void {
    if (on === this.evening) return;
    this.evening = on;
    for (const sessions of this.sites) sessions.limitEvening(on);
  }

  /** Everything that happens at the start of a step. */
  events(step: number): void {
    let i = this.firstEvent[step]!;
    while (i >= 0) {
      const next = this.nextEvent[i]!;
      if (this.driving[i] === 1) this.arrive(i, step, false);
      else this.leave(i, step);
      i = next;
    }
  }

  /** Adds what one site took in a step to the total in all batteries. */
  account(delivered: Delivered, stepH: number): void {
    const { efficiencyShare } = this.settings;
    this.storedKwh += delivered.chargeKw * stepH * efficiencyShare - (delivered.dischargeKw * stepH) / efficiencyShare;
    this.storedKwh -= delivered.fixedLossKw * stepH;
  }

  /** Cars that have what they asked and will not be asked for anything are no longer looked at. */
  retireDone(site: number): void {
    const sessions = this.sites[site]!;
    const { storedKwh, ceilingKwh, maximumDischargeKw } = sessions;
    const keep = this.discharges && site !== this.input.areas.count;
    for (let i = sessions.active - 1; i >= 0; i--)
      if (storedKwh[i]! >= ceilingKwh[i]! && !(keep && maximumDischargeKw[i]! > 0)) sessions.retire(i, this.moved);
  }

  finish(): { readonly cars: CarYear; readonly sessions: SessionStore; readonly drivers: DriverYear } {
    const end = this.input.calendar.grid.count;
    for (let i = 0; i < this.plugIn.length; i++) {
      if (this.site[i]! >= 0) this.unplug(i, end, false);
      if (this.waitsIn[i]! >= 0) this.turnAway(i);
      this.year.storedEndKwh[i] = this.stored[i]!;
      this.mark(i, end);
      this.age(i);
    }
    return { cars: this.year, sessions: this.log.store(), drivers: this.drivers };
  }

  /** Public sockets of the district, divided over areas by the plug-in cars at home there without a charger of their own. */
  private countSockets(hubSite: ReadonlyMap<number, number>): void {
    const { scenario, population, areas } = this.input;
    const { publicSocketsPer100Cars, socketsPerPoint } = scenario.charging;
    if (publicSocketsPer100Cars <= 0) return;
    const { cars } = population;
    const needing = new Float64Array(areas.count);
    let total = 0;
    for (const car of this.plugIn) {
      const household = cars.household[car]!;
      if (household !== NO_HOUSEHOLD && cars.homeCharger[car] === 1) continue;
      const area = household === NO_HOUSEHOLD ? hubSite.get(cars.hub[car]!) : areas.areaOfHousehold[household];
      if (area === undefined || area >= areas.count) continue;
      needing[area]!++;
      total++;
    }
    const counts = divide(Math.round((total * publicSocketsPer100Cars) / 100), needing);
    for (const count of counts) this.sockets.push(new Sockets(count, socketsPerPoint));
  }

  /** Takes in the time since the car was last looked at. */
  private mark(i: number, step: number): void {
    this.storedSteps[i]! += ((step - this.markStep[i]!) * (this.markKwh[i]! + this.stored[i]!)) / 2;
    this.markStep[i] = step;
    this.markKwh[i] = this.stored[i]!;
  }

  /** Ageing over the period and what is derived from totals. */
  private age(i: number): void {
    const { year, drivers } = this;
    const { scenario, calendar, population } = this.input;
    const model = ageingModel(scenario);
    const capacityKwh = this.batteryKwh[i]!;
    const { grid } = calendar;
    const takenKwh = year.drivenKwh[i]! + year.dischargedKwh[i]! / this.physics.efficiencyShare;
    const throughputKwh = 2 * takenKwh + year.storedEndKwh[i]! - year.storedStartKwh[i]!;
    drivers.cyclicLossShare[i] = cyclicLossShare(model, capacityKwh, throughputKwh);
    const meanSoc = this.storedSteps[i]! / (grid.count * capacityKwh);
    drivers.calendarLossShare[i] = calendarLossShare(model, meanSoc, (grid.count * grid.stepS) / 3600);
    drivers.ageingEur[i] = ageingEur(model, capacityKwh, drivers.cyclicLossShare[i]! + drivers.calendarLossShare[i]!);
    drivers.missedKm[i] = year.unservedKwh[i]! / population.cars.consumptionKwhPerKm[this.plugIn[i]!]!;
    drivers.compensationEur[i] = year.unservedKwh[i]! * scenario.charging.compensationEurPerKwh;
  }

  /** Plugs in where there is a socket; without one the driver waits for a while. */
  private seek(i: number, step: number, leaves: number, kind: number, site: number): void {
    const { areas, population, scenario, calendar } = this.input;
    const isPublic = isPublicPoint(kind, population.cars.homeCharger[this.plugIn[i]!]!);
    if (this.sockets.length === 0 || site === areas.count || !isPublic) {
      this.plug(i, step, leaves, kind, site);
      return;
    }
    const socket = this.sockets[site]!.take();
    if (socket !== NO_SOCKET) {
      this.socket[i] = socket;
      this.plug(i, step, leaves, kind, site);
      return;
    }
    this.waitsIn[i] = site;
    this.waitsFrom[i] = step;
    this.leavesStep[i] = leaves;
    this.sessionKind[i] = kind;
    if (scenario.charging.socketPatienceMin * 60 < calendar.grid.stepS) this.turnAway(i);
    else this.sockets[site]!.wait(i);
  }

  private turnAway(i: number): void {
    this.drivers.turnedAway[i]!++;
    this.drivers.turnedAwayByArea[this.waitsIn[i]!]!++;
    this.waitsIn[i] = -1;
  }

  /** A socket of an area has come free. */
  private serveQueue(area: number, step: number): void {
    const { calendar, scenario } = this.input;
    const { stepS, count } = calendar.grid;
    const sockets = this.sockets[area]!;
    for (let i = sockets.next(); i >= 0 && step < count; i = sockets.next()) {
      const waitedS = (step - this.waitsFrom[i]!) * stepS;
      if (waitedS > scenario.charging.socketPatienceMin * 60 || this.leavesStep[i]! <= step) {
        this.turnAway(i);
        continue;
      }
      this.socket[i] = sockets.take();
      this.waitsIn[i] = -1;
      this.drivers.waitedMin[i]! += waitedS / 60;
      this.plug(i, step, this.leavesStep[i]!, this.sessionKind[i]!, area);
      return;
    }
  }

  private schedule(i: number, step: number): void {
    if (step >= this.firstEvent.length) return;
    this.nextEvent[i] = this.firstEvent[step]!;
    this.firstEvent[step] = i;
  }

  /** Finds the next day from `day` on with a trip, and when the car leaves on it; day = dayCount when there is none. */
  private firstDayWithTrips(i: number, day: number): void {
    const { dayCount } = this.input.calendar;
    const car = this.plugIn[i]!;
    for (; day < dayCount; day++) {
      const donor = this.days.donor(i, car, day);
      const { firstStay } = this.days.parking(day);
      if (firstStay[donor + 1]! - firstStay[donor]! < 2) continue;
      this.donor[i] = donor;
      this.trip[i] = 0;
      this.leavesS[i] = this.days.departureS(car, day, donor, 0, -1);
      break;
    }
    this.day[i] = day;
  }

  private leave(i: number, step: number): void {
    const fromHub = this.site[i]! >= 0 && this.sessionKind[i] === STAY_HUB;
    if (this.site[i]! >= 0) this.unplug(i, step, true);
    if (fromHub) this.countBooking(i, step);
    if (this.waitsIn[i]! >= 0) {
      this.sockets[this.waitsIn[i]!]!.leaveQueue(i);
      this.turnAway(i);
    }
    this.mark(i, step);
    const day = this.day[i]!;
    const parking = this.days.parking(day);
    const stay = parking.firstStay[this.donor[i]!]! + this.trip[i]!;
    this.drive(i, parking.drivenM[stay + 1]! / 1000, step);
    const arrivalS = this.leavesS[i]! + Math.max(0, parking.arrivalS[stay + 1]! - parking.departureS[stay]!);
    this.arrivedS[i] = arrivalS;
    this.driving[i] = 1;
    this.schedule(i, Math.max(step + 1, this.days.stepOf(day, Math.max(0, arrivalS - 1)) + 1));
  }

  private drive(i: number, distanceKm: number, step: number): void {
    const { cars } = this.input.population;
    const { year } = this;
    const car = this.plugIn[i]!;
    const factor = temperatureFactor(this.input.energy.airTemperatureC[step]!);
    const neededKwh = distanceKm * cars.consumptionKwhPerKm[car]! * factor;
    let usedKwh = neededKwh;
    let fastKwh = 0;
    if (neededKwh > this.stored[i]!) {
      if (cars.driveType[car] === PLUG_IN_HYBRID) {
        usedKwh = this.stored[i]!;
        year.petrolKm[i]! += distanceKm * (1 - usedKwh / neededKwh);
      } else fastKwh = neededKwh - this.stored[i]! + FAST_CHARGE_RESERVE_SHARE * this.batteryKwh[i]!;
    }
    const fastFromGridKwh = fastKwh / this.settings.efficiencyShare;
    this.stored[i]! += fastKwh - usedKwh;
    this.storedKwh += fastKwh - usedKwh;
    year.drivenKm[i]! += distanceKm;
    year.drivenKwh[i]! += usedKwh;
    year.fastChargedKwh[i]! += fastFromGridKwh;
    year.chargedOutsideKwh[i]! += fastFromGridKwh;
    year.lostKwh[i]! += fastFromGridKwh - fastKwh;
  }

  /** @param first true at the start of the period, when the car stands where its first day begins */
  private arrive(i: number, step: number, first: boolean): void {
    const { calendar, scenario, areas } = this.input;
    const car = this.plugIn[i]!;
    this.driving[i] = 0;
    this.mark(i, step);
    let kind = STAY_HOME;
    let site = this.homeSite[i]!;
    this.joint[i] = this.homeJoint(car);
    if (first) {
      if (this.input.population.cars.household[car] === NO_HOUSEHOLD) kind = STAY_HUB;
    } else {
      const day = this.day[i]!;
      const donor = this.donor[i]!;
      const parking = this.days.parking(day);
      const trip = ++this.trip[i]!;
      const stay = parking.firstStay[donor]! + trip;
      kind = parking.kind[stay]!;
      const shared = this.input.population.cars.household[car] === NO_HOUSEHOLD;
      // A private car at a hub (P+R) and a shared car at somebody's home stand at a public point.
      if (kind === (shared ? STAY_HOME : STAY_HUB)) kind = STAY_PUBLIC;
      const leftElsewhere = kind === STAY_HUB && scenario.fleets.sharedCarOneWay;
      if ((kind !== STAY_HOME && kind !== STAY_HUB) || leftElsewhere) {
        const node = parking.node[stay]!;
        const area = areas.areaOfNode[node] ?? NO_AREA;
        this.joint[i] = areas.places?.jointOfNode[node] ?? NO_JOINT;
        site = area === NO_AREA ? areas.count : area;
      }
      if (stay + 1 < parking.firstStay[donor + 1]!)
        this.leavesS[i] = this.days.departureS(car, day, donor, trip, this.arrivedS[i]!);
      else this.firstDayWithTrips(i, day + 1);
    }
    const end = calendar.grid.count;
    const leaves =
      this.day[i]! < calendar.dayCount ? Math.max(step, this.days.stepOf(this.day[i]!, this.leavesS[i]!)) : end;
    const socShare = this.stored[i]! / this.batteryKwh[i]!;
    const stayNumber = this.stay[i]!++;
    const chance = plugInChance(
      scenario.charging,
      kind,
      socShare,
      (leaves - step) * calendar.grid.stepS,
      this.chargesAtWork[i] === 1,
    );
    if (leaves > step && uniform(scenario.seed, PLUG, car, stayNumber) < chance) this.seek(i, step, leaves, kind, site);
    if (leaves > step) this.schedule(i, leaves);
    else this.leave(i, step);
  }

  private plug(i: number, step: number, leaves: number, kind: number, site: number): void {
    const { scenario, population, calendar, areas } = this.input;
    const { cars } = population;
    const { targetSocShare, ceilingSocShare, minimumSocShare } = this.settings;
    const levers = scenario.charging;
    const car = this.plugIn[i]!;
    const sessions = this.sites[site]!;
    const at = sessions.add(i, this.moved);
    this.moved(i, at);
    this.site[i] = site;
    this.sessionKind[i] = kind;
    this.connected++;
    const capacityKwh = this.batteryKwh[i]!;
    const phases = cars.phases[car]!;
    let ratedKw = pointKw(cars.maxAcKw[car]!, phases, levers.chargerKw);
    if (levers.homeConnectionKw > 0 && kind === STAY_HOME && cars.homeCharger[car] === 1)
      ratedKw = Math.min(ratedKw, Math.max(0, levers.homeConnectionKw - levers.homeReserveKw));
    const socket = this.socket[i]!;
    sessions.capacityKwh[at] = capacityKwh;
    sessions.curve[at] = this.curveOf[i]!;
    sessions.freeUntilKwh[at] = freeUntilKwh(
      this.physics.curves[this.curveOf[i]!]!,
      capacityKwh,
      this.stored[i]!,
      ratedKw * this.physics.efficiencyShare - this.physics.fixedLossKw,
    );
    sessions.point[at] = socket === NO_SOCKET ? -1 : this.sockets[site]!.pointOf(socket);
    if (levers.chargeNowShare > 0 && uniform(scenario.seed, NOW, car, this.stay[i]!) < levers.chargeNowShare) {
      sessions.chargeNow[at] = 1;
      this.drivers.chargeNow[i]!++;
    }
    const limited = this.limitedAtHome[i] === 1 && isPublicPoint(kind, cars.homeCharger[car]!) && site !== areas.count;
    sessions.joint[at] = this.joint[i]!;
    sessions.storedKwh[at] = this.stored[i]!;
    sessions.targetKwh[at] = targetSocShare * capacityKwh;
    sessions.ceilingKwh[at] =
      this.fills && site !== areas.count ? ceilingSocShare * capacityKwh : sessions.targetKwh[at]!;
    sessions.floorKwh[at] = minimumSocShare * capacityKwh;
    // A reserved car is charged for its booking, whatever it is otherwise charged to, and does not give that energy away.
    const bookingKwh = leaves < calendar.grid.count ? this.bookingKwh(i, leaves) : 0;
    if (bookingKwh > 0) {
      const neededKwh = Math.min(capacityKwh, bookingKwh + BOOKING_RESERVE_SHARE * capacityKwh);
      sessions.targetKwh[at] = Math.max(sessions.targetKwh[at]!, neededKwh);
      sessions.ceilingKwh[at] = Math.max(sessions.ceilingKwh[at]!, neededKwh);
      sessions.floorKwh[at] = Math.max(sessions.floorKwh[at]!, neededKwh);
    }
    sessions.ratedKw[at] = ratedKw;
    sessions.eveningKw[at] = limited ? Math.min(ratedKw, levers.eveningLimitKw) : ratedKw;
    sessions.maximumKw[at] = this.evening ? sessions.eveningKw[at]! : ratedKw;
    sessions.minimumKw[at] = Math.min(minimumKw(phases), ratedKw);
    sessions.maximumDischargeKw[at] = cars.v2g[car] === 1 ? Math.min(levers.dischargeKw, ratedKw) : 0;
    sessions.arrivalStep[at] = step;
    const { stepS } = calendar.grid;
    let stated = Math.min(leaves, step + (STATED_DAYS * 86_400) / stepS);
    // The hour of a reservation is in the booking system; other drivers guess.
    if (levers.statedDepartureErrorMin > 0 && bookingKwh === 0)
      stated += Math.round(
        (normal(scenario.seed, STATED, car, this.stay[i]!) * levers.statedDepartureErrorMin * 60) / stepS,
      );
    sessions.statedDepartureStep[at] = Math.max(step + 1, stated);
    this.recorder?.plugged(i, cars.key[car]!, this.stay[i]!, site);
    const wantedKwh = Math.max(0, sessions.targetKwh[at]! - this.stored[i]!);
    const stayH = ((leaves - step) * stepS) / 3600;
    const uncut = sessions.targetKwh[at]! <= sessions.freeUntilKwh[at]!;
    this.requestedKwh[i] = Math.min(
      wantedKwh,
      uncut ? this.offeredKw(ratedKw) * stayH : this.possibleKwh(i, ratedKw, stayH),
    );
    const wants = this.stored[i]! < sessions.ceilingKwh[at]!;
    const gives = this.discharges && sessions.maximumDischargeKw[at]! > 0 && site !== areas.count;
    if (!wants && !gives) sessions.retire(at, this.moved);
  }

  private homeJoint(car: number): number {
    const { areas, population } = this.input;
    if (areas.places === undefined) return NO_JOINT;
    const household = population.cars.household[car]!;
    const { jointOfHousehold, jointOfHub } = areas.places;
    return (
      (household === NO_HOUSEHOLD ? jointOfHub[population.cars.hub[car]!] : jointOfHousehold[household]) ?? NO_JOINT
    );
  }

  /** A booking leaves its hub: is there enough in the battery? */
  private countBooking(i: number, step: number): void {
    const bookingKwh = this.bookingKwh(i, step);
    if (bookingKwh === 0) return;
    this.year.bookings![i]!++;
    if (this.stored[i]! < Math.min(bookingKwh, this.batteryKwh[i]!) - 1e-6) this.year.bookingsShort![i]!++;
  }

  /** What the coming booking of a shared car takes from its battery; 0 for private cars. @param step of departure */
  private bookingKwh(i: number, step: number): number {
    const { population, calendar, energy } = this.input;
    const car = this.plugIn[i]!;
    const day = this.day[i]!;
    if (population.cars.household[car] !== NO_HOUSEHOLD || day >= calendar.dayCount) return 0;
    const km = bookingM(this.days.parking(day), this.donor[i]!, this.trip[i]!) / 1000;
    return km * population.cars.consumptionKwhPerKm[car]! * temperatureFactor(energy.airTemperatureC[step]!);
  }

  private offeredKw(ratedKw: number): number {
    return Math.max(0, ratedKw * this.physics.efficiencyShare - this.physics.fixedLossKw);
  }

  /** What a stay can store at full power, losses and the charge curve included. */
  private possibleKwh(i: number, ratedKw: number, hours: number): number {
    const curve = this.physics.curves[this.curveOf[i]!]!;
    return takenKw(curve, this.batteryKwh[i]!, this.stored[i]!, this.offeredKw(ratedKw), hours) * hours;
  }

  private unplug(i: number, step: number, left: boolean): void {
    const { efficiencyShare } = this.settings;
    const { year } = this;
    const site = this.site[i]!;
    const sessions = this.sites[site]!;
    const at = this.position[i]!;
    const arrivalStep = sessions.arrivalStep[at]!;
    const standbyKwh = (this.physics.standbyKw * (step - arrivalStep) * this.input.calendar.grid.stepS) / 3600;
    const chargedKwh = sessions.chargedKwh[at]! + standbyKwh;
    const dischargedKwh = sessions.dischargedKwh[at]!;
    const fixedLossKwh = sessions.fixedLossKwh[at]!;
    const storedKwh = sessions.storedKwh[at]!;
    const requestedKwh = this.requestedKwh[i]!;
    const gainedKwh = storedKwh - this.stored[i]!;
    const missingKwh = requestedKwh - gainedKwh;
    const unservedKwh = left && missingKwh > 1e-6 ? missingKwh : 0;
    this.stored[i] = storedKwh;
    this.recorder?.unplugged(i, this.log.count);
    const area = site === this.input.areas.count ? NO_AREA : site;
    this.log.add(
      this.plugIn[i]!,
      area,
      this.sessionKind[i]!,
      arrivalStep,
      step,
      requestedKwh,
      chargedKwh,
      dischargedKwh,
      unservedKwh,
    );
    if (area === NO_AREA) year.chargedOutsideKwh[i]! += chargedKwh;
    else year.chargedKwh[i]! += chargedKwh;
    year.dischargedKwh[i]! += dischargedKwh;
    year.lostKwh[i]! += sessions.chargedKwh[at]! * (1 - efficiencyShare) + dischargedKwh * (1 / efficiencyShare - 1);
    year.lostKwh[i]! += fixedLossKwh + standbyKwh;
    this.drivers.belowFloorMin[i]! += 60 * sessions.belowFloorH[at]!;
    year.unservedKwh[i]! += unservedKwh;
    if (year.withheldKwh !== undefined) {
      const withheldKwh = Math.min(sessions.withheldKwh[at]!, requestedKwh / efficiencyShare);
      year.withheldKwh[i]! += withheldKwh;
      year.unservedByGridKwh![i]! += Math.min(unservedKwh, withheldKwh * efficiencyShare);
    }
    year.sessions[i]!++;
    if (unservedKwh > 0) year.sessionsUnserved[i]!++;
    sessions.remove(at, this.moved);
    this.site[i] = -1;
    this.connected--;
    if (this.socket[i]! === NO_SOCKET) return;
    this.sockets[site]!.release(this.socket[i]!);
    this.socket[i] = NO_SOCKET;
    this.serveQueue(site, step);
  }
}

const isPublicPoint = (kind: number, homeCharger: number): boolean =>
  kind === STAY_PUBLIC || kind === STAY_HUB || (kind === STAY_HOME && homeCharger === 0);

/** Area of each hub that has shared cars: where those cars begin their day. */
function hubSites({ population, areas, days }: ChargingInput): Map<number, number> {
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

function emptyYear(plugIn: Uint32Array, limited: boolean): CarYear {
  const zeros = (): Float64Array => new Float64Array(plugIn.length);
  return {
    carCount: plugIn.length,
    car: plugIn,
    homeArea: new Uint32Array(plugIn.length),
    drivenKwh: zeros(),
    drivenKm: zeros(),
    petrolKm: zeros(),
    chargedKwh: zeros(),
    chargedOutsideKwh: zeros(),
    dischargedKwh: zeros(),
    lostKwh: zeros(),
    storedStartKwh: zeros(),
    storedEndKwh: zeros(),
    fastChargedKwh: zeros(),
    unservedKwh: zeros(),
    sessions: new Uint32Array(plugIn.length),
    sessionsUnserved: new Uint32Array(plugIn.length),
    ...(limited && { withheldKwh: zeros(), unservedByGridKwh: zeros() }),
    bookings: new Uint32Array(plugIn.length),
    bookingsShort: new Uint32Array(plugIn.length),
  };
}

function emptyDrivers(count: number, sockets: readonly Sockets[]): DriverYear {
  const zeros = (): Float64Array => new Float64Array(count);
  return {
    belowFloorMin: zeros(),
    missedKm: zeros(),
    compensationEur: zeros(),
    turnedAway: new Uint32Array(count),
    waitedMin: zeros(),
    turnedAwayByArea: new Uint32Array(sockets.length),
    socketsByArea: Uint32Array.from(sockets, (of) => of.count),
    chargeNow: new Uint32Array(count),
    cyclicLossShare: zeros(),
    calendarLossShare: zeros(),
    ageingEur: zeros(),
  };
}
