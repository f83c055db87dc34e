/** All plug-in cars through the period: who drives, who stands where, who is plugged in, and what each has in its battery.
 *  Each car has exactly one coming event (leave or arrive), kept in a list per step. Scratch state of one simulation. */
import { normal, purposeId, uniform } from '../core/random.ts';
import { NO_HOUSEHOLD } from '../demand/population.ts';
import { STAY_HOME, STAY_HUB, STAY_PUBLIC } from '../mobility/stores.ts';
import { CarDays } from './car-days.ts';
import { temperatureFactor } from './consumption.ts';
import type { Delivered } from './deliver.ts';
import { chooseDonors, plugInCars } from './donors.ts';
import { plugInChance } from './plug-in.ts';
import { SessionLog } from './session-log.ts';
import { type ChargingSettings, minimumKw } from './settings.ts';
import { SiteSessions } from './site-sessions.ts';
import type { CourseRecorder } from './courses.ts';
import type { CarYear, SessionStore } from './stores.ts';
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

export class Fleet {
  /** [area], and one more for everything outside the district's grid. */
  readonly sites: SiteSessions[] = [];
  storedKwh = 0;
  connected = 0;

  private readonly input: ChargingInput;
  private readonly settings: ChargingSettings;
  private readonly discharges: boolean;
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
  /** [plug-in car] stays since the start, for draws. */
  private readonly stay: Uint32Array;
  private readonly driving: Uint8Array;
  /** [step] first car with an event, −1: none; [plug-in car] next in the same step. */
  private readonly firstEvent: Int32Array;
  private readonly nextEvent: Int32Array;
  private readonly year: CarYear;
  private readonly moved = (id: number, position: number): void => {
    this.position[id] = position;
  };

  private readonly recorder: CourseRecorder | null;

  /** @param makeRecorder of sessions whose course is kept; told the number of plug-in cars */
  constructor(
    input: ChargingInput,
    settings: ChargingSettings,
    discharges: boolean,
    makeRecorder: ((carCount: number) => CourseRecorder) | null = null,
  ) {
    const { scenario, population, areas, calendar, days } = input;
    const { cars } = population;
    const { seed } = scenario;
    this.input = input;
    this.settings = settings;
    this.discharges = discharges;
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
    this.driving = new Uint8Array(count);
    this.firstEvent = new Int32Array(calendar.grid.count).fill(-1);
    this.nextEvent = new Int32Array(count);
    const hubSite = hubSites(input);
    this.year = emptyYear(this.plugIn);
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
  }

  /** Cars that have what they asked and will not be asked for anything are no longer looked at. */
  retireDone(site: number): void {
    const sessions = this.sites[site]!;
    const { storedKwh, targetKwh, maximumDischargeKw } = sessions;
    const keep = this.discharges && site !== this.input.areas.count;
    for (let i = sessions.active - 1; i >= 0; i--)
      if (storedKwh[i]! >= targetKwh[i]! && !(keep && maximumDischargeKw[i]! > 0)) sessions.retire(i, this.moved);
  }

  finish(): { readonly cars: CarYear; readonly sessions: SessionStore } {
    const end = this.input.calendar.grid.count;
    for (let i = 0; i < this.plugIn.length; i++) {
      if (this.site[i]! >= 0) this.unplug(i, end, false);
      this.year.storedEndKwh[i] = this.stored[i]!;
    }
    return { cars: this.year, sessions: this.log.store() };
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
    if (this.site[i]! >= 0) this.unplug(i, step, true);
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
    let kind = STAY_HOME;
    let site = this.homeSite[i]!;
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
      if (kind !== STAY_HOME && kind !== STAY_HUB) {
        const area = areas.areaOfNode[parking.node[stay]!] ?? NO_AREA;
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
    if (leaves > step && uniform(scenario.seed, PLUG, car, stayNumber) < chance) this.plug(i, step, leaves, kind, site);
    if (leaves > step) this.schedule(i, leaves);
    else this.leave(i, step);
  }

  private plug(i: number, step: number, leaves: number, kind: number, site: number): void {
    const { scenario, population, calendar, areas } = this.input;
    const { cars } = population;
    const { efficiencyShare, targetSocShare, minimumSocShare } = this.settings;
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
    const ratedKw = Math.min(cars.maxAcKw[car]!, phases === 1 ? levers.chargerKw / 3 : levers.chargerKw);
    const limited = this.limitedAtHome[i] === 1 && isPublicPoint(kind, cars.homeCharger[car]!) && site !== areas.count;
    sessions.storedKwh[at] = this.stored[i]!;
    sessions.targetKwh[at] = targetSocShare * capacityKwh;
    sessions.floorKwh[at] = minimumSocShare * capacityKwh;
    sessions.ratedKw[at] = ratedKw;
    sessions.eveningKw[at] = limited ? Math.min(ratedKw, levers.eveningLimitKw) : ratedKw;
    sessions.maximumKw[at] = this.evening ? sessions.eveningKw[at]! : ratedKw;
    sessions.minimumKw[at] = Math.min(minimumKw(phases), ratedKw);
    sessions.maximumDischargeKw[at] = cars.v2g[car] === 1 ? Math.min(levers.dischargeKw, ratedKw) : 0;
    sessions.arrivalStep[at] = step;
    const { stepS } = calendar.grid;
    let stated = Math.min(leaves, step + (STATED_DAYS * 86_400) / stepS);
    if (levers.statedDepartureErrorMin > 0)
      stated += Math.round(
        (normal(scenario.seed, STATED, car, this.stay[i]!) * levers.statedDepartureErrorMin * 60) / stepS,
      );
    sessions.statedDepartureStep[at] = Math.max(step + 1, stated);
    this.recorder?.plugged(i, cars.key[car]!, this.stay[i]!, site);
    const possibleKwh = (ratedKw * (leaves - step) * stepS * efficiencyShare) / 3600;
    this.requestedKwh[i] = Math.min(Math.max(0, sessions.targetKwh[at]! - this.stored[i]!), possibleKwh);
    const wants = this.stored[i]! < sessions.targetKwh[at]!;
    const gives = this.discharges && sessions.maximumDischargeKw[at]! > 0 && site !== areas.count;
    if (!wants && !gives) sessions.retire(at, this.moved);
  }

  private unplug(i: number, step: number, left: boolean): void {
    const { efficiencyShare } = this.settings;
    const { year } = this;
    const site = this.site[i]!;
    const sessions = this.sites[site]!;
    const at = this.position[i]!;
    const chargedKwh = sessions.chargedKwh[at]!;
    const dischargedKwh = sessions.dischargedKwh[at]!;
    const storedKwh = sessions.storedKwh[at]!;
    const arrivalStep = sessions.arrivalStep[at]!;
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
    year.lostKwh[i]! += chargedKwh * (1 - efficiencyShare) + dischargedKwh * (1 / efficiencyShare - 1);
    year.unservedKwh[i]! += unservedKwh;
    year.sessions[i]!++;
    if (unservedKwh > 0) year.sessionsUnserved[i]!++;
    sessions.remove(at, this.moved);
    this.site[i] = -1;
    this.connected--;
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

function emptyYear(plugIn: Uint32Array): CarYear {
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
  };
}
