/** Plugging in and out: what a session is told and may do, and what it leaves behind in the year's totals. Scratch state of one simulation. */
import { normal, purposeId, uniform } from '../core/random.ts';
import { NO_HOUSEHOLD } from '../demand/population.ts';
import { STAY_HOME, STAY_HUB, STAY_PUBLIC } from '../mobility/stores.ts';
import { BOOKING_RESERVE_SHARE } from './bookings.ts';
import { freeUntilKwh, takenKw } from './charge-curve.ts';
import type { CourseRecorder } from './courses.ts';
import { type FleetCars, NO_AREA } from './fleet-cars.ts';
import type { ChargePhysics } from './physics.ts';
import { SessionLog } from './session-log.ts';
import { type ChargingSettings, minimumKw, pointKw } from './settings.ts';
import { SiteSessions } from './site-sessions.ts';
import type { StrategyDefinition } from './snapshot.ts';
import type { CarYear, DriverYear } from './stores.ts';
import type { ChargingInput } from './year.ts';

/** Drivers state a departure at most this far ahead. */
const STATED_DAYS = 3;

const STATED = purposeId('stated-departure');
const NOW = purposeId('charge-now');

export class FleetPlugs {
  /** [area], and one more for everything outside the district's grid. */
  readonly sites: SiteSessions[] = [];
  readonly log = new SessionLog();
  readonly recorder: CourseRecorder | null;
  connected = 0;
  private readonly input: ChargingInput;
  private readonly settings: ChargingSettings;
  private readonly physics: ChargePhysics;
  private readonly discharges: boolean;
  private readonly fills: boolean;
  private readonly cars: FleetCars;
  private readonly year: CarYear;
  private readonly drivers: DriverYear;
  private evening = false;
  private readonly moved = (id: number, position: number): void => {
    this.cars.position[id] = position;
  };

  /** @param recorder of sessions whose course is kept */
  constructor(
    input: ChargingInput,
    settings: ChargingSettings,
    physics: ChargePhysics,
    strategy: StrategyDefinition,
    cars: FleetCars,
    year: CarYear,
    drivers: DriverYear,
    recorder: CourseRecorder | null,
  ) {
    this.input = input;
    this.settings = settings;
    this.physics = physics;
    this.discharges = strategy.discharges;
    this.fills = strategy.fillsToCeiling === true;
    this.cars = cars;
    this.year = year;
    this.drivers = drivers;
    this.recorder = recorder;
    for (let site = 0; site <= input.areas.count; site++) this.sites.push(new SiteSessions());
  }

  setEvening(on: boolean): void {
    if (on === this.evening) return;
    this.evening = on;
    for (const sessions of this.sites) sessions.limitEvening(on);
  }

  /** Cars that have what they asked and will not be asked for anything are no longer looked at. */
  retireDone(site: number): void {
    const sessions = this.sites[site]!;
    const { storedKwh, ceilingKwh, maximumDischargeKw } = sessions;
    const keep = this.discharges && site !== this.input.areas.count;
    for (let i = sessions.active - 1; i >= 0; i--)
      if (storedKwh[i]! >= ceilingKwh[i]! && !(keep && maximumDischargeKw[i]! > 0)) sessions.retire(i, this.moved);
  }

