/** Scratch of a transit search: the times reached so far and how. Times stand a fixed span apart from search to search, each lower than the one
 *  before, so that what earlier searches left reads as "not reached" and nothing needs clearing. Belongs to one query. */
import type { TransitIndex } from './transit-index.ts';

/** Above every label. */
export const UNREACHED = 0x7fffffff;
/** Times of a search lie within this around its midnight [s]; two searches are twice as far apart. */
const RANGE_S = 0x80000;

export class TransitLabels {
  readonly stops: number;
  readonly places: number;
  /** Label of midnight in the present search: labels are this plus seconds after midnight. */
  zero = -0x80000000;
  private levels = 0;
  /** [level × stops + stop] labels; all levels share the first set in a single search (stride 0). */
  rideS = new Int32Array(0);
  boardS = new Int32Array(0);
  /** [level × places + place] latest departure at a place of a pattern of the day that is still news: later ones, or trips they lead to, have
   *  been ridden there. A place is the pattern's rowFirst plus the position. */
  freshS = new Int32Array(0);
  /** [level] arrival at the destination, from which stop, and in which run of a profile. */
  targetS = new Int32Array(0);
  targetStop = new Uint32Array(0);
  targetRun = new Uint32Array(0);
  /** [level × stops + stop] how a ride label came about, and from which stop one walked to a boarding label. */
  rideTrip = new Uint32Array(0);
  /** Position of boarding · 65536 + position of alighting. */
  rideSpan = new Uint32Array(0);
  walkedFrom = new Uint32Array(0);
  /** Stops with a better boarding since the round before, in the order of being found, and their place in it. */
  readonly marked: Int32Array;
  readonly markPlace: Int32Array;
  readonly mark: Int32Array;
  markedCount = 0;
  /** Stops with a better arrival in this round. */
  readonly rode: Int32Array;
  readonly rodeMark: Int32Array;
  rodeCount = 0;
  round = 0;
  run = 0;

  constructor({ stopCount, days }: TransitIndex) {
    this.stops = stopCount;
    this.places = Math.max(...days.map((day) => day.rowFirst[day.rowCount]!));
    this.marked = new Int32Array(stopCount);
    this.markPlace = new Int32Array(stopCount);
    this.mark = new Int32Array(stopCount);
    this.rode = new Int32Array(stopCount);
    this.rodeMark = new Int32Array(stopCount);
  }

  /** Nothing is reached any more. @param levels rides at most */
  begin(levels: number): void {
    if (levels > this.levels) this.grow(levels);
    this.zero -= 2 * RANGE_S;
    if (this.zero < -0x80000000 + RANGE_S) {
      // Far enough below the top that the longest least time can be added.
      this.zero = UNREACHED - 4 * RANGE_S;
      for (const labels of [this.rideS, this.boardS, this.freshS]) labels.fill(UNREACHED);
    }
    this.targetS.fill(UNREACHED);
    this.beginRun();
  }

  /** Another start of the same search. */
  beginRun(): void {
    this.run++;
    this.round++;
    this.markedCount = 0;
  }

  /** From here up a label was left by an earlier search. */
  get stale(): number {
    return this.zero + RANGE_S;
  }

  /** Below every label of this search. */
  get never(): number {
    return this.zero - RANGE_S + 1;
  }

  private grow(levels: number): void {
    this.levels = levels;
    const size = (levels + 1) * this.stops;
    this.rideS = new Int32Array(size);
    this.boardS = new Int32Array(size);
    this.freshS = new Int32Array((levels + 1) * this.places);
    this.rideTrip = new Uint32Array(size);
    this.rideSpan = new Uint32Array(size);
    this.walkedFrom = new Uint32Array(size);
    this.targetS = new Int32Array(levels + 1);
    this.targetStop = new Uint32Array(levels + 1);
    this.targetRun = new Uint32Array(levels + 1);
    this.zero = -0x80000000;
  }
}
