/** What a study says: means and paired differences per lever point, verdicts corrected for their number, and which lever matters. Pure. */
import { mean } from 'simple-statistics';
import { type RunRecord, studyResultsHash } from '../io/study-folder.ts';
import {
  bootstrapInterval,
  differenceOf,
  holm,
  LEAST_BOOTSTRAP,
  type PairedDifference,
  pairedDifference,
  tInterval,
} from './statistics/paired.ts';
import { type SaltelliDesign, type SobolIndex, sobolIndices } from './statistics/sobol-indices.ts';

export interface IndicatorDifference extends PairedDifference {
  readonly scenario: string;
  readonly base: string;
  /** Number of the lever point; null: over all of them, each point's mean difference counting once. */
  readonly point: number | null;
  readonly levers: RunRecord['levers'];
  readonly indicator: string;
  readonly baseMean: number;
  readonly otherMean: number;
  /** p corrected for all differences of the same point (Holm). */
  readonly adjustedP: number;
  /** Whether the verdict still stands when all indicators of the point are judged together. */
  readonly standsCorrected: boolean;
  /** Bootstrap interval (BCa) beside Student's; null for fewer than eight pairs. */
  readonly bcaLower: number | null;
  readonly bcaUpper: number | null;
}

export interface PointMean {
  readonly scenario: string;
  /** Number of the lever point; null: over all of them. */
  readonly point: number | null;
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

/** A run that failed, with its cause. */
export interface DeadRun {
  readonly id: string;
  readonly scenario: string;
  readonly point: number;
  readonly replication: number;
  readonly message: string;
}

export interface StudySummary {
  readonly runs: number;
  readonly failed: number;
  /** One hash over all finished runs. */
  readonly resultsHash: string;
  /** The first of the runs that failed. */
  readonly dead: readonly DeadRun[];
  /** Rows of single lever points are left out where there are more than 200 of them: indicators.parquet has them all. */
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

/** More lever points than this are told over all of them only. */
const MOST_POINTS = 200;
/** Resampled values of all bootstrap intervals of a summary together: keeps a large study's summary in seconds. */
const BOOTSTRAP_DRAWS = 30_000_000;
const DEAD_SHOWN = 50;

/** point → replication → record */
type Grid = Map<number, Map<number, RunRecord>>;

export function summarise(input: SummaryInput): StudySummary {
  const grids: Grid[] = input.scenarios.map(() => new Map());
  const records = [...input.records];
  let runs = 0;
  let failed = 0;
  const dead: DeadRun[] = [];
  for (const record of records) {
    if (record.status === 'failed') {
      failed++;
      const { id, scenarioName: scenario, point, replication, message = '' } = record;
      if (dead.length < DEAD_SHOWN) dead.push({ id, scenario, point, replication, message });
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
  const pairs = Math.max(1, runs - (grids[0]?.size ?? 0)) * names.length;
  const options = { confidence: input.confidence, rounds: Math.min(2000, Math.floor(BOOTSTRAP_DRAWS / pairs)) };
  return {
    runs,
    failed,
    resultsHash: studyResultsHash(records),
    dead,
    means: grids.flatMap((grid, s) => pointMeans(grid, input.scenarios[s]!, names, input.confidence)),
    differences: grids
      .slice(1)
      .flatMap((grid, s) =>
        differencesOf(grids[0]!, grid, input.scenarios[0]!, input.scenarios[s + 1]!, names, options),
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
  const points = sortedPoints(grid);
  const row = (point: number | null, levers: RunRecord['levers'], indicator: string, values: number[]): PointMean[] =>
    values.length === 0
      ? []
      : [{ scenario, point, levers, indicator, replications: values.length, ...tInterval(values, confidence) }];
  const single =
    points.length > MOST_POINTS
      ? []
      : points.flatMap(([point, records]) =>
          names.flatMap((name) => row(point, records[0]!.levers, name, valuesOf(records, name))),
        );
  if (points.length < 2) return single;
  const over = names.flatMap((name) => {
    const means = points.map(([, records]) => valuesOf(records, name)).filter((values) => values.length > 0);
    return row(null, {}, name, means.map(mean));
  });
  return [...over, ...single];
}

interface PairOptions {
  readonly confidence: number | undefined;
  /** Bootstrap resamples; below 200 there is no bootstrap interval. */
  readonly rounds: number;
}

type Pairs = ReadonlyArray<readonly [before: number, after: number]>;

function differencesOf(
  base: Grid,
  other: Grid,
  baseName: string,
  otherName: string,
  names: readonly string[],
  options: PairOptions,
): IndicatorDifference[] {
  const points = sortedPoints(other).filter(([point]) => base.has(point));
  const pairsOf = ([point, records]: (typeof points)[number], indicator: string): Pairs =>
    records.flatMap((record) => {
      const before = base.get(point)!.get(record.replication)?.indicators[indicator];
      const after = record.indicators[indicator];
      return isNumber(before) && isNumber(after) ? [[before, after] as const] : [];
    });
  const family = (
    point: number | null,
    levers: RunRecord['levers'],
    pick: (indicator: string) => Pairs,
  ): IndicatorDifference[] => {
    const rows = names.flatMap((indicator) => {
      const pairs = pick(indicator);
      return pairs.length === 0
        ? []
        : [{ scenario: otherName, base: baseName, point, levers, indicator, ...rowOf(pairs, options) }];
    });
    const tested = rows.filter((row) => Number.isFinite(row.p));
    const adjusted = holm(tested.map((row) => row.p));
    const ofRow = new Map(tested.map((row, i) => [row, adjusted[i]!]));
    return rows.map((row) => {
      const adjustedP = ofRow.get(row) ?? Number.NaN;
      return { ...row, adjustedP, standsCorrected: adjustedP < 1 - (options.confidence ?? 0.95) };
    });
  };
  const single =
    points.length > MOST_POINTS
      ? []
      : points.flatMap((point) => family(point[0], point[1][0]!.levers, (name) => pairsOf(point, name)));
  if (points.length < 2) return single;
  // Replications of a point share its levers: the point's mean is what is drawn, so that it counts once.
  const over = family(null, {}, (name) =>
    points.flatMap((point) => {
      const pairs = pairsOf(point, name);
      return pairs.length === 0
        ? []
        : [[mean(pairs.map(([before]) => before)), mean(pairs.map(([, after]) => after))] as const];
    }),
  );
  return [...over.map((row) => ({ ...row, moreReplications: null })), ...single];
}

function rowOf(pairs: Pairs, { confidence, rounds }: PairOptions) {
  const before = pairs.map(([value]) => value);
  const after = pairs.map(([, value]) => value);
  const bca =
    pairs.length < LEAST_BOOTSTRAP || rounds < 200
      ? null
      : bootstrapInterval(
          pairs.map(([from, to]) => differenceOf(from, to)),
          BOOTSTRAP_SEED,
          rounds,
          confidence,
        );
  return {
    ...pairedDifference(before, after, confidence),
    baseMean: mean(before),
    otherMean: mean(after),
    bcaLower: bca?.lower ?? null,
    bcaUpper: bca?.upper ?? null,
  };
}

const BOOTSTRAP_SEED = 1987;
const isNumber = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

function effectsOf(
  grid: Grid,
  scenario: string,
  names: readonly string[],
  saltelli: SaltelliDesign | null,
): LeverEffect[] {
  const points = sortedPoints(grid);
  if (points.length < 2) return [];
  const levers = Object.keys(points[0]![1][0]!.levers);
  // What depends on the levers alone is made once for all indicators.
  const prepared = levers.map((lever) => {
    const settings = points.map(([, records]) => records[0]!.levers[lever]!);
    const numbers = settings.every((value): value is number => typeof value === 'number');
    return { lever, settings: numbers ? ends(settings as number[]) : null };
  });
  const rounds = saltelli === null ? 0 : bootstrapRounds(saltelli, names.length);
  return names.flatMap((indicator) => {
    const answers = points.map(([, records]) => {
      const values = valuesOf(records, indicator);
      return values.length === 0 ? Number.NaN : mean(values);
    });
    if (answers.some(Number.isNaN)) return [];
    const complete = saltelli !== null && answers.length === saltelli.points.length;
    const indices = complete ? sobolIndices(saltelli, answers, 1, rounds) : null;
    const answerRanks = ranks(answers);
    return prepared.map(({ lever, settings }, k) => ({
      scenario,
      indicator,
      lever,
      rankCorrelation: settings === null ? null : correlation(settings.ranks, answerRanks),
      swing: settings === null ? null : meanAt(answers, settings.high) - meanAt(answers, settings.low),
      sobol: indices?.[k] ?? null,
    }));
  });
}

/** Estimates of all bootstrap rounds of a summary together. */
const SOBOL_BUDGET = 30_000_000;

const bootstrapRounds = ({ count, levers }: SaltelliDesign, indicators: number): number =>
  Math.max(100, Math.min(500, Math.floor(SOBOL_BUDGET / (count * (levers + 2) * indicators))));

interface Ends {
  readonly ranks: Float64Array;
  /** Points with the lowest and the highest tenth of the lever's settings (at least one setting each). */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

function ends(settings: readonly number[]): Ends {
  const levels = [...new Set(settings)].sort((a, b) => a - b);
  const tail = Math.max(1, Math.floor(levels.length / 10));
  const low = levels[tail - 1]!;
  const high = levels[levels.length - tail]!;
  const where = (inside: (value: number) => boolean): number[] =>
    settings.flatMap((value, i) => (inside(value) ? [i] : []));
  return { ranks: ranks(settings), low: where((value) => value <= low), high: where((value) => value >= high) };
}

const meanAt = (answers: readonly number[], where: readonly number[]): number => mean(where.map((i) => answers[i]!));

/** Ranks from 0, equal values share the mean of theirs. */
function ranks(values: readonly number[]): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) result[order[i]!] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}

/** Pearson's correlation; of ranks it is Spearman's. null where one of them does not vary. */
function correlation(a: Float64Array, b: Float64Array): number | null {
  const middle = (a.length - 1) / 2;
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    both += (a[i]! - middle) * (b[i]! - middle);
    squaresA += (a[i]! - middle) ** 2;
    squaresB += (b[i]! - middle) ** 2;
  }
  return squaresA === 0 || squaresB === 0 ? null : both / Math.sqrt(squaresA * squaresB);
}
