/** The grid over the period: loading of every transformer at every step, voltages and cables of its feeders at the steps that matter.
 *  In: [area × step] power. Out: GridYear with the feeders' buses. Work is one chunk an area; results do not depend on threads. */
import type { Parallel } from '../core/parallel.ts';
import type { StageContext } from '../core/progress.ts';
import { sharedF64, sharedU32 } from '../core/shared.ts';
import type { Calendar } from '../core/time.ts';
import type { Scenario } from '../scenario/schema.ts';
import { DURATION_POINTS } from './area-loading.ts';
import { type AreaYearOutput, type AreaYearPayload, areaYearJob } from './area-year.ts';
import type { AreaExtremes, BusYear, GridYear, TransformerAreas, TransformerOperation } from './areas.ts';
import { feederIndex } from './feeder-index.ts';

export interface GridInput {
  readonly areas: TransformerAreas;
  /** [area × step] load − PV + cars, and its parts, area-major; shared buffers are not copied. */
  readonly netKw: Float32Array;
  readonly loadKw: Float32Array;
  /** Production ≥ 0. */
  readonly pvKw: Float32Array;
  readonly evKw: Float32Array;
  /** The part of evKw that stands on feeders, [feeder × step] in units; left out, cars stand anywhere in their area. */
  readonly evByFeeder?: { readonly unitKw: number; readonly units: Int16Array } | undefined;
  /** [step] of the calendar, for temperature and ageing of the transformers; left out, those are unknown (NaN). */
  readonly airTemperatureC?: Float32Array | undefined;
  readonly calendar: Calendar;
  readonly scenario: Scenario;
  readonly parallel: Parallel;
  readonly context: StageContext;
}

const EXTREMES_PER_MONTH = 6;
/** Electricity of a dwelling when load is divided between dwellings and businesses of one area [kWh/a].
 *  @source CBS wijk figures 2023, Leidsche Rijn 2,460 and Vleuten-De Meern 2,960 */
const HOME_KWH = 2700;
/** Mean panels of a dwelling, those without included [kWp]. @source CBS: 43–49 % of dwellings, about 4 kWp each */
const HOME_KWP = 1.8;

export async function simulateGrid(
  input: GridInput,
): Promise<
  GridYear & { readonly buses: BusYear; readonly extremes: AreaExtremes; readonly operation: TransformerOperation }
> {
  const { areas } = input;
  const output = outputOf(areas);
  const payload = { ...gridPayload(input, input.parallel.threads > 1), output };
  await input.parallel.run('grid area year', areaYearJob, payload, areas.count, input.context, 'grid');
  return {
    peakLoadKw: output.peakLoadKw,
    peakFeedInKw: output.peakFeedInKw,
    peakLoadingShare: output.peakLoadingShare,
    overloadHours: output.overloadHours,
    minVoltagePu: output.minVoltagePu,
    maxVoltagePu: output.maxVoltagePu,
    voltageBreachHours: output.voltageBreachHours,
    lowVoltageHours: output.lowVoltageHours,
    highVoltageHours: output.highVoltageHours,
    cableOverloadHours: output.cableOverloadHours,
    durationShare: output.durationShare,
    lossKwh: output.lossKwh,
    examinedSteps: output.examined.reduce((most, steps) => Math.max(most, steps), 0),
    failedSteps: output.failed.reduce((sum, steps) => sum + steps, 0),
    buses: {
      minVoltagePu: output.busMinVoltagePu,
      maxVoltagePu: output.busMaxVoltagePu,
      cableLoadingShare: output.busCableLoadingShare,
      unbalanceShare: output.busUnbalanceShare,
      cableOverloadHours: output.busCableOverloadHours,
      weeksBroken: output.busWeeksBroken,
      weeksUnbalanced: output.busWeeksUnbalanced,
      worstWeekShare: output.busWorstWeekShare,
    },
    extremes: output.extremes,
    operation: {
      reverseFlowHours: output.reverseFlowHours,
      hotSpotMaxC: output.hotSpotMaxC,
      lifeUsedHours: output.lifeUsedHours,
    },
  };
}

/** What the job of an area is told; also what explanations of a year go by. @param threads true when it crosses to threads
 *  @throws RangeError when the power does not fit the areas and steps */
