/** The skeleton of a generated district: main roads at true coordinates, barriers, land use. In: GeoJSON text. Out: checked features. Pure.
 *
 *  Features by `kind`:
 *  - `road` (LineString): `class` (RoadClass), `name`, `speedKmh`, `lanes` (per direction), `car bike walk` (`both` | `forward` | `no`),
 *    optional `level` (0; roads meet only roads of their own level: motorways are level 1), `tunnel separated signals busLane` (true);
 *  - `interchange` (Point): roads of all levels that pass within 90 m meet here;
 *  - `barrier` (LineString): canal, railway or motorway with `halfWidthM`; no generated street enters it; `edge` is the class of the path
 *    along both of its sides (`cycleway`, `footway`) or `none`;
 *  - `frame` (Polygon): edge of the area that is filled with streets, itself not a street;
 *  - `area` (Polygon): `use` (see USES) overrides what the zone says; a later area overrides an earlier one. */
import { InputError, type Problem } from '../core/errors.ts';
import { ROAD_CLASSES, type RoadClass } from '../network/road-graph.ts';
import type { LonLat } from './plane.ts';

/** What ground is used for, which decides its streets. */
export const USES = ['residential', 'business', 'park', 'rural', 'city', 'none'] as const;
export type Use = (typeof USES)[number];

export type Access = 0 | 1 | 3;

export interface SkeletonRoad {
  readonly name: string;
  readonly roadClass: RoadClass;
  readonly speedKmh: number;
  readonly lanes: number;
  readonly car: Access;
  readonly bike: Access;
  readonly walk: Access;
  readonly level: number;
  readonly tunnel: boolean;
  readonly separated: boolean;
  readonly signals: boolean;
  readonly busLane: boolean;
  readonly line: readonly LonLat[];
}

export interface SkeletonBarrier {
  readonly name: string;
  readonly halfWidthM: number;
  readonly edge: 'cycleway' | 'footway' | 'none';
  readonly line: readonly LonLat[];
}

export interface SkeletonArea {
  readonly name: string;
  readonly use: Use;
  readonly ring: readonly LonLat[];
}

export interface Skeleton {
  readonly roads: readonly SkeletonRoad[];
  readonly barriers: readonly SkeletonBarrier[];
  readonly areas: readonly SkeletonArea[];
  readonly frames: ReadonlyArray<readonly LonLat[]>;
  readonly interchanges: readonly LonLat[];
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  road: 'kind name class speedKmh lanes car bike walk level tunnel separated signals busLane note'.split(' '),
  interchange: ['kind', 'name', 'note'],
  barrier: ['kind', 'name', 'halfWidthM', 'edge', 'note'],
  frame: ['kind', 'name', 'note'],
  area: ['kind', 'name', 'use', 'note'],
};
const ACCESS: Readonly<Record<string, Access>> = { both: 3, forward: 1, no: 0 };
const GEOMETRY: Readonly<Record<string, string>> = {
  road: 'LineString',
  barrier: 'LineString',
  interchange: 'Point',
  frame: 'Polygon',
  area: 'Polygon',
};

type Bag = Readonly<Record<string, unknown>>;
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});

