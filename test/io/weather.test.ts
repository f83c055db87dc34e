/** Weather readers: real files whose headers lie, and synthetic years with known faults. */
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { solarPosition } from '../../engine/energy/sun.ts';
import { readPvgis } from '../../engine/io/pvgis.ts';
import { sunOffsetH } from '../../engine/io/sun-check.ts';
import { readText } from '../../engine/io/text-file.ts';
import { parseWeather, readWeather } from '../../engine/io/weather.ts';
import { weatherAt } from '../../engine/io/weather-move.ts';
import { hasShared, shared, WITHOUT_SHARED } from './files.ts';
import { knmi } from './makers.ts';

const yearly = (ghiWm2: Float64Array): number => ghiWm2.reduce((sum, value) => sum + value, 0) / 1000;
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!hasShared)(`real files${WITHOUT_SHARED}`, () => {
  // Totals and means as listed in the README of the data folder (kWh/m², °C, m/s).
  test.each([
    [
      'NLD_Amsterdam.062400_IWEC.epw.gz',
      { ghi: 982, dni: 699, dhi: 591, t: 10.03, wind: 5.35, start: '2022-12-31T23:00:00.000Z', moved: false },
    ],
    [
      'NLD_DBL_EPW_YR2019.epw.gz',
      { ghi: 1097, dni: 1005, dhi: 580, t: 11.18, wind: 3.33, start: '2019-01-01T00:00:00.000Z', moved: true },
    ],
    [
      'NLD_DBL_EPW_YR2023.epw.gz',
      { ghi: 1094, dni: 985, dhi: 571, t: 11.79, wind: 3.52, start: '2023-01-01T00:00:00.000Z', moved: true },
    ],
    [
      'NLD_DBL_EPW_NEN-18.epw.gz',
      { ghi: 988, dni: 791, dhi: 561, t: 10.81, wind: 3.55, start: '1985-01-01T00:00:00.000Z', moved: false },
    ],
  ])('%s: totals agree, and a header that lies about its time zone is found out by the sun', async (name, expected) => {
    const { weather, report } = await readWeather(shared(`energy/weather_nl/${name}`));
    expect(Math.round(yearly(weather.ghiWm2))).toBe(expected.ghi);
    expect(Math.round(yearly(weather.dniWm2!))).toBe(expected.dni);
    expect(Math.round(yearly(weather.dhiWm2!))).toBe(expected.dhi);
    expect(mean(weather.airTemperatureC)).toBeCloseTo(expected.t, 1);
    expect(mean(weather.windSpeedMps)).toBeCloseTo(expected.wind, 1);
    expect(new Date(weather.startUtcS * 1000).toISOString()).toBe(expected.start);
    expect(report.warnings.some(({ key }) => key === 'time zone')).toBe(expected.moved);
    expect(Math.abs(sunOffsetH(weather.ghiWm2, weather.startUtcS, 52.1, 5.18))).toBeLessThan(0.2);
  });

  test('the year column of De Bilt 2019 (1982 … 1999) is recognised as wrong and told', async () => {
    const { report } = await readWeather(shared('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz'));
    expect(report.warnings.find(({ key }) => key === 'year')!.rule).toMatch(/placed in 2019/);
  });

  test('the hottest hour of De Bilt 2019, 37.2 °C, falls on 25 July in the afternoon', async () => {
    const { weather } = await readWeather(shared('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz'));
    const hottest = weather.airTemperatureC.indexOf(Math.max(...weather.airTemperatureC));
    expect(weather.airTemperatureC[hottest]).toBeCloseTo(37.2, 1);
    expect(new Date((weather.startUtcS + hottest * 3600) * 1000).toISOString()).toMatch(/^2019-07-25T1[3-6]/);
  });

  test('placed in a leap year, 29 February is made from the days around it', async () => {
    const { weather, report } = await readWeather(shared('energy/weather_nl/NLD_DBL_EPW_YR2023.epw.gz'), {
      year: 2024,
    });
    expect(weather.ghiWm2.length).toBe(8784);
    expect(report.repaired).toContainEqual({
      what: '29 February made from the days around it',
      count: 24,
      examples: ['2024'],
    });
  });

  test('PVGIS files tell place, plane and ten hours; tilted planes and trackers are refused as weather', async () => {
    const csv = shared('energy/solar_reference/pvgis_hourly_Timeseries_45.000_8.000_SA_30deg_0deg_2016_2016.csv');
    const json = shared(
      'energy/solar_reference/pvgis_hourly_Timeseries_45.000_8.000_SA2_10kWp_CIS_5_2a_2013_2014.json',
    );
    expect(readPvgis(await readText(csv), csv)).toMatchObject({ latDeg: 45, lonDeg: 8, slopeDeg: 30, typical: false });
    const rows = readPvgis(await readText(json), json).rows;
    expect(rows[8]).toMatchObject({ time: '20130101:0810', 'G(i)': 129.59, T2m: 0.97 });
    await expect(readWeather(csv)).rejects.toThrow(/slope/);
    await expect(readWeather(json)).rejects.toThrow(/tracker/);
  });

  test('the KNMI sample of four hours is read and refused as a year', async () => {
    await expect(readWeather(shared('energy/weather_nl/knmi_hourly_format_sample.txt'))).rejects.toThrow(
      /must cover the year 1951/,
    );
  });
});

