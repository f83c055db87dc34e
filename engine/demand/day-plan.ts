/** A person's day as a list of activities, before it is laid out by column. */
import type { PlanGroup } from './chains.ts';
import { carSpeedKmh } from './composite.ts';
import type { Population } from './population.ts';

export const HOME = 0;
export const WORK = 1;
export const SCHOOL = 2;
export const VISIT = 5;
export const ESCORT = 6;

export interface Spot {
  readonly node: number;
  readonly zone: number;
  readonly place: number;
  readonly beyondM: number;
}

export interface Act {
  readonly kind: number;
  readonly spot: Spot;
  startS: number;
  endS: number;
  /** The child leaves together with this person, when that person leaves its activity of this number. */
  escort?: { readonly person: number; readonly act: number };
}

/** Time allowed for a trip when planning [s]: by bicycle when short, by car when long. */
export function estimatedTravelS(metres: number): number {
  const km = metres / 1000;
  return Math.round(240 + Math.min((km / 14) * 3600, 300 + (km / carSpeedKmh(km)) * 3600));
}

export function planGroup(population: Population, p: number): PlanGroup {
  const { persons, households } = population;
  const age = persons.ageYears[p]!;
  if (age < 4) return 'toddler';
  if (age < 12) return 'pupil';
  if (age < 18) return 'teenager';
  const role = persons.group[p]!;
  if (role === 1) return 'student';
  if (role === 4) return age >= 80 || persons.reducedMobility[p] === 1 ? 'old' : 'retired';
  const h = persons.household[p]!;
  let pupils = false;
  for (let q = households.firstPerson[h]!; q < households.firstPerson[h + 1]!; q++)
    if (persons.ageYears[q]! < ESCORTED_BELOW) pupils = true;
  if (role === 2) return pupils && age > 25 ? 'working-parent' : 'worker';
  return pupils && age > 25 ? 'home-parent' : 'home';
}

/** Children below this age are brought and fetched. */
export const ESCORTED_BELOW = 12;
