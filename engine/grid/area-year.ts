/** One transformer area over the period, as a job for a thread: loading at every step, feeder power flow at every step or at those that
 *  matter. In: shared [area × step] power. Out: written into the shared arrays of `AreaYearOutput` at the area's own places. */
import type { Job } from '../core/parallel.ts';
import { transformerTypeOf } from './area-equipment.ts';
import { feederFlow } from './area-flow.ts';
import { loadingOfYear, thermal } from './area-loading.ts';
import { allSteps, extremeSteps } from './area-steps.ts';
import type { AreaExtremes, TransformerAreas } from './areas.ts';
import { copperLossKw } from './equipment.ts';

/** Shared arrays, so that each thread writes its own areas. */
export interface AreaYearOutput {
  /** [area] */
  readonly peakLoadKw: Float64Array;
  readonly peakFeedInKw: Float64Array;
  readonly peakLoadingShare: Float64Array;
  readonly overloadHours: Float64Array;
  readonly minVoltagePu: Float64Array;
  readonly maxVoltagePu: Float64Array;
  readonly lowVoltageHours: Float64Array;
  readonly highVoltageHours: Float64Array;
  readonly voltageBreachHours: Float64Array;
  readonly cableOverloadHours: Float64Array;
  readonly lossKwh: Float64Array;
  readonly reverseFlowHours: Float64Array;
  readonly hotSpotMaxC: Float64Array;
  readonly lifeUsedHours: Float64Array;
  readonly examined: Uint32Array;
  readonly failed: Uint32Array;
  readonly weeks: Uint32Array;
  readonly extremes: AreaExtremes;
  /** [area × DURATION_POINTS] */
  readonly durationShare: Float64Array;
  /** [feeder bus] */
  readonly busMinVoltagePu: Float64Array;
  readonly busMaxVoltagePu: Float64Array;
  readonly busCableLoadingShare: Float64Array;
  readonly busUnbalanceShare: Float64Array;
  readonly busCableOverloadHours: Float64Array;
  readonly busWeeksBroken: Uint32Array;
  readonly busWeeksUnbalanced: Uint32Array;
  readonly busWorstWeekShare: Float64Array;
}

export interface AreaYearPayload {
  readonly areas: TransformerAreas;
  readonly stepCount: number;
  readonly stepHours: number;
  readonly netKw: Float32Array;
  readonly loadKw: Float32Array;
  readonly pvKw: Float32Array;
  readonly evKw: Float32Array;
  /** [feeder × step] power of cars in units of `feederUnitKw`, and where an area's feeders begin; null when only sums are known. */
  readonly evByFeeder: Int16Array | null;
  readonly feederUnitKw: number;
  readonly firstFeederOfArea: Uint32Array;
  readonly monthOfStep: Uint8Array;
  readonly dayOfStep: Uint16Array;
  /** [step] air around the transformers; null leaves temperature and ageing out. */
  readonly airTemperatureC: Float32Array | null;
  /** Highest and lowest steps examined of each month; 0 examines all steps. */
  readonly extremesPerMonth: number;
  readonly seed: number;
  readonly chargerKw: number;
  readonly singlePhaseCarShare: number;
  readonly busbarVoltagePu: number;
  readonly loadPowerFactor: number;
  /** [area] share of load and of panels that is at the dwellings. */
  readonly homeLoadShare: Float64Array;
  readonly homePvShare: Float64Array;
  readonly output: AreaYearOutput;
}

export const areaYearJob: Job<AreaYearPayload> = (payload) => (area) => {
  const squareKvaH = loadingOfYear(payload, area);
  const steps = payload.extremesPerMonth === 0 ? allSteps(payload.stepCount) : extremeSteps(payload, area);
  const cableKwhPerSquare = feederFlow(payload, area, steps);
  thermal(payload, area);
  const type = transformerTypeOf(payload.areas, area);
  payload.output.lossKwh[area] =
    type.ironLossKw * payload.stepCount * payload.stepHours +
    squareKvaH * (copperLossKw(type) / (type.ratedKva * type.ratedKva) + cableKwhPerSquare);
};
