/** Joins pieces that meet where nothing else does: chains of nodes with two neighbours become one link with a shape.
 *  In: pieces. Out: links over points, and for each piece the link it went into. Pure. */
import { ARC_SIGNAL } from '../network/road-graph.ts';
import { type Piece, type Pieces, turned } from './osm-pieces.ts';

export interface Contracted {
  readonly links: readonly Piece[];
  /** [piece] link it is part of. */
  readonly linkOfPiece: Uint32Array;
}

const NONE = 0xffffffff;

export function contract(source: Pieces): Contracted {
  const { pieces, keep } = source;
  const ends = endsOfPoints(pieces, source.nodeOfPoint.length);
  const passable = (point: number): boolean => {
    if (keep.has(point)) return false;
    const at = ends.first[point]!;
    if (ends.first[point + 1]! - at !== 2) return false;
    const a = ends.piece[at]!;
    const b = ends.piece[at + 1]!;
    return a !== b && alike(leaving(pieces[a]!, point), turned(leaving(pieces[b]!, point)));
  };
  const linkOfPiece = new Uint32Array(pieces.length).fill(NONE);
  const links: Piece[] = [];
  /** Follows the chain from one end and makes it a link. */
  const walk = (startPiece: number, startPoint: number): void => {
    const chain: Piece[] = [leaving(pieces[startPiece]!, startPoint)];
    const members = [startPiece];
    let last = startPiece;
    let point = chain[0]!.to;
    while (point !== startPoint && passable(point)) {
      const at = ends.first[point]!;
      const next = ends.piece[at] === last ? ends.piece[at + 1]! : ends.piece[at]!;
      if (linkOfPiece[next] !== NONE) break;
      // A ring that would end where it began keeps a node on the way: a link from a node to itself helps nobody.
      const step = leaving(pieces[next]!, point);
      if (step.to === startPoint) break;
      chain.push(step);
      members.push(next);
      last = next;
      point = step.to;
    }
    for (const piece of members) linkOfPiece[piece] = links.length;
    links.push(joined(chain));
  };
  for (let p = 0; p < pieces.length; p++) {
    const piece = pieces[p]!;
    if (linkOfPiece[p] !== NONE) continue;
    if (!passable(piece.from)) walk(p, piece.from);
    else if (!passable(piece.to)) walk(p, piece.to);
  }
  // What is left are rings without any junction, and the rest of rings that were broken above.
  for (let p = 0; p < pieces.length; p++) if (linkOfPiece[p] === NONE) walk(p, pieces[p]!.from);
  return { links, linkOfPiece };
}

/** The piece, drawn so that it leaves `point`. */
const leaving = (piece: Piece, point: number): Piece => (piece.from === point ? piece : turned(piece));

function alike(a: Piece, b: Piece): boolean {
  return (
    a.car === b.car &&
    a.bike === b.bike &&
    a.walk === b.walk &&
    a.flags === b.flags &&
    (a.flags & ARC_SIGNAL) === 0 &&
    a.facts.roadClass === b.facts.roadClass &&
    a.facts.speedKmh === b.facts.speedKmh &&
    a.facts.lanes === b.facts.lanes &&
    a.facts.name === b.facts.name &&
    a.facts.durationS === b.facts.durationS
  );
}

function joined(chain: readonly Piece[]): Piece {
  const first = chain[0]!;
  const via: number[] = [...first.via];
  for (const piece of chain.slice(1)) via.push(piece.from, ...piece.via);
  return { ...first, to: chain[chain.length - 1]!.to, via };
}

function endsOfPoints(pieces: readonly Piece[], pointCount: number): { first: Uint32Array; piece: Uint32Array } {
  const first = new Uint32Array(pointCount + 1);
  for (const piece of pieces) {
    first[piece.from + 1]!++;
    first[piece.to + 1]!++;
  }
  for (let point = 0; point < pointCount; point++) first[point + 1]! += first[point]!;
  const next = first.slice(0, pointCount);
  const piece = new Uint32Array(2 * pieces.length);
  pieces.forEach(({ from, to }, p) => {
    piece[next[from]!++] = p;
    piece[next[to]!++] = p;
  });
  return { first, piece };
}
