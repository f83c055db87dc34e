/** What it is worth to have a set of modes over a distance: the logsum of the mode choice on rule-of-thumb times, for destination choice.
 *  In: scenario levers. Out: a look-up by distance [m]. Pure. Speeds: domestic averages by distance (car 20 km/h in town to 85 km/h far). */
import type { Scenario } from '../scenario/schema.ts';

const STEPS = 160;
const FIRST_M = 100;
const LAST_M = 250_000;
const LOG_STEP = Math.log(LAST_M / FIRST_M) / (STEPS - 1);

/** Door-to-door speed of a car by distance [km/h]. */
export const carSpeedKmh = (km: number): number => 18 + (67 * km) / (km + 16);
/** Door-to-door speed of public transport [km/h], after 14 minutes of access and waiting. */
const transitSpeedKmh = (km: number): number => 20 + (50 * km) / (km + 25);

/** [distance step] logsum in utility for a person with or without a car and a bicycle. */
export function compositeTable(scenario: Scenario, car: boolean, bike: boolean): Float64Array {
  const { choice, prices, travel } = scenario;
  return Float64Array.from({ length: STEPS }, (_, step) => {
    const km = (FIRST_M * Math.exp(step * LOG_STEP)) / 1000;
    const utilities = [choice.constants.walk + choice.walkPerMin * ((km / travel.walkSpeedKmh) * 60)];
    if (bike) utilities.push(choice.constants.bike + choice.bikePerMin * ((km / travel.bikeSpeedKmh) * 60));
    const carUtility =
      choice.carPerMin * (4 + (km / carSpeedKmh(km)) * 60) + choice.costPerEur * prices.carPetrolEurPerKm * km;
    utilities.push(car ? carUtility : carUtility + choice.constants.carPassenger);
    utilities.push(
      choice.constants.busTram +
        choice.walkPerMin * 8 +
        choice.waitPerMin * 6 +
        choice.transitPerMin * ((km / transitSpeedKmh(km)) * 60) +
        choice.costPerEur * (prices.transitBoardingEur + prices.transitEurPerKm * km),
    );
    const best = Math.max(...utilities);
    return best + Math.log(utilities.reduce((sum, u) => sum + Math.exp(u - best), 0));
  });
}

/** Logsum at a distance, linear between steps. */
export function compositeAt(table: Float64Array, distanceM: number): number {
  const at = Math.log(Math.max(FIRST_M, Math.min(LAST_M, distanceM)) / FIRST_M) / LOG_STEP;
  const low = Math.min(STEPS - 2, Math.floor(at));
  return table[low]! + (at - low) * (table[low + 1]! - table[low]!);
}
