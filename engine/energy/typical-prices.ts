/** Hourly day-ahead prices from published facts of a year.
 *  In: mean, mean by hour of the day, number of negative hours, weather, seed. Out: hourly `Prices` in UTC. Pure.
 *  Method: the mean by local hour plus one residual series (sun and wind in the country, weekends, a slow level, noise) that has mean zero in
 *  every hour of the day; its size is chosen so that the wanted number of hours is negative. Mean and shape are met exactly. */
import { Stream } from '../core/random.ts';
import { wallClockS } from '../core/time.ts';
import type { Prices, Weather } from './stores.ts';
import { yearStartUtcS } from './typical-sky.ts';

/** Mean day-ahead price by local hour [EUR/MWh], the Netherlands 2024. @source ENTSO-E day-ahead NL 2024: mean 77.3, 44 at 13 h, 118 at 19 h,
 *  64 at 04 h; the hours between are drawn through these by hand */
const SHAPE_2024: readonly number[] = [
  74, 69, 66, 64, 64, 68, 80, 97, 101, 86, 69, 57, 49, 44, 47, 57, 72, 93, 113, 118, 108, 97, 88, 80,
];
/** Lowest price seen in the Netherlands in 2024 [EUR/MWh]. */
const FLOOR_2024 = -200;

export interface TypicalPricesInput {
  readonly year: number;
  readonly seed: number;
  readonly weather: Weather;
  /** Mean of the year; 77.3 (2024) when left out. */
  readonly meanEurPerMwh?: number;
  /** [24] mean by local hour; shifted so that its mean is `meanEurPerMwh`. */
  readonly hourlyShapeEurPerMwh?: readonly number[];
  /** Hours below zero; 458 (2024) when left out. */
  readonly negativeHours?: number;
  readonly timeZone?: string;
}

/** Mean zero in every class. */
function centre(values: Float64Array, classOf: Uint8Array, classes: number): void {
  const sum = new Float64Array(classes);
  const count = new Float64Array(classes);
  for (let h = 0; h < values.length; h++) {
    sum[classOf[h]!]! += values[h]!;
    count[classOf[h]!]! += 1;
  }
  for (let h = 0; h < values.length; h++) values[h]! -= sum[classOf[h]!]! / count[classOf[h]!]!;
}

/** @throws RangeError for a shape that is not 24 numbers */
export function typicalPrices(input: TypicalPricesInput): Prices {
  const { year, seed, weather, meanEurPerMwh = 77.3, negativeHours = 458, timeZone = 'Europe/Amsterdam' } = input;
  const shape = input.hourlyShapeEurPerMwh ?? SHAPE_2024;
  if (shape.length !== 24 || !shape.every(Number.isFinite))
    throw new RangeError(`hourlyShapeEurPerMwh must be 24 numbers, got ${shape.join(', ')}`);
  const startUtcS = yearStartUtcS(year);
  const hourCount = (yearStartUtcS(year + 1) - startUtcS) / 3600;
  const localHour = new Uint8Array(hourCount);
  const residual = new Float64Array(hourCount);
  const stream = new Stream(seed, 'typical-prices');
  let level = stream.normal();
  let noise = stream.normal();
  for (let h = 0; h < hourCount; h++) {
    const utcS = startUtcS + h * 3600;
    localHour[h] = Math.floor(wallClockS(utcS, timeZone) / 3600);
    if (h % 24 === 0) level = 0.9 * level + Math.sqrt(1 - 0.81) * stream.normal();
    noise = 0.85 * noise + Math.sqrt(1 - 0.7225) * stream.normal();
    // Weather of another year is read at the same hour of the year.
    const w = h % weather.ghiWm2.length;
    // 1970-01-01 was a Thursday, so day + 3 counts from a Monday.
    const weekday = (Math.floor(utcS / 86_400) + 3) % 7;
    const sun = weather.ghiWm2[w]! / 600;
    const wind = Math.min(1.5, (weather.windSpeedMps[w]! / 7) ** 2);
    const weekend = weekday === 6 ? 1 : weekday === 5 ? 0.6 : 0;
    const scarce = level + 0.4 * noise;
    // Scarcity lifts prices further than plenty lowers them.
    residual[h] = -1.1 * sun - 0.9 * wind - 0.45 * weekend + 0.45 * Math.exp(0.6 * scarce);
  }
  centre(residual, localHour, 24);
  const shapeMean = shape.reduce((sum, value) => sum + value, 0) / 24;
  const priceAt = (h: number, size: number): number =>
    Math.max(FLOOR_2024, shape[localHour[h]!]! - shapeMean + meanEurPerMwh + size * residual[h]!);
  const negativeAt = (size: number): number => {
    let count = 0;
    for (let h = 0; h < hourCount; h++) if (priceAt(h, size) < 0) count++;
    return count;
  };
  let low = 0;
  let high = 500;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (negativeAt(middle) < negativeHours) low = middle;
    else high = middle;
  }
  const priceEurPerKwh = Float64Array.from({ length: hourCount }, (_, h) => priceAt(h, high) / 1000);
  let sum = 0;
  for (const price of priceEurPerKwh) sum += price;
  const gap = meanEurPerMwh / 1000 - sum / hourCount;
  for (let h = 0; h < hourCount; h++) priceEurPerKwh[h]! += gap;
  return {
    startUtcS,
    stepS: 3600,
    priceEurPerKwh,
    source: 'typical day-ahead prices generated from published figures',
  };
}
