/** From streets between nodes to the road graph: arcs in compressed rows, times and capacities, one connected network a mode.
 *  In: nodes, link drafts, speeds, forbidden turns. Out: graph in shared memory, and what each mode lost. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import { sharedF32, sharedF64, sharedU8, sharedU32 } from '../core/shared.ts';
import { distanceM } from '../core/units.ts';
import { NO_COMPONENT, strongComponents } from './connected.ts';
import { CAPACITY_PCU_PER_LANE_H, CLASS_RANK, nodeDelayS, stretchSpeedKmh } from './road-defaults.ts';
import {
  ARC_SIGNAL,
  freeTimeMs,
  type LinkDraft,
  NO_ACCESS,
  ROAD_CLASSES,
  ROAD_MODES,
  type RoadGraph,
  type RoadMode,
} from './road-graph.ts';
import { strandedByTurns } from './stranded.ts';
import { resolveTurns } from './turns.ts';

export interface RoadNodes {
  /** [node] WGS 84 degrees. */
  readonly lonDeg: ArrayLike<number>;
  readonly latDeg: ArrayLike<number>;
}

/** Links that a car may not drive one right after the other: two for a plain restriction, more with via-ways between them.
 *  A forbidden U-turn names the same link twice. */
export interface ForbiddenTurn {
  readonly links: readonly number[];
  /** Node between the first two links; needed only when they share both ends or are the same link. */
  readonly viaNode?: number;
}

export interface RoadBuildOptions {
  readonly bikeSpeedKmh: number;
  readonly walkSpeedKmh: number;
  readonly forbiddenTurns?: readonly ForbiddenTurn[];
  /** Nodes with traffic lights: every arc that ends there waits for them, but for links that pass them. */
  readonly signalNodes?: Iterable<number>;
  /** Named in errors. */
  readonly file?: string;
}

/** What a mode lost because it lies outside its largest strongly connected network. */
export interface DroppedRoads {
  readonly mode: RoadMode;
  readonly nodes: number;
  readonly links: number;
  readonly lengthM: number;
  /** Separate networks found, the kept one included. */
  readonly components: number;
}

export interface RoadBuild {
  readonly graph: RoadGraph;
  /** One entry a mode, in the order of ROAD_MODES. */
  readonly dropped: readonly DroppedRoads[];
  readonly forbiddenTurnsKept: number;
  /** Turns that name links which do not meet or that no car may use. */
  readonly forbiddenTurnsDropped: number;
}

const MAX_PROBLEMS = 20;

