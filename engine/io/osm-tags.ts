/** What OpenStreetMap tags say about a street: its class, who may go which way, how fast, how many lanes.
 *  In: tags of a way. Out: one `StreetFacts`, or why the way is no street. Pure.
 *  Sources: OSM wiki pages Key:access, Key:oneway, Key:highway, Tag:cycleway=opposite, NL:The Netherlands roads;
 *  speeds: RVV 1990 art. 20–22 and 45 (50 in town, 80 outside, 100 on autowegen, 15 in a woonerf), motorways 100 by day since March 2020. */
import {
  ARC_BIKE_PUSHED,
  ARC_BRIDGE,
  ARC_BUS_LANE,
  ARC_CYCLE_SEPARATED,
  ARC_DESTINATION,
  ARC_TUNNEL,
  type RoadClass,
} from '../network/road-graph.ts';
import type { Tags } from './osm-source.ts';
import { parseMaxSpeed, type SpeedTable } from './osm-speed.ts';

/** Directions a mode may go along the way as drawn: 0 none, 1 forward, 2 backward, 3 both. */
export type Directions = 0 | 1 | 2 | 3;

export interface StreetFacts {
  readonly roadClass: RoadClass;
  readonly name: string;
  readonly speedKmh: number;
  /** False when the speed is a default of the class. */
  readonly speedTagged: boolean;
  readonly lanes: number;
  readonly car: Directions;
  readonly bike: Directions;
  readonly walk: Directions;
  /** ARC_* bits. */
  readonly flags: number;
  /** Ferry crossing time [s] where tagged. */
  readonly durationS?: number;
}

interface ClassRule {
  readonly roadClass: RoadClass;
  readonly car: boolean;
  readonly bike: boolean;
  readonly walk: boolean;
}

const rule = (roadClass: RoadClass, modes: string): ClassRule => ({
  roadClass,
  car: modes.includes('c'),
  bike: modes.includes('b'),
  walk: modes.includes('w'),
});

/** Access when nothing is tagged: car, bike, walk. Trunk roads (autowegen) are closed to bicycles and walkers in the Netherlands. */
const CLASS_RULES: Readonly<Record<string, ClassRule>> = {
  motorway: rule('motorway', 'c'),
  motorway_link: rule('motorway', 'c'),
  trunk: rule('trunk', 'c'),
  trunk_link: rule('trunk', 'c'),
  primary: rule('primary', 'cbw'),
  primary_link: rule('primary', 'cbw'),
  secondary: rule('secondary', 'cbw'),
  secondary_link: rule('secondary', 'cbw'),
  tertiary: rule('tertiary', 'cbw'),
  tertiary_link: rule('tertiary', 'cbw'),
  unclassified: rule('unclassified', 'cbw'),
  road: rule('unclassified', 'cbw'),
  residential: rule('residential', 'cbw'),
  living_street: rule('living_street', 'cbw'),
  service: rule('service', 'cbw'),
  track: rule('service', 'bw'),
  cycleway: rule('cycleway', 'bw'),
  path: rule('footway', 'bw'),
  footway: rule('footway', 'w'),
  pedestrian: rule('footway', 'w'),
  bridleway: rule('footway', 'w'),
  corridor: rule('footway', 'w'),
  platform: rule('footway', 'w'),
  elevator: rule('footway', 'w'),
  steps: rule('steps', 'w'),
  busway: rule('busway', ''),
  bus_guideway: rule('busway', ''),
};

/** Access of a mode, from the general key to its own: the last one that is present counts. */
const ACCESS_KEYS = {
  car: ['access', 'vehicle', 'motor_vehicle', 'motorcar'],
  bike: ['access', 'vehicle', 'bicycle'],
  walk: ['access', 'foot'],
} as const;
const CLOSED = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'agricultural;forestry',
  'use_sidepath',
  'military',
  'psv',
  'bus',
  'emergency',
  'residents',
  'permit',
  'employees',
  'staff',
  'none',
]);
const DESTINATION = new Set(['destination', 'delivery', 'customers']);

export type Access = 'open' | 'closed' | 'destination' | 'pushed';

