/** Which rows of a table belong to a trip (or a shape), in the order of their places along it. In: rows in the order of the file. Pure. */
import type { CallTable } from './gtfs-calls.ts';

type OrderedRows = Pick<CallTable, 'runTrip' | 'runFirst' | 'sequence'>;

export class TripRows {
  private readonly calls: OrderedRows;
  /** [trip + 1] into `run`: stretches of the trip, in the order of the file. */
  private readonly firstRun: Uint32Array;
  private readonly run: Uint32Array;

  constructor(calls: OrderedRows, tripCount: number) {
    const runTrip = calls.runTrip.values;
    const firstRun = new Uint32Array(tripCount + 1);
    for (const trip of runTrip) firstRun[trip + 1]!++;
    for (let trip = 0; trip < tripCount; trip++) firstRun[trip + 1]! += firstRun[trip]!;
    const next = firstRun.slice(0, tripCount);
    const run = new Uint32Array(runTrip.length);
    for (let r = 0; r < runTrip.length; r++) run[next[runTrip[r]!]!++] = r;
    this.calls = calls;
    this.firstRun = firstRun;
    this.run = run;
  }

  /** Puts the rows of a trip into a list, of rows for the same place the first of the file.
   *  @returns false when rows were left out for that */
  read(trip: number, rows: number[]): boolean {
    const { runFirst, sequence } = this.calls;
    rows.length = 0;
    let sorted = true;
    let last = -1;
    for (let r = this.firstRun[trip]!; r < this.firstRun[trip + 1]!; r++) {
      const run = this.run[r]!;
      const end = run + 1 < runFirst.length ? runFirst.values[run + 1]! : sequence.length;
      for (let row = runFirst.values[run]!; row < end; row++) {
        const place = sequence.at(row);
        if (place <= last) sorted = false;
        last = place;
        rows.push(row);
      }
    }
    if (sorted) return true;
    rows.sort((a, b) => sequence.at(a) - sequence.at(b) || a - b);
    let kept = 0;
    for (const row of rows) if (kept === 0 || sequence.at(row) !== sequence.at(rows[kept - 1]!)) rows[kept++] = row;
    const whole = kept === rows.length;
    rows.length = kept;
    return whole;
  }
}
