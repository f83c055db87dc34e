/** Loads, sun and prices of a district's year against published figures. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeCalendar } from '../../engine/core/time.ts';
import { roofModelOf } from '../../engine/energy/build.ts';
import { heatPumpDemand } from '../../engine/energy/heat-pump.ts';
import { loadShapes } from '../../engine/energy/load-shapes.ts';
import { DISTRICT_ROOFS, roofSeries } from '../../engine/energy/roofs.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { openPool } from '../../engine/workers/pool.ts';
import { areasOf, correlation, energyYear, LAT, LON, scenario, sum, weather2025 } from './fixtures.ts';
import { sharedFile, sharedText } from './shared-data.ts';

const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
const STEPS = 35_040;

test('a De Bilt typical year yields 850–1,000 kWh/kWp on a south roof, and 846 ± 25 for the mix (CBS 2023: 875 at 1,023 kWh/m², here 989)', () => {
  const weather = weatherOnGrid(weather2025, calendar.grid, { latDeg: LAT, lonDeg: LON });
  const yields = DISTRICT_ROOFS.map(({ roof }) => sum(roofSeries(weather, roof, roofModelOf(scenario))) / 4);
  expect(yields[0]).toBeGreaterThan(900);
  expect(yields[0]).toBeLessThan(1000);
  const mix = DISTRICT_ROOFS.reduce((total, { share }, i) => total + share * yields[i]!, 0);
  expect(Math.abs(mix - (875 * 989) / 1023)).toBeLessThan(25);
  expect(DISTRICT_ROOFS.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 12);
});

test('100 homes peak at 1.0–1.4 kW a home after diversity, and no two areas alike (Rusck; HIER)', async () => {
  const count = 40;
  const year = await energyYear({ areas: areasOf(count) });
  const peaks = Array.from({ length: count }, (_, area) =>
    Math.max(...year.areas.loadKw.subarray(area * STEPS, (area + 1) * STEPS)),
  ).map((kw) => kw / 100);
  expect(Math.min(...peaks)).toBeGreaterThan(0.95);
  expect(Math.max(...peaks)).toBeLessThan(1.4);
  expect(new Set(peaks).size).toBe(count);
  const profileOf = (area: number): Float32Array => year.areas.loadKw.subarray(area * STEPS, (area + 1) * STEPS);
  expect(correlation(profileOf(0), profileOf(1))).toBeLessThan(0.99);
});

test('few homes peak higher each than many', async () => {
  const peakPerHome = async (homes: number): Promise<number> => {
    const year = await energyYear({ areas: areasOf(8, { houseKwhPerYear: homes * 3200 }) });
    let total = 0;
    for (let area = 0; area < 8; area++)
      total += Math.max(...year.areas.loadKw.subarray(area * STEPS, (area + 1) * STEPS)) / homes / 8;
    return total;
  };
  const [few, some, many] = [await peakPerHome(5), await peakPerHome(50), await peakPerHome(500)];
  expect(few).toBeGreaterThan(some);
  expect(some).toBeGreaterThan(many);
});

test('yearly energy is what the composition says: homes, heat pumps, jobs, panels', async () => {
  const part = { flatKwhPerYear: 50_000, heatPumps: 20, jobs: 40, pvKwpBusiness: 25 };
  const year = await energyYear({ areas: areasOf(2, part) });
  const wanted = 320_000 + 50_000 + 20 * 3000 + 40 * scenario.buildings.businessKwhPerJob;
  for (const area of [0, 1]) {
    expect(sum(year.areas.loadKw, area * STEPS, (area + 1) * STEPS) / 4 / wanted).toBeCloseTo(1, 4);
    const yieldKwh = sum(year.areas.pvProducedKw, area * STEPS, (area + 1) * STEPS) / 4 / 65;
    expect(yieldKwh).toBeGreaterThan(780);
    expect(yieldKwh).toBeLessThan(930);
  }
  expect(Math.min(...year.areas.loadKw)).toBeGreaterThan(0);
  expect(Math.min(...year.areas.pvProducedKw)).toBe(0);
});

test('a month has the same load as that month of the year, and an area the same draws among more areas', async () => {
  const year = await energyYear({ areas: areasOf(1) });
  const january = await energyYear({
    areas: areasOf(3),
    calendar: makeCalendar('2025-01-01', 31, 900, 'Europe/Amsterdam'),
  });
  const days = 31 * 96;
  expect(sum(january.areas.loadKw, 0, days) / sum(year.areas.loadKw, 0, days)).toBeCloseTo(1, 1);
  expect(correlation(january.areas.loadKw.subarray(0, days), year.areas.loadKw.subarray(0, days))).toBeGreaterThan(
    0.99999,
  );
});

test('an all-electric home’s heat pump of 6,000 kWh a year takes 30–70 kWh a day at −4 °C (BDH and RVO 2025), and under a fifth of that in July', () => {
  const weather = weatherOnGrid(weather2025, calendar.grid, { latDeg: LAT, lonDeg: LON });
  const year = heatPumpDemand(weather.airTemperatureC, calendar);
  const frost = heatPumpDemand(new Float32Array(STEPS).fill(-4), calendar);
  const kwhADay = (values: Float64Array, from: number, to: number): number =>
    (sum(values, from, to) / (to - from) / (sum(year) / STEPS)) * (6000 / 365);
  const frostKwh = kwhADay(frost, 0, 7 * 96);
  expect(frostKwh).toBeGreaterThan(30);
  expect(frostKwh).toBeLessThan(70);
  expect(kwhADay(year, calendar.firstStepOfDay[181]!, calendar.firstStepOfDay[212]!)).toBeLessThan(0.2 * frostKwh);
});

test('the same inputs give the same bits', async () => {
  const [a, b] = [await energyYear({ areas: areasOf(3) }), await energyYear({ areas: areasOf(3) })];
  expect(Buffer.from(a.areas.loadKw.buffer).equals(Buffer.from(b.areas.loadKw.buffer))).toBe(true);
  expect(Buffer.from(a.areas.pvProducedKw.buffer).equals(Buffer.from(b.areas.pvProducedKw.buffer))).toBe(true);
});

test('1 and 2 threads give the same bits, batteries included', async () => {
  const withBatteries = { ...scenario, buildings: { ...scenario.buildings, homeBatteryShare: 0.5 } };
  const areas = areasOf(5, { jobs: 10 });
  const pool = await openPool(2);
  try {
    const one = await energyYear({ areas, scenario: withBatteries });
    const two = await energyYear({ areas, scenario: withBatteries, parallel: pool });
    expect(Buffer.from(two.areas.loadKw.buffer).equals(Buffer.from(one.areas.loadKw.buffer))).toBe(true);
    expect(Buffer.from(two.areas.pvProducedKw.buffer).equals(Buffer.from(one.areas.pvProducedKw.buffer))).toBe(true);
    expect(two.homeBatteries).toEqual(one.homeBatteries);
  } finally {
    await pool.close();
  }
});

test('a raised signal stops the year', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(energyYear({ context: { signal: stop.signal, onProgress: () => undefined } })).rejects.toThrow(
    'cancelled',
  );
});

test('in the south winter comes in July and near the equator hardly at all', () => {
  const year = makeCalendar('2025-01-01', 365, 3600, 'UTC');
  const summerToWinter = (latDeg: number): number => {
    const { sun } = weatherOnGrid(weather2025, year.grid, { latDeg, lonDeg: 0 });
    const shape = loadShapes(year, sun, { calendar: year, sun }, latDeg).households[1]!;
    return sum(shape, 0, 31 * 24) / sum(shape, 181 * 24, 212 * 24);
  };
  expect(summerToWinter(52)).toBeGreaterThan(1.2);
  expect(summerToWinter(-52)).toBeLessThan(0.83);
  expect(Math.abs(summerToWinter(0) - 1)).toBeLessThan(0.05);
});

const households = 'energy/etm_nl_curves/households_appliances.csv.gz';
const buildings = 'energy/etm_nl_curves/buildings_appliances.csv.gz';

/** Shapes on the calendar of the curves, whose year begins on a Thursday. */
function shapes2015(): ReturnType<typeof loadShapes> {
  const year = makeCalendar('2015-01-01', 365, 3600, 'Europe/Amsterdam');
  const { sun } = weatherOnGrid(weather2025, year.grid, { latDeg: LAT, lonDeg: LON });
  return loadShapes(year, sun, { calendar: year, sun }, LAT);
}
const curve = (path: string): Float64Array =>
  Float64Array.from(sharedText(path).trim().split('\n'), (line) => Number(line) * 3600 * 8760);

