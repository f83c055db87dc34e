/** Tables of how the roads flow on a weekday: time on every street by quarter-hour, and kilometres and hours by level of service. Pure. */
import type { Table } from '../../core/table.ts';
import { NO_ACCESS, ROAD_CLASSES, type RoadGraph } from '../../network/road-graph.ts';
import type { RunParts } from '../parts.ts';
import { coded, column, table } from './column.ts';

const HEADINGS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** Levels of service by speed relative to free flow, best first. @source HCM 2010, exhibit 16-4 (urban streets), used for every class of road */
export const LEVELS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const ABOVE = [0.85, 0.67, 0.5, 0.4, 0.3];

/** @returns index into LEVELS. @param speedShare speed over free speed */
export function levelOf(speedShare: number): number {
  const level = ABOVE.findIndex((least) => speedShare > least);
  return level < 0 ? LEVELS.length - 1 : level;
}

/** Slots of a weekday: quarter-hours where the traffic was queued, hours otherwise. [slot × arcs + arc] */
interface Slots {
  readonly count: number;
  readonly cars: Float32Array;
  readonly timeMs: Uint32Array;
}

function weekdaySlots({ travel }: RunParts): Slots {
  const { flows, traffic } = travel.find((day) => day.dayType === 0) ?? travel[0]!;
  return traffic === undefined
    ? { count: 24, cars: flows.carPerH, timeMs: flows.carTimeMs }
    : { count: 96, cars: traffic.quarterCars, timeMs: traffic.quarterTimeMs };
}

const isDriven = (slots: Slots, roads: RoadGraph, at: number, arc: number): boolean =>
  slots.cars[at]! > 0 && roads.carTimeMs[arc] !== NO_ACCESS;

/** A row for each direction of a street and slot in which somebody drove there, in order of street, heading's arc and time. */
export function linkTimesTable(parts: RunParts): Table {
  const { roads } = parts.district;
  const slots = weekdaySlots(parts);
  const { arcCount } = roads;
  const arcs = Uint32Array.from({ length: arcCount }, (_, arc) => arc).sort(
    (a, b) => roads.linkOfArc[a]! - roads.linkOfArc[b]! || a - b,
  );
  let rows = 0;
  for (let at = 0; at < slots.count * arcCount; at++) if (isDriven(slots, roads, at, at % arcCount)) rows++;
  const link = new Uint32Array(rows);
  const heading = new Uint8Array(rows);
  const startS = new Uint32Array(rows);
  const cars = new Float32Array(rows);
  const timeS = new Float32Array(rows);
  const freeS = new Float32Array(rows);
  const slotS = 86_400 / slots.count;
  let row = 0;
  for (const arc of arcs) {
    const towards = headingOf(roads, arc);
    for (let slot = 0; slot < slots.count; slot++) {
      const at = slot * arcCount + arc;
      if (!isDriven(slots, roads, at, arc)) continue;
      link[row] = roads.linkOfArc[arc]!;
      heading[row] = towards;
      startS[row] = slot * slotS;
      cars[row] = slots.cars[at]!;
      timeS[row] = slots.timeMs[at]! / 1000;
      freeS[row++] = roads.carTimeMs[arc]! / 1000;
    }
  }
  return table('linkTimes', rows, [
    column('link', '', 'number of the street (table links)', link),
    coded('heading', 'where this direction of the street leads', heading, HEADINGS),
    column('startS', 's', `start of the ${slots.count === 96 ? 'quarter-hour' : 'hour'} after midnight`, startS),
    column('cars', 'vehicles', 'cars that drove onto the street in it, residents’ only', cars),
    column('timeS', 's', 'time to drive the street, waiting at its end included', timeS),
    column('freeTimeS', 's', 'the same on an empty road', freeS),
  ]);
}

function headingOf(roads: RoadGraph, arc: number): number {
  const a = roads.tail[arc]!;
  const b = roads.head[arc]!;
  const north = roads.latDeg[b]! - roads.latDeg[a]!;
  const east = (roads.lonDeg[b]! - roads.lonDeg[a]!) * Math.cos((roads.latDeg[a]! * Math.PI) / 180);
  return (Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8;
}

/** Kilometres and hours of cars by class of road and level of service, on a weekday. */
export function serviceLevelsTable(parts: RunParts): Table {
  const { roads } = parts.district;
  const slots = weekdaySlots(parts);
  const cells = ROAD_CLASSES.length * LEVELS.length;
  const km = new Float64Array(cells);
  const hours = new Float64Array(cells);
  const delayH = new Float64Array(cells);
  for (let at = 0; at < slots.count * roads.arcCount; at++) {
    const arc = at % roads.arcCount;
    if (!isDriven(slots, roads, at, arc)) continue;
    const freeMs = roads.carTimeMs[arc]!;
    const cell = roads.roadClass[arc]! * LEVELS.length + levelOf(freeMs / slots.timeMs[at]!);
    km[cell]! += (slots.cars[at]! * roads.lengthM[arc]!) / 1000;
    hours[cell]! += (slots.cars[at]! * slots.timeMs[at]!) / 3_600_000;
    delayH[cell]! += (slots.cars[at]! * Math.max(0, slots.timeMs[at]! - freeMs)) / 3_600_000;
  }
  const used = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => km[cell]! > 0);
  return table('serviceLevels', used.length, [
    coded(
      'roadClass',
      'class of the road',
      Uint8Array.from(used, (cell) => Math.floor(cell / LEVELS.length)),
      ROAD_CLASSES,
    ),
    coded(
      'level',
      'level of service: A above 85 % of the free speed, B 67, C 50, D 40, E 30, F below (HCM 2010)',
      Uint8Array.from(used, (cell) => cell % LEVELS.length),
      LEVELS,
    ),
    column(
      'carKm',
      'km/weekday',
      'kilometres of residents’ cars',
      Float64Array.from(used, (cell) => km[cell]!),
    ),
    column(
      'carHours',
      'h/weekday',
      'hours of residents’ cars',
      Float64Array.from(used, (cell) => hours[cell]!),
    ),
    column(
      'delayHours',
      'h/weekday',
      'of which above free flow',
      Float64Array.from(used, (cell) => delayH[cell]!),
    ),
  ]);
}