/** @throws InputError for links that name nodes which do not exist, coordinates or speeds that are no numbers */
export function buildRoadGraph(nodes: RoadNodes, links: readonly LinkDraft[], options: RoadBuildOptions): RoadBuild {
  check(nodes, links, options);
  const nodeCount = nodes.lonDeg.length;
  const linkCount = links.length;
  const lonDeg = sharedF64(nodeCount);
  const latDeg = sharedF64(nodeCount);
  lonDeg.set(nodes.lonDeg);
  latDeg.set(nodes.latDeg);

  const shape = shapes(links, lonDeg, latDeg);
  const { firstOut, arcOfDirection } = rows(links, nodeCount);
  const arcCount = firstOut[nodeCount]!;
  const junctions = junctionViews(links, nodeCount);
  const signals = new Uint8Array(nodeCount);
  for (const node of options.signalNodes ?? []) signals[node] = 1;

  const names: string[] = [''];
  const nameIds = new Map<string, number>([['', 0]]);
  const graph = {
    nodeCount,
    arcCount,
    linkCount,
    lonDeg,
    latDeg,
    firstOut,
    head: sharedU32(arcCount),
    tail: sharedU32(arcCount),
    lengthM: sharedF32(arcCount),
    carTimeMs: sharedU32(arcCount),
    bikeTimeMs: sharedU32(arcCount),
    walkTimeMs: sharedU32(arcCount),
    roadClass: sharedU8(arcCount),
    lanes: sharedU8(arcCount),
    freeSpeedKmh: sharedU8(arcCount),
    capacityPcuPerH: sharedF32(arcCount),
    arcFlags: sharedU8(arcCount),
    linkOfArc: sharedU32(arcCount),
    shapeFirst: shape.first,
    shapeLonDeg: shape.lonDeg,
    shapeLatDeg: shape.latDeg,
    linkName: sharedU32(linkCount),
    names,
    forbiddenFirst: sharedU32(1),
    forbiddenArc: sharedU32(0),
  };

  for (let l = 0; l < linkCount; l++) {
    const link = links[l]!;
    let name = nameIds.get(link.name);
    if (name === undefined) {
      name = names.length;
      names.push(link.name);
      nameIds.set(link.name, name);
    }
    graph.linkName[l] = name;
    for (const direction of [1, 2] as const) {
      const arc = arcOfDirection[2 * l + direction - 1]!;
      if (arc === NO_ARC) continue;
      const head = direction === 1 ? link.toNode : link.fromNode;
      graph.tail[arc] = direction === 1 ? link.fromNode : link.toNode;
      graph.head[arc] = head;
      graph.lengthM[arc] = shape.lengthM[l]!;
      graph.roadClass[arc] = ROAD_CLASSES.indexOf(link.roadClass);
      graph.lanes[arc] = Math.min(255, Math.max(1, Math.round(link.lanes)));
      graph.freeSpeedKmh[arc] = Math.min(255, Math.round(link.speedKmh));
      graph.linkOfArc[arc] = l;
      const own = direction === 1 ? link.flags : link.flags & ~ARC_SIGNAL;
      const flags = signals[head] === 1 && ((link.passesLights ?? 0) & direction) === 0 ? own | ARC_SIGNAL : own;
      graph.arcFlags[arc] = flags;
      for (const mode of ROAD_MODES) {
        const speedKmh = stretchSpeedKmh(
          mode,
          link.roadClass,
          link.speedKmh,
          options.bikeSpeedKmh,
          options.walkSpeedKmh,
          flags,
        );
        const delayS = nodeDelayS(mode, link.roadClass, flags, {
          carLinks: junctions.carLinks[head]!,
          bestRank: junctions.bestRank[head]!,
        });
        const allowed = (link[mode] & direction) !== 0;
        const timeS = shape.lengthM[l]! / (speedKmh / 3.6) + delayS;
        // Never 0, so that every arc costs time and no search can circle for free.
        freeTimeMs(graph, mode)[arc] = allowed ? Math.max(1, Math.round(timeS * 1000)) : NO_ACCESS;
      }
    }
  }

  const kept = ROAD_MODES.map((mode) => keepLargest(graph, mode));
  const turns = resolveTurns(graph, links, options.forbiddenTurns ?? [], arcOfDirection);
  const whole = { ...graph, forbiddenFirst: turns.first, forbiddenArc: turns.arc };
  const dropped = kept.map((lost) => (lost.mode === 'car' ? dropStranded(whole, lost) : lost));
  for (let arc = 0; arc < arcCount; arc++) {
    const link = links[graph.linkOfArc[arc]!]!;
    const perLane = link.capacityPcuPerLaneH ?? CAPACITY_PCU_PER_LANE_H[link.roadClass];
    graph.capacityPcuPerH[arc] = graph.carTimeMs[arc] === NO_ACCESS ? 0 : perLane * graph.lanes[arc]!;
  }
  return {
    graph: whole,
    dropped,
    forbiddenTurnsKept: turns.first.length - 1,
    forbiddenTurnsDropped: turns.dropped,
  };
}

export const NO_ARC = 0xffffffff;

/** Where each direction of each link goes: arcOfDirection[2·link] forward, [2·link + 1] backward. */
function rows(links: readonly LinkDraft[], nodeCount: number): { firstOut: Uint32Array; arcOfDirection: Uint32Array } {
  const firstOut = sharedU32(nodeCount + 1);
  const any = (link: LinkDraft): number => link.car | link.bike | link.walk;
  for (const link of links) {
    if ((any(link) & 1) !== 0) firstOut[link.fromNode + 1]!++;
    if ((any(link) & 2) !== 0) firstOut[link.toNode + 1]!++;
  }
  for (let node = 0; node < nodeCount; node++) firstOut[node + 1]! += firstOut[node]!;
  const next = firstOut.slice(0, nodeCount);
  const arcOfDirection = new Uint32Array(2 * links.length).fill(NO_ARC);
  for (let l = 0; l < links.length; l++) {
    const link = links[l]!;
    if ((any(link) & 1) !== 0) arcOfDirection[2 * l] = next[link.fromNode]!++;
    if ((any(link) & 2) !== 0) arcOfDirection[2 * l + 1] = next[link.toNode]!++;
  }
  return { firstOut, arcOfDirection };
}

function shapes(links: readonly LinkDraft[], lonDeg: Float64Array, latDeg: Float64Array) {
  const first = sharedU32(links.length + 1);
  for (let l = 0; l < links.length; l++) first[l + 1] = first[l]! + links[l]!.via.length + 2;
  const points = first[links.length]!;
  const lon = sharedF64(points);
  const lat = sharedF64(points);
  const lengthM = new Float64Array(links.length);
  for (let l = 0; l < links.length; l++) {
    const link = links[l]!;
    let at = first[l]!;
    lon[at] = lonDeg[link.fromNode]!;
    lat[at++] = latDeg[link.fromNode]!;
    for (const [x, y] of link.via) {
      lon[at] = x;
      lat[at++] = y;
    }
    lon[at] = lonDeg[link.toNode]!;
    lat[at] = latDeg[link.toNode]!;
    for (let p = first[l]!; p < at; p++) lengthM[l]! += distanceM(lon[p]!, lat[p]!, lon[p + 1]!, lat[p + 1]!);
  }
  return { first, lonDeg: lon, latDeg: lat, lengthM };
}

