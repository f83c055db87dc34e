/** Loading of one transformer at every step of the period: peaks, overload, duration, temperature and ageing.
 *  In: shared [area × step] power. Out: the area's places in `AreaYearOutput`. */
import type { AreaYearPayload } from './area-year.ts';
import { DISTRIBUTION_ONAN, transformerThermal } from './thermal.ts';
import { durationCurve } from './voltage-quality.ts';

/** Points of the duration curve of a transformer's loading, from 0 % to 100 % of the time. */
export const DURATION_POINTS = 41;

/** Peaks and overload at every step. @returns Σ kVA² h */
export function loadingOfYear(payload: AreaYearPayload, area: number): number {
  const { stepCount, stepHours, netKw, output } = payload;
  const rated = payload.areas.ratedKva[area]!;
  let high = 0;
  let low = 0;
  let peakKva = 0;
  let overload = 0;
  let reverse = 0;
  let squareKvaH = 0;
  const loading = new Float32Array(stepCount);
  for (let step = 0, at = area * stepCount; step < stepCount; step++, at++) {
    const kw = netKw[at]!;
    if (kw > high) high = kw;
    if (kw < low) low = kw;
    const kva = apparentKva(payload, at);
    if (kva > peakKva) {
      peakKva = kva;
      output.extremes.peakStep[area] = step;
    }
    loading[step] = kva / rated;
    if (kva > rated) overload++;
    if (kw < 0) reverse++;
    squareKvaH += kva * kva * stepHours;
  }
  output.peakLoadKw[area] = high;
  output.peakFeedInKw[area] = -low;
  output.peakLoadingShare[area] = peakKva / rated;
  output.overloadHours[area] = overload * stepHours;
  output.reverseFlowHours[area] = reverse * stepHours;
  output.durationShare.set(durationCurve(loading, DURATION_POINTS), area * DURATION_POINTS);
  return squareKvaH;
}

/** Hottest place of the windings and life used. */
export function thermal(payload: AreaYearPayload, area: number): void {
  const { airTemperatureC, stepCount, stepHours, output } = payload;
  if (airTemperatureC === null) {
    output.hotSpotMaxC[area] = Number.NaN;
    output.lifeUsedHours[area] = Number.NaN;
    return;
  }
  const rated = payload.areas.ratedKva[area]!;
  const year = transformerThermal(
    DISTRIBUTION_ONAN,
    stepCount,
    stepHours * 3600,
    (step) => apparentKva(payload, area * stepCount + step) / rated,
    (step) => airTemperatureC[step]!,
  );
  output.hotSpotMaxC[area] = year.hotSpotMaxC;
  output.lifeUsedHours[area] = year.lifeUsedHours;
}

/** Homes and businesses take reactive power, panels and cars none. */
export function apparentKva(payload: AreaYearPayload, at: number): number {
  const kvar = payload.loadKw[at]! * tanPhi(payload.loadPowerFactor);
  return Math.sqrt(payload.netKw[at]! ** 2 + kvar * kvar);
}

export const tanPhi = (powerFactor: number): number => Math.sqrt(1 / (powerFactor * powerFactor) - 1);