test.skipIf(!existsSync(sharedFile(households)))(
  'homes follow the Dutch standard profile E1A (Energy Transition Model): correlation above 0.97, peak at 18–20 h within 15 % (skipped without shared data)',
  () => {
    const wanted = curve(households);
    const { households: kinds } = shapes2015();
    const found = Float64Array.from(kinds[0]!, (value, step) => (value + kinds[1]![step]!) / 2);
    expect(correlation(found, wanted)).toBeGreaterThan(0.97);
    expect(Math.max(...found) / Math.max(...wanted)).toBeGreaterThan(0.85);
    expect(Math.max(...found) / Math.max(...wanted)).toBeLessThan(1.15);
    expect([18, 19]).toContain(found.indexOf(Math.max(...found)) % 24);
  },
);

test.skipIf(!existsSync(sharedFile(buildings)))(
  'businesses follow the Dutch standard profile E3A (Energy Transition Model): correlation above 0.95 (skipped without shared data)',
  () => expect(correlation(shapes2015().business, curve(buildings))).toBeGreaterThan(0.95),
);

const bdew = sharedFile('energy/load_profiles_bdew/selp_series.csv');
test.skipIf(!existsSync(bdew))(
  'winter weekdays resemble the German household profile H0 (BDEW): correlation above 0.9 (skipped without shared data)',
  () => {
    const h0 = readFileSync(bdew, 'utf8')
      .split('\n')
      .map((line) => line.split(','))
      .filter((row) => row[1] === 'winter' && row[2] === '3');
    const { households: kinds } = shapes2015();
    // Wednesday 14 January 2015, by hour.
    const found = Array.from({ length: 24 }, (_, h) => kinds[0]![13 * 24 + h]! + kinds[1]![13 * 24 + h]!);
    const at = (row: string[]): number => Number(row[3]);
    expect(h0.length).toBe(96);
    const wanted = Array.from({ length: 24 }, (_, h) => sum(h0.slice(h * 4, h * 4 + 4).map(at)) / 4);
    expect(correlation(found, wanted)).toBeGreaterThan(0.9);
  },
);
