/** Day plans as trips and tours: what the travel day has to carry out. A tour leads from home to home.
 *  In: plans, population, district. Out: arrays by trip and tour in shared memory, in order of person and departure. Pure. */
import { sharedF32, sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import { destinationPoints } from '../demand/destination-points.ts';
import type { Plans } from '../demand/plans.ts';
import type { Population } from '../demand/population.ts';
import type { District } from '../district/district.ts';

const NO_PLACE = 0xffffffff;
const NONE = 0xffffffff;

export interface PlannedTrips {
  readonly count: number;
  readonly tourCount: number;
  /** [tour + 1] trips firstTrip[t] … firstTrip[t + 1] - 1 */
  readonly firstTrip: Uint32Array;
  readonly tourPerson: Uint32Array;
  /** [trip] */
  readonly person: Uint32Array;
  readonly tour: Uint32Array;
  readonly tourOfDay: Uint8Array;
  /** index into ACTIVITIES of the activity at the end */
  readonly purpose: Uint8Array;
  readonly fromNode: Uint32Array;
  readonly toNode: Uint32Array;
  readonly fromZone: Uint32Array;
  readonly toZone: Uint32Array;
  readonly fromPlace: Uint32Array;
  readonly toPlace: Uint32Array;
  /** Road metres beyond the network at both ends together. */
  readonly beyondM: Float32Array;
  readonly departureS: Int32Array;
  /** Stay at the destination [s]; 0 for the last of the day. */
  readonly stayS: Int32Array;
  /** Trip of the adult that a child is taken along on, 0xffffffff when it goes alone. */
  readonly escortTrip: Uint32Array;
}

export function planTrips(plans: Plans, population: Population, district: District): PlannedTrips {
  const { firstActivity, kind, node, zone, place, startS, endS } = plans;
  const personCount = population.persons.count;
  let count = 0;
  let tourCount = 0;
  for (let p = 0; p < personCount; p++)
    for (let a = firstActivity[p]!; a + 1 < firstActivity[p + 1]!; a++) {
      count++;
      if (kind[a] === 0) tourCount++;
    }
  const points = destinationPoints(district);
  const beyond = (a: number): number => (place[a] === NO_PLACE ? 0 : points.beyondM[place[a]!]!);
  const trips = {
    count,
    tourCount,
    firstTrip: sharedU32(tourCount + 1),
    tourPerson: sharedU32(tourCount),
    person: sharedU32(count),
    tour: sharedU32(count),
    tourOfDay: sharedU8(count),
    purpose: sharedU8(count),
    fromNode: sharedU32(count),
    toNode: sharedU32(count),
    fromZone: sharedU32(count),
    toZone: sharedU32(count),
    fromPlace: sharedU32(count),
    toPlace: sharedU32(count),
    beyondM: sharedF32(count),
    departureS: sharedI32(count),
    stayS: sharedI32(count),
    escortTrip: sharedU32(count).fill(NONE),
  };
  const tripFrom = new Uint32Array(kind.length);
  let t = 0;
  let tour = -1;
  for (let p = 0; p < personCount; p++) {
    let ofDay = -1;
    for (let a = firstActivity[p]!; a + 1 < firstActivity[p + 1]!; a++, t++) {
      const b = a + 1;
      tripFrom[a] = t;
      if (kind[a] === 0) {
        tour++;
        ofDay++;
        trips.firstTrip[tour] = t;
        trips.tourPerson[tour] = p;
      }
      trips.person[t] = p;
      trips.tour[t] = tour;
      trips.tourOfDay[t] = ofDay;
      trips.purpose[t] = kind[b]!;
      trips.fromNode[t] = node[a]!;
      trips.toNode[t] = node[b]!;
      trips.fromZone[t] = zone[a]!;
      trips.toZone[t] = zone[b]!;
      trips.fromPlace[t] = place[a]!;
      trips.toPlace[t] = place[b]!;
      trips.beyondM[t] = place[a] === place[b] ? 0 : beyond(a) + beyond(b);
      trips.departureS[t] = endS[a]!;
      trips.stayS[t] = Math.max(0, endS[b]! - startS[b]!);
    }
  }
  trips.firstTrip[tourCount] = count;
  plans.escort?.forEach((adult, a) => {
    if (adult !== NONE) trips.escortTrip[tripFrom[a]!] = tripFrom[adult]!;
  });
  return trips;
}
