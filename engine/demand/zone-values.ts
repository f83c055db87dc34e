/** Values that a scenario gives by zone. In: code or name → value, zones. Out: one value a zone. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import type { Zones } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';

/** [zone] value by code or name, else `otherwise`.
 *  @param key of the lever  @throws InputError for a zone that the district does not have, with the names it has */
export function valuesByZone<T>(key: string, values: Readonly<Record<string, T>>, zones: Zones, otherwise: T): T[] {
  requireZones(key, Object.keys(values), zones);
  return Array.from(
    { length: zones.count },
    (_, zone) => values[zones.code[zone]!] ?? values[zones.name[zone]!] ?? otherwise,
  );
}

export const numbersByZone = (
  key: string,
  values: Readonly<Record<string, number>>,
  zones: Zones,
  otherwise: number,
): Float64Array => Float64Array.from(valuesByZone(key, values, zones, otherwise));

/** Every zone named in a lever by zone that the district does not have. */
export function unknownZones({ prices, parking }: Scenario, zones: Zones): Problem[] {
  return (
    [
      ['prices.parkingEurPerHourByZone', prices.parkingEurPerHourByZone],
      ['prices.parkingSearchMinByZone', prices.parkingSearchMinByZone],
      ['parking.paidHoursByZone', parking.paidHoursByZone],
      ['parking.freeMinByZone', parking.freeMinByZone],
      ['parking.freeAtWorkShareByZone', parking.freeAtWorkShareByZone],
      ['parking.freeOnSiteShareByZone', parking.freeOnSiteShareByZone],
      ['parking.permitEurAtCountByZone', parking.permitEurAtCountByZone],
      ['parking.placesByZone', parking.placesByZone],
    ] as const
  ).flatMap(([key, values]) => problemsOf(key, Object.keys(values), zones));
}

/** @throws InputError naming every zone that is not in the district, and those that are */
function requireZones(key: string, names: readonly string[], zones: Zones): void {
  const problems = problemsOf(key, names, zones);
  if (problems.length > 0) throw new InputError(problems);
}

/** A list of which no zone is in the district belongs to another one (a base scenario's, on an imported district) and says nothing here. */
function problemsOf(key: string, names: readonly string[], { code, name }: Zones): Problem[] {
  const known = new Set([...code, ...name]);
  if (names.length > 1 && !names.some((one) => known.has(one))) return [];
  return names
    .filter((one) => !known.has(one))
    .map((one) => ({
      file: 'scenario',
      key: `${key}.${one}`,
      rule: `must be the code or name of a zone of the district: ${name.join(', ')}`,
      value: one,
    }));
}
