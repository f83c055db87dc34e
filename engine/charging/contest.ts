/** Strategies side by side on one site, each against the proven optimum of the same problem.
 *  In: site, strategies, objective. Out: answer of each with its regret, and the optimum with its bound. */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { type LaboratoryOptions, runStrategy, type StrategyRun } from './laboratory.ts';
import { type Optimum, solveOptimum } from './optimum/index.ts';
import type { ChargingSettings } from './settings.ts';
import { type Objective, objectiveValue, type Site, siteFlows } from './site.ts';
import type { StrategyDefinition } from './snapshot.ts';

export interface Contestant {
  readonly run: StrategyRun;
  readonly objective: number;
  /** (objective − optimum) / |optimum|: 0.1 is ten percent above what was possible. */
  readonly regret: number;
  /** False when energy is missing at departure, or more passes the limits than must: then the objective is that of an easier task. */
  readonly comparable: boolean;
}

export interface Contest {
  readonly objective: Objective;
  readonly optimum: Optimum;
  readonly contestants: readonly Contestant[];
}

/** Missing energy, and energy beyond the limits, up to this share of all that was asked does not spoil a comparison. */
const NOTHING_MISSING_SHARE = 1e-3;

/** @param tolerance relative gap of the optimum
 *  @throws CancelledError */
export async function contest(
  site: Site,
  definitions: readonly StrategyDefinition[],
  settings: ChargingSettings,
  objective: Objective,
  options: LaboratoryOptions,
  tolerance: number,
  context: StageContext,
): Promise<Contest> {
  const runs: StrategyRun[] = [];
  for (const definition of definitions) {
    throwIfCancelled(context.signal);
    context.onProgress({
      stage: 'strategies',
      fraction: runs.length / (definitions.length + 1),
      message: definition.name,
    });
    await breathe();
    runs.push(runStrategy(site, definition, settings, options));
  }
  context.onProgress({ stage: 'optimum', fraction: definitions.length / (definitions.length + 1) });
  await breathe();
  const optimum = await optimumOf(site, objective, tolerance, context.signal);
  const askedKwh = site.sessions.targetKwh.reduce((sum, target, s) => sum + target - site.sessions.initialKwh[s]!, 0);
  const size = Math.max(1e-9, Math.abs(optimum.objective));
  // A limit is no part of the lowest peak.
  const beyondKwh = (run: StrategyRun): number =>
    objective === 'peak'
      ? 0
      : siteFlows(site, run.carKw, objective === 'cost').violationKw.reduce((sum, power) => sum + power, 0) *
        site.stepH;
  const contestants = runs.map((run) => {
    const value = objectiveValue(site, objective, run.carKw, run.dischargedKwh);
    return {
      run,
      objective: value,
      regret: (value - optimum.objective) / size,
      comparable:
        run.drivers.unservedKwh <= NOTHING_MISSING_SHARE * askedKwh &&
        beyondKwh(run) <= optimum.violationKwh + NOTHING_MISSING_SHARE * askedKwh,
    };
  });
  return { objective, optimum, contestants };
}

/** The optimum where cars draw standby whatever is planned: that belongs to the load, and is put back into the power of the cars. */
async function optimumOf(
  site: Site,
  objective: Objective,
  tolerance: number,
  signal: AbortSignal | undefined,
): Promise<Optimum> {
  const restKw = site.physics?.standbyKw ?? 0;
  if (restKw === 0) return solveOptimum(site, objective, tolerance, signal);
  const standbyKw = new Float64Array(site.stepCount);
  const { count, arrivalStep, departureStep } = site.sessions;
  for (let s = 0; s < count; s++) for (let t = arrivalStep[s]!; t < departureStep[s]!; t++) standbyKw[t]! += restKw;
  const loaded = { ...site, loadKw: site.loadKw.map((load, t) => load + standbyKw[t]!) };
  const optimum = await solveOptimum(loaded, objective, tolerance, signal);
  return {
    ...optimum,
    carKw: optimum.carKw.map((power, t) => power + standbyKw[t]!),
    chargedKwh: optimum.chargedKwh + standbyKw.reduce((sum, power) => sum + power, 0) * site.stepH,
  };
}
