/** Sun positions, a PV year, a load year: rate, minimum and spread. Side by side with npm `nrel-spa` where that is installed (it is not a
 *  dependency): NREL_SPA=/path/to/node_modules/nrel-spa npm run bench -- energy */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { fillAreaLoad, sharedDays } from '../../engine/energy/area-load.ts';
import { loadShapes } from '../../engine/energy/load-shapes.ts';
import { DISTRICT_ROOFS, roofSeries } from '../../engine/energy/roofs.ts';
import { solarPosition, sunSeries } from '../../engine/energy/sun.ts';
import { makeEphemeris } from '../../engine/energy/sun-ephemeris.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { areasOf, energyYear, LAT, LON, weather2025 } from '../energy/fixtures.ts';
import { measure, measureAsync } from './measure.ts';

const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
const { startUtcS, stepS, count } = calendar.grid;
const site = { latDeg: LAT, lonDeg: LON, deltaTS: 69, pressureHpa: 1000, airTemperatureC: 10 };
const spaFolder = process.env['NREL_SPA'] ?? '/tmp/nrelspa/node_modules/nrel-spa';

test('sun', () => {
  const year = (): ReturnType<typeof sunSeries> =>
    sunSeries(makeEphemeris(startUtcS, startUtcS + count * stepS, 69), site, startUtcS + 450, stepS, count);
  for (let i = 0; i < 3; i++) year();
  measure('sun of a year, 35,040 quarter-hours, one site', 80, () => void year(), count);
  const ephemeris = makeEphemeris(startUtcS, startUtcS + count * stepS, 69);
  const again = (): void => void sunSeries(ephemeris, site, startUtcS + 450, stepS, count);
  measure('  a further site on the same ephemeris', 80, again, count);
  const whole = (): void => {
    for (let i = 0; i < 5000; i++) solarPosition(startUtcS + 450 + i * stepS, site);
  };
  measure('  the whole algorithm one by one', 5, whole, 5000);
  if (!existsSync(spaFolder) || !existsSync('dist/engine/energy/sun.js')) {
    process.stdout.write(
      'npm nrel-spa is not installed (NREL_SPA) or dist not built: no comparison side by side (skipped)\n',
    );
    return;
  }
  // In a process of its own, as it is built: what a test runner does to modules would slow down ours only.
  const race = fileURLToPath(new URL('./sun-race.mjs', import.meta.url));
  const told = execFileSync(process.execPath, [race, spaFolder], { encoding: 'utf8' });
  process.stdout.write(told);
  expect(Number(/at most (\S+)°/.exec(told)?.[1])).toBeLessThan(0.0003);
});

test('PV and load of a year', async () => {
  const place = { latDeg: LAT, lonDeg: LON };
  measure('weather of a year on quarter-hours', 7, () => void weatherOnGrid(weather2025, calendar.grid, place), count);
  const weather = weatherOnGrid(weather2025, calendar.grid, place);
  measure(
    'PV year of one roof (Perez, glass, cells, inverter)',
    11,
    () => void roofSeries(weather, DISTRICT_ROOFS[0]!.roof),
    count,
  );
  const shapes = loadShapes(calendar, weather.sun, { calendar, sun: weather.sun }, LAT);
  const load = {
    seed: 1,
    stepS: 900,
    areas: areasOf(1),
    shapes,
    busyDay: sharedDays(1, calendar),
    heatPumpShape: new Float32Array(count).fill(1),
    loadFactor: 1,
    heatPumpKwhPerYear: 3000,
    businessKwhPerJob: 1200,
  };
  const out = new Float32Array(count);
  const scratch = new Float32Array(count);
  measure('load year of one area', 11, () => fillAreaLoad(load, 0, out, 0, scratch), count);
  const areas = areasOf(250);
  await measureAsync('energy year of 250 areas', 5, async () => void (await energyYear({ areas })), 250 * count);
});
