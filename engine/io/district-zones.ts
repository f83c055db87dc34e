/** zones.geojson → `Zones`. In: text and the defaults of district.yaml. Out: arrays by zone; every problem at once. Pure. */
import type { MultiPolygon, Polygon } from 'geojson';
import { InputError, type Problem } from '../core/errors.ts';
import type { Zones } from '../district/district.ts';
import { type DistrictFile, ZONE_AMOUNTS, ZONE_FIGURES, ZONE_SHARES, type ZoneFigure } from './district-format.ts';
import { crossingOf, middleOf } from './zone-outline.ts';

type Outline = Zones['outline'][number];

interface RawZone {
  readonly code: string;
  readonly name: string;
  readonly external: boolean;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly figures: Readonly<Record<ZoneFigure, number>>;
  readonly outline: Outline;
}

const KNOWN = new Set<string>([...ZONE_FIGURES, 'code', 'name', 'external', 'lonDeg', 'latDeg', 'note']);
const SHARES = new Set<string>(ZONE_SHARES);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws InputError with every problem: key `features[3].properties.residents` */
export async function parseZones(text: string, file: string, defaults: DistrictFile['zoneDefaults']): Promise<Zones> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  if (!isRecord(json) || json['type'] !== 'FeatureCollection' || !Array.isArray(json['features']))
    throw new InputError(file, 'type', 'must be a GeoJSON FeatureCollection', isRecord(json) ? json['type'] : json);
  const problems: Problem[] = [];
  const zones: RawZone[] = [];
  for (const [at, feature] of (json['features'] as unknown[]).entries())
    zones.push(
      await readZone(feature, `features[${at}]`, defaults, (key, rule, value) =>
        problems.push({ file, key, rule, value }),
      ),
    );
  const seen = new Map<string, number>();
  for (const [at, zone] of zones.entries()) {
    const first = seen.get(zone.code);
    if (first !== undefined)
      problems.push({
        file,
        key: `features[${at}].properties.code`,
        rule: `must be unique, also at features[${first}]`,
        value: zone.code,
      });
    else seen.set(zone.code, at);
  }
  if (problems.length === 0 && !zones.some((zone) => !zone.external && zone.figures.residents > 0))
    problems.push({ file, key: 'features', rule: 'must hold a zone with residents', value: zones.length });
  if (problems.length > 0) throw new InputError(problems);
  const column = (figure: ZoneFigure): Float64Array => Float64Array.from(zones, (zone) => zone.figures[figure]);
  const figures = Object.fromEntries(ZONE_FIGURES.map((figure) => [figure, column(figure)])) as Record<
    ZoneFigure,
    Float64Array
  >;
  return {
    count: zones.length,
    code: zones.map((zone) => zone.code),
    name: zones.map((zone) => zone.name),
    lonDeg: Float64Array.from(zones, (zone) => zone.lonDeg),
    latDeg: Float64Array.from(zones, (zone) => zone.latDeg),
    external: Uint8Array.from(zones, (zone) => (zone.external ? 1 : 0)),
    outline: zones.map((zone) => zone.outline),
    ...figures,
  };
}

type Tell = (key: string, rule: string, value: unknown) => void;

async function readZone(
  feature: unknown,
  at: string,
  defaults: DistrictFile['zoneDefaults'],
  tell: Tell,
): Promise<RawZone> {
  const properties = isRecord(feature) && isRecord(feature['properties']) ? feature['properties'] : {};
  const geometry = isRecord(feature) && isRecord(feature['geometry']) ? feature['geometry'] : {};
  for (const key of Object.keys(properties))
    if (!KNOWN.has(key)) tell(`${at}.properties.${key}`, 'is not a known key', properties[key]);
  const text = (key: string): string => {
    const value = properties[key];
    if (typeof value === 'string' && value !== '') return value;
    tell(`${at}.properties.${key}`, 'must be a text', value);
    return `${at} ${key}`;
  };
  const external = properties['external'] ?? false;
  if (typeof external !== 'boolean') tell(`${at}.properties.external`, 'must be true or false', external);
  const figures = {} as Record<ZoneFigure, number>;
  for (const figure of ZONE_FIGURES) {
    const value = properties[figure] ?? (external === true ? 0 : defaults[figure]);
    const most = SHARES.has(figure) ? 1 : Number.MAX_VALUE;
    if (value === undefined)
      tell(`${at}.properties.${figure}`, 'must be given here or in zoneDefaults of district.yaml', value);
    else if (typeof value !== 'number' || !(value >= 0) || !(value <= most))
      tell(`${at}.properties.${figure}`, most === 1 ? 'must be a fraction 0–1' : 'must be a number >= 0', value);
    figures[figure] = typeof value === 'number' && value >= 0 && value <= most ? value : 0;
  }
  if (external === true && ZONE_AMOUNTS.slice(0, 3).some((figure) => figures[figure] > 0))
    tell(`${at}.properties.residents`, 'must be 0 in an external zone', figures.residents);
  const outline = await readOutline(geometry, `${at}.geometry`, tell);
  const [lonDeg, latDeg] = await centre(properties, geometry, outline, at, tell);
  return { code: text('code'), name: text('name'), external: external === true, lonDeg, latDeg, figures, outline };
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number' &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90;

async function readOutline(geometry: Record<string, unknown>, at: string, tell: Tell): Promise<Outline> {
  const { type, coordinates } = geometry;
  if (type === 'Point') return [];
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates)) {
    tell(`${at}.type`, 'must be Polygon, MultiPolygon or Point', type);
    return [];
  }
  const rings: unknown[] = type === 'Polygon' ? coordinates : (coordinates as unknown[][]).flat();
  const good = rings.every(
    (ring) => Array.isArray(ring) && ring.length >= 4 && ring.every((position) => isPosition(position)),
  );
  if (good && rings.length > 0) {
    const outline = (rings as [number, number][][]).map((ring) => ring.map(([lon, lat]) => [lon, lat] as const));
    const crossing = await crossingOf({ type, coordinates } as Polygon | MultiPolygon, outline);
    if (crossing !== null) tell(`${at}.coordinates`, 'must be an outline that does not cross itself', crossing);
    return outline;
  }
  tell(`${at}.coordinates`, 'must be rings of at least four points [lon, lat]', rings.length);
  return [];
}

async function centre(
  properties: Record<string, unknown>,
  geometry: Record<string, unknown>,
  outline: Outline,
  at: string,
  tell: Tell,
): Promise<readonly [number, number]> {
  const given = [properties['lonDeg'], properties['latDeg']];
  if (given[0] !== undefined || given[1] !== undefined) {
    if (isPosition(given)) return given;
    tell(`${at}.properties.lonDeg`, 'must be degrees, together with latDeg', given);
  } else if (geometry['type'] === 'Point') {
    if (isPosition(geometry['coordinates'])) return geometry['coordinates'];
    tell(`${at}.geometry.coordinates`, 'must be [lon, lat]', geometry['coordinates']);
  } else if (outline.length > 0) {
    return middleOf(geometry as unknown as Polygon | MultiPolygon, outline);
  }
  return [0, 0];
}
