/** The difference between results, indicator by indicator, with as much certainty as the runs allow. Pure.
 *  Two single runs give a difference without an interval and say so. Several runs of each scenario with the same seeds are paired by seed:
 *  mean difference and Student's t interval at 95 %. Method: paired comparison under common random numbers (Law, Simulation Modeling, ch. 10). */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { InputError } from '../core/errors.ts';
import { studentQuantile } from '../core/student.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Indicator } from './result.ts';

/** What a comparison needs of a result. */
export interface Comparable {
  readonly name: string;
  readonly scenario: Scenario;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly indicators: Readonly<Record<string, Indicator>>;
}

export interface IndicatorComparison {
  readonly key: string;
  readonly unit: string;
  readonly label: Indicator['label'];
  readonly theme: string;
  readonly lowerIs: Indicator['lowerIs'];
  /** One value a scenario (mean over its runs); null where a result lacks it. */
  readonly values: ReadonlyArray<number | null>;
  /** Last scenario minus the first; null when one of them lacks it. */
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: string;
}

export interface Comparison {
  readonly scenarios: ReadonlyArray<{
    readonly name: string;
    readonly label: Indicator['label'];
    readonly runs: number;
  }>;
  readonly indicators: readonly IndicatorComparison[];
}

export const SINGLE_RUN = 'single run: no interval';
export const NO_DIFFERENCE = 'no difference shown';

/** @throws InputError when fewer than two scenarios are given */
export function compareResults(results: readonly Comparable[]): Comparison {
  const groups = groupByScenario(results);
  if (groups.length < 2)
    throw new InputError(results[0]?.name ?? '', '', 'must be compared with at least one result of another scenario');
  const first = groups[0]!;
  const last = groups.at(-1)!;
  const pairs = pairBySeed(first, last);
  const keys = [...new Set(groups.flatMap((group) => group.flatMap((run) => Object.keys(run.indicators))))];
  return {
    scenarios: groups.map((group) => ({
      name: group[0]!.name,
      label: group[0]!.scenario.name,
      runs: group.length,
    })),
    indicators: keys.map((key) => compareOne(key, groups, pairs)),
  };
}

/** Runs of one scenario differ in their seed only. */
function groupByScenario(results: readonly Comparable[]): Comparable[][] {
  const groups = new Map<string, Comparable[]>();
  for (const result of results) {
    const key = JSON.stringify({ ...result.scenario, seed: 0 });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else if (group.some((run) => run.seed === result.seed))
      throw new InputError(result.name, 'seed', 'must differ between results of the same scenario', result.seed);
    else group.push(result);
  }
  return [...groups.values()];
}

type Pair = readonly [Comparable, Comparable];

function pairBySeed(first: readonly Comparable[], last: readonly Comparable[]): Pair[] {
  return first.flatMap((a) => {
    const b = last.find((run) => run.seed === a.seed);
    return b === undefined ? [] : [[a, b] as const];
  });
}

function compareOne(key: string, groups: readonly Comparable[][], pairs: readonly Pair[]): IndicatorComparison {
  const { unit, label, theme, lowerIs } = groups.flat().find((run) => run.indicators[key] !== undefined)!.indicators[
    key
  ]!;
  const values = groups.map((group) => {
    const known = group.flatMap((run) => finite(run.indicators[key]?.value));
    return known.length === 0 ? null : mean(known);
  });
  const differences = pairs.flatMap(([a, b]) => {
    const [from] = finite(a.indicators[key]?.value);
    const [to] = finite(b.indicators[key]?.value);
    return from === undefined || to === undefined ? [] : [to - from];
  });
  const common = { key, unit, label, theme, lowerIs, values };
  const from = values[0] ?? null;
  const to = values.at(-1) ?? null;
  if (from === null || to === null)
    return { ...common, difference: null, lower: null, upper: null, verdict: 'not in both results' };
  if (differences.length < 2) {
    const why =
      groups[0]!.length > 1 || groups.at(-1)!.length > 1 ? 'too few runs with the same seed: no interval' : SINGLE_RUN;
    return {
      ...common,
      difference: to - from,
      lower: null,
      upper: null,
      verdict: to === from ? `equal; ${why}` : `${to < from ? 'lower' : 'higher'}; ${why}`,
    };
  }
  const difference = mean(differences);
  const half = halfWidth95(differences);
  const [lower, upper] = [difference - half, difference + half];
  return { ...common, difference, lower, upper, verdict: lower > 0 ? 'higher' : upper < 0 ? 'lower' : NO_DIFFERENCE };
}

const finite = (value: number | undefined): number[] => (value !== undefined && Number.isFinite(value) ? [value] : []);

/** Half the width of Student's t interval at 95 % of a sample's mean. */
function halfWidth95(sample: readonly number[]): number {
  const n = sample.length;
  return (studentQuantile(0.975, n - 1) * sampleStandardDeviation([...sample])) / Math.sqrt(n);
}