  /** @param leaves step of the true departure
   *  @param bookingKwh what the next booking of a shared car takes, 0: not reserved
   *  @param point whose connection the session shares, −1: none */
  plug(i: number, step: number, leaves: number, kind: number, site: number, bookingKwh: number, point: number): void {
    const { scenario, population, calendar, areas } = this.input;
    const fleet = this.cars;
    const { cars } = population;
    const { targetSocShare, ceilingSocShare, minimumSocShare } = this.settings;
    const levers = scenario.charging;
    const car = fleet.car[i]!;
    const inGrid = site !== areas.count;
    const sessions = this.sites[site]!;
    const at = sessions.add(i, this.moved);
    this.moved(i, at);
    fleet.site[i] = site;
    fleet.sessionKind[i] = kind;
    this.connected++;
    const capacityKwh = fleet.batteryKwh[i]!;
    const storedKwh = fleet.storedKwh[i]!;
    const phases = cars.phases[car]!;
    let ratedKw = pointKw(cars.maxAcKw[car]!, phases, levers.chargerKw);
    if (levers.homeConnectionKw > 0 && kind === STAY_HOME && cars.homeCharger[car] === 1)
      ratedKw = Math.min(ratedKw, Math.max(0, levers.homeConnectionKw - levers.homeReserveKw));
    sessions.capacityKwh[at] = capacityKwh;
    sessions.curve[at] = fleet.curve[i]!;
    sessions.freeUntilKwh[at] = freeUntilKwh(
      this.physics.curves[fleet.curve[i]!]!,
      capacityKwh,
      storedKwh,
      ratedKw * this.physics.efficiencyShare - this.physics.fixedLossKw,
    );
    sessions.point[at] = point;
    if (levers.chargeNowShare > 0 && uniform(scenario.seed, NOW, car, fleet.stay[i]!) < levers.chargeNowShare) {
      sessions.chargeNow[at] = 1;
      this.drivers.chargeNow[i]!++;
    }
    const limited = fleet.limitedAtHome[i] === 1 && isPublicPoint(kind, cars.homeCharger[car]!) && inGrid;
    sessions.joint[at] = fleet.joint[i]!;
    sessions.storedKwh[at] = storedKwh;
    sessions.targetKwh[at] = targetSocShare * capacityKwh;
    sessions.ceilingKwh[at] = this.fills && inGrid ? ceilingSocShare * capacityKwh : sessions.targetKwh[at]!;
    sessions.floorKwh[at] = minimumSocShare * capacityKwh;
    // A reserved car is charged for its booking, whatever it is otherwise charged to, and does not give that energy away.
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
        (normal(scenario.seed, STATED, car, fleet.stay[i]!) * levers.statedDepartureErrorMin * 60) / stepS,
      );
    sessions.statedDepartureStep[at] = Math.max(step + 1, stated);
    this.recorder?.plugged(i, cars.key[car]!, fleet.stay[i]!, site);
    const wantedKwh = Math.max(0, sessions.targetKwh[at]! - storedKwh);
    const stayH = ((leaves - step) * stepS) / 3600;
    const uncut = sessions.targetKwh[at]! <= sessions.freeUntilKwh[at]!;
    fleet.requestedKwh[i] = Math.min(
      wantedKwh,
      uncut ? this.offeredKw(ratedKw) * stayH : this.possibleKwh(i, ratedKw, stayH),
    );
    const wants = storedKwh < sessions.ceilingKwh[at]!;
    const gives = this.discharges && sessions.maximumDischargeKw[at]! > 0 && inGrid;
    if (!wants && !gives) sessions.retire(at, this.moved);
  }

  /** @param left false at the end of the period, when nobody drives off and nothing is missing */
  unplug(i: number, step: number, left: boolean): void {
    const { efficiencyShare } = this.settings;
    const { year, cars } = this;
    const site = cars.site[i]!;
    const sessions = this.sites[site]!;
    const at = cars.position[i]!;
    const arrivalStep = sessions.arrivalStep[at]!;
    const standbyKwh = (this.physics.standbyKw * (step - arrivalStep) * this.input.calendar.grid.stepS) / 3600;
    const chargedKwh = sessions.chargedKwh[at]! + standbyKwh;
    const dischargedKwh = sessions.dischargedKwh[at]!;
    const fixedLossKwh = sessions.fixedLossKwh[at]!;
    const storedKwh = sessions.storedKwh[at]!;
    const requestedKwh = cars.requestedKwh[i]!;
    const gainedKwh = storedKwh - cars.storedKwh[i]!;
    const missingKwh = requestedKwh - gainedKwh;
    const unservedKwh = left && missingKwh > 1e-6 ? missingKwh : 0;
    this.recorder?.unplugged(i, this.log.count);
    const area = site === this.input.areas.count ? NO_AREA : site;
    const highestKwh = Math.max(sessions.ceilingKwh[at]!, this.settings.ceilingSocShare * cars.batteryKwh[i]!);
    this.log.add({
      car: cars.car[i]!,
      area,
      kind: cars.sessionKind[i]!,
      arrivalStep,
      departureStep: step,
      requestedKwh,
      chargedKwh,
      dischargedKwh,
      unservedKwh,
      gainedKwh,
      spareKwh: Math.max(0, cars.storedKwh[i]! - sessions.floorKwh[at]!),
      roomKwh: Math.max(0, gainedKwh, highestKwh - cars.storedKwh[i]!),
    });
    cars.storedKwh[i] = storedKwh;
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
    cars.site[i] = -1;
    this.connected--;
  }

  private offeredKw(ratedKw: number): number {
    return Math.max(0, ratedKw * this.physics.efficiencyShare - this.physics.fixedLossKw);
  }

  /** What a stay can store at full power, losses and the charge curve included. */
  private possibleKwh(i: number, ratedKw: number, hours: number): number {
    const { cars } = this;
    const curve = this.physics.curves[cars.curve[i]!]!;
    return takenKw(curve, cars.batteryKwh[i]!, cars.storedKwh[i]!, this.offeredKw(ratedKw), hours) * hours;
  }
}

/** @param homeCharger 1 when the car has a charger of its own at home */
export const isPublicPoint = (kind: number, homeCharger: number): boolean =>
  kind === STAY_PUBLIC || kind === STAY_HUB || (kind === STAY_HOME && homeCharger === 0);

/** Is it a shared car? They belong to no household. */
export const isShared = (household: number): boolean => household === NO_HOUSEHOLD;
