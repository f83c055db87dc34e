/** Charging sessions drawn from Dutch distributions, when no travel is simulated and no file is at hand.
 *  In: numbers of points by kind, days, seed. Out: `SessionRecords`. Pure; keyed by (seed, kind, point, day).
 *  Source: figures published for ElaadNL's open data (2018–2020): mean and median energy, connection time and arrival peaks by kind
 *  (private, public, workplace); fitted here with a lognormal energy, a mixture of arrival peaks and a mixture of short and overnight stays. */
import { Stream } from '../core/random.ts';
import { DAY_S, localMidnightUtcS } from '../core/time.ts';
import type { SessionRecords } from './records.ts';

export const POINT_KINDS = ['private', 'public', 'workplace'] as const;
export type PointKind = (typeof POINT_KINDS)[number];

interface Fit {
  /** Sessions a day at one point, weekday and weekend. */
  readonly sessionsPerDay: readonly [weekday: number, weekend: number];
  /** Arrival peaks: [hour, spread in hours, weight]. */
  readonly arrivals: readonly (readonly [number, number, number])[];
  readonly weekendArrivals: readonly (readonly [number, number, number])[];
  /** Median energy and σ of its logarithm: mean = median · exp(σ² / 2). */
  readonly medianKwh: number;
  readonly sigma: number;
  /** Chance to stay overnight by hour of arrival; others stay short. */
  readonly overnight: (hour: number) => number;
  readonly shortMedianH: number;
  readonly shortSigma: number;
  readonly leavesAtH: readonly [mean: number, spread: number];
  /** Chance that who arrives before noon stays until the end of the working day, its hour and spread. */
  readonly workingDay?: readonly [chance: number, hour: number, spread: number];
}

const FITS: Readonly<Record<PointKind, Fit>> = {
  // Mean / median / p90: 23.9 / 19.4 / 51 kWh, 11.8 / 11.0 / 20 h; arriving 18:00 stays 13.9 h, arriving 08:00 3.6 h.
  private: {
    sessionsPerDay: [0.45, 0.4],
    arrivals: [
      [18.1, 1.3, 0.55],
      [13, 3.2, 0.35],
      [21.5, 1.2, 0.1],
    ],
    weekendArrivals: [
      [17, 2.2, 0.65],
      [12.5, 2.5, 0.35],
    ],
    medianKwh: 20,
    sigma: 0.72,
    overnight: (hour) => (hour >= 16 ? 0.95 : hour >= 12 ? 0.55 : hour < 4 ? 1 : 0.06),
    shortMedianH: 3.2,
    shortSigma: 0.6,
    leavesAtH: [8, 1.3],
  },
  // 11.9 / 7.2 / 29 kWh, 7.9 / 4.4 / 17 h; arriving 18:00 12.5 h, arriving 08:00 5.1 h.
  public: {
    sessionsPerDay: [0.75, 0.65],
    arrivals: [
      [18.2, 1.5, 0.38],
      [9.2, 1.6, 0.24],
      [14, 3, 0.38],
    ],
    weekendArrivals: [
      [14, 2.8, 0.7],
      [18.5, 1.8, 0.3],
    ],
    medianKwh: 7.8,
    sigma: 1.1,
    overnight: (hour) => (hour >= 17 ? 0.82 : hour >= 15 ? 0.3 : hour < 4 ? 0.9 : 0.05),
    shortMedianH: 2.7,
    shortSigma: 0.95,
    leavesAtH: [8.2, 1.6],
  },
  // 12.4 / 8.8 / 26 kWh, 6.3 / 4.9 / 10 h; arriving 08:45 is the peak, arriving 18:00 2.5 h.
  workplace: {
    sessionsPerDay: [0.9, 0.05],
    arrivals: [
      [8.6, 0.8, 0.72],
      [12.6, 1.8, 0.28],
    ],
    weekendArrivals: [[11, 2.5, 1]],
    medianKwh: 8.8,
    sigma: 0.828,
    overnight: (hour) => (hour >= 17 ? 0.02 : 0.01),
    shortMedianH: 3,
    shortSigma: 0.6,
    leavesAtH: [8.5, 1.2],
    workingDay: [0.62, 17, 0.9],
  },
};

