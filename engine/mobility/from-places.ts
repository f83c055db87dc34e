/** Road times from places: those that many trips leave get a table of times to every node, the rest single searches. Exact either way.
 *  Scratch state of one thread. */
import { NO_PATH, type RoadQuery } from '../routing/road-query.ts';

/** Uses after which a place gets a table of times to every node instead of single searches: about what one sweep costs. */
const WORTH_A_TABLE = 24;

export class FromPlaces {
  private readonly query: RoadQuery;
  private readonly nodeCount: number;
  private readonly uses = new Map<number, number>();
  private readonly tables = new Map<number, Uint32Array>();

  constructor(query: RoadQuery, nodeCount: number) {
    this.query = query;
    this.nodeCount = nodeCount;
  }

  seconds(place: number, from: number, to: number): number {
    if (place === 0xffffffff) return roadS(this.query, from, to);
    let table = this.tables.get(place);
    if (table === undefined) {
      const uses = (this.uses.get(place) ?? 0) + 1;
      this.uses.set(place, uses);
      if (uses < WORTH_A_TABLE) return roadS(this.query, from, to);
      table = new Uint32Array(this.nodeCount);
      this.query.oneToAll(from, table);
      this.tables.set(place, table);
    }
    const timeMs = table[to]!;
    return timeMs === NO_PATH ? Infinity : timeMs / 1000;
  }
}

/** Road time [s], Infinity when there is no way. */
function roadS(query: RoadQuery, from: number, to: number): number {
  if (from === to) return 0;
  const timeMs = query.timeMs(from, to);
  return timeMs === NO_PATH ? Infinity : timeMs / 1000;
}
