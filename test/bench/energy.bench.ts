/** Sun positions, a PV year, a load year: rate, minimum and spread. Side by side with npm `nrel-spa` where that is installed (it is not a
 *  dependency): NREL_SPA=/path/to/node_modules/nrel-spa npm run bench -- energy */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { fillAreaLoad, sharedDays } from '../../engine/energy/area-load.ts';
import { loadShapes } from '../../engine/energy/load-shapes.ts';
import { DISTRICT_ROOFS, roofSeries } from '../../engine/energy/roofs.ts';
import { solarPosition, sunSeries } from '../../engine/energy/sun.ts';
import { makeEphemeris } from '../../engine/energy/sun-ephemeris.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { areasOf, energyYear, LAT, LON, weather2025 } from '../energy/fixtures.ts';
import { measure, measureAsync, printRatio } from './measure.ts';

const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
const { startUtcS, stepS, count } = calendar.grid;
const site = { latDeg: LAT, lonDeg: LON, deltaTS: 69, pressureHpa: 1000, airTemperatureC: 10 };
const spaFolder = process.env['NREL_SPA'] ?? '/tmp/nrelspa/node_modules/nrel-spa';

interface NrelSpa {
  readonly getSpa: (
    date: Date,
    lat: number,
    lon: number,
    zoneH: number,
    options: Record<string, number>,
  ) => { zenith: number; azimuth: number };
}
/** Function codes of nrel-spa: position alone, and with sunrise, transit and sunset (its default). */
const POSITION_ONLY = 0;
const AS_IT_COMES = 2;

test('sun', () => {
  const year = (): ReturnType<typeof sunSeries> =>
    sunSeries(makeEphemeris(startUtcS, startUtcS + count * stepS, 69), site, startUtcS + 450, stepS, count);
  for (let i = 0; i < 3; i++) year();
  const ours = measure('sun of a year, 35,040 quarter-hours, one site', 80, () => void year(), count);
  const ephemeris = makeEphemeris(startUtcS, startUtcS + count * stepS, 69);
  const again = (): void => void sunSeries(ephemeris, site, startUtcS + 450, stepS, count);
  const further = measure('  a further site on the same ephemeris', 80, again, count);
  const whole = (): void => {
    for (let i = 0; i < 5000; i++) solarPosition(startUtcS + 450 + i * stepS, site);
  };
  measure('  the whole algorithm one by one', 5, whole, 5000);
  if (!existsSync(spaFolder)) {
    process.stdout.write('npm nrel-spa is not installed: set NREL_SPA to compare side by side (skipped)\n');
    return;
  }
  const { getSpa } = createRequire(import.meta.url)(spaFolder) as NrelSpa;
  const dates = Array.from({ length: 2000 }, (_, i) => new Date((startUtcS + 450 + i * 17 * stepS) * 1000));
  const one = (date: Date, mode: number): { zenith: number; azimuth: number } =>
    getSpa(date, LAT, LON, 0, { delta_t: 69, pressure: 1000, temperature: 10, function: mode });
  const race = (name: string, mode: number): ReturnType<typeof measure> => {
    const all = (): void => dates.forEach((date) => void one(date, mode));
    return measure(name, 15, all, dates.length);
  };
  const peer = race('npm nrel-spa getSpa as it comes (with sun times)', AS_IT_COMES);
  const bare = race('npm nrel-spa getSpa, position only', POSITION_ONLY);
  const series = year();
  let worst = 0;
  dates.forEach((date, i) => {
    const theirs = one(date, POSITION_ONLY);
    const turn = Math.abs(((theirs.azimuth - series.azimuthDeg[i * 17]! + 540) % 360) - 180);
    worst = Math.max(worst, Math.abs(theirs.zenith - series.apparentZenithDeg[i * 17]!), turn);
  });
  process.stdout.write(`largest difference from nrel-spa: ${worst.toExponential(2)}°\n`);
  const minimumOf = (times: { minimumS: number }, operations: number): number => times.minimumS / operations;
  const oursS = minimumOf(ours, count);
  printRatio('faster than nrel-spa as it comes, ephemeris included', minimumOf(peer, dates.length) / oursS);
  printRatio('  a further site', minimumOf(peer, dates.length) / minimumOf(further, count));
  printRatio('  against position only, ephemeris included', minimumOf(bare, dates.length) / oursS);
  expect(worst).toBeLessThan(0.0003);
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
