/** Tables of the grid: transformers with the extremes of their feeders, joints and cables of the feeders. Pure. */

import type { CostYear } from '../../charging/least-cost.ts';
import type { Column, Table } from '../../core/table.ts';
import { AT_TRANSFORMER, type TransformerAreas, type TransformerOperation } from '../../grid/areas.ts';
import type { AreaTotals } from '../balance.ts';
import type { RunParts } from '../parts.ts';
import { groupColumn } from '../small-cells.ts';
import { lineWkt } from '../wkt.ts';
import { column, orMinusOne, table, zoneColumn } from './column.ts';

/** @param totals [area] */
export function transformersTable(parts: RunParts, totals: readonly AreaTotals[]): Table {
  const { areas, grid, district, charging } = parts;
  const cars = new Float64Array(areas.count);
  for (const area of charging.cars.homeArea) if (area < areas.count) cars[area] = cars[area]! + 1;
  const mwh = (pick: (area: AreaTotals) => number): Float64Array =>
    Float64Array.from(totals, (area) => pick(area) / 1000);
  return table('transformers', areas.count, [
    column(
      'area',
      '',
      'number of the transformer',
      Uint32Array.from({ length: areas.count }, (_, area) => area),
    ),
    column('lonDeg', '°', 'longitude, WGS 84', areas.lonDeg.slice()),
    column('latDeg', '°', 'latitude, WGS 84', areas.latDeg.slice()),
    zoneColumn('zone', 'zone', areas.zone, district.zones.code),
    column('ratedKva', 'kVA', 'rating', areas.ratedKva.slice()),
    column('homes', 'homes', 'homes behind it', areas.homes.slice()),
    column('jobs', 'jobs', 'jobs behind it', areas.jobs.slice()),
    column('pvKwp', 'kWp', 'solar panels on roofs behind it', panelsKwp(parts)),
    column('peakLoadKw', 'kW', 'highest load', grid.peakLoadKw.slice()),
    column('peakFeedInKw', 'kW', 'highest feed-in', grid.peakFeedInKw.slice()),
    column('peakLoadingShare', 'share', 'highest loading over rating', grid.peakLoadingShare.slice()),
    column('overloadHours', 'h', 'hours above rating', grid.overloadHours.slice()),
    column('lossKwh', 'kWh', 'lost in transformer and cables', grid.lossKwh.slice()),
    column(
      'minVoltagePu',
      'pu of 230 V',
      'lowest voltage on its feeders among the steps examined',
      grid.minVoltagePu.slice(),
    ),
    column(
      'maxVoltagePu',
      'pu of 230 V',
      'highest voltage on its feeders among the steps examined',
      grid.maxVoltagePu.slice(),
    ),
    column(
      'voltageBreachHours',
      'h',
      'hours outside 207–253 V among the steps examined',
      grid.voltageBreachHours.slice(),
    ),
    ...operationColumns(grid.operation),
    column(
      'loadMwh',
      'MWh',
      'homes and businesses',
      mwh((area) => area.loadKwh),
    ),
    column(
      'pvMwh',
      'MWh',
      'sun produced',
      mwh((area) => area.pvKwh),
    ),
    column(
      'exportMwh',
      'MWh',
      'fed back through the transformer',
      mwh((area) => area.exportKwh),
    ),
    groupColumn(
      'chargedMwh',
      'MWh',
      'into cars; empty where fewer than ten cars live',
      mwh((area) => area.chargeKwh),
      cars,
    ),
    groupColumn(
      'dischargedMwh',
      'MWh',
      'out of cars; empty where fewer than ten cars live',
      mwh((area) => area.dischargeKwh),
      cars,
    ),
    groupColumn('plugInCars', 'cars', 'cars with a plug that live here; empty below ten', cars, cars),
    ...costColumns(parts.charging.costs, cars),
    ...idColumn('fileId', 'transformer in the grid file; -1 by rule', areas.transformers?.id),
  ]);
}

/** [area] panels on homes and businesses. */
function panelsKwp({ areas, population, scenario }: RunParts): Float32Array {
  const kwp = Float32Array.from(areas.jobs, (jobs) => jobs * scenario.solar.businessKwpPerJob);
  population.households.pvKwp.forEach((own, home) => {
    const area = areas.areaOfHome[home]!;
    kwp[area] = kwp[area]! + own;
  });
  return kwp;
}

/** Ids of the operator's file, where the district has one. */
const idColumn = (name: string, description: string, ids: Int32Array | undefined): Column[] =>
  ids === undefined ? [] : [column(name, '', description, ids.slice())];

/** Reverse flow, temperature and ageing, where the run knows them. */
function operationColumns(operation: TransformerOperation | undefined): Column[] {
  if (operation === undefined) return [];
  return [
    column('reverseFlowHours', 'h', 'hours with more sun than load', operation.reverseFlowHours.slice()),
    column('hotSpotMaxC', '°C', 'hottest place of the windings, IEC 60076-7', operation.hotSpotMaxC.slice()),
    column('lifeUsedHours', 'h', 'hours at 98 °C that age as much, IEC 60076-7', operation.lifeUsedHours.slice()),
  ];
}

