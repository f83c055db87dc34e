/** Fits the constants of the mode choice to target shares by distance class, on one half of the households, and checks them on the other.
 *  In: a prepared day with car times, targets. Out: constants, shares made, how the fit went. Deterministic.
 *  Method: constants move by the logarithm of target over made share until shares agree (Train 2009, ch. 2.8, after McFadden). */
import { InputError } from '../core/errors.ts';
import { distanceClass, TARGET_FROM_KM, TARGET_MODES, TARGET_OF_MODE } from '../demand/mode-targets.ts';
import type { Scenario } from '../scenario/schema.ts';
import { CAR, E_BIKE, PASSENGER, roadM, TRAIN } from './alternatives.ts';
import { type DayInput, runDay } from './day-events.ts';

export interface ModeTargets {
  /** [distance class][target mode] percent of trips, each row 100 in all. */
  readonly percent: ReadonlyArray<readonly number[]>;
  /** Shares inside a target mode: passengers of car trips, e-bikes of bicycle trips, train of public transport. */
  readonly passengerOfCar: number;
  readonly eBikeOfBicycle: number;
  readonly trainOfTransit: number;
}

export interface CalibrationRound {
  readonly round: number;
  /** Largest and trip-weighted mean gap to the targets on the fitted half, and on the other half [percentage points]. */
  readonly worstPp: number;
  readonly meanPp: number;
  readonly holdOutWorstPp: number;
  readonly holdOutMeanPp: number;
}

export interface Calibration {
  readonly byDistance: Scenario['choice']['byDistance'];
  readonly constants: Scenario['choice']['constants'];
  readonly rounds: readonly CalibrationRound[];
  /** [distance class] trips and percent by target mode on both halves. */
  readonly classes: ReadonlyArray<{
    readonly fromKm: number;
    readonly target: readonly number[];
    readonly fittedTrips: number;
    readonly fitted: readonly number[];
    readonly holdOutTrips: number;
    readonly holdOut: readonly number[];
  }>;
}

/** A class with fewer trips on the fitted half is left as it is; shares below a quarter of a percent are too rare to fit. */
const FEWEST_TRIPS = 60;
const SMALLEST_PERCENT = 0.25;
/** First step as a share of the full move; later ones are smaller, so that classes that share tours settle. */
const STEP = 0.9;
const LARGEST_MOVE = 1;
/** Constants by distance stay within this range, so that a share that cannot be met does not run away. */
const LARGEST = 4;

/** @param part 0 or 1 of both halves to fit on, 2 for all households
 *  @throws InputError for targets that do not add up */
export function calibrateModes(
  day: DayInput,
  targets: ModeTargets,
  rounds: number,
  part: 0 | 1 | 2 = 0,
  onRound: (round: CalibrationRound) => void = () => {},
): Calibration {
  checkTargets(targets);
  const { choice } = day.scenario;
  const group = [choice.byDistance.walk, choice.byDistance.bicycle, choice.byDistance.publicTransport].map((row) => [
    ...row,
  ]);
  const constants = { ...choice.constants };
  const history: CalibrationRound[] = [];
  const scenarioNow = (): Scenario => ({
    ...day.scenario,
    choice: {
      ...choice,
      constants,
      byDistance: { walk: [...group[0]!], bicycle: [...group[1]!], publicTransport: [...group[2]!] },
    },
  });
  let best: { gap: number; scenario: Scenario; fitted: Counts; holdOut: Counts } | undefined;
  for (let round = 0; round <= rounds; round++) {
    const scenario = scenarioNow();
    const counts = count(day, scenario);
    const fitted = counts[part];
    const holdOut = counts[part === 2 ? 2 : 1 - part]!;
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
    move(group, fitted, targets, step);
    moveWithin(constants, fitted, targets, step);
  }
  const { scenario, fitted, holdOut } = best!;
  return {
    byDistance: rounded(scenario.choice.byDistance),
    constants: roundedConstants(scenario.choice.constants),
    rounds: history,
    classes: TARGET_FROM_KM.map((fromKm, k) => ({
      fromKm,
      target: targets.percent[k]!,
      fittedTrips: total(fitted.classes[k]!),
      fitted: percent(fitted.classes[k]!),
      holdOutTrips: total(holdOut.classes[k]!),
      holdOut: percent(holdOut.classes[k]!),
    })),
  };
}

