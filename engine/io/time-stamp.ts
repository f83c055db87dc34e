/** Time stamps as partners' files write them, and wall-clock times as instants. Pure.
 *  Day and month: the year first (ISO) or the day first; month first is not guessed. */
import { Temporal } from 'temporal-polyfill';

export interface Stamp {
  /** Seconds of the wall clock, counted as if it were UTC. */
  readonly clockS: number;
  /** Offset from UTC [s] when the stamp tells it. */
  readonly offsetS?: number;
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]|:)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/;
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** null for a text that is no such stamp, or a date that does not exist. */
export function parseStamp(text: string): Stamp | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) {
    const clockS = clock(iso[1]!, iso[2]!, iso[3]!, iso[4]!, iso[5]!, iso[6]);
    if (clockS === null) return null;
    const offsetS = iso[7] === undefined ? undefined : offset(iso[7]);
    return offsetS === undefined ? { clockS } : { clockS, offsetS };
  }
  const day = DAY_FIRST.exec(trimmed);
  if (day === null) return null;
  const clockS = clock(day[3]!, day[2]!, day[1]!, day[4]!, day[5]!, day[6]);
  return clockS === null ? null : { clockS };
}

function clock(year: string, month: string, day: string, hour: string, minute: string, second = '0'): number | null {
  const [y, m, d, h, min, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(y, m - 1, d));
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d || h > 23 || min > 59 || s > 59) return null;
  return date.getTime() / 1000 + h * 3600 + min * 60 + s;
}

function offset(text: string): number {
  if (text === 'Z' || text === 'UTC') return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.slice(1).replaceAll(':', '');
  return sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60);
}

/** How a wall-clock time stands to a time zone: it happens once, twice (clocks go back) or never (clocks go forward). */
export type ClockKind = 'once' | 'twice' | 'never';

export interface Instants {
  readonly kind: ClockKind;
  /** UTC seconds; for "never" both are the instant as far after the jump as the time lies after the gap's start. */
  readonly earlierS: number;
  readonly laterS: number;
}

/** Wall-clock times of one zone as instants, with the offset of each hour remembered. */
export class ZoneClock {
  private readonly timeZone: string;
  private readonly offsets = new Map<number, number>();

  /** @throws RangeError for an unknown zone */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.offsetS(0);
  }

  /** Offset from UTC at an instant [s]. */
  offsetS(utcS: number): number {
    const hour = Math.floor(utcS / 3600);
    let found = this.offsets.get(hour);
    if (found === undefined) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(hour * 3_600_000).toZonedDateTimeISO(this.timeZone);
      found = zoned.offsetNanoseconds / 1e9;
      this.offsets.set(hour, found);
    }
    return found;
  }

  instants(clockS: number): Instants {
    const before = this.offsetS(clockS - 86_400);
    const after = this.offsetS(clockS + 86_400);
    const candidates = [...new Set([before, after])]
      .map((offsetS) => clockS - offsetS)
      .filter((utcS) => utcS + this.offsetS(utcS) === clockS)
      .sort((a, b) => a - b);
    if (candidates.length === 0) {
      const utcS = clockS - before;
      return { kind: 'never', earlierS: utcS, laterS: utcS };
    }
    return {
      kind: candidates.length === 1 ? 'once' : 'twice',
      earlierS: candidates[0]!,
      laterS: candidates[candidates.length - 1]!,
    };
  }
}
