/** Values that a scenario gives by zone. In: code or name → value, zones. Out: one value a zone. Pure. */
import { InputError } from '../core/errors.ts';
import type { Zones } from '../district/district.ts';

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

/** A list of which no zone is in the district belongs to another one (a base scenario's, on an imported district) and says nothing here.
 *  @throws InputError naming every zone that is not in the district, and those that are */
function requireZones(key: string, names: readonly string[], { code, name }: Zones): void {
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
