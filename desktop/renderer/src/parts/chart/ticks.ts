/** Places and words of the ticks of an axis: round numbers, or moments that are round on the clock of the Netherlands. Pure but for a memory. */
import type { Language } from '../../language.ts';
import { LOCALE } from '../format.ts';

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Round numbers within a range, at most about `most` of them. */
export function numberTicks(from: number, to: number, most: number): number[] {
  const rough = (to - from) / Math.max(1, most);
  if (!(rough > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((s) => s * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) ticks.push(n * step + 0);
  return ticks;
}

const ZONE = 'Europe/Amsterdam';
const HOUR_S = 3600;
const DAY_S = 86_400;
const HOUR_STEPS = [0.25, 0.5, 1, 2, 3, 6, 12];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12];

const fields = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
});
const offsets = new Map<number, number>();

/** Seconds that the clock is ahead of UTC, the same within an hour. */
function offsetS(utcS: number): number {
  const hour = Math.floor(utcS / HOUR_S);
  let known = offsets.get(hour);
  if (known === undefined) {
    const part = Object.fromEntries(
      fields.formatToParts(hour * HOUR_S * 1000).map(({ type, value }) => [type, +value]),
    );
    known = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!) / 1000 - hour * HOUR_S;
    offsets.set(hour, known);
  }
  return known;
}

/** UTC of a moment on the clock; of one that comes twice the first. */
function utcOf(localS: number): number {
  const guess = localS - offsetS(localS - 2 * HOUR_S);
  return guess + offsetS(guess) === localS ? guess : localS - offsetS(localS);
}

const words = new Map<string, Intl.DateTimeFormat>();
const FORMATS = {
  clock: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  month: { month: 'short' },
  year: { month: 'short', year: 'numeric' },
} as const;

function say(kind: keyof typeof FORMATS, utcS: number, language: Language): string {
  let format = words.get(kind + language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALE[language], { ...FORMATS[kind], timeZone: ZONE });
    words.set(kind + language, format);
  }
  return format.format(utcS * 1000);
}

/** Ticks of a period [UTC seconds], at most about `most` of them. */
export function timeTicks(from: number, to: number, most: number, language: Language): Tick[] {
  const rough = (to - from) / Math.max(1, most);
  const hours = HOUR_STEPS.find((step) => step * HOUR_S >= rough);
  const start = from + offsetS(from);
  const ticks: Tick[] = [];
  if (hours !== undefined) {
    const stepS = hours * HOUR_S;
    for (let local = Math.ceil(start / stepS) * stepS; ; local += stepS) {
      const at = utcOf(local);
      if (at > to) return ticks;
      if (at >= from) ticks.push({ at, text: say(local % DAY_S === 0 ? 'day' : 'clock', at, language) });
    }
  }
  const days = DAY_STEPS.find((step) => step * DAY_S >= rough);
  if (days !== undefined) {
    // Day 4 of 1970 was a Monday: steps of weeks begin on Mondays.
    const first = Math.ceil(start / DAY_S);
    for (let day = first + ((4 - (first % days) + days) % days); ; day += days) {
      const at = utcOf(day * DAY_S);
      if (at > to) return ticks;
      if (at >= from) ticks.push({ at, text: say('day', at, language) });
    }
  }
  const months = MONTH_STEPS.find((step) => step * 31 * DAY_S >= rough) ?? 12;
  const begin = new Date(start * 1000);
  for (let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth(); ; month++) {
    if (month % months !== 0) continue;
    const at = utcOf(Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000);
    if (at > to) return ticks;
    if (at >= from)
      ticks.push({ at, text: say(month % 12 === 0 || ticks.length === 0 ? 'year' : 'month', at, language) });
  }
}
