/** A plane map of faces that can be cut in two: vertices, undirected edges with a label, and the loop of vertices around each face.
 *  In: edges that meet only at vertices. Scratch state: one object a district; deterministic. */
import { signedAreaM2, type Xy } from './plane.ts';

const KEY = 2 ** 26;

export class PlanarMap<Label> {
  readonly x: number[];
  readonly y: number[];
  /** [face] vertices counter-clockwise; an edge with the face on both sides stands in it twice. */
  readonly faces: number[][] = [];
  private readonly labels = new Map<number, { readonly a: number; readonly b: number; label: Label }>();
  private readonly faceOf = new Map<number, number>();

  constructor(
    x: readonly number[],
    y: readonly number[],
    edges: ReadonlyArray<{ readonly from: number; readonly to: number; readonly label: Label }>,
  ) {
    this.x = [...x];
    this.y = [...y];
    for (const { from, to, label } of edges) this.setEdge(from, to, label);
    this.trace();
  }

  private edgeKey(a: number, b: number): number {
    return a < b ? a * KEY + b : b * KEY + a;
  }

  private setEdge(a: number, b: number, label: Label): void {
    const key = this.edgeKey(a, b);
    if (!this.labels.has(key)) this.labels.set(key, { a, b, label });
  }

  hasEdge(a: number, b: number): boolean {
    return this.labels.has(this.edgeKey(a, b));
  }

  label(a: number, b: number): Label {
    return this.labels.get(this.edgeKey(a, b))!.label;
  }

  /** All edges, in the order in which they came to be. */
  *edges(): Iterable<{ readonly a: number; readonly b: number; readonly label: Label }> {
    yield* this.labels.values();
  }

  point(vertex: number): Xy {
    return [this.x[vertex]!, this.y[vertex]!];
  }

  ring(face: number): Xy[] {
    return this.faces[face]!.map((vertex) => this.point(vertex));
  }

  addVertex(x: number, y: number): number {
    this.x.push(x);
    this.y.push(y);
    return this.x.length - 1;
  }

  /** Walks around every face; dead ends are left out, outer loops (clockwise) are dropped. */
  private trace(): void {
    const around = new Map<number, number[]>();
    const link = (a: number, b: number): void => {
      const list = around.get(a);
      if (list === undefined) around.set(a, [b]);
      else list.push(b);
    };
    for (const { a, b } of this.labels.values()) {
      link(a, b);
      link(b, a);
    }
    pruneDeadEnds(around);
    for (const [vertex, neighbours] of around) {
      const angle = (other: number): number =>
        Math.atan2(this.y[other]! - this.y[vertex]!, this.x[other]! - this.x[vertex]!);
      neighbours.sort((p, q) => angle(p) - angle(q) || p - q);
    }
    const walked = new Set<number>();
    for (const [start, neighbours] of around)
      for (const first of neighbours) {
        if (walked.has(start * KEY + first)) continue;
        const loop: number[] = [];
        let from = start;
        let to = first;
        while (!walked.has(from * KEY + to)) {
          walked.add(from * KEY + to);
          loop.push(from);
          const list = around.get(to)!;
          // The next edge clockwise from the one we came along keeps the face on the left.
          const next = list[(list.indexOf(from) + list.length - 1) % list.length]!;
          from = to;
          to = next;
        }
        if (signedAreaM2(loop.map((vertex) => this.point(vertex))) > 0) this.addFace(loop);
      }
  }

  private addFace(loop: number[]): number {
    this.faces.push(loop);
    const face = this.faces.length - 1;
    this.claim(face);
    return face;
  }

  private claim(face: number): void {
    const loop = this.faces[face]!;
    for (let i = 0; i < loop.length; i++) this.faceOf.set(loop[i]! * KEY + loop[(i + 1) % loop.length]!, face);
  }

  /** A new vertex on the edge a–b, in the loops of both faces beside it. */
  splitEdge(a: number, b: number, x: number, y: number): number {
    const key = this.edgeKey(a, b);
    const old = this.labels.get(key)!;
    const middle = this.addVertex(x, y);
    this.labels.delete(key);
    this.setEdge(old.a, middle, old.label);
    this.setEdge(middle, old.b, old.label);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const face = this.faceOf.get(from * KEY + to);
      if (face === undefined) continue;
      const loop = this.faces[face]!;
      for (let i = 0; i < loop.length; i++)
        if (loop[i] === from && loop[(i + 1) % loop.length] === to) {
          loop.splice(i + 1, 0, middle);
          break;
        }
      this.faceOf.delete(from * KEY + to);
      this.faceOf.set(from * KEY + middle, face);
      this.faceOf.set(middle * KEY + to, face);
    }
    return middle;
  }

  /** Cuts a face along a chain of vertices whose ends lie on its loop; the inner vertices are new. Returns the new face. */
  cut(face: number, chain: readonly number[], label: Label): number {
    const loop = this.faces[face]!;
    const start = loop.indexOf(chain[0]!);
    const end = loop.indexOf(chain[chain.length - 1]!);
    if (start < 0 || end < 0 || start === end) throw new RangeError('a cut must join two places of the loop');
    for (let i = 0; i + 1 < chain.length; i++) this.setEdge(chain[i]!, chain[i + 1]!, label);
    const walk = (from: number, to: number): number[] => {
      const part: number[] = [];
      for (let i = from; i !== to; i = (i + 1) % loop.length) part.push(loop[i]!);
      part.push(loop[to]!);
      return part;
    };
    const inner = chain.slice(1, -1);
    const one = [...walk(start, end), ...inner.toReversed()];
    const two = [...walk(end, start), ...inner];
    this.faces[face] = one;
    this.claim(face);
    return this.addFace(two);
  }
}

/** Removes vertices with one neighbour until none is left. */
function pruneDeadEnds(around: Map<number, number[]>): void {
  const queue = [...around].filter(([, neighbours]) => neighbours.length === 1).map(([vertex]) => vertex);
  for (let vertex = queue.pop(); vertex !== undefined; vertex = queue.pop()) {
    const neighbour = around.get(vertex)?.[0];
    around.delete(vertex);
    if (neighbour === undefined) continue;
    const list = around.get(neighbour);
    if (list === undefined) continue;
    list.splice(list.indexOf(vertex), 1);
    if (list.length === 1) queue.push(neighbour);
  }
}
