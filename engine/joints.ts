/** Where the rooms are joined: what one stage leaves is put into the words of the next. Only `run.ts` uses it. Pure. */

import type { GridPlaces } from './charging/grid-room.ts';
import { type CallStore, hotelLoadKw, makeCalls } from './charging/harbour-calls.ts';
import type { ChargingYear } from './charging/stores.ts';
import type { ChargingAreas } from './charging/year.ts';
import { InputError, type Problem } from './core/errors.ts';
import type { Calendar } from './core/time.ts';
import { distanceM } from './core/units.ts';
import type { Population } from './demand/population.ts';
import type { District } from './district/district.ts';
import type { AreaComposition, EnergyYear } from './energy/stores.ts';
import { type Connections, NO_AREA, type TransformerAreas } from './grid/areas.ts';
import { feederIndex, nearestJoints } from './grid/feeder-index.ts';
import { chargingLimits } from './grid/limits.ts';
import { makeAreas } from './grid/make-areas.ts';
import { operatorAreas } from './grid/operator/areas.ts';
import { homeShares } from './grid/simulate-grid.ts';
import type { Scenario } from './scenario/schema.ts';

/** Homes and the district's own workplaces as points of connection. */
function connectionsOf(district: District, population: Population): Connections {
  const { households } = population;
  const { places, zones } = district;
  const inside = Array.from({ length: places.count }, (_, place) => place).filter(
    (place) => zones.external[places.zone[place]!] === 0 && places.jobs[place]! > 0,
  );
  return {
    homeLonDeg: households.homeLonDeg,
    homeLatDeg: households.homeLatDeg,
    homeNode: households.homeNode,
    homeZone: households.zone,
    workLonDeg: Float64Array.from(inside, (place) => places.lonDeg[place]!),
    workLatDeg: Float64Array.from(inside, (place) => places.latDeg[place]!),
    workJobs: Float64Array.from(inside, (place) => places.jobs[place]!),
  };
}

/** Transformers and cables of a district: those of its grid file where it has one, by rule elsewhere. @throws InputError */
export function areasOf(scenario: Scenario, district: District, population: Population): TransformerAreas {
  const input = {
    connections: connectionsOf(district, population),
    nodeLonDeg: district.roads.lonDeg,
    nodeLatDeg: district.roads.latDeg,
    nodeInDistrict: nodesInDistrict(district),
    streets: district.roads,
    grid: scenario.grid,
    seed: scenario.seed,
  };
  return district.grid === undefined ? makeAreas(input) : operatorAreas(district.grid, input);
}

/** [road node] 1 where the nearest zone of the node lies in the district: within the box of the homes and 500 m around it. */
function nodesInDistrict(district: District): Uint8Array {
  const { roads, bbox } = district;
  const marginLat = 500 / 111_320;
  const marginLon = marginLat / Math.cos((bbox[1] * Math.PI) / 180);
  return Uint8Array.from(roads.lonDeg, (lon, node) => {
    const lat = roads.latDeg[node]!;
    return lon >= bbox[0] - marginLon &&
      lon <= bbox[2] + marginLon &&
      lat >= bbox[1] - marginLat &&
      lat <= bbox[3] + marginLat
      ? 1
      : 0;
  });
}

/** What hangs on each transformer, summed over its homes and jobs. */
export function compositionOf(scenario: Scenario, population: Population, areas: TransformerAreas): AreaComposition {
  const houseKwhPerYear = new Float64Array(areas.count);
  const flatKwhPerYear = new Float64Array(areas.count);
  const heatPumps = new Float64Array(areas.count);
  const pvKwpHomes = new Float64Array(areas.count);
  const { households } = population;
  for (let home = 0; home < households.count; home++) {
    const area = areas.areaOfHome[home]!;
    const kwh = households.flat[home] === 1 ? flatKwhPerYear : houseKwhPerYear;
    kwh[area]! += households.electricityKwhPerYear[home]!;
    heatPumps[area]! += households.heatPump[home]!;
    pvKwpHomes[area]! += households.pvKwp[home]!;
  }
  const pvKwpBusiness = Float64Array.from(areas.jobs, (jobs) => jobs * scenario.solar.businessKwpPerJob);
  return {
    count: areas.count,
    houseKwhPerYear,
    flatKwhPerYear,
    heatPumps,
    jobs: areas.jobs,
    pvKwpHomes,
    pvKwpBusiness,
  };
}

/** Transformers as the charging stage sees them. Power factor 1: chargers and inverters run close to it.
 *  @param energy of the areas without cars; with it, the operator's limits by its signal are there too */
