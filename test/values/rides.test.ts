/** Measured rides: what cannot be is dropped and counted; exposure by ride and street by hand; small groups of rides are withheld. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { readReport } from '../../engine/io/report-data.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { readRides } from '../../engine/io/rides.ts';
import { renderReport } from '../../engine/results/report/page.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { cleanRides, type MeasuredPoint } from '../../engine/values/rides/clean.ts';
import { compareRides } from '../../engine/values/rides/compare.ts';
import { smallParts } from '../results/small-run.ts';

const BOX = [4.9, 52, 5.1, 52.2] as const;
const point = (change: Partial<MeasuredPoint> = {}): MeasuredPoint => ({
  ride: 'a',
  utcS: 1000,
  lonDeg: 5,
  latDeg: 52.09,
  pm25UgM3: 10,
  ...change,
});

describe('cleaning', () => {
  const dropped = (points: readonly MeasuredPoint[]): Record<string, number> => {
    const told: Record<string, number> = {};
    cleanRides(points, BOX, (reason, _, count = 1) => {
      told[reason] = (told[reason] ?? 0) + count;
    });
    return told;
  };
  const ride = [0, 10, 20, 30].map((s) => point({ utcS: 1000 + s, lonDeg: 5 + s * 1e-5 }));

  test.each([
    ['PM2.5 below zero', { pm25UgM3: -1 }],
    ['PM2.5 above what the sensor can', { pm25UgM3: 5000 }],
    ['not a number', { pm25UgM3: Number.NaN }],
    ['no time', { utcS: Number.NaN }],
    ['nowhere on earth', { lonDeg: 500 }],
    ['null island', { lonDeg: 0, latDeg: 0 }],
    ['a leap of a kilometre in a second', { utcS: 1031, lonDeg: 5.015 }],
    ['a moment told twice', { utcS: 1010, pm25UgM3: 99 }],
  ])('%s: the point is dropped and told, the ride stays', (_, change) => {
    const told = dropped([...ride, point(change)]);
    expect(Object.values(told)).toEqual([1]);
    expect(cleanRides([...ride, point(change)], BOX, () => {})[0]!.points).toHaveLength(4);
  });

  test('a gap of more than ten minutes ends a ride; rides of fewer than three points are dropped', () => {
    const late = [0, 10].map((s) => point({ utcS: 9000 + s }));
    expect(cleanRides([...ride, ...late], BOX, () => {})).toHaveLength(1);
    expect(dropped([...ride, ...late])).toEqual({ 'points of rides of fewer than 3 points': 2 });
  });
});

describe('comparison, by hand', () => {
  test('a ride of 10 s at 20 and 30 s at 40 µg/m³ has a mean of 35; off the streets the model does not speak', () => {
    const rides = [
      { points: [point({ utcS: 0 }), point({ utcS: 10, pm25UgM3: 20 }), point({ utcS: 40, pm25UgM3: 40 })] },
    ];
    const { rides: told } = compareRides(rides, [[0, 0, -1]], () => 12);
    expect(told[0]!.measuredUgM3).toBeCloseTo(35, 9);
    expect(told[0]!.matchedShare).toBeCloseTo(0.25, 9);
    expect(told[0]!.modelUgM3).toBeCloseTo(12, 9);
  });

  test('a street with nine rides is withheld, one with ten is shown; bias and root mean square', () => {
    const rides = Array.from({ length: 10 }, (_, r) => ({
      points: [0, 10, 20].map((utcS) => point({ ride: String(r), utcS, pm25UgM3: 15 })),
    }));
    const { streets, streetsWithheld, biasUgM3, rmseUgM3, correlation } = compareRides(
      rides,
      rides.map((_, r) => [0, 0, r < 9 ? 1 : 0]),
      () => 12,
    );
    expect(streets).toEqual([{ street: 0, rides: 10, bikes: null, measuredUgM3: 15, modelUgM3: 12 }]);
    expect(streetsWithheld).toBe(1);
    expect([biasUgM3, rmseUgM3]).toEqual([-3, 3]);
    expect(correlation).toBeNaN();
  });
});

describe('whose rides they are', () => {
  const rides = (bikes: readonly (number | undefined)[]) =>
    bikes.map((bike, r) => ({
      bike,
      points: [0, 10, 20].map((utcS) => point({ ride: String(r), utcS, pm25UgM3: 10 + r })),
    }));
  const told = (bikes: readonly (number | undefined)[]) =>
    compareRides(
      rides(bikes),
      bikes.map(() => [0, 0, 0]),
      () => 12,
    );

  test('twenty rides of nine bicycles show no street and no exposure by route; of ten bicycles they do', () => {
    const nine = told(Array.from({ length: 20 }, (_, r) => r % 9));
    expect([nine.streets.length, nine.streetsWithheld, nine.byRoute, nine.bikes]).toEqual([0, 1, null, 9]);
    const ten = told(Array.from({ length: 20 }, (_, r) => r % 10));
    expect(ten.streets).toEqual([{ street: 0, rides: 20, bikes: 10, measuredUgM3: 19.5, modelUgM3: 12 }]);
    expect(ten.byRoute!.model).toEqual({ low: 12, middle: 12, high: 12 });
  });

  test('exposure by route over rides of 10 … 29 µg/m³: half of them above 19.5', () => {
    const { byRoute } = told(Array.from({ length: 20 }, (_, r) => r));
    expect(byRoute!.measured.middle).toBeCloseTo(19.5, 9);
    expect(byRoute!.measured.low).toBeLessThan(12.5);
    expect(byRoute!.measured.high).toBeGreaterThan(26.5);
  });
});

describe('files', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-rides-'));
  await writeResult(join(place, 'result'), collectResult(smallParts()), {
    threads: 1,
    durationS: 1,
    peakMemoryBytes: 1,
    createdUtc: '2025-01-02T03:04:05Z',
  });
  await writeResult(join(place, 'other'), collectResult(smallParts({ strategy: 'solar-following' })), {
    threads: 1,
    durationS: 1,
    peakMemoryBytes: 1,
    createdUtc: '2025-01-02T03:04:05Z',
  });
  const result = await readResult(join(place, 'result'));
  const other = await readResult(join(place, 'other'));
  const file = (text: string): string => {
    const path = join(place, `${text.length}-${text.slice(0, 3).trim()}.csv`);
    writeFileSync(path, text);
    return path;
  };

  test('eleven rides along the first street of the hand-made run, in the words of the sniffer-bike data, are matched to it', async () => {
    const lines = Array.from({ length: 11 }, (_, r) =>
      [0, 1, 2, 3].map((i) => `${r};2025-01-02T08:0${i}:00Z;52.09005;${5.001 + 0.002 * i};${10 + r}`),
    ).flat();
    lines.push('0;2025-01-02T08:02:30Z;52.09;5.005;-7');
    const answer = await readRides(file(`trip_id;recording_time;lat;lon;pm2_5\n${lines.join('\n')}\n`), result);
    expect(answer.comparison.rides).toHaveLength(11);
    expect(answer.comparison.streets).toHaveLength(1);
    expect(answer.streetNames.get(answer.comparison.streets[0]!.street)).toBe('Eerste laan');
    expect(answer.comparison.streets[0]!.measuredUgM3).toBeCloseTo(15, 6);
    expect(answer.report.dropped.map(({ count }) => count)).toEqual([1]);
  });

  test('a raw file of the data platform: hundredths, error codes, latitude and longitude in full; no number of a device comes out', async () => {
    // Columns of the datastore of the province (CKAN, "provincie_utrecht_snuffelfiets_measurement"); values made up.
    const head =
      '_id,entity_id,recording_timestamp,receive_timestamp,latitude,longitude,horizontal_accuracy,pm1_0,pm2_5,pm10,temperature,humidity,pressure,voltage,error_code,trip_sequence,version_major,version_minor';
    const lines = Array.from({ length: 11 }, (_, r) =>
      [0, 1, 2, 3].map(
        (i) =>
          `${4 * r + i},3567261009406${10 + r},2025-01-02T08:0${i}:00,2025-01-02T08:0${i}:04,52.09005,${5.001 + 0.002 * i},5,900,${1200 + 100 * r},1900,81,72,10,9,${i === 3 && r === 0 ? 4 : 0},${r % 3},2,1`,
      ),
    ).flat();
    const bad = [
      ['2048', 'fine dust was not ready'],
      ['32', 'no fix'],
      ['4096', 'accuracy uncertain'],
    ].map(
      ([code], i) =>
        `90${i},356726100940699,2025-01-02T09:0${i}:00,,52.09005,5.003,5,900,99999,1900,81,72,10,9,${code},1,2,1`,
    );
    const path = file(`${[head, ...lines, ...bad].join('\n')}\n`);
    const answer = await readRides(path, result);
    expect(answer.comparison.rides).toHaveLength(11);
    expect(answer.comparison.streets[0]!.measuredUgM3).toBeCloseTo(17, 6);
    expect(answer.report.repaired).toEqual([expect.objectContaining({ count: 44 })]);
    expect(Object.fromEntries(answer.report.dropped.map(({ what, count }) => [what, count]))).toEqual({
      'points of which the sensor says that fine dust could not be measured': 2,
      'points of which the sensor says that it did not know where it was': 1,
    });
    expect(JSON.stringify(answer)).not.toContain('3567261009406');
    expect(answer.comparison.bikes).toBe(11);
  });

  test('a weekly file of 2020 (sensor of version 1): µg/m³ as they stand; two rides of one sensor are told apart by their number', async () => {
    const head =
      'air_quality_observed_id,sensor,recording_time,lat,lon,trip_sequence,humidity,pm2_5,pm10,pm1_0,pressure,temperature,voc,voltage,no2,acc_max,error_code,version_major,version_minor';
    const lines = [1, 2].flatMap((trip) =>
      [0, 1, 2].map(
        (i) =>
          `${trip}${i},77,2020-01-07 0${7 + trip}:0${i}:00.000,52.09005,${5.001 + 0.002 * i},${trip},80,13.5,20,9,1000,7,0,4,0,0,128,1,3`,
      ),
    );
    const answer = await readRides(file(`${[head, ...lines].join('\n')}\n`), result);
    expect(answer.comparison.rides.map(({ measuredUgM3 }) => measuredUgM3)).toEqual([13.5, 13.5]);
    expect(answer.report.repaired).toEqual([]);
    expect(answer.report.dropped).toEqual([]);
  });

  test('values that somebody has already divided are left as they are, though the sensor is of version 2', async () => {
    const lines = [0, 1, 2].map((i) => `8;2025-01-02T08:0${i}:00;52.09005;${5.001 + 0.002 * i};12.3${i};2`);
    const answer = await readRides(
      file(`entity_id;recording_timestamp;latitude;longitude;pm2_5;version_major\n${lines.join('\n')}\n`),
      result,
    );
    expect(answer.comparison.rides[0]!.measuredUgM3).toBeCloseTo(12.315, 6);
    expect(answer.report.repaired).toEqual([]);
  });

  test('in the report: what was thrown out, exposure by route and streets, and no single ride or device', async () => {
    const head = 'entity_id;recording_timestamp;latitude;longitude;pm2_5;error_code;trip_sequence;version_major';
    const lines = Array.from({ length: 11 }, (_, r) =>
      [0, 1, 2, 3].map(
        (i) =>
          `35672610094${10 + r};2025-01-02T08:0${i}:00;52.09005;${5.001 + 0.002 * i};${1000 + 100 * r};${r === 0 && i === 3 ? 512 : 0};1;2`,
      ),
    ).flat();
    const text = `${[head, ...lines].join('\n')}\n`;
    const html = renderReport(await readReport([result, other], 'nl', { file: 'snuffelfiets.csv', text }));
    const section = parseHTML(html).document.querySelector('#rides')!;
    const words = section.textContent ?? '';
    expect(words).toContain('punten waarvan de sensor zegt dat fijnstof niet gemeten kon worden');
    expect(words).toContain('punten in honderdsten van een µg/m³ (vanaf versie 2 van de sensor, overal hele getallen)');
    expect(words).toContain('Eerste laan');
    expect(section.querySelectorAll('table')).toHaveLength(2);
    expect(section.querySelector('details.origin')!.textContent).toMatch(/snuffelfiets\.csv, SHA-256 [0-9a-f]{16}/);
    expect(html).not.toContain('35672610094');
    await expect(readReport([result, other], 'nl', { file: 'leeg.csv', text: 'a,b\n1,2\n' })).rejects.toThrow(
      /leeg\.csv/,
    );
  });

  test('a file in which nothing is possible is refused, and one without the columns names them all', async () => {
    const header = 'ride,time,lon,lat,pm25\n';
    await expect(
      readRides(file(`${header}a,2025-01-01T00:00:00Z,5,52.09,-1\na,2025-01-01T00:00:10Z,5,52.09,9999\n`), result),
    ).rejects.toThrow(/nothing usable is left/);
    await expect(readRides(file('a,b\n1,2\n'), result)).rejects.toThrow(/ride.*\n.*time.*\n.*lon.*\n.*lat.*\n.*pm25/);
  });
});
