/** The laboratory: one strategy on one site, step by step, with everything a partner wants to know of it.
 *  In: site, strategy. Out: power, ledger of the site, what drivers noticed, what it cost. Pure apart from the strategy's own state.
 *  The ledger closes to 1e-6: sun = used directly + into cars + into the grid + curtailed, and so on (see `SiteLedger`). */
import { type Delivered, deliver } from './deliver.ts';
import { type DriverSide, driverSide } from './driver-side.ts';
import { plainPhysics } from './physics.ts';
import { possibleKwh } from './possible.ts';
import { PointSharing } from './point-sharing.ts';
import { RollingMean } from './rolling-mean.ts';
import type { ChargingSettings } from './settings.ts';
import { type Site, siteFlows, usedFeedInEurPerKwh } from './site.ts';
import { type ForecastKind, SiteForecast } from './site-forecast.ts';
import { type SiteLedger, siteLedger } from './site-ledger.ts';
import { SiteSessions } from './site-sessions.ts';
import type { SiteSnapshot, StrategyDefinition } from './snapshot.ts';

export interface StrategyRun {
  readonly name: string;
  /** [step] net power of all cars, + charging. */
  readonly carKw: Float64Array;
  readonly chargedKwh: number;
  readonly dischargedKwh: number;
  readonly costEur: number;
  readonly peakKw: number;
  readonly co2Kg: number;
  readonly violationKwh: number;
  readonly selfConsumptionShare: number;
  readonly selfSufficiencyShare: number;
  readonly ledger: SiteLedger;
  readonly drivers: DriverSide;
  /** [session step] power of each session, session s from first[s] on. */
  readonly first: Uint32Array;
  readonly sessionKw: Float32Array;
  /** [session] stored at departure, and missing from what was asked [kWh]. */
  readonly endKwh: Float64Array;
  readonly unservedKwh: Float64Array;
}

export interface LaboratoryOptions {
  readonly forecast: ForecastKind;
  readonly seed: number;
  /** [session] 1: the driver presses "charge now": full power whatever the strategy says. */
  readonly chargeNow?: Uint8Array;
  readonly compensationEurPerKwh: number;
  readonly consumptionKwhPerKm: number;
  /** [session] the same car's stay before (−1: none), whose end, less what was driven since, is what it comes with instead of `initialKwh`.
   *  Without it each stay begins as given. The optimum knows nothing of it: with it there is no regret. */
  readonly chain?: { readonly previous: Int32Array; readonly drivenKwh: Float64Array };
}

