/** Cuts streets into pieces between the nodes where something happens: junctions, ends, barriers, traffic lights, restrictions.
 *  In: `OsmStreets`. Out: pieces over "points" (used nodes, plus a copy of a node for each arm behind a barrier). Pure.
 *  A barrier that stops cars becomes a link of zero length that only the others may pass, so that every search honours it. */
import { ARC_SIGNAL } from '../network/road-graph.ts';
import type { OsmStreet, OsmStreets } from './osm-read.ts';
import { type Directions, type StreetFacts, tagAccess } from './osm-tags.ts';
import type { ReportBuilder } from './report-builder.ts';

/** A stretch of one street between two points. */
export interface Piece {
  readonly street: number;
  readonly facts: StreetFacts;
  readonly from: number;
  readonly to: number;
  /** Used nodes between the ends. */
  readonly via: readonly number[];
  readonly car: Directions;
  readonly bike: Directions;
  readonly walk: Directions;
  readonly flags: number;
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** [point] used node it stands on. */
  readonly nodeOfPoint: readonly number[];
  /** Points that must stay nodes of the graph. */
  readonly keep: ReadonlySet<number>;
  readonly signalPoints: readonly number[];
}

export interface Bbox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function cutIntoPieces(
  osm: OsmStreets,
  viaNodes: ReadonlySet<number>,
  bbox: Bbox | undefined,
  report: ReportBuilder,
): Pieces {
  const nodeCount = osm.usedIds.length;
  const nodes = indexNodes(osm);
  const here = presence(osm, bbox);
  const uses = countUses(osm.streets, nodes, nodeCount);
  const signals = signalKinds(osm);
  const barriers = barrierRules(osm);

  const nodeOfPoint: number[] = Array.from({ length: nodeCount }, (_, node) => node);
  const pieces: Piece[] = [];
  const keep = new Set<number>([...viaNodes, ...signals.keys()]);
  const armed = new Set<number>();
  const passedOver = new Set<number>();
  const barrierLinks: Piece[] = [];
  /** The point at which an arm ends: the node itself for the first arm at a barrier, a copy for each other. */
  const arm = (node: number, facts: StreetFacts, street: number): number => {
    const barrier = barriers.get(node);
    if (barrier === undefined || !stops(barrier, facts)) return node;
    if (facts.car !== 0 && barrier.car) {
      // A link without length would be a bottleneck of one car to the traffic simulation: cars go first.
      if (!passedOver.has(node))
        report.dropped(
          'barriers that let cars pass but not bicycles or walkers: open to all',
          `node ${osm.usedIds[node]}: ${barrier.name}`,
        );
      passedOver.add(node);
      return node;
    }
    if (!armed.has(node)) {
      armed.add(node);
      report.repaired('barriers placed between the streets they part', `node ${osm.usedIds[node]}: ${barrier.name}`);
      return node;
    }
    const copy = nodeOfPoint.length;
    nodeOfPoint.push(node);
    const through = (open: boolean): Directions => (open ? 3 : 0);
    barrierLinks.push({
      street,
      facts,
      from: node,
      to: copy,
      via: [],
      car: facts.car === 0 ? 0 : through(barrier.car),
      bike: facts.bike === 0 ? 0 : through(barrier.bike),
      walk: facts.walk === 0 ? 0 : through(barrier.walk),
      flags: 0,
    });
    return copy;
  };

  osm.streets.forEach((street, s) => {
    let start = -1;
    let via: number[] = [];
    const close = (end: number): void => {
      const middle = Math.floor(via.length / 2);
      const half = via[middle];
      const from = arm(start, street.facts, s);
      const to = arm(end, street.facts, s);
      if (start === end && half !== undefined) {
        // A ring on one node keeps a second node, so that no link leads from a node to itself.
        keep.add(half);
        addPiece(pieces, s, street.facts, from, half, via.slice(0, middle), signals, start, half);
        addPiece(pieces, s, street.facts, half, to, via.slice(middle + 1), signals, half, end);
      } else if (start !== end) addPiece(pieces, s, street.facts, from, to, via, signals, start, end);
    };
    for (let i = street.first; i < street.first + street.count; i++) {
      const node = nodes[i]!;
      if (here[node] === 0) {
        report.repaired(
          bbox === undefined || Number.isNaN(osm.lonDeg[node])
            ? 'ways cut where a node is missing'
            : 'ways cut at the edge of the area',
          `way ${street.id}`,
        );
        if (start >= 0 && via.length > 0) close(via.pop()!);
        start = -1;
        via = [];
      } else if (start < 0) start = node;
      else if (node === (via.length > 0 ? via[via.length - 1] : start)) {
        report.repaired('nodes that stand twice in a row', `way ${street.id}`);
      } else if (
        uses[node]! > 1 ||
        i === street.first + street.count - 1 ||
        viaNodes.has(node) ||
        signals.has(node) ||
        barriers.has(node)
      ) {
        close(node);
        start = node;
        via = [];
      } else via.push(node);
    }
    if (start >= 0 && via.length > 0) close(via.pop()!);
  });
  pieces.push(...barrierLinks.filter((link) => (link.car | link.bike | link.walk) !== 0));
  for (const point of armed) keep.add(point);
  for (let point = nodeCount; point < nodeOfPoint.length; point++) keep.add(point);
  return {
    pieces,
    nodeOfPoint,
    keep,
    signalPoints: [...signals].filter(([, kind]) => kind === 'both').map(([node]) => node),
  };
}

