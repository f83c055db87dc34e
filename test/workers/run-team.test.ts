/** Teams of threads under a cap of memory, each in a process of its own so that what another test took is not counted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeTownStudy } from '../study/town-study.ts';
import { built, inProcess, peakOf } from './team-process.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-team-'));
beforeAll(() => writeTownStudy(place, 1));
afterAll(() => rmSync(place, { recursive: true, force: true }));

interface Told {
  readonly most: number;
  readonly hashes: readonly string[];
  readonly measure: {
    readonly beforeRunsMb: number;
    readonly perRunMb: number;
    readonly peakMb: number;
    readonly atOnce: number;
  };
}

/** Five runs with three threads. @param capMb cap on the memory of the process, or null */
function team(capMb: number | null): Told {
  const program = `
    import { RunTeam } from ${JSON.stringify(built('workers/run-team.js'))};
    import { loadDistrict } from ${JSON.stringify(built('io/district.js'))};
    import { loadScenarioFile } from ${JSON.stringify(built('io/scenario-file.js'))};
    const { scenario } = loadScenarioFile(${JSON.stringify(join(place, 'base.yaml'))}, []);
    const team = new RunTeam({ threads: 3, memoryMb: ${capMb === null ? 'undefined' : capMb}, loadInputs: loadDistrict });
    const on = new Set();
    let most = 0;
    const outcomes = await Promise.all(Array.from({ length: 5 }, (_, seed) =>
      team.run({ id: String(seed), scenario: { ...scenario, seed }, inputs: scenario.district, resultFolder: null }, undefined, () => {
        on.add(seed);
        most = Math.max(most, on.size);
      }).finally(() => on.delete(seed))));
    const { measure } = team;
    await team.close();
    console.log(JSON.stringify({ most, hashes: outcomes.map(({ resultsHash }) => resultsHash), measure }));`;
  return JSON.parse(inProcess(program)) as Told;
}

test('without a cap three runs go at once; a cap that holds one run lets one go at a time; one that holds two is kept; results are the same', () => {
  const free = team(null);
  expect([free.most, free.measure.atOnce]).toEqual([3, 3]);
  const narrow = team(50);
  expect([narrow.most, narrow.measure.atOnce]).toEqual([1, 1]);
  const { beforeRunsMb, perRunMb } = narrow.measure;
  const capMb = beforeRunsMb + 2.2 * perRunMb;
  const two = team(capMb);
  expect(two.measure.peakMb).toBeLessThan(1.05 * capMb);
  expect(narrow.hashes).toEqual(free.hashes);
  expect(two.hashes).toEqual(free.hashes);
}, 600_000);

test('with inputs of 240 MB three more runs at once take less than two copies of them: no thread holds one', () => {
  const one = peakOf(place, 1);
  const four = peakOf(place, 4);
  expect(one.sharedMb).toBeGreaterThan(240);
  // Three copies would be 720 MB beside the scratch; a run of this town takes about 90 MB.
  expect(four.peakMb - one.peakMb).toBeLessThan(480);
}, 600_000);
