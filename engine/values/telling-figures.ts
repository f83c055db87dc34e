/** Figures about public values that would tell a count of fewer than ten people: shares of trips that failed. Pure. */
import { SMALLEST_CELL } from '../results/small-cells.ts';
import { DIGNITY_GROUPS } from './definitions/rest.ts';
import type { ValueFacts } from './facts.ts';

/** @param travelScale residents that a simulated one stands for */
export function tellingFigures({ people }: ValueFacts, travelScale: number): ReadonlySet<string> {
  const telling = new Set<string>();
  if (people === null) return telling;
  for (const [key, group] of DIGNITY_GROUPS) {
    const { plannedTrips, madeTrips, persons } = people[group];
    if ((plannedTrips - madeTrips) / travelScale < SMALLEST_CELL) telling.add(`dignityImpossible${key}`);
    if (persons / travelScale < SMALLEST_CELL) telling.add(`dignityTrips${key}`);
  }
  return telling;
}
