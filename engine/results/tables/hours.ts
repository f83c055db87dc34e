/** Tables of the day and the year hour by hour: streets on a weekday, transformers over the period, stock of hubs. For maps with a clock. Pure. */
import type { Table } from '../../core/table.ts';
import { DAY_TYPES } from '../../core/time.ts';
import { NO_ACCESS } from '../../network/road-graph.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table } from './column.ts';

const HOURS = 24;
const QUARTERS = 96;
/** Streets with fewer cars in an hour have no row. */
const LEAST_CARS = 1;
/** Loading is told in whole per cents: a map shows no more, and the file stays small. */
const LOADING_STEPS = 100;

/** One row a street and hour of a weekday with cars. */
export function linkHoursTable({ district, travel }: RunParts): Table {
  const { arcCount, linkCount, linkOfArc, capacityPcuPerH, carTimeMs: freeMs } = district.roads;
  const { carPerH, carTimeMs } = (travel.find((day) => day.dayType === 0) ?? travel[0]!).flows;
  const hours = Math.min(HOURS, Math.floor(carPerH.length / Math.max(1, arcCount)));
  const cars = new Float32Array(hours * linkCount);
  const delayS = new Float32Array(hours * linkCount);
  const fullShare = new Float32Array(hours * linkCount);
  for (let hour = 0; hour < hours; hour++)
    for (let arc = 0; arc < arcCount; arc++) {
      const flow = carPerH[hour * arcCount + arc]!;
      if (flow === 0) continue;
      const at = hour * linkCount + linkOfArc[arc]!;
      cars[at] = cars[at]! + flow;
      if (freeMs[arc] !== NO_ACCESS)
        delayS[at] = Math.max(delayS[at]!, (carTimeMs[hour * arcCount + arc]! - freeMs[arc]!) / 1000);
      if (capacityPcuPerH[arc]! > 0) fullShare[at] = Math.max(fullShare[at]!, flow / capacityPcuPerH[arc]!);
    }
  const kept = Uint32Array.from(Array.from(cars.keys()).filter((at) => cars[at]! >= LEAST_CARS));
  const pick = (values: Float32Array, perUnit: number): Float32Array =>
    Float32Array.from(kept, (at) => Math.round(values[at]! * perUnit) / perUnit);
  return table('linkHours', kept.length, [
    column(
      'link',
      '',
      'number of the street',
      kept.map((at) => at % linkCount),
    ),
    column(
      'hour',
      'h',
      'hour of a weekday, from 0',
      Uint8Array.from(kept, (at) => Math.floor(at / linkCount)),
    ),
    column('carsPerH', 'vehicles/h', 'cars, both directions', pick(cars, 1)),
    column('delayS', 's', 'delay above free flow, slower direction', pick(delayS, 10)),
    column('capacityShare', 'share', 'flow over capacity, busier direction', pick(fullShare, 100)),
  ]);
}

/** One row an hour and transformer: the largest power of its steps over the rating, + load, − feed-in. */
export function transformerHoursTable({ energy, charging, areas }: RunParts): Table {
  const { stepCount, loadKw, pvProducedKw } = energy.areas;
  const { startUtcS, stepS } = energy.calendar.grid;
  const stepsAnHour = Math.max(1, Math.round(3600 / stepS));
  const hours = Math.ceil(stepCount / stepsAnHour);
  const rows = hours * areas.count;
  const share = new Float32Array(rows);
  for (let area = 0; area < areas.count; area++)
    for (let step = 0; step < stepCount; step++) {
      const i = area * stepCount + step;
      const loading = (loadKw[i]! - pvProducedKw[i]! + charging.evKw[i]!) / areas.ratedKva[area]!;
      const at = Math.floor(step / stepsAnHour) * areas.count + area;
      if (Math.abs(loading) > Math.abs(share[at]!)) share[at] = loading;
    }
  for (let at = 0; at < rows; at++) share[at] = Math.round(share[at]! * LOADING_STEPS) / LOADING_STEPS;
  const startS = new Uint32Array(rows);
  const area = new Uint16Array(rows);
  for (let hour = 0; hour < hours; hour++) {
    startS.fill(startUtcS + hour * stepsAnHour * stepS, hour * areas.count, (hour + 1) * areas.count);
    for (let a = 0; a < areas.count; a++) area[hour * areas.count + a] = a;
  }
  return table('transformerHours', rows, [
    column('startUtcS', 's since 1970 UTC', 'start of the hour', startS),
    column('area', '', 'number of the transformer', area),
    column(
      'loadingShare',
      'share',
      'largest power of the steps of this hour over the rating, + load, − feed-in; whole per cents',
      share,
    ),
  ]);
}

/** One row a hub, kind of day and quarter of an hour. */
export function hubQuartersTable({ district, travel }: RunParts): Table {
  const { hubs } = district;
  const rows = travel.length * hubs.count * QUARTERS;
  const join = (pick: (day: RunParts['travel'][number]) => Float32Array): Float32Array => {
    const all = new Float32Array(rows);
    travel.forEach((day, d) => {
      all.set(pick(day).subarray(0, hubs.count * QUARTERS), d * hubs.count * QUARTERS);
    });
    return all;
  };
  return table('hubQuarters', rows, [
    coded(
      'hub',
      'id',
      Uint16Array.from({ length: rows }, (_, row) => Math.floor(row / QUARTERS) % hubs.count),
      hubs.id,
    ),
    coded(
      'dayType',
      'kind of day',
      Uint8Array.from({ length: rows }, (_, row) => travel[Math.floor(row / (QUARTERS * hubs.count))]!.dayType),
      DAY_TYPES,
    ),
    column(
      'quarter',
      '',
      'quarter of an hour of the day, from 0',
      Uint8Array.from({ length: rows }, (_, row) => row % QUARTERS),
    ),
    column(
      'sharedCars',
      'cars',
      'shared cars standing',
      join((day) => day.hubs.sharedCars),
    ),
    column(
      'sharedBikes',
      'bicycles',
      'shared bicycles standing',
      join((day) => day.hubs.sharedBikes),
    ),
    column(
      'parkAndRide',
      'cars',
      'P+R places taken',
      join((day) => day.hubs.parkAndRide),
    ),
  ]);
}