function junctionViews(links: readonly LinkDraft[], nodeCount: number) {
  const carLinks = new Uint16Array(nodeCount);
  const bestRank = new Uint8Array(nodeCount).fill(255);
  for (const link of links) {
    if (link.car === 0) continue;
    for (const node of [link.fromNode, link.toNode]) {
      carLinks[node]!++;
      bestRank[node] = Math.min(bestRank[node]!, CLASS_RANK[link.roadClass]);
    }
  }
  return { carLinks, bestRank };
}

/** Takes the mode off every arc that leaves its largest strongly connected network. */
function keepLargest(graph: RoadGraph, mode: RoadMode): DroppedRoads {
  const timeMs = freeTimeMs(graph, mode);
  const { component, size, largest } = strongComponents(graph.nodeCount, graph.firstOut, graph.head, timeMs);
  const links = new Set<number>();
  let lengthM = 0;
  let nodes = 0;
  for (let node = 0; node < graph.nodeCount; node++)
    if (component[node] !== NO_COMPONENT && component[node] !== largest) nodes++;
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (timeMs[arc] === NO_ACCESS) continue;
    if (component[graph.tail[arc]!] === largest && component[graph.head[arc]!] === largest) continue;
    timeMs[arc] = NO_ACCESS;
    const link = graph.linkOfArc[arc]!;
    if (!links.has(link)) lengthM += graph.lengthM[arc]!;
    links.add(link);
  }
  return { mode, nodes, links: links.size, lengthM, components: size.length };
}

/** Takes cars off streets that the turns leave without a way in or out. */
function dropStranded(graph: RoadGraph, lost: DroppedRoads): DroppedRoads {
  let { nodes, links, lengthM } = lost;
  // Closing a street can strand another; each round closes at least one.
  for (let stranded = strandedByTurns(graph); stranded.length > 0; stranded = strandedByTurns(graph)) {
    nodes += stranded.length;
    const out = new Set(stranded);
    const closed = new Set<number>();
    for (let arc = 0; arc < graph.arcCount; arc++) {
      if (graph.carTimeMs[arc] === NO_ACCESS || (!out.has(graph.tail[arc]!) && !out.has(graph.head[arc]!))) continue;
      graph.carTimeMs[arc] = NO_ACCESS;
      const link = graph.linkOfArc[arc]!;
      if (!closed.has(link)) lengthM += graph.lengthM[arc]!;
      closed.add(link);
    }
    links += closed.size;
  }
  return { ...lost, nodes, links, lengthM };
}

function check(nodes: RoadNodes, links: readonly LinkDraft[], options: RoadBuildOptions): void {
  const file = options.file ?? 'roads';
  const problems: Problem[] = [];
  const tell = (key: string, rule: string, value: unknown): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ file, key, rule, value });
  };
  const nodeCount = nodes.lonDeg.length;
  if (nodes.latDeg.length !== nodeCount)
    tell('nodes.latDeg', `must have as many values as lonDeg (${nodeCount})`, nodes.latDeg.length);
  for (let n = 0; n < nodeCount; n++) {
    if (!(Math.abs(nodes.lonDeg[n]!) <= 180)) tell(`nodes[${n}].lonDeg`, 'must be within ±180', nodes.lonDeg[n]);
    if (!(Math.abs(nodes.latDeg[n]!) <= 90)) tell(`nodes[${n}].latDeg`, 'must be within ±90', nodes.latDeg[n]);
  }
  for (const key of ['bikeSpeedKmh', 'walkSpeedKmh'] as const)
    if (!(options[key] > 0 && options[key] <= 100)) tell(key, 'must be > 0 and ≤ 100', options[key]);
  for (let l = 0; l < links.length; l++) {
    const link = links[l]!;
    for (const key of ['fromNode', 'toNode'] as const)
      if (!Number.isInteger(link[key]) || link[key] < 0 || link[key] >= nodeCount)
        tell(`links[${l}].${key}`, `must be a node 0..${nodeCount - 1}`, link[key]);
    if (!(link.speedKmh > 0)) tell(`links[${l}].speedKmh`, 'must be > 0', link.speedKmh);
    for (const [x, y] of link.via)
      if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) tell(`links[${l}].via`, 'must be WGS 84 degrees', [x, y]);
  }
  if (problems.length > 0) throw new InputError(problems);
}
