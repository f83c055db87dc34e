/** The examples of the README, as a program outside would write them: the package is imported by its name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError, compare, loadScenario, run, runEvents, study, studyEvents } from 'rijnstroom';
import { afterAll, expect, test } from 'vitest';
import { writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-library-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('two runs and their comparison', async () => {
  await writeTownStudy(place, 2);
  const base = await run(loadScenario(join(place, 'base.yaml')));
  const solar = await run(loadScenario(join(place, 'solar.yaml'), ['charging.v2gShare=0.3']));
  const { indicators } = compare([base, solar]);
  const peak = indicators.find(({ key }) => key === 'peakDistrictKw')!;
  expect(peak.difference).toBe(solar.indicators['peakDistrictKw']!.value - base.indicators['peakDistrictKw']!.value);
});

test('a run as a stream of its stages; leaving the loop cancels it', async () => {
  const scenario = loadScenario(join(place, 'base.yaml'));
  const stages = new Set<string>();
  for await (const { stage } of runEvents(scenario)) stages.add(stage);
  expect([...stages]).toEqual(expect.arrayContaining(['population', 'charging', 'grid', 'results']));
  let seen = 0;
  for await (const _ of runEvents(scenario)) {
    seen++;
    break;
  }
  expect(seen).toBe(1);
});

test('a study with progress, and its summary', async () => {
  const file = await writeTownStudy(place, 2);
  const events = studyEvents(file, { folder: join(place, 'study') });
  const told: string[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) {
      expect(value.runs).toBe(4);
      break;
    }
    told.push(value.kind === 'run' ? `${value.done}/${value.total}` : value.kind);
  }
  expect(told).toEqual(['plan', '1/4', '2/4', '3/4', '4/4']);
  const again = await study(file, { folder: join(place, 'study'), resume: true });
  expect(again.runs).toBe(4);
});

test('an AbortSignal ends run and study with a CancelledError', async () => {
  const signal = AbortSignal.timeout(300);
  await expect(study(join(place, 'study.yaml'), { folder: join(place, 'stopped'), signal })).rejects.toThrow(
    CancelledError,
  );
  await expect(run(loadScenario(join(place, 'base.yaml')), { signal: AbortSignal.abort() })).rejects.toThrow(
    CancelledError,
  );
});
