/** Bird's clear sky against Bird's own spreadsheet, and split of the sky over the day. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { birdClearSky } from '../../engine/energy/clear-sky.ts';
import { sharedFile, sharedText } from './shared-data.ts';

const path = 'energy/solar_reference/BIRD_08_16_2012.csv';

test.skipIf(!existsSync(sharedFile(path)))(
  'beam, global and diffuse equal the spreadsheet BIRD_08_16_2012 within 0.1 % or 0.1 W/m² in every sunlit hour (skipped without shared data)',
  () => {
    // Inputs in its first column: pressure 840 mbar, ozone 0.3 cm, water 1.5 cm, aerosol 0.1 and 0.15, Ba 0.85, albedo 0.2.
    const sky = {
      pressureHpa: 840,
      ozoneCm: 0.3,
      waterCm: 1.5,
      aerosol500: 0.1,
      aerosol380: 0.15,
      forwardShare: 0.85,
      groundAlbedo: 0.2,
    };
    let lit = 0;
    for (const line of sharedText(path).split('\n').slice(2)) {
      const row = line.split(',').map(Number);
      const [normal, zenith, beam, global, diffuse] = [row[3]!, row[8]!, row[22]!, row[24]!, row[25]!];
      if (!(beam > 0) || zenith > 89) continue;
      lit++;
      const found = birdClearSky(zenith, normal, sky);
      for (const [value, wanted] of [
        [found.dniWm2, beam],
        [found.ghiWm2, global],
        [found.dhiWm2, diffuse],
      ] as const)
        expect(Math.abs(value - wanted), `${line.slice(0, 20)}`).toBeLessThan(Math.max(0.1, 0.001 * wanted));
    }
    expect(lit).toBeGreaterThan(10);
  },
);

test('there is no light below the horizon and never more than outside the air', () => {
  expect(birdClearSky(95, 1361)).toEqual({ ghiWm2: 0, dniWm2: 0, dhiWm2: 0 });
  expect(birdClearSky(Number.NaN, 1361).ghiWm2).toBe(0);
  for (let zenith = 0; zenith < 90; zenith += 0.5) {
    const sky = birdClearSky(zenith, 1361);
    expect(Math.min(sky.ghiWm2, sky.dniWm2, sky.dhiWm2)).toBeGreaterThanOrEqual(0);
    expect(sky.ghiWm2).toBeLessThan(1361 * Math.cos((zenith * Math.PI) / 180));
  }
});
