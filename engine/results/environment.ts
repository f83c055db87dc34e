/** Emissions, noise and air of a weekday from what a run leaves; made once for tables and indicators. Pure. */
import { type LinkEnvironment, linkEnvironment } from '../environment/link-environment.ts';
import { passingPerH } from '../mobility/congestion.ts';
import type { RunParts } from './parts.ts';

/** Share of a plug-in hybrid's kilometres on electricity: see mobility/trip-store.ts. */
const PLUG_IN_ELECTRIC_SHARE = 0.47;

const made = new WeakMap<RunParts, LinkEnvironment>();

export function weekdayEnvironment(parts: RunParts): LinkEnvironment {
  const known = made.get(parts);
  if (known !== undefined) return known;
  const { district, travel, scenario, population } = parts;
  const day = travel.find(({ dayType }) => dayType === 0) ?? travel[0]!;
  const { driveType, consumptionKwhPerKm } = population.cars;
  let electric = 0;
  let kwh = 0;
  let all = 0;
  for (let t = 0; t < day.trips.count; t++) {
    const metres = day.trips.carM[t]!;
    const car = day.trips.car[t]!;
    if (day.trips.failure[t] !== 0 || !(metres > 0) || car >= driveType.length) continue;
    const share = driveType[car] === 2 ? 1 : driveType[car] === 1 ? PLUG_IN_ELECTRIC_SHARE : 0;
    all += metres;
    electric += share * metres;
    kwh += share * metres * consumptionKwhPerKm[car]!;
  }
  const { emissions } = scenario;
  const result = linkEnvironment({
    roads: district.roads,
    carPerH: day.flows.carPerH,
    carTimeMs: day.flows.carTimeMs,
    passingPerH: (arc, hour) =>
      passingPerH(district.roads, arc, hour, scenario.travel.throughTrafficShare, day.dayType),
    electricShare: all > 0 ? electric / all : 0,
    petrolGPerKm: emissions.petrolGPerKm,
    electricGPerKm: electric > 0 ? (kwh / electric) * emissions.electricityGPerKwh : 0,
    backgroundPm25UgM3: emissions.backgroundPm25UgM3,
    windMps: emissions.windMps,
  });
  made.set(parts, result);
  return result;
}
