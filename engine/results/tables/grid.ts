/** Tables of the grid: transformers, and buses (the low-voltage side of each transformer with the extremes of its feeders). Pure. */
import type { Column, Table } from '../../core/table.ts';
import type { TransformerOperation } from '../../grid/areas.ts';
import type { AreaTotals } from '../balance.ts';
import type { RunParts } from '../parts.ts';
import { groupColumn } from '../small-cells.ts';
import { column, table, zoneColumn } from './column.ts';

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
    column('peakLoadKw', 'kW', 'highest load', grid.peakLoadKw.slice()),
    column('peakFeedInKw', 'kW', 'highest feed-in', grid.peakFeedInKw.slice()),
    column('peakLoadingShare', 'share', 'highest loading over rating', grid.peakLoadingShare.slice()),
    column('overloadHours', 'h', 'hours above rating', grid.overloadHours.slice()),
    column('lossKwh', 'kWh', 'lost in transformer and cables', grid.lossKwh.slice()),
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
  ]);
}

/** Reverse flow, temperature and ageing, where the run knows them. */
function operationColumns(operation: TransformerOperation | undefined): Column[] {
  if (operation === undefined) return [];
  return [
    column('reverseFlowHours', 'h', 'hours with more sun than load', operation.reverseFlowHours.slice()),
    column('hotSpotMaxC', '°C', 'hottest place of the windings, IEC 60076-7', operation.hotSpotMaxC.slice()),
    column('lifeUsedHours', 'h', 'hours at 98 °C that age as much, IEC 60076-7', operation.lifeUsedHours.slice()),
  ];
}

export function busesTable({ areas, grid }: RunParts): Table {
  return table('buses', areas.count, [
    column(
      'area',
      '',
      'transformer',
      Uint32Array.from({ length: areas.count }, (_, area) => area),
    ),
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
  ]);
}
