/** What the map draws, from the tables of a result: shapes in degrees, figures, and the same of a second result where one is beside it.
 *  Made in slices. Pure. */
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import type { Pause } from '../parts/slices.ts';
import { lineOf, linesOf, polygonsOf, type Ring } from '../parts/wkt.ts';
import type { Name } from './labels.ts';
import { worldX, worldY } from './projection.ts';

export interface MapTables {
  readonly zones: BridgeTable;
  readonly links: BridgeTable;
  readonly transformers: BridgeTable;
  readonly hubs: BridgeTable;
  /** Low-voltage cables; null for results that have none. */
  readonly lines: BridgeTable | null;
  /** What stands still beside the streets; null for older results. */
  readonly stops: BridgeTable | null;
  readonly transitLines: BridgeTable | null;
  readonly chargePoints: BridgeTable | null;
}

export interface ZoneShape {
  readonly row: number;
  readonly rings: readonly Ring[];
}
export interface Street {
  readonly row: number;
  readonly path: Ring;
  readonly rank: number;
  readonly cars: number;
}

/** A run of lines, with their points in one array. */
export interface PathPart {
  /** Place of its first line in the list of all. */
  readonly first: number;
  readonly length: number;
  /** [line + 1] into the points */
  readonly startIndices: Uint32Array;
  /** [point] lon, lat */
  readonly positions: Float64Array;
}

export interface Cable {
  readonly path: Ring;
  readonly loadingShare: number;
}

export interface TransitLine {
  readonly row: number;
  readonly path: Ring;
  readonly trips: number;
}

export interface MapModel {
  readonly tables: MapTables;
  readonly zones: readonly ZoneShape[];
  /** Quiet streets first, so that busy ones are drawn over them. */
  readonly streets: readonly Street[];
  /** The same streets as they are handed to the graphics card, a part after the other. */
  readonly streetParts: readonly PathPart[];
  readonly names: readonly Name[];
  /** Full cables last, so that they are drawn over the others. */
  readonly cables: readonly Cable[];
  readonly cableParts: readonly PathPart[];
  readonly transit: readonly TransitLine[];
}

/** Rank of a road class: 0 local to 4 motorway. */
const RANK: Readonly<Record<string, number>> = {
  motorway: 4,
  trunk: 4,
  primary: 3,
  secondary: 2,
  tertiary: 2,
  residential: 0,
};
export const rankOf = (roadClass: string): number =>
  RANK[roadClass.replace(/[-_ ]?link$/, '')] ?? (roadClass.startsWith('motor') ? 4 : 0);

/** Rounds of a loop between two looks at the clock. */
const EACH = 64;

export async function modelOf(tables: MapTables, pause: Pause): Promise<MapModel> {
  const zones = texts(tables.zones, 'geometry').flatMap((wkt, row) =>
    polygonsOf(wkt ?? '').map((rings) => ({ rings, row })),
  );
  const cars = numbers(tables.links, 'carsPerWeekday');
  const classes = texts(tables.links, 'roadClass');
  const streets: Street[] = [];
  for (const [row, wkt] of texts(tables.links, 'geometry').entries()) {
    if (row % EACH === 0) await pause();
    const path = lineOf(wkt ?? '');
    if (path.length > 1) streets.push({ row, path, rank: rankOf(classes[row] ?? ''), cars: cars[row] ?? 0 });
  }
  streets.sort((a, b) => a.rank - b.rank || a.cars - b.cars);
  await pause();
  const cables = await cablesOf(tables.lines, pause);
  return {
    tables,
    zones,
    streets,
    streetParts: await partsOf(streets, pause),
    names: await namesOf(tables, streets, pause),
    cables,
    cableParts: await partsOf(cables, pause),
    transit: transitOf(tables.transitLines),
  };
}

/** Lines of a part: its drawing is prepared in one go, within a frame. */
const PART = 2500;

async function partsOf(lines: ReadonlyArray<{ readonly path: Ring }>, pause: Pause): Promise<PathPart[]> {
  const parts: PathPart[] = [];
  for (let first = 0; first < lines.length; first += PART) {
    await pause();
    const own = lines.slice(first, first + PART);
    const startIndices = new Uint32Array(own.length + 1);
    for (let i = 0; i < own.length; i++) startIndices[i + 1] = startIndices[i]! + own[i]!.path.length;
    const positions = new Float64Array(2 * startIndices[own.length]!);
    own.forEach(({ path }, i) => {
      let at = 2 * startIndices[i]!;
      for (const [lon, lat] of path) {
        positions[at++] = lon;
        positions[at++] = lat;
      }
    });
    parts.push({ first, length: own.length, startIndices, positions });
  }
  return parts;
}

function transitOf(lines: BridgeTable | null): TransitLine[] {
  const trips = numbers(lines, 'tripsPerWeekday');
  return texts(lines, 'geometry').flatMap((wkt, row) =>
    linesOf(wkt ?? '').map((path) => ({ row, path, trips: trips[row] ?? 0 })),
  );
}

