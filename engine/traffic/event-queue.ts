/** A 4-ary heap of (time, link) with at most one entry a link; ties go to the lower link, so that the order never depends on history. */
export class EventQueue {
  private readonly heap: Uint32Array;
  private readonly place: Int32Array;
  private readonly time: Float64Array;
  private size = 0;

  constructor(linkCount: number) {
    this.heap = new Uint32Array(linkCount);
    this.place = new Int32Array(linkCount).fill(-1);
    this.time = new Float64Array(linkCount);
  }

  get empty(): boolean {
    return this.size === 0;
  }

  get firstTime(): number {
    return this.size === 0 ? Infinity : this.time[this.heap[0]!]!;
  }

  has(link: number): boolean {
    return this.place[link]! >= 0;
  }

  /** Adds the link or moves it to another time. */
  schedule(link: number, timeMs: number): void {
    const at = this.place[link]!;
    this.time[link] = timeMs;
    if (at < 0) {
      this.heap[this.size] = link;
      this.up(this.size++);
    } else {
      this.up(at);
      this.down(this.place[link]!);
    }
  }

  /** Takes the link with the earliest time. */
  pop(): number {
    const top = this.heap[0]!;
    this.place[top] = -1;
    const last = this.heap[--this.size]!;
    if (this.size > 0) {
      this.heap[0] = last;
      this.place[last] = 0;
      this.down(0);
    }
    return top;
  }

  private before(a: number, b: number): boolean {
    const difference = this.time[a]! - this.time[b]!;
    return difference < 0 || (difference === 0 && a < b);
  }

  private up(at: number): void {
    const { heap, place } = this;
    const link = heap[at]!;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (!this.before(link, heap[parent]!)) break;
      heap[hole] = heap[parent]!;
      place[heap[hole]!] = hole;
      hole = parent;
    }
    heap[hole] = link;
    place[link] = hole;
  }

  private down(at: number): void {
    const { heap, place } = this;
    const link = heap[at]!;
    let hole = at;
    for (;;) {
      const first = 4 * hole + 1;
      if (first >= this.size) break;
      const end = Math.min(first + 4, this.size);
      let best = first;
      for (let child = first + 1; child < end; child++) if (this.before(heap[child]!, heap[best]!)) best = child;
      if (!this.before(heap[best]!, link)) break;
      heap[hole] = heap[best]!;
      place[heap[hole]!] = hole;
      hole = best;
    }
    heap[hole] = link;
    place[link] = hole;
  }
}
