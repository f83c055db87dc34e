/** What traffic lights and giving way do where nothing better is known: parts of the time that are green, mean delays, capacities. Pure.
 *  @source saturation flow: Highway Capacity Manual (2000), ch. 16, base 1,900 pcu an hour of green and lane, rounded down; delay without a queue:
 *  Webster (1958), uniform term; giving way: Highway Capacity Manual (2000), ch. 17, eq. 17-3, Harders' formula. Which part is green and how much
 *  traffic one gives way to: assumptions, rounded. */

/** Flow out of a queue [pcu/h of green and lane]. */
export const SATURATION_PCU_PER_H = 1800;
/** Lanes that an approach has at lights beyond those of the street: for who turns, as is usual in the Netherlands. Assumption. */
export const TURNING_LANES = 1;
/** Length of a cycle of lights [s]. Assumption: the short cycles that Dutch towns keep for people on foot and bicycle. */
export const CYCLE_S = 70;
/** Part of the cycle that is green: for the highest class of road at the crossing, for lower ones, and for left turns in a phase of their own. */
export const GREEN_SHARE = 0.46;
export const LOWER_GREEN_SHARE = 0.3;
export const LEFT_GREEN_SHARE = 0.2;

/** Mean wait for green of those who come evenly spread, without a queue [s]. */
export function uniformDelayS(greenShare: number): number {
  return 0.5 * CYCLE_S * (1 - greenShare) ** 2;
}

/** The part of the time that an approach has green. @param lower true when a road of a higher class meets there */
export function greenShareOf(lower: boolean): number {
  return lower ? LOWER_GREEN_SHARE : GREEN_SHARE;
}

/** Gaps that drivers take in the main stream, and the time between two of them who use the same gap [s]: mean of left, through and right from
 *  a side street of a two-lane road (HCM 2000, exhibit 17-5: 7.1, 6.5, 6.2 and 3.5, 4.0, 3.3). */
const CRITICAL_GAP_S = 6.6;
const FOLLOW_UP_S = 3.6;

/** Vehicles an hour that can enter or cross a stream. @param conflictingPerH > 0 */
export function giveWayCapacityPerH(conflictingPerH: number): number {
  const perS = conflictingPerH / 3600;
  return (conflictingPerH * Math.exp(-perS * CRITICAL_GAP_S)) / (1 - Math.exp(-perS * FOLLOW_UP_S));
}

/** Traffic that is given way to in a busy hour, both directions, by CLASS_RANK of the main road: primary, secondary, tertiary [veh/h].
 *  Assumption: a fifth to a third of what the lanes of both directions can carry. */
const CONFLICTING_PER_H: Readonly<Record<number, number>> = { 2: 700, 3: 500, 4: 300 };

/** Capacity of one lane of a local street that gives way to a main road of a rank; Infinity where there is none to give way to. Main roads that
 *  meet without lights have a roundabout, as is the rule in the Netherlands, whose entries pass what their class of road does (assumption). */
export function giveWayLaneCapacityPerH(mainRank: number): number {
  const conflictingPerH = CONFLICTING_PER_H[mainRank];
  return conflictingPerH === undefined ? Infinity : giveWayCapacityPerH(conflictingPerH);
}
