/** The map of the report: neighbourhoods, streets by traffic, transformers by loading, hubs. One drawing, layers switched by the page.
 *  In: two sides. Out: HTML. Pure. */

import { formatNumber, formatPercent } from '../format.ts';
import { parseWkt } from '../wkt.ts';
import { both, escapeHtml, text } from './html.ts';
import { eachMap } from './each-map.ts';
import { mapControls, mapKeys } from './map-legend.ts';
import { changeBreaks, classOf, differenceClass, LOADING_CLASSES, MAP_METRICS, type MapMetric } from './map-scales.ts';
import type { ReportInput, ReportSide, TransformerRow, ZoneRow } from './model.ts';
import { columnLines, originsBelow } from './origin.ts';
import { barLengthM, type Projection } from './projection.ts';
import { drawable, differenceStreets, frameOf, round, shapeOf, trafficStreets, zoneShape } from './map-shapes.ts';
import { allSides, sideNames } from './sides.ts';
import { metricText, zoneOrigins } from './zone-chart.ts';

/** Classes of roads that make the skeleton of the map. */
const MAIN_ROADS = new Set(['motorway', 'trunk', 'primary', 'secondary', 'tertiary']);

export function mapSection(input: ReportInput): string {
  const [base, other] = input.sides;
  const { inside, projection } = frameOf(base);
  const layers = [
    layer('zones', zoneLayer(input, inside, projection)),
    layer('streets', streetLayers(base, other, projection)),
    layer('transformers', transformerLayer(base, other, projection)),
    layer('hubs', hubLayer(base, projection)),
    layer('names', namesLayer(inside, base, projection)),
  ];
  const drawing = `<svg class="map" id="map" viewBox="0 0 ${projection.width} ${projection.height}" role="img" aria-labelledby="map-title" >
<clipPath id="frame"><rect width="${projection.width}" height="${projection.height}"/></clipPath><g clip-path="url(#frame)">${layers.join('\n')}</g>${furniture(projection)}${sideLabels(input)}</svg>`;
  return `<section id="map-section" class="figures"><h2 id="map-title">${text('Waar', 'Where')}</h2>${mapControls(input)}<div class="map-frame">${drawing}<div id="tip" role="status" hidden></div></div>${mapKeys(input)}${eachMap(input)}${originsBelow(
    input,
    [
      ...zoneOrigins(input),
      ...columnLines(input, 'links', [['carsPerWeekday', 'auto’s op een werkdag', 'cars on a weekday']]),
      ...columnLines(input, 'transformers', [
        ['peakLoadingShare', 'transformator, hoogste belasting', 'transformer, highest loading'],
      ]),
      ...columnLines(input, 'hubs', [['carPlaces', 'P+R-plaatsen', 'P+R places']]),
    ],
  )}</section>`;
}

const layer = (name: string, content: string): string => `<g id="layer-${name}" class="layer">${content}</g>`;

/** Attributes with what a click or hover tells, in both languages; lines are parted by |. */
export function tip(nl: readonly string[], en: readonly string[]): string {
  return `data-nl="${escapeHtml(nl.join('|'))}" data-en="${escapeHtml(en.join('|'))}"`;
}

/** Neighbourhoods carry their class for every quantity and side; style sheet and script choose what is shown. */
function zoneLayer(input: ReportInput, inside: readonly ZoneRow[], projection: Projection): string {
  const otherOf = new Map(input.sides[1].zones.map((zone) => [zone.zone, zone]));
  const changes = MAP_METRICS.map((metric) => changeBreaks(input, metric));
  const ranges = MAP_METRICS.map((metric) =>
    metric.breaks(
      allSides(input).flatMap((side) =>
        side.zones.filter((zone) => zone.external === 0).flatMap((zone) => zone[metric.key] ?? []),
      ),
    ),
  );
  return inside
    .map((zone) => {
      const to = otherOf.get(zone.zone);
      const classes = MAP_METRICS.flatMap((metric, i) => [
        classOf(zone[metric.key], ranges[i]!),
        classOf(to?.[metric.key] ?? null, ranges[i]!),
        differenceClass(zone[metric.key], to?.[metric.key] ?? null, changes[i]!),
      ]);
      const lines = (language: 'nl' | 'en'): string[] => [
        zone.name,
        ...MAP_METRICS.map((metric) => zoneLine(metric, zone, to, language)),
      ];
      const d = zoneShape(zone, projection);
      if (d === '') return '';
      return `<path class="zone" tabindex="-1" data-c="${classes.join(' ')}" ${tip(lines('nl'), lines('en'))} d="${d}"/>`;
    })
    .join('');
}

