/** Fits the constants of the mode choice to target shares by distance class and by purpose, on one half of the households, and checks them on the
 *  other. In: a prepared day with car times, targets. Out: constants, shares made, how the fit went. Deterministic.
 *  Method: constants move by the logarithm of target over made share until shares agree (Train 2009, ch. 2.8, after McFadden). Shares are means
 *  over several days of choices by the same people: what is left between the halves is the people, not the luck of one day. */
import {
  distanceClass,
  TARGET_FROM_KM,
  TARGET_MODES,
  TARGET_OF_MODE,
  TARGET_PURPOSES,
} from '../demand/mode-targets.ts';
import type { Scenario } from '../scenario/schema.ts';
import {
  FEWEST_TRIPS,
  type ModeTargets,
  requireConsistent,
  requirePossible,
  requireShares,
} from './calibration-targets.ts';
import { runDay } from './day-events.ts';
import type { DayInput } from './day-record.ts';
import { CAR, E_BIKE, PASSENGER, purposeOf, roadM, TRAIN } from './modes.ts';

export interface CalibrationRound {
  readonly round: number;
  /** Largest and trip-weighted mean gap to the targets on the fitted half, and on the other half [percentage points]. */
  readonly worstPp: number;
  readonly meanPp: number;
  readonly holdOutWorstPp: number;
  readonly holdOutMeanPp: number;
}

/** One line of a table of shares: percent by target mode, and trips a day, on both halves. */
export interface CalibrationRow {
  readonly target: readonly number[];
  readonly fittedTrips: number;
  readonly fitted: readonly number[];
  readonly holdOutTrips: number;
  readonly holdOut: readonly number[];
}

export interface Calibration {
  readonly byDistance: Scenario['choice']['byDistance'];
  readonly byPurpose: Scenario['choice']['byPurpose'];
  readonly constants: Scenario['choice']['constants'];
  readonly rounds: readonly CalibrationRound[];
  readonly classes: ReadonlyArray<CalibrationRow & { readonly fromKm: number }>;
  readonly purposes: ReadonlyArray<CalibrationRow & { readonly purpose: string }>;
  /** Targets more than a percentage point away after the last round, by place in the targets. */
  readonly unmet: ReadonlyArray<{
    readonly key: string;
    readonly mode: string;
    readonly target: number;
    readonly made: number;
  }>;
}

/** Shares below a quarter of a percent are too rare to fit. */
const SMALLEST_PERCENT = 0.25;
/** First step as a share of the full move; later ones are smaller, so that classes that share tours settle. */
const STEP = 0.9;
const LARGEST_MOVE = 1;
/** Constants stay within this range, so that a share that cannot be met does not run away. */
const LARGEST = 4;
const UNMET_PP = 1;
/** Apart, so that days draw other preferences. */
const SEED_STEP = 7919;

/** Constants in work: [target mode without car][class or purpose]. */
type Group = number[][];

/** @param part 0 or 1 of both halves to fit on, 2 for all households
 *  @param days days of choices that shares are means of
 *  @throws InputError for targets that do not add up, contradict each other or cannot be reached */
