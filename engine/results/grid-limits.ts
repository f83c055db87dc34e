/** Who bears the limits of the grid: energy kept from cars, and what of it was missing at departure, by household. Pure. */
import { NO_HOUSEHOLD } from '../demand/population.ts';
import type { DayWeights, RunParts } from './parts.ts';

export interface LimitSums {
  /** [household] kWh a year at the grid side, and at the battery. */
  readonly withheldKwh: Float64Array;
  readonly unservedKwh: Float64Array;
  /** Shared cars together. */
  readonly sharedWithheldKwh: number;
  readonly sharedUnservedKwh: number;
  /** Cars that a limit ever held back: those that need metering and control. */
  readonly carsHeld: number;
}

/** @returns null where charging was not limited by the grid */
export function limitSums({ charging, population }: RunParts, weights: DayWeights): LimitSums | null {
  const { cars } = charging;
  if (cars.withheldKwh === undefined || cars.unservedByGridKwh === undefined) return null;
  const withheldKwh = new Float64Array(population.households.count);
  const unservedKwh = new Float64Array(population.households.count);
  let sharedWithheldKwh = 0;
  let sharedUnservedKwh = 0;
  let carsHeld = 0;
  for (let i = 0; i < cars.carCount; i++) {
    const household = population.cars.household[cars.car[i]!]!;
    if (cars.withheldKwh[i]! > 0) carsHeld++;
    const withheld = cars.withheldKwh[i]! * weights.toYear;
    const unserved = cars.unservedByGridKwh[i]! * weights.toYear;
    if (household === NO_HOUSEHOLD) {
      sharedWithheldKwh += withheld;
      sharedUnservedKwh += unserved;
    } else {
      withheldKwh[household]! += withheld;
      unservedKwh[household]! += unserved;
    }
  }
  return { withheldKwh, unservedKwh, sharedWithheldKwh, sharedUnservedKwh, carsHeld };
}
