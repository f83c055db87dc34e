/** Reservations of shared cars: the next booking is known, and so is how far it goes before the car is back at a hub.
 *  In: parking of a day. Out: metres. Pure. */
import { type ParkingStore, STAY_HUB } from '../mobility/stores.ts';

/** Kept in the battery beyond what the booking needs, share of its capacity. Assumption. */
export const BOOKING_RESERVE_SHARE = 0.1;

/** Distance of a booking [m]: from the stay the car leaves next until it stands at a hub again, or the day ends.
 *  @param trip number of the next trip of the donor's day */
export function bookingM({ firstStay, kind, drivenM }: ParkingStore, donor: number, trip: number): number {
  const end = firstStay[donor + 1]!;
  let metres = 0;
  for (let stay = firstStay[donor]! + trip + 1; stay < end; stay++) {
    metres += drivenM[stay]!;
    if (kind[stay] === STAY_HUB) break;
  }
  return metres;
}
