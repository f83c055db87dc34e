/** What the map draws, from the tables of a result: shapes in degrees, figures, and the same of a second result where one is beside it. Pure. */
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
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
  readonly names: readonly Name[];
  /** Full cables last, so that they are drawn over the others. */
  readonly cables: readonly Cable[];
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

export function modelOf(tables: MapTables): MapModel {
  const zones = texts(tables.zones, 'geometry').flatMap((wkt, row) =>
    polygonsOf(wkt ?? '').map((rings) => ({ rings, row })),
  );
  const cars = numbers(tables.links, 'carsPerWeekday');
  const classes = texts(tables.links, 'roadClass');
  const streets = texts(tables.links, 'geometry')
    .map((wkt, row) => ({
      row,
      path: lineOf(wkt ?? ''),
      rank: rankOf(classes[row] ?? ''),
      cars: cars[row] ?? 0,
    }))
    .filter((street) => street.path.length > 1)
    .sort((a, b) => a.rank - b.rank || a.cars - b.cars);
  return {
    tables,
    zones,
    streets,
    names: namesOf(tables, streets),
    cables: cablesOf(tables.lines),
    transit: transitOf(tables.transitLines),
  };
}

function transitOf(lines: BridgeTable | null): TransitLine[] {
  const trips = numbers(lines, 'tripsPerWeekday');
  return texts(lines, 'geometry').flatMap((wkt, row) =>
    linesOf(wkt ?? '').map((path) => ({ row, path, trips: trips[row] ?? 0 })),
  );
}

function cablesOf(lines: BridgeTable | null): Cable[] {
  if (lines === null) return [];
  const loading = numbers(lines, 'peakLoadingShare');
  return texts(lines, 'geometry')
    .map((wkt, row) => ({ path: lineOf(wkt ?? ''), loadingShare: loading[row] ?? 0 }))
    .filter((cable) => cable.path.length > 1)
    .sort((a, b) => a.loadingShare - b.loadingShare);
}

function namesOf(tables: MapTables, streets: readonly Street[]): Name[] {
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
  for (const street of [...streets].reverse()) {
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

/** Values of the second result in the rows of the first, matched by an id column; NaN where it has none. */
export function besides(first: BridgeTable, second: BridgeTable, key: string, column: string): Float64Array {
  // Geometry is compared to a metre: samples are rounded so.
  const keyOf = (table: BridgeTable, row: number): string => {
    const text = String((table.columns[key] ?? [])[row]);
    return key === 'geometry' ? text.replace(/(\.\d{5})\d+/g, '$1') : text;
  };
  const rows = new Map<string, number>();
  for (let row = 0; row < second.rowCount; row++) rows.set(keyOf(second, row), row);
  const values = numbers(second, column);
  return Float64Array.from(
    { length: first.rowCount },
    (_, row) => values[rows.get(keyOf(first, row)) ?? -1] ?? Number.NaN,
  );
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
  const size = Array.from(values)
    .filter(Number.isFinite)
    .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return size === 0 ? [-1, -1e-9, 1e-9, 1] : [-0.5 * size, -0.1 * size, 0.1 * size, 0.5 * size];
}
