/** Result tables of the grid: `transformers`, one row an area, and `buses`, one row a joint of the low-voltage cables. Pure. */
import type { Table } from '../core/table.ts';
import type { BusYear, GridYear, TransformerAreas } from './areas.ts';

export function transformersTable(areas: TransformerAreas, year: GridYear): Table {
  return {
    name: 'transformers',
    rowCount: areas.count,
    columns: [
      { name: 'transformer', unit: '', description: 'Number of the transformer', values: numbers(areas.count) },
      { name: 'lonDeg', unit: 'degrees', description: 'Longitude, WGS 84', values: areas.lonDeg },
      { name: 'latDeg', unit: 'degrees', description: 'Latitude, WGS 84', values: areas.latDeg },
      { name: 'zone', unit: '', description: 'Number of the zone', values: areas.zone },
      { name: 'ratedKva', unit: 'kVA', description: 'Rating', values: areas.ratedKva },
      { name: 'homes', unit: 'dwellings', description: 'Dwellings served', values: areas.homes },
      { name: 'jobs', unit: 'jobs', description: 'Jobs served', values: areas.jobs },
      { name: 'peakLoadKw', unit: 'kW', description: 'Highest net load', values: year.peakLoadKw },
      { name: 'peakFeedInKw', unit: 'kW', description: 'Highest net feed-in', values: year.peakFeedInKw },
      { name: 'peakLoadingShare', unit: 'share', description: 'Peak over rating', values: year.peakLoadingShare },
      { name: 'overloadHours', unit: 'h', description: 'Hours above the rating', values: year.overloadHours },
      { name: 'minVoltagePu', unit: 'pu of 230 V', description: 'Lowest phase voltage', values: year.minVoltagePu },
      { name: 'maxVoltagePu', unit: 'pu of 230 V', description: 'Highest phase voltage', values: year.maxVoltagePu },
      {
        name: 'voltageBreachHours',
        unit: 'h',
        description: 'Hours outside 0.9–1.1 pu among the steps examined',
        values: year.voltageBreachHours,
      },
      { name: 'lossKwh', unit: 'kWh', description: 'Losses of transformer and cables', values: year.lossKwh },
    ],
  };
}

export function busesTable(areas: TransformerAreas, buses: BusYear): Table {
  const { feeders } = areas;
  const transformer = new Uint32Array(feeders.busCount);
  for (let area = 0; area < areas.count; area++)
    transformer.fill(area, feeders.firstBusOfArea[area]!, feeders.firstBusOfArea[area + 1]!);
  return {
    name: 'buses',
    rowCount: feeders.busCount,
    columns: [
      { name: 'bus', unit: '', description: 'Number of the joint', values: numbers(feeders.busCount) },
      { name: 'transformer', unit: '', description: 'Number of the transformer', values: transformer },
      { name: 'feeder', unit: '', description: 'Feeder of the transformer', values: feeders.feeder },
      { name: 'parentBus', unit: '', description: 'Joint before it, 4294967295 = transformer', values: feeders.parent },
      { name: 'lonDeg', unit: 'degrees', description: 'Longitude, WGS 84', values: feeders.lonDeg },
      { name: 'latDeg', unit: 'degrees', description: 'Latitude, WGS 84', values: feeders.latDeg },
      { name: 'cableM', unit: 'm', description: 'Cable from the joint before it', values: feeders.cableM },
      { name: 'distanceM', unit: 'm', description: 'Cable from the transformer', values: feeders.distanceM },
      { name: 'minVoltagePu', unit: 'pu of 230 V', description: 'Lowest phase voltage', values: buses.minVoltagePu },
      { name: 'maxVoltagePu', unit: 'pu of 230 V', description: 'Highest phase voltage', values: buses.maxVoltagePu },
      {
        name: 'cableLoadingShare',
        unit: 'share',
        description: 'Largest phase current over what fuse or cable carries',
        values: buses.cableLoadingShare,
      },
      {
        name: 'unbalanceShare',
        unit: 'share',
        description: 'Largest negative over positive sequence voltage',
        values: buses.unbalanceShare,
      },
    ],
  };
}

const numbers = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);