const zoneLine = (metric: MapMetric, from: ZoneRow, to: ZoneRow | undefined, language: 'nl' | 'en'): string =>
  `${metric[language]}: ${metricText(from[metric.key], metric, language)} → ${metricText(to?.[metric.key], metric, language)}`;

/** Streets in few long paths: one for each class of traffic and side. */
function streetLayers(base: ReportSide, other: ReportSide, projection: Projection): string {
  const shapes = new Map(drawable(base).map((link) => [link.link, shapeOf(link, projection)]));
  const plain = (main: boolean): string =>
    drawable(base)
      .filter((link) => MAIN_ROADS.has(link.roadClass) === main)
      .map((link) => shapes.get(link.link)!)
      .join('');
  const sides = [base, other].map(
    (side, i) => `<g class="of-side" data-of="${i}">${trafficStreets(side, shapes, projection)}</g>`,
  );
  return `<path class="street quiet" d="${plain(false)}"/><path class="street quiet main" d="${plain(true)}"/>${sides.join('')}<g class="of-side" data-of="2">${differenceStreets(base, other, shapes)}</g>`;
}

function transformerLayer(base: ReportSide, other: ReportSide, projection: Projection): string {
  const otherOf = new Map(other.transformers.map((row) => [row.area, row]));
  return [...base.transformers]
    .sort((a, b) => a.peakLoadingShare - b.peakLoadingShare)
    .map((row) => {
      const to = otherOf.get(row.area);
      const classes = [loadingClass(row), to === undefined ? -1 : loadingClass(to), changeClass(row, to)];
      const lines = (language: 'nl' | 'en'): string[] => transformerLines(row, to, language);
      const x = round(projection.x(row.lonDeg));
      const y = round(projection.y(row.latDeg));
      return `<circle class="transformer" data-c="${classes.join(' ')}" ${tip(lines('nl'), lines('en'))} cx="${x}" cy="${y}" r="4"/>`;
    })
    .join('');
}

const loadingClass = (row: TransformerRow): number =>
  LOADING_CLASSES.findLastIndex(({ from }) => row.peakLoadingShare >= from);

/** 0 lower by more than two points, 1 about equal, 2 higher. */
function changeClass(from: TransformerRow, to: TransformerRow | undefined): number {
  if (to === undefined) return -1;
  const change = to.peakLoadingShare - from.peakLoadingShare;
  return change < -0.02 ? 0 : change > 0.02 ? 2 : 1;
}

function transformerLines(from: TransformerRow, to: TransformerRow | undefined, language: 'nl' | 'en'): string[] {
  const dutch = language === 'nl';
  const loading = (row: TransformerRow | undefined): string =>
    formatPercent(row?.peakLoadingShare ?? Number.NaN, language, 0);
  const hours = (row: TransformerRow | undefined): string => formatNumber(row?.overloadHours ?? Number.NaN, language);
  return [
    `${dutch ? 'Transformator' : 'Transformer'} ${from.area} · ${formatNumber(from.ratedKva, language)} kVA · ${formatNumber(from.homes, language)} ${dutch ? 'woningen' : 'homes'}`,
    `${dutch ? 'Hoogste belasting' : 'Highest loading'}: ${loading(from)} → ${loading(to)}`,
    `${dutch ? 'Uren overbelast' : 'Hours overloaded'}: ${hours(from)} → ${hours(to)}`,
  ];
}

function hubLayer(side: ReportSide, projection: Projection): string {
  const marks: Readonly<Record<string, string>> = { station: 'S', 'park-and-ride': 'P' };
  const taken: Array<readonly [x: number, y: number]> = [];
  return [...side.hubs]
    .filter(({ lonDeg, latDeg }) => projection.holds(lonDeg, latDeg))
    .sort((a, b) => Number(marks[a.kind] !== undefined) - Number(marks[b.kind] !== undefined))
    .map((hub) => {
      let x = projection.x(hub.lonDeg);
      const y = projection.y(hub.latDeg);
      const mark = marks[hub.kind];
      const places = hub.carPlaces > 0 ? [`${hub.carPlaces} P+R`] : [];
      const attributes = tip(
        [hub.name, hubKind(hub.kind, 'nl'), ...places],
        [hub.name, hubKind(hub.kind, 'en'), ...places],
      );
      if (mark === undefined)
        return `<rect class="hub small" ${attributes} x="${round(x - 3.5)}" y="${round(y - 3.5)}" width="7" height="7" transform="rotate(45 ${round(x)} ${round(y)})"/>`;
      // A P+R at a station stands beside it.
      while (taken.some(([otherX, otherY]) => Math.abs(x - otherX) < 17 && Math.abs(y - otherY) < 17)) x += 6;
      taken.push([x, y]);
      return `<g class="hub" ${attributes}><rect x="${round(x - 8)}" y="${round(y - 8)}" width="16" height="16" rx="3"/><text x="${round(x)}" y="${round(y + 4.2)}">${mark}</text></g>`;
    })
    .join('');
}

