/** Indicators through the years: measured, simulated, or on a straight line between two years that are known; never beyond them.
 *  In: known values by year, targets. Out: a row a year with how it is known and a traffic light. Pure. */
import { InputError, type Problem } from '../../core/errors.ts';
import type { Monitoring, Target } from './file.ts';

export const KINDS = ['measured', 'simulated', 'interpolated', 'missing'] as const;
export type Kind = (typeof KINDS)[number];
export type Light = 'green' | 'amber' | 'red' | 'none';

export interface YearPoint {
  readonly year: number;
  readonly value: number | null;
  readonly kind: Kind;
  /** Where the line from base to target stands in this year. */
  readonly target: number | null;
  readonly light: Light;
}

export interface KnownValue {
  readonly year: number;
  readonly value: number;
  readonly kind: 'measured' | 'simulated';
}

/** @throws InputError naming every target before the base year, every year told twice, and a table that runs backwards */
export function checkMonitoring(monitoring: Monitoring, file: string): void {
  const problems: Problem[] = [];
  const { from, to, baseYear } = monitoring;
  if (from > to) problems.push({ file, key: 'to', rule: `must be ${from} (from) or later`, value: to });
  monitoring.targets.forEach((target, i) => {
    if (target.year < baseYear)
      problems.push({
        file,
        key: `targets[${i}].year`,
        rule: `must not lie before the base year ${baseYear}`,
        value: target.year,
      });
  });
  monitoring.paths.forEach(({ points }, p) => {
    const seen = new Set<number>();
    points.forEach(({ year }, i) => {
      if (seen.has(year))
        problems.push({ file, key: `paths[${p}].points[${i}].year`, rule: 'must come once in a path', value: year });
      seen.add(year);
    });
  });
  const told = new Set<string>();
  monitoring.observations.forEach(({ year, indicator, value }, i) => {
    const key = `${year} ${indicator}`;
    if (told.has(key)) problems.push({ file, key: `observations[${i}]`, rule: 'must be told once a year', value: key });
    told.add(key);
    if (/Share/.test(indicator) && (value < 0 || value > 1))
      problems.push({ file, key: `observations[${i}].value`, rule: 'is a share and must lie between 0 and 1', value });
  });
  if (problems.length > 0) throw new InputError(problems);
}

/** Value in a year: a measurement before a simulation; between known years on the line; null before the first and after the last. */
export function valueIn(
  known: readonly KnownValue[],
  year: number,
): { readonly value: number | null; readonly kind: Kind } {
  const own =
    known.find((one) => one.year === year && one.kind === 'measured') ?? known.find((one) => one.year === year);
  if (own !== undefined) return { value: own.value, kind: own.kind };
  const before = known.filter((one) => one.year < year).sort((a, b) => b.year - a.year)[0];
  const after = known.filter((one) => one.year > year).sort((a, b) => a.year - b.year)[0];
  if (before === undefined || after === undefined) return { value: null, kind: 'missing' };
  const share = (year - before.year) / (after.year - before.year);
  return { value: before.value + share * (after.value - before.value), kind: 'interpolated' };
}

const goal = ({ atLeast, atMost }: Target): number => atLeast ?? atMost ?? Number.NaN;

/** The straight line from the base year's value to the target; the target itself afterwards; null before the base year. */
export function targetIn(target: Target, baseValue: number | null, baseYear: number, year: number): number | null {
  if (year < baseYear) return null;
  if (year >= target.year) return goal(target);
  if (baseValue === null) return null;
  return baseValue + ((year - baseYear) / (target.year - baseYear)) * (goal(target) - baseValue);
}

/** Green on the line or better, amber a little behind, red further behind; none without a value or a line. */
export function lightOf(target: Target, value: number | null, line: number | null, baseValue: number | null): Light {
  if (value === null || line === null) return 'none';
  const behind = target.atLeast === undefined ? value - line : line - value;
  const tolerance = 1e-9 * Math.max(1, Math.abs(line));
  if (behind <= tolerance) return 'green';
  const way = Math.abs(goal(target) - (baseValue ?? goal(target)));
  return behind <= target.amberShare * (way > 0 ? way : Math.abs(goal(target))) + tolerance ? 'amber' : 'red';
}

/** @param known values of one indicator in one path; @param targets of it in order of years: the line goes from one to the next */
export function yearPath(
  monitoring: Pick<Monitoring, 'from' | 'to' | 'baseYear'>,
  known: readonly KnownValue[],
  targets: readonly Target[],
): YearPoint[] {
  const { from, to, baseYear } = monitoring;
  const base = valueIn(known, baseYear).value;
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const year = from + i;
    const { value, kind } = valueIn(known, year);
    const next = targets.findIndex((target) => target.year >= year);
    const target = targets[next] ?? targets.at(-1);
    if (target === undefined) return { year, value, kind, target: null, light: 'none' };
    const before = next > 0 ? targets[next - 1] : undefined;
    const start = before === undefined ? base : goal(before);
    const line = year < baseYear ? null : targetIn(target, start, before?.year ?? baseYear, year);
    return { year, value, kind, target: line, light: lightOf(target, value, line, start) };
  });
}
