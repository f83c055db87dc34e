/** Shortest-path trees for assignment: Dijkstra with an indexed 4-ary heap; the scratch belongs to the object, the network to all.
 *  Paths do not pass through zones below `firstThroughNode`. */
import type { AssignmentNetwork } from './assignment-network.ts';

export const NO_LINK = 0xffffffff;

export class ShortestTree {
  /** [node] cost from the origin of the last `grow`, Infinity when unreachable. */
  readonly cost: Float64Array;
  /** [node] last link of the path, NO_LINK at the origin and where unreachable. */
  readonly lastLink: Uint32Array;
  private readonly heap: Uint32Array;
  private readonly place: Int32Array;
  private heapSize = 0;
  private readonly network: AssignmentNetwork;

  constructor(network: AssignmentNetwork) {
    this.network = network;
    this.cost = new Float64Array(network.nodeCount);
    this.lastLink = new Uint32Array(network.nodeCount);
    this.heap = new Uint32Array(network.nodeCount);
    this.place = new Int32Array(network.nodeCount);
  }

  /** Grows the tree of an origin over link costs ≥ 0. */
  grow(origin: number, linkCost: Float64Array): void {
    const { firstOut, linkOut, to, firstThroughNode } = this.network;
    const { cost, lastLink, place } = this;
    cost.fill(Infinity);
    lastLink.fill(NO_LINK);
    place.fill(-1);
    this.heapSize = 0;
    cost[origin] = 0;
    this.push(origin);
    while (this.heapSize > 0) {
      const node = this.pop();
      if (node < firstThroughNode && node !== origin) continue;
      const base = cost[node]!;
      for (let out = firstOut[node]!; out < firstOut[node + 1]!; out++) {
        const link = linkOut[out]!;
        const head = to[link]!;
        const candidate = base + linkCost[link]!;
        if (candidate < cost[head]!) {
          cost[head] = candidate;
          lastLink[head] = link;
          if (place[head]! < 0) this.push(head);
          else this.up(place[head]!);
        }
      }
    }
  }

  private push(node: number): void {
    this.heap[this.heapSize] = node;
    this.place[node] = this.heapSize;
    this.up(this.heapSize++);
  }

  private up(at: number): void {
    const { heap, place, cost } = this;
    const node = heap[at]!;
    const key = cost[node]!;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = heap[parent]!;
      if (cost[above]! <= key) break;
      heap[hole] = above;
      place[above] = hole;
      hole = parent;
    }
    heap[hole] = node;
    place[node] = hole;
  }

  private pop(): number {
    const { heap, place, cost } = this;
    const top = heap[0]!;
    place[top] = -2;
    const node = heap[--this.heapSize]!;
    const size = this.heapSize;
    if (size === 0) return top;
    const key = cost[node]!;
    let hole = 0;
    for (;;) {
      const first = 4 * hole + 1;
      if (first >= size) break;
      const end = Math.min(first + 4, size);
      let best = first;
      let bestKey = cost[heap[first]!]!;
      for (let child = first + 1; child < end; child++) {
        const childKey = cost[heap[child]!]!;
        if (childKey < bestKey) {
          best = child;
          bestKey = childKey;
        }
      }
      if (bestKey >= key) break;
      const below = heap[best]!;
      heap[hole] = below;
      place[below] = hole;
      hole = best;
    }
    heap[hole] = node;
    place[node] = hole;
    return top;
  }
}
