/** A prepared day, and what it leaves: what people did, where cars stood, what hubs and places were used for. */
import type { AlternativesInput } from './alternatives.ts';
import type { Outcome } from './outcome.ts';
import type { ParkingPlaces } from './parking-places.ts';
import type { ParkingStays } from './parking-stays.ts';

import type { StationBikes } from './station-bikes.ts';
import type { Stock, Supply } from './supply.ts';

export interface DayRecord {
  readonly outcome: Outcome;
  readonly stays: ParkingStays;
  readonly sharedCars: Stock;
  readonly sharedBikes: Stock;
  readonly parkAndRide: Stock;
  readonly places: ParkingPlaces;
  readonly stationBikes: StationBikes;
  readonly bikePlaces: StationBikes;
  /** [hub] one-way cars brought back at night. */
  readonly relocatedTo: Uint32Array;
}

export interface DayInput extends AlternativesInput {
  readonly supply: Supply;
  /** [hub] zone the hub lies in. */
  readonly hubZone: Uint32Array;
}
