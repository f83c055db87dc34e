/** The report's section on traffic: level of service by kind of road, worst streets, and how far travel times can be relied on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readReport } from '../../engine/io/report-data.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { renderReport } from '../../engine/results/report/page.ts';
import { smallParts } from './small-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-traffic-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };

test('the report shows level of service, worst streets and, where a scenario has two seeds, the spread of travel times, in both languages', async () => {
  const write = async (name: string, seed: number, strategy: 'solar-following' | undefined): Promise<string> => {
    const parts = smallParts(strategy === undefined ? {} : { strategy });
    const path = join(folder, name);
    await writeResult(path, collectResult({ ...parts, scenario: { ...parts.scenario, seed } }), facts);
    return path;
  };
  const paths = [
    await write('a1', 1, undefined),
    await write('a2', 2, undefined),
    await write('b', 1, 'solar-following'),
  ];
  const input = await readReport(await Promise.all(paths.map(readResult)), 'en');
  const [base, other] = input.sides;
  const km = base.serviceLevels!.reduce((sum, row) => sum + row.carKm, 0);
  const { indicators } = (await readResult(paths[0]!)).summary;
  const ofKinds = ['carKmMotorways', 'carKmMainRoads', 'carKmStreets'].map((key) => indicators[key]!.value!);
  expect(km).toBeCloseTo(ofKinds[0]! + ofKinds[1]! + ofKinds[2]!, 1);
  expect(base.reliability!.runs).toBe(2);
  expect(base.reliability!.periods.map(({ period }) => period)).toEqual(['day', 'morning', 'evening']);
  // Both runs drove alike, so that there is no spread and the time to plan for is the time.
  for (const { spread, planningIndex, timeIndex } of base.reliability!.periods) {
    expect(spread).toBeCloseTo(0, 6);
    expect(planningIndex).toBeCloseTo(timeIndex, 6);
  }
  expect(other.reliability).toBeUndefined();
  const html = renderReport(input);
  for (const words of [
    'How freely it drives',
    'Hoe vrij het rijdt',
    'How reliable travel times are',
    'Hoe betrouwbaar de reistijd is',
  ])
    expect(html).toContain(words);
  for (const row of base.worstStreets!) expect(row.delayS).toBeGreaterThanOrEqual(1);
});
