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
import { measure, measureAsync, measureBeside } from './measure.ts';

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
const ROUNDS = 7;

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
  if (!existsSync(spaFolder)) {
    process.stdout.write('npm nrel-spa is not installed: set NREL_SPA to compare side by side (skipped)\n');
    return;
  }
  // Side by side: the same 35,040 instants, apparent zenith and azimuth of each kept, ephemeris included, turn by turn, seconds of processor.
  const { getSpa } = createRequire(import.meta.url)(spaFolder) as NrelSpa;
  const dates = Array.from({ length: count }, (_, i) => new Date((startUtcS + 450 + i * stepS) * 1000));
  const options = (mode: number): Record<string, number> => ({
    delta_t: 69,
    pressure: 1000,
    temperature: 10,
    function: mode,
  });
  const zenith = new Float64Array(count);
  const azimuth = new Float64Array(count);
  const theirs = (mode: number) => (): void => {
    const given = options(mode);
    for (let i = 0; i < count; i++) {
      const answer = getSpa(dates[i]!, LAT, LON, 0, given);
      zenith[i] = answer.zenith;
      azimuth[i] = answer.azimuth;
    }
  };
  // So many years of ours a round that the clock of the processor can tell them.
  const YEARS = 40;
  const years = (): void => {
    for (let n = 0; n < YEARS; n++) year();
  };
  const bare = theirs(POSITION_ONLY);
  bare();
  const [own, plain, whole2] = measureBeside(ROUNDS, [
    [`${YEARS} × ours, zenith and azimuth, ephemeris included`, years],
    ['npm nrel-spa getSpa, zenith and azimuth only', bare],
    ['npm nrel-spa getSpa as it comes (with sun times)', theirs(AS_IT_COMES)],
  ]);
  bare();
  const series = year();
  let worst = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const turn = Math.abs(((azimuth[i]! - series.azimuthDeg[i]! + 540) % 360) - 180);
    const off = Math.max(Math.abs(zenith[i]! - series.apparentZenithDeg[i]!), turn);
    worst = Math.max(worst, off);
    sum += off;
  }
  process.stdout.write(
    `difference from nrel-spa over the same ${count} instants: at most ${worst.toExponential(2)}°, mean ${(sum / count).toExponential(2)}°\n`,
  );
  const spread = (peer: typeof own): string =>
    `minima ${((YEARS * peer!.minimumS) / own!.minimumS).toFixed(0)} ×, medians ${((YEARS * peer!.medianS) / own!.medianS).toFixed(0)} ×, least favourable ${((YEARS * peer!.minimumS) / own!.maximumS).toFixed(0)} ×`;
  process.stdout.write(`faster than nrel-spa, zenith and azimuth only: ${spread(plain)}\n`);
  process.stdout.write(`faster than nrel-spa as it comes: ${spread(whole2)}\n`);
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
