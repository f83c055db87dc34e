/** PV power against NREL's PVWatts: Golden CO, 4 kW, tilt 20°, south, losses 14.08 %, inverter 96 %, DC/AC 1.2 (file pvwatts_8760_rackmount.csv of pvlib's tests). */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FAIMAN_OPEN } from '../../engine/energy/cell-temperature.ts';
import { physicalModifier } from '../../engine/energy/incidence.ts';
import { acKw, dcKw, PV_WATTS_STANDARD } from '../../engine/energy/pv-watts.ts';
import { ROOF_MODEL, roofSeries } from '../../engine/energy/roofs.ts';
import type { Weather } from '../../engine/energy/stores.ts';
import { solarPosition, sunSeries } from '../../engine/energy/sun.ts';
import { makeEphemeris } from '../../engine/energy/sun-ephemeris.ts';
import { incidenceCosine } from '../../engine/energy/transposition.ts';
import { weatherOnGrid } from '../../engine/energy/weather-grid.ts';
import { sum } from './fixtures.ts';
import { sharedFile, sharedText } from './shared-data.ts';

const path = 'energy/solar_reference/pvwatts_8760_rackmount.csv';
const site = { latDeg: 39.73, lonDeg: -105.18, elevationM: 1820, pressureHpa: 820 };
const plane = { tiltDeg: 20, azimuthDeg: 180 };
const system = { ...PV_WATTS_STANDARD, kwp: 4 };
/** Local standard time is UTC − 7 h; the year has no 29 February. */
const startUtcS = Date.UTC(2023, 0, 1, 7) / 1000;

/** Coefficient of determination of a prediction. */
const determination = (found: number[], wanted: number[]): number => {
  const mean = sum(wanted) / wanted.length;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < wanted.length; i++) {
    residual += (found[i]! - wanted[i]!) ** 2;
    total += (wanted[i]! - mean) ** 2;
  }
  return 1 - residual / total;
};

describe.skipIf(!existsSync(sharedFile(path)))('with the shared PVWatts file (skipped without it)', () => {
  const rows = existsSync(sharedFile(path))
    ? sharedText(path)
        .split('\n')
        .map((line) => line.split(',').map(Number))
        .filter((row) => row.length >= 11 && row[0]! >= 1 && row[0]! <= 12 && row[2]! >= 0)
    : [];
  const column = (index: number): number[] => rows.map((row) => row[index]!);
  const [beam, diffuse, air, wind, poa, cell, dcW, acW] = [3, 4, 5, 6, 7, 8, 9, 10].map(column) as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];

  test('from its plane-of-array irradiance: AC energy of the year within 1 %, hourly R² at least 0.999', () => {
    expect(rows.length).toBe(8760);
    const found = poa.map((light, hour) => {
      const sun = solarPosition(startUtcS + hour * 3600 + 1800, site);
      const cos = incidenceCosine(plane, sun.apparentZenithDeg, sun.azimuthDeg);
      // PVWatts takes the glass's loss off the beam alone.
      const lost = beam[hour]! * Math.max(0, cos) * (1 - physicalModifier(cos));
      return acKw(system, dcKw(system, Math.max(0, light - lost), cell[hour]!)) * 1000;
    });
    expect(Math.abs(sum(found) / sum(acW) - 1)).toBeLessThan(0.01);
    expect(determination(found, acW)).toBeGreaterThan(0.999);
  });

  test('from its DC power: AC power equal within 0.5 W in every hour, clipping included', () => {
    const worst = Math.max(...dcW.map((watt, hour) => Math.abs(acKw(system, watt / 1000) * 1000 - acW[hour]!)));
    expect(worst).toBeLessThan(0.5);
  });

  test('from its beam and diffuse: AC energy of the year within 1 %, hourly R² at least 0.99', () => {
    const steps = 8760 * 4;
    const grid = { startUtcS, stepS: 900, count: steps };
    const sun = sunSeries(makeEphemeris(startUtcS, startUtcS + 8760 * 3600), site, startUtcS + 450, 900, steps);
    const ghi = Float64Array.from(beam, (dni, hour) => {
      let cos = 0;
      for (let q = 0; q < 4; q++) cos += Math.max(0, Math.cos((sun.zenithDeg[hour * 4 + q]! * Math.PI) / 180)) / 4;
      return dni * cos + diffuse[hour]!;
    });
    const weather: Weather = {
      startUtcS,
      stepS: 3600,
      ghiWm2: ghi,
      dniWm2: Float64Array.from(beam),
      dhiWm2: Float64Array.from(diffuse),
      airTemperatureC: Float64Array.from(air),
      windSpeedMps: Float64Array.from(wind),
      source: 'PVWatts',
    };
    const model = {
      ...ROOF_MODEL,
      system,
      diffuseThroughShare: 1,
      cells: { kind: 'faiman', ...FAIMAN_OPEN, windShare: 1 } as const,
    };
    const roof = { name: 'rack', planes: [{ ...plane, powerShare: 1 }] };
    const perKwp = roofSeries(weatherOnGrid(weather, grid, site), roof, model);
    const found = acW.map((_, hour) => sum(perKwp, hour * 4, hour * 4 + 4) * 1000);
    expect(Math.abs(sum(found) / sum(acW) - 1)).toBeLessThan(0.01);
    expect(determination(found, acW)).toBeGreaterThan(0.99);
  });
});
