/** The harbour over the period: ships' batteries are charged by the scenario's strategy at the transformer of their berth, after the cars there.
 *  What ships use for themselves is load that strategies see; what their batteries take is flexible. Same strategies, same delivery, same limits as cars.
 *  In: calls, energy of the areas (hotel load included), power of cars. Out: HarbourYear. Deterministic; one thread. */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { sharedF32 } from '../core/shared.ts';
import type { Calendar } from '../core/time.ts';
import type { EnergyYear } from '../energy/stores.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Delivered, deliver } from './deliver.ts';
import { type CallStore, shoreHotelKw } from './harbour-calls.ts';

import { chargePhysics, chargingSettings } from './settings.ts';
import { SiteSessions } from './site-sessions.ts';
import type { SiteSnapshot } from './snapshot.ts';
import { strategyByName } from './strategies/index.ts';
import { YearForecast } from './year-forecast.ts';

/** A ship is never discharged below this share of its battery. */
const FLOOR_SHARE = 0.2;
/** Least power of a ship's charger, share of its most: as 6 of 16 A of a car. Strategies wait until charging at it would only just do. */
const LEAST_SHARE = 6 / 16;

export interface HarbourInput {
  readonly scenario: Scenario;
  readonly calendar: Calendar;
  /** Load of the areas with the ships' own use. */
  readonly energy: EnergyYear;
  readonly calls: CallStore;
  /** [berth] area of the transformer it hangs on. */
  readonly areaOfBerth: Uint32Array;
  /** [area] what the transformer may carry. */
  readonly limitKw: ArrayLike<number>;
  /** [area × step] power of cars, + charging. */
  readonly evKw: Float32Array;
  readonly context: StageContext;
}

export interface HarbourYear {
  readonly calls: CallStore;
  readonly areaOfBerth: Uint32Array;
  /** [berth × step] power of ships' batteries, + charging, − discharging. */
  readonly batteryKw: Float64Array;
  /** [call] at the grid side; missing at departure, at the battery. */
  readonly chargedKwh: Float64Array;
  readonly dischargedKwh: Float64Array;
  readonly unservedKwh: Float64Array;
  /** [call] in the battery at departure less at arrival. */
  readonly gainedKwh: Float64Array;
}

