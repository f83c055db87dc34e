/** Which rows of a day end near a destination, and where: what lets a transit search look for its end before it rides on. Scratch of one query. */
import type { ReachRange, StopReach } from './stop-access.ts';
import type { TransitDay } from './transit-day.ts';

const NONE = -1;

export class TransitGoals {
  /** [row] first goal of the row, of those of the present destination; NONE where there is none. */
  readonly first: Int32Array;
  /** [goal] next one of its row, position in it, stop. */
  next = new Int32Array(64);
  position = new Int32Array(64);
  stop = new Int32Array(64);
  /** Rows with goals, how far along their last one lies, and the places before those together. */
  readonly rows: Int32Array;
  rowCount = 0;
  readonly lastPosition: Int32Array;
  placeCount = 0;
  /** Boardings worth trying, as place among the marked stops × boardings + boarding, sorted. */
  found = new Float64Array(64);
  foundCount = 0;
  boardings = 1;
  private count = 0;

  /** @param mostRows rows of the fullest day */
  constructor(mostRows: number) {
    this.first = new Int32Array(mostRows).fill(NONE);
    this.rows = new Int32Array(mostRows);
    this.lastPosition = new Int32Array(mostRows);
  }

  /** Adds a boarding in its place. */
  find(markPlace: number, boarding: number): void {
    if (this.foundCount === this.found.length) {
      const grown = new Float64Array(2 * this.found.length);
      grown.set(this.found);
      this.found = grown;
    }
    const { found } = this;
    const key = markPlace * this.boardings + boarding;
    let at = this.foundCount++;
    for (; at > 0 && found[at - 1]! > key; at--) found[at] = found[at - 1]!;
    found[at] = key;
  }

  /** Stop of a boarding found. */
  foundStop(f: number, marked: Int32Array): number {
    return marked[Math.floor(this.found[f]! / this.boardings)]!;
  }

  /** @param egress stops of the destination */
  aim(day: TransitDay, egress: readonly StopReach[] | ReachRange): void {
    this.clear();
    this.boardings = day.boarding.length / 4;
    if ('first' in egress) for (let e = egress.first; e < egress.last; e++) this.add(day, egress.stop[e]!);
    else for (const { stop } of egress) this.add(day, stop);
  }

  clear(): void {
    for (let r = 0; r < this.rowCount; r++) this.first[this.rows[r]!] = NONE;
    this.rowCount = 0;
    this.placeCount = 0;
    this.count = 0;
  }

  private add({ endFirst, alighting }: TransitDay, stop: number): void {
    for (let a = endFirst[stop]!; a < endFirst[stop + 1]!; a++) {
      if (this.count === this.next.length) this.grow();
      const row = alighting[2 * a]!;
      const position = alighting[2 * a + 1]!;
      if (this.first[row] === NONE) {
        this.rows[this.rowCount++] = row;
        this.lastPosition[row] = 0;
      }
      this.placeCount += Math.max(0, position - this.lastPosition[row]!);
      this.lastPosition[row] = Math.max(this.lastPosition[row]!, position);
      this.next[this.count] = this.first[row]!;
      this.position[this.count] = position;
      this.stop[this.count] = stop;
      this.first[row] = this.count++;
    }
  }

  private grow(): void {
    const grown = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(2 * old.length);
      array.set(old);
      return array;
    };
    this.next = grown(this.next);
    this.position = grown(this.position);
    this.stop = grown(this.stop);
  }
}
