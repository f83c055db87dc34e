/** Geometry of the result tables (WKT) as coordinates. Pure. */
export type Ring = [number, number][];

const points = (text: string): Ring =>
  text.split(',').map((pair) => pair.trim().split(/\s+/).map(Number) as [number, number]);

export function lineOf(wkt: string): Ring {
  const match = /^LINESTRING\s*\((.*)\)$/i.exec(wkt);
  return match === null ? [] : points(match[1]!);
}

/** Lines of a line or of several. */
export function linesOf(wkt: string): Ring[] {
  if (!/^MULTILINESTRING/i.test(wkt)) return [lineOf(wkt)].filter((line) => line.length > 0);
  return [...wkt.matchAll(/\(([^()]+)\)/g)].map((match) => points(match[1]!));
}

/** Polygons with their rings. */
export function polygonsOf(wkt: string): Ring[][] {
  const rings = (text: string): Ring[] => [...text.matchAll(/\(([^()]+)\)/g)].map((match) => points(match[1]!));
  if (/^POLYGON/i.test(wkt)) return [rings(wkt)];
  if (/^MULTIPOLYGON/i.test(wkt))
    return [...wkt.matchAll(/\(\((?:[^()]|\([^()]*\)|\)\s*,\s*\((?!\())*\)\)/g)].map((match) => rings(match[0]));
  return [];
}
