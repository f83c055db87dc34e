/** A horizon as a site of its own, for the optimum with discharge. In: snapshot, horizon. Out: site whose sessions all begin now. Pure. */
import type { Site } from '../site.ts';
import type { SiteSnapshot } from '../snapshot.ts';
import type { Horizon } from './horizon.ts';

/** @param stepH length of the horizon's steps */
export function horizonSite(
  { sessions }: SiteSnapshot,
  horizon: Horizon,
  stepH: number,
  efficiencyShare: number,
  wearEurPerKwh: number,
): Site {
  const { steps, cars, window, neededKw, maximumKw } = horizon;
  const none = new Float64Array(steps);
  const open = new Float64Array(steps).fill(Number.POSITIVE_INFINITY);
  const part = (values: Float64Array): Float64Array => values.slice(0, steps);
  const own = (values: Float64Array): Float64Array => values.slice(0, cars);
  const initialKwh = own(sessions.storedKwh);
  const targetKwh = initialKwh.map((kwh, i) => kwh + neededKw[i]! * efficiencyShare * stepH);
  const departureStep = window.slice(0, cars);
  return {
    stepCount: steps,
    stepH,
    startUtcS: 0,
    localS: new Int32Array(steps),
    loadKw: part(horizon.drawKw),
    pvKw: part(horizon.surplusKw),
    priceEurPerKwh: part(horizon.gridEur),
    feedInEurPerKwh: part(horizon.feedInEur),
    co2GPerKwh: none,
    limitKw: part(horizon.roomKw).map((room, k) => room + horizon.drawKw[k]!),
    feedInLimitKw: open,
    efficiencyShare,
    wearEurPerKwh,
    sessions: {
      count: cars,
      id: Array.from({ length: cars }, (_, i) => String(i)),
      arrivalStep: new Uint32Array(cars),
      departureStep,
      statedDepartureStep: departureStep,
      initialKwh,
      targetKwh,
      ceilingKwh: targetKwh.map((kwh, i) => Math.max(kwh, sessions.ceilingKwh[i]!)),
      floorKwh: own(sessions.floorKwh),
      maximumKw: maximumKw.slice(0, cars),
      minimumKw: own(sessions.minimumKw),
      maximumDischargeKw: own(sessions.maximumDischargeKw),
    },
  };
}