export function gridPayload(
  input: Omit<GridInput, 'parallel' | 'context'>,
  threads: boolean,
): Omit<AreaYearPayload, 'output'> {
  const { areas, calendar, scenario } = input;
  const stepCount = calendar.grid.count;
  for (const name of ['netKw', 'loadKw', 'pvKw', 'evKw'] as const)
    if (input[name].length !== areas.count * stepCount)
      throw new RangeError(`${name} must have ${areas.count} areas × ${stepCount} steps, got ${input[name].length}`);
  const { firstFeederOfArea } = feederIndex(areas);
  return {
    areas,
    stepCount,
    stepHours: calendar.grid.stepS / 3600,
    netKw: shared(input.netKw, threads),
    loadKw: shared(input.loadKw, threads),
    pvKw: shared(input.pvKw, threads),
    evKw: shared(input.evKw, threads),
    evByFeeder: input.evByFeeder?.units ?? null,
    feederUnitKw: input.evByFeeder?.unitKw ?? 0,
    firstFeederOfArea,
    airTemperatureC: input.airTemperatureC ?? null,
    monthOfStep: calendar.monthOfStep,
    dayOfStep: calendar.dayOfStep,
    extremesPerMonth: scenario.grid.examinedSteps === 'all' ? 0 : EXTREMES_PER_MONTH,
    seed: scenario.seed,
    chargerKw: scenario.charging.chargerKw,
    singlePhaseCarShare: scenario.grid.singlePhaseCarShare,
    busbarVoltagePu: scenario.grid.busbarVoltagePu,
    loadPowerFactor: scenario.grid.loadPowerFactor,
    ...homeShares(areas, scenario),
  };
}

function outputOf(areas: TransformerAreas): AreaYearOutput {
  const perArea = (): Float64Array => sharedF64(areas.count);
  const perBus = (): Float64Array => sharedF64(areas.feeders.busCount);
  return {
    peakLoadKw: perArea(),
    peakFeedInKw: perArea(),
    peakLoadingShare: perArea(),
    overloadHours: perArea(),
    minVoltagePu: perArea(),
    maxVoltagePu: perArea(),
    voltageBreachHours: perArea(),
    lowVoltageHours: perArea(),
    highVoltageHours: perArea(),
    cableOverloadHours: perArea(),
    weeks: sharedU32(areas.count),
    durationShare: sharedF64(areas.count * DURATION_POINTS),
    lossKwh: perArea(),
    reverseFlowHours: perArea(),
    hotSpotMaxC: perArea(),
    lifeUsedHours: perArea(),
    examined: sharedU32(areas.count),
    failed: sharedU32(areas.count),
    extremes: {
      peakStep: sharedU32(areas.count),
      lowestStep: sharedU32(areas.count),
      lowestBus: sharedU32(areas.count),
      highestStep: sharedU32(areas.count),
      highestBus: sharedU32(areas.count),
      cableStep: sharedU32(areas.count),
      cableBus: sharedU32(areas.count),
    },
    busMinVoltagePu: perBus(),
    busMaxVoltagePu: perBus(),
    busCableLoadingShare: perBus(),
    busUnbalanceShare: perBus(),
    busCableOverloadHours: perBus(),
    busWeeksBroken: sharedU32(areas.feeders.busCount),
    busWeeksUnbalanced: sharedU32(areas.feeders.busCount),
    busWorstWeekShare: perBus(),
  };
}

/** Threads need the power in shared memory; on the calling thread it is used as it is. */
function shared(values: Float32Array, threads: boolean): Float32Array {
  if (!threads || values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/** [area] share of load and of panels that is at the dwellings; the rest is at businesses. */
export function homeShares(
  areas: TransformerAreas,
  scenario: Scenario,
): { homeLoadShare: Float64Array; homePvShare: Float64Array } {
  const share = (ofHome: number, ofJob: number): Float64Array =>
    Float64Array.from({ length: areas.count }, (_, area) => {
      const homes = areas.homes[area]! * ofHome;
      const all = homes + areas.jobs[area]! * ofJob;
      return all > 0 ? homes / all : 0;
    });
  return {
    homeLoadShare: share(HOME_KWH, scenario.buildings.businessKwhPerJob),
    homePvShare: share(HOME_KWP, scenario.solar.businessKwpPerJob),
  };
}