export function chargingAreasOf(
  scenario: Scenario,
  areas: TransformerAreas,
  district: District,
  energy?: EnergyYear,
): ChargingAreas {
  const ofHub = areaOfHub(areas, district);
  return {
    areaOfHub: ofHub,
    ...(energy !== undefined && { places: placesOf(scenario, areas, district, ofHub, energy) }),
    count: areas.count,
    limitKw: Float64Array.from(areas.ratedKva, (kva) => kva * scenario.grid.transformerLimitShare),
    areaOfHousehold: areas.areaOfHome,
    areaOfNode: areas.areaOfNode,
  };
}

/** Joints of the cables where cars stand, and what the grid leaves for them there. */
function placesOf(
  scenario: Scenario,
  areas: TransformerAreas,
  { hubs, roads }: District,
  ofHub: Uint32Array,
  energy: EnergyYear,
): GridPlaces {
  const feeders = feederIndex(areas);
  const { loadKw, pvProducedKw, stepCount } = energy.areas;
  return {
    jointOfHousehold: areas.feeders.busOfHome,
    jointOfNode: nearestJoints(areas, areas.areaOfNode, roads.lonDeg, roads.latDeg),
    jointOfHub: nearestJoints(areas, ofHub, hubs.lonDeg, hubs.latDeg),
    feederOfJoint: feeders.feederOfJoint,
    feederCount: feeders.feederCount,
    limits: chargingLimits({
      areas,
      feeders,
      grid: scenario.grid,
      loadKw,
      pvKw: pvProducedKw,
      stepCount,
      stepS: energy.calendar.grid.stepS,
      ...homeShares(areas, scenario),
    }),
  };
}

/** A hub's charge points hang on the transformer of the nearest road node that has one; NO_AREA beyond this. */
const HUB_REACH_M = 1000;

function areaOfHub(areas: TransformerAreas, { hubs, roads }: District): Uint32Array {
  const area = new Uint32Array(hubs.count).fill(NO_AREA);
  for (let hub = 0; hub < hubs.count; hub++) {
    let nearestM = HUB_REACH_M;
    for (let node = 0; node < areas.areaOfNode.length; node++) {
      if (areas.areaOfNode[node] === NO_AREA) continue;
      const awayM = distanceM(hubs.lonDeg[hub]!, hubs.latDeg[hub]!, roads.lonDeg[node]!, roads.latDeg[node]!);
      if (awayM >= nearestM) continue;
      nearestM = awayM;
      area[hub] = areas.areaOfNode[node]!;
    }
  }
  return area;
}

/** [berth] nearest transformer. @throws InputError for a berth with none within reach */
export function areaOfBerths({ harbour }: Scenario, areas: TransformerAreas): Uint32Array {
  const far: Problem[] = [];
  const found = Uint32Array.from(harbour.berths, ({ lonDeg, latDeg }, berth) => {
    let nearest = 0;
    let nearestM = Number.POSITIVE_INFINITY;
    for (let area = 0; area < areas.count; area++) {
      const awayM = distanceM(lonDeg, latDeg, areas.lonDeg[area]!, areas.latDeg[area]!);
      if (awayM >= nearestM) continue;
      nearestM = awayM;
      nearest = area;
    }
    if (nearestM > BERTH_REACH_M)
      far.push({
        file: 'scenario',
        key: `harbour.berths[${berth}]`,
        rule: `must lie within ${BERTH_REACH_M} m of a transformer of the district`,
        value: Math.round(nearestM),
      });
    return nearest;
  });
  if (far.length > 0) throw new InputError(far);
  return found;
}

/** Berths on their transformers with the ships that call, and what these use for themselves; null without a harbour. */
export function quayOf(
  scenario: Scenario,
  calendar: Calendar,
  areas: TransformerAreas,
): { readonly areaOfBerth: Uint32Array; readonly calls: CallStore; readonly hotelKw: Float64Array } | null {
  if (scenario.harbour.berths.length === 0) return null;
  const calls = makeCalls(scenario, calendar);
  return {
    areaOfBerth: areaOfBerths(scenario, areas),
    calls,
    hotelKw: hotelLoadKw(calls, scenario, calendar.grid.count),
  };
}

/** Cable from a transformer to a quay is no longer than this. */
const BERTH_REACH_M = 1500;

/** [area × step] power through each transformer: load − PV + cars. */
export function netPowerKw(energy: EnergyYear, charging: ChargingYear): Float32Array {
  const { loadKw, pvProducedKw } = energy.areas;
  const netKw = new Float32Array(new SharedArrayBuffer(loadKw.byteLength));
  for (let i = 0; i < netKw.length; i++) netKw[i] = loadKw[i]! - pvProducedKw[i]! + charging.evKw[i]!;
  return netKw;
}
