/** Yield of the district's roofs under measured weather, next to the official yield factor. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { roofModelOf } from '../../engine/energy/build.ts';
import { DISTRICT_ROOFS, roofSeries } from '../../engine/energy/roofs.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { parseWeather } from '../../engine/io/weather.ts';
import { LAT, LON, scenario, sum } from './fixtures.ts';
import { sharedFile, sharedText } from './shared-data.ts';

const files = [2019, 2023].map((year) => [year, `energy/weather_nl/NLD_DBL_EPW_YR${year}.epw.gz`] as const);

test.skipIf(!files.every(([, path]) => existsSync(sharedFile(path))))(
  'in 2019 and 2023 the mix of roofs yields within 4 % of CBS’s factor scaled with irradiation (875 kWh/kWp at 1,023 kWh/m²), with the beam of the file and with DIRINT’s (skipped without shared data)',
  () => {
    for (const [year, path] of files) {
      const { weather } = parseWeather(sharedText(path), `YR${year}.epw`);
      const calendar = makeCalendar(`${year}-01-01`, 365, 900, 'Europe/Amsterdam');
      for (const split of ['given', 'dirint'] as const) {
        const light = weatherOnGrid(weather, calendar.grid, { latDeg: LAT, lonDeg: LON }, split);
        const ghiKwhM2 = sum(light.ghiWm2) / 4000;
        const yieldKwh = DISTRICT_ROOFS.reduce(
          (total, { roof, share }) => total + (share * sum(roofSeries(light, roof, roofModelOf(scenario)))) / 4,
          0,
        );
        expect(
          Math.abs(yieldKwh / ((875 * ghiKwhM2) / 1023) - 1),
          `${year} ${split} ${yieldKwh.toFixed(0)}`,
        ).toBeLessThan(0.04);
      }
    }
  },
);
