/** Shared vehicles and P+R places in a sampled day. A sample of one in ten people meets one in ten vehicles; hubs that are neighbours share a
 *  pool of at least a few of them, so that a hub is not all or nothing. With everybody simulated each hub is a pool of its own.
 *  In: hubs, fleets. Out: pools. Pure; `Stock` keeps the day's count. */
import type { District } from '../district/district.ts';
import { HUB_KINDS } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Fewest sampled vehicles in a pool. */
const SMALLEST_POOL = 3;
export const QUARTERS = 96;
const NO_POOL = 0xffffffff;

export interface Pools {
  readonly count: number;
  /** [hub] pool, 0xffffffff for hubs without vehicles. */
  readonly poolOf: Uint32Array;
  /** [pool] sampled vehicles or places at the start of the day. */
  readonly capacity: Uint32Array;
  /** [hub] vehicles or places in reality. */
  readonly atHub: Float64Array;
}

export interface Supply {
  readonly cars: Pools;
  readonly bikes: Pools;
  readonly parkAndRide: Pools;
}

export function prepareSupply(scenario: Scenario, district: District, sampleShare: number): Supply {
  const { hubs } = district;
  const { fleets } = scenario;
  const kind = (name: (typeof HUB_KINDS)[number]): number => HUB_KINDS.indexOf(name);
  const perHub = (of: (hub: number) => number): Float64Array =>
    Float64Array.from({ length: hubs.count }, (_, h) => of(h));
  const order = neighbours(district);
  return {
    cars: pools(
      order,
      perHub((h) => (hubs.kind[h] === kind('neighbourhood') ? fleets.sharedCarsPerNeighbourhoodHub : 0)),
      sampleShare,
    ),
    bikes: pools(
      order,
      perHub((h) =>
        hubs.kind[h] === kind('neighbourhood')
          ? fleets.sharedBikesPerNeighbourhoodHub
          : hubs.kind[h] === kind('station')
            ? fleets.sharedBikesPerStation
            : 0,
      ),
      sampleShare,
    ),
    parkAndRide: pools(
      order,
      perHub((h) => hubs.carPlaces[h]! * fleets.parkAndRidePlacesFactor),
      sampleShare,
    ),
  };
}

/** Hubs along a space-filling (Morton) curve: those near each other in the row are near each other on the map. */
function neighbours({ hubs, bbox }: District): number[] {
  const [west, south, east, north] = bbox;
  const cell = (value: number, from: number, to: number): number =>
    Math.max(0, Math.min(1023, Math.floor(((value - from) / (to - from || 1)) * 1024)));
  const code = (hub: number): number => {
    const x = cell(hubs.lonDeg[hub]!, west, east);
    const y = cell(hubs.latDeg[hub]!, south, north);
    let bits = 0;
    for (let b = 0; b < 10; b++) bits |= (((x >> b) & 1) << (2 * b)) | (((y >> b) & 1) << (2 * b + 1));
    return bits;
  };
  return Array.from({ length: hubs.count }, (_, hub) => hub).sort((a, b) => code(a) - code(b) || a - b);
}

function pools(order: readonly number[], atHub: Float64Array, sampleShare: number): Pools {
  const poolOf = new Uint32Array(atHub.length).fill(NO_POOL);
  const sums: number[] = [];
  let open = false;
  for (const hub of order) {
    if (!(atHub[hub]! > 0)) continue;
    if (!open) {
      sums.push(0);
      open = true;
    }
    poolOf[hub] = sums.length - 1;
    sums[sums.length - 1]! += atHub[hub]! * sampleShare;
    if (sums[sums.length - 1]! >= SMALLEST_POOL || sampleShare >= 1) open = false;
  }
  if (open && sums.length > 1) {
    // The rest joins the pool before it.
    const rest = sums.pop()!;
    sums[sums.length - 1]! += rest;
    for (let hub = 0; hub < poolOf.length; hub++) if (poolOf[hub] === sums.length) poolOf[hub] = sums.length - 1;
  }
  const capacity = new Uint32Array(sums.length);
  let sum = 0;
  let given = 0;
  sums.forEach((value, pool) => {
    sum += value;
    capacity[pool] = Math.round(sum) - given;
    given = Math.round(sum);
  });
  return { count: sums.length, poolOf, capacity, atHub };
}

/** What is left in each pool as the day goes by, with a record of every quarter of an hour. */
export class Stock {
  readonly left: Int32Array;
  /** [hub] sampled people turned away. */
  readonly turnedAway: Uint32Array;
  private readonly pools: Pools;
  /** [pool × 96 + quarter] stock at the end of the quarter. */
  private readonly record: Int32Array;
  private quarter = 0;

  constructor(pools: Pools) {
    this.pools = pools;
    this.left = Int32Array.from(pools.capacity);
    this.turnedAway = new Uint32Array(pools.poolOf.length);
    this.record = new Int32Array(pools.count * QUARTERS);
  }

  /** Takes one at a hub when there is one. @returns false (and counts) when there is none */
  take(hub: number): boolean {
    const pool = this.pools.poolOf[hub]!;
    if (pool !== NO_POOL && this.left[pool]! > 0) {
      this.left[pool]!--;
      return true;
    }
    this.turnedAway[hub]!++;
    return false;
  }

  giveBack(hub: number): void {
    const pool = this.pools.poolOf[hub]!;
    if (pool !== NO_POOL) this.left[pool]!++;
  }

  /** Lets time pass up to an event. */
  advance(timeS: number): void {
    const to = Math.min(QUARTERS, Math.floor(timeS / 900));
    for (; this.quarter < to; this.quarter++)
      for (let pool = 0; pool < this.pools.count; pool++)
        this.record[pool * QUARTERS + this.quarter] = this.left[pool]!;
  }

  /** [hub] vehicles or places in reality. */
  placesAtHub(): Float64Array {
    return this.pools.atHub;
  }

  /** [hub × 96 + quarter] vehicles standing (or places free) in reality, a pool's stock spread over its hubs by size. */
  standing(): Float32Array {
    this.advance(86_400);
    const { poolOf, capacity, atHub } = this.pools;
    const result = new Float32Array(poolOf.length * QUARTERS);
    for (let hub = 0; hub < poolOf.length; hub++) {
      const pool = poolOf[hub]!;
      if (pool === NO_POOL || capacity[pool] === 0) continue;
      for (let q = 0; q < QUARTERS; q++)
        result[hub * QUARTERS + q] = (this.record[pool * QUARTERS + q]! / capacity[pool]!) * atHub[hub]!;
    }
    return result;
  }
}
