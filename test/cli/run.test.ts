/** `run` from outside on the built-in district, as small as it gets: whole, cancelled, refused. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readResult } from '../../engine/io/result-folder.ts';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-run-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const SMALL = ['--set', 'travel.sampleShare=0.001', 'period.days=1', 'travel.congestionIterations=1'];

describe('rijnstroom run', () => {
  test('leaves a result folder; results on stdout, stages and the place on stderr', async () => {
    const args = [program, 'run', 'baseline-2025', ...SMALL, '--seed', '7', '--threads', '1', '--json'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: place });
    expect(stderr).toMatch(/^baseline-2025 +population +\d+\.\d s$/m);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as {
      folder: string;
      indicators: Record<string, { value: number; unit: string }>;
    };
    expect(answer.folder).toBe(join(place, 'output', 'baseline-2025'));
    const stored = await readResult(answer.folder);
    expect(stored.manifest).toMatchObject({ seed: 7, threads: 1 });
    expect(stored.manifest.inputs.length).toBeGreaterThan(0);
    expect(stored.summary.indicators['tripsPerDay']).toEqual(answer.indicators['tripsPerDay']);
    for (const entry of stored.summary.ledger) expect(entry.relativeError, entry.key).toBeLessThan(1e-6);
    expect(stored.summary.notes.join(' ')).toMatch(/simulated for 0\.1 % of the households/);
  }, 120_000);

  test('demo runs two scenarios at once, prints their comparison, and leaves two results and a report', async () => {
    const args = [program, 'demo', ...SMALL, '--out', join(place, 'demo'), '--lang', 'nl'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: place });
    expect(stderr).toMatch(/^smart-solar-charging +writing/m);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Zonnestroom die in de wijk blijft/);
    const base = await readResult(join(place, 'demo', 'baseline-2025'));
    const solar = await readResult(join(place, 'demo', 'smart-solar-charging'));
    expect(base.manifest.resultsHash).not.toBe(solar.manifest.resultsHash);
    expect(readFileSync(join(place, 'demo', 'comparison.html'), 'utf8')).toMatch(/^<!doctype html>\n<html lang="nl"/);
  }, 120_000);

  test('Ctrl-C ends it with exit code 130, and nothing is left behind', async () => {
    const out = join(place, 'cancelled');
    const child = spawn(process.execPath, [program, 'run', 'baseline-2025', '--out', out], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    const code = await new Promise((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (told === '') child.kill('SIGINT');
        told += chunk.toString();
      });
      child.on('exit', resolve);
    });
    expect(code).toBe(130);
    expect(told).toMatch(/stopping…/);
    expect(told).toMatch(/cancelled\n$/);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(place).filter((name) => name.startsWith('.'))).toEqual([]);
  }, 120_000);

  test.skipIf(process.platform === 'win32')(
    'a file that the disk or a quota does not take is told in a sentence, and nothing half is left',
    () => {
      const out = join(place, 'limited');
      const run = [process.execPath, program, 'run', 'baseline-2025', ...SMALL, '--out', out];
      const { stderr, status } = spawnSync('bash', ['-c', 'ulimit -f 64; exec "$@"', 'limited', ...run], {
        encoding: 'utf8',
        cwd: place,
      });
      expect(status).toBe(1);
      expect(stderr).toMatch(/quota of this user or the longest file .*limited was not written/);
      expect(stderr).not.toMatch(/mistake in Rijnstroom/);
      expect(readdirSync(place).filter((name) => name.includes('limited'))).toEqual([]);
    },
    120_000,
  );

  test('a place that holds something else is refused before the work begins', () => {
    const photos = join(place, 'photos');
    mkdirSync(photos);
    writeFileSync(join(photos, 'beach.txt'), 'sun');
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'run', 'baseline-2025', '--out', photos], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/other files stand there/);
    expect(stderr).not.toMatch(/population/);
  });

  test('an unknown scenario is told with the nearest name', () => {
    const { stderr, status } = spawnSync(process.execPath, [program, 'run', 'baseline-2052'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/did you mean "baseline-2025"/);
  });

  test('numbers that cannot be are refused by name', () => {
    const { stderr, status } = spawnSync(process.execPath, [program, 'run', 'baseline-2025', '--threads', 'many'], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/--threads <n>.*whole number from 1 to 1024/);
  });
});
