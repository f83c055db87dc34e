/** Time: UTC seconds on a grid of equal steps, and the calendar of Europe/Amsterdam (or the district's own zone) beside it.
 *  A step value is the mean over [start, start + step). */
import { Temporal } from 'temporal-polyfill';

export const DAY_S = 86_400;

/** Day types of the travel simulation; a timetable and a day plan exist for each. Public holidays count as Sundays. */
export const DAY_TYPES = ['weekday', 'saturday', 'sunday'] as const;
export type DayType = (typeof DAY_TYPES)[number];
export const WEEKDAY = 0;
export const SATURDAY = 1;
export const SUNDAY = 2;

/** Equal steps from a start; index i covers [startUtcS + i·stepS, startUtcS + (i + 1)·stepS). */
export interface StepGrid {
  readonly startUtcS: number;
  readonly stepS: number;
  readonly count: number;
}

/** The local calendar on a step grid. */
export interface Calendar {
  readonly grid: StepGrid;
  readonly timeZone: string;
  readonly dayCount: number;
  /** [step] local day, 0 for the first. */
  readonly dayOfStep: Uint16Array;
  /** [step] seconds since local midnight as a clock on the wall shows it, 0..86399. */
  readonly localS: Int32Array;
  /** [step] 0..11 */
  readonly monthOfStep: Uint8Array;
  /** [day] WEEKDAY, SATURDAY or SUNDAY (public holidays are Sundays). */
  readonly dayType: Uint8Array;
  /** [day + 1] first step of the day; days have 92, 96 or 100 quarter-hours where clocks change. */
  readonly firstStepOfDay: Uint32Array;
  /** [day] ISO date. */
  readonly date: readonly string[];
}

/** UTC seconds of local midnight that begins an ISO date. @throws RangeError for a date that does not exist */
export function localMidnightUtcS(isoDate: string, timeZone: string): number {
  const instant = Temporal.PlainDate.from(isoDate, {
    overflow: 'reject',
  }).toZonedDateTime({
    timeZone,
  }).epochMilliseconds;
  return Math.round(instant / 1000);
}

/** Easter Sunday (Gregorian computus of Meeus, Jones and Butcher) as [month 1..12, day]. */
function easter(year: number): [number, number] {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return [Math.floor(n / 31), (n % 31) + 1];
}

/** ISO dates of Dutch public holidays on which weekday services and schools stop. */
export function dutchHolidays(year: number): ReadonlySet<string> {
  const [month, day] = easter(year);
  const sunday = Temporal.PlainDate.from({ year, month, day });
  const kings = Temporal.PlainDate.from({ year, month: 4, day: 27 });
  const dates = [
    Temporal.PlainDate.from({ year, month: 1, day: 1 }),
    sunday,
    sunday.add({ days: 1 }),
    kings.dayOfWeek === 7 ? kings.subtract({ days: 1 }) : kings,
    sunday.add({ days: 39 }),
    sunday.add({ days: 49 }),
    sunday.add({ days: 50 }),
    Temporal.PlainDate.from({ year, month: 12, day: 25 }),
    Temporal.PlainDate.from({ year, month: 12, day: 26 }),
  ];
  return new Set(dates.map((date) => date.toString()));
}

/** The calendar of whole local days.
 *  @param isoStart first local day
 *  @param dayCount number of local days, ≥ 1
 *  @param stepS length of a step [s]; must divide 3600
 *  @throws RangeError */
export function makeCalendar(isoStart: string, dayCount: number, stepS: number, timeZone: string): Calendar {
  if (3600 % stepS !== 0) throw new RangeError(`stepS must divide 3600, got ${stepS}`);
  if (!(dayCount >= 1)) throw new RangeError(`dayCount must be >= 1, got ${dayCount}`);
  const first = Temporal.PlainDate.from(isoStart, { overflow: 'reject' });
  const startUtcS = localMidnightUtcS(isoStart, timeZone);
  const firstStepOfDay = new Uint32Array(dayCount + 1);
  const dayType = new Uint8Array(dayCount);
  const date: string[] = [];
  let holidays = dutchHolidays(first.year);
  let holidayYear = first.year;
  for (let day = 0; day <= dayCount; day++) {
    const current = first.add({ days: day });
    const iso = current.toString();
    firstStepOfDay[day] = Math.round((localMidnightUtcS(iso, timeZone) - startUtcS) / stepS);
    if (day === dayCount) break;
    if (current.year !== holidayYear) {
      holidayYear = current.year;
      holidays = dutchHolidays(holidayYear);
    }
    date.push(iso);
    const free = current.dayOfWeek === 7 || (timeZone === 'Europe/Amsterdam' && holidays.has(iso));
    dayType[day] = free ? SUNDAY : current.dayOfWeek === 6 ? SATURDAY : WEEKDAY;
  }
  const count = firstStepOfDay[dayCount]!;
  const dayOfStep = new Uint16Array(count);
  const localS = new Int32Array(count);
  const monthOfStep = new Uint8Array(count);
  for (let day = 0; day < dayCount; day++) {
    const from = firstStepOfDay[day]!;
    const to = firstStepOfDay[day + 1]!;
    const month = Number(date[day]!.slice(5, 7)) - 1;
    const plain = to - from === DAY_S / stepS;
    for (let step = from; step < to; step++) {
      dayOfStep[step] = day;
      monthOfStep[step] = month;
      localS[step] = plain ? (step - from) * stepS : wallClockS(startUtcS + step * stepS, timeZone);
    }
  }
  return {
    grid: { startUtcS, stepS, count },
    timeZone,
    dayCount,
    dayOfStep,
    localS,
    monthOfStep,
    dayType,
    firstStepOfDay,
    date,
  };
}

/** Seconds since local midnight on the wall clock at an instant. */
export function wallClockS(utcS: number, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(utcS * 1000).toZonedDateTimeISO(timeZone);
  return local.hour * 3600 + local.minute * 60 + local.second;
}

/** `HH:MM` of seconds since midnight; hours may exceed 23 as in a timetable. */
export function formatClock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
