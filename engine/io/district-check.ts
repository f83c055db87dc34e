/** Whether the parts of a district fit together: what is read must be able to serve. Pure.
 *  @throws InputError with every problem */
import { InputError, type Problem } from '../core/errors.ts';
import { distanceM } from '../core/units.ts';
import type { District } from '../district/district.ts';
import { NO_ACCESS } from '../network/road-graph.ts';

/** A resident zone farther than this from any street is a mistake of coordinates. */
const FAR_M = 5000;

export function checkDistrict(district: District, file: string): void {
  const { zones, places, roads, timetable, weather } = district;
  const problems: Problem[] = [];
  const tell = (key: string, rule: string, value: unknown): void => {
    problems.push({ file, key, rule, value });
  };
  for (const [mode, timeMs] of [
    ['car', roads.carTimeMs],
    ['bike', roads.bikeTimeMs],
    ['walk', roads.walkTimeMs],
  ] as const)
    if (timeMs.every((time) => time === NO_ACCESS)) tell('roads', `must hold a street for ${mode}`, 0);
  if (timetable.tripCount === 0) tell('timetable', 'must hold a trip', 0);
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  if (total(places.jobs) === 0) tell('places', 'must hold jobs', 0);
  if (total(weather.ghiWm2) === 0) tell('weather', 'must hold sunshine', 0);
  for (let zone = 0; zone < zones.count; zone++) {
    if (zones.residents[zone]! > 0 && zones.households[zone] === 0)
      tell(`zones.${zones.code[zone]}`, 'must have households where it has residents', zones.residents[zone]);
    if (zones.residents[zone] === 0) continue;
    let nearestM = Infinity;
    for (let node = 0; node < roads.nodeCount && nearestM > FAR_M; node++)
      nearestM = Math.min(
        nearestM,
        distanceM(zones.lonDeg[zone]!, zones.latDeg[zone]!, roads.lonDeg[node]!, roads.latDeg[node]!),
      );
    if (nearestM > FAR_M) tell(`zones.${zones.code[zone]}`, `must lie within ${FAR_M} m of a street`, nearestM);
  }
  if (problems.length > 0) throw new InputError(problems);
}
