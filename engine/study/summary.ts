/** What a study says: means and paired differences per lever point, verdicts corrected for their number, and which lever matters. Pure. */
import { mean, sampleRankCorrelation } from 'simple-statistics';
import type { RunRecord } from '../io/study-folder.ts';
import { holm, type PairedDifference, pairedDifference, tInterval } from './statistics/paired.ts';
import { type SaltelliDesign, type SobolIndex, sobolIndices } from './statistics/sobol-indices.ts';

export interface IndicatorDifference extends PairedDifference {
  readonly scenario: string;
  readonly base: string;
  readonly point: number;
  readonly levers: RunRecord['levers'];
  readonly indicator: string;
  readonly baseMean: number;
  readonly otherMean: number;
  /** p corrected for all differences of the same point (Holm). */
  readonly adjustedP: number;
}

export interface PointMean {
  readonly scenario: string;
  readonly point: number;
  readonly levers: RunRecord['levers'];
  readonly indicator: string;
  readonly replications: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export interface LeverEffect {
  readonly scenario: string;
  readonly indicator: string;
  readonly lever: string;
  /** Spearman's rank correlation between lever and indicator; null for levers without an order. */
  readonly rankCorrelation: number | null;
  /** Mean of the indicator at the points with the highest lever value minus that with the lowest: the bar of a tornado. */
  readonly swing: number | null;
  readonly sobol: SobolIndex | null;
}

export interface StudySummary {
  readonly runs: number;
  readonly failed: number;
  readonly means: readonly PointMean[];
  readonly differences: readonly IndicatorDifference[];
  readonly effects: readonly LeverEffect[];
}

export interface SummaryInput {
  readonly scenarios: readonly string[];
  readonly records: Iterable<RunRecord>;
  readonly saltelli: SaltelliDesign | null;
  readonly indicators?: readonly string[] | undefined;
  readonly confidence?: number;
}

/** point → replication → record */
type Grid = Map<number, Map<number, RunRecord>>;

export function summarise(input: SummaryInput): StudySummary {
  const grids: Grid[] = input.scenarios.map(() => new Map());
  let runs = 0;
  let failed = 0;
  for (const record of input.records) {
    if (record.status === 'failed') {
      failed++;
      continue;
    }
    runs++;
    const grid = grids[record.scenarioIndex]!;
    let point = grid.get(record.point);
    if (point === undefined) {
      point = new Map();
      grid.set(record.point, point);
    }
    point.set(record.replication, record);
  }
  const names = input.indicators ?? allIndicators(grids);
  return {
    runs,
    failed,
    means: grids.flatMap((grid, s) => pointMeans(grid, input.scenarios[s]!, names, input.confidence)),
    differences: grids
      .slice(1)
      .flatMap((grid, s) =>
        differencesOf(grids[0]!, grid, input.scenarios[0]!, input.scenarios[s + 1]!, names, input.confidence),
      ),
    effects: grids.flatMap((grid, s) => effectsOf(grid, input.scenarios[s]!, names, input.saltelli)),
  };
}

function allIndicators(grids: readonly Grid[]): string[] {
  const names = new Set<string>();
  for (const grid of grids)
    for (const point of grid.values())
      for (const record of point.values()) for (const name of Object.keys(record.indicators)) names.add(name);
  return [...names].sort();
}

const sortedPoints = (grid: Grid): [number, RunRecord[]][] =>
  [...grid.entries()]
    .sort(([a], [b]) => a - b)
    .map(([point, records]) => [point, [...records.values()].sort((a, b) => a.replication - b.replication)]);

const valuesOf = (records: readonly RunRecord[], name: string): number[] =>
  records
    .map((record) => record.indicators[name])
    .filter((value): value is number => value !== undefined && Number.isFinite(value));

function pointMeans(grid: Grid, scenario: string, names: readonly string[], confidence?: number): PointMean[] {
  return sortedPoints(grid).flatMap(([point, records]) =>
    names.flatMap((indicator) => {
      const values = valuesOf(records, indicator);
      if (values.length === 0) return [];
      return [
        {
          scenario,
          point,
          levers: records[0]!.levers,
          indicator,
          replications: values.length,
          ...tInterval(values, confidence),
        },
      ];
    }),
  );
}

function differencesOf(
  base: Grid,
  other: Grid,
  baseName: string,
  otherName: string,
  names: readonly string[],
  confidence?: number,
): IndicatorDifference[] {
  return sortedPoints(other).flatMap(([point, records]) => {
    const partners = base.get(point);
    if (partners === undefined) return [];
    const rows = names.flatMap((indicator) => {
      const pairs = records.flatMap((record) => {
        const partner = partners.get(record.replication)?.indicators[indicator];
        const value = record.indicators[indicator];
        return partner === undefined || value === undefined || !Number.isFinite(partner) || !Number.isFinite(value)
          ? []
          : [[partner, value] as const];
      });
      if (pairs.length === 0) return [];
      const before = pairs.map(([value]) => value);
      const after = pairs.map(([, value]) => value);
      const difference = pairedDifference(before, after, confidence);
      return [
        {
          ...difference,
          scenario: otherName,
          base: baseName,
          point,
          levers: records[0]!.levers,
          indicator,
          baseMean: mean(before),
          otherMean: mean(after),
        },
      ];
    });
    const tested = rows.filter((row) => Number.isFinite(row.p));
    const adjusted = holm(tested.map((row) => row.p));
    return rows.map((row) => ({
      ...row,
      adjustedP: tested.includes(row) ? adjusted[tested.indexOf(row)]! : Number.NaN,
    }));
  });
}

function effectsOf(
  grid: Grid,
  scenario: string,
  names: readonly string[],
  saltelli: SaltelliDesign | null,
): LeverEffect[] {
  const points = sortedPoints(grid);
  if (points.length < 2) return [];
  const levers = Object.keys(points[0]![1][0]!.levers);
  return names.flatMap((indicator) => {
    const answers = points.map(([, records]) => {
      const values = valuesOf(records, indicator);
      return values.length === 0 ? Number.NaN : mean(values);
    });
    if (answers.some(Number.isNaN)) return [];
    const complete = saltelli !== null && answers.length === saltelli.points.length;
    const indices = complete ? sobolIndices(saltelli, answers, 1) : null;
    return levers.map((lever, k) => {
      const settings = points.map(([, records]) => records[0]!.levers[lever]!);
      const numbers = settings.every((value): value is number => typeof value === 'number');
      return {
        scenario,
        indicator,
        lever,
        rankCorrelation:
          numbers && new Set(settings).size > 1 && new Set(answers).size > 1
            ? sampleRankCorrelation(settings as number[], answers)
            : null,
        swing: numbers ? swingOf(settings as number[], answers) : null,
        sobol: indices?.[k] ?? null,
      };
    });
  });
}

/** Mean answer in the upper tenth of a lever's settings minus that in the lower tenth (at least one setting each). */
function swingOf(settings: readonly number[], answers: readonly number[]): number {
  const levels = [...new Set(settings)].sort((a, b) => a - b);
  const tail = Math.max(1, Math.floor(levels.length / 10));
  const low = levels[tail - 1]!;
  const high = levels[levels.length - tail]!;
  const pick = (inside: (value: number) => boolean): number => mean(answers.filter((_, i) => inside(settings[i]!)));
  return pick((value) => value >= high) - pick((value) => value <= low);
}