/** undefined when no key is present; `pushed` where cyclists get off. */
export function tagAccess(tags: Tags, mode: keyof typeof ACCESS_KEYS): Access | undefined {
  let found: string | undefined;
  for (const key of ACCESS_KEYS[mode]) found = tags.get(key) ?? found;
  if (found === undefined) return undefined;
  if (found === 'dismount') return mode === 'bike' ? 'pushed' : 'closed';
  if (CLOSED.has(found)) return 'closed';
  return DESTINATION.has(found) ? 'destination' : 'open';
}

/** Directions that are left where a key closes one of them (`motor_vehicle:backward=no`, as at a bus gate). */
function openDirections(tags: Tags, mode: 'car' | 'bike', directions: Directions): Directions {
  const open = (side: 'forward' | 'backward'): boolean => {
    let found: string | undefined;
    for (const key of ACCESS_KEYS[mode]) found = tags.get(`${key}:${side}`) ?? found;
    return found === undefined || !CLOSED.has(found);
  };
  return (directions & ((open('forward') ? 1 : 0) | (open('backward') ? 2 : 0))) as Directions;
}

/** The street a way is, or in a few words why it is none. */
export function streetFacts(tags: Tags, speeds: SpeedTable): StreetFacts | string {
  const highway = tags.get('highway');
  if (highway === undefined) return tags.get('route') === 'ferry' ? ferryFacts(tags) : 'no highway and no ferry';
  const classRule = CLASS_RULES[highway];
  if (classRule === undefined) return `highway=${highway} carries no traffic`;
  if (tags.get('area') === 'yes' && classRule.roadClass !== 'footway') return 'area=yes: an area, not a line';
  const designated = tags.get('bicycle') === 'designated';
  const roadClass = highway === 'path' && designated ? 'cycleway' : classRule.roadClass;

  const carAccess = tagAccess(tags, 'car') ?? (classRule.car ? 'open' : 'closed');
  const onlyForCars = tags.get('motorroad') === 'yes';
  const bikeAccess = tagAccess(tags, 'bike') ?? (classRule.bike && !onlyForCars ? 'open' : 'closed');
  const mayWalk = (tagAccess(tags, 'walk') ?? (classRule.walk && !onlyForCars ? 'open' : 'closed')) !== 'closed';
  // A cycleway, footway or busway is opened to cars only by a key that names motor traffic, never by a general access=yes.
  const mayCar =
    carAccess !== 'closed' &&
    (classRule.car || tags.has('motor_vehicle') || tags.has('motorcar')) &&
    roadClass !== 'steps' &&
    roadClass !== 'busway';

  const oneway = onewayOf(tags, highway);
  const car = mayCar ? openDirections(tags, 'car', oneway) : 0;
  const walk: Directions = mayWalk ? walkDirections(tags, highway) : 0;
  const pushed = bikeAccess === 'pushed' && walk !== 0;
  // Who pushes a bicycle goes as people on foot do, against a one-way street too.
  const bike = pushed
    ? walk
    : bikeAccess === 'closed' || bikeAccess === 'pushed'
      ? 0
      : openDirections(tags, 'bike', bikeDirections(tags, oneway));
  if ((car | bike | walk) === 0)
    return roadClass === 'busway' ||
      tags.get('psv') === 'yes' ||
      tags.get('bus') === 'yes' ||
      tags.get('bus') === 'designated'
      ? 'for buses only'
      : 'closed to cars, bicycles and walkers alike';

  const tagged = parseMaxSpeed(tags, speeds);
  const guest = tags.get('bicycle_road') === 'yes' || tags.get('cyclestreet') === 'yes';
  const fallback = guest ? 30 : (speeds.classKmh[highway] ?? speeds.classKmh[roadClass] ?? 30);
  return {
    roadClass,
    name: tags.get('name') ?? tags.get('ref') ?? '',
    speedKmh: tagged ?? fallback,
    speedTagged: tagged !== undefined,
    lanes: lanesPerDirection(tags, car),
    car,
    bike,
    walk,
    flags:
      flagsOf(tags, roadClass, bike !== 0) |
      (car !== 0 && carAccess === 'destination' ? ARC_DESTINATION : 0) |
      (pushed ? ARC_BIKE_PUSHED : 0),
  };
}

