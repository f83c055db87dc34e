/** What a study will take, before it runs: time and memory from the size of its scenarios, corrected by runs this machine has done. Pure.
 *  Coefficients: own measurement on the built-in district (2 cores of 2.x GHz, Node 20); after the first runs the time left is measured. */
import type { Scenario } from '../scenario/schema.ts';
import type { StudyRun } from './plan.ts';

export interface StudyForecast {
  /** Wall time [s]. */
  readonly seconds: number;
  /** Time of one run on one thread, the mean over the study [s]. */
  readonly secondsPerRun: number;
  /** Resident memory of the process [MB]. */
  readonly memoryMb: number;
  /** Runs at once. */
  readonly atOnce: number;
  /** Finished runs it rests on; 0: on the coefficients alone. */
  readonly basedOnRuns: number;
}

/** A run that was done, to learn from. */
export interface KnownRun {
  readonly scenario: Scenario;
  readonly durationS: number;
}

const BASE_S = 2.1;
const PER_SAMPLE_SHARE_S = 50;
const PER_DAY_S = 0.26;
const PROCESS_MB = 190;
const PER_RUN_MB = 170;
const PER_DAY_MB = 2.5;
const PER_SAMPLE_SHARE_MB = 1500;

const days = ({ period }: Scenario): number => (period.days * 15) / period.stepMinutes;

/** Time of one run on one thread [s], before it is corrected. */
export const runSeconds = (scenario: Scenario): number =>
  BASE_S + PER_SAMPLE_SHARE_S * scenario.travel.sampleShare + PER_DAY_S * days(scenario);

/** Memory a run needs beside the inputs [MB]. */
export const runMemoryMb = (scenario: Scenario): number =>
  PER_RUN_MB + PER_DAY_MB * days(scenario) + PER_SAMPLE_SHARE_MB * scenario.travel.sampleShare;

/** @param runs those that are left to do
 *  @param threads runs at once, if the memory allows
 *  @param memoryMb cap, or undefined */
export function forecastStudy(
  runs: readonly StudyRun[],
  threads: number,
  memoryMb: number | undefined,
  known: readonly KnownRun[] = [],
): StudyForecast {
  const ratios = known.map(({ scenario, durationS }) => durationS / runSeconds(scenario)).sort((a, b) => a - b);
  const correction = ratios.length === 0 ? 1 : ratios[ratios.length >> 1]!;
  const total = runs.reduce((sum, { scenario }) => sum + runSeconds(scenario), 0) * correction;
  const perRunMb = runs.reduce((most, { scenario }) => Math.max(most, runMemoryMb(scenario)), 0);
  const fitting =
    memoryMb === undefined ? threads : Math.max(1, Math.min(threads, Math.floor((memoryMb - PROCESS_MB) / perRunMb)));
  const atOnce = Math.max(1, Math.min(fitting, runs.length));
  return {
    seconds: total / atOnce,
    secondsPerRun: runs.length === 0 ? 0 : total / runs.length,
    memoryMb: PROCESS_MB + atOnce * perRunMb,
    atOnce,
    basedOnRuns: ratios.length,
  };
}
