/** How the power of homes and businesses runs over day, week and year, before chance.
 *  In: calendar and sun. Out: shapes per step, in units of their yearly mean (mean 1 over a year). Pure.
 *  Built from what people do: a base that never stops, being awake, cooking and evening, lamps when it is dark; offices and shops open.
 *  Parameters drawn by hand to published facts of Dutch standard profiles (peak of homes at 18–20 h, winter to summer 1.4 : 1, night about half
 *  the mean; businesses 2 : 1 from midday to night on weekdays); the profiles themselves are not copied. */
import { type Calendar, DAY_S, SATURDAY, WEEKDAY } from '../core/time.ts';
import { winterness } from './season.ts';
import type { SunSeries } from './sun.ts';

/** Kinds of households by their day: out at work, or at home. An area mixes them. */
export const HOUSEHOLD_SHAPES = ['away', 'home'] as const;

const rise = (x: number): number => 1 / (1 + Math.exp(-x));
const bump = (hour: number, centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2) / 2);

/** Share of people awake at a local hour 0..24. */
function awake(hour: number, wakeH: number, sleepH: number): number {
  const late = hour + 24;
  return rise((hour - wakeH) / 0.55) * (1 - rise((hour - sleepH) / 0.75)) + (1 - rise((late - sleepH) / 0.75));
}

function household(home: boolean, hour: number, dayType: number, winter: number, darkness: number): number {
  const weekday = dayType === WEEKDAY;
  const wakeH = weekday ? (home ? 7.8 : 6.9) : dayType === SATURDAY ? 8.3 : 8.8;
  const up = awake(hour, wakeH, home ? 23.2 : 23.5);
  const season = 1 + 0.24 * winter;
  const byDay = weekday ? (home ? 0.74 : 0.36) : home ? 0.72 : 0.66;
  // Those who work are back between four and half past six.
  const back = weekday && !home ? rise((hour - 17.2) / 0.5) * 0.3 : 0;
  const midday = bump(hour, 12.2, 1.6) * (home || !weekday ? 0.12 : 0.03);
  const cooking = bump(hour, home ? 18.2 : 18.7, 1.05) * (0.2 + 0.05 * winter);
  const evening = rise((hour - 18.2) / 0.6) * 0.1;
  const lamps = up * darkness * (hour < 12 ? 0.18 : 0.25 + 0.05 * winter);
  return 0.465 * (1 + 0.03 * winter) + up * season * (byDay + back + midday + evening) + cooking * season + lamps;
}

function business(hour: number, dayType: number, winter: number): number {
  const season = 1 + 0.16 * winter;
  const openShare = dayType === WEEKDAY ? 1 : dayType === SATURDAY ? 0.24 : 0.05;
  const office = rise((hour - 7.6) / 0.45) * (1 - rise((hour - 16.9) / 0.55));
  const lunch = 1 - 0.06 * bump(hour, 12.5, 0.5);
  const shops = rise((hour - 8.5) / 0.5) * (1 - rise((hour - 21.2) / 0.6));
  return (0.62 + openShare * (1.05 * office * lunch + 0.33 * shops)) * season;
}

/** Shapes per step, mean 1 over a whole year. */
export interface LoadShapes {
  /** [kind of HOUSEHOLD_SHAPES][step] */
  readonly households: readonly Float32Array[];
  readonly business: Float32Array;
}

interface Raw {
  readonly away: Float64Array;
  readonly home: Float64Array;
  readonly business: Float64Array;
}

/** Day of the year (0 for 1 January) of each local day. */
const dayOfYear = (isoDate: string): number =>
  Math.round((Date.parse(isoDate) - Date.UTC(Number(isoDate.slice(0, 4)), 0, 1)) / (DAY_S * 1000));

function raw(calendar: Calendar, sun: SunSeries, latDeg: number): Raw {
  const count = calendar.grid.count;
  const out = { away: new Float64Array(count), home: new Float64Array(count), business: new Float64Array(count) };
  const winter = calendar.date.map((date) => winterness(dayOfYear(date), latDeg));
  const halfStepH = calendar.grid.stepS / 7200;
  for (let step = 0; step < count; step++) {
    const day = calendar.dayOfStep[step]!;
    const dayType = calendar.dayType[day]!;
    const hour = calendar.localS[step]! / 3600 + halfStepH;
    // Lamps go on when the sun is a few degrees high and are all on at civil dusk.
    const darkness = rise((sun.zenithDeg[step]! - 88.5) / 2);
    out.away[step] = household(false, hour, dayType, winter[day]!, darkness);
    out.home[step] = household(true, hour, dayType, winter[day]!, darkness);
    out.business[step] = business(hour, dayType, winter[day]!);
  }
  return out;
}

const mean = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

/** @param sun of the calendar's steps
 *  @param year a whole year that sets the mean: its calendar and sun; the period itself when that is a year or longer */
export function loadShapes(
  calendar: Calendar,
  sun: SunSeries,
  year: { readonly calendar: Calendar; readonly sun: SunSeries },
  latDeg: number,
): LoadShapes {
  const period = raw(calendar, sun, latDeg);
  const whole = year.calendar === calendar ? period : raw(year.calendar, year.sun, latDeg);
  const scaled = (key: keyof Raw): Float32Array => {
    const level = mean(whole[key]);
    return Float32Array.from(period[key], (value) => value / level);
  };
  return { households: [scaled('away'), scaled('home')], business: scaled('business') };
}
