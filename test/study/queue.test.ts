/** A study over several processes and a real Redis server. Skipped, and says so, where the Debian package redis-server is not installed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, type RedisServer, startRedis, studyWithFaults } from './queue-faults.ts';
import { resultsHashOf, rijnstroom, writeTownStudy } from './town-study.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-queue-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('a queue that cannot be reached is told before any work, with exit code 2', async () => {
  const study = await writeTownStudy(join(place, 'nobody'), 1);
  const { status, stderr } = rijnstroom([
    ...['study', study, '--executor', 'queue', '--queue', 'redis://127.0.0.1:1', '--out', join(place, 'nobody', 'out')],
  ]);
  expect(stderr).toMatch(/must be a Redis server that can be reached \(.*ECONNREFUSED/);
  expect(status).toBe(2);
});

describe.skipIf(!hasRedis())('with redis-server (skipped where the Debian package is not installed)', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(join(place, 'redis'));
  });
  afterAll(() => redis.kill());

  test('20 runs, six kill -9 of workers and coordinator and a restart of the server: each run once, results those of the undisturbed study', async () => {
    const study = await writeTownStudy(join(place, 'faults'), 10, 'indicators: [peakDistrictKw]\n');
    const quiet = rijnstroom(['study', study, '--out', join(place, 'quiet')]);
    expect(quiet.status, quiet.stderr).toBe(0);
    const report = await studyWithFaults({
      study,
      place: join(place, 'faults'),
      redis,
      workers: 2,
      kills: 6,
      serverAfter: 3,
      seed: 1,
      pauseMs: [500, 1100],
    });
    expect(report).toMatchObject({ runs: 20, done: 20, journalLines: 20 });
    expect(report.resultsHash).toBe(resultsHashOf(join(place, 'quiet')));
    expect(report.workersKilled + report.coordinatorsKilled).toBeGreaterThan(3);
  }, 180_000);
});
