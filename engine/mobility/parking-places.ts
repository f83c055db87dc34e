/** Places for visitors in zones that have few of them: taken on arrival, in order of time, given back when the car leaves. Drivers see before they
 *  leave home what is full at that moment, and then choose another way of travel; who finds the last place taken on arrival drives on to the nearest
 *  zone with room and walks back. Both are counted by zone. Permit holders at home and people with a place of an employer or of the premises do
 *  not take them.
 *  In: places by zone, the sample. Scratch state of one day. */
import { distanceM } from '../core/units.ts';
import type { Zones } from '../district/district.ts';

export class ParkingPlaces {
  /** True when some zone has a limit. */
  readonly any: boolean;
  /** [zone] sampled drivers who found no place. */
  readonly turnedAway: Uint32Array;
  /** [zone] most sampled cars at a time. */
  readonly most: Uint32Array;
  private readonly zones: Zones;
  /** [zone] sampled places, Infinity where there is no limit. */
  private readonly capacity: Float64Array;
  private readonly taken: Uint32Array;

  /** @param places [zone] in reality */
  constructor(places: Float64Array, zones: Zones, sampleShare: number) {
    this.zones = zones;
    this.any = places.some((n) => n < Infinity);
    // A place in reality is at least one in the sample, so that a zone is not closed by rounding.
    this.capacity = places.map((n) => (n === Infinity || n === 0 ? n : Math.max(1, Math.round(n * sampleShare))));
    this.taken = new Uint32Array(places.length);
    this.most = new Uint32Array(places.length);
    this.turnedAway = new Uint32Array(places.length);
  }

  isLimited(zone: number): boolean {
    return this.capacity[zone]! < Infinity;
  }

  hasRoom(zone: number): boolean {
    return this.taken[zone]! < this.capacity[zone]!;
  }

  turnAway(zone: number): void {
    this.turnedAway[zone]!++;
  }

  /** Takes a place in a zone, or in the nearest one with room (counted). @returns the zone */
  take(zone: number): number {
    let at = zone;
    if (!this.hasRoom(zone)) {
      this.turnAway(zone);
      at = this.nearestWithRoom(zone);
    }
    this.taken[at]!++;
    this.most[at] = Math.max(this.most[at]!, this.taken[at]!);
    return at;
  }

  giveBack(zone: number): void {
    this.taken[zone]!--;
  }

  private nearestWithRoom(zone: number): number {
    const { lonDeg, latDeg, count } = this.zones;
    let best = zone;
    let bestM = Infinity;
    for (let other = 0; other < count; other++) {
      if (other === zone || !this.hasRoom(other)) continue;
      const metres = distanceM(lonDeg[zone]!, latDeg[zone]!, lonDeg[other]!, latDeg[other]!);
      if (metres < bestM) {
        bestM = metres;
        best = other;
      }
    }
    return best;
  }
}
