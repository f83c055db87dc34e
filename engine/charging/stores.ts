/** Charging over a year: what went into and out of every car, at which transformer, and what was missing. */

import type { CostYear } from './least-cost.ts';
import type { CourseStore } from './courses.ts';
import type { HarbourYear } from './harbour.ts';

/** Energy by car over the period [kWh], all ≥ 0. Ledger per car:
 *  (charged + chargedOutside) · η − discharged / η − driven = storedEnd − storedStart,
 *  lost = (charged + chargedOutside) · (1 − η) + discharged · (1 / η − 1), plus constant losses and standby where the scenario has them. */
export interface CarYear {
  readonly carCount: number;
  /** [car] index into Cars. */
  readonly car: Uint32Array;
  /** Area of home (or hub), NO_AREA when outside. */
  readonly homeArea: Uint32Array;
  readonly drivenKwh: Float64Array;
  readonly drivenKm: Float64Array;
  /** Part of drivenKm that a plug-in hybrid drove on petrol because its battery was empty. */
  readonly petrolKm: Float64Array;
  /** From the grid side of the charger, in the district's grid and outside of it. */
  readonly chargedKwh: Float64Array;
  readonly chargedOutsideKwh: Float64Array;
  readonly dischargedKwh: Float64Array;
  readonly lostKwh: Float64Array;
  readonly storedStartKwh: Float64Array;
  readonly storedEndKwh: Float64Array;
  /** Grid side: energy for driving that the battery did not hold, charged fast on the way (counts in chargedOutside). */
  readonly fastChargedKwh: Float64Array;
  /** Energy missing from what was asked at departure. */
  readonly unservedKwh: Float64Array;
  readonly sessions: Uint32Array;
  readonly sessionsUnserved: Uint32Array;
  /** Bookings of shared cars that left a hub from the plug, and those with less in the battery than the booking took. */
  /** Grid side: energy that limits of the grid kept from sessions for a time, at most what each asked; and the part of unservedKwh that
   *  they caused. Present where charging is limited by the grid. */
  readonly withheldKwh?: Float64Array;
  readonly unservedByGridKwh?: Float64Array;
  readonly bookings?: Uint32Array;
  readonly bookingsShort?: Uint32Array;
}

/** Sessions of the period (plug-in to plug-out). All arrays [session]. */
export interface SessionStore {
  readonly count: number;
  readonly car: Uint32Array;
  readonly area: Uint32Array;
  /** index into STAY_KINDS */
  readonly kind: Uint8Array;
  readonly arrivalStep: Uint32Array;
  readonly departureStep: Uint32Array;
  /** Asked at plug-in to reach the wanted state of charge, at the battery. */
  readonly requestedKwh: Float32Array;
  readonly chargedKwh: Float32Array;
  readonly dischargedKwh: Float32Array;
  readonly unservedKwh: Float32Array;
  /** Stored at the end less at plug-in; and what could have been taken out of the battery and put into it at plug-in. */
  readonly gainedKwh?: Float32Array;
  readonly spareKwh?: Float32Array;
  readonly roomKwh?: Float32Array;
}

/** What drivers noticed, and what their batteries lost, over the period. All arrays [car] as in CarYear unless said. */
export interface DriverYear {
  /** Minutes plugged in with less than the minimum state of charge. */
  readonly belowFloorMin: Float64Array;
  /** Distance that the energy missing at departure would have driven. */
  readonly missedKm: Float64Array;
  readonly compensationEur: Float64Array;
  /** Stays in which the driver looked for a public socket and got none, and minutes waited by those that did. */
  readonly turnedAway: Uint32Array;
  readonly waitedMin: Float64Array;
  /** [area] stays turned away, and public sockets; empty when sockets are not counted. */
  readonly turnedAwayByArea: Uint32Array;
  readonly socketsByArea: Uint32Array;
  /** Sessions in which the driver pressed "charge now". */
  readonly chargeNow: Uint32Array;
  /** Share of capacity lost by use and by time, and its worth. */
  readonly cyclicLossShare: Float64Array;
  readonly calendarLossShare: Float64Array;
  readonly ageingEur: Float64Array;
}

/** Net power of cars by feeder: value = unit × units. */
export interface FeederPower {
  readonly unitKw: number;
  /** [feeder × step] */
  readonly units: Int16Array;
}

export interface ChargingYear {
  readonly strategy: string;
  /** [area × step] net power of cars at the area's transformer, + charging, − discharging. */
  readonly evKw: Float32Array;
  /** [step] all areas. */
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  readonly storedKwh: Float64Array;
  readonly connectedCars: Uint32Array;
  /** Cars that stand at a joint of a low-voltage cable; the rest of evKw is at the busbars. */
  readonly byFeeder?: FeederPower;
  readonly cars: CarYear;
  readonly sessions: SessionStore;
  /** Whole courses of some sessions, for explanations. */
  readonly courses?: CourseStore;
  readonly drivers?: DriverYear;
  /** Ships that were charged beside the cars. */
  readonly harbour?: HarbourYear;
  /** What charging cost, and what the same sessions could have cost at least, by area. */
  readonly costs?: CostYear;
}
