/** Reads from an OpenStreetMap source what a road network needs: streets, the nodes they use, turn restrictions.
 *  In: a source. Out: `OsmStreets`, sorted by id so that the order of the file does not matter. Two passes over the file;
 *  memory grows with the streets, not with the file. */
import { GrowingF64 } from './growing-f64.ts';
import { type DayRules, dayRules } from './osm-hours.ts';
import { type OsmParking, PARK_RIDE_KEY, type ParkAndRide, parkAndRideOf, placeParking } from './osm-parking.ts';
import type { OsmMember, OsmSource, Tags } from './osm-source.ts';
import type { SpeedTable } from './osm-speed.ts';
import { type StreetFacts, streetFacts } from './osm-tags.ts';
import type { ReportBuilder } from './report-builder.ts';

export interface OsmStreet {
  readonly id: number;
  readonly facts: StreetFacts;
  /** Its nodes are nodeIds[first] … nodeIds[first + count - 1]. */
  readonly first: number;
  readonly count: number;
}

export interface OsmRestriction {
  readonly id: number;
  /** `no_left_turn`, `only_straight_on`, … */
  readonly kind: string;
  readonly members: readonly OsmMember[];
}

export interface OsmStreets {
  readonly streets: readonly OsmStreet[];
  readonly nodeIds: Float64Array;
  /** Ids of the nodes that streets use, ascending. */
  readonly usedIds: Float64Array;
  /** [used node] NaN where the file does not hold the node. */
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  /** Tags of used nodes that matter (barriers, traffic lights), by index. */
  readonly nodeTags: ReadonlyMap<number, Tags>;
  readonly restrictions: readonly OsmRestriction[];
  readonly parkAndRide: readonly ParkAndRide[];
}

const WAY_KEYS = new Set(['highway', 'route', PARK_RIDE_KEY]);
const PLACE_KEYS = new Set([PARK_RIDE_KEY]);
const NODE_KEYS = ['barrier', 'highway'] as const;

export async function readStreets(
  source: OsmSource,
  speeds: SpeedTable,
  report: ReportBuilder,
  signal?: AbortSignal,
): Promise<OsmStreets> {
  const streets: OsmStreet[] = [];
  const nodeIds = new GrowingF64();
  const restrictions: OsmRestriction[] = [];
  const parking: OsmParking[] = [];
  const counts = await source.read(
    {
      wayKeys: WAY_KEYS,
      way(id, ids, tags) {
        const place = parkAndRideOf(`way-${id}`, ids, tags);
        if (place !== undefined) parking.push(place);
        if (!tags.has('highway') && !tags.has('route')) return;
        if (tags.has('highway')) report.read('highway ways');
        const rules = dayRules(tags);
        const facts = streetFacts(rules.tags, speeds);
        if (typeof facts !== 'string') countRules(rules, `way ${id}`, report);
        if (typeof facts === 'string') {
          if (tags.has('highway')) report.dropped(`ways: ${facts}`, `way ${id}`);
          return;
        }
        if (ids.length < 2) {
          report.dropped('ways with fewer than two nodes', `way ${id}`);
          return;
        }
        streets.push({ id, facts, first: nodeIds.length, count: ids.length });
        for (const node of ids) nodeIds.push(node);
      },
      relation(id, members, tags) {
        if (parkAndRideOf('', [], tags) !== undefined)
          report.dropped('park-and-ride places drawn as relations', `relation ${id}`);
        const rules = dayRules(tags);
        const kind = carRestriction(id, rules.tags, report);
        if (rules.held > 0 && kind !== undefined) report.repaired(HELD, `relation ${id}`);
        if (kind !== undefined) restrictions.push({ id, kind, members });
      },
    },
    signal,
  );
  report.read('ways', counts.ways);
  report.read('relations', counts.relations);
  report.read('turn restrictions', restrictions.length);
  streets.sort((a, b) => a.id - b.id || a.first - b.first);
  restrictions.sort((a, b) => a.id - b.id);

  const all = nodeIds.values();
  const usedIds = unique(all);
  const lonDeg = new Float64Array(usedIds.length).fill(Number.NaN);
  const latDeg = new Float64Array(usedIds.length).fill(Number.NaN);
  const nodeTags = new Map<number, Tags>();
  const find = finder(usedIds);
  const corners = new Map<number, readonly [number, number] | undefined>(
    parking.flatMap(({ nodeIds: ids }) => ids.map((id) => [id, undefined] as const)),
  );
  let at = -1;
  const nodes = await source.read(
    {
      wantsNode(id) {
        at = find(id);
        return at >= 0 || corners.has(id);
      },
      nodeKeys: PLACE_KEYS,
      node(id, lon, lat, tags) {
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return;
        const place = parkAndRideOf(`node-${id}`, [id], tags);
        if (place !== undefined) parking.push(place);
        if (place !== undefined || corners.has(id)) corners.set(id, [lon, lat]);
        if (at < 0) return;
        lonDeg[at] = lon;
        latDeg[at] = lat;
        if (NODE_KEYS.some((key) => tags.has(key))) nodeTags.set(at, tags);
      },
    },
    signal,
  );
  report.read('nodes', nodes.nodes);
  return {
    streets: withoutDoubles(streets, report),
    nodeIds: all,
    usedIds,
    lonDeg,
    latDeg,
    nodeTags,
    restrictions,
    parkAndRide: placeParking(parking, (node) => corners.get(node), report),
  };
}

const HELD = 'rules for certain hours that cover most of the day: held all day';

function countRules({ held, left }: DayRules, place: string, report: ReportBuilder): void {
  if (held > 0) report.repaired(HELD, place, held);
  if (left > 0) report.dropped('rules for certain hours: the plain rule holds all day', place, left);
}

/** The kind of a restriction that holds for cars always; undefined (and counted) otherwise. */
function carRestriction(id: number, tags: Tags, report: ReportBuilder): string | undefined {
  if (!(tags.get('type') ?? '').startsWith('restriction')) return undefined;
  const kind = tags.get('restriction:motorcar') ?? tags.get('restriction:motor_vehicle') ?? tags.get('restriction');
  if (kind === undefined) {
    const conditional = [...tags.keys()].some((key) => key.endsWith(':conditional'));
    report.dropped(
      conditional ? 'turn restrictions for certain hours only' : 'turn restrictions for other vehicles than cars',
      `relation ${id}`,
    );
    return undefined;
  }
  const except = (tags.get('except') ?? '').split(/[;,]\s*/);
  if (except.includes('motorcar') || except.includes('motor_vehicle')) {
    report.dropped('turn restrictions for other vehicles than cars', `relation ${id}`);
    return undefined;
  }
  if (!/^(no|only)_/.test(kind)) {
    report.dropped('turn restrictions of an unknown kind', `relation ${id}: ${kind}`);
    return undefined;
  }
  return kind;
}

function withoutDoubles(sorted: readonly OsmStreet[], report: ReportBuilder): OsmStreet[] {
  return sorted.filter((street, i) => {
    const double = i > 0 && sorted[i - 1]!.id === street.id;
    if (double) report.dropped('ways that stand in the file twice', `way ${street.id}`);
    return !double;
  });
}

function unique(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  return sorted.slice(0, count);
}

/** Index of a value in an ascending array, -1 when absent. Fast when asked in ascending order, as nodes stand in files. */
export function finder(sorted: Float64Array): (value: number) => number {
  let next = 0;
  return (value) => {
    if (next < sorted.length && sorted[next] === value) return next++;
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = sorted[middle]!;
      if (found === value) {
        next = middle + 1;
        return middle;
      }
      if (found < value) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };
}
