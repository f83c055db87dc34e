/** What a single journey costs, emits and uses, from a scenario's prices and emission factors: full fares, no subscriptions or parking. Pure. */

import type { JourneyLeg, JourneyMode, JourneyTotals } from '../routing/journey.ts';
import type { Scenario } from '../scenario/schema.ts';
import { busFareEur, carEur, sharedBikeEur, sharedCarEur, trainFareEur } from './fares.ts';

export type CarKind = 'petrol' | 'electric';

/** Energy at the wheel's side of tank or socket [kWh/km]: 6.7 l/100 km of petrol at 8.9 kWh/l; 0.19 kWh/km with charging losses.
 *  @source assumption, means of the Dutch fleet */
const PETROL_KWH_PER_KM = 0.6;
const ELECTRIC_KWH_PER_KM = 0.19;
const ELECTRIC = 2;

export function journeyTariff(
  { prices, emissions }: Pick<Scenario, 'prices' | 'emissions'>,
  car: CarKind,
): (mode: JourneyMode, legs: readonly JourneyLeg[]) => JourneyTotals {
  return (mode, legs) => {
    const metres = (...modes: readonly JourneyLeg['mode'][]): number =>
      legs.reduce((sum, leg) => sum + (modes.includes(leg.mode) ? leg.distanceM : 0), 0);
    const seconds = (wanted: JourneyLeg['mode']): number =>
      legs.reduce((sum, leg) => sum + (leg.mode === wanted ? leg.arrivalS - leg.departureS : 0), 0);
    const busM = metres('bus', 'tram', 'metro', 'ferry');
    const trainM = metres('train');
    const ownM = metres('car');
    const rentedM = metres('shared-car');
    const electricM = rentedM + (car === 'electric' ? ownM : 0);
    const petrolM = car === 'petrol' ? ownM : 0;
    const electricKwh = (ELECTRIC_KWH_PER_KM * electricM) / 1000;
    return {
      costEur:
        busFareEur(prices, busM) +
        trainFareEur(prices, trainM) +
        carEur(prices, car === 'electric' ? ELECTRIC : 0, ownM) +
        (mode === 'park-and-ride' ? prices.parkAndRideEurPerDay : 0) +
        (mode === 'shared-car' ? sharedCarEur(prices, seconds('shared-car'), rentedM) : 0) +
        (mode === 'shared-bike' ? sharedBikeEur(prices, seconds('shared-bike')) : 0),
      co2G:
        (emissions.busGPerPassengerKm * busM +
          emissions.trainGPerPassengerKm * trainM +
          emissions.petrolGPerKm * petrolM) /
          1000 +
        electricKwh * emissions.electricityGPerKwh,
      energyKwh: electricKwh + (PETROL_KWH_PER_KM * petrolM) / 1000,
    };
  };
}
