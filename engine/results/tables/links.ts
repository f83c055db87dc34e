/** Table of streets with their traffic on a weekday and their shape. Pure. */
import type { Table } from '../../core/table.ts';
import { ARC_CYCLE_SEPARATED, NO_ACCESS, ROAD_CLASSES } from '../../network/road-graph.ts';
import { weekdayEnvironment } from '../environment.ts';
import type { RunParts } from '../parts.ts';
import { lineWkt } from '../wkt.ts';
import { coded, column, table } from './column.ts';

const HOURS = 24;

/** Both directions of a street together; the busiest hour and the delay are those of the busier direction. */
export function linksTable(parts: RunParts): Table {
  const { district, travel } = parts;
  const { roads } = district;
  const weekday = travel.find((day) => day.dayType === 0) ?? travel[0]!;
  const { carPerH, carTimeMs, bikePerDay, walkPerDay } = weekday.flows;
  const { arcCount, linkCount } = roads;
  const environment = weekdayEnvironment(parts);
  const make = (): Float32Array => new Float32Array(linkCount);
  const car = make();
  const bus = make();
  const bike = make();
  const walk = make();
  const bikeAmongCars = make();
  const lengthM = make();
  const busiestShare = make();
  const delayS = make();
  const roadClass = new Uint8Array(linkCount);
  const hours = Math.min(HOURS, Math.floor(carPerH.length / Math.max(1, arcCount)));
  for (let arc = 0; arc < arcCount; arc++) {
    const link = roads.linkOfArc[arc]!;
    let perDay = 0;
    let busiest = 0;
    let lostMs = 0;
    for (let hour = 0; hour < hours; hour++) {
      const at = hour * arcCount + arc;
      perDay += carPerH[at]!;
      bus[link]! += weekday.flows.busPerH?.[at] ?? 0;
      busiest = Math.max(busiest, carPerH[at]!);
      if (roads.carTimeMs[arc] !== NO_ACCESS) lostMs = Math.max(lostMs, carTimeMs[at]! - roads.carTimeMs[arc]!);
    }
    car[link] = car[link]! + perDay;
    bike[link] = bike[link]! + bikePerDay[arc]!;
    if (roads.carTimeMs[arc] !== NO_ACCESS && (roads.arcFlags[arc]! & ARC_CYCLE_SEPARATED) === 0)
      bikeAmongCars[link] = bikeAmongCars[link]! + bikePerDay[arc]!;
    walk[link] = walk[link]! + walkPerDay[arc]!;
    lengthM[link] = roads.lengthM[arc]!;
    roadClass[link] = roads.roadClass[arc]!;
    const capacity = roads.capacityPcuPerH[arc]!;
    if (capacity > 0) busiestShare[link] = Math.max(busiestShare[link]!, busiest / capacity);
    delayS[link] = Math.max(delayS[link]!, lostMs / 1000);
  }
  return table('links', linkCount, [
    column(
      'link',
      '',
      'number of the street',
      Uint32Array.from({ length: linkCount }, (_, link) => link),
    ),
    column(
      'name',
      '',
      'name of the street',
      Array.from(roads.linkName, (name) => roads.names[name] ?? ''),
    ),
    coded('roadClass', 'class of the road', roadClass, ROAD_CLASSES),
    column('lengthM', 'm', 'length', lengthM),
    column('carsPerWeekday', 'vehicles/day', 'cars on a weekday, both directions', car),
    column('busesPerWeekday', 'buses/day', 'buses on a weekday, both directions', bus),
    column('bikesPerWeekday', 'bicycles/day', 'bicycles on a weekday, both directions', bike),
    column(
      'bikesAmongCarsPerWeekday',
      'bicycles/day',
      'of which on the carriageway: cars may go here and cyclists have no path of their own',
      bikeAmongCars,
    ),
    column('walkersPerWeekday', 'people/day', 'people on foot on a weekday, both directions', walk),
    column('busiestHourShare', 'share', 'flow in the busiest hour over capacity, busier direction', busiestShare),
    column('delayS', 's', 'longest delay over an hour above free flow', delayS),
    column('co2Kg', 'kg CO2/day', 'CO2 of residents’ cars and of buses on a weekday, well to wheel', environment.co2Kg),
    column('noxG', 'g/day', 'NOx of residents’ cars and of buses on a weekday', environment.noxG),
    column('pm10G', 'g/day', 'PM10 of residents’ cars and of buses on a weekday, wear included', environment.pm10G),
    column('pm25G', 'g/day', 'PM2.5 of residents’ cars and of buses on a weekday, wear included', environment.pm25G),
    column('noiseDb', 'dB', 'Lden at the façade, all road traffic', environment.noiseDb),
    column(
      'pm25ExposureUgM3',
      'µg/m³',
      'PM2.5 a cyclist meets: background and all traffic of this street',
      environment.pm25ExposureUgM3,
    ),
    column(
      'pm25FacadeUgM3',
      'µg/m³',
      'PM2.5 at the façade: background and all traffic of this street',
      environment.pm25FacadeUgM3,
    ),
    column(
      'no2ExposureUgM3',
      'µg/m³',
      'NO2 a cyclist meets: background and all traffic of this street',
      environment.no2ExposureUgM3,
    ),
    column(
      'no2FacadeUgM3',
      'µg/m³',
      'NO2 at the façade: background and all traffic of this street',
      environment.no2FacadeUgM3,
    ),
    column(
      'geometry',
      'WKT, WGS 84',
      'shape of the street',
      Array.from({ length: linkCount }, (_, link) =>
        lineWkt(roads.shapeLonDeg, roads.shapeLatDeg, roads.shapeFirst[link]!, roads.shapeFirst[link + 1]!),
      ),
    ),
  ]);
}