function ferryFacts(tags: Tags): StreetFacts {
  const allowed = (mode: 'car' | 'bike' | 'walk', byDefault: Directions): Directions => {
    const access = tagAccess(tags, mode);
    return access === undefined ? byDefault : access === 'closed' ? 0 : 3;
  };
  const duration = parseDurationS(tags.get('duration'));
  return {
    roadClass: 'ferry',
    name: tags.get('name') ?? '',
    speedKmh: 10,
    speedTagged: false,
    lanes: 1,
    // A ferry takes cars only where it says so.
    car: allowed('car', 0),
    bike: allowed('bike', 3),
    walk: allowed('walk', 3),
    flags: 0,
    ...(duration === undefined ? {} : { durationS: duration }),
  };
}

/** `HH:MM[:SS]` or minutes, as tagged on ferries. */
export function parseDurationS(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(':').map(Number);
  if (parts.some((part) => !Number.isFinite(part) || part < 0)) return undefined;
  const [a = 0, b = 0, c = 0] = parts;
  const seconds = parts.length === 1 ? a * 60 : a * 3600 + b * 60 + c;
  return seconds > 0 && seconds < 86_400 ? seconds : undefined;
}

function onewayOf(tags: Tags, highway: string): Directions {
  const value = tags.get('oneway:motor_vehicle') ?? tags.get('oneway');
  if (value === 'yes' || value === 'true' || value === '1') return 1;
  if (value === '-1' || value === 'reverse') return 2;
  if (value === 'no' || value === 'false' || value === '0' || value === 'reversible' || value === 'alternating')
    return 3;
  const junction = tags.get('junction');
  return highway === 'motorway' || junction === 'roundabout' || junction === 'circular' ? 1 : 3;
}

/** Cyclists follow a one-way street unless it says otherwise (`oneway:bicycle`, `cycleway=opposite*`, a contraflow lane on a side). */
function bikeDirections(tags: Tags, oneway: Directions): Directions {
  const own = tags.get('oneway:bicycle');
  if (own === 'no' || own === 'false' || own === '0') return 3;
  if (own === 'yes' || own === '1' || own === 'true') return oneway === 3 ? 1 : oneway;
  if (own === '-1') return 2;
  if (oneway === 3) return 3;
  for (const key of ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both']) {
    if (tags.get(key)?.startsWith('opposite')) return 3;
    const side = tags.get(`${key}:oneway`);
    if (side === 'no' || side === '-1') return 3;
  }
  return oneway;
}

function walkDirections(tags: Tags, highway: string): Directions {
  const own =
    tags.get('oneway:foot') ?? (highway === 'steps' || highway === 'footway' ? tags.get('conveying') : undefined);
  if (own === 'yes' || own === 'forward') return 1;
  if (own === '-1' || own === 'backward') return 2;
  return 3;
}

function lanesPerDirection(tags: Tags, car: Directions): number {
  const count = (key: string): number | undefined => {
    const value = Number.parseInt(tags.get(key) ?? '', 10);
    return value >= 1 && value <= 16 ? value : undefined;
  };
  if (car === 1 || car === 2) return count('lanes') ?? count(car === 1 ? 'lanes:forward' : 'lanes:backward') ?? 1;
  const forward = count('lanes:forward');
  const backward = count('lanes:backward');
  // The store has one number a link for both directions: the smaller one, so that capacity is never invented.
  if (forward !== undefined && backward !== undefined) return Math.min(forward, backward);
  return Math.max(1, Math.floor((count('lanes') ?? 2) / 2));
}

const yes = (value: string | undefined): boolean => value !== undefined && value !== 'no';

function flagsOf(tags: Tags, roadClass: RoadClass, bike: boolean): number {
  let flags = 0;
  if (yes(tags.get('bridge'))) flags |= ARC_BRIDGE;
  if (yes(tags.get('tunnel'))) flags |= ARC_TUNNEL;
  const track = ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both'].some(
    (key) => tags.get(key) === 'track' || tags.get(key) === 'opposite_track',
  );
  if (bike && (roadClass === 'cycleway' || roadClass === 'footway' || track)) flags |= ARC_CYCLE_SEPARATED;
  if (tags.has('lanes:psv') || tags.has('lanes:bus') || tags.get('busway') === 'lane' || roadClass === 'busway')
    flags |= ARC_BUS_LANE;
  return flags;
}
