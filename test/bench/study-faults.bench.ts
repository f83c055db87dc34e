/** A study of 200 runs over a queue with 20 kill -9 of workers and coordinator and two restarts of the server, against the undisturbed study. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasRedis, startRedis, studyWithFaults } from '../study/queue-faults.ts';
import { resultsHashOf, rijnstroom, writeTownStudy } from '../study/town-study.ts';

test.skipIf(!hasRedis())(
  '200 runs, 20 kills',
  async () => {
    const place = mkdtempSync(join(tmpdir(), 'rijnstroom-faults-'));
    const study = await writeTownStudy(place, 100, 'indicators: [peakDistrictKw]\n');
    const begin = performance.now();
    const quiet = rijnstroom(['study', study, '--out', join(place, 'quiet')]);
    expect(quiet.status, quiet.stderr).toBe(0);
    const quietS = (performance.now() - begin) / 1000;
    const redis = await startRedis(join(place, 'redis'));
    try {
      const report = await studyWithFaults({
        study,
        place,
        redis,
        workers: 2,
        kills: 20,
        coordinatorEach: 4,
        serverAfter: 7,
        seed: 2,
        pauseMs: [2000, 7000],
      });
      const { told: _, ...figures } = report;
      const same = report.resultsHash === resultsHashOf(join(place, 'quiet'));
      process.stdout.write(`${JSON.stringify({ quietS, ...figures, same }, null, 1)}\n`);
      expect(report).toMatchObject({ runs: 200, done: 200, journalLines: 200 });
      expect(same).toBe(true);
    } finally {
      await redis.kill();
      rmSync(place, { recursive: true, force: true });
    }
  },
  3_600_000,
);
