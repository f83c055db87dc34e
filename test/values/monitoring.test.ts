/** The monitoring framework: time paths, targets and lights by hand; mistakes told all at once. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { parseChecked } from '../../engine/io/checked-yaml.ts';
import { readMonitoring } from '../../engine/io/monitoring-data.ts';
import { writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { monitoringSchema } from '../../engine/values/monitoring/file.ts';
import { monitoringPage } from '../../engine/values/monitoring/page.ts';
import { checkMonitoring, lightOf, targetIn, valueIn, yearPath } from '../../engine/values/monitoring/path.ts';
import { monitoringCsv } from '../../engine/values/monitoring/table.ts';
import { smallParts } from '../results/small-run.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-monitor-'));
const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };
await writeResult(join(place, 'a'), collectResult(smallParts()), facts);
await writeResult(join(place, 'b'), collectResult(smallParts({ loadFactor: 2 })), facts);

const FILE = `version: 1
name: { nl: Proef, en: Trial }
baseYear: 2025
indicators: [loadMwh]
observations:
  - { year: 2021, indicator: loadMwh, value: 1.5, source: meter }
paths:
  - name: { nl: Pad, en: Path }
    points: [{ year: 2025, result: a }, { year: 2035, result: b }]
targets:
  - { indicator: loadMwh, year: 2035, atMost: 2.92, source: council }
`;
const monitorFile = (text: string): string => {
  const file = join(place, `${Math.abs(text.length)}-${text.split('\n').length}.yaml`);
  writeFileSync(file, text);
  return file;
};
const problemsOf = async (text: string): Promise<string[]> => {
  const error = await readMonitoring(monitorFile(text)).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).problems.map(({ key, rule }) => `${key}: ${rule}`);
};

describe('a path through the years (loads of 1.92 MWh in 2025 and 3.84 MWh in 2035 by the hand-made runs)', async () => {
  const { series, monitoring, results } = await readMonitoring(monitorFile(FILE));
  const points = new Map(series[0]!.points.map((point) => [point.year, point]));

  test('measured where measured, simulated where simulated, in between on the line, each marked', () => {
    expect(points.get(2021)).toMatchObject({ value: 1.5, kind: 'measured' });
    expect(points.get(2025)!.value).toBeCloseTo(1.92, 6);
    expect(points.get(2025)!.kind).toBe('simulated');
    expect(points.get(2023)!.value).toBeCloseTo((1.5 + 1.92) / 2, 6);
    expect(points.get(2023)!.kind).toBe('interpolated');
    expect(points.get(2030)!.value).toBeCloseTo((1.92 + 3.84) / 2, 6);
    expect(series[0]!.points.map(({ year }) => year)).toEqual(Array.from({ length: 15 }, (_, i) => 2021 + i));
  });

  test('the target line goes from the base year’s value to the target; before the base year there is no light', () => {
    expect(points.get(2030)!.target).toBeCloseTo(1.92 + 0.5, 6);
    expect(points.get(2021)!.light).toBe('none');
    expect(points.get(2025)!.light).toBe('green');
    // 2035: 3.84 against at most 2.92, 0.92 behind on a way of 1.00: red; 2026: 0.192 against 0.1, within a tenth of the way: amber.
    expect(points.get(2035)!.light).toBe('red');
    expect(points.get(2026)!.light).toBe('amber');
  });

  test('CSV has a line a year with all that a dashboard needs', () => {
    const lines = monitoringCsv(series).trim().split('\n');
    expect(lines[0]).toBe('pathNl,pathEn,indicator,labelNl,labelEn,unit,year,value,kind,target,light,targetSource');
    expect(lines).toHaveLength(16);
    expect(lines.find((line) => line.includes(',2035,'))).toContain(',simulated,2.92,red,council');
  });

  test('the page says the lights in words, in both languages', () => {
    const html = monitoringPage(monitoring.name, series, results, 'nl');
    // Every indicator opens how it is computed; results and inputs stand below with version, seed, licence and fingerprint.
    expect(html.match(/<details class="origin">/g)).toHaveLength(series.length);
    expect(html).toContain('id="inputs"');
    for (const { manifest } of results) expect(html).toContain(manifest.resultsHash.slice(0, 16));
    expect(html).toContain('Made by hand');
    for (const words of ['op koers', 'on course', 'aria-label="achter"', '2035']) expect(html).toContain(words);
  });
});

describe('rules', () => {
  test('nothing is said beyond the years that are known', () => {
    const known = [{ year: 2025, value: 1, kind: 'simulated' as const }];
    expect(valueIn(known, 2024)).toEqual({ value: null, kind: 'missing' });
    expect(valueIn(known, 2026)).toEqual({ value: null, kind: 'missing' });
    expect(yearPath({ from: 2024, to: 2026, baseYear: 2025 }, known, []).map(({ light }) => light)).toEqual([
      'none',
      'none',
      'none',
    ]);
  });

  test('two targets of one indicator: the line goes to the first and from there to the second', () => {
    const known = [2025, 2030, 2035].map((year) => ({ year, value: 10, kind: 'simulated' as const }));
    const targets = [
      { indicator: 'x', year: 2030, atMost: 8, amberShare: 0, source: 's' },
      { indicator: 'x', year: 2035, atMost: 3, amberShare: 0, source: 's' },
    ];
    const line = yearPath({ from: 2025, to: 2035, baseYear: 2025 }, known, targets).map(({ target }) => target);
    expect([line[0], line[5], line[7], line[10]]).toEqual([10, 8, 6, 3]);
  });

  test('a measurement goes before a simulation of the same year', () => {
    expect(
      valueIn(
        [
          { year: 2025, value: 1, kind: 'simulated' },
          { year: 2025, value: 2, kind: 'measured' },
        ],
        2025,
      ),
    ).toEqual({ value: 2, kind: 'measured' });
  });

  test('at least and at most look the other way; after its year a target stays', () => {
    const least = { indicator: 'x', year: 2030, atLeast: 10, amberShare: 0.1, source: 's' };
    expect(targetIn(least, 0, 2025, 2032)).toBe(10);
    expect(lightOf(least, 11, 10, 0)).toBe('green');
    expect(lightOf(least, 9.5, 10, 0)).toBe('amber');
    expect(lightOf(least, 5, 10, 0)).toBe('red');
    expect(lightOf({ ...least, atLeast: undefined, atMost: 10 }, 5, 10, 0)).toBe('green');
  });
});

describe('mistakes', () => {
  test('a target year before the base year is an error, and all mistakes are told at once', async () => {
    const problems = await problemsOf(
      `${FILE}  - { indicator: loadMwh, year: 2024, atMost: 1, source: council }\n  - { indicator: pvProducedMwh, year: 2020, atLeast: 1, source: council }\n`,
    );
    expect(problems).toEqual([
      'targets[1].year: must not lie before the base year 2025',
      'targets[2].year: must not lie before the base year 2025',
    ]);
  });

  test('an impossible measurement, a year told twice and a table that runs backwards are told', () => {
    const monitoring = monitoringSchema.parse({
      version: 1,
      name: { nl: 'a', en: 'b' },
      from: 2030,
      to: 2025,
      baseYear: 2025,
      observations: [
        { year: 2024, indicator: 'modeShareCar', value: 1.4, source: 's' },
        { year: 2024, indicator: 'modeShareCar', value: 0.4, source: 's' },
      ],
      paths: [
        {
          name: { nl: 'a', en: 'b' },
          points: [
            { year: 2025, result: 'a' },
            { year: 2025, result: 'b' },
          ],
        },
      ],
    });
    expect(() => checkMonitoring(monitoring, 'm.yaml')).toThrow(InputError);
    try {
      checkMonitoring(monitoring, 'm.yaml');
    } catch (error) {
      expect((error as InputError).problems.map(({ key }) => key)).toEqual([
        'to',
        'paths[0].points[1].year',
        'observations[0].value',
        'observations[1]',
      ]);
    }
  });

  test('an indicator that no result has, and a result that is not there, are named', async () => {
    expect(await problemsOf(FILE.replace('[loadMwh]', '[nonsense]'))).toEqual([
      'nonsense: must be an indicator of the results of path Path',
    ]);
    expect((await problemsOf(FILE.replace('result: b', 'result: nowhere')))[0]).toContain('nothing stands there');
  });

  test('a target with both bounds or neither is refused', async () => {
    expect((await problemsOf(FILE.replace('atMost: 2.92', 'atMost: 2.92, atLeast: 1')))[0]).toContain('one of them');
  });

  test('the built-in monitoring file is read by the same rules', () => {
    const file = fileURLToPath(new URL('../../scenarios/monitoring/district.yaml', import.meta.url));
    const monitoring = parseChecked(readFileSync(file, 'utf8'), file, monitoringSchema);
    checkMonitoring(monitoring, file);
    expect(monitoring.paths).toHaveLength(2);
  });
});
