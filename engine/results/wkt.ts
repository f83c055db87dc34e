/** Geometry as well-known text (OGC Simple Features), WGS 84, so that a result folder can be mapped by itself. Pure. */

/** Five decimals of a degree are about a metre. */
const DECIMALS = 5;

const point = (lon: number, lat: number): string => `${trim(lon)} ${trim(lat)}`;
const trim = (degrees: number): string => String(Number(degrees.toFixed(DECIMALS)));

/** LINESTRING of points first … end - 1. */
export function lineWkt(lonDeg: Float64Array, latDeg: Float64Array, first: number, end: number): string {
  const points: string[] = [];
  for (let i = first; i < end; i++) points.push(point(lonDeg[i]!, latDeg[i]!));
  return `LINESTRING (${points.join(', ')})`;
}

/** MULTILINESTRING of lines of points [lon, lat]. */
export function linesWkt(lines: ReadonlyArray<ReadonlyArray<readonly [number, number]>>): string {
  if (lines.length === 0) return 'MULTILINESTRING EMPTY';
  return `MULTILINESTRING (${lines.map((line) => `(${line.map(([lon, lat]) => point(lon, lat)).join(', ')})`).join(', ')})`;
}

/** POLYGON of rings, or POINT of the fallback when there is no outline. */
export function areaWkt(
  rings: ReadonlyArray<ReadonlyArray<readonly [number, number]>>,
  lonDeg: number,
  latDeg: number,
): string {
  if (rings.length === 0) return `POINT (${point(lonDeg, latDeg)})`;
  return `POLYGON (${rings
    .map(
      (ring) =>
        `(${closed(ring)
          .map(([lon, lat]) => point(lon, lat))
          .join(', ')})`,
    )
    .join(', ')})`;
}

function closed(ring: ReadonlyArray<readonly [number, number]>): ReadonlyArray<readonly [number, number]> {
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || (first[0] === last[0] && first[1] === last[1])) return ring;
  return [...ring, first];
}

/** Points of a WKT geometry by ring or line, [part][point][lon, lat]; the reader of what the two functions above write. */
export function parseWkt(text: string): Array<Array<[number, number]>> {
  const body = text.slice(text.indexOf('('));
  const parts = body.match(/[^()]+/g)?.filter((part) => /\d/.test(part)) ?? [];
  return parts.map((part) =>
    part.split(',').map((pair) => {
      const [lon, lat] = pair.trim().split(/\s+/).map(Number);
      return [lon!, lat!];
    }),
  );
}
