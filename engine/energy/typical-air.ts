/** Hourly air temperature and wind of a typical year from monthly means.
 *  In: monthly means, the typical sky. Out: hourly temperature and wind speed, monthly means met exactly. Pure.
 *  Method: yearly course through the monthly means; day-to-day anomaly as a first-order autoregression plus a part that follows the day's
 *  clearness (clear days are warm in summer, cold in winter); daily wave between sunrise and two and a half hours after solar noon whose
 *  range grows with clearness. Wind: length of a vector of two autoregressions, which is Rayleigh (Weibull, shape 2), with a daily wave.
 *  Parameters: fitted by eye to published De Bilt climate figures (KNMI climatology 1991–2020: daily range 5 °C in January, 10 °C in July). */
import { Stream } from '../core/random.ts';
import { winterness } from './season.ts';
import { firstDayOfMonth, type HourlySun, type TypicalSky } from './typical-sky.ts';

const DAY_MEMORY = 0.8;
const WIND_MEMORY = 0.95;

/** Yearly course by day through values at the middles of months. */
function throughMonths(values: readonly number[], first: readonly number[], dayCount: number): Float64Array {
  const middle = values.map((_, month) => (first[month]! + first[month + 1]!) / 2);
  const course = new Float64Array(dayCount);
  for (let day = 0; day < dayCount; day++) {
    const at = day + 0.5;
    let next = middle.findIndex((m) => m > at);
    if (next < 0) next = 12;
    const left = (next + 11) % 12;
    const right = next % 12;
    const from = middle[left]! - (next === 0 ? dayCount : 0);
    const to = middle[right]! + (next === 12 ? dayCount : 0);
    // A cosine between middles keeps the slope zero there, so that the means of months are nearly those of the middles.
    const w = (1 - Math.cos((Math.PI * (at - from)) / (to - from))) / 2;
    course[day] = values[left]! * (1 - w) + values[right]! * w;
  }
  return course;
}

/** Adds a smooth correction until every month's mean is what was asked. */
function meetMonths(hourly: Float64Array, wanted: readonly number[], first: readonly number[], dayCount: number): void {
  for (let round = 0; round < 30; round++) {
    const gaps = wanted.map((value, month) => value - monthMean(hourly, first, month));
    const course = throughMonths(gaps, first, dayCount);
    for (let h = 0; h < hourly.length; h++) hourly[h]! += course[Math.floor(h / 24)]!;
  }
  for (let month = 0; month < 12; month++) {
    const rest = wanted[month]! - monthMean(hourly, first, month);
    for (let h = first[month]! * 24; h < first[month + 1]! * 24; h++) hourly[h]! += rest;
  }
}

function monthMean(hourly: Float64Array, first: readonly number[], month: number): number {
  let sum = 0;
  for (let h = first[month]! * 24; h < first[month + 1]! * 24; h++) sum += hourly[h]!;
  return sum / ((first[month + 1]! - first[month]!) * 24);
}

/** Wave of mean zero over a day: least at sunrise, most 2.5 h after solar noon. */
function dailyWave(hour: number, sunriseH: number, noonH: number): number {
  const warmest = noonH + 2.5;
  const rise = warmest - sunriseH;
  const since = (((hour - sunriseH) % 24) + 24) % 24;
  return since < rise
    ? -Math.cos((Math.PI * since) / rise) / 2
    : Math.cos((Math.PI * (since - rise)) / (24 - rise)) / 2;
}

export function typicalTemperatureC(
  sun: HourlySun,
  sky: TypicalSky,
  monthlyMeanC: readonly number[],
  year: number,
  seed: number,
  latDeg: number,
): Float64Array {
  const dayCount = sun.hourCount / 24;
  const first = firstDayOfMonth(year);
  const course = throughMonths(monthlyMeanC, first, dayCount);
  const stream = new Stream(seed, 'typical-temperature');
  const dailyC = new Float64Array(dayCount);
  let state = stream.normal();
  for (let day = 0; day < dayCount; day++) {
    state = DAY_MEMORY * state + Math.sqrt(1 - DAY_MEMORY * DAY_MEMORY) * stream.normal();
    const winter = winterness(day, latDeg);
    const clear = (sky.clearRank[day]! - 0.5) * Math.sqrt(12);
    dailyC[day] = course[day]! + (2.8 + 0.5 * winter) * state + (0.1 - 1.1 * winter) * clear;
  }
  const hourly = new Float64Array(sun.hourCount);
  for (let day = 0; day < dayCount; day++) {
    let sunriseH = 8;
    let weight = 0;
    let moment = 0;
    for (let h = 23; h >= 0; h--) {
      const cos = sun.cosZenith[day * 24 + h]!;
      if (cos > 0) sunriseH = h;
      weight += cos;
      moment += cos * (h + 0.5);
    }
    const noonH = weight > 0 ? moment / weight : 12;
    const winter = winterness(day, latDeg);
    const rangeC = 1 + (15.5 - 2.5 * winter) * sky.clearness[day]!;
    for (let h = 0; h < 24; h++) {
      const at = day + (h + 0.5) / 24 - 0.5;
      const left = Math.max(0, Math.floor(at));
      const right = Math.min(dayCount - 1, left + 1);
      const w = Math.min(1, Math.max(0, at - left));
      hourly[day * 24 + h] =
        dailyC[left]! * (1 - w) + dailyC[right]! * w + rangeC * dailyWave(h + 0.5, sunriseH, noonH);
    }
  }
  meetMonths(hourly, monthlyMeanC, first, dayCount);
  return hourly;
}

export function typicalWindMps(
  sun: HourlySun,
  monthlyMeanMps: readonly number[],
  year: number,
  seed: number,
): Float64Array {
  const first = firstDayOfMonth(year);
  const stream = new Stream(seed, 'typical-wind');
  const fresh = Math.sqrt(1 - WIND_MEMORY * WIND_MEMORY);
  const hourly = new Float64Array(sun.hourCount);
  let east = stream.normal();
  let north = stream.normal();
  for (let h = 0; h < sun.hourCount; h++) {
    east = WIND_MEMORY * east + fresh * stream.normal();
    north = WIND_MEMORY * north + fresh * stream.normal();
    hourly[h] = Math.hypot(east, north) * (1 + 0.2 * Math.cos((2 * Math.PI * ((h % 24) - 13)) / 24));
  }
  for (let month = 0; month < 12; month++) {
    const factor = monthlyMeanMps[month]! / monthMean(hourly, first, month);
    for (let h = first[month]! * 24; h < first[month + 1]! * 24; h++) hourly[h]! *= factor;
  }
  return hourly;
}
