/** Rules for certain hours (`access:conditional=no @ (07:00-22:00)`): the network knows one rule a street, so a rule that holds most of the day
 *  takes the place of the plain one, and the others are left out. In: tags. Out: tags by day, and how many rules went which way. Pure.
 *  Source: OSM wiki, Conditional restrictions. */
import type { Tags } from './osm-source.ts';

/** Hours in which people travel; a rule that covers at least half of them on a weekday holds. */
const DAY_FROM_MIN = 7 * 60;
const DAY_TO_MIN = 23 * 60;
const SUFFIX = ':conditional';
const RULES =
  /^((access|vehicle|motor_vehicle|motorcar|bicycle|foot)(:forward|:backward)?|oneway|oneway:bicycle|maxspeed|restriction(:motor_vehicle|:motorcar)?)$/;
const WEEKDAY = 'Tu';
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

export interface DayRules {
  readonly tags: Tags;
  /** Rules that hold most of the day, and rules left out. */
  readonly held: number;
  readonly left: number;
}

export function dayRules(tags: Tags): DayRules {
  let held = 0;
  let left = 0;
  let byDay: Map<string, string> | undefined;
  for (const [key, text] of tags) {
    if (!key.endsWith(SUFFIX)) continue;
    const base = key.slice(0, -SUFFIX.length);
    if (!RULES.test(base)) continue;
    const value = ruleByDay(text);
    if (value === undefined) left++;
    else {
      held++;
      byDay ??= new Map(tags);
      byDay.set(base, value);
    }
  }
  return { tags: byDay ?? tags, held, left };
}

/** The value of the last rule of `a @ (hours); b @ (hours)` that covers half of the travelling day; undefined when none does or hours are not all
 *  that is asked (weights, seasons, weather). */
export function ruleByDay(text: string): string | undefined {
  let found: string | undefined;
  for (const [, value, condition] of text.matchAll(/([^;@()]+)@\s*(\([^)]*\)|[^;]+)/g)) {
    const minutes = minutesOfDay(condition!.replace(/[()]/g, '').trim());
    if (2 * minutes >= DAY_TO_MIN - DAY_FROM_MIN) found = value!.trim();
  }
  return found;
}

/** Minutes of the travelling part of a weekday that opening hours cover; 0 where they are not understood. */
function minutesOfDay(hours: string): number {
  if (hours === '24/7') return DAY_TO_MIN - DAY_FROM_MIN;
  let minutes = 0;
  for (const part of hours.split(';')) {
    const match = /^\s*((?:[A-Z][a-z](?:-[A-Z][a-z])?,?)+)?\s*((?:\d{1,2}:\d{2}-\d{1,2}:\d{2},?\s*)*)$/.exec(part);
    if (match === null || (match[1] === undefined && match[2] === '')) return 0;
    if (match[1] !== undefined && !match[1].split(',').some(holdsOnWeekday)) continue;
    if (match[2] === '') return DAY_TO_MIN - DAY_FROM_MIN;
    for (const span of match[2]!.split(',')) minutes += minutesOfSpan(span.trim());
  }
  return minutes;
}

function holdsOnWeekday(days: string): boolean {
  const [from = '', to = from] = days.split('-');
  const first = DAYS.indexOf(from);
  const last = DAYS.indexOf(to);
  const day = DAYS.indexOf(WEEKDAY);
  if (first < 0 || last < 0) return false;
  return first <= last ? first <= day && day <= last : day >= first || day <= last;
}

function minutesOfSpan(span: string): number {
  const [from, to] = span.split('-').map((clock) => {
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return 60 * hour + minute;
  });
  if (from === undefined || to === undefined) return 0;
  const within = (a: number, b: number): number => Math.max(0, Math.min(b, DAY_TO_MIN) - Math.max(a, DAY_FROM_MIN));
  return from < to ? within(from, to) : within(from, 1440) + within(0, to);
}
