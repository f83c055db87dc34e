/** Whole studies from the command line and from the library, on real runs of a small town: killed, resumed, cancelled, asked, compared. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, journal, resultsHashOf, rijnstroom, sleep, start, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-study-'));
let file = '';
const quiet = join(place, 'quiet');
beforeAll(async () => {
  file = await writeTownStudy(place, 2, 'keepResults: first\nindicators: [peakDistrictKw, chargedMwh]\n');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('rijnstroom study', () => {
  test('--plan tells runs, time and memory, and starts none', () => {
    const { stdout, status } = rijnstroom(['study', file, '--out', join(place, 'planned'), '--plan']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 scenarios × 1 lever point × 2 replications = 4 runs/);
    expect(stdout).toMatch(/about \d+ s and \d+ MB with \d at once \(a first guess/);
    expect(existsSync(join(place, 'planned'))).toBe(false);
  });

  test('tells its plan, each run and the time left, and leaves tables that query and compare read', () => {
    const { stdout, stderr, status } = rijnstroom(['study', file, '--out', quiet]);
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(
      /^measured: program and inputs \d+ MB \(\d+\.\d MB of them shared by all threads\), each run at once \d+ MB; \d+ at once$/m,
    );
    expect(stderr).toMatch(/^1\/4 .* about \d+ (s|min) left$/m);
    expect(stdout).toMatch(/solar\.yaml .*peakDistrictKw/);
    const rows = rijnstroom(['query', quiet, 'select count(*) n, count(distinct run) r from indicators', '--json']);
    expect((JSON.parse(rows.stdout) as [{ r: number }])[0].r).toBe(4);
    const trips = rijnstroom([
      ...['query', quiet, 'select scenario, replication, point, count(*) as n from trips group by all', '--json'],
    ]);
    expect(JSON.parse(trips.stdout)).toHaveLength(2);
    const report = join(place, 'report.html');
    const compared = rijnstroom(['compare', quiet, '--json', '--report', report]);
    const summary = JSON.parse(compared.stdout) as { runs: number; differences: { indicator: string }[] };
    expect(summary.runs).toBe(4);
    expect(summary.differences.map(({ indicator }) => indicator)).toEqual(['peakDistrictKw', 'chargedMwh']);
    expect(readFileSync(report, 'utf8')).toMatch(/Wat verandert, en hoe zeker/);
    const listed = rijnstroom(['catalogue', place, '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { kind: 'study', name: 'town', status: 'done', runs: 4, failed: 0 },
    ]);
  });

  test('a single run is in the catalogue beside the studies, once however often it is run again, with the hash of its results and its inputs', () => {
    const place2 = join(place, 'singles');
    for (const seed of ['1', '2']) {
      const run = ['run', join(place, 'base.yaml'), '--seed', seed, '--out', join(place2, 'base'), '--threads', '1'];
      const { status, stderr } = rijnstroom(run);
      expect(status, stderr).toBe(0);
    }
    const manifest = JSON.parse(readFileSync(join(place2, 'base', 'manifest.json'), 'utf8')) as { resultsHash: string };
    const listed = rijnstroom(['catalogue', place2, '--json']);
    const { resultsHash } = manifest;
    expect(JSON.parse(listed.stdout)).toMatchObject([{ kind: 'result', name: 'base', status: 'done', resultsHash }]);
    const runs = rijnstroom(['catalogue', place2, '--runs', join(place2, 'base'), '--json']);
    expect(JSON.parse(runs.stdout)).toMatchObject([{ scenario: 'base', seed: 2, status: 'done', resultsHash }]);
  }, 600_000);

  test('killed with -9 in the first run, after it and before the last, and resumed: each run once, results those of the undisturbed study', async () => {
    const out = join(place, 'killed');
    for (const done of [0, 1, 3]) {
      const child = start(['study', file, '--out', out, '--resume']);
      while (child.exitCode === null && (!existsSync(join(out, 'runs.jsonl')) || journal(out).lines < done))
        await sleep(5);
      expect(child.exitCode, child.told).toBeNull();
      child.kill('SIGKILL');
      await ended(child);
    }
    const { status, stderr } = rijnstroom(['study', file, '--out', out, '--resume']);
    expect(status, stderr).toBe(0);
    const { records, lines } = journal(out);
    expect([records.size, lines]).toEqual([4, 4]);
    expect(resultsHashOf(out)).toBe(resultsHashOf(quiet));
    expect(existsSync(join(out, 'lock'))).toBe(false);
  }, 600_000);

  test('Ctrl-C ends it with exit code 130 and keeps what was finished', async () => {
    const out = join(place, 'cancelled');
    const child = start(['study', file, '--out', out]);
    while (child.exitCode === null && !child.told.includes('1/4')) await sleep(20);
    child.kill('SIGINT');
    expect(await ended(child)).toBe(130);
    expect(journal(out).records.size).toBeGreaterThan(0);
  }, 600_000);
});
