/** Turn restrictions from relations to links: plain ones over a node, and ones over via-ways.
 *  In: restrictions, streets, pieces and the links they became. Out: forbidden sequences of links for `buildRoadGraph`. Pure.
 *  `only_*` forbids every other way out. Source: OSM wiki Relation:restriction. */
import type { ForbiddenTurn } from '../network/build-road-graph.ts';
import type { Contracted } from './osm-contract.ts';
import type { Piece, Pieces } from './osm-pieces.ts';
import { finder, type OsmRestriction, type OsmStreets } from './osm-read.ts';
import type { ReportBuilder } from './report-builder.ts';

/** A restriction in terms of streets and used nodes. */
export interface PlannedTurn {
  readonly id: number;
  readonly only: boolean;
  readonly from: number;
  readonly to: number;
  /** Nodes between the streets: one for a plain restriction, one more for each via-way. */
  readonly nodes: readonly number[];
  /** Streets between, one fewer than nodes. */
  readonly via: readonly number[];
}

/** Finds what each restriction speaks of; those that name what is not in the network are dropped and counted. */
export function planTurns(osm: OsmStreets, report: ReportBuilder): PlannedTurn[] {
  const streetOf = new Map<number, number>();
  osm.streets.forEach((street, s) => void streetOf.set(street.id, s));
  const findNode = finder(osm.usedIds);
  const planned: PlannedTurn[] = [];
  for (const restriction of osm.restrictions) {
    const turns = planOne(restriction, osm, streetOf, findNode);
    if (typeof turns === 'string') report.dropped(`turn restrictions: ${turns}`, `relation ${restriction.id}`);
    else planned.push(...turns);
  }
  return planned;
}

function planOne(
  { id, kind, members }: OsmRestriction,
  osm: OsmStreets,
  streetOf: ReadonlyMap<number, number>,
  findNode: (id: number) => number,
): PlannedTurn[] | string {
  const ways = (role: string): number[] =>
    members.filter((m) => m.role === role && m.kind === 'way').map((m) => streetOf.get(m.id) ?? -1);
  const froms = ways('from');
  const tos = ways('to');
  const viaWays = ways('via');
  const viaNodes = members.filter((m) => m.role === 'via' && m.kind === 'node').map((m) => findNode(m.id));
  if (froms.length === 0 || tos.length === 0 || viaWays.length + viaNodes.length === 0)
    return 'from, via or to is missing';
  if (viaNodes.length > 1 || (viaNodes.length === 1 && viaWays.length > 0))
    return 'via is several nodes, or nodes and ways';
  if (viaNodes.includes(-1) || [...froms, ...tos, ...viaWays].includes(-1))
    return 'members that are not in the road network';
  const turns: PlannedTurn[] = [];
  for (const from of froms)
    for (const to of tos) {
      let nodes: number[] = viaNodes;
      if (viaWays.length > 0) {
        const chain = [from, ...viaWays, to];
        const meetings = chain.slice(1).map((street, i) => sharedNode(osm, findNode, chain[i]!, street, chain[i - 1]));
        if (meetings.includes(-1)) return 'from, via and to do not meet';
        nodes = meetings;
      }
      turns.push({ id, only: kind.startsWith('only_'), from, to, nodes, via: viaWays });
    }
  return turns;
}

/** The node two streets share; where they share several, one that is an end of the second. */
function sharedNode(
  osm: OsmStreets,
  findNode: (id: number) => number,
  a: number,
  b: number,
  before: number | undefined,
): number {
  const idsOf = (s: number): number[] => {
    const { first, count } = osm.streets[s]!;
    return [...osm.nodeIds.subarray(first, first + count)];
  };
  const inA = new Set(idsOf(a));
  const idsB = idsOf(b);
  const shared = idsB.filter((id) => inA.has(id));
  if (shared.length === 0) return -1;
  // A U-turn over a via-way comes back to the first carriageway: the other end than where it was left.
  const notBefore = before === undefined ? shared : shared.filter((id) => !idsOf(before).includes(id));
  const pool = notBefore.length > 0 ? notBefore : shared;
  return findNode(pool.find((id) => id === idsB[0] || id === idsB[idsB.length - 1]) ?? pool[0]!);
}