function checkTargets({ percent: rows }: ModeTargets): void {
  const problems = rows.flatMap((row, k) => {
    const sum = row.reduce((a, b) => a + b, 0);
    const bad = row.length !== TARGET_MODES.length || row.some((p) => !(p >= 0)) || Math.abs(sum - 100) > 0.05;
    return bad
      ? [
          {
            file: 'targets',
            key: `percent[${k}]`,
            rule: `must be ${TARGET_MODES.length} shares >= 0 that sum to 100`,
            value: sum,
          },
        ]
      : [];
  });
  if (rows.length !== TARGET_FROM_KM.length)
    problems.push({
      file: 'targets',
      key: 'percent',
      rule: `must have ${TARGET_FROM_KM.length} classes`,
      value: rows.length,
    });
  if (problems.length > 0) throw new InputError(problems);
}

interface Counts {
  /** [distance class][target mode] trips */
  readonly classes: number[][];
  /** [mode] trips */
  readonly modes: number[];
}

/** Trips made by the households of each half, and of both. */
function count(day: DayInput, scenario: Scenario): [Counts, Counts, Counts] {
  const { outcome } = runDay({ ...day, scenario });
  const { trips, population } = day;
  const { persons, households } = population;
  const empty = (): Counts => ({
    classes: TARGET_FROM_KM.map(() => new Array<number>(TARGET_MODES.length).fill(0)),
    modes: new Array<number>(TARGET_OF_MODE.length).fill(0),
  });
  const counts: [Counts, Counts, Counts] = [empty(), empty(), empty()];
  for (let t = 0; t < trips.count; t++) {
    if (outcome.failure[t] !== 0) continue;
    const half = (households.key[persons.household[trips.person[t]!]!]! >> 4) % 2;
    const mode = outcome.mode[t]!;
    const target = TARGET_OF_MODE[mode]!;
    const metres = roadM(day, t);
    for (const part of [half, 2]) {
      counts[part]!.classes[distanceClass(metres)]![target]!++;
      counts[part]!.modes[mode]!++;
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
  counts.classes.forEach((row, k) => {
    const n = total(row);
    if (n < FEWEST_TRIPS) return;
    const made = percent(row);
    const gap = Math.max(...made.map((p, m) => Math.abs(p - targets.percent[k]![m]!)));
    worst = Math.max(worst, gap);
    sum += gap * n;
    trips += n;
  });
  return { worst, mean: trips > 0 ? sum / trips : 0 };
}

function move(group: number[][], counts: Counts, targets: ModeTargets, size: number): void {
  counts.classes.forEach((row, k) => {
    if (total(row) < FEWEST_TRIPS) return;
    const made = percent(row);
    const odds = (m: number): number =>
      Math.log(Math.max(SMALLEST_PERCENT, targets.percent[k]![m]!) / Math.max(SMALLEST_PERCENT, made[m]!));
    const car = odds(TARGET_MODES.length - 1);
    group.forEach((values, m) => {
      if (targets.percent[k]![m]! < SMALLEST_PERCENT && made[m]! < SMALLEST_PERCENT) return;
      values[k]! += size * Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, odds(m) - car));
      values[k] = Math.max(-LARGEST, Math.min(LARGEST, values[k]!));
    });
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

const round2 = (value: number): number => Math.round(value * 100) / 100;
const rounded = (rows: Scenario['choice']['byDistance']): Scenario['choice']['byDistance'] => ({
  walk: rows.walk.map(round2),
  bicycle: rows.bicycle.map(round2),
  publicTransport: rows.publicTransport.map(round2),
});
const roundedConstants = (constants: Scenario['choice']['constants']): Scenario['choice']['constants'] => {
  const result = { ...constants };
  for (const key of Object.keys(result) as Array<keyof typeof result>) result[key] = round2(result[key]);
  return result;
};
