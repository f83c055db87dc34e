/** Small random road networks, and a search that knows nothing of hierarchies: Dijkstra over the last arcs driven. */
import fc from 'fast-check';
import { Stream } from '../../engine/core/random.ts';
import { buildRoadGraph, type ForbiddenTurn } from '../../engine/network/build-road-graph.ts';
import {
  ARC_DESTINATION,
  freeTimeMs,
  type LinkDraft,
  NO_ACCESS,
  type RoadClass,
  type RoadGraph,
} from '../../engine/network/road-graph.ts';
import { isMainJunction, turnCostMs } from '../../engine/network/turn-costs.ts';

const CLASSES: readonly RoadClass[] = [
  'residential',
  'residential',
  'tertiary',
  'secondary',
  'service',
  'cycleway',
  'trunk',
];

/** A grid with holes, one-way streets, doubled links, loops at a node and forbidden turns of two to four links. */
export function randomRoads(seed: number, width: number, height: number, turns = 6, destinationShare = 0): RoadGraph {
  const random = new Stream(seed, 'random roads');
  const signs = new Stream(seed, 'destination only');
  const lonDeg: number[] = [];
  const latDeg: number[] = [];
  for (let i = 0; i < width * height; i++) {
    lonDeg.push(5 + 0.002 * ((i % width) + 0.6 * random.uniform()));
    latDeg.push(52 + 0.0015 * (Math.floor(i / width) + 0.6 * random.uniform()));
  }
  const links: LinkDraft[] = [];
  const add = (fromNode: number, toNode: number): void => {
    const roadClass = CLASSES[random.integer(CLASSES.length)]!;
    const oneWay = random.uniform() < 0.2;
    links.push({
      fromNode,
      toNode,
      via: [],
      roadClass,
      name: '',
      speedKmh: 30 + 10 * random.integer(5),
      lanes: 1,
      car: roadClass === 'cycleway' ? 0 : oneWay ? 1 : 3,
      bike: roadClass === 'trunk' ? 0 : 3,
      walk: 3,
      flags: signs.uniform() < destinationShare ? ARC_DESTINATION : 0,
    });
  };
  for (let i = 0; i < width * height; i++) {
    if (i % width < width - 1 && random.uniform() < 0.85) add(i, i + 1);
    if (i + width < width * height && random.uniform() < 0.85) add(i + width, i);
    if (random.uniform() < 0.05) add(i, i);
    if (random.uniform() < 0.05 && i > 0) add(i, i - 1);
  }
  const at = (node: number): number[] =>
    links.flatMap((link, l) => (link.fromNode === node || link.toNode === node ? [l] : []));
  const forbiddenTurns: ForbiddenTurn[] = [];
  for (let t = 0; t < turns; t++) {
    const viaNode = random.integer(width * height);
    const ids: number[] = [];
    let node = viaNode;
    const first = at(node);
    if (first.length === 0) continue;
    ids.push(first[random.integer(first.length)]!);
    for (let length = 2 + random.integer(3); ids.length < length; ) {
      const choice = at(node);
      const id = choice[random.integer(choice.length)]!;
      ids.push(id);
      node = links[id]!.fromNode === node ? links[id]!.toNode : links[id]!.fromNode;
    }
    forbiddenTurns.push({ links: ids, viaNode });
  }
  return buildRoadGraph({ lonDeg, latDeg }, links, { bikeSpeedKmh: 15, walkSpeedKmh: 4.5, forbiddenTurns }).graph;
}

/** Random weights, some arcs closed, on the arcs of a mode. */
export function randomWeights(graph: RoadGraph, mode: 'car' | 'bike' | 'walk', seed: number): Uint32Array {
  const random = new Stream(seed, 'random weights');
  return freeTimeMs(graph, mode).map((timeMs) =>
    timeMs === NO_ACCESS || random.uniform() < 0.03 ? NO_ACCESS : 1 + random.integer(20_000),
  );
}

