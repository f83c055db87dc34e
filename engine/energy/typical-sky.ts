/** Hourly global irradiance of a typical year from monthly sums.
 *  In: monthly sums, place, year, seed. Out: hourly GHI (monthly sums met exactly) and each day's rank in clearness. Pure.
 *  Method: daily clearness from the distribution of Hollands and Huget, Solar Energy 30 (1983) 195–209, in the order of a first-order
 *  autoregression (0.29: Graham, Hollands and Huget, Solar Energy 40 (1988) 83–92); each month holds evenly spaced quantiles, so that it
 *  is typical and not one draw. Hours: mean profile, spread and memory of Aguiar and Collares-Pereira, Solar Energy 49 (1992) 167–174. */
import { Stream } from '../core/random.ts';
import { birdClearSky, extraterrestrialWm2 } from './clear-sky.ts';
import { sunSeries } from './sun.ts';
import { makeEphemeris } from './sun-ephemeris.ts';

const HOUR_S = 3600;
const SUBSTEPS = 4;
const DAY_MEMORY = 0.29;
/** Broken cloud lifts an hour at most this far above a clear sky. */
const CLOUD_EDGE = 1.05;

export interface HourlySun {
  readonly startUtcS: number;
  readonly hourCount: number;
  /** Means over the hour: outside the air on the flat, under a clear sky, cosine of the zenith (0 below the horizon) [hour]. */
  readonly outsideWm2: Float64Array;
  readonly clearWm2: Float64Array;
  readonly cosZenith: Float64Array;
}

export interface TypicalSky {
  readonly ghiWm2: Float64Array;
  /** [day] 0 (dullest of its month) … 1 (clearest). */
  readonly clearRank: Float64Array;
  /** [day] clearness index of the day. */
  readonly clearness: Float64Array;
}

/** UTC seconds of 1 January of a year. */
export const yearStartUtcS = (year: number): number => Date.UTC(year, 0, 1) / 1000;

/** [month + 1] first UTC day of each month of a year. */
export function firstDayOfMonth(year: number): number[] {
  return Array.from({ length: 13 }, (_, month) => (Date.UTC(year, month, 1) / 1000 - yearStartUtcS(year)) / 86_400);
}

/** Sun of every UTC hour of a year. */
export function hourlySun(latDeg: number, lonDeg: number, year: number): HourlySun {
  const startUtcS = yearStartUtcS(year);
  const hourCount = (yearStartUtcS(year + 1) - startUtcS) / HOUR_S;
  const subS = HOUR_S / SUBSTEPS;
  const ephemeris = makeEphemeris(startUtcS, startUtcS + hourCount * HOUR_S);
  const sun = sunSeries(ephemeris, { latDeg, lonDeg }, startUtcS + subS / 2, subS, hourCount * SUBSTEPS);
  const outsideWm2 = new Float64Array(hourCount);
  const clearWm2 = new Float64Array(hourCount);
  const cosZenith = new Float64Array(hourCount);
  for (let i = 0; i < sun.count; i++) {
    const cos = Math.cos((sun.zenithDeg[i]! * Math.PI) / 180);
    if (cos <= 0) continue;
    const hour = Math.floor(i / SUBSTEPS);
    const normal = extraterrestrialWm2(sun.distanceAu[i]!);
    outsideWm2[hour]! += (normal * cos) / SUBSTEPS;
    clearWm2[hour]! += birdClearSky(sun.zenithDeg[i]!, normal).ghiWm2 / SUBSTEPS;
    cosZenith[hour]! += cos / SUBSTEPS;
  }
  return { startUtcS, hourCount, outsideWm2, clearWm2, cosZenith };
}

/** Quantiles (k + ½) / count of daily clearness with a given mean. */
export function clearnessQuantiles(mean: number, count: number): Float64Array {
  const top = 0.6313 + 0.267 * mean - 11.9 * (mean - 0.75) ** 8;
  const cells = 2000;
  const cumulative = new Float64Array(cells + 1);
  const fill = (lambda: number): number => {
    let moment = 0;
    for (let i = 0; i < cells; i++) {
      const k = ((i + 0.5) / cells) * top;
      const density = (1 - k / top) * Math.exp(lambda * k);
      cumulative[i + 1] = cumulative[i]! + density;
      moment += density * k;
    }
    return moment / cumulative[cells]!;
  };
  let low = -60;
  let high = 60;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (fill(middle) < mean) low = middle;
    else high = middle;
  }
  fill((low + high) / 2);
  const quantiles = new Float64Array(count);
  let cell = 0;
  for (let i = 0; i < count; i++) {
    const wanted = ((i + 0.5) / count) * cumulative[cells]!;
    while (cumulative[cell + 1]! < wanted) cell++;
    const inside = (wanted - cumulative[cell]!) / (cumulative[cell + 1]! - cumulative[cell]!);
    quantiles[i] = ((cell + inside) / cells) * top;
  }
  return quantiles;
}

