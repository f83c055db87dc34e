/** From stretches between crossings to links between nodes: stretches of one street are joined where nothing else meets. Pure. */
import { ARC_CYCLE_SEPARATED, type LinkDraft } from '../network/road-graph.ts';
import type { Plane } from './plane.ts';
import type { Stretch } from './street-access.ts';
import { hasTrafficLights, ONE_JUNCTION_M, passesTrafficLights } from './traffic-lights.ts';
import type { Way } from './way.ts';

export interface GeneratedRoads {
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  readonly links: readonly LinkDraft[];
  /** Nodes with traffic lights. */
  readonly signalNodes: readonly number[];
}

/** Places of vertices in metres. */
interface Vertices {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Joins stretches of one street at nodes where nothing else meets, and numbers the nodes that are left. */
export function joinStretches(map: Vertices, stretches: readonly Stretch[], plane: Plane): GeneratedRoads {
  const around = new Map<number, number[]>();
  stretches.forEach(({ from, to }, at) => {
    for (const vertex of [from, to]) {
      const list = around.get(vertex);
      if (list === undefined) around.set(vertex, [at]);
      else list.push(at);
    }
  });
  const passes = (vertex: number): boolean => {
    const list = around.get(vertex)!;
    return list.length === 2 && list[0] !== list[1] && stretches[list[0]!]!.way === stretches[list[1]!]!.way;
  };
  const nodeOf = new Map<number, number>();
  const lon: number[] = [];
  const lat: number[] = [];
  const node = (vertex: number): number => {
    let at = nodeOf.get(vertex);
    if (at === undefined) {
      at = lon.length;
      nodeOf.set(vertex, at);
      const [x, y] = plane.toLonLat(map.x[vertex]!, map.y[vertex]!);
      lon.push(x);
      lat.push(y);
    }
    return at;
  };
  const used = new Uint8Array(stretches.length);
  const drafts: { readonly link: LinkDraft; readonly way: Way; readonly lengthM: number }[] = [];
  const follow = (first: number, start: number): void => {
    const { way } = stretches[first]!;
    // The way's own direction is that of its stretches; a chain is walked along it.
    const forward = stretches[first]!.from === start;
    const via: [number, number][] = [];
    let at = first;
    let vertex = start;
    let lengthM = 0;
    for (;;) {
      used[at] = 1;
      const { from, to } = stretches[at]!;
      lengthM += Math.hypot(map.x[from]! - map.x[to]!, map.y[from]! - map.y[to]!);
      vertex = from === vertex ? to : from;
      if (vertex === start || !passes(vertex)) break;
      const [p, q] = around.get(vertex) as [number, number];
      const next = p === at ? q : p;
      if (used[next] === 1) break;
      via.push(plane.toLonLat(map.x[vertex]!, map.y[vertex]!));
      at = next;
    }
    const ends = forward ? [start, vertex] : [vertex, start];
    const link: LinkDraft = {
      fromNode: node(ends[0]!),
      toNode: node(ends[1]!),
      via: forward ? via : via.reverse(),
      roadClass: way.roadClass,
      name: way.name,
      speedKmh: way.speedKmh,
      lanes: way.lanes,
      car: way.car,
      bike: way.bike,
      walk: way.walk,
      flags: way.car === 0 ? way.flags | ARC_CYCLE_SEPARATED : way.flags,
    };
    drafts.push({ link, way, lengthM });
  };
  stretches.forEach(({ from, to }, at) => {
    if (used[at] === 0 && !passes(from)) follow(at, from);
    else if (used[at] === 0 && !passes(to)) follow(at, to);
  });
  // What is left are rings without a junction.
  stretches.forEach(({ from }, at) => {
    if (used[at] === 0) follow(at, from);
  });
  const lit = new Map<number, readonly Way[]>();
  for (const [vertex, list] of around) {
    const ways = list.map((at) => stretches[at]!.way);
    if (hasTrafficLights(ways)) lit.set(node(vertex), ways);
  }
  const signalNodes = [...lit.keys()];
  const lightsFor = drafts.map(({ link, way, lengthM }) => passing(link, way, lengthM, lit));
  return { lonDeg: Float64Array.from(lon), latDeg: Float64Array.from(lat), links: lightsFor, signalNodes };
}

/** The link with the lights at its ends that are not for it. */
function passing(link: LinkDraft, way: Way, lengthM: number, lit: ReadonlyMap<number, readonly Way[]>): LinkDraft {
  const [from, to] = [lit.get(link.fromNode), lit.get(link.toNode)];
  if (from === undefined && to === undefined) return link;
  const inside = from !== undefined && to !== undefined && lengthM < ONE_JUNCTION_M;
  const atTo = to !== undefined && (inside || passesTrafficLights(way, to));
  const atFrom = from !== undefined && (inside || passesTrafficLights(way, from));
  const passesLights = atTo ? (atFrom ? 3 : 1) : atFrom ? 2 : 0;
  return passesLights === 0 ? link : { ...link, passesLights };
}
