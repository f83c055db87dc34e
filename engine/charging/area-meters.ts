/** Meters of all areas in the order in which the simulation asks: all areas of a step side by side. The year's arrays lie area by area, where
 *  every look at a step would fetch memory far away; here a day is turned over at a time. Scratch state of one simulation.
 *  In: load and sun of the areas. Out: load, sun and mean of the last 24 hours at a step; power of cars written back by day. */
import type { Calendar } from '../core/time.ts';
import type { EnergyYear } from '../energy/stores.ts';

export class AreaMeters {
  readonly areaCount: number;
  /** [step of the day × area] net power of cars in the day at hand. */
  readonly carKw: Float32Array;
  private readonly energy: EnergyYear;
  private readonly evKw: Float32Array;
  private readonly window: number;
  /** [step modulo ring × area]: the day at hand and the one before. */
  private readonly ring: number;
  private readonly loadKw: Float32Array;
  private readonly pvKw: Float32Array;
  private readonly sumKw: Float64Array;
  private count = 0;
  private first = 0;
  private end = 0;

  /** @param evKw [area × step] where the power of cars is kept */
  constructor(calendar: Calendar, energy: EnergyYear, evKw: Float32Array) {
    const { areaCount } = energy.areas;
    this.areaCount = areaCount;
    this.energy = energy;
    this.evKw = evKw;
    this.window = Math.round(86_400 / calendar.grid.stepS);
    const longest = Math.ceil((25 * 3600) / calendar.grid.stepS);
    this.ring = this.window + longest;
    this.loadKw = new Float32Array(this.ring * areaCount);
    this.pvKw = new Float32Array(this.ring * areaCount);
    this.carKw = new Float32Array(longest * areaCount);
    this.sumKw = new Float64Array(areaCount);
  }

  /** Turns over the steps first … end − 1, after the day before was written back. */
  beginDay(first: number, end: number): void {
    this.endDay();
    this.first = first;
    this.end = end;
    const { loadKw, pvProducedKw, stepCount } = this.energy.areas;
    const { areaCount, ring } = this;
    this.carKw.fill(0);
    for (let area = 0; area < areaCount; area++)
      for (let step = first; step < end; step++) {
        const to = (step % ring) * areaCount + area;
        this.loadKw[to] = loadKw[area * stepCount + step]!;
        this.pvKw[to] = pvProducedKw[area * stepCount + step]!;
      }
  }

  /** Writes the day's power of cars back. */
  endDay(): void {
    const { first, end, areaCount, carKw, evKw } = this;
    const { stepCount } = this.energy.areas;
    for (let area = 0; area < areaCount; area++)
      for (let step = first; step < end; step++)
        evKw[area * stepCount + step] = carKw[(step - first) * areaCount + area]!;
    this.first = this.end;
  }

  /** Takes in a step; called for every step in order. */
  advance(step: number): void {
    const { areaCount, ring, window, loadKw, pvKw, sumKw } = this;
    const at = (step % ring) * areaCount;
    const old = step < window ? -1 : ((step - window) % ring) * areaCount;
    for (let area = 0; area < areaCount; area++) {
      let sum = sumKw[area]! + loadKw[at + area]! - pvKw[at + area]!;
      if (old >= 0) sum -= loadKw[old + area]! - pvKw[old + area]!;
      sumKw[area] = sum;
    }
    this.count = Math.min(step + 1, window);
  }

  loadAtKw(area: number, step: number): number {
    return this.loadKw[(step % this.ring) * this.areaCount + area]!;
  }

  pvAtKw(area: number, step: number): number {
    return this.pvKw[(step % this.ring) * this.areaCount + area]!;
  }

  /** Place of an area and step in `carKw`. */
  placeOf(area: number, step: number): number {
    return (step - this.first) * this.areaCount + area;
  }

  /** Mean of load less PV over the last 24 hours, as a meter gives it. */
  meanKw(area: number): number {
    return this.sumKw[area]! / this.count;
  }
}
