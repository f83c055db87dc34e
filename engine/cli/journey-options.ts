/** Options that `route` and `isochrone` share: places, times, days, and the district with its prices. */
import { InvalidArgumentError } from 'commander';
import { InputError } from '../core/errors.ts';
import { DAY_TYPES, makeCalendar } from '../core/time.ts';
import type { DistrictNetwork } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Language, note } from './shell.ts';

/** Argument parser for commander: `lon,lat` in degrees. */
export function lonLat(text: string): readonly [number, number] {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [lon, lat] = parts;
  if (parts.length !== 2 || !(Math.abs(lon!) <= 180 && Math.abs(lat!) <= 90))
    throw new InvalidArgumentError('It must be longitude,latitude in degrees, e.g. 5.04,52.09.');
  return [lon!, lat!];
}

/** Argument parser for commander: `HH:MM` or `HH:MM:SS` as seconds after midnight; hours to 27 for the night after. */
export function clock(text: string): number {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  const [h, m, s] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0)];
  if (match === null || h > 27 || m > 59 || s > 59)
    throw new InvalidArgumentError('It must be a time HH:MM from 00:00 to 27:59.');
  return 3600 * h + 60 * m + s;
}

export interface Day {
  /** Index of DAY_TYPES. */
  readonly dayType: number;
  /** ISO date where one was given. */
  readonly date?: string;
}
export const WEEKDAYS: Day = { dayType: 0 };

/** Argument parser for commander: a day type, or a date that stands for one. */
export function dayOf(text: string): Day {
  const known = (DAY_TYPES as readonly string[]).indexOf(text.toLowerCase());
  if (known >= 0) return { dayType: known };
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return { dayType: makeCalendar(text, 1, 3600, 'Europe/Amsterdam').dayType[0]!, date: text };
  } catch {
    // Told below, as any other text that is no day.
  }
  throw new InvalidArgumentError(`It must be one of ${DAY_TYPES.join(', ')}, or a date YYYY-MM-DD.`);
}

/** `HH:MM:SS` of seconds after midnight; hours may exceed 23. */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** The scenario that gives speeds and prices, and the streets and timetable of the district (the scenario's own when none is named). */
export async function openDistrict(
  scenarioName: string,
  districtName: string | undefined,
  lang: Language,
): Promise<{ scenario: Scenario; district: DistrictNetwork }> {
  const { loadScenarioFile } = await import('../io/scenario-file.ts');
  const { loadDistrictNetwork } = await import('../io/district-network.ts');
  const { scenario } = loadScenarioFile(scenarioName);
  const { bikeSpeedKmh, walkSpeedKmh } = scenario.travel;
  const district = await loadDistrictNetwork(districtName ?? scenario.district, { bikeSpeedKmh, walkSpeedKmh });
  if (!district.hasTimetable) note(`${NO_TIMETABLE[lang].replace('#', district.name)}\n`);
  return { scenario, district };
}

const NO_TIMETABLE = {
  nl: '# heeft nog geen dienstregeling (rijnstroom import gtfs): er rijdt niets',
  en: '# has no timetable yet (rijnstroom import gtfs): nothing runs',
} as const;

/** @throws InputError for a date on which the timetable of the district says nothing */
export function checkDate({ name, timetableDates }: DistrictNetwork, { date }: Day): void {
  if (date === undefined || timetableDates === undefined) return;
  const [first, last] = timetableDates;
  if (date < first || date > last)
    throw new InputError('command line', '--day', `must lie in the timetable of ${name}, ${first} to ${last}`, date);
}

/** @throws InputError for a name that is no hub */
export function checkHubs({ hubs }: DistrictNetwork, option: string, names: readonly string[] = []): void {
  for (const name of names)
    if (!hubs.name.includes(name) && !hubs.id.includes(name))
      throw new InputError('command line', option, 'must name hubs of the district', name);
}

/** Says plainly which end lies off the network. */
export function offNetwork(option: string, point: readonly [number, number], rule: string): InputError {
  return new InputError('command line', option, rule, point.join(','));
}
