/** Shapes of the report's maps: the frame, neighbourhoods, streets by traffic and by its change. In: sides. Out: paths of SVG. Pure. */
import { parseWkt } from '../wkt.ts';
import { TRAFFIC_CLASSES } from './map-scales.ts';
import type { LinkRow, ReportSide, ZoneRow } from './model.ts';
import { fitProjection, type Projection } from './projection.ts';

const WIDTH = 1000;
const MARGIN = 14;
const PATHS_ONLY = new Set(['cycleway', 'footway', 'steps']);

/** The neighbourhoods of the district and the frame that shows nearly all residents. */
export function frameOf(base: ReportSide): { readonly inside: readonly ZoneRow[]; readonly projection: Projection } {
  const inside = base.zones.filter((zone) => zone.external === 0);
  const outlines = mostOf(inside).flatMap((zone) => parseWkt(zone.geometry).flat());
  const points =
    outlines.length > 1
      ? outlines
      : base.transformers.map(({ lonDeg, latDeg }) => [lonDeg, latDeg] as [number, number]);
  return { inside, projection: fitProjection(points, WIDTH, MARGIN) };
}

/** Share of the residents that the frame may leave out, so that empty land does not make the streets small. */
const LEFT_OUT_SHARE = 0.012;

/** Neighbourhoods that hold nearly all residents. */
function mostOf(inside: readonly ZoneRow[]): readonly ZoneRow[] {
  const sorted = [...inside].sort((a, b) => (a.persons ?? 0) - (b.persons ?? 0));
  let left = LEFT_OUT_SHARE * sorted.reduce((sum, zone) => sum + (zone.persons ?? 0), 0);
  return sorted.filter((zone) => {
    left -= zone.persons ?? 0;
    return left < 0;
  });
}

export const round = (value: number): string => String(Math.round(value * 10) / 10);

function path(points: ReadonlyArray<readonly [number, number]>, projection: Projection, closed = false): string {
  let last = '';
  let drawn = '';
  points.forEach(([lon, lat], i) => {
    const at = `${round(projection.x(lon))} ${round(projection.y(lat))}`;
    if (at === last) return;
    drawn += `${i === 0 ? 'M' : 'L'}${at}`;
    last = at;
  });
  return closed ? `${drawn}Z` : drawn;
}

/** '' for a neighbourhood that is known as a point only. */
export function zoneShape(zone: ZoneRow, projection: Projection): string {
  const shape = parseWkt(zone.geometry);
  if (shape.length === 1 && shape[0]!.length === 1) return '';
  return shape.map((ring) => path(ring, projection, true)).join('');
}

export const drawable = (side: ReportSide): LinkRow[] => side.links.filter((link) => !PATHS_ONLY.has(link.roadClass));

export function shapeOf(link: LinkRow, projection: Projection): string {
  const points = parseWkt(link.geometry)[0] ?? [];
  return points.some(([lon, lat]) => projection.holds(lon, lat)) ? path(points, projection) : '';
}

/** Streets in few long paths: one for each class of traffic. @param from the lowest class drawn */
export function trafficStreets(
  side: ReportSide,
  shapes: ReadonlyMap<number, string>,
  projection: Projection,
  from = 0,
): string {
  const bins = TRAFFIC_CLASSES.map(() => '');
  for (const link of drawable(side)) {
    const bin = TRAFFIC_CLASSES.findLastIndex((one) => link.carsPerWeekday >= one.from);
    if (bin >= from) bins[bin] += shapes.get(link.link) ?? shapeOf(link, projection);
  }
  return bins.map((d, bin) => (d === '' ? '' : `<path class="street t${bin}" d="${d}"/>`)).join('');
}

/** Streets whose traffic changes by some cars and 5 %. @param least cars on a weekday */
export function differenceStreets(
  base: ReportSide,
  other: ReportSide,
  shapes: ReadonlyMap<number, string>,
  least = 100,
): string {
  const otherOf = new Map(other.links.map((link) => [link.link, link.carsPerWeekday]));
  const bins = ['', ''];
  for (const { link, carsPerWeekday } of base.links) {
    const change = (otherOf.get(link) ?? carsPerWeekday) - carsPerWeekday;
    if (Math.abs(change) < least || Math.abs(change) < 0.05 * carsPerWeekday) continue;
    bins[change < 0 ? 0 : 1] += shapes.get(link) ?? '';
  }
  return `<path class="street less" d="${bins[0]}"/><path class="street more" d="${bins[1]}"/>`;
}
