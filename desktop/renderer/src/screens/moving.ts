/** People on the way as points: where each trip is at a time of day, between the middles of its zones. Pure; nothing is kept per frame but two arrays. */
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';

export interface Journeys {
  readonly count: number;
  readonly startS: Float64Array;
  readonly endS: Float64Array;
  /** [trip × 4] from lon, lat, to lon, lat */
  readonly ends: Float32Array;
  /** [trip × 4] colour by mode */
  readonly colours: Uint8Array;
}

/** Okabe and Ito's colours, safe for colour blindness. */
const COLOUR: Readonly<Record<string, readonly [number, number, number]>> = {
  walk: [86, 180, 233],
  bike: [0, 158, 115],
  'e-bike': [0, 158, 115],
  'shared-bike': [0, 158, 115],
  car: [90, 90, 90],
  'car-passenger': [150, 150, 150],
  'shared-car': [230, 159, 0],
  'bus-tram': [204, 121, 167],
  train: [204, 121, 167],
  'park-and-ride': [213, 94, 0],
};

export function journeysOf(trips: BridgeTable, zones: BridgeTable): Journeys {
  const place = new Map<number, number>();
  numbers(zones, 'zone').forEach((zone, row) => void place.set(zone, row));
  const lon = numbers(zones, 'lonDeg');
  const lat = numbers(zones, 'latDeg');
  const count = trips.rowCount;
  const startS = numbers(trips, 'departureS');
  const duration = numbers(trips, 'travelTimeS');
  const from = numbers(trips, 'fromZone');
  const to = numbers(trips, 'toZone');
  const mode = texts(trips, 'mode');
  const ends = new Float32Array(count * 4);
  const colours = new Uint8Array(count * 4);
  for (let i = 0; i < count; i++) {
    // A little apart from the middle, the same for the same trip, so that a zone is a cloud and not a point.
    const a = (Math.sin(i * 12.9898) * 43758.5453) % 1;
    const b = (Math.sin(i * 78.233) * 12543.123) % 1;
    const f = place.get(from[i]!) ?? 0;
    const g = place.get(to[i]!) ?? 0;
    ends.set([lon[f]! + a * 0.004, lat[f]! + b * 0.0025, lon[g]! + b * 0.004, lat[g]! + a * 0.0025], 4 * i);
    colours.set([...(COLOUR[mode[i] ?? ''] ?? [0, 0, 0]), 220], 4 * i);
  }
  return { count, startS, endS: startS.map((s, i) => s + duration[i]!), ends, colours };
}

/** More points than this are thinned evenly. */
const MOST_POINTS = 20_000;

export function positionsAt(
  { count, startS, endS, ends, colours }: Journeys,
  timeS: number,
): { count: number; positions: Float32Array; colours: Uint8Array } {
  const positions = new Float32Array(2 * MOST_POINTS);
  const own = new Uint8Array(4 * MOST_POINTS);
  let n = 0;
  for (let i = 0; i < count && n < MOST_POINTS; i++) {
    if (timeS < startS[i]! || timeS > endS[i]!) continue;
    const share = (timeS - startS[i]!) / Math.max(1, endS[i]! - startS[i]!);
    positions[2 * n] = ends[4 * i]! + share * (ends[4 * i + 2]! - ends[4 * i]!);
    positions[2 * n + 1] = ends[4 * i + 1]! + share * (ends[4 * i + 3]! - ends[4 * i + 1]!);
    for (let c = 0; c < 4; c++) own[4 * n + c] = colours[4 * i + c]!;
    n++;
  }
  return { count: n, positions: positions.subarray(0, 2 * n), colours: own.subarray(0, 4 * n) };
}
