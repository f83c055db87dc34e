/** What the mode choice is fitted to, and whether it can be: shares that add up, tables that agree, modes that exist at a distance.
 *  In: targets, a prepared day. Throws InputError with every problem and its place. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import { distanceClass, TARGET_FROM_KM, TARGET_MODES, TARGET_PURPOSES } from '../demand/mode-targets.ts';
import type { DayInput } from './day-record.ts';
import { roadM } from './modes.ts';

export interface ModeTargets {
  /** [distance class][target mode] percent of trips, each row 100 in all. */
  readonly percent: ReadonlyArray<readonly number[]>;
  /** [purpose][target mode] percent of trips, each row 100 in all; purposes are left as they are without it. */
  readonly byPurpose?: ReadonlyArray<readonly number[]> | undefined;
  /** Shares inside a target mode: passengers of car trips, e-bikes of bicycle trips, train of public transport. */
  readonly passengerOfCar: number;
  readonly eBikeOfBicycle: number;
  readonly trainOfTransit: number;
  /** Where they were read, for messages. */
  readonly file?: string | undefined;
}

const fileOf = ({ file }: ModeTargets): string => file ?? 'targets';

/** A class with fewer trips is left as it is. */
export const FEWEST_TRIPS = 60;
/** How far the totals of both tables may lie apart [percentage points]: half of what a fit has to reach is used up by it. */
const TABLES_APART_PP = 1;
const REACH_PP = 1;

/** @throws InputError for rows that are not shares */
export function requireShares(targets: ModeTargets): void {
  const { percent, byPurpose } = targets;
  const file = fileOf(targets);
  const problems: Problem[] = [
    ...rowProblems(file, 'percent', percent, TARGET_FROM_KM.length, 'classes'),
    ...(byPurpose === undefined ? [] : rowProblems(file, 'byPurpose', byPurpose, TARGET_PURPOSES.length, 'purposes')),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

function rowProblems(
  file: string,
  table: string,
  rows: ReadonlyArray<readonly number[]>,
  count: number,
  what: string,
): readonly Problem[] {
  const problems: Problem[] = rows.flatMap((row, k) => {
    const sum = row.reduce((a, b) => a + b, 0);
    const bad = row.length !== TARGET_MODES.length || row.some((p) => !(p >= 0)) || !(Math.abs(sum - 100) <= 0.05);
    return bad
      ? [
          {
            file,
            key: `${table}[${k}]`,
            rule: `must be ${TARGET_MODES.length} shares >= 0 that sum to 100`,
            value: sum,
          },
        ]
      : [];
  });
  if (rows.length !== count)
    problems.push({ file, key: table, rule: `must have ${count} ${what}`, value: rows.length });
  return problems;
}

/** @throws InputError where a share is larger than the share of trips that have a way by that mode at all */
export function requirePossible({ trips, los, carM, carS }: DayInput, targets: ModeTargets): void {
  const { percent } = targets;
  const possible = TARGET_FROM_KM.map(() => new Array<number>(TARGET_MODES.length).fill(0));
  const all = new Array<number>(TARGET_FROM_KM.length).fill(0);
  for (let t = 0; t < trips.count; t++) {
    const k = distanceClass(roadM({ los, carM }, t));
    all[k]!++;
    const row = possible[k]!;
    if (los.walkS[t]! < Infinity) row[0]!++;
    if (los.bikeS[t]! < Infinity) row[1]!++;
    // A trip of a tour by public transport may be walked, but a walk is not public transport.
    if (Math.max(los.bus.utility[t]!, los.train.utility[t]!, los.parkAndRide.utility[t]!) > -Infinity) row[2]!++;
    if (carS[t]! < Infinity) row[3]!++;
  }
  const problems = percent.flatMap((row, k) =>
    all[k]! < FEWEST_TRIPS
      ? []
      : row.flatMap((wanted, m) => {
          const most = (100 * possible[k]![m]!) / all[k]!;
          return wanted > most + REACH_PP
            ? [
                {
                  file: fileOf(targets),
                  key: `percent[${k}][${m}]`,
                  rule: `must be within reach: ${TARGET_MODES[m]} is possible for ${most.toFixed(1)} % of trips from ${TARGET_FROM_KM[k]} km`,
                  value: wanted,
                },
              ]
            : [];
        }),
  );
  if (problems.length > 0) throw new InputError(problems);
}

/** Both tables speak of the same trips, so they must give the same totals.
 *  @param classes, purposes trips by target mode  @throws InputError when they do not */
export function requireConsistent(
  classes: ReadonlyArray<readonly number[]>,
  purposes: ReadonlyArray<readonly number[]>,
  targets: ModeTargets,
): void {
  const { percent, byPurpose } = targets;
  if (byPurpose === undefined) return;
  const totals = (rows: ReadonlyArray<readonly number[]>, wanted: ReadonlyArray<readonly number[]>): number[] => {
    const trips = rows.map((row) => row.reduce((a, b) => a + b, 0));
    const all = trips.reduce((a, b) => a + b, 0);
    return TARGET_MODES.map((_, m) => wanted.reduce((sum, row, k) => sum + (row[m]! * trips[k]!) / all, 0));
  };
  const far = totals(classes, percent);
  const near = totals(purposes, byPurpose);
  const problems = TARGET_MODES.flatMap((mode, m) =>
    Math.abs(far[m]! - near[m]!) > TABLES_APART_PP
      ? [
          {
            file: fileOf(targets),
            key: `byPurpose[…][${m}]`,
            rule: `must give the total that the table by distance gives for ${mode} (${far[m]!.toFixed(1)} %, within ${TABLES_APART_PP})`,
            value: Number(near[m]!.toFixed(1)),
          },
        ]
      : [],
  );
  if (problems.length > 0) throw new InputError(problems);
}
