/** What a study refuses, before work is lost: mistakes in the file, folders it cannot have, disks that are full. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, rijnstroom, sleep, start, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-refusals-'));
let file = '';
const quiet = join(place, 'quiet');
beforeAll(async () => {
  file = await writeTownStudy(place, 1);
  expect(rijnstroom(['study', file, '--out', quiet]).status).toBe(0);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('what a study refuses before any work', () => {
  const refused = (lines: string, out = 'refused'): string => {
    const bad = join(place, 'bad.yaml');
    writeFileSync(bad, `version: 1\nname: bad\nscenarios: [base.yaml, solar.yaml]\n${lines}`);
    const { status, stderr } = rijnstroom(['study', bad, '--out', join(place, out)]);
    expect(status, stderr).toBe(2);
    return stderr;
  };

  test('levers that do not exist and levers that contradict each other', () => {
    expect(refused('levers: { method: grid, of: { charging.v2gshare: [0, 1] } }\n')).toMatch(/charging\.v2gshare/);
    expect(
      refused('set: [charging.v2gShare=0.1]\nlevers: { method: grid, of: { charging.v2gShare: [0, 1] } }\n'),
    ).toMatch(/must not fix a lever that `levers` varies/);
    expect(refused('replications: 5\nstop: { indicator: x, halfWidthShare: 0.1, maxReplications: 3 }\n')).toMatch(
      /at least the 5 replications/,
    );
  });

  test('a folder of finished runs, of another study, of another version, and one that is half-written', () => {
    expect(rijnstroom(['study', file, '--out', quiet]).stderr).toMatch(/holds 2 finished runs already: add --resume/);
    expect(refused('', 'quiet')).toMatch(/belongs to another study/);
    const old = join(place, 'old');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'study.json'), '{"format":1,"engineVersion":"0.0.1"}');
    expect(rijnstroom(['study', file, '--out', old, '--resume']).stderr).toMatch(
      /written by another version \(0\.0\.1\)/,
    );
    const half = join(place, 'half');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'study.json'), '{"format":');
    expect(rijnstroom(['study', file, '--out', half, '--resume']).stderr).toMatch(/must be JSON \(damaged\?\)/);
    expect(rijnstroom(['compare', half]).status).toBe(2);
  });

  test('a second study in the same folder while the first runs', async () => {
    const out = join(place, 'shared');
    const first = start(['study', file, '--out', out]);
    for (let i = 0; i < 200 && !existsSync(join(out, 'lock')); i++) await sleep(50);
    const second = rijnstroom(['study', file, '--out', out, '--resume']);
    expect(second.stderr).toMatch(/in use by another study that is running \(process \d+ on /);
    expect(second.status).toBe(2);
    first.kill('SIGINT');
    await ended(first);
  });

  const canMount = (): boolean => {
    const probe = join(place, 'probe');
    mkdirSync(probe, { recursive: true });
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]).status !== 0) return false;
    return spawnSync('umount', [probe]).status === 0;
  };

  test.skipIf(!canMount())('a full disk and a read-only folder (skipped where no disk can be mounted)', () => {
    const disk = join(place, 'disk');
    mkdirSync(disk, { recursive: true });
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
    try {
      const full = rijnstroom(['study', file, '--out', join(disk, 'out')]);
      expect(full.stderr).toMatch(/the disk has \d+ MB left, the study needs about \d+ MB/);
      expect(full.status).toBe(1);
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      const readOnly = rijnstroom(['study', file, '--out', join(disk, 'other')]);
      expect(readOnly.stderr).toMatch(/must be a folder that can be written/);
      expect(readOnly.status).toBe(2);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('a journal whose last line was torn is read up to it', () => {
    const torn = join(place, 'torn');
    expect(spawnSync('cp', ['-r', quiet, torn]).status).toBe(0);
    appendFileSync(join(torn, 'runs.jsonl'), '{"id":"ab');
    expect((JSON.parse(rijnstroom(['compare', torn, '--json']).stdout) as { runs: number }).runs).toBe(2);
  });
});
