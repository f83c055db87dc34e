/** Children who travel with whoever brings or fetches them: which trips they wait for, and how they then travel. The adult chooses; the child goes
 *  along by that mode: as a passenger of the car, on or beside the bicycle, on foot, by bus. A child that is taken along has no vehicle of its own
 *  with it, unless it cycles beside the adult and rides home alone. When the adult cannot go or the child is not there in time, each goes alone.
 *  In: trips and their escorts. Scratch state of one day. */
import type { Persons } from '../demand/population.ts';
import { BIKE, BUS, CAR, E_BIKE, PARK_AND_RIDE, PASSENGER, SHARED_BIKE, SHARED_CAR, TRAIN, WALK } from './modes.ts';
import { NO_MODE, NONE } from './outcome.ts';
import type { PlannedTrips } from './planned-trips.ts';

/** [mode of the adult] mode of the child; NO_MODE where no child can come along. */
const COMPANION: readonly number[] = (() => {
  const of = new Array<number>(10).fill(NO_MODE);
  of[WALK] = WALK;
  of[BIKE] = BIKE;
  of[E_BIKE] = BIKE;
  of[CAR] = PASSENGER;
  of[SHARED_CAR] = PASSENGER;
  of[PASSENGER] = PASSENGER;
  of[BUS] = BUS;
  of[TRAIN] = TRAIN;
  return of;
})();

/** Main modes of a tour on which a child cannot come along. */
export const NOT_WITH_CHILD: readonly number[] = [PARK_AND_RIDE, SHARED_BIKE];
/** How a child gets home or to school by itself when it was or will be taken along: with nothing that has to come back. */
const WITHOUT_VEHICLE: readonly number[] = [WALK, PASSENGER, BUS, TRAIN];
/** Children of this age cycle beside the adult and know the way back. Assumption. */
const RIDES_HOME_AGE = 7;

export const companionMode = (adult: number): number => (adult < 0 ? NO_MODE : (COMPANION[adult] ?? NO_MODE));

export class JointTrips {
  readonly any: boolean;
  private readonly trips: PlannedTrips;
  /** [trip] 1 when the child goes alone after all. */
  private readonly released: Uint8Array;
  /** [trip of an adult] trips of children that go along */
  private readonly companions = new Map<number, number[]>();
  /** [trip of a child] when it can leave; absent while it is not yet there. */
  private readonly readyS = new Map<number, number>();

  constructor(trips: PlannedTrips) {
    this.trips = trips;
    this.released = new Uint8Array(trips.count);
    for (let t = 0; t < trips.count; t++) {
      const adult = trips.escortTrip[t]!;
      if (adult === NONE) continue;
      const list = this.companions.get(adult);
      if (list === undefined) this.companions.set(adult, [t]);
      else list.push(t);
    }
    this.any = this.companions.size > 0;
  }

  /** Trips of children that go along on a trip. */
  of(adultTrip: number): readonly number[] {
    return this.companions.get(adultTrip) ?? [];
  }

  hasCompanions(first: number, last: number): boolean {
    if (!this.any) return false;
    for (let t = first; t <= last; t++) if (this.companions.has(t)) return true;
    return false;
  }

  /** The child waits to be taken along on this trip. */
  isJoint(t: number): boolean {
    return this.trips.escortTrip[t]! !== NONE && this.released[t] === 0;
  }

  hasJoint(first: number, last: number): boolean {
    for (let t = first; t <= last; t++) if (this.isJoint(t)) return true;
    return false;
  }

  wait(t: number, readyS: number): void {
    this.readyS.set(t, readyS);
  }

  /** When a waiting child can leave; Infinity while it is elsewhere. */
  readyAt(t: number): number {
    return this.readyS.get(t) ?? Infinity;
  }

  release(t: number): void {
    this.released[t] = 1;
  }

  /** Main modes for the trips that a child with joint trips makes alone. @param outBy mode of its joint first trip, NO_MODE when it goes alone */
  mainModes(tour: number, outBy: number, persons: Persons): readonly number[] {
    const first = this.trips.firstTrip[tour]!;
    const last = this.trips.firstTrip[tour + 1]! - 1;
    const p = this.trips.tourPerson[tour]!;
    const alone = outBy === BIKE && persons.bike[p] === 1 && persons.ageYears[p]! >= RIDES_HOME_AGE;
    return alone && !this.hasJoint(first + 1, last) ? [BIKE] : WITHOUT_VEHICLE;
  }
}