/** @throws InputError with every problem, key `features[7].properties.speedKmh` */
export function parseSkeleton(text: string, file: string): Skeleton {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, '', `must be JSON: ${(error as Error).message}`);
  }
  const features = bag(json)['features'];
  if (!Array.isArray(features)) throw new InputError(file, 'features', 'must be a list', features);
  const problems: Problem[] = [];
  const skeleton = {
    roads: [] as SkeletonRoad[],
    barriers: [] as SkeletonBarrier[],
    areas: [] as SkeletonArea[],
    frames: [] as LonLat[][],
    interchanges: [] as LonLat[],
  };
  for (const [at, feature] of (features as unknown[]).entries()) {
    const properties = bag(bag(feature)['properties']);
    const geometry = bag(bag(feature)['geometry']);
    const tell = (key: string, rule: string, value: unknown): void => {
      problems.push({ file, key: `features[${at}].${key}`, rule, value });
    };
    const kind = properties['kind'];
    if (typeof kind !== 'string' || !Object.hasOwn(KEYS, kind)) {
      tell('properties.kind', `must be one of ${Object.keys(KEYS).join(', ')}`, kind);
      continue;
    }
    for (const key of Object.keys(properties))
      if (!KEYS[kind]!.includes(key)) tell(`properties.${key}`, 'is not a known key', properties[key]);
    const points = readPoints(geometry, GEOMETRY[kind]!);
    if (points === null) {
      tell('geometry', `must be a sound ${GEOMETRY[kind]} in degrees`, geometry['type']);
      continue;
    }
    const read = new Properties(properties, tell);
    const name = read.text('name');
    if (kind === 'interchange') skeleton.interchanges.push(points[0]!);
    else if (kind === 'frame') skeleton.frames.push(points);
    else if (kind === 'area') skeleton.areas.push({ name, use: read.option('use', USES), ring: points });
    else if (kind === 'barrier')
      skeleton.barriers.push({
        name,
        halfWidthM: read.number('halfWidthM', 1, 500),
        edge: read.option('edge', ['cycleway', 'footway', 'none']),
        line: points,
      });
    else
      skeleton.roads.push({
        name,
        roadClass: read.option('class', ROAD_CLASSES),
        speedKmh: read.number('speedKmh', 3, 140),
        lanes: read.number('lanes', 1, 8),
        car: ACCESS[read.option('car', Object.keys(ACCESS))]!,
        bike: ACCESS[read.option('bike', Object.keys(ACCESS))]!,
        walk: ACCESS[read.option('walk', Object.keys(ACCESS))]!,
        level: read.number('level', -5, 5, 0),
        tunnel: read.flag('tunnel'),
        separated: read.flag('separated'),
        signals: read.flag('signals'),
        busLane: read.flag('busLane'),
        line: points,
      });
  }
  if (skeleton.roads.length === 0 && problems.length === 0)
    problems.push({ file, key: 'features', rule: 'must hold a road', value: 0 });
  if (problems.length > 0) throw new InputError(problems);
  return skeleton;
}

/** Reads one feature's properties and tells what is wrong; a wrong value is replaced so that reading can go on. */
class Properties {
  private readonly values: Bag;
  private readonly tell: (key: string, rule: string, value: unknown) => void;

  constructor(values: Bag, tell: (key: string, rule: string, value: unknown) => void) {
    this.values = values;
    this.tell = tell;
  }

  text(key: string): string {
    const value = this.values[key] ?? '';
    if (typeof value === 'string') return value;
    this.tell(`properties.${key}`, 'must be a text', value);
    return '';
  }

  number(key: string, min: number, max: number, fallback?: number): number {
    const value = this.values[key] ?? fallback;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    this.tell(`properties.${key}`, `must be a number from ${min} to ${max}`, value);
    return min;
  }

  flag(key: string): boolean {
    const value = this.values[key] ?? false;
    if (typeof value !== 'boolean') this.tell(`properties.${key}`, 'must be true or false', value);
    return value === true;
  }

  option<T extends string>(key: string, options: readonly T[]): T {
    const value = this.values[key];
    if ((options as readonly unknown[]).includes(value)) return value as T;
    this.tell(`properties.${key}`, `must be one of ${options.join(', ')}`, value);
    return options[0]!;
  }
}

function readPoints(geometry: Bag, type: string): LonLat[] | null {
  const { coordinates } = geometry;
  if (geometry['type'] !== type || !Array.isArray(coordinates)) return null;
  const list: unknown = type === 'Point' ? [coordinates] : type === 'Polygon' ? coordinates[0] : coordinates;
  const least = type === 'Point' ? 1 : type === 'Polygon' ? 4 : 2;
  if (!Array.isArray(list) || list.length < least) return null;
  const good = list.every(
    (point) => Array.isArray(point) && Math.abs(point[0] as number) <= 180 && Math.abs(point[1] as number) <= 90,
  );
  if (!good) return null;
  const points = list.map((point) => [point[0], point[1]] as LonLat);
  return type === 'Polygon' ? points.slice(0, -1) : points;
}
