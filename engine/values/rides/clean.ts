/** Measured rides of sniffer bikes made fit for use: what cannot be is dropped and counted, nothing is mended. Pure.
 *  In: measured points as read. Out: rides of points in order of time.
 *  Limits: the sensor (Sensirion SPS30) measures 0–1,000 µg/m³; nobody cycles faster than 60 km/h; a gap of ten minutes ends a ride. */
import { distanceM } from '../../core/units.ts';

export interface MeasuredPoint {
  readonly ride: string;
  /** Number of the bicycle, as they are met in the file; undefined where it does not tell bicycles apart. */
  readonly bike?: number | undefined;
  readonly utcS: number;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly pm25UgM3: number;
}

export const MOST_UG_M3 = 1000;
const MOST_KMH = 60;
const GAP_S = 600;
/** A ride of fewer points says nothing. */
const LEAST_POINTS = 3;

export interface Ride {
  readonly bike?: number | undefined;
  readonly points: readonly MeasuredPoint[];
}

/** @param box west, south, east, north of the district with its margin
 *  @param drop told each point or ride that is left out, with the reason */
export function cleanRides(
  points: readonly MeasuredPoint[],
  box: readonly [number, number, number, number],
  drop: (reason: string, example: string, count?: number) => void,
): Ride[] {
  const byRide = new Map<string, MeasuredPoint[]>();
  for (const point of points) {
    const { utcS, lonDeg, latDeg, pm25UgM3 } = point;
    if (![utcS, lonDeg, latDeg, pm25UgM3].every(Number.isFinite))
      drop('points with a cell that is no number', point.ride);
    else if (Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90)
      drop('points that lie nowhere on earth', `${lonDeg} ${latDeg}`);
    else if (pm25UgM3 < 0 || pm25UgM3 > MOST_UG_M3)
      drop(`points with PM2.5 outside 0–${MOST_UG_M3} µg/m³`, String(pm25UgM3));
    else if (lonDeg < box[0] || latDeg < box[1] || lonDeg > box[2] || latDeg > box[3])
      drop('points outside the district', `${lonDeg} ${latDeg}`);
    else {
      const own = byRide.get(point.ride) ?? [];
      own.push(point);
      byRide.set(point.ride, own);
    }
  }
  const rides: Ride[] = [];
  for (const [name, all] of byRide) {
    const own = [...all].sort((a, b) => a.utcS - b.utcS);
    let open: MeasuredPoint[] = [];
    const close = (): void => {
      if (open.length >= LEAST_POINTS) rides.push({ points: open, bike: open[0]!.bike });
      else if (open.length > 0) drop(`points of rides of fewer than ${LEAST_POINTS} points`, name, open.length);
      open = [];
    };
    for (const point of own) {
      const last = open.at(-1);
      if (last === undefined) {
        open.push(point);
        continue;
      }
      const seconds = point.utcS - last.utcS;
      if (seconds === 0) {
        drop('points at a moment that the ride has already', new Date(point.utcS * 1000).toISOString());
        continue;
      }
      if (seconds > GAP_S) close();
      else {
        const kmh = (distanceM(last.lonDeg, last.latDeg, point.lonDeg, point.latDeg) / seconds) * 3.6;
        if (kmh > MOST_KMH) {
          drop(`points that ask more than ${MOST_KMH} km/h`, `${Math.round(kmh)} km/h`);
          continue;
        }
      }
      open.push(point);
    }
    close();
  }
  return rides;
}