/** Scales hours so that they sum to a target without passing their ceilings; the ceilings themselves when the target is above them. */
function scaleTo(hours: Float64Array, ceiling: Float64Array, from: number, to: number, target: number): void {
  const sumAt = (factor: number): number => {
    let sum = 0;
    for (let h = from; h < to; h++) sum += Math.min(ceiling[h]!, hours[h]! * factor);
    return sum;
  };
  let low = 0;
  let high = 1;
  while (sumAt(high) < target && high < 1e6) high *= 2;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (sumAt(middle) < target) low = middle;
    else high = middle;
  }
  for (let h = from; h < to; h++) hours[h] = Math.min(ceiling[h]!, hours[h]! * high);
}

/** Hours of one day by mean profile, spread and memory. */
function fillDay(ghiWm2: Float64Array, sun: HourlySun, day: number, clearness: number, stream: Stream): void {
  const k = clearness;
  const base = -0.19 + 1.12 * k + 0.24 * Math.exp(-8 * k);
  const rise = 0.32 - 1.6 * (k - 0.5) ** 2;
  const spread = 0.14 * Math.exp(-20 * (k - 0.35) ** 2);
  const steepness = 3 * (k - 0.45) ** 2 + 16 * k ** 5;
  const memory = 0.38 + 0.06 * Math.cos(7.4 * k - 2.5);
  let state = stream.normal();
  for (let h = day * 24; h < day * 24 + 24; h++) {
    state = memory * state + Math.sqrt(1 - memory * memory) * stream.normal();
    const sin = sun.cosZenith[h]!;
    if (sin <= 0) continue;
    const mean = base + rise * Math.exp(-1.06 / sin);
    const hourly = Math.max(0.03, mean + spread * Math.exp(steepness * (1 - sin)) * state);
    ghiWm2[h] = hourly * sun.outsideWm2[h]!;
  }
}

/** @param monthlyGhiKwhM2 sums by calendar month (UTC days)
 *  @throws RangeError when a month asks for more than a clear sky gives */
export function typicalSky(sun: HourlySun, monthlyGhiKwhM2: readonly number[], year: number, seed: number): TypicalSky {
  const dayCount = sun.hourCount / 24;
  const first = firstDayOfMonth(year);
  const ghiWm2 = new Float64Array(sun.hourCount);
  const ceiling = sun.clearWm2.map((clear) => clear * CLOUD_EDGE);
  const clearRank = new Float64Array(dayCount);
  const clearness = new Float64Array(dayCount);
  const order = new Stream(seed, 'typical-sky-days');
  const state = new Float64Array(dayCount);
  let memory = order.normal();
  for (let day = 0; day < dayCount; day++) {
    memory = DAY_MEMORY * memory + Math.sqrt(1 - DAY_MEMORY * DAY_MEMORY) * order.normal();
    state[day] = memory;
  }
  const sum = (values: Float64Array, from: number, to: number): number => {
    let total = 0;
    for (let h = from; h < to; h++) total += values[h]!;
    return total;
  };
  for (let month = 0; month < 12; month++) {
    const from = first[month]!;
    const to = first[month + 1]!;
    const wanted = monthlyGhiKwhM2[month]! * 1000;
    const possible = sum(ceiling, from * 24, to * 24);
    if (!(wanted >= 0 && wanted < possible))
      throw new RangeError(
        `monthlyGhiKwhM2[${month}] must lie in 0..${(possible / 1000).toFixed(0)} (a clear sky), got ${monthlyGhiKwhM2[month]}`,
      );
    const quantiles = clearnessQuantiles(wanted / sum(sun.outsideWm2, from * 24, to * 24), to - from);
    const days = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => state[a]! - state[b]! || a - b);
    days.forEach((day, rank) => {
      const hours = [day * 24, day * 24 + 24] as const;
      clearRank[day] = (rank + 0.5) / days.length;
      fillDay(ghiWm2, sun, day, quantiles[rank]!, new Stream(seed, 'typical-sky-hours', day));
      scaleTo(ghiWm2, ceiling, ...hours, quantiles[rank]! * sum(sun.outsideWm2, ...hours));
    });
    scaleTo(ghiWm2, ceiling, from * 24, to * 24, wanted);
    const exact = wanted / Math.max(1e-9, sum(ghiWm2, from * 24, to * 24));
    for (let h = from * 24; h < to * 24; h++) ghiWm2[h]! *= exact;
  }
  for (let day = 0; day < dayCount; day++)
    clearness[day] =
      sum(ghiWm2, day * 24, day * 24 + 24) / Math.max(1e-9, sum(sun.outsideWm2, day * 24, day * 24 + 24));
  return { ghiWm2, clearRank, clearness };
}