export interface GeneratorInput {
  readonly points: Readonly<Record<PointKind, number>>;
  /** First local day, and days. */
  readonly isoStart: string;
  readonly days: number;
  readonly seed: number;
  readonly timeZone?: string;
}

export function generateSessions(input: GeneratorInput): SessionRecords {
  const { points, isoStart, days, seed, timeZone = 'Europe/Amsterdam' } = input;
  const startUtcS = localMidnightUtcS(isoStart, timeZone);
  const firstWeekday = new Date(`${isoStart}T00:00Z`).getUTCDay();
  const rows: Array<{ id: string; point: string; arrivalS: number; departureS: number; kwh: number; kw: number }> = [];
  for (const kind of POINT_KINDS) {
    const fit = FITS[kind];
    for (let point = 0; point < points[kind]; point++) {
      let freeFromS = 0;
      for (let day = 0; day < days; day++) {
        const random = new Stream(seed, `session-${kind}`, point, day);
        const weekend = [0, 6].includes((firstWeekday + day) % 7);
        const count = poisson(random, fit.sessionsPerDay[weekend ? 1 : 0]);
        const arrivals = Array.from({ length: count }, () =>
          arrivalH(random, weekend ? fit.weekendArrivals : fit.arrivals),
        );
        for (const hour of arrivals.sort((a, b) => a - b)) {
          const arrivalS = day * DAY_S + Math.round(hour * 3600);
          const leaves =
            DAY_S * (hour < 4 ? day : day + 1) + 3600 * (fit.leavesAtH[0] + fit.leavesAtH[1] * random.normal());
          let stays = arrivalS + 3600 * fit.shortMedianH * Math.exp(fit.shortSigma * random.normal());
          const u = random.uniform();
          if (u < fit.overnight(hour)) stays = Math.max(leaves, arrivalS + 3600);
          else if (fit.workingDay !== undefined && hour < 12 && u < fit.workingDay[0])
            stays = day * DAY_S + 3600 * (fit.workingDay[1] + fit.workingDay[2] * random.normal());
          const departureS = Math.round(stays);
          const phases = random.uniform() < 0.16 ? 1 : 3;
          const kw = phases === 1 ? 7.4 : 11;
          const kwh = Math.min(
            fit.medianKwh * Math.exp(fit.sigma * random.normal()),
            (kw * 0.98 * (departureS - arrivalS)) / 3600,
            95,
          );
          // A point serves one car at a time: who finds it taken drives on.
          if (arrivalS < freeFromS || departureS - arrivalS < 600 || departureS > days * DAY_S) continue;
          freeFromS = departureS;
          rows.push({
            id: `${kind}-${point + 1}-${rows.length + 1}`,
            point: `${kind}-${point + 1}`,
            arrivalS,
            departureS,
            kwh,
            kw,
          });
        }
      }
    }
  }
  rows.sort((a, b) => a.arrivalS - b.arrivalS || (a.id < b.id ? -1 : 1));
  return {
    count: rows.length,
    id: rows.map((row) => row.id),
    point: rows.map((row) => row.point),
    user: rows.map(() => ''),
    arrivalUtcS: Float64Array.from(rows, (row) => startUtcS + row.arrivalS),
    departureUtcS: Float64Array.from(rows, (row) => startUtcS + row.departureS),
    statedDepartureUtcS: new Float64Array(rows.length).fill(Number.NaN),
    energyKwh: Float64Array.from(rows, (row) => row.kwh),
    maximumKw: Float64Array.from(rows, (row) => row.kw),
    phases: Uint8Array.from(rows, (row) => (row.kw === 11 ? 3 : 1)),
  };
}

function poisson(random: Stream, mean: number): number {
  const end = Math.exp(-mean);
  let product = random.uniform();
  let count = 0;
  while (product > end) {
    product *= random.uniform();
    count++;
  }
  return count;
}

function arrivalH(random: Stream, peaks: Fit['arrivals']): number {
  const peak = peaks[random.weighted(peaks.map(([, , weight]) => weight))]!;
  return Math.min(23.99, Math.max(0.01, peak[0] + peak[1] * random.normal()));
}
