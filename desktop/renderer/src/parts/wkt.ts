/** Geometry of the result tables (WKT) as coordinates. Pure. */
export type Ring = [number, number][];

/** A map holds ten thousand lines: they are cut by place, without a pattern for each pair. */
function points(text: string): Ring {
  const ring: Ring = [];
  for (let from = 0; from < text.length; ) {
    const comma = text.indexOf(',', from);
    const end = comma < 0 ? text.length : comma;
    const pair = text.slice(from, end).trim();
    const gap = pair.indexOf(' ');
    ring.push([Number(pair.slice(0, gap)), Number.parseFloat(pair.slice(gap + 1))]);
    from = end + 1;
  }
  return ring;
}

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