/** Forbidden sequences of links. `pointOfLinkEnd` are points of pieces; the links keep them. */
export function forbiddenTurns(
  planned: readonly PlannedTurn[],
  source: Pieces,
  contracted: Contracted,
  report: ReportBuilder,
): ForbiddenTurn[] {
  const piecesOfStreet = new Map<number, number[]>();
  source.pieces.forEach((piece, p) => {
    const list = piecesOfStreet.get(piece.street);
    if (list === undefined) piecesOfStreet.set(piece.street, [p]);
    else list.push(p);
  });
  const linksAt = new Map<number, number[]>();
  contracted.links.forEach((link, l) => {
    for (const point of [link.from, link.to]) {
      const list = linksAt.get(point);
      if (list === undefined) linksAt.set(point, [l]);
      else list.push(l);
    }
  });
  const touching = (street: number, node: number, arriving: boolean): number[] =>
    (piecesOfStreet.get(street) ?? []).filter((p) => {
      const piece = source.pieces[p]!;
      // Directions a car may drive: 1 forward, 2 backward. It arrives at `to` forward, at `from` backward.
      return (
        (piece.to === node && (piece.car & (arriving ? 1 : 2)) !== 0) ||
        (piece.from === node && (piece.car & (arriving ? 2 : 1)) !== 0)
      );
    });
  const turns: ForbiddenTurn[] = [];
  for (const turn of planned) {
    const start = turn.nodes[0]!;
    const end = turn.nodes[turn.nodes.length - 1]!;
    const fromPieces = touching(turn.from, start, true);
    const toPieces = touching(turn.to, end, false);
    const uTurn = turn.from === turn.to && turn.via.length === 0;
    const through = turn.via.map((street, i) =>
      pathAlong(street, turn.nodes[i]!, turn.nodes[i + 1]!, piecesOfStreet, source),
    );
    if (fromPieces.length === 0 || toPieces.length === 0 || through.includes(null)) {
      report.dropped('turn restrictions: a car cannot make that turn anyway', `relation ${turn.id}`);
      continue;
    }
    if (!uTurn && (fromPieces.length > 1 || (toPieces.length > 1 && turn.only))) {
      report.dropped(
        'turn restrictions: the way is not split at the junction, so its direction is unknown',
        `relation ${turn.id}`,
      );
      continue;
    }
    const linkOf = (p: number): number => contracted.linkOfPiece[p]!;
    const middle = through
      .flatMap((path) => path ?? [])
      .map(linkOf)
      .filter((link, i, all) => link !== all[i - 1]);
    for (const from of fromPieces.map(linkOf)) {
      const allowed = uTurn ? [from] : toPieces.map(linkOf);
      const outs = turn.only
        ? (linksAt.get(end) ?? []).filter((link) => !allowed.includes(link) && leaves(contracted.links[link]!, end))
        : allowed;
      for (const out of outs) turns.push({ links: [from, ...middle, out], viaNode: start });
    }
    report.kept('turn restrictions');
  }
  return turns;
}

/** Whether a car may set out along a link from one of its ends. */
const leaves = (link: Piece, point: number): boolean =>
  (link.from === point && (link.car & 1) !== 0) || (link.to === point && (link.car & 2) !== 0);

/** Pieces of a street from one of its nodes to another, in driving order; null when a car cannot go that way. */
function pathAlong(
  street: number,
  from: number,
  to: number,
  piecesOfStreet: ReadonlyMap<number, readonly number[]>,
  source: Pieces,
): number[] | null {
  const own = piecesOfStreet.get(street) ?? [];
  const cameFrom = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let q = 0; q < queue.length && !cameFrom.has(to); q++) {
    const at = queue[q]!;
    for (const p of own) {
      const piece = source.pieces[p]!;
      const next =
        piece.from === at && (piece.car & 1) !== 0
          ? piece.to
          : piece.to === at && (piece.car & 2) !== 0
            ? piece.from
            : -1;
      if (next < 0 || cameFrom.has(next)) continue;
      cameFrom.set(next, p);
      queue.push(next);
    }
  }
  if (!cameFrom.has(to)) return null;
  const path: number[] = [];
  for (let at = to; at !== from; ) {
    const p = cameFrom.get(at)!;
    path.unshift(p);
    const piece = source.pieces[p]!;
    at = piece.to === at ? piece.from : piece.to;
  }
  return path;
}
