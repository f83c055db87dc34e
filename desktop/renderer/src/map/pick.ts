/** What lies under a point of the map: points first, then street, then neighbourhood. Distances on the flat sheet; no GPU is asked. Pure. */
import { numbers } from '../parts/plain-table.tsx';
import type { Ring } from '../parts/wkt.ts';
import type { MapModel } from './model.ts';
import { type Sheet, toLonLat, worldX, worldY } from './projection.ts';

export interface Thing {
  readonly kind: 'zone' | 'street' | 'transformer' | 'hub' | 'stop' | 'charger';
  readonly row: number;
}
export interface Shown {
  readonly zones: boolean;
  readonly streets: boolean;
  readonly transformers: boolean;
  readonly hubs: boolean;
  readonly transit: boolean;
  readonly panels: boolean;
  readonly chargers: boolean;
}

/** Reach of a pointer [px]: a finger's size for points, less for lines (WCAG 2.5.8 asks 24 px). */
const POINT_REACH = 12;
const LINE_REACH = 7;

export function thingAt(model: MapModel, shown: Shown, sheet: Sheet, x: number, y: number): Thing | null {
  const [lon, lat] = toLonLat(sheet, x, y);
  const wx = worldX(lon);
  const wy = worldY(lat);
  const { hubs, stops, transformers, chargePoints } = model.tables;
  const points = [
    ['hub', shown.hubs, hubs],
    ['stop', shown.transit, stops],
    ['transformer', shown.transformers || shown.panels, transformers],
    ['charger', shown.chargers, chargePoints],
  ] as const;
  for (const [kind, on, table] of points) {
    if (!on) continue;
    const row = nearestPoint(numbers(table, 'lonDeg'), numbers(table, 'latDeg'), wx, wy, POINT_REACH / sheet.a);
    if (row >= 0) return { kind, row };
  }
  if (shown.streets) {
    const row = nearestStreet(model, lon, lat, sheet.a);
    if (row >= 0) return { kind: 'street', row };
  }
  const zone = model.zones.find(({ rings }) => inside(rings, lon, lat));
  return zone === undefined ? null : { kind: 'zone', row: zone.row };
}

function nearestPoint(lon: Float64Array, lat: Float64Array, wx: number, wy: number, reach: number): number {
  let best = -1;
  let least = reach;
  for (let i = 0; i < lon.length; i++) {
    const distance = Math.hypot(worldX(lon[i]!) - wx, worldY(lat[i]!) - wy);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function nearestStreet(model: MapModel, lon: number, lat: number, a: number): number {
  // Degrees on a local plane with the scale of the sheet: a street is short.
  const perLon = (a * 512) / 360;
  const perLat = perLon / Math.cos((lat * Math.PI) / 180);
  let best = -1;
  let least = LINE_REACH;
  for (const { path, row } of model.streets) {
    const [firstLon, firstLat] = path[0]!;
    if (Math.abs(firstLon - lon) > 0.05 || Math.abs(firstLat - lat) > 0.03) continue;
    for (let i = 1; i < path.length; i++) {
      const distance = toSegment(
        (path[i - 1]![0] - lon) * perLon,
        (path[i - 1]![1] - lat) * perLat,
        (path[i]![0] - lon) * perLon,
        (path[i]![1] - lat) * perLat,
      );
      if (distance < least) {
        least = distance;
        best = row;
      }
    }
  }
  return best;
}

/** Distance of the origin to a line piece. */
function toSegment(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
  return Math.hypot(ax + share * dx, ay + share * dy);
}

/** Even-odd rule over all rings, so that holes are outside. */
export function inside(rings: readonly Ring[], lon: number, lat: number): boolean {
  let odd = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!;
      const [xj, yj] = ring[j]!;
      if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) odd = !odd;
    }
  return odd;
}