/** One row a joint of the low-voltage cables. Nothing when the feeders were not examined. */
export function busesTable({ areas, grid }: RunParts): Table {
  const { feeders } = areas;
  const { buses } = grid;
  const count = buses === undefined ? 0 : feeders.busCount;
  const values = (array: Float64Array | undefined): Float64Array => array?.slice() ?? new Float64Array();
  return table('buses', count, [
    column('bus', '', 'number of the joint', indices(count)),
    column('area', '', 'transformer', areaOfBus(areas, count)),
    column('feeder', '', 'feeder of the transformer, from 0', feeders.feeder.slice(0, count)),
    column(
      'parentBus',
      '',
      'joint nearer to the transformer; -1 is the transformer',
      orMinusOne(feeders.parent.slice(0, count)),
    ),
    column('lonDeg', '°', 'longitude, WGS 84', feeders.lonDeg.slice(0, count)),
    column('latDeg', '°', 'latitude, WGS 84', feeders.latDeg.slice(0, count)),
    column('distanceM', 'm', 'cable from the transformer', feeders.distanceM.slice(0, count)),
    column(
      'minVoltagePu',
      'pu of 230 V',
      'lowest voltage of a phase among the steps examined',
      values(buses?.minVoltagePu),
    ),
    column(
      'maxVoltagePu',
      'pu of 230 V',
      'highest voltage of a phase among the steps examined',
      values(buses?.maxVoltagePu),
    ),
    column('unbalanceShare', 'share', 'largest negative over positive sequence voltage', values(buses?.unbalanceShare)),
    ...(buses?.weeksBroken === undefined
      ? []
      : [
          column('weeksOutsideNorm', 'weeks', 'weeks outside EN 50160 in voltage', buses.weeksBroken.slice()),
          column('worstWeekShare', 'share', 'means within 207–253 V in the worst week', values(buses.worstWeekShare)),
          column('weeksUnbalanced', 'weeks', 'weeks outside EN 50160 in unbalance', buses.weeksUnbalanced!.slice()),
        ]),
    ...idColumn('fileId', 'node in the grid file; -1 by rule', count === 0 ? undefined : feeders.cables?.node),
  ]);
}

/** One row a low-voltage cable between two joints, drawn straight. */
export function linesTable({ areas, grid }: RunParts): Table {
  const { feeders } = areas;
  const { buses } = grid;
  const count = buses === undefined ? 0 : feeders.busCount;
  const area = areaOfBus(areas, count);
  const geometry = Array.from({ length: count }, (_, bus) => {
    const parent = feeders.parent[bus]!;
    const atTransformer = parent === AT_TRANSFORMER;
    const lon = atTransformer ? areas.lonDeg[area[bus]!]! : feeders.lonDeg[parent]!;
    const lat = atTransformer ? areas.latDeg[area[bus]!]! : feeders.latDeg[parent]!;
    return lineWkt(Float64Array.of(lon, feeders.lonDeg[bus]!), Float64Array.of(lat, feeders.latDeg[bus]!), 0, 2);
  });
  return table('lines', count, [
    column('line', '', 'number of the cable, that of the joint at its far end', indices(count)),
    column('area', '', 'transformer', area),
    column('feeder', '', 'feeder of the transformer, from 0', feeders.feeder.slice(0, count)),
    column(
      'fromBus',
      '',
      'joint nearer to the transformer; -1 is the transformer',
      orMinusOne(feeders.parent.slice(0, count)),
    ),
    column('toBus', '', 'joint at the far end', indices(count)),
    column('lengthM', 'm', 'cable along the streets', feeders.cableM.slice(0, count)),
    column(
      'peakLoadingShare',
      'share',
      'largest current of a phase over what fuse or cable carries, among the steps examined',
      buses?.cableLoadingShare.slice() ?? new Float64Array(),
    ),
    ...(buses?.cableOverloadHours === undefined
      ? []
      : [column('overloadHours', 'h', 'hours above what fuse or cable carries', buses.cableOverloadHours.slice())]),
    ...idColumn('fileId', 'line or link in the grid file; -1 by rule', count === 0 ? undefined : feeders.cables?.line),
    column('geometry', 'WKT', 'straight line between the joints, WGS 84', geometry),
  ]);
}

const indices = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

function areaOfBus({ feeders, count }: TransformerAreas, busCount: number): Uint32Array {
  const area = new Uint32Array(busCount);
  const first = feeders.firstBusOfArea;
  if (busCount > 0) for (let a = 0; a < count; a++) area.fill(a, first[a]!, first[a + 1]!);
  return area;
}

/** Cost of charging at each transformer, and the least of its sessions. */
function costColumns(costs: CostYear | undefined, cars: Float64Array): Column[] {
  if (costs === undefined) return [];
  const eur = (name: string, description: string, values: Float64Array): Column =>
    groupColumn(name, 'EUR', `${description}; empty where fewer than ten cars live`, values, cars);
  return [
    eur(
      'chargingCostEur',
      'energy of charging less discharging at the price of the moment, with the wear of discharge',
      costs.costEur,
    ),
    eur(
      'chargingLeastEur',
      'least cost of the same sessions: each ends as full, energy taken and given back in the best steps of its stay',
      costs.leastEur,
    ),
    eur(
      'chargingRegretEur',
      'regret: cost of charging above the least of the same sessions',
      costs.costEur.map((cost, area) => cost - costs.leastEur[area]!),
    ),
  ];
}
