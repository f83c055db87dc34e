/** What a study refuses, before work is lost: mistakes in the file, folders it cannot have, disks that are full. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planStudy, runStudy } from '../../dist/engine/study/run-study.js';
import { summariseFolder } from '../../dist/engine/study/study-summary.js';
import type { Executor } from '../../engine/study/local-executor.ts';
import { readStudy, scenarioResolver } from '../../dist/engine/study/read-study.js';
import { ended, rijnstroom, sleep, start, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-refusals-'));
let file = '';
const quiet = join(place, 'quiet');
beforeAll(async () => {
  file = await writeTownStudy(place, 1);
  expect(rijnstroom(['study', file, '--out', quiet, '--threads', '1']).status).toBe(0);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Plans and begins a study in this process. @returns the problem, in words; fails when a run is begun */
async function refused(study: string, out = 'refused', resume = false): Promise<string> {
  const begun = 'a run was begun';
  try {
    const definition = readStudy(study);
    const resolve = scenarioResolver(study);
    const plan = await planStudy(definition, study, resolve);
    // biome-ignore lint/correctness/useYield: an executor that must not be asked.
    const executor = async function* (): AsyncGenerator<never> {
      throw new Error(begun);
    };
    const folder = join(place, out);
    await runStudy(definition, study, resolve, { folder, plan, resume, executor, nowS: () => 0 });
  } catch (error) {
    const { name, message } = error as Error;
    expect(message).not.toBe(begun);
    expect(name).toMatch(/InputError|RunError/);
    return message;
  }
  return expect.unreachable();
}

const written = (lines: string): string => {
  const bad = join(place, 'bad.yaml');
  writeFileSync(bad, `version: 1\nname: bad\nscenarios: [base.yaml, solar.yaml]\n${lines}`);
  return bad;
};

describe('mistakes in the file', () => {
  test.each([
    [
      'a lever that does not exist',
      'levers: { method: grid, of: { charging.v2gshare: [0, 1] } }',
      /charging\.v2gshare/,
    ],
    ['a value out of range', 'levers: { method: list, of: [{ charging.v2gShare: 7 }] }', /charging\.v2gShare/],
    [
      'a lever that is fixed and varied',
      'set: [charging.v2gShare=0.1]\nlevers: { method: grid, of: { charging.v2gShare: [0, 1] } }',
      /must not fix a lever that `levers` varies/,
    ],
    ['a lever that is fixed twice', 'set: [charging.v2gShare=0.1, charging.v2gShare=0.2]', /must name a lever once/],
    [
      'a seed that is varied beside replications',
      'replications: 2\nlevers: { method: grid, of: { seed: [1, 2] } }',
      /each replication has its own/,
    ],
    [
      'points of a list that name different levers',
      'levers: { method: list, of: [{ charging.v2gShare: 0 }, { charging.plugInProbability: 0.5 }] }',
      /must name the same levers as the other points/,
    ],
    [
      'two equal points',
      'levers: { method: list, of: [{ charging.v2gShare: 0 }, { charging.v2gShare: 0 }] }',
      /must give different lever points/,
    ],
    [
      'a range that goes down',
      'levers: { method: sobol, samples: 8, of: { charging.v2gShare: { from: 1, to: 0 } } }',
      /must go from a lower to a higher value/,
    ],
    [
      'a stop rule below the replications',
      'replications: 5\nstop: { indicator: x, halfWidthShare: 0.1, maxReplications: 3 }',
      /at least the 5 replications/,
    ],
    ['a budget below the plan', 'replications: 5\nbudget: { runs: 3 }', /must allow the 10 runs/],
  ])('%s', async (_name, lines, words) => {
    expect(await refused(written(`${lines}\n`))).toMatch(words);
    expect(existsSync(join(place, 'refused', 'runs.jsonl'))).toBe(false);
  });

  test('the command tells it on stderr, without a stack, with exit code 2', () => {
    const bad = written('levers: { method: grid, of: { charging.v2gshare: [0, 1] } }\n');
    const { status, stderr, stdout } = rijnstroom(['study', bad, '--out', join(place, 'refused')]);
    expect(stderr.match(/charging\.v2gshare — is not a known key/g)).toHaveLength(2);
    expect(stderr).toContain(bad);
    expect(stderr).not.toMatch(/ {4}at /);
    expect([status, stdout]).toEqual([2, '']);
  });
});