/** @throws CancelledError within a simulated day */
export async function simulateHarbour(input: HarbourInput): Promise<HarbourYear> {
  const { scenario, calendar, energy, calls, areaOfBerth, limitKw, evKw, context } = input;
  const { grid } = calendar;
  const { berths, shipsDischarge } = scenario.harbour;
  const definition = strategyByName(scenario.charging.strategy);
  const strategy = definition.create(chargingSettings(scenario));
  const physics = chargePhysics(scenario);
  const forecast = new YearForecast(calendar, energy, scenario.emissions.electricityGPerKwh);
  const areas = [...new Set(areaOfBerth)].sort((a, b) => a - b);
  const sites = new Map(areas.map((area) => [area, new SiteSessions()]));
  const position = new Uint32Array(calls.count);
  const moved = (call: number, at: number): void => {
    position[call] = at;
  };
  const { arrivals, departures } = eventsOf(calls, grid.count);
  const startKwh = new Float64Array(calls.count);
  const zeros = (): Float64Array => new Float64Array(calls.count);
  const year = { chargedKwh: zeros(), dischargedKwh: zeros(), unservedKwh: zeros(), gainedKwh: zeros() };
  const batteryKw = new Float64Array(berths.length * grid.count);
  const delivered: Delivered = { chargeKw: 0, dischargeKw: 0, fixedLossKw: 0 };
  const powerKw = new Float64Array(Math.max(1, berths.length));
  const { loadKw, pvProducedKw } = energy.areas;
  const stepH = grid.stepS / 3600;
  const perDay = 86_400 / grid.stepS;

  for (let step = 0; step < grid.count; step++) {
    if (step % perDay === 0) {
      throwIfCancelled(context.signal);
      await breathe();
    }
    for (const call of departures.get(step) ?? []) leave(call);
    for (const call of arrivals.get(step) ?? []) arrive(call, step);
    forecast.moveTo(step);
    for (const [area, sessions] of sites) {
      if (sessions.active === 0) continue;
      const at = area * grid.count + step;
      const cars = evKw[at]!;
      forecast.lookAt(area);
      const now: SiteSnapshot = {
        step,
        stepH,
        localS: calendar.localS[step]!,
        sessions,
        loadKw: loadKw[at]! + Math.max(0, cars),
        pvKw: pvProducedKw[at]! + Math.max(0, -cars),
        limitKw: limitKw[area]!,
        meanNetKw: meanNetKw(area, step),
        forecast,
      };
      strategy(now, powerKw);
      const { active } = sessions;
      deliver(sessions, powerKw, stepH, physics, delivered);
      for (let i = 0; i < active; i++) batteryKw[calls.berth[sessions.id[i]!]! * grid.count + step] = powerKw[i]!;
      const keep = definition.discharges && shipsDischarge;
      for (let i = sessions.active - 1; i >= 0; i--)
        if (sessions.storedKwh[i]! >= sessions.ceilingKwh[i]! && !keep) sessions.retire(i, moved);
    }
  }
  for (const call of departures.get(grid.count) ?? []) leave(call);
  return { calls, areaOfBerth, batteryKw, ...year };

  function arrive(call: number, step: number): void {
    const battery = calls.batteryKwh[call]!;
    if (battery === 0) return;
    const berth = berths[calls.berth[call]!]!;
    const sessions = sites.get(areaOfBerth[calls.berth[call]!]!)!;
    const at = sessions.add(call, moved);
    moved(call, at);
    const rated = Math.max(0, berth.shorePowerKw - shoreHotelKw(calls, call, berth.shorePowerKw));
    startKwh[call] = battery - calls.needKwh[call]!;
    sessions.storedKwh[at] = startKwh[call]!;
    sessions.targetKwh[at] = battery;
    sessions.ceilingKwh[at] = battery;
    sessions.capacityKwh[at] = battery;
    sessions.floorKwh[at] = Math.min(FLOOR_SHARE * battery, startKwh[call]!);
    sessions.ratedKw[at] = rated;
    sessions.eveningKw[at] = rated;
    sessions.maximumKw[at] = rated;
    sessions.minimumKw[at] = LEAST_SHARE * rated;
    sessions.maximumDischargeKw[at] = shipsDischarge ? rated : 0;
    sessions.arrivalStep[at] = step;
    sessions.statedDepartureStep[at] = calls.departureStep[call]!;
  }

  function leave(call: number): void {
    if (calls.batteryKwh[call] === 0) return;
    const sessions = sites.get(areaOfBerth[calls.berth[call]!]!)!;
    const at = position[call]!;
    year.chargedKwh[call] = sessions.chargedKwh[at]!;
    year.dischargedKwh[call] = sessions.dischargedKwh[at]!;
    year.gainedKwh[call] = sessions.storedKwh[at]! - startKwh[call]!;
    const missing = calls.needKwh[call]! - year.gainedKwh[call]!;
    year.unservedKwh[call] = missing > 1e-6 ? missing : 0;
    sessions.remove(at, moved);
  }

  /** Mean of load less sun over the last 24 hours, as a meter gives it. */
  function meanNetKw(area: number, step: number): number {
    const from = Math.max(0, step - perDay + 1);
    let sum = 0;
    for (let past = from; past <= step; past++)
      sum += loadKw[area * grid.count + past]! - pvProducedKw[area * grid.count + past]!;
    return sum / (step - from + 1);
  }
}

function eventsOf(
  calls: CallStore,
  end: number,
): { readonly arrivals: Map<number, number[]>; readonly departures: Map<number, number[]> } {
  const arrivals = new Map<number, number[]>();
  const departures = new Map<number, number[]>();
  const put = (into: Map<number, number[]>, step: number, call: number): void => {
    const list = into.get(step);
    if (list === undefined) into.set(step, [call]);
    else list.push(call);
  };
  for (let call = 0; call < calls.count; call++) {
    put(arrivals, calls.arrivalStep[call]!, call);
    put(departures, Math.min(end, calls.departureStep[call]!), call);
  }
  return { arrivals, departures };
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
