/** What a study will take, before it runs: time and memory from the size of its scenarios, corrected by runs this machine has done. Pure.
 *  Coefficients: own measurement on a town of 1,900 and the built-in district of 40,000 households (cores of 2.6 GHz, Node 20). They are a first
 *  guess: as soon as one run of the study has ended, its time and memory count instead. */
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { StudyRun } from './plan.ts';

export interface StudyForecast {
  /** Wall time [s]. */
  readonly seconds: number;
  /** Time of one run on one thread, the mean over the study [s]. */
  readonly secondsPerRun: number;
  /** Resident memory of the process [MB]. */
  readonly memoryMb: number;
  /** Of it: what each run at once adds [MB]. */
  readonly memoryPerRunMb: number;
  /** Runs at once. */
  readonly atOnce: number;
  /** Finished runs it rests on; 0: on the coefficients alone. */
  readonly basedOnRuns: number;
}

/** A run that was done, to learn from. */
export interface KnownRun {
  readonly scenario: Scenario;
  readonly durationS: number;
  readonly memoryMb?: number | undefined;
}

/** How large a district is; without it, as the built-in one. */
export interface RunSize {
  readonly households: number;
}

export const sizeOf = ({ zones }: Pick<District, 'zones'>): RunSize => ({
  households: zones.households.reduce((sum, value) => sum + value, 0),
});

const BUILT_IN: RunSize = { households: 40_000 };

const BASE_S = 0.1;
const PER_TRAVELLING_HOUSEHOLD_S = 0.011;
const PER_HOUSEHOLD_DAY_S = 0.000_007;
const PROCESS_MB = 190;
const PER_RUN_MB = 120;
const PER_HOUSEHOLD_MB = 0.005;
const PER_TRAVELLING_HOUSEHOLD_MB = 0.04;
const PER_DAY_MB = 2.5;
/** Garbage that a thread may gather where memory has no cap. */
const GARBAGE_MB = 110;

const days = ({ period }: Scenario): number => (period.days * 15) / period.stepMinutes;

/** Time of one run on one thread [s], before it is corrected. */
export const runSeconds = (scenario: Scenario, { households }: RunSize = BUILT_IN): number =>
  BASE_S +
  PER_TRAVELLING_HOUSEHOLD_S * households * scenario.travel.sampleShare +
  PER_HOUSEHOLD_DAY_S * households * days(scenario);

/** Memory a run needs beside the inputs [MB], before it is measured. */
export const runMemoryMb = (scenario: Scenario, { households }: RunSize = BUILT_IN): number =>
  PER_RUN_MB +
  PER_DAY_MB * days(scenario) +
  PER_HOUSEHOLD_MB * households +
  PER_TRAVELLING_HOUSEHOLD_MB * households * scenario.travel.sampleShare;

export interface ForecastOptions {
  /** Runs at once, if the memory allows. */
  readonly threads: number;
  /** Cap on the memory of the process [MB]. */
  readonly memoryMb?: number | undefined;
  readonly known?: readonly KnownRun[];
  readonly sizeOf?: (district: string) => RunSize | undefined;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** @param runs those that are left to do */
export function forecastStudy(runs: readonly StudyRun[], options: ForecastOptions): StudyForecast {
  const { threads, memoryMb, known = [] } = options;
  const size = (scenario: Scenario): RunSize => options.sizeOf?.(scenario.district) ?? BUILT_IN;
  const ratios = known.map(({ scenario, durationS }) => durationS / runSeconds(scenario, size(scenario)));
  const memoryRatios = known.flatMap(({ scenario, memoryMb: taken }) =>
    taken === undefined ? [] : [taken / runMemoryMb(scenario, size(scenario))],
  );
  const correction = ratios.length === 0 ? 1 : median(ratios);
  const memoryCorrection = memoryRatios.length === 0 ? 1 : Math.max(...memoryRatios);
  const total = runs.reduce((sum, { scenario }) => sum + runSeconds(scenario, size(scenario)), 0) * correction;
  const perRunMb =
    runs.reduce((most, { scenario }) => Math.max(most, runMemoryMb(scenario, size(scenario))), 0) * memoryCorrection +
    (memoryMb === undefined && memoryRatios.length === 0 ? GARBAGE_MB : 0);
  const fitting =
    memoryMb === undefined ? threads : Math.max(1, Math.min(threads, Math.floor((memoryMb - PROCESS_MB) / perRunMb)));
  const atOnce = Math.max(1, Math.min(fitting, runs.length));
  return {
    seconds: total / atOnce,
    secondsPerRun: runs.length === 0 ? 0 : total / runs.length,
    memoryMb: PROCESS_MB + atOnce * perRunMb,
    memoryPerRunMb: perRunMb,
    atOnce,
    basedOnRuns: ratios.length,
  };
}
