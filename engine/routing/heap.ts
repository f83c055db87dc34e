/** A queue of nodes by time with decrease-key: 4-ary heap over typed arrays. Owned by one search, cleared in O(queued). */

const ABSENT = 0xffffffff;

export class NodeQueue {
  private readonly node: Uint32Array;
  private readonly key: Float64Array;
  /** [node] place in the heap, ABSENT when not queued. */
  private readonly place: Uint32Array;
  size = 0;

  constructor(nodeCount: number) {
    this.node = new Uint32Array(nodeCount);
    this.key = new Float64Array(nodeCount);
    this.place = new Uint32Array(nodeCount).fill(ABSENT);
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.place[this.node[i]!] = ABSENT;
    this.size = 0;
  }

  /** Smallest key, +∞ when empty. */
  minKey(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.key[0]!;
  }

  /** Queues a node or lowers its key; a higher key than the present one is ignored. */
  push(node: number, key: number): void {
    let at = this.place[node]!;
    if (at === ABSENT) at = this.size++;
    else if (this.key[at]! <= key) return;
    this.rise(at, node, key);
  }

  /** Takes the node with the smallest key. Only when size > 0. */
  pop(): number {
    const top = this.node[0]!;
    this.place[top] = ABSENT;
    this.size--;
    if (this.size > 0) this.sink(this.node[this.size]!, this.key[this.size]!);
    return top;
  }

  private rise(at: number, node: number, key: number): void {
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentKey = this.key[parent]!;
      if (parentKey <= key) break;
      const moved = this.node[parent]!;
      this.node[at] = moved;
      this.key[at] = parentKey;
      this.place[moved] = at;
      at = parent;
    }
    this.node[at] = node;
    this.key[at] = key;
    this.place[node] = at;
  }

  private sink(node: number, key: number): void {
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= this.size) break;
      const end = Math.min(first + 4, this.size);
      let best = first;
      for (let child = first + 1; child < end; child++) if (this.key[child]! < this.key[best]!) best = child;
      if (this.key[best]! >= key) break;
      const moved = this.node[best]!;
      this.node[at] = moved;
      this.key[at] = this.key[best]!;
      this.place[moved] = at;
      at = best;
    }
    this.node[at] = node;
    this.key[at] = key;
    this.place[node] = at;
  }
}