async function cablesOf(lines: BridgeTable | null, pause: Pause): Promise<Cable[]> {
  const loading = numbers(lines, 'peakLoadingShare');
  const cables: Cable[] = [];
  for (const [row, wkt] of texts(lines, 'geometry').entries()) {
    if (row % EACH === 0) await pause();
    const path = lineOf(wkt ?? '');
    if (path.length > 1) cables.push({ path, loadingShare: loading[row] ?? 0 });
  }
  return cables.sort((a, b) => a.loadingShare - b.loadingShare);
}

async function namesOf(tables: MapTables, streets: readonly Street[], pause: Pause): Promise<Name[]> {
  const names: Name[] = [];
  const persons = numbers(tables.zones, 'persons');
  const zoneLon = numbers(tables.zones, 'lonDeg');
  const zoneLat = numbers(tables.zones, 'latDeg');
  texts(tables.zones, 'name').forEach((text, row) => {
    if (text !== null)
      names.push({
        text,
        kind: 'place',
        x: worldX(zoneLon[row]!),
        y: worldY(zoneLat[row]!),
        importance: 1e6 + (persons[row] ?? 0),
        fromZoom: 0,
      });
  });
  const hubLon = numbers(tables.hubs, 'lonDeg');
  const hubLat = numbers(tables.hubs, 'latDeg');
  const kinds = texts(tables.hubs, 'kind');
  texts(tables.hubs, 'name').forEach((text, row) => {
    if (text === null) return;
    const small = kinds[row] === 'neighbourhood';
    names.push({
      text,
      kind: 'hub',
      x: worldX(hubLon[row]!),
      y: worldY(hubLat[row]!),
      importance: small ? 1 : 2e6,
      fromZoom: small ? 15 : 12.6,
    });
  });
  // A street is named once, at the middle of its busiest piece.
  const seen = new Set<string>();
  const streetNames = texts(tables.links, 'name');
  for (let i = streets.length - 1; i >= 0; i--) {
    if (i % EACH === 0) await pause();
    const street = streets[i]!;
    const text = streetNames[street.row] ?? '';
    if (text === '' || seen.has(text)) continue;
    seen.add(text);
    const [lon, lat] = street.path[street.path.length >> 1]!;
    names.push({
      text,
      kind: 'street',
      x: worldX(lon),
      y: worldY(lat),
      importance: street.cars / 100,
      fromZoom: street.rank >= 2 ? 14 : 15.2,
    });
  }
  return names.sort((a, b) => b.importance - a.importance);
}

/** Row of each value of an id column, by table and column: made once. */
const ROWS_OF = new WeakMap<BridgeTable, Map<string, ReadonlyMap<unknown, number>>>();
const KEYS_OF = new WeakMap<BridgeTable, Map<string, readonly unknown[] | Float64Array>>();

/** Values of the second result in the rows of the first, matched by an id column; NaN where it has none. */
export function besides(first: BridgeTable, second: BridgeTable, key: string, column: string): Float64Array {
  const rows = kept(ROWS_OF, second, key, () => {
    const keys = keysOf(second, key);
    const made = new Map<unknown, number>();
    for (let row = 0; row < second.rowCount; row++) made.set(keys[row], row);
    return made;
  });
  const values = numbers(second, column);
  const keys = keysOf(first, key);
  return Float64Array.from({ length: first.rowCount }, (_, row) => values[rows.get(keys[row]) ?? -1] ?? Number.NaN);
}

/** Ids of the rows; geometry to a metre, as samples are rounded. */
function keysOf(table: BridgeTable, key: string): readonly unknown[] | Float64Array {
  return kept(KEYS_OF, table, key, () => {
    const column = table.columns[key] ?? [];
    if (key !== 'geometry' || column instanceof Float64Array) return column;
    return column.map((text) => text?.replace(/(\.\d{5})\d+/g, '$1'));
  });
}

/** Ids of streets are long texts: they are made ready in slices before a hand asks for the change. */
export async function readyToCompare(
  first: BridgeTable,
  second: BridgeTable,
  key: string,
  pause: Pause,
): Promise<true> {
  for (const table of [first, second]) {
    await pause();
    keysOf(table, key);
  }
  await pause();
  besides(first, second, key, key);
  return true;
}

function kept<T>(all: WeakMap<BridgeTable, Map<string, T>>, table: BridgeTable, key: string, make: () => T): T {
  let own = all.get(table);
  if (own === undefined) {
    own = new Map();
    all.set(table, own);
  }
  let value = own.get(key);
  if (value === undefined) {
    value = make();
    own.set(key, value);
  }
  return value;
}

/** Four bounds of five classes with as many zones each; equal steps where many zones have the same value, one bound where all are 0. */
export function quintiles(values: ArrayLike<number>): number[] {
  const sorted = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const bounds = [0.2, 0.4, 0.6, 0.8].map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  if (new Set(bounds).size === 4) return bounds;
  const top = sorted.at(-1) ?? 0;
  return top > 0 ? [0.2, 0.4, 0.6, 0.8].map((share) => share * top) : [0];
}

/** Bounds of five classes around "no change": the middle class is a tenth of the largest change. */
export function changeBounds(values: ArrayLike<number>): number[] {
  const most = Array.from(values)
    .filter(Number.isFinite)
    .reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  // Where nothing changes, any size does.
  const size = most === 0 ? 2 : most;
  return [-0.5 * size, -0.1 * size, 0.1 * size, 0.5 * size];
}