test('an indicator that no scenario gives is told after the first run of each, with the nearest name; corrected, the study goes on with what it has', async () => {
  const done = [] as string[];
  const executor: Executor = async function* (runs) {
    for (const run of runs) {
      done.push(run.id);
      const peak = {
        value: 1 + done.length,
        unit: 'kW',
        label: { nl: 'piek', en: 'peak' },
        theme: 'grid',
        lowerIs: 'better',
      } as const;
      yield { run, status: 'done', indicators: { peakDistrictKw: peak }, resultsHash: run.id, durationS: 1 };
    }
  };
  const begin = async (lines: string, resume: boolean) => {
    const bad = written(`replications: 10\n${lines}`);
    const resolve = scenarioResolver(bad);
    return runStudy(readStudy(bad), bad, resolve, { folder: join(place, 'names'), resume, executor, nowS: () => 0 });
  };
  await expect(begin('indicators: [peakDistrictKW, chargedMwh]\n', false)).rejects.toThrow(
    /indicators — must be an indicator of the results \(did you mean "peakDistrictKw"\?\), got "peakDistrictKW"\n.*chargedMwh/,
  );
  expect(done).toHaveLength(2);
  const stop = 'stop: { indicator: peakDistrict, halfWidthShare: 0.1, maxReplications: 20 }\n';
  await expect(begin(`indicators: [peakDistrictKw]\n${stop}`, true)).rejects.toThrow(/stop\.indicator — must be/);
  expect((await begin('indicators: [peakDistrictKw]\n', true)).runs).toBe(20);
  expect(new Set(done).size).toBe(20);
  expect(done).toHaveLength(20);
});

describe('folders', () => {
  test('of finished runs, of another study, of another version or build, and half-written', async () => {
    expect(await refused(file, 'quiet')).toMatch(/holds 2 finished runs already: add --resume/);
    expect(await refused(written(''), 'quiet')).toMatch(/belongs to another study/);
    const header = JSON.parse(readFileSync(join(quiet, 'study.json'), 'utf8')) as object;
    const holding = (name: string, text: string): string => {
      mkdirSync(join(place, name), { recursive: true });
      writeFileSync(join(place, name, 'study.json'), text);
      return name;
    };
    const old = holding('old', '{"format":1,"engineVersion":"0.0.1"}');
    expect(await refused(file, old, true)).toMatch(/written by another version \(0\.0\.1\)/);
    const build = holding('build', JSON.stringify({ ...header, engineBuild: '0.1.0-abc' }));
    expect(await refused(file, build, true)).toMatch(/made by build 0\.1\.0-abc; results of two builds are not mixed/);
    const half = holding('half', '{"format":');
    expect(await refused(file, half, true)).toMatch(/must be JSON \(damaged\?\)/);
    expect(rijnstroom(['compare', join(place, half)]).status).toBe(2);
  });

  test('a second study in the same folder while the first runs', async () => {
    const out = join(place, 'shared');
    const first = start(['study', file, '--out', out, '--threads', '1']);
    while (first.exitCode === null && !existsSync(join(out, 'lock'))) await sleep(20);
    expect(await refused(file, 'shared', true)).toMatch(/in use by another study that is running \(process \d+ on /);
    first.kill('SIGINT');
    await ended(first);
  });

  test('a place that is a file, and one beneath a file', async () => {
    writeFileSync(join(place, 'file'), '');
    expect(await refused(file, 'file')).toMatch(/must be a folder that can be written/);
    expect(await refused(file, join('file', 'below'))).toMatch(/must be a folder that can be written/);
  });

  const canMount = (): boolean => {
    const probe = join(place, 'probe');
    mkdirSync(probe, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]).status !== 0) return false;
    return spawnSync('umount', [probe]).status === 0;
  };

  test.skipIf(!canMount())('a full disk and a read-only folder (skipped where no disk can be mounted)', async () => {
    const disk = join(place, 'disk');
    mkdirSync(disk, { recursive: true });
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
    try {
      expect(await refused(file, join('disk', 'out'))).toMatch(
        /the disk has \d+ MB left, the study needs about \d+ MB/,
      );
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      expect(await refused(file, join('disk', 'other'))).toMatch(/must be a folder that can be written \(EROFS\)/);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test.skipIf(!canMount())(
    'a disk that fills up while the study runs: what was finished is kept and it goes on where there is room again (skipped where no disk can be mounted)',
    async () => {
      const disk = join(place, 'small');
      mkdirSync(disk, { recursive: true });
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=30m', 'tmpfs', disk]);
      try {
        const definition = readStudy(file);
        const resolve = scenarioResolver(file);
        const options = { folder: join(disk, 'out'), threads: 1, nowS: () => 0 };
        const fill = join(disk, 'fill');
        const full = runStudy(definition, file, resolve, {
          ...options,
          resume: false,
          // All but nothing is left after the first run.
          onRun: () => void spawnSync('sh', ['-c', `head -c 40m /dev/zero > ${fill}`]),
        });
        await expect(full).rejects.toThrow(/cannot be written \((ENOSPC|.*[Nn]o space.*)\)/);
        expect(summariseFolder(options.folder).summary.runs).toBe(1);
        rmSync(fill);
        const { runs } = await runStudy(definition, file, resolve, { ...options, resume: true });
        expect(runs).toBe(2);
      } finally {
        spawnSync('umount', [disk]);
      }
    },
  );

  test('a journal whose last line was torn is read up to it', () => {
    const torn = join(place, 'torn');
    cpSync(quiet, torn, { recursive: true });
    appendFileSync(join(torn, 'runs.jsonl'), '{"id":"ab');
    expect(summariseFolder(torn).summary.runs).toBe(2);
    writeFileSync(join(torn, 'study.json'), '{}');
    expect(() => summariseFolder(torn)).toThrow(/written by another version/);
  });
});
