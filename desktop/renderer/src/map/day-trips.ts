/** Trips of a kind of day as they are drawn: a simulated trip is repeated for all residents it stands for, each from and to a door of its
 *  neighbourhood. In: tables of a result and the streets. Out: arrays by trip, in order of the minute they leave in. Made in slices. Pure. */
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import type { Pause } from '../parts/slices.ts';
import type { MapModel } from './model.ts';
import { MODE_GROUP, MODE_GROUPS } from './palette.ts';
import { worldX, worldY } from './projection.ts';
import { nearestNode, type StreetsGraph } from './streets-graph.ts';

export interface DayTrips {
  /** [trip] seconds after local midnight */
  readonly startS: Float64Array;
  readonly endS: Float64Array;
  /** [trip] place of its mode in MODE_GROUPS */
  readonly group: Uint8Array;
  /** [trip] node of the streets; −1 where there is none */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** [minute + 1] into the order of departure */
  readonly firstOfMinute: Uint32Array;
  readonly order: Uint32Array;
  readonly longestS: number;
}

/** A simulated trip stands for several residents' trips: they leave within this of it [s], by one of so many doors. */
const SPREAD_S = 1200;
const DOORS = 3;
export const MINUTES = 1440 + 180;
/** Trips between two looks at the clock. */
const EACH = 4096;

/** @param copies residents' trips that a trip of the table stands for */
export async function dayTripsOf(
  model: MapModel,
  graph: StreetsGraph,
  trips: BridgeTable,
  places: BridgeTable,
  copies: number,
  pause: Pause,
): Promise<DayTrips> {
  const departureS = numbers(trips, 'departureS');
  const durationS = numbers(trips, 'travelTimeS');
  const modes = texts(trips, 'mode');
  const fromZone = texts(trips, 'fromZone');
  const toZone = texts(trips, 'toZone');
  const doors = await doorsOf(model, graph, places, pause);
  const count = departureS.length * copies;
  const startS = new Float64Array(count);
  const endS = new Float64Array(count);
  const group = new Uint8Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const firstOfMinute = new Uint32Array(MINUTES + 1);
  const order = new Uint32Array(count);
  const door = (zone: string | null | undefined, i: number): number => {
    const list = doors.get(zone ?? '');
    return list === undefined ? -1 : (list[((i * 2654435761) % list.length) >>> 0] ?? -1);
  };
  const minute = (i: number): number => Math.min(MINUTES - 1, Math.max(0, Math.floor(startS[i]! / 60)));
  for (let i = 0; i < count; i++) {
    if (i % EACH === 0) await pause();
    const copy = i % copies;
    const trip = (i - copy) / copies;
    startS[i] = departureS[trip]! + (copy === 0 ? 0 : SPREAD_S * (scatter(i) - 0.5));
    endS[i] = startS[i]! + Math.max(60, durationS[trip]!);
    group[i] = MODE_GROUPS.indexOf(MODE_GROUP[modes[trip] ?? ''] ?? 'car');
    const variant = DOORS * trip + (copy % DOORS);
    from[i] = door(fromZone[trip], variant + 1);
    to[i] = door(toZone[trip], 7 * variant + 3);
    firstOfMinute[minute(i) + 1]!++;
  }
  for (let m = 0; m < MINUTES; m++) firstOfMinute[m + 1]! += firstOfMinute[m]!;
  const at = firstOfMinute.slice();
  for (let i = 0; i < count; i++) {
    if (i % EACH === 0) await pause();
    order[at[minute(i)]!++] = i;
  }
  const longestS = durationS.reduce((most, s) => Math.max(most, Number.isFinite(s) ? s : 0), 60);
  return { startS, endS, group, from, to, firstOfMinute, order, longestS };
}

/** Streets' crossings nearest to the transformers of each neighbourhood, or to its middle where it has none. */
async function doorsOf(
  model: MapModel,
  graph: StreetsGraph,
  places: BridgeTable,
  pause: Pause,
): Promise<Map<string, number[]>> {
  const doors = new Map<string, number[]>();
  const put = (zone: string, lon: number, lat: number): void => {
    const node = nearestNode(graph, worldX(lon), worldY(lat));
    const list = doors.get(zone);
    if (list === undefined) doors.set(zone, [node]);
    else list.push(node);
  };
  const { transformers } = model.tables;
  const lon = numbers(transformers, 'lonDeg');
  const lat = numbers(transformers, 'latDeg');
  for (const [row, zone] of texts(transformers, 'zone').entries()) {
    await pause();
    put(zone ?? '', lon[row]!, lat[row]!);
  }
  const placeLon = numbers(places, 'lonDeg');
  const placeLat = numbers(places, 'latDeg');
  for (const [row, zone] of texts(places, 'zone').entries()) {
    await pause();
    if (zone !== null && !doors.has(zone)) put(zone, placeLon[row]!, placeLat[row]!);
  }
  return doors;
}

/** A number from 0 to 1 that belongs to an index: for the eye only. */
function scatter(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}
