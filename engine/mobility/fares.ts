/** What trips cost before personal discounts, from the price levers. Pure. */
import type { Scenario } from '../scenario/schema.ts';

/** Distance included in the train's minimum fare, and from which the price per km falls [km]; the last price per km relative to the first.
 *  @source NS price list 2026: minimum to 8 units, then 0.22 falling to 0.10 EUR per unit */
const TRAIN_MINIMUM_KM = 8;
const TRAIN_FALLS_FROM_KM = 40;
const TRAIN_FAR_FACTOR = 0.6;
const TRAIN_FARTHEST_KM = 250;

export type Prices = Scenario['prices'];

/** Boarding once a journey, then by distance [EUR]; 0 for no ride. */
export function busFareEur(prices: Prices, rideM: number): number {
  return rideM > 0 ? prices.transitBoardingEur + (prices.transitEurPerKm * rideM) / 1000 : 0;
}

/** Minimum fare, a price per km that falls with distance, and a highest fare [EUR]; 0 for no ride. */
export function trainFareEur(prices: Prices, rideM: number): number {
  if (rideM <= 0) return 0;
  const km = Math.min(TRAIN_FARTHEST_KM, rideM / 1000);
  const near = Math.max(0, Math.min(km, TRAIN_FALLS_FROM_KM) - TRAIN_MINIMUM_KM);
  const far = Math.max(0, km - TRAIN_FALLS_FROM_KM);
  return prices.trainMinimumEur + prices.trainEurPerKm * (near + TRAIN_FAR_FACTOR * far);
}

export function carEur(prices: Prices, driveType: number, metres: number): number {
  return ((driveType === 2 ? prices.carElectricEurPerKm : prices.carPetrolEurPerKm) * metres) / 1000;
}

/** Rent of a round trip by shared car [EUR]. */
export function sharedCarEur(prices: Prices, heldS: number, metres: number): number {
  return (
    prices.sharedCarStartEur + (prices.sharedCarEurPerHour * heldS) / 3600 + (prices.sharedCarEurPerKm * metres) / 1000
  );
}

export function sharedBikeEur(prices: Prices, rideS: number): number {
  return prices.sharedBikeStartEur + (prices.sharedBikeEurPerMin * rideS) / 60;
}
