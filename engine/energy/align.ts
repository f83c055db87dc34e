/** Which value of a year's series belongs to an instant of another year.
 *  In: a series' start, step and length; an instant. Out: index. Pure.
 *  An instant inside the series is taken as it is. Outside, the calendar decides: same month, day and time (UTC); 29 February reads
 *  28 February where the series has none, and is passed over where the simulated year has none. Prices go by weekday: the nearest date
 *  of the same weekday, so that weekends and changes of the clock fall together. */
import { InputError } from '../core/errors.ts';

const DAY_S = 86_400;
const COMMON_YEAR_DAYS = 365;

export interface SeriesGrid {
  readonly startUtcS: number;
  readonly stepS: number;
  readonly count: number;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const yearOf = (utcS: number): number => new Date(utcS * 1000).getUTCFullYear();

/** Day of the year from 0, on a calendar with or without 29 February. */
function calendarDay(dayUtcS: number, leapCalendar: boolean): number {
  const year = yearOf(dayUtcS);
  const day = Math.round((dayUtcS - Date.UTC(year, 0, 1) / 1000) / DAY_S);
  if (isLeap(year)) return leapCalendar || day < 59 ? day : day - 1;
  return leapCalendar && day >= 59 ? day + 1 : day;
}

/** Makes a function from an instant to the index of the series.
 *  @param keepWeekday move by up to three days to a date of the same weekday
 *  @throws InputError naming `what` when the series is shorter than a year and does not hold the instant */
export function aligner(series: SeriesGrid, what: string, keepWeekday = false): (utcS: number) => number {
  const { startUtcS, stepS, count } = series;
  const spanS = count * stepS;
  const endUtcS = startUtcS + spanS;
  const days = Math.floor(spanS / DAY_S);
  // A year of 365 days that starts with a leap year's January has left 29 February out.
  const withoutLeapDay = days === COMMON_YEAR_DAYS && isLeap(yearOf(startUtcS)) && calendarDay(startUtcS, true) < 59;
  const leapCalendar = days > COMMON_YEAR_DAYS && isLeap(yearOf(startUtcS + 59 * DAY_S));
  const periodDays = leapCalendar ? COMMON_YEAR_DAYS + 1 : COMMON_YEAR_DAYS;
  const startDayUtcS = Math.floor(startUtcS / DAY_S) * DAY_S;
  const startS = calendarDay(startDayUtcS, leapCalendar) * DAY_S + (startUtcS - startDayUtcS);
  let lastDayUtcS = Number.NaN;
  let dayOffsetS = 0;
  return (utcS) => {
    if (utcS >= startUtcS && utcS < endUtcS && !withoutLeapDay) return Math.floor((utcS - startUtcS) / stepS);
    if (days < COMMON_YEAR_DAYS)
      throw new InputError(what, 'period', `must hold a whole year or the simulated period of ${days} days`, iso(utcS));
    const dayUtcS = Math.floor(utcS / DAY_S) * DAY_S;
    if (dayUtcS !== lastDayUtcS) {
      lastDayUtcS = dayUtcS;
      dayOffsetS = calendarDay(dayUtcS, leapCalendar) * DAY_S;
      if (keepWeekday) {
        const there = startDayUtcS + modulo(dayOffsetS - startS, periodDays * DAY_S);
        const shift = modulo(dayUtcS / DAY_S - Math.floor(there / DAY_S) + 3, 7) - 3;
        dayOffsetS += shift * DAY_S;
      }
    }
    const offsetS = modulo(dayOffsetS + (utcS - dayUtcS) - startS, periodDays * DAY_S);
    return Math.min(count - 1, Math.floor(offsetS / stepS));
  };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
const iso = (utcS: number): string => new Date(utcS * 1000).toISOString();
