/** What the stages of a run hand to the results, and how a sample of residents and three day types stand for a district and a year. Pure. */
import type { HarbourYear } from '../charging/harbour.ts';
import type { ChargingYear } from '../charging/stores.ts';
import type { Calendar } from '../core/time.ts';
import type { Population } from '../demand/population.ts';
import type { District } from '../district/district.ts';
import type { EnergyYear } from '../energy/stores.ts';
import type { GridYear, TransformerAreas } from '../grid/areas.ts';
import type { Hosting } from '../grid/hosting.ts';
import type { Access } from '../mobility/access.ts';
import type { TravelDay } from '../mobility/stores.ts';
import type { Scenario } from '../scenario/schema.ts';

export interface RunParts {
  readonly scenario: Scenario;
  readonly district: District;
  readonly population: Population;
  /** Weekday, Saturday, Sunday, in this order. */
  readonly travel: readonly TravelDay[];
  readonly energy: EnergyYear;
  readonly areas: TransformerAreas;
  readonly charging: ChargingYear;
  readonly grid: GridYear;
  /** What the grid can have by technology; absent where it was not computed. */
  readonly hosting?: readonly Hosting[] | undefined;
  /** Ships at berths with shore power; its power is part of the areas' load. */
  readonly harbour?: HarbourYear | undefined;
  readonly notes: readonly string[];
  /** What can be reached from each zone; no results about access without it. */
  readonly access?: Access;
}

/** Travel is simulated for some households and stands for all; households, cars and roofs are in the stores all of them. */
export interface Sample {
  /** Residents that one simulated resident stands for in travel results. */
  readonly travelScale: number;
  /** True when the trips of this household were simulated. */
  readonly travels: (household: number) => boolean;
}

export function sampleOf({ households, persons, sampleShare }: Population): Sample {
  let travelling = 0;
  for (let person = 0; person < persons.count; person++) travelling += households.inSample[persons.household[person]!]!;
  return {
    travelScale: travelling === 0 ? 1 / sampleShare : persons.count / travelling,
    travels: (household) => households.inSample[household] === 1,
  };
}

/** How often each day type comes in the period. */
export interface DayWeights {
  /** [day type] days of the period. */
  readonly days: readonly [number, number, number];
  /** [day type] share of the days. */
  readonly share: readonly [number, number, number];
  /** Factor from the period to a year of 365 days; 1 for a period of 365 or 366 days. */
  readonly toYear: number;
}

export function dayWeights(calendar: Calendar): DayWeights {
  const days: [number, number, number] = [0, 0, 0];
  for (const type of calendar.dayType) days[type as 0 | 1 | 2]++;
  const count = calendar.dayCount;
  return {
    days,
    share: [days[0] / count, days[1] / count, days[2] / count],
    toYear: count === 365 || count === 366 ? 1 : 365 / count,
  };
}

/** Sum over the trips of all day types of an average day of the period: Σ share of the day type × value of the trip.
 *  @param value of one trip; trips of a failed plan are passed too */
export function averageDaySum(
  parts: RunParts,
  weights: DayWeights,
  value: (trips: TravelDay['trips'], trip: number) => number,
): number {
  let total = 0;
  for (const { dayType, trips } of parts.travel) {
    let sum = 0;
    for (let trip = 0; trip < trips.count; trip++) sum += value(trips, trip);
    total += sum * weights.share[dayType as 0 | 1 | 2];
  }
  return total;
}
