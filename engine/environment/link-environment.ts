/** Emissions, noise and air along every street on a weekday. Emissions are those of residents' cars and of buses; noise and air are of all
 *  traffic, passing traffic and its lorries included. Both directions of a street together.
 *  In: roads, cars and times by hour and arc, passing traffic, fleet, levers. Out: columns by link. Pure. */
import { ARC_CYCLE_SEPARATED, NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { addBusEmission, addCarEmission, addLorryEmission, flowClassOf, noEmission } from './emission-factors.ts';
import { addDb, ELECTRIC, HEAVY, LIGHT, ldenDb, levelDb, MEDIUM, metrePower, propagationLossDb } from './road-noise.ts';
import { no2PartUgM3, trafficPartUgM3 } from './roadside-air.ts';

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
/** Lorries with one rear axle among all lorries: the 2:1 of the published mean of emission factors. */
const MEDIUM_SHARE = 2 / 3;
/** Riders of a mean bus; turns CO2 per passenger-km into CO2 per bus-km. @source Dutch emission factor list 2026 */
const RIDERS_PER_BUS = 8.1;

export interface EnvironmentInput {
  readonly roads: RoadGraph;
  /** [hour × arcs + arc] simulated cars scaled to all residents, and time with traffic [ms] */
  readonly carPerH: Float32Array;
  readonly carTimeMs: Uint32Array;
  /** [hour × arcs + arc] buses; none where absent */
  readonly busPerH?: Float32Array | undefined;
  /** Passing traffic on an arc in an hour [vehicles/h]. */
  readonly passingPerH: (arc: number, hour: number) => number;
  /** Share of the simulated kilometres on electricity, and CO2 well to wheel of a mean kilometre [g]. */
  readonly electricShare: number;
  readonly petrolGPerKm: number;
  readonly electricGPerKm: number;
  readonly electricBusShare: number;
  readonly busGPerPassengerKm: number;
  readonly backgroundPm25UgM3: number;
  readonly backgroundNo2UgM3: number;
  readonly backgroundO3UgM3: number;
  /** Part of traffic's NOx that is emitted as NO2. */
  readonly directNo2Share: number;
  /** Lden where no car passes: neighbours, wind, roads far off. */
  readonly backgroundNoiseDb: number;
  readonly windMps: number;
}

/** All [link], on a weekday. */
export interface LinkEnvironment {
  /** Of residents' cars and of buses. */
  readonly co2Kg: Float32Array;
  readonly noxG: Float32Array;
  readonly pm10G: Float32Array;
  readonly pm25G: Float32Array;
  /** Lden at the façade of all traffic [dB]. */
  readonly noiseDb: Float32Array;
  /** PM2.5 that a cyclist meets, and at the façade: background and traffic [µg/m³]. */
  readonly pm25ExposureUgM3: Float32Array;
  readonly pm25FacadeUgM3: Float32Array;
  /** The same of NO2. */
  readonly no2ExposureUgM3: Float32Array;
  readonly no2FacadeUgM3: Float32Array;
}

export function linkEnvironment(input: EnvironmentInput): LinkEnvironment {
  const { roads, carPerH, carTimeMs } = input;
  const { arcCount, linkCount } = roads;
  const make = (): Float32Array => new Float32Array(linkCount);
  const out = { co2Kg: make(), noxG: make(), pm10G: make(), pm25G: make(), noiseDb: make() };
  const air = {
    pm25ExposureUgM3: make(),
    pm25FacadeUgM3: make(),
    no2ExposureUgM3: make(),
    no2FacadeUgM3: make(),
  };
  const allPm25G = new Float64Array(linkCount);
  const allNoxG = new Float64Array(linkCount);
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
      const buses = input.busPerH?.[at] ?? 0;
      const others = input.passingPerH(arc, hour);
      const lorries = others * lorryShare;
      const light = cars + others - lorries;
      addCarEmission(ours, flowClass, cars * km, input.electricShare, input.petrolGPerKm, input.electricGPerKm);
      addBusEmission(ours, flowClass, buses * km, input.electricBusShare, input.busGPerPassengerKm * RIDERS_PER_BUS);
      addCarEmission(passing, flowClass, (others - lorries) * km, input.electricShare, 0, 0);
      addLorryEmission(passing, flowClass, lorries * km);
      energy[link * HOURS + hour]! +=
        metrePower(LIGHT, (1 - input.electricShare) * light, speedKmh) +
        metrePower(ELECTRIC, input.electricShare * light, speedKmh) +
        metrePower(MEDIUM, buses + MEDIUM_SHARE * lorries, speedKmh) +
        metrePower(HEAVY, (1 - MEDIUM_SHARE) * lorries, speedKmh);
    }
    out.co2Kg[link]! += ours.co2G / 1000;
    out.noxG[link]! += ours.noxG;
    out.pm10G[link]! += ours.pm10G;
    out.pm25G[link]! += ours.pm25G;
    allPm25G[link]! += ours.pm25G + passing.pm25G;
    allNoxG[link]! += ours.noxG + passing.noxG;
  }
  const hourly = new Float64Array(HOURS);
  for (let link = 0; link < linkCount; link++) {
    const arc = arcOfLink[link]!;
    if (arc < 0) continue;
    const name = ROAD_CLASSES[roads.roadClass[arc]!]!;
    const facadeM = FACADE_M[name] ?? FACADE_ELSEWHERE_M;
    const loss = propagationLossDb(facadeM, SOFT_GROUND[name] ?? 0);
    for (let hour = 0; hour < HOURS; hour++) hourly[hour] = levelDb(energy[link * HOURS + hour]!) - loss;
    out.noiseDb[link] = addDb(ldenDb(hourly), input.backgroundNoiseDb);
    const lengthKm = Math.max(0.001, roads.lengthM[arc]! / 1000);
    const apart = (roads.arcFlags[arc]! & ARC_CYCLE_SEPARATED) !== 0;
    const part = (grams: Float64Array, metres: number): number =>
      trafficPartUgM3(grams[link]! / lengthKm, metres, input.windMps);
    const no2 = (metres: number): number =>
      input.backgroundNo2UgM3 + no2PartUgM3(part(allNoxG, metres), input.directNo2Share, input.backgroundO3UgM3);
    const cyclistM = apart ? ON_PATH_M : ON_ROAD_M;
    air.pm25ExposureUgM3[link] = input.backgroundPm25UgM3 + part(allPm25G, cyclistM);
    air.pm25FacadeUgM3[link] = input.backgroundPm25UgM3 + part(allPm25G, facadeM);
    air.no2ExposureUgM3[link] = no2(cyclistM);
    air.no2FacadeUgM3[link] = no2(facadeM);
  }
  return { ...out, ...air };
}
