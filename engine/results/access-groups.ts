/** What is within reach of whom: access by neighbourhood becomes access of residents, who have a car, a bicycle, or neither.
 *  In: access by zone and mode, population. Out: means by group, and the spread over residents. Pure. */
import { gini, palma } from '../core/inequality.ts';
import { INCOME_CLASSES, PERSON_GROUPS, type Population } from '../demand/population.ts';
import type { District } from '../district/district.ts';
import { ACCESS_MINUTES, ACCESS_MODES, type Access } from '../mobility/access.ts';

/** Ways of travel of the table: the modes, and the best of those that a resident has. */
export const ACCESS_WAYS = [...ACCESS_MODES, 'best'] as const;
export const ACCESS_WIDTH = ACCESS_WAYS.length * ACCESS_MINUTES.length;

export interface AccessGroup {
  readonly dimension: 'all' | 'income' | 'age' | 'car' | 'mobility' | 'neighbourhood';
  readonly group: string;
  persons: number;
  /** [way × minutes] mean share over the residents of the group */
  readonly jobsShare: Float64Array;
  readonly facilitiesShare: Float64Array;
}

export interface AccessOfPeople {
  readonly groups: readonly AccessGroup[];
  /** Spread over residents of jobs within 45 minutes by the best way they have; NaN where nobody reaches any. */
  readonly giniJobs: number;
  readonly palmaJobs: number;
  readonly giniTransitJobs: number;
  /** [minutes] mean share of the jobs within reach by public transport in a wheelchair; as for everybody where nothing is closed. */
  readonly wheelchairTransitJobs: readonly number[];
}

const CAR = 0;
const BIKE = 1;
const WALK = 2;
const TRANSIT = 3;
const LAST_MINUTES = ACCESS_MINUTES.length - 1;

export function accessOfPeople(access: Access, population: Population, { zones }: District): AccessOfPeople {
  const { persons, households } = population;
  const groups: AccessGroup[] = [];
  const open = (dimension: AccessGroup['dimension'], names: readonly string[]): number => {
    for (const group of names)
      groups.push({
        dimension,
        group,
        persons: 0,
        jobsShare: new Float64Array(ACCESS_WIDTH),
        facilitiesShare: new Float64Array(ACCESS_WIDTH),
      });
    return groups.length - names.length;
  };
  const all = open('all', ['all']);
  const income = open('income', INCOME_CLASSES);
  const age = open('age', PERSON_GROUPS);
  const car = open('car', ['no car', 'car']);
  const mobility = open('mobility', ['reduced mobility', 'full mobility']);
  const inside = Array.from({ length: zones.count }, (_, zone) => zone).filter((zone) => zones.external[zone] !== 1);
  const neighbourhood = open(
    'neighbourhood',
    inside.map((zone) => zones.name[zone]!),
  );
  const placeOf = new Map(inside.map((zone, i) => [zone, neighbourhood + i]));
  const width = ACCESS_MODES.length * ACCESS_MINUTES.length;
  const flat = access.inWheelchair ?? access;
  const wheelchairTransitJobs = ACCESS_MINUTES.map(() => 0);
  const bestJobs = new Float64Array(persons.count);
  const transitJobs = new Float64Array(persons.count);
  for (let p = 0; p < persons.count; p++) {
    const h = persons.household[p]!;
    const zone = households.zone[h]!;
    const hasCar = households.cars[h]! > 0;
    const ways = [WALK, TRANSIT];
    if (hasCar && persons.licence[p] === 1) ways.push(CAR);
    if (persons.bike[p] === 1) ways.push(BIKE);
    const of = [
      all,
      income + households.incomeClass[h]!,
      age + persons.group[p]!,
      car + (hasCar ? 1 : 0),
      mobility + 1 - persons.reducedMobility[p]!,
      ...(placeOf.has(zone) ? [placeOf.get(zone)!] : []),
    ];
    for (let m = 0; m < ACCESS_MINUTES.length; m++) {
      const at = (mode: number): number => zone * width + mode * ACCESS_MINUTES.length + m;
      wheelchairTransitJobs[m]! += flat.jobsShare[at(TRANSIT)]! / persons.count;
      const best = (share: Float64Array): number => ways.reduce((most, mode) => Math.max(most, share[at(mode)]!), 0);
      const jobs = best(access.jobsShare);
      const facilities = best(access.facilitiesShare);
      if (m === LAST_MINUTES) {
        bestJobs[p] = jobs;
        transitJobs[p] = access.jobsShare[at(TRANSIT)]!;
      }
      for (const g of of) {
        const group = groups[g]!;
        for (let mode = 0; mode < ACCESS_MODES.length; mode++) {
          group.jobsShare[mode * ACCESS_MINUTES.length + m]! += access.jobsShare[at(mode)]!;
          group.facilitiesShare[mode * ACCESS_MINUTES.length + m]! += access.facilitiesShare[at(mode)]!;
        }
        group.jobsShare[width + m]! += jobs;
        group.facilitiesShare[width + m]! += facilities;
      }
    }
    for (const g of of) groups[g]!.persons++;
  }
  for (const { jobsShare, facilitiesShare, persons: members } of groups)
    for (let at = 0; at < ACCESS_WIDTH; at++) {
      jobsShare[at]! /= members;
      facilitiesShare[at]! /= members;
    }
  return {
    groups,
    giniJobs: gini(bestJobs),
    palmaJobs: palma(bestJobs),
    giniTransitJobs: gini(transitJobs),
    wheelchairTransitJobs,
  };
}
