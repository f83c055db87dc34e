/** Charging over the period: every plug-in car of the whole population, every day and step, in lock-step, because cars move between
 *  transformer areas within a day and a controller sees all cars at its site.
 *  In: scenario, energy of the areas without cars, population, parking of the three day types. Out: ChargingYear with a closed ledger.
 *  Deterministic; one thread. Speed: one event list entry per car, one struct of arrays per site, nothing allocated per step. */
import { throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedF32 } from '../core/shared.ts';
import type { Calendar } from '../core/time.ts';
import type { Population } from '../demand/population.ts';
import type { EnergyYear } from '../energy/stores.ts';
import { clockS } from '../scenario/lever.ts';
import type { Scenario } from '../scenario/schema.ts';
import { AreaMeters } from './area-meters.ts';
import { CourseRecorder } from './courses.ts';
import { type Delivered, deliver } from './deliver.ts';
import type { ParkingDays } from './donors.ts';
import { Fleet } from './fleet.ts';
import { GridRoom, NO_JOINT } from './grid-room.ts';
import type { GridPlaces } from './grid-room.ts';
import { type HarbourInput, Ships } from './harbour.ts';
import { leastCost } from './least-cost.ts';
import { PointSharing } from './point-sharing.ts';
import { chargePhysics, chargingSettings, inWindow, pointKw } from './settings.ts';
import type { SiteSnapshot } from './snapshot.ts';
import type { ChargingYear, FeederPower } from './stores.ts';
import { strategyByName } from './strategies/index.ts';
import { uncontrolled } from './strategies/uncontrolled.ts';
import { YearForecast } from './year-forecast.ts';

export interface ChargingAreas {
  readonly count: number;
  /** [area] power the area's transformer may carry, both ways. */
  readonly limitKw: Float64Array;
  readonly areaOfHousehold: Uint32Array;
  /** [road node] NO_AREA outside the district. */
  readonly areaOfNode: Uint32Array;
  /** [hub] where its shared cars charge; without it, where their day begins. */
  readonly areaOfHub?: Uint32Array;
  /** Joints of the cables at which cars stand, and what the operator lets them take; left out, only areas are told apart. */
  readonly places?: GridPlaces;
}

