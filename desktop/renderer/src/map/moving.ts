/** People on the way as points: where each trip of a day is at a time of day. A trip starts and ends at a transformer of its neighbourhood
 *  (where homes and jobs are) and follows the streets between; ways are worked out a few at a time, so that no frame waits for them. */
import { type DayTrips, MINUTES } from './day-trips.ts';
import type { MapModel } from './model.ts';
import { MODE_GROUPS } from './palette.ts';
import { worldX, worldY } from './projection.ts';
import { type StreetsGraph, treeFrom } from './streets-graph.ts';

/** Ways that are worked out for a frame. */
const WAYS_A_FRAME_MS = 10;
/** Ways that are kept: the oldest go first. */
const WAYS_KEPT = 12_000;

export class Movers {
  /** Trips on their way at the last time asked for; -1 before any was. */
  count = -1;
  /** Points that were drawn of them. */
  drawn = 0;
  /** Every n-th trip is drawn. */
  each = 1;
  /** Some ways wait for a later frame. */
  waiting = false;
  /** [point] world units, and the place of its mode in MODE_GROUPS */
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  mode = new Uint8Array(1024);

  private readonly trips: DayTrips;
  private readonly graph: StreetsGraph;
  private readonly streets: MapModel['streets'];
  private readonly trees = new Map<number, Int32Array>();
  /** Ways between two doors as world x and y from the origin and length so far, three numbers a point; empty where there is none. */
  private readonly ways = new Map<number, Float32Array>();
  private readonly originX: number;
  private readonly originY: number;

  constructor(model: MapModel, graph: StreetsGraph, trips: DayTrips) {
    this.trips = trips;
    this.graph = graph;
    this.streets = model.streets;
    this.originX = graph.x[0] ?? 0;
    this.originY = graph.y[0] ?? 0;
  }

  /** Fills the points for a time of day, at most `most` of them: every n-th trip where there are more. */
  at(timeS: number, most: number): void {
    const { order, startS, endS, firstOfMinute, group, longestS } = this.trips;
    const firstMinute = Math.max(0, Math.min(MINUTES - 1, Math.floor((timeS - longestS) / 60)));
    const lastMinute = Math.max(0, Math.min(MINUTES - 1, Math.floor(timeS / 60)));
    const active: number[] = [];
    for (let i = firstOfMinute[firstMinute]!; i < firstOfMinute[lastMinute + 1]!; i++) {
      const trip = order[i]!;
      if (startS[trip]! <= timeS && endS[trip]! >= timeS) active.push(trip);
    }
    this.count = active.length;
    const each = Math.max(1, Math.ceil(active.length / Math.max(1, most)));
    this.each = each;
    const until = performance.now() + WAYS_A_FRAME_MS;
    let n = 0;
    this.waiting = false;
    for (const trip of active) {
      if (trip % each !== 0) continue;
      const way = this.ways.get(this.wayKey(trip)) ?? (performance.now() < until ? this.wayOf(trip) : undefined);
      if (way === undefined) this.waiting = true;
      if (way === undefined || way.length === 0) continue;
      if (n >= this.x.length) this.grow();
      this.place(n, way, (timeS - startS[trip]!) / (endS[trip]! - startS[trip]!));
      this.mode[n++] = group[trip]!;
    }
    this.drawn = n;
  }

  private byCar(trip: number): boolean {
    return ['car', 'shared', 'transit'].includes(MODE_GROUPS[this.trips.group[trip]!] ?? 'car');
  }

  private wayKey(trip: number): number {
    return (2 * this.trips.from[trip]! + (this.byCar(trip) ? 1 : 0)) * 2 ** 21 + this.trips.to[trip]!;
  }

  private wayOf(trip: number): Float32Array {
    const from = this.trips.from[trip]!;
    const to = this.trips.to[trip]!;
    let way = new Float32Array(0);
    if (from >= 0 && to >= 0 && from !== to) {
      const byCar = this.byCar(trip);
      const key = 2 * from + (byCar ? 1 : 0);
      let tree = this.trees.get(key);
      if (tree === undefined) {
        tree = treeFrom(this.graph, from, byCar);
        this.trees.set(key, tree);
      }
      way = Float32Array.from(this.walkBack(tree, from, to));
    }
    this.ways.set(this.wayKey(trip), way);
    if (this.ways.size > WAYS_KEPT) this.ways.delete(this.ways.keys().next().value!);
    return way;
  }

  private walkBack(tree: Int32Array, from: number, to: number): number[] {
    const points: [number, number][] = [];
    for (let node = to; node !== from; ) {
      const arc = tree[node]!;
      if (arc < 0) return [];
      const { path } = this.streets[this.graph.street[arc]!]!;
      // Drawn from the end to the start, so an arc's own direction is turned round.
      const forward = this.graph.backward[arc] === 1;
      for (let i = 0; i < path.length; i++) {
        const [lon, lat] = path[forward ? i : path.length - 1 - i]!;
        points.push([worldX(lon), worldY(lat)]);
      }
      const tail = this.tailOf(arc, node);
      if (tail === node) return [];
      node = tail;
    }
    points.reverse();
    const way: number[] = [];
    let sum = 0;
    points.forEach(([x, y], i) => {
      if (i > 0) sum += Math.hypot(x - points[i - 1]![0], y - points[i - 1]![1]);
      way.push(x - this.originX, y - this.originY, sum);
    });
    return way;
  }

  /** The node an arc comes from: the other arc of its street leads there. */
  private tailOf(arc: number, head: number): number {
    const { firstOut, street, head: heads } = this.graph;
    for (let back = firstOut[head]!; back < firstOut[head + 1]!; back++)
      if (street[back] === street[arc] && this.graph.backward[back] !== this.graph.backward[arc]) return heads[back]!;
    return head;
  }

  private place(n: number, way: Float32Array, share: number): void {
    const wanted = Math.min(1, Math.max(0, share)) * way[way.length - 1]!;
    let low = 0;
    let high = way.length / 3 - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (way[3 * middle + 2]! <= wanted) low = middle;
      else high = middle;
    }
    const a = way[3 * low + 2]!;
    const b = way[3 * high + 2]!;
    const part = b > a ? (wanted - a) / (b - a) : 0;
    this.x[n] = this.originX + way[3 * low]! + part * (way[3 * high]! - way[3 * low]!);
    this.y[n] = this.originY + way[3 * low + 1]! + part * (way[3 * high + 1]! - way[3 * low + 1]!);
  }

  private grow(): void {
    const wider = <T extends Float64Array | Uint8Array>(old: T, made: T): T => {
      made.set(old as never);
      return made;
    };
    this.x = wider(this.x, new Float64Array(2 * this.x.length));
    this.y = wider(this.y, new Float64Array(2 * this.y.length));
    this.mode = wider(this.mode, new Uint8Array(2 * this.mode.length));
  }
}
