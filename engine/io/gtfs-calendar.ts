/** Which services run on which date: calendar.txt with the exceptions of calendar_dates.txt, and dates that stand for a
 *  weekday, a Saturday and a Sunday. Pure. Source: GTFS reference, calendar.txt and calendar_dates.txt. */
import { InputError } from '../core/errors.ts';

/** Days since 1970-01-01. */
export type DayNumber = number;

/** Longest calendar that is searched for typical dates. */
const MAX_CALENDAR_DAYS = 1500;

export interface Service {
  /** Bit 0 Monday … bit 6 Sunday. */
  weekdays: number;
  first: DayNumber;
  last: DayNumber;
  readonly added: Set<DayNumber>;
  readonly removed: Set<DayNumber>;
}

/** `YYYYMMDD` to a day; NaN for a date that does not exist. */
export function parseGtfsDate(text: string): DayNumber {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return Number.NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() / 86_400_000;
}

export const parseIsoDate = (text: string): DayNumber =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseGtfsDate(text.replaceAll('-', '')) : Number.NaN;

export const isoOfDay = (day: DayNumber): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** 0 Monday … 6 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7;

export function runsOn(service: Service, day: DayNumber): boolean {
  if (service.removed.has(day)) return false;
  if (service.added.has(day)) return true;
  return day >= service.first && day <= service.last && ((service.weekdays >> weekdayOf(day)) & 1) === 1;
}

/** First and last day on which any service may run; null when there is none. */
export function calendarRange(services: Iterable<Service>): readonly [DayNumber, DayNumber] | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const service of services) {
    if (service.weekdays !== 0 && service.first <= service.last) {
      first = Math.min(first, service.first);
      last = Math.max(last, service.last);
    }
    for (const day of service.added) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  return first <= last ? [first, last] : null;
}

export interface ServiceDates {
  /** [day type] the date that stands for a weekday, a Saturday, a Sunday; NaN when nothing runs on such a day. */
  readonly dates: readonly [DayNumber, DayNumber, DayNumber];
  readonly tripsOnDate: readonly [number, number, number];
  readonly range: readonly [DayNumber, DayNumber];
}

/** Dates whose number of trips is the usual one (median of the days of that kind on which anything runs, the earliest such date).
 *  With `near`, the dates of each kind nearest to it. For a weekday Tuesday to Thursday count, any working day when `near` is one.
 *  @throws InputError when `near` lies outside the calendar, or no trip ever runs */
export function chooseServiceDates(
  file: string,
  services: ReadonlyMap<string, Service>,
  tripsOfService: ReadonlyMap<string, number>,
  near: DayNumber | undefined,
): ServiceDates {
  const range = calendarRange(services.values());
  if (range === null) throw new InputError(file, 'calendar', 'must have a date on which something runs');
  const [first, last] = range;
  if (near !== undefined && !(near >= first && near <= last))
    throw new InputError(
      file,
      'date',
      `must lie in the calendar of the feed, ${isoOfDay(first)} to ${isoOfDay(last)}`,
      isoOfDay(near),
    );
  const searchFrom = near === undefined ? first : Math.max(first, near - MAX_CALENDAR_DAYS / 2);
  const searchTo = Math.min(last, searchFrom + MAX_CALENDAR_DAYS);
  const tripsOn = (day: DayNumber): number => {
    let trips = 0;
    for (const [id, service] of services) if (runsOn(service, day)) trips += tripsOfService.get(id) ?? 0;
    return trips;
  };
  const kinds: DayNumber[][] = [[], [], []];
  for (let day = searchFrom; day <= searchTo; day++) {
    const weekday = weekdayOf(day);
    if (weekday === 6) kinds[2]!.push(day);
    else if (weekday === 5) kinds[1]!.push(day);
    else if ((weekday >= 1 && weekday <= 3) || day === near) kinds[0]!.push(day);
  }
  const chosen = kinds.map((days) =>
    pick(
      days.map((day) => [day, tripsOn(day)] as const).filter(([, n]) => n > 0),
      near,
    ),
  );
  // A short calendar may have no Tuesday to Thursday at all.
  if (chosen[0] === undefined) {
    const working: Array<readonly [DayNumber, number]> = [];
    for (let day = searchFrom; day <= searchTo; day++)
      if (weekdayOf(day) < 5 && tripsOn(day) > 0) working.push([day, tripsOn(day)]);
    chosen[0] = pick(working, near);
  }
  if (chosen.every((choice) => choice === undefined))
    throw new InputError(
      file,
      'calendar',
      `must have a date with trips between ${isoOfDay(first)} and ${isoOfDay(last)}`,
    );
  const of = (type: number): readonly [DayNumber, number] => chosen[type] ?? [Number.NaN, 0];
  return {
    dates: [of(0)[0], of(1)[0], of(2)[0]],
    tripsOnDate: [of(0)[1], of(1)[1], of(2)[1]],
    range,
  };
}

function pick(
  days: ReadonlyArray<readonly [DayNumber, number]>,
  near: DayNumber | undefined,
): readonly [DayNumber, number] | undefined {
  if (days.length === 0) return undefined;
  if (near !== undefined)
    return days.reduce((best, day) => {
      const closer = Math.abs(day[0] - near) - Math.abs(best[0] - near);
      return closer < 0 || (closer === 0 && day[0] > best[0]) ? day : best;
    });
  const counts = days.map(([, n]) => n).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)]!;
  return days.find(([, n]) => n === usual);
}
