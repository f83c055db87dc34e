/** The whole way on the built-in district, on the built engine: one week, a small sample of travellers. */
import { expect, test } from 'vitest';
import { CancelledError } from '../dist/engine/core/errors.js';
import { loadDistrict } from '../dist/engine/io/district.js';
import { loadScenarioFile } from '../dist/engine/io/scenario-file.js';
import { resultsHash } from '../dist/engine/results/hash.js';
import { run } from '../dist/engine/run.js';

const SMALL = ['travel.sampleShare=0.01', 'period.days=7', 'period.stepMinutes=30'];

test('1, 2 and 4 threads write identical results', async () => {
  const { scenario } = loadScenarioFile('smart-solar-charging', SMALL);
  const district = await loadDistrict(scenario.district);
  const hashes: string[] = [];
  for (const threads of [1, 2, 4]) {
    const result = await run(scenario, { threads, district });
    hashes.push(resultsHash(result.indicators, result.tables));
  }
  expect(hashes[1]).toBe(hashes[0]);
  expect(hashes[2]).toBe(hashes[0]);
});

test('another seed gives another result, the same seed the same', async () => {
  const { scenario } = loadScenarioFile('baseline-2025', [...SMALL, 'period.days=1']);
  const district = await loadDistrict(scenario.district);
  const hash = async (seed: number): Promise<string> => {
    const result = await run({ ...scenario, seed }, { district });
    return resultsHash(result.indicators, result.tables);
  };
  const first = await hash(1);
  expect(await hash(2)).not.toBe(first);
  expect(await hash(1)).toBe(first);
});

test('every ledger of a run closes to 1e-6', async () => {
  const { scenario } = loadScenarioFile('v2g-shared-cars', SMALL);
  const result = await run(scenario);
  expect(result.ledger.length).toBeGreaterThan(5);
  for (const entry of result.ledger) expect(entry.relativeError, entry.key).toBeLessThan(1e-6);
});

test('a cancelled run ends within a second', async () => {
  const { scenario } = loadScenarioFile('baseline-2025', SMALL);
  const district = await loadDistrict(scenario.district);
  for (const delayMs of [0, 150, 600, 1500]) {
    const controller = new AbortController();
    let abortedAt = Number.POSITIVE_INFINITY;
    const timer = setTimeout(() => {
      abortedAt = performance.now();
      controller.abort();
    }, delayMs);
    const ended = await run(scenario, { district, signal: controller.signal }).then(
      () => null,
      (error: unknown) => error,
    );
    clearTimeout(timer);
    if (ended === null) continue;
    expect(ended).toBeInstanceOf(CancelledError);
    expect(performance.now() - abortedAt).toBeLessThan(1000);
  }
});