/** Traffic lights for one direction of a two-way street count for that direction only. */
function addPiece(
  pieces: Piece[],
  street: number,
  facts: StreetFacts,
  from: number,
  to: number,
  via: readonly number[],
  signals: ReadonlyMap<number, SignalKind>,
  startNode: number,
  endNode: number,
): void {
  const piece = {
    street,
    facts,
    from,
    to,
    via,
    car: facts.car,
    bike: facts.bike,
    walk: facts.walk,
    flags: facts.flags,
  };
  if (signals.get(endNode) === 'forward') pieces.push({ ...piece, flags: piece.flags | ARC_SIGNAL });
  else if (signals.get(startNode) === 'backward') pieces.push({ ...turned(piece), flags: piece.flags | ARC_SIGNAL });
  else pieces.push(piece);
}

export const turnedDirections = (directions: Directions): Directions =>
  directions === 1 ? 2 : directions === 2 ? 1 : directions;

/** The same piece, drawn the other way. */
export const turned = (piece: Piece): Piece => ({
  ...piece,
  from: piece.to,
  to: piece.from,
  via: piece.via.slice().reverse(),
  car: turnedDirections(piece.car),
  bike: turnedDirections(piece.bike),
  walk: turnedDirections(piece.walk),
});

/** [entry of nodeIds] index into usedIds. */
function indexNodes(osm: OsmStreets): Uint32Array {
  const index = new Map<number, number>();
  osm.usedIds.forEach((id, i) => void index.set(id, i));
  return Uint32Array.from(osm.nodeIds, (id) => index.get(id)!);
}

function presence(osm: OsmStreets, bbox: Bbox | undefined): Uint8Array {
  return Uint8Array.from(osm.lonDeg, (lon, i) => {
    const lat = osm.latDeg[i]!;
    if (bbox === undefined) return Number.isNaN(lon) ? 0 : 1;
    return lon >= bbox.west && lon <= bbox.east && lat >= bbox.south && lat <= bbox.north ? 1 : 0;
  });
}

function countUses(streets: readonly OsmStreet[], nodes: Uint32Array, nodeCount: number): Uint32Array {
  const uses = new Uint32Array(nodeCount);
  for (const street of streets) for (let i = street.first; i < street.first + street.count; i++) uses[nodes[i]!]!++;
  return uses;
}

type SignalKind = 'both' | 'forward' | 'backward';

function signalKinds(osm: OsmStreets): Map<number, SignalKind> {
  const kinds = new Map<number, SignalKind>();
  for (const [node, tags] of osm.nodeTags) {
    if (tags.get('highway') !== 'traffic_signals') continue;
    const direction = tags.get('traffic_signals:direction') ?? tags.get('direction');
    kinds.set(node, direction === 'forward' || direction === 'backward' ? direction : 'both');
  }
  return kinds;
}

interface BarrierRule {
  readonly name: string;
  readonly car: boolean;
  readonly bike: boolean;
  readonly walk: boolean;
}

/** Who passes a barrier that says nothing about access: letters as in car, bike, walk. @source OSM wiki Key:barrier */
const BARRIERS: Readonly<Record<string, string>> = {
  bollard: 'bw',
  block: 'bw',
  jersey_barrier: 'bw',
  planter: 'bw',
  chain: 'bw',
  cycle_barrier: 'bw',
  motorcycle_barrier: 'bw',
  log: 'bw',
  bus_trap: 'bw',
  sump_buster: 'bw',
  debris: 'bw',
  kissing_gate: 'w',
  stile: 'w',
  turnstile: 'w',
  'full-height_turnstile': 'w',
  horse_stile: 'w',
  wicket_gate: 'w',
  fence: '',
  wall: '',
  hedge: '',
};

function barrierRules(osm: OsmStreets): Map<number, BarrierRule> {
  const rules = new Map<number, BarrierRule>();
  for (const [node, tags] of osm.nodeTags) {
    const name = tags.get('barrier');
    if (name === undefined) continue;
    const passes = BARRIERS[name] ?? 'cbw';
    const open = (mode: 'car' | 'bike' | 'walk'): boolean => {
      const access = tagAccess(tags, mode);
      return access === undefined ? passes.includes(mode[0]!) : access !== 'closed';
    };
    const rule = { name, car: open('car'), bike: open('bike'), walk: open('walk') };
    if (!(rule.car && rule.bike && rule.walk)) rules.set(node, rule);
  }
  return rules;
}

const stops = (barrier: BarrierRule, facts: StreetFacts): boolean =>
  (facts.car !== 0 && !barrier.car) || (facts.bike !== 0 && !barrier.bike) || (facts.walk !== 0 && !barrier.walk);
