/** Sun position against NREL's own program. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quickAngleRad } from '../../engine/energy/quick-angle.ts';
import { type SunSite, solarPosition, sunSeries } from '../../engine/energy/sun.ts';
import { makeEphemeris } from '../../engine/energy/sun-ephemeris.ts';
import { sunTimes } from '../../engine/energy/sun-times.ts';
import { sharedFile } from './shared-data.ts';

const positions = sharedFile('energy/solar_reference/spa_azimuth_zenith_reference.csv');
const times = sharedFile('energy/solar_reference/spa_sunrise_sunset_reference.csv');

/** Settings in the reference files' comments. */
const settings = { deltaTS: 0, elevationM: 0, pressureHpa: 1000, airTemperatureC: 10, horizonRefractionDeg: 0.5667 };

const rows = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));

const turn = (a: number, b: number): number => Math.abs(((a - b + 540) % 360) - 180);

describe.skipIf(!existsSync(positions))('with the shared reference data (skipped without it)', () => {
  test('azimuth and zenith are within 0.0003° of NREL spa.c (revised 2014-09-08) in every row, one by one and as a series', () => {
    let worst = 0;
    let worstSeries = 0;
    const table = rows(positions);
    expect(table.length).toBeGreaterThan(500);
    for (const [date, lat, lon, azimuth, zenith] of table) {
      const utcS = Date.parse(date!) / 1000;
      const site: SunSite = { latDeg: Number(lat), lonDeg: Number(lon), ...settings };
      const one = solarPosition(utcS, site);
      // At a pole's zenith the azimuth loses meaning; weigh it with the sine of the zenith as an angle on the sky.
      const sin = Math.sin((Number(zenith) * Math.PI) / 180);
      worst = Math.max(
        worst,
        Math.abs(one.apparentZenithDeg - Number(zenith)),
        turn(one.azimuthDeg, Number(azimuth)) * sin,
      );
      const ephemeris = makeEphemeris(utcS - 40_000, utcS + 40_000, 0);
      const series = sunSeries(ephemeris, site, utcS, 1, 1);
      worstSeries = Math.max(
        worstSeries,
        Math.abs(series.apparentZenithDeg[0]! - Number(zenith)),
        turn(series.azimuthDeg[0]!, Number(azimuth)),
      );
    }
    expect(worst).toBeLessThan(0.0003);
    expect(worstSeries).toBeLessThan(0.0003);
  });

  test('sunrise, transit and sunset are within 1 s of the rounding of NREL spa.c, polar day and night included', () => {
    let polar = 0;
    for (const [date, lat, lon, sunrise, transit, sunset] of rows(times)) {
      const utcS = Date.parse(date!) / 1000;
      const day = sunTimes(utcS, { latDeg: Number(lat), lonDeg: Number(lon), ...settings });
      const off = (found: number | null, wanted: string): number => {
        if (found === null) return wanted.includes(':') ? Number.POSITIVE_INFINITY : 0;
        const [h, m, s] = wanted.split(':').map(Number) as [number, number, number];
        const seconds = ((found % 86_400) + 86_400) % 86_400;
        const gap = Math.abs(seconds - (h * 3600 + m * 60 + s + 0.5));
        return Math.min(gap, 86_400 - gap);
      };
      if (day.polar !== null) polar++;
      expect([date, lat, off(day.sunriseUtcS, sunrise!) <= 1.5, off(day.sunsetUtcS, sunset!) <= 1.5]).toEqual([
        date,
        lat,
        true,
        true,
      ]);
      if (transit!.includes(':')) expect(off(day.transitUtcS, transit!)).toBeLessThanOrEqual(1.5);
    }
    expect(polar).toBeGreaterThan(0);
  });
});

test('the interpolated series equals the whole algorithm to 5e-5° over a year at Utrecht and at both polar circles', () => {
  const start = Date.UTC(2025, 0, 1) / 1000;
  const ephemeris = makeEphemeris(start, start + 365 * 86_400);
  for (const latDeg of [52.09, 66.6, -66.6]) {
    const site = { latDeg, lonDeg: 5.05 };
    // 6,997 s is not a divisor of a day, so that every part of a day is met.
    const series = sunSeries(ephemeris, site, start + 1234.5, 6997, 4500);
    for (let i = 0; i < series.count; i += 3) {
      const whole = solarPosition(start + 1234.5 + i * 6997, site);
      expect(Math.abs(series.zenithDeg[i]! - whole.zenithDeg)).toBeLessThan(5e-5);
      expect(turn(series.azimuthDeg[i]!, whole.azimuthDeg)).toBeLessThan(1e-4);
      expect(Math.abs(series.distanceAu[i]! - whole.distanceAu)).toBeLessThan(1e-6);
    }
  }
});

test('the quick angle is within 2e-8 rad of Math.atan2 in every direction, axes and the origin included', () => {
  let worst = 0;
  for (let i = 0; i <= 20_000; i++) {
    const angle = -Math.PI + (i * 2 * Math.PI) / 20_000;
    const [x, y] = [3 * Math.cos(angle), 3 * Math.sin(angle)];
    worst = Math.max(worst, Math.abs(quickAngleRad(y, x) - Math.atan2(y, x)));
  }
  for (const [y, x] of [
    [0, 1],
    [1, 0],
    [-1, 0],
    [0, 0],
    [1, 1],
    [-1, -1],
  ] as const)
    worst = Math.max(worst, Math.abs(quickAngleRad(y, x) - Math.atan2(y, x)));
  expect(worst).toBeLessThan(2e-8);
});

test('a series filled into the arrays of an earlier one is the same; one of another length is refused', () => {
  const ephemeris = makeEphemeris(1_735_689_600, 1_735_689_600 + 8 * 86_400, 69);
  const site = { latDeg: 52.1, lonDeg: 5.05 };
  const fresh = sunSeries(ephemeris, site, 1_735_776_000, 900, 96);
  const kept = sunSeries(ephemeris, { latDeg: -30, lonDeg: 20 }, 1_735_689_600, 900, 96);
  const filled = sunSeries(ephemeris, site, 1_735_776_000, 900, 96, kept);
  expect(filled.azimuthDeg).toBe(kept.azimuthDeg);
  expect(filled).toEqual(fresh);
  expect(() => sunSeries(ephemeris, site, 1_735_776_000, 900, 95, kept)).toThrow(RangeError);
});

test('a series outside its ephemeris and a place that is not on earth are refused', () => {
  const ephemeris = makeEphemeris(0, 86_400);
  expect(() => sunSeries(ephemeris, { latDeg: 52, lonDeg: 5 }, 400_000, 900, 1)).toThrow(RangeError);
  expect(() => solarPosition(0, { latDeg: 91, lonDeg: 5 })).toThrow(RangeError);
  expect(() => solarPosition(0, { latDeg: Number.NaN, lonDeg: 5 })).toThrow(RangeError);
});
