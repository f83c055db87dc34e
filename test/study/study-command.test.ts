/** Whole studies from the command line and from the library, on real runs of a small town: killed, resumed, cancelled, asked, compared. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { ended, journal, resultsHashOf, rijnstroom, sleep, start, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-study-'));
let file = '';
const quiet = join(place, 'quiet');
beforeAll(async () => {
  file = await writeTownStudy(place, 4, 'keepResults: first\nindicators: [peakDistrictKw, chargedMwh]\n');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('rijnstroom study', () => {
  test('--plan tells runs, time and memory, and starts none', () => {
    const { stdout, status } = rijnstroom(['study', file, '--out', join(place, 'planned'), '--plan']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/2 scenarios × 1 lever point × 4 replications = 8 runs/);
    expect(stdout).toMatch(/about \d+ s and \d+ MB with \d at once \(a first guess/);
    expect(existsSync(join(place, 'planned'))).toBe(false);
  });

  test('tells its plan, each run and the time left, and leaves tables that query and compare read', () => {
    const { stdout, stderr, status } = rijnstroom(['study', file, '--out', quiet]);
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^1\/8 .* about \d+ (s|min) left$/m);
    expect(stdout).toMatch(/solar\.yaml .*peakDistrictKw/);
    const rows = rijnstroom(['query', quiet, 'select count(*) n, count(distinct run) r from indicators', '--json']);
    expect((JSON.parse(rows.stdout) as [{ r: number }])[0].r).toBe(8);
    const trips = rijnstroom([
      ...['query', quiet, 'select scenario, replication, point, count(*) as n from trips group by all', '--json'],
    ]);
    expect(JSON.parse(trips.stdout)).toHaveLength(2);
    const report = join(place, 'report.html');
    const compared = rijnstroom(['compare', quiet, '--json', '--report', report]);
    const summary = JSON.parse(compared.stdout) as { runs: number; differences: { indicator: string }[] };
    expect(summary.runs).toBe(8);
    expect(summary.differences.map(({ indicator }) => indicator)).toEqual(['peakDistrictKw', 'chargedMwh']);
    expect(readFileSync(report, 'utf8')).toMatch(/Wat verandert, en hoe zeker/);
    const listed = rijnstroom(['catalogue', place, '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'town', status: 'done', runs: 8, failed: 0 }]);
  });

  test('killed with -9 at four moments and resumed: each run once, results those of the undisturbed study', async () => {
    const out = join(place, 'killed');
    const chance = new Stream(5, 'kills');
    for (let kill = 0; kill < 4; kill++) {
      const child = start(['study', file, '--out', out, '--resume']);
      await sleep(900 + 900 * chance.uniform());
      child.kill('SIGKILL');
      await ended(child);
    }
    const { status, stderr } = rijnstroom(['study', file, '--out', out, '--resume']);
    expect(status, stderr).toBe(0);
    const { records, lines } = journal(out);
    expect([records.size, lines]).toEqual([8, 8]);
    expect(resultsHashOf(out)).toBe(resultsHashOf(quiet));
    expect(existsSync(join(out, 'lock'))).toBe(false);
  }, 120_000);

  test('Ctrl-C ends it with exit code 130 and keeps what was finished', async () => {
    const out = join(place, 'cancelled');
    const child = start(['study', file, '--out', out]);
    for (let i = 0; i < 1800 && !child.told.includes('1/8'); i++) await sleep(50);
    child.kill('SIGINT');
    expect(await ended(child)).toBe(130);
    expect(journal(out).records.size).toBeGreaterThan(0);
  }, 120_000);
});