const HUB_WORDS: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  station: { nl: 'Station', en: 'Station' },
  'park-and-ride': { nl: 'P+R', en: 'Park and ride' },
  neighbourhood: { nl: 'Buurthub met deelvervoer', en: 'Neighbourhood hub with shared vehicles' },
};
const hubKind = (kind: string, language: 'nl' | 'en'): string => HUB_WORDS[kind]?.[language] ?? kind;

/** left, top, right, bottom */
type Box = readonly [number, number, number, number];

/** Names of the larger neighbourhoods; one that would lie on another is left out (hovering tells it). */
function namesLayer(inside: readonly ZoneRow[], side: ReportSide, projection: Projection): string {
  const roads = roadNames(side, projection);
  const hubs = side.hubs
    .filter(({ kind }) => kind !== 'neighbourhood')
    .map(({ lonDeg, latDeg }) => [projection.x(lonDeg), projection.y(latDeg)] as const)
    .map(([x, y]): Box => [x - 9, y - 9, x + 9, y + 9]);
  const taken: Box[] = [...hubs, ...roads.map(({ x, y }): Box => [x - 16, y - 9, x + 16, y + 9])];
  const drawnRoads = roads.map(roadSign).join('');
  const places = [...inside]
    .sort((a, b) => (b.persons ?? 0) - (a.persons ?? 0))
    .map((zone) => {
      const [x, y] = [projection.x(zone.lonDeg), projection.y(zone.latDeg)];
      const half = zone.name.length * 3.4;
      const box: Box = [x - half, y - 9, x + half, y + 6];
      const free = taken.every(
        ([left, top, right, bottom]) => box[2] < left || box[0] > right || box[3] < top || box[1] > bottom,
      );
      if (!free || box[0] < 0 || box[2] > projection.width) return '';
      taken.push(box);
      return `<text class="place" x="${round(x)}" y="${round(y)}">${escapeHtml(zone.name)}</text>`;
    })
    .join('');
  return drawnRoads + places;
}

interface RoadSign {
  readonly number: string;
  readonly x: number;
  readonly y: number;
}

/** Numbers of motorways and provincial roads, each once, where its longest stretch in the frame is. */
function roadNames(side: ReportSide, projection: Projection): RoadSign[] {
  const longest = new Map<string, RoadSign & { readonly length: number }>();
  for (const { name, geometry } of side.links) {
    const [number] = name.match(/^[AEN]\d{1,3}\b/) ?? [];
    if (number === undefined) continue;
    const points = (parseWkt(geometry)[0] ?? []).filter(([lon, lat]) => projection.holds(lon, lat));
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) continue;
    const [x1, y1] = [projection.x(first[0]), projection.y(first[1])];
    const [x2, y2] = [projection.x(last[0]), projection.y(last[1])];
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length > (longest.get(number)?.length ?? 0))
      longest.set(number, { number, length, x: (x1 + x2) / 2, y: (y1 + y2) / 2 });
  }
  return [...longest.values()];
}

function roadSign({ number, x, y }: RoadSign): string {
  const half = 5 + number.length * 3.6;
  return `<g class="road-name"><rect x="${round(x - half)}" y="${round(y - 8)}" width="${round(2 * half)}" height="16" rx="2"/><text x="${round(x)}" y="${round(y + 3.6)}">${number}</text></g>`;
}

/** Says on the map itself what it shows; paper has no switches. */
function sideLabels(input: ReportInput): string {
  const words = [
    both((language) => escapeHtml(sideNames(input, language)[0]), 'tspan'),
    both((language) => escapeHtml(sideNames(input, language)[1]), 'tspan'),
    both((language) => (language === 'nl' ? 'verschil' : 'difference'), 'tspan'),
  ];
  return words
    .map((text, side) => `<text class="of-side showing" data-of="${side}" x="16" y="28">${text}</text>`)
    .join('');
}

/** Scale bar and north arrow. */
function furniture(projection: Projection): string {
  const lengthM = barLengthM(projection);
  const units = lengthM * projection.unitsPerM;
  const y = projection.height - 16;
  const words = lengthM >= 1000 ? `${lengthM / 1000} km` : `${lengthM} m`;
  return `<g class="furniture"><path d="M16 ${y - 6}V${y}H${round(16 + units)}V${y - 6}"/><text x="${round(16 + units / 2)}" y="${y - 5}">${words}</text><g transform="translate(${projection.width - 24} 38)"><path class="arrow" d="M0 -22L7 2L0 -3L-7 2Z"/><text y="16">N</text></g></g>`;
}