export function calibrateModes(
  day: DayInput,
  targets: ModeTargets,
  rounds: number,
  part: 0 | 1 | 2 = 0,
  onRound: (round: CalibrationRound) => void = () => {},
  days = 1,
): Calibration {
  requireShares(targets);
  requirePossible(day, targets);
  const { choice } = day.scenario;
  const byDistance = copy(choice.byDistance);
  const byPurpose = copy(choice.byPurpose);
  const constants = { ...choice.constants };
  const history: CalibrationRound[] = [];
  let best: { gap: number; scenario: Scenario; fitted: Counts; holdOut: Counts } | undefined;
  for (let round = 0; round <= rounds; round++) {
    const scenario = {
      ...day.scenario,
      choice: { ...choice, constants: { ...constants }, byDistance: named(byDistance), byPurpose: named(byPurpose) },
    };
    const counts = count(day, scenario, days);
    const fitted = counts[part];
    const holdOut = counts[part === 2 ? 2 : 1 - part]!;
    if (round === 0) requireConsistent(counts[2].classes, counts[2].purposes, targets);
    const gap = gaps(fitted, targets);
    const other = gaps(holdOut, targets);
    const now: CalibrationRound = {
      round,
      worstPp: gap.worst,
      meanPp: gap.mean,
      holdOutWorstPp: other.worst,
      holdOutMeanPp: other.mean,
    };
    history.push(now);
    onRound(now);
    if (best === undefined || gap.mean < best.gap) best = { gap: gap.mean, scenario, fitted, holdOut };
    const step = STEP / (1 + round / 8);
    move(byDistance, fitted.classes, targets.percent, step);
    if (targets.byPurpose !== undefined) {
      // Half steps: both tables pull at the same trips.
      move(byPurpose, fitted.purposes, targets.byPurpose, step / 2);
      centre(byPurpose, byDistance, fitted.purposes);
    }
    moveWithin(constants, fitted, targets, step);
  }
  const { scenario, fitted, holdOut } = best!;
  const rowOf = (target: readonly number[], ours: readonly number[], theirs: readonly number[]): CalibrationRow => ({
    target,
    fittedTrips: Math.round(total(ours) / days),
    fitted: percent(ours),
    holdOutTrips: Math.round(total(theirs) / days),
    holdOut: percent(theirs),
  });
  const classes = TARGET_FROM_KM.map((fromKm, k) => ({
    fromKm,
    ...rowOf(targets.percent[k]!, fitted.classes[k]!, holdOut.classes[k]!),
  }));
  const purposes = (targets.byPurpose ?? []).map((target, k) => ({
    purpose: TARGET_PURPOSES[k]!,
    ...rowOf(target, fitted.purposes[k]!, holdOut.purposes[k]!),
  }));
  return {
    byDistance: rounded(scenario.choice.byDistance),
    byPurpose: rounded(scenario.choice.byPurpose),
    constants: rounded1(scenario.choice.constants),
    rounds: history,
    classes,
    purposes,
    unmet: [...unmetOf('percent', classes), ...unmetOf('byPurpose', purposes)],
  };
}

function unmetOf(table: string, rows: readonly CalibrationRow[]): Calibration['unmet'] {
  return rows.flatMap(({ target, fitted, fittedTrips }, k) =>
    fittedTrips < FEWEST_TRIPS
      ? []
      : target.flatMap((wanted, m) =>
          Math.abs(fitted[m]! - wanted) > UNMET_PP
            ? [{ key: `${table}[${k}]`, mode: TARGET_MODES[m]!, target: wanted, made: fitted[m]! }]
            : [],
        ),
  );
}

interface Counts {
  /** [distance class][target mode] trips over all days */
  readonly classes: number[][];
  /** [purpose][target mode] trips over all days */
  readonly purposes: number[][];
  /** [mode] trips over all days */
  readonly modes: number[];
}

/** Trips made by the households of each half, and of both. */
function count(day: DayInput, scenario: Scenario, days: number): [Counts, Counts, Counts] {
  const { trips, population } = day;
  const { persons, households } = population;
  const rows = (n: number): number[][] =>
    Array.from({ length: n }, () => new Array<number>(TARGET_MODES.length).fill(0));
  const empty = (): Counts => ({
    classes: rows(TARGET_FROM_KM.length),
    purposes: rows(TARGET_PURPOSES.length),
    modes: new Array<number>(TARGET_OF_MODE.length).fill(0),
  });
  const counts: [Counts, Counts, Counts] = [empty(), empty(), empty()];
  for (let draw = 0; draw < days; draw++) {
    const { outcome } = runDay({ ...day, scenario: { ...scenario, seed: scenario.seed + SEED_STEP * draw } });
    for (let t = 0; t < trips.count; t++) {
      if (outcome.failure[t] !== 0) continue;
      const half = (households.key[persons.household[trips.person[t]!]!]! >> 4) % 2;
      const mode = outcome.mode[t]!;
      const target = TARGET_OF_MODE[mode]!;
      const k = distanceClass(roadM(day, t));
      const purpose = purposeOf(trips, t);
      for (const part of [half, 2]) {
        counts[part]!.classes[k]![target]!++;
        counts[part]!.purposes[purpose]![target]!++;
        counts[part]!.modes[mode]!++;
      }
    }
  }
  return counts;
}

