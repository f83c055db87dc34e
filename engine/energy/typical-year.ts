/** A typical year of weather from published monthly figures, for a district whose measured weather is not at hand.
 *  In: monthly sums and means, place, year, seed. Out: hourly `Weather` in UTC. Pure.
 *  Methods and sources: typical-sky.ts, typical-air.ts; beam and diffuse by Erbs. */
import { extraterrestrialWm2 } from './clear-sky.ts';
import { erbs } from './erbs.ts';
import type { Weather } from './stores.ts';
import { sunSeries } from './sun.ts';
import { makeEphemeris } from './sun-ephemeris.ts';
import { typicalTemperatureC, typicalWindMps } from './typical-air.ts';
import { hourlySun, typicalSky } from './typical-sky.ts';

export { type TypicalPricesInput, typicalPrices } from './typical-prices.ts';

/** Mean wind at 10 m by month, De Bilt [m/s]. @source KNMI climatology 1991–2020 (rounded): 3.4 a year, more in winter */
const WIND_MPS: readonly number[] = [4.0, 3.9, 3.8, 3.4, 3.2, 3.1, 3.0, 2.8, 2.9, 3.2, 3.5, 3.8];

export interface TypicalWeatherInput {
  /** [month] sum of global irradiation on the flat. */
  readonly monthlyGhiKwhM2: readonly number[];
  /** [month] mean air temperature. */
  readonly monthlyTemperatureC: readonly number[];
  /** [month] mean wind speed at 10 m; De Bilt when left out. */
  readonly monthlyWindMps?: readonly number[];
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly year: number;
  readonly seed: number;
}

/** @throws RangeError for a list that has not twelve finite months, or more sun than a clear sky gives */
export function typicalWeather(input: TypicalWeatherInput): Weather {
  const { monthlyGhiKwhM2, monthlyTemperatureC, monthlyWindMps = WIND_MPS, latDeg, lonDeg, year, seed } = input;
  for (const [name, months] of Object.entries({ monthlyGhiKwhM2, monthlyTemperatureC, monthlyWindMps }))
    if (months.length !== 12 || !months.every(Number.isFinite))
      throw new RangeError(`${name} must be 12 numbers, got ${months.join(', ')}`);
  const sun = hourlySun(latDeg, lonDeg, year);
  const sky = typicalSky(sun, monthlyGhiKwhM2, year, seed);
  const dniWm2 = new Float64Array(sun.hourCount);
  const dhiWm2 = new Float64Array(sun.hourCount);
  const ephemeris = makeEphemeris(sun.startUtcS, sun.startUtcS + sun.hourCount * 3600);
  const middle = sunSeries(ephemeris, { latDeg, lonDeg }, sun.startUtcS + 1800, 3600, sun.hourCount);
  for (let h = 0; h < sun.hourCount; h++) {
    const split = erbs(sky.ghiWm2[h]!, middle.zenithDeg[h]!, extraterrestrialWm2(middle.distanceAu[h]!));
    dniWm2[h] = split.dniWm2;
    dhiWm2[h] = split.dhiWm2;
  }
  return {
    startUtcS: sun.startUtcS,
    stepS: 3600,
    ghiWm2: sky.ghiWm2,
    dniWm2,
    dhiWm2,
    airTemperatureC: typicalTemperatureC(sun, sky, monthlyTemperatureC, year, seed, latDeg),
    windSpeedMps: typicalWindMps(sun, monthlyWindMps, year, seed),
    source: 'typical year generated from monthly figures',
  };
}
