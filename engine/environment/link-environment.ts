/** Emissions, noise and air along every street on a weekday. Emissions are those of the simulated cars; noise and air are of all traffic,
 *  passing traffic and its lorries included. Both directions of a street together.
 *  In: roads, cars and times by hour and arc, passing traffic, fleet, levers. Out: columns by link. Pure. */
import { ARC_CYCLE_SEPARATED, NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { addCarEmission, addLorryEmission, flowClassOf, noEmission } from './emission-factors.ts';
import { emissionDb, ldenDb, propagationLossDb } from './road-noise.ts';
import { trafficPartUgM3 } from './roadside-air.ts';

const HOURS = 24;
/** Middle of the carriageway to a cyclist on it, to one on a path of their own, and to the façades [m]. Assumptions. */
const ON_ROAD_M = 3.5;
const ON_PATH_M = 8;
export const FACADE_M: Readonly<Record<string, number>> = { motorway: 60, trunk: 40, primary: 20, secondary: 15 };
const FACADE_ELSEWHERE_M = 10;
const SOFT_GROUND: Readonly<Record<string, number>> = { motorway: 0.8, trunk: 0.7, primary: 0.4 };
/** Lorries among passing traffic. Assumption after the default split of the noise method (15 % on motorways, 4–10 % in town). */
const LORRY_SHARE: Readonly<Record<string, number>> = { motorway: 0.12, trunk: 0.1 };
const LORRY_SHARE_ELSEWHERE = 0.05;

export interface EnvironmentInput {
  readonly roads: RoadGraph;
  /** [hour × arcs + arc] simulated cars scaled to all residents, and time with traffic [ms] */
  readonly carPerH: Float32Array;
  readonly carTimeMs: Uint32Array;
  /** Passing traffic on an arc in an hour [vehicles/h]. */
  readonly passingPerH: (arc: number, hour: number) => number;
  /** Share of the simulated kilometres on electricity, and CO2 well to wheel of a mean kilometre [g]. */
  readonly electricShare: number;
  readonly petrolGPerKm: number;
  readonly electricGPerKm: number;
  readonly backgroundPm25UgM3: number;
  readonly windMps: number;
}

/** All [link], on a weekday. */
export interface LinkEnvironment {
  /** Of the simulated cars. */
  readonly co2Kg: Float32Array;
  readonly noxG: Float32Array;
  readonly pm10G: Float32Array;
  readonly pm25G: Float32Array;
  /** Lden at the façade of all traffic [dB]. */
  readonly noiseDb: Float32Array;
  /** PM2.5 that a cyclist meets, and at the façade: background and traffic [µg/m³]. */
  readonly pm25ExposureUgM3: Float32Array;
  readonly pm25FacadeUgM3: Float32Array;
}

export function linkEnvironment(input: EnvironmentInput): LinkEnvironment {
  const { roads, carPerH, carTimeMs } = input;
  const { arcCount, linkCount } = roads;
  const make = (): Float32Array => new Float32Array(linkCount);
  const out = { co2Kg: make(), noxG: make(), pm10G: make(), pm25G: make(), noiseDb: make() };
  const exposure = make();
  const facade = make();
  const allPm25G = new Float64Array(linkCount);
  const energy = new Float64Array(linkCount * HOURS);
  const arcOfLink = new Int32Array(linkCount).fill(-1);
  for (let arc = 0; arc < arcCount; arc++) {
    const link = roads.linkOfArc[arc]!;
    if (arcOfLink[link]! < 0 || roads.carTimeMs[arc] !== NO_ACCESS) arcOfLink[link] = arc;
    if (roads.carTimeMs[arc] === NO_ACCESS) continue;
    const km = roads.lengthM[arc]! / 1000;
    const name = ROAD_CLASSES[roads.roadClass[arc]!]!;
    const fast = name === 'motorway' || name === 'trunk';
    const lorryShare = LORRY_SHARE[name] ?? LORRY_SHARE_ELSEWHERE;
    const ours = noEmission();
    const passing = noEmission();
    for (let hour = 0; hour < HOURS; hour++) {
      const at = hour * arcCount + arc;
      const speedKmh = (km / carTimeMs[at]!) * 3_600_000;
      const flowClass = flowClassOf(speedKmh, fast);
      const cars = carPerH[at]!;
      const others = input.passingPerH(arc, hour);
      addCarEmission(ours, flowClass, cars * km, input.electricShare, input.petrolGPerKm, input.electricGPerKm);
      addCarEmission(passing, flowClass, others * (1 - lorryShare) * km, input.electricShare, 0, 0);
      addLorryEmission(passing, flowClass, others * lorryShare * km);
      energy[link * HOURS + hour]! +=
        10 ** (emissionDb(cars + others * (1 - lorryShare), others * lorryShare, speedKmh) / 10);
    }
    out.co2Kg[link]! += ours.co2G / 1000;
    out.noxG[link]! += ours.noxG;
    out.pm10G[link]! += ours.pm10G;
    out.pm25G[link]! += ours.pm25G;
    allPm25G[link]! += ours.pm25G + passing.pm25G;
  }
  const hourly = new Float64Array(HOURS);
  for (let link = 0; link < linkCount; link++) {
    const arc = arcOfLink[link]!;
    if (arc < 0) continue;
    const name = ROAD_CLASSES[roads.roadClass[arc]!]!;
    const facadeM = FACADE_M[name] ?? FACADE_ELSEWHERE_M;
    const loss = propagationLossDb(facadeM, SOFT_GROUND[name] ?? 0);
    for (let hour = 0; hour < HOURS; hour++)
      hourly[hour] = Math.max(0, 10 * Math.log10(energy[link * HOURS + hour]! || 1) - loss);
    out.noiseDb[link] = ldenDb(hourly);
    const perKm = allPm25G[link]! / Math.max(0.001, roads.lengthM[arc]! / 1000);
    const apart = (roads.arcFlags[arc]! & ARC_CYCLE_SEPARATED) !== 0;
    const at = (metres: number): number => input.backgroundPm25UgM3 + trafficPartUgM3(perKm, metres, input.windMps);
    exposure[link] = at(apart ? ON_PATH_M : ON_ROAD_M);
    facade[link] = at(facadeM);
  }
  return { ...out, pm25ExposureUgM3: exposure, pm25FacadeUgM3: facade };
}