describe('KNMI', () => {
  test('tenths become units, J/cm² become W/m² (324 J/cm² in an hour are 900 W/m²), hours end at HH in UT', () => {
    const { weather, report } = parseWeather(knmi(2023), 'uurgeg_260.txt');
    expect(new Date(weather.startUtcS * 1000).toISOString()).toBe('2023-01-01T00:00:00.000Z');
    expect([weather.airTemperatureC[0], weather.windSpeedMps[0]]).toEqual([10.5, 4]);
    const noon = (Date.UTC(2023, 5, 21, 11) / 1000 - weather.startUtcS) / 3600;
    const height = Math.cos(
      (solarPosition(Date.UTC(2023, 5, 21, 11, 30) / 1000, { latDeg: 52.1, lonDeg: 5.18 }).zenithDeg * Math.PI) / 180,
    );
    expect(weather.ghiWm2[noon]).toBeCloseTo(900 * height, -1);
    expect(weather.dniWm2).toBeNull();
    expect(report.warnings).toEqual([]);
  });

  test('missing hours and blanks are filled and counted; two missing months are refused', () => {
    const gaps = knmi(2023, (row, h) => (h >= 1000 && h < 1005 ? null : h === 2000 ? row.with(7, '') : row));
    const { weather, report } = parseWeather(gaps, 'k.txt');
    expect(weather.ghiWm2.every((value) => !Number.isNaN(value))).toBe(true);
    expect(report.repaired.find(({ what }) => what.includes('air temperature'))!.count).toBe(6);
    expect(() =>
      parseWeather(
        knmi(2023, (row, h) => (h < 1440 ? null : row)),
        'k.txt',
      ),
    ).toThrow(/must cover the year/);
  });

  test('another station is dropped and counted; a year that is not there is refused', () => {
    const two = `${knmi(2023)}\n  344,20230101,    1,  180,   40,   38,   60,  105,    0`;
    expect(parseWeather(two, 'k.txt').report.dropped).toEqual([
      { what: 'hours of other stations', count: 1, examples: ['344'] },
    ]);
    expect(() => parseWeather(knmi(2023), 'k.txt', { year: 2020 })).toThrow(/must be in the file: 2023/);
  });

  test.each([-5, -2, 1, 3])('a year labelled %i h wrong is set right by the sun', (shift) => {
    const rows = knmi(2023).split('\n');
    const head = rows.slice(0, 4);
    const body = rows.slice(4);
    const moved = body.map((row, h) => {
      const cells = row.split(',');
      cells[8] = body[(h - shift + body.length) % body.length]!.split(',')[8]!;
      return cells.join(',');
    });
    const { weather, report } = parseWeather([...head, ...moved].join('\n'), 'k.txt');
    expect(report.warnings.some(({ key }) => key === 'time zone')).toBe(true);
    expect(weather.startUtcS).toBe(Date.UTC(2023, 0, 1) / 1000 - shift * 3600);
  });
});

test('a PVGIS typical year of mixed years is placed in one year', () => {
  const rows = Array.from({ length: 8760 }, (_, h) => {
    const date = new Date(Date.UTC(2023, 0, 1) + h * 3_600_000);
    const height = Math.max(
      0,
      Math.cos((solarPosition(date.getTime() / 1000 + 1800, { latDeg: 52.1, lonDeg: 5.1 }).zenithDeg * Math.PI) / 180),
    );
    return {
      'time(UTC)': `${2005 + date.getUTCMonth()}${date.toISOString().slice(5, 10).replace('-', '')}:${String(date.getUTCHours()).padStart(2, '0')}00`,
      T2m: 10,
      'G(h)': 900 * height,
      'Gb(n)': 500 * Math.sign(height),
      'Gd(h)': 100 * height,
      WS10m: 4,
    };
  });
  const json = JSON.stringify({
    inputs: { location: { latitude: 52.1, longitude: 5.1 } },
    outputs: { tmy_hourly: rows },
  });
  const { weather, report } = parseWeather(json, 'tmy.json', { year: 2025 });
  expect([weather.ghiWm2.length, new Date(weather.startUtcS * 1000).toISOString()]).toEqual([
    8760,
    '2025-01-01T00:00:00.000Z',
  ]);
  expect(report.warnings).toEqual([]);
});

test.each([
  ['nothing known', 'hello\nworld'],
  ['EPW without place', `LOCATION,x${'\n'.repeat(9)}`],
  ['EPW without hours', 'LOCATION,De Bilt,-,NLD,x,1,52.1,5.18,1,2\n\n\n\n\n\n\n\n'],
  ['KNMI without columns', '# KNMI\n260,20230101,1,2'],
  ['JSON cut short', '{"inputs": {'],
])('weather that cannot serve is refused in words: %s', (_name, text) => {
  expect(() => parseWeather(text, 'w')).toThrow(InputError);
});

test('weather from far away stands in with its noon at noon and its summer in summer', () => {
  const station = parseWeather(knmi(2023), 'k.txt');
  const { weather, moved } = weatherAt(station, [-51.3, -30.2, -51.1, -29.9], 'k.txt');
  expect(moved[0]!.rule).toMatch(/hours moved by 4 h .* seasons turned by half a year/);
  expect(Math.abs(sunOffsetH(weather.ghiWm2, weather.startUtcS, -30, -51.2))).toBeLessThan(0.5);
  const december = weather.ghiWm2.subarray(8760 - 24 * 20);
  expect(mean(december)).toBeGreaterThan(mean(weather.ghiWm2.subarray(4300, 4300 + 480)));
});
