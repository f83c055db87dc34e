/** Bicycles for hire at stations, or places to park one, over a day: taken when a train traveller sets out for one, given back when the tour ends.
 *  In: bicycles a station, the sample. Scratch state of one day. */

export class StationBikes {
  /** [station] sampled travellers who found none. */
  readonly turnedAway = new Map<number, number>();
  /** [station] fewest sampled bicycles left. */
  readonly least = new Map<number, number>();
  readonly capacity: number;
  private readonly left = new Map<number, number>();

  /** @param perStation bicycles in reality */
  constructor(perStation: number, sampleShare: number) {
    this.capacity = perStation === 0 ? 0 : Math.max(1, Math.round(perStation * sampleShare));
  }

  /** @returns false (and counts) when none is left */
  take(station: number): boolean {
    const left = this.left.get(station) ?? this.capacity;
    if (left === 0) {
      this.turnedAway.set(station, (this.turnedAway.get(station) ?? 0) + 1);
      return false;
    }
    this.left.set(station, left - 1);
    this.least.set(station, Math.min(this.least.get(station) ?? this.capacity, left - 1));
    return true;
  }

  giveBack(station: number): void {
    this.left.set(station, this.left.get(station)! + 1);
  }
}
