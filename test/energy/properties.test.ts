/** What must hold for any roof under any sky. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { acKw, PV_WATTS_STANDARD } from '../../engine/energy/pv-watts.ts';
import { ROOF_MODEL, roofSeries } from '../../engine/energy/roofs.ts';
import type { Weather } from '../../engine/energy/stores.ts';
import { solarPosition } from '../../engine/energy/sun.ts';
import { SKY_MODELS } from '../../engine/energy/transposition.ts';
import { LIGHT_SPLITS, weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { sum } from './fixtures.ts';

const { grid } = makeCalendar('2025-03-20', 2, 900, 'UTC');
const hours = 365 * 24;

interface Sky {
  readonly ghi: readonly number[];
  readonly diffuse: number;
  readonly air: number;
}
const anySky: fc.Arbitrary<Sky> = fc.record({
  ghi: fc.array(fc.double({ min: 0, max: 1200, noNaN: true }), { minLength: 48, maxLength: 48 }),
  diffuse: fc.double({ min: 0, max: 1, noNaN: true }),
  air: fc.double({ min: -20, max: 40, noNaN: true }),
});
const weatherOf = ({ ghi, diffuse, air }: Sky): Weather => {
  const ghiWm2 = Float64Array.from({ length: hours }, (_, h) => ghi[h % 48]!);
  return {
    startUtcS: Date.UTC(2025, 0, 1) / 1000,
    stepS: 3600,
    ghiWm2,
    dniWm2: ghiWm2,
    dhiWm2: ghiWm2.map((value) => value * diffuse),
    airTemperatureC: new Float64Array(hours).fill(air),
    windSpeedMps: new Float64Array(hours).fill(3),
    source: 'drawn',
  };
};

test('any roof under any sky anywhere gives between nothing and its inverter’s rating, and no beam brighter than the sun', () => {
  fc.assert(
    fc.property(
      anySky,
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: 0, max: 90, noNaN: true }),
      fc.double({ min: -360, max: 360, noNaN: true }),
      fc.constantFrom(...SKY_MODELS),
      fc.constantFrom(...LIGHT_SPLITS),
      (drawn, latDeg, tiltDeg, azimuthDeg, sky, split) => {
        const weather = weatherOf(drawn);
        const light = weatherOnGrid(weather, grid, { latDeg, lonDeg: 5 }, split);
        const rated = 1 / ROOF_MODEL.system.dcAcRatio;
        const roof = { name: 'any', planes: [{ tiltDeg, azimuthDeg, powerShare: 1 }] };
        for (const power of roofSeries(light, roof, { ...ROOF_MODEL, sky })) {
          expect(power).toBeGreaterThanOrEqual(0);
          expect(power).toBeLessThanOrEqual(rated + 1e-6);
        }
        light.dniWm2.forEach((dni, step) => {
          expect(dni).toBeGreaterThanOrEqual(0);
          expect(dni).toBeLessThanOrEqual(0.8 * light.normalWm2[step]! + 1e-9);
          expect(light.dhiWm2[step]!).toBeGreaterThanOrEqual(0);
        });
        const first = 78 * 24;
        expect(sum(light.ghiWm2) / 4).toBeCloseTo(sum(weather.ghiWm2, first, first + 48), 5);
      },
    ),
    { numRuns: 60 },
  );
});

test('an inverter never gives more than it takes, and more in never gives less out', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 3, noNaN: true }), (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(acKw(PV_WATTS_STANDARD, low)).toBeLessThanOrEqual(low);
      expect(acKw(PV_WATTS_STANDARD, high)).toBeGreaterThanOrEqual(acKw(PV_WATTS_STANDARD, low) - 1e-12);
    }),
  );
});

test('the sun is the same whole turns of longitude further, its azimuth within 0–360, and air only lifts it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }),
      fc.double({ min: -89, max: 89, noNaN: true }),
      fc.double({ min: -180, max: 0, noNaN: true }),
      (utcS, latDeg, lonDeg) => {
        const here = solarPosition(utcS, { latDeg, lonDeg });
        const there = solarPosition(utcS, { latDeg, lonDeg: lonDeg + 360 });
        expect(there.zenithDeg).toBeCloseTo(here.zenithDeg, 8);
        expect(here.azimuthDeg).toBeGreaterThanOrEqual(0);
        expect(here.azimuthDeg).toBeLessThan(360);
        expect(here.apparentZenithDeg).toBeLessThanOrEqual(here.zenithDeg + 1e-12);
      },
    ),
  );
});