const total = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
const percent = (row: readonly number[]): number[] => row.map((n) => (100 * n) / Math.max(1, total(row)));

function gaps(counts: Counts, targets: ModeTargets): { worst: number; mean: number } {
  let worst = 0;
  let sum = 0;
  let trips = 0;
  const look = (rows: ReadonlyArray<readonly number[]>, wanted: ReadonlyArray<readonly number[]>): void => {
    rows.forEach((row, k) => {
      const n = total(row);
      if (n < FEWEST_TRIPS) return;
      const gap = Math.max(...percent(row).map((p, m) => Math.abs(p - wanted[k]![m]!)));
      worst = Math.max(worst, gap);
      sum += gap * n;
      trips += n;
    });
  };
  look(counts.classes, targets.percent);
  if (targets.byPurpose !== undefined) look(counts.purposes, targets.byPurpose);
  return { worst, mean: trips > 0 ? sum / trips : 0 };
}

function move(
  group: Group,
  counts: ReadonlyArray<readonly number[]>,
  wanted: ReadonlyArray<readonly number[]>,
  size: number,
): void {
  counts.forEach((row, k) => {
    if (total(row) < FEWEST_TRIPS) return;
    const made = percent(row);
    const odds = (m: number): number =>
      Math.log(Math.max(SMALLEST_PERCENT, wanted[k]![m]!) / Math.max(SMALLEST_PERCENT, made[m]!));
    const car = odds(TARGET_MODES.length - 1);
    group.forEach((values, m) => {
      if (wanted[k]![m]! < SMALLEST_PERCENT && made[m]! < SMALLEST_PERCENT) return;
      values[k]! += size * Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, odds(m) - car));
      values[k] = Math.max(-LARGEST, Math.min(LARGEST, values[k]!));
    });
  });
}

/** Constants by purpose are differences: their mean over trips goes to the constants by distance, so that one number has one meaning. */
function centre(byPurpose: Group, byDistance: Group, trips: ReadonlyArray<readonly number[]>): void {
  const weights = trips.map(total);
  const all = total(weights);
  byPurpose.forEach((values, m) => {
    const mean = values.reduce((sum, value, k) => sum + value * weights[k]!, 0) / Math.max(1, all);
    for (let k = 0; k < values.length; k++) values[k]! -= mean;
    const row = byDistance[m]!;
    for (let k = 0; k < row.length; k++) row[k] = Math.max(-LARGEST, Math.min(LARGEST, row[k]! + mean));
  });
}

function moveWithin(
  constants: { -readonly [K in keyof Scenario['choice']['constants']]: number },
  { modes }: Counts,
  targets: ModeTargets,
  size: number,
): void {
  const step = (part: number, rest: number, wanted: number): number =>
    part + rest > 0 ? size * Math.log((wanted / (1 - wanted)) * (Math.max(0.5, rest) / Math.max(0.5, part))) : 0;
  constants.carPassenger += step(modes[PASSENGER]!, modes[CAR]!, targets.passengerOfCar);
  constants.eBike += step(modes[E_BIKE]!, modes[1]!, targets.eBikeOfBicycle);
  constants.train += step(modes[TRAIN]!, modes[5]!, targets.trainOfTransit);
}

interface Rows {
  walk: number[];
  bicycle: number[];
  publicTransport: number[];
}

const copy = ({ walk, bicycle, publicTransport }: Rows): Group => [[...walk], [...bicycle], [...publicTransport]];
const named = ([walk, bicycle, publicTransport]: Group): Rows => ({
  walk: [...walk!],
  bicycle: [...bicycle!],
  publicTransport: [...publicTransport!],
});
const round2 = (value: number): number => Math.round(value * 100) / 100;
const rounded = ({ walk, bicycle, publicTransport }: Rows): Rows => ({
  walk: walk.map(round2),
  bicycle: bicycle.map(round2),
  publicTransport: publicTransport.map(round2),
});
const rounded1 = (constants: Scenario['choice']['constants']): Scenario['choice']['constants'] => {
  const result = { ...constants };
  for (const key of Object.keys(result) as Array<keyof typeof result>) result[key] = round2(result[key]);
  return result;
};
