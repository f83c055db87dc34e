/** Where parking is paid, what residents' permits cost there, whose car has none, and what the price does to the number of cars.
 *  In: levers, zones, households. Pure.
 *  Method of ownership: constant price elasticity of car demand (−0.7 for parking near home: Ostermeijer, Koster and Van Ommeren 2019,
 *  Regional Science and Urban Economics 77, 276–288), with the permit as a part of what a car costs a year. */
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Cars, Households } from './population.ts';
import { numbersByZone } from './zone-values.ts';

/** [zone] tariff by code or name, else the general one [EUR/h].
 *  @throws InputError for a tariff of a zone that the district does not have, with the names it has */
export function parkingTariffs(scenario: Scenario, zones: Zones): Float64Array {
  const { parkingEurPerHour, parkingEurPerHourByZone } = scenario.prices;
  return numbersByZone('prices.parkingEurPerHourByZone', parkingEurPerHourByZone, zones, parkingEurPerHour);
}

/** A household where parking is paid has permits for its first cars. */
const permitsOf = ({ parking }: Scenario, cars: number): number => Math.min(cars, parking.permitsPerHousehold);

/** [household] what its permits cost [EUR/month]; 0 where parking at home is free. */
export function permitsEurPerMonth(scenario: Scenario, { count, zone, cars }: Households, zones: Zones): Float64Array {
  const tariff = parkingTariffs(scenario, zones);
  const { permitEurPerMonth, permitSecondEurPerMonth } = scenario.parking;
  return Float64Array.from({ length: count }, (_, h) => {
    const permits = tariff[zone[h]!]! > 0 ? permitsOf(scenario, cars[h]!) : 0;
    return permits === 0 ? 0 : permitEurPerMonth + (permits - 1) * permitSecondEurPerMonth;
  });
}

/** [car] 1 for a household's car that has to stand outside the paid area it lives in; 0 for shared cars. */
export function carsWithoutPermit(scenario: Scenario, households: Households, cars: Cars, zones: Zones): Uint8Array {
  const tariff = parkingTariffs(scenario, zones);
  const without = new Uint8Array(cars.count);
  let place = 0;
  for (let car = 0; car < cars.privateCount; car++) {
    const h = cars.household[car]!;
    place = car > 0 && cars.household[car - 1] === h ? place + 1 : 0;
    if (tariff[households.zone[h]!]! > 0 && place >= scenario.parking.permitsPerHousehold) without[car] = 1;
  }
  return without;
}

/** What permits do to the cars of zones. */
export interface PermitEffect {
  /** Cars of a zone as a share of those counted, at today's permit price. @param cars [household] of that zone before the effect */
  factor(zone: number, cars: Uint8Array): number;
}

/** A car that gets no permit counts as one at the dearest price: it stands further away. */
export function permitEffect(scenario: Scenario, zones: Zones): PermitEffect {
  const { parking } = scenario;
  const { permitElasticity, carCostEurPerYear, permitEurPerMonth, permitSecondEurPerMonth } = parking;
  const tariff = parkingTariffs(scenario, zones);
  const atCount = numbersByZone('parking.permitEurAtCountByZone', parking.permitEurAtCountByZone, zones, 0);
  const dearest = Math.max(permitEurPerMonth, permitSecondEurPerMonth);
  return {
    factor(zone, cars) {
      if (permitElasticity === 0 || (tariff[zone] === 0 && atCount[zone] === 0)) return 1;
      let count = 0;
      let eur = 0;
      for (const n of cars) {
        count += n;
        for (let place = 0; place < n; place++)
          eur +=
            place >= parking.permitsPerHousehold ? dearest : place === 0 ? permitEurPerMonth : permitSecondEurPerMonth;
      }
      const now = tariff[zone]! > 0 && count > 0 ? eur / count : 0;
      return ((carCostEurPerYear + 12 * now) / (carCostEurPerYear + 12 * atCount[zone]!)) ** permitElasticity;
    },
  };
}
