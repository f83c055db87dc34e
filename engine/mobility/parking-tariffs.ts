/** What parking costs where and when, and whose car has a permit at home. In: levers, zones, households. Pure. */
import { InputError } from '../core/errors.ts';
import type { Cars, Households } from '../demand/population.ts';
import type { Zones } from '../district/district.ts';
import { clockS } from '../scenario/lever.ts';
import type { Scenario } from '../scenario/schema.ts';

/** [zone] tariff by code or name, else the general one [EUR/h].
 *  @throws InputError for a tariff of a zone that the district does not have, with the names it has */
export function parkingTariffs(scenario: Scenario, zones: Zones): Float64Array {
  const { parkingEurPerHour, parkingEurPerHourByZone } = scenario.prices;
  return byZone('prices.parkingEurPerHourByZone', parkingEurPerHourByZone, zones, parkingEurPerHour);
}

/** [zone] places for visitors, Infinity where there is no limit.
 *  @throws InputError for a zone that the district does not have, with the names it has */
export function visitorPlaces(scenario: Scenario, zones: Zones): Float64Array {
  return byZone('parking.placesByZone', scenario.parking.placesByZone, zones, Infinity);
}

function byZone(key: string, values: Readonly<Record<string, number>>, zones: Zones, otherwise: number): Float64Array {
  requireZones(key, Object.keys(values), zones);
  return Float64Array.from(
    { length: zones.count },
    (_, zone) => values[zones.code[zone]!] ?? values[zones.name[zone]!] ?? otherwise,
  );
}

/** A list of which no zone is in the district belongs to another one (a base scenario's, on an imported district) and says nothing here.
 *  @throws InputError naming every zone that is not in the district, and those that are */
export function requireZones(key: string, names: readonly string[], { code, name }: Zones): void {
  const known = new Set([...code, ...name]);
  if (names.length > 1 && !names.some((one) => known.has(one))) return;
  const problems = names
    .filter((one) => !known.has(one))
    .map((one) => ({
      file: 'scenario',
      key: `${key}.${one}`,
      rule: `must be the code or name of a zone of the district: ${name.join(', ')}`,
      value: one,
    }));
  if (problems.length > 0) throw new InputError(problems);
}

/** Part of a stay that falls into the paid hours of the day it begins on [s]. @param dayType 0 weekday, 1 Saturday, 2 Sunday */
export function paidS({ parking }: Scenario, dayType: number, arrivalS: number, stayS: number): number {
  const { paidDays } = parking;
  if (dayType > 0 && (paidDays === 'weekdays' || (dayType === 2 && paidDays === 'monday-saturday'))) return 0;
  const fromS = clockS(parking.paidFrom);
  const untilS = clockS(parking.paidUntil);
  if (fromS === 0 && untilS === 86_400) return stayS;
  const overlap = (from: number, until: number): number =>
    Math.max(0, Math.min(arrivalS + stayS, until) - Math.max(arrivalS, from));
  return fromS <= untilS ? overlap(fromS, untilS) : overlap(0, untilS) + overlap(fromS, 86_400);
}

/** A household where parking is paid has permits for its first cars. */
export const permitsOf = ({ parking }: Scenario, cars: number): number => Math.min(cars, parking.permitsPerHousehold);

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
