/** Asks the sun what time it is: where a year of radiation is centred in the day, against where the computed sun is.
 *  In: hourly radiation with its supposed start. Out: hours that the series runs behind the sun (positive: its noon comes too late). Pure.
 *  Circular means over the day, so that any longitude and any offset works; clouds that prefer afternoons move it by 0.2 h at most. */
import { sunSeries } from '../energy/sun.ts';
import { makeEphemeris } from '../energy/sun-ephemeris.ts';

const RAD = Math.PI / 180;

/** @param ghiWm2 hourly, any number of whole days; hour h covers [startUtcS + 3600 h, startUtcS + 3600 (h + 1)) */
export function sunOffsetH(ghiWm2: Float64Array, startUtcS: number, latDeg: number, lonDeg: number): number {
  const ephemeris = makeEphemeris(startUtcS, startUtcS + ghiWm2.length * 3600);
  const sun = sunSeries(ephemeris, { latDeg, lonDeg }, startUtcS + 1800, 3600, ghiWm2.length);
  const measured = { x: 0, y: 0 };
  const computed = { x: 0, y: 0 };
  for (let h = 0; h < ghiWm2.length; h++) {
    const middleUtcS = startUtcS + h * 3600 + 1800;
    const angle = ((middleUtcS % 86_400) / 86_400) * 2 * Math.PI;
    const height = Math.max(0, Math.cos(sun.zenithDeg[h]! * RAD));
    add(measured, angle, ghiWm2[h]!);
    add(computed, angle, height);
  }
  const turn = Math.atan2(measured.y, measured.x) - Math.atan2(computed.y, computed.x);
  const hours = (turn / (2 * Math.PI)) * 24;
  return hours - 24 * Math.round(hours / 24);
}

function add(sum: { x: number; y: number }, angle: number, weight: number): void {
  sum.x += weight * Math.cos(angle);
  sum.y += weight * Math.sin(angle);
}