/** Times from a node to all nodes, by the rules as the road graph and turn-costs.ts state them. Infinity where there is no way. */
export function bruteTimes(graph: RoadGraph, weightMs: Uint32Array, from: number, withTurns: boolean): Float64Array {
  const restrictions = Array.from({ length: graph.forbiddenFirst.length - 1 }, (_, r) =>
    Array.from(graph.forbiddenArc.subarray(graph.forbiddenFirst[r], graph.forbiddenFirst[r + 1])),
  );
  const memory = withTurns ? Math.max(1, ...restrictions.map((arcs) => arcs.length - 1)) : 0;
  const free = withTurns ? graph.carTimeMs : null;
  const usable = (arc: number): boolean =>
    (free === null || free[arc] !== NO_ACCESS) && graph.head[arc] !== graph.tail[arc];
  const outs = (node: number): number[] => {
    const arcs: number[] = [];
    for (let arc = graph.firstOut[node]!; arc < graph.firstOut[node + 1]!; arc++) if (usable(arc)) arcs.push(arc);
    return arcs;
  };
  const ins = (node: number): number[] =>
    Array.from(graph.head.keys()).filter((arc) => graph.head[arc] === node && usable(arc));
  const apart = Array.from({ length: graph.nodeCount }, (_, node) => {
    if (!withTurns) return { main: false, costly: false };
    const main = isMainJunction(graph, ins(node), outs(node));
    return { main, costly: main || ins(node).some((arc) => restrictions.some((arcs) => arcs[0] === arc)) };
  });
  const underWay = (history: readonly number[]): boolean =>
    restrictions.some((arcs) => {
      for (let k = 1; k < arcs.length; k++) {
        const tail = history.slice(-k);
        if (tail.length === k && tail.every((arc, i) => arc === arcs[i])) return true;
      }
      return false;
    });
  const main = withTurns ? openNodesBrute(graph) : null;
  const signed = (arc: number): boolean =>
    main !== null &&
    ((graph.arcFlags[arc]! & ARC_DESTINATION) !== 0 || !main.has(graph.tail[arc]!) || !main.has(graph.head[arc]!));
  const first = main === null || main.has(from) ? 'middle' : 'start';
  const times = new Float64Array(graph.nodeCount).fill(Number.POSITIVE_INFINITY);
  const best = new Map<string, number>([[`${from}|${first}|`, 0]]);
  const open: { node: number; history: number[]; part: 'start' | 'middle' | 'end'; time: number }[] = [
    { node: from, history: [], part: first, time: 0 },
  ];
  while (open.length > 0) {
    let at = 0;
    for (let i = 1; i < open.length; i++) if (open[i]!.time < open[at]!.time) at = i;
    const [{ node, history, part, time }] = open.splice(at, 1) as [(typeof open)[0]];
    if (time > best.get(`${node}|${part}|${history}`)!) continue;
    times[node] = Math.min(times[node]!, time);
    const last = history[history.length - 1];
    for (const arc of outs(node)) {
      if (weightMs[arc] === NO_ACCESS) continue;
      // Streets for destinations only: around the start and around the end, between places off the open streets.
      const onMain = main === null || main.has(graph.head[arc]!);
      if (signed(arc) && part !== 'start' && onMain) continue;
      let turnMs = 0;
      if (withTurns && last !== undefined) {
        const { main, costly } = apart[node]!;
        const back = graph.linkOfArc[arc] === graph.linkOfArc[last];
        const behind = apart[graph.tail[last]!]!.costly;
        if ((costly || behind || underWay(history)) && back && outs(node).length > 1) continue;
        if (restrictions.some((arcs) => arcs.every((a, i) => [...history, arc].at(i - arcs.length) === a))) continue;
        if (main) turnMs = turnCostMs(graph, last, arc);
      }
      const next = {
        node: graph.head[arc]!,
        part: onMain ? ('middle' as const) : part === 'start' ? part : ('end' as const),
        history: memory === 0 ? [] : [...history, arc].slice(-memory),
        time: time + weightMs[arc]! + turnMs,
      };
      const key = `${next.node}|${next.part}|${next.history}`;
      if (next.time >= (best.get(key) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(key, next.time);
      open.push(next);
    }
  }
  return times;
}

/** Nodes of the largest network of streets without the sign, by reachability of every pair; null without signs. */
function openNodesBrute(graph: RoadGraph): Set<number> | null {
  const arcs = Array.from(graph.head.keys()).filter((arc) => graph.carTimeMs[arc] !== NO_ACCESS);
  const open = arcs.filter((arc) => (graph.arcFlags[arc]! & ARC_DESTINATION) === 0);
  if (open.length === arcs.length) return null;
  const reach = Array.from({ length: graph.nodeCount }, (_, from) => {
    const seen = new Set([from]);
    for (const node of seen) for (const arc of open) if (graph.tail[arc] === node) seen.add(graph.head[arc]!);
    return seen;
  });
  const used = new Set(open.flatMap((arc) => [graph.tail[arc]!, graph.head[arc]!]));
  const together = Array.from(used, (node) => [...reach[node]!].filter((other) => reach[other]!.has(node)));
  const most = Math.max(0, ...together.map((nodes) => nodes.length));
  const largest = new Set(together.filter((nodes) => nodes.length === most).map((nodes) => nodes.sort().join()));
  // Of equals any may be taken; no test hangs on which.
  fc.pre(largest.size <= 1);
  return new Set(together.find((nodes) => nodes.length === most));
}
