/** Power of one area as its feeders carry it at a step: what the sharing out over dwellings is told. In: payload. Out: StepPower. */
import { tanPhi } from './area-loading.ts';
import type { AreaYearPayload as WholePayload } from './area-year.ts';
import { ShareOut, type StepPower } from './share-out.ts';

type AreaYearPayload = Omit<WholePayload, 'output'>;

export function shareOutOf(payload: AreaYearPayload, area: number): ShareOut {
  let peakPv = 0;
  for (let at = area * payload.stepCount; at < (area + 1) * payload.stepCount; at++)
    if (payload.pvKw[at]! > peakPv) peakPv = payload.pvKw[at]!;
  return new ShareOut(payload.areas.feeders, area, {
    seed: payload.seed,
    chargerKw: payload.chargerKw,
    singlePhaseCarShare: payload.singlePhaseCarShare,
    homePvPeakKw: peakPv * payload.homePvShare[area]!,
  });
}

/** @param feederKw scratch, [feeder of the area]; null when only the sum is known */
export function stepPower(
  payload: AreaYearPayload,
  area: number,
  step: number,
  feederKw: Float64Array | null,
): StepPower {
  const at = area * payload.stepCount + step;
  const loadKw = payload.loadKw[at]!;
  const pvKw = payload.pvKw[at]!;
  const homeLoadKw = loadKw * payload.homeLoadShare[area]!;
  const homePvKw = pvKw * payload.homePvShare[area]!;
  if (feederKw !== null) {
    const first = payload.firstFeederOfArea[area]!;
    for (let feeder = 0; feeder < feederKw.length; feeder++)
      feederKw[feeder] = payload.evByFeeder![(first + feeder) * payload.stepCount + step]! * payload.feederUnitKw;
  }
  return {
    step,
    day: payload.dayOfStep[step]!,
    homeLoadKw,
    busbarLoadKw: loadKw - homeLoadKw,
    homePvKw,
    busbarPvKw: pvKw - homePvKw,
    evKw: payload.evKw[at]!,
    feederKw,
    tanPhi: tanPhi(payload.loadPowerFactor),
  };
}

/** Scratch for `stepPower`: a place for each feeder, or null. */
export function feederScratch(payload: AreaYearPayload, area: number): Float64Array | null {
  if (payload.evByFeeder === null) return null;
  return new Float64Array(payload.firstFeederOfArea[area + 1]! - payload.firstFeederOfArea[area]!);
}
