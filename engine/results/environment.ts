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
    busPerH: day.flows.busPerH,
    electricBusShare: emissions.electricBusShare,
    busGPerPassengerKm: emissions.busGPerPassengerKm,
    backgroundPm25UgM3: emissions.backgroundPm25UgM3,
    backgroundNo2UgM3: emissions.backgroundNo2UgM3,
    backgroundO3UgM3: emissions.backgroundO3UgM3,
    directNo2Share: emissions.directNo2Share,
    backgroundNoiseDb: emissions.backgroundNoiseDb,
    windMps: emissions.windMps,
  });
  made.set(parts, result);
  return result;
}

/** What residents live in, at home: means over all residents, and the share of them above a level of noise. The air and noise of a home are the
 *  mean of the streets that meet at its front door. */
export interface HomeExposure {
  readonly pm25UgM3: number;
  readonly no2UgM3: number;
  readonly noiseDb: number;
  readonly noisyShare: number;
}

/** Lden above which road traffic harms health. @source WHO, Environmental noise guidelines for the European Region (2018) */
export const NOISY_DB = 53;

export function homeExposure(parts: RunParts): HomeExposure {
  const { roads } = parts.district;
  const { households, persons } = parts.population;
  const { pm25FacadeUgM3, no2FacadeUgM3, noiseDb } = weekdayEnvironment(parts);
  const residents = new Float64Array(roads.nodeCount);
  for (let p = 0; p < persons.count; p++) residents[households.homeNode[persons.household[p]!]!]!++;
  let all = 0;
  const sum = { pm25: 0, no2: 0, noise: 0, noisy: 0 };
  for (let node = 0; node < roads.nodeCount; node++) {
    const from = roads.firstOut[node]!;
    const streets = roads.firstOut[node + 1]! - from;
    if (residents[node] === 0 || streets === 0) continue;
    const mean = (values: Float32Array): number => {
      let total = 0;
      for (let arc = from; arc < from + streets; arc++) total += values[roads.linkOfArc[arc]!]!;
      return total / streets;
    };
    const db = mean(noiseDb);
    all += residents[node]!;
    sum.pm25 += residents[node]! * mean(pm25FacadeUgM3);
    sum.no2 += residents[node]! * mean(no2FacadeUgM3);
    sum.noise += residents[node]! * db;
    if (db > NOISY_DB) sum.noisy += residents[node]!;
  }
  const of = (total: number): number => (all > 0 ? total / all : Number.NaN);
  return { pm25UgM3: of(sum.pm25), no2UgM3: of(sum.no2), noiseDb: of(sum.noise), noisyShare: of(sum.noisy) };
}