export interface ChargingInput {
  readonly scenario: Scenario;
  readonly calendar: Calendar;
  readonly energy: EnergyYear;
  readonly areas: ChargingAreas;
  readonly population: Population;
  /** weekday, saturday, sunday */
  readonly days: ParkingDays;
  /** Ships that call at berths on the transformers of the areas. */
  readonly harbour?: HarbourInput | undefined;
  readonly parallel: Parallel;
  readonly context: StageContext;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** @throws CancelledError within a simulated day */
export async function simulateCharging(input: ChargingInput): Promise<ChargingYear> {
  const { scenario, calendar, energy, areas, context } = input;
  const { grid } = calendar;
  const settings = chargingSettings(scenario);
  const definition = strategyByName(scenario.charging.strategy);
  const strategy = definition.create({ ...settings, plansByHour: true });
  const outsideStrategy = uncontrolled.create(settings);
  const physics = chargePhysics(scenario);
  const { explainedSessions } = scenario.values;
  const fleet = new Fleet(
    input,
    settings,
    physics,
    definition,
    explainedSessions === 0
      ? null
      : (cars) =>
          new CourseRecorder(scenario.seed, explainedSessions, cars, calendar.dayCount, areas.count, definition.name),
  );
  const ships =
    input.harbour === undefined ? null : new Ships(scenario, calendar, input.harbour, physics, definition.discharges);
  const sharing = new PointSharing();
  const { places } = areas;
  const limits = places?.limits ?? null;
  const room = limits === null ? null : new GridRoom(places!, limits, physics);
  const byFeeder = places === undefined ? null : feederPower(places.feederCount, grid.count);
  const { pointConnectionKw, chargeNowShare, publicSocketsPer100Cars } = scenario.charging;
  const pointLimitKw = (): number => pointConnectionKw;
  const sharesPoints = pointConnectionKw > 0 && publicSocketsPer100Cars > 0;
  const promised =
    limits?.promisedAreaKw === undefined
      ? null
      : (area: number, step: number): number => limits.promisedAreaKw!(area, step);
  const forecast = new YearForecast(calendar, energy, scenario.emissions.electricityGPerKwh, promised);

  const evKw = sharedF32(areas.count * grid.count);
  const meters = new AreaMeters(calendar, energy, evKw);
  const chargeKw = new Float64Array(grid.count);
  const dischargeKw = new Float64Array(grid.count);
  const storedKwh = new Float64Array(grid.count);
  const connectedCars = new Uint32Array(grid.count);
  let powerKw = new Float64Array(1024);
  const delivered: Delivered = { chargeKw: 0, dischargeKw: 0, fixedLossKw: 0 };
  const outside = areas.count;
  const now: Writable<SiteSnapshot> = {
    step: 0,
    stepH: grid.stepS / 3600,
    localS: 0,
    sessions: fleet.sites[0]!,
    loadKw: 0,
    pvKw: 0,
    limitKw: Number.POSITIVE_INFINITY,
    meanNetKw: 0,
    fixedLossKw: physics.fixedLossKw,
    forecast,
  };
  const eveningFromS = clockS(scenario.charging.eveningLimitFrom);
  const eveningToS = clockS(scenario.charging.eveningLimitTo);

  for (let step = 0; step < grid.count; step++) {
    const day = calendar.dayOfStep[step]!;
    if (step === calendar.firstStepOfDay[day]) {
      meters.beginDay(step, Math.min(grid.count, calendar.firstStepOfDay[day + 1] ?? grid.count));
      throwIfCancelled(context.signal);
      context.onProgress({ stage: 'charging', fraction: step / grid.count });
      await breathe();
    }
    now.step = step;
    now.localS = calendar.localS[step]!;
    fleet.setEvening(inWindow(now.localS, eveningFromS, eveningToS));
    fleet.events(step);
    ships?.events(step);
    forecast.moveTo(step);
    meters.advance(step);
    for (let site = 0; site <= outside; site++) {
      const sessions = fleet.sites[site]!;
      const inGrid = site !== outside;
      if (inGrid) {
        if (definition.looksAtSurplus === true)
          forecast.advance(site, step, meters.pvAtKw(site, step) - meters.loadAtKw(site, step));
        if (physics.standbyKw > 0) {
          const standbyKw = physics.standbyKw * sessions.count;
          meters.carKw[meters.placeOf(site, step)] = standbyKw;
          chargeKw[step]! += standbyKw;
        }
      }
      const watched = fleet.courses?.watching(site) ?? false;
      const waiting = inGrid && ships !== null ? ships.waitingAt(site) : 0;
      if (sessions.active === 0 && waiting === 0 && !watched) continue;
      const all = waiting === 0 ? sessions : ships!.join(site, sessions);
      if (all.active > powerKw.length) powerKw = new Float64Array(all.active * 2);
      now.sessions = all;
      let shipsKw = 0;
      if (watched) fleet.courses!.before(sessions, site, fleet.positionOf);
      if (inGrid) {
        now.loadKw = meters.loadAtKw(site, step);
        now.pvKw = meters.pvAtKw(site, step);
        now.limitKw = areas.limitKw[site]!;
        // The signal is told to strategies too, so that they can divide what is left in their own way.
        if (limits !== null)
          now.limitKw = Math.max(0, Math.min(now.limitKw, limits.areaKw(site, step) + now.loadKw - now.pvKw));
        now.meanNetKw = meters.meanKw(site);
        forecast.lookAt(site);
        if (all.active > 0) strategy(now, powerKw);
        if (chargeNowShare > 0)
          for (let i = 0; i < all.active; i++) if (all.chargeNow[i] === 1) powerKw[i] = all.maximumKw[i]!;
        if (sharesPoints) sharing.apply(all, powerKw, step, pointLimitKw);
        room?.apply(all, powerKw, site, step, now.stepH);
        if (waiting > 0) {
          shipsKw = ships!.part(site, step, sessions, powerKw);
          now.sessions = sessions;
        }
      } else {
        outsideStrategy(now, powerKw);
      }
      deliver(sessions, powerKw, now.stepH, physics, delivered);
      if (inGrid) {
        meters.carKw[meters.placeOf(site, step)]! += delivered.chargeKw - delivered.dischargeKw;
        chargeKw[step]! += delivered.chargeKw;
        dischargeKw[step]! += delivered.dischargeKw;
        if (byFeeder !== null)
          for (let i = 0; i < sessions.active; i++) {
            const joint = sessions.joint[i]!;
            if (joint === NO_JOINT || powerKw[i] === 0) continue;
            const at = places!.feederOfJoint[joint]! * grid.count + step;
            byFeeder.units[at] = byFeeder.units[at]! + Math.round(powerKw[i]! / FEEDER_UNIT_KW);
          }
      }
      if (watched)
        fleet.courses!.record(
          now,
          site,
          fleet.positionOf,
          powerKw,
          sessions.active,
          delivered.chargeKw - delivered.dischargeKw + shipsKw,
          physics,
        );
      fleet.account(delivered, now.stepH);
      fleet.retireDone(site);
    }
    storedKwh[step] = fleet.storedKwh;
    connectedCars[step] = fleet.connected;
  }
  context.onProgress({ stage: 'charging', fraction: 1 });
  await breathe();
  meters.endDay();
  const finished = fleet.finish();
  const { cars } = input.population;
  const ratedKw = (car: number): number => pointKw(cars.maxAcKw[car]!, cars.phases[car]!, scenario.charging.chargerKw);
  const costs = await leastCost(
    areas.count,
    now.stepH,
    energy.tariff.consumptionEurPerKwh,
    evKw,
    finished.sessions,
    {
      chargeKw: ratedKw,
      dischargeKw: (car) =>
        definition.discharges && cars.v2g[car] === 1 ? Math.min(scenario.charging.dischargeKw, ratedKw(car)) : 0,
    },
    physics,
    settings.wearEurPerKwh,
    input.parallel,
    context,
  );
  return {
    strategy: definition.name,
    evKw,
    chargeKw,
    dischargeKw,
    storedKwh,
    connectedCars,
    ...finished,
    costs,
    ...(byFeeder !== null && { byFeeder }),
    ...(ships !== null && { harbour: ships.finish() }),
    ...(fleet.courses === null ? {} : { courses: fleet.courses.finish() }),
  };
}

/** Power of a feeder is kept in steps of 20 W: two bytes reach to 655 kW, well beyond what its fuse lets through for long. */
const FEEDER_UNIT_KW = 0.02;

function feederPower(feederCount: number, stepCount: number): FeederPower {
  return { unitKw: FEEDER_UNIT_KW, units: new Int16Array(new SharedArrayBuffer(2 * feederCount * stepCount)) };
}
