/** A 4-ary heap of (time, link) with at most one entry a link; ties go to the lower link, so that the order never depends on history.
 *  Times lie in the order of the heap, so that the four children of a place are read together. */
export class EventQueue {
  /** [place in the heap] */
  private readonly heap: Uint32Array;
  private readonly time: Float64Array;
  /** [link] place in the heap, -1 outside */
  private readonly place: Int32Array;
  private size = 0;

  constructor(linkCount: number) {
    this.heap = new Uint32Array(linkCount);
    this.time = new Float64Array(linkCount);
    this.place = new Int32Array(linkCount).fill(-1);
  }

  get empty(): boolean {
    return this.size === 0;
  }

  get firstTime(): number {
    return this.size === 0 ? Infinity : this.time[0]!;
  }

  has(link: number): boolean {
    return this.place[link]! >= 0;
  }

  /** Adds the link or moves it to another time. */
  schedule(link: number, timeMs: number): void {
    const at = this.place[link]!;
    if (at < 0) {
      this.up(this.size++, link, timeMs);
      return;
    }
    const before = this.time[at]!;
    if (timeMs < before) this.up(at, link, timeMs);
    else if (timeMs > before) this.down(at, link, timeMs);
  }

  /** Takes the link with the earliest time. */
  pop(): number {
    const top = this.heap[0]!;
    this.place[top] = -1;
    const size = --this.size;
    if (size > 0) this.down(0, this.heap[size]!, this.time[size]!);
    return top;
  }

  /** Puts a link into a hole or above it. */
  private up(at: number, link: number, timeMs: number): void {
    const { heap, time, place } = this;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = time[parent]!;
      if (above < timeMs || (above === timeMs && heap[parent]! < link)) break;
      const moved = heap[parent]!;
      heap[hole] = moved;
      time[hole] = above;
      place[moved] = hole;
      hole = parent;
    }
    heap[hole] = link;
    time[hole] = timeMs;
    place[link] = hole;
  }

  /** Puts a link into a hole or below it. */
  private down(at: number, link: number, timeMs: number): void {
    const { heap, time, place, size } = this;
    let hole = at;
    for (;;) {
      let best = 4 * hole + 1;
      if (best >= size) break;
      const end = Math.min(best + 4, size);
      let bestMs = time[best]!;
      for (let child = best + 1; child < end; child++) {
        const ms = time[child]!;
        if (ms < bestMs || (ms === bestMs && heap[child]! < heap[best]!)) {
          best = child;
          bestMs = ms;
        }
      }
      if (bestMs > timeMs || (bestMs === timeMs && heap[best]! > link)) break;
      const moved = heap[best]!;
      heap[hole] = moved;
      time[hole] = bestMs;
      place[moved] = hole;
      hole = best;
    }
    heap[hole] = link;
    time[hole] = timeMs;
    place[link] = hole;
  }
}