export const LABORATORY: LaboratoryOptions = {
  forecast: 'noisy',
  seed: 1,
  compensationEurPerKwh: 0,
  consumptionKwhPerKm: 0.18,
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function runStrategy(
  site: Site,
  definition: StrategyDefinition,
  settings: ChargingSettings,
  options: LaboratoryOptions = LABORATORY,
): StrategyRun {
  const { sessions: list, stepCount, stepH, efficiencyShare } = site;
  const strategy = definition.create({ ...settings, efficiencyShare, wearEurPerKwh: site.wearEurPerKwh });
  const forecast = new SiteForecast(site, options.forecast, options.seed);
  const present = new SiteSessions();
  const position = new Uint32Array(list.count);
  const moved = (id: number, at: number): void => {
    position[id] = at;
  };
  const { arrivals, departures } = eventOrder(site);
  const first = new Uint32Array(list.count + 1);
  for (let s = 0; s < list.count; s++) first[s + 1] = first[s]! + list.departureStep[s]! - list.arrivalStep[s]!;
  const sessionKw = new Float32Array(first[list.count]!);
  const endKwh = new Float64Array(list.count);
  const startKwh = list.initialKwh.slice();
  const unservedKwh = new Float64Array(list.count);
  const chargeKw = new Float64Array(stepCount);
  const dischargeKw = new Float64Array(stepCount);
  const delivered: Delivered = { chargeKw: 0, dischargeKw: 0, fixedLossKw: 0 };
  const standbyKw = new Float64Array(stepCount);
  let powerKw = new Float64Array(256);
  let nextArrival = 0;
  let nextDeparture = 0;
  let belowFloorMin = 0;
  let fixedLossKwh = 0;
  const physics = site.physics ?? plainPhysics(efficiencyShare);
  const { points } = site;
  const sharing = new PointSharing();
  const pointLimitKw = (point: number): number => points!.limitKw[point]!;
  const ceilingKwh = definition.fillsToCeiling === true ? (list.ceilingKwh ?? list.targetKwh) : list.targetKwh;
  let storedGainKwh = 0;
  let chargedKwh = 0;
  let dischargedKwh = 0;
  const meter = new RollingMean(Math.round(24 / stepH));
  const now: Writable<SiteSnapshot> = {
    step: 0,
    stepH,
    localS: 0,
    sessions: present,
    loadKw: 0,
    pvKw: 0,
    limitKw: 0,
    meanNetKw: 0,
    fixedLossKw: (site.physics ?? plainPhysics(efficiencyShare)).fixedLossKw,
    forecast,
  };
  const plugOut = (s: number): void => {
    const at = position[s]!;
    const stored = present.storedKwh[at]!;
    endKwh[s] = stored;
    storedGainKwh += stored - startKwh[s]!;
    chargedKwh += present.chargedKwh[at]!;
    dischargedKwh += present.dischargedKwh[at]!;
    const steps = list.departureStep[s]! - list.arrivalStep[s]!;
    const possible = possibleKwh(site, s, steps * stepH);
    const asked = Math.min(list.targetKwh[s]! - startKwh[s]!, possible);
    const missing = asked - (stored - startKwh[s]!);
    unservedKwh[s] = missing > 1e-6 ? missing : 0;
    belowFloorMin += 60 * present.belowFloorH[at]!;
    fixedLossKwh += present.fixedLossKwh[at]!;
    present.remove(at, moved);
  };
  for (let step = 0; step < stepCount; step++) {
    while (nextDeparture < list.count && list.departureStep[departures[nextDeparture]!]! <= step)
      plugOut(departures[nextDeparture++]!);
    while (nextArrival < list.count && list.arrivalStep[arrivals[nextArrival]!]! === step) {
      const s = arrivals[nextArrival++]!;
      const at = present.add(s, moved);
      position[s] = at;
      const before = options.chain?.previous[s] ?? -1;
      if (before >= 0) startKwh[s] = Math.max(0, endKwh[before]! - options.chain!.drivenKwh[s]!);
      present.storedKwh[at] = startKwh[s]!;
      present.targetKwh[at] = list.targetKwh[s]!;
      present.ceilingKwh[at] = Math.max(ceilingKwh[s]!, list.targetKwh[s]!);
      present.capacityKwh[at] = list.capacityKwh?.[s] ?? present.ceilingKwh[at]!;
      present.curve[at] = list.curve?.[s] ?? -1;
      present.point[at] = points?.of[s] ?? -1;
      present.floorKwh[at] = list.floorKwh[s]!;
      present.ratedKw[at] = present.eveningKw[at] = present.maximumKw[at] = list.maximumKw[s]!;
      present.minimumKw[at] = list.minimumKw[s]!;
      present.maximumDischargeKw[at] = definition.discharges ? list.maximumDischargeKw[s]! : 0;
      present.arrivalStep[at] = step;
      present.statedDepartureStep[at] = Math.max(step + 1, list.statedDepartureStep[s]!);
    }
    const netKw = site.loadKw[step]! - site.pvKw[step]!;
    meter.add(netKw);
    standbyKw[step] = physics.standbyKw * present.count;
    if (present.active === 0) continue;
    if (present.active > powerKw.length) powerKw = new Float64Array(2 * present.active);
    now.step = step;
    now.localS = site.localS[step]!;
    now.loadKw = site.loadKw[step]!;
    now.pvKw = site.pvKw[step]!;
    now.limitKw = site.limitKw[step]!;
    now.meanNetKw = meter.mean();
    forecast.moveTo(step);
    strategy(now, powerKw);
    for (let i = 0; i < present.active; i++)
      if (options.chargeNow?.[present.id[i]!] === 1) powerKw[i] = present.maximumKw[i]!;
    if (points !== undefined) sharing.apply(present, powerKw, step, pointLimitKw);
    deliver(present, powerKw, stepH, physics, delivered);
    chargeKw[step] = delivered.chargeKw;
    dischargeKw[step] = delivered.dischargeKw;
    for (let i = 0; i < present.active; i++) {
      const s = present.id[i]!;
      sessionKw[first[s]! + step - list.arrivalStep[s]!] = powerKw[i]!;
    }
    for (let i = present.active - 1; i >= 0; i--)
      if (present.storedKwh[i]! >= present.ceilingKwh[i]! && present.maximumDischargeKw[i] === 0)
        present.retire(i, moved);
  }
  while (nextDeparture < list.count) plugOut(departures[nextDeparture++]!);
  for (let t = 0; t < stepCount; t++) {
    chargeKw[t]! += standbyKw[t]!;
    chargedKwh += standbyKw[t]! * stepH;
    fixedLossKwh += standbyKw[t]! * stepH;
  }
  const carKw = chargeKw.map((power, t) => power - dischargeKw[t]!);
  const drivers = driverSide(list.count, unservedKwh, belowFloorMin, options);
  const flows = siteFlows(site, carKw);
  const ledger = siteLedger(site, chargeKw, dischargeKw, storedGainKwh, flows.curtailedKw, fixedLossKwh, standbyKw);
  let costEur = dischargedKwh * site.wearEurPerKwh;
  let peakKw = 0;
  let co2Kg = 0;
  let violationKwh = 0;
  for (let t = 0; t < stepCount; t++) {
    costEur += (flows.gridKw[t]! * site.priceEurPerKwh[t]! - flows.feedInKw[t]! * usedFeedInEurPerKwh(site, t)) * stepH;
    peakKw = Math.max(peakKw, flows.gridKw[t]!);
    co2Kg += (flows.gridKw[t]! * site.co2GPerKwh[t]! * stepH) / 1000;
    violationKwh += flows.violationKw[t]! * stepH;
  }
  const usedKwh = ledger.loadKwh + chargedKwh - ledger.carsToLoadKwh - ledger.carsToCarsKwh;
  const ownKwh = ledger.pvToLoadKwh + ledger.pvToCarsKwh;
  return {
    name: definition.name,
    carKw,
    chargedKwh,
    dischargedKwh,
    costEur,
    peakKw,
    co2Kg,
    violationKwh,
    selfConsumptionShare: ledger.pvKwh > 0 ? ownKwh / ledger.pvKwh : 0,
    selfSufficiencyShare: usedKwh > 0 ? Math.min(1, ownKwh / usedKwh) : 0,
    ledger,
    drivers,
    first,
    sessionKw,
    endKwh,
    unservedKwh,
  };
}

/** Sessions by arrival and by departure; ties by id, so that the order in a file does not matter. */
function eventOrder(site: Site): { arrivals: Uint32Array; departures: Uint32Array } {
  const { count, arrivalStep, departureStep, id } = site.sessions;
  const byId = Uint32Array.from({ length: count }, (_, s) => s).sort((a, b) =>
    id[a]! < id[b]! ? -1 : id[a]! > id[b]! ? 1 : a - b,
  );
  const rank = new Uint32Array(count);
  byId.forEach((s, r) => {
    rank[s] = r;
  });
  return {
    arrivals: byId.slice().sort((a, b) => arrivalStep[a]! - arrivalStep[b]! || rank[a]! - rank[b]!),
    departures: byId.slice().sort((a, b) => departureStep[a]! - departureStep[b]! || rank[a]! - rank[b]!),
  };
}
