/** Events of a day in order of time. Ties are broken by trip, then by kind, so that the order does not depend on threads. */
import TinyQueue from 'tinyqueue';

export const START = 0;
export const TRIP = 1;
export const BIKE_BACK = 2;
export const END = 3;
export const CAR_BACK = 4;
/** A child goes along with an adult who leaves. */
export const JOIN = 5;
/** A driver comes to where places are few. */
export const ARRIVE = 6;
/** The next trip's time is known when the driver has found a place. */
export const NOT_YET = -1;

export interface Event {
  readonly timeS: number;
  /** Ties are broken by trip, then kind. */
  readonly trip: number;
  readonly kind: number;
  readonly tour: number;
}

export type DayQueue = TinyQueue<Event>;

export const dayQueue = (): DayQueue =>
  new TinyQueue<Event>([], (a, b) => a.timeS - b.timeS || a.trip - b.trip || a.kind - b.kind);
