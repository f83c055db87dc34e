/** When activities begin and how long they last, as mixtures of normals (hours after midnight).
 *  Source: own table; departures come near the hourly table of ODiN 2023 (CBS): weekday peaks in hours 8 and 16–17, Saturday and Sunday
 *  around noon. */
import type { Stream } from '../core/random.ts';
import type { PlanGroup } from './chains.ts';
import { ACTIVITIES } from './plans.ts';

/** [weight, mean h, standard deviation h] */
type Mixture = ReadonlyArray<readonly [weight: number, meanH: number, sdH: number]>;

const STARTS: Readonly<Record<string, Mixture>> = {
  work: [
    [0.5, 8.6, 0.75],
    [0.31, 7.5, 0.6],
    [0.13, 12.4, 1.8],
    [0.06, 17.2, 1.8],
  ],
  primary: [[1, 8.5, 0.14]],
  daycare: [
    [0.8, 8.2, 0.4],
    [0.2, 13, 0.5],
  ],
  secondary: [
    [0.58, 8.45, 0.14],
    [0.24, 9.3, 0.15],
    [0.18, 10.4, 0.4],
  ],
  college: [
    [0.42, 9, 0.3],
    [0.32, 10.9, 0.4],
    [0.26, 13.2, 0.5],
  ],
  shop: [
    [0.58, 10.5, 1.1],
    [0.28, 13.7, 1.4],
    [0.14, 16.9, 1.1],
  ],
  leisure: [
    [0.46, 10.4, 1.3],
    [0.34, 14.9, 1.8],
    [0.2, 19.3, 0.9],
  ],
  visit: [
    [0.44, 10.8, 1.2],
    [0.4, 15, 1.8],
    [0.16, 19.3, 0.9],
  ],
  escort: [
    [0.48, 8.5, 0.25],
    [0.1, 12.3, 0.3],
    [0.2, 14.4, 0.7],
    [0.22, 17.4, 0.7],
  ],
  business: [[1, 10.5, 2]],
};

const WEEKEND_STARTS: Readonly<Record<string, Mixture>> = {
  work: [
    [0.6, 9, 1.2],
    [0.25, 13, 1.5],
    [0.15, 17, 1.2],
  ],
  shop: [
    [0.5, 10.8, 1.2],
    [0.42, 14, 1.4],
    [0.08, 16.7, 0.8],
  ],
  leisure: [
    [0.5, 10.7, 1.3],
    [0.35, 14.2, 1.5],
    [0.15, 19.5, 0.9],
  ],
  visit: [
    [0.46, 11.2, 1.3],
    [0.38, 14.6, 1.6],
    [0.16, 19, 0.9],
  ],
  escort: [[1, 10.5, 2]],
};

/** Mixture of normals, and the shortest and longest [h]. */
interface Duration {
  readonly mixture: Mixture;
  readonly shortestH: number;
  readonly longestH: number;
}

const duration = (shortestH: number, longestH: number, ...mixture: Mixture): Duration => ({
  mixture,
  shortestH,
  longestH,
});

const DURATIONS: Readonly<Record<string, Duration>> = {
  fulltime: duration(4, 11, [1, 8.4, 0.8]),
  parttime: duration(2, 8, [1, 5.2, 1.4]),
  // Short days (Wednesday, Friday), ordinary days, and care after school.
  primary: duration(3.5, 9.7, [0.2, 3.8, 0.15], [0.55, 5.9, 0.4], [0.25, 8.9, 0.4]),
  daycare: duration(4, 10.5, [1, 8.4, 1]),
  secondary: duration(3, 9, [1, 6.4, 1.2]),
  college: duration(1.5, 8, [1, 4.2, 1.3]),
  shop: duration(0.1, 3, [1, 0.55, 0.4]),
  leisure: duration(0.4, 6, [1, 1.7, 0.9]),
  visit: duration(0.4, 7, [1, 2.1, 1]),
  escort: duration(0.05, 0.4, [1, 0.12, 0.05]),
  business: duration(0.3, 6, [1, 1.8, 1.2]),
};

/** The row of the tables for an activity of a person. */
export function timingKind(kind: number, group: PlanGroup): string {
  const name = ACTIVITIES[kind]!;
  if (name !== 'school') return name;
  return group === 'toddler'
    ? 'daycare'
    : group === 'pupil'
      ? 'primary'
      : group === 'teenager'
        ? 'secondary'
        : 'college';
}

function drawH(mixture: Mixture, stream: Stream): number {
  const [, meanH, sdH] = mixture[stream.weighted(mixture.map(([weight]) => weight))]!;
  return meanH + sdH * stream.normal();
}

/** Wanted start [s after midnight], not before `earliestS`. Falls back on shortly after `earliestS` when the day has moved on. */
export function drawStartS(row: string, dayType: number, earliestS: number, stream: Stream): number {
  const mixture = (dayType > 0 ? WEEKEND_STARTS[row] : undefined) ?? STARTS[row]!;
  for (let attempt = 0; attempt < 6; attempt++) {
    const startS = Math.round(drawH(mixture, stream) * 3600);
    if (startS >= earliestS && startS > 4 * 3600 && startS < 23.5 * 3600) return startS;
  }
  return Math.round(earliestS + 1800 * -Math.log(stream.uniform()));
}

export function drawDurationS(row: string, fullTime: boolean, stream: Stream): number {
  const { mixture, shortestH, longestH } = DURATIONS[row === 'work' ? (fullTime ? 'fulltime' : 'parttime') : row]!;
  return Math.round(Math.min(longestH, Math.max(shortestH, drawH(mixture, stream))) * 3600);
}
