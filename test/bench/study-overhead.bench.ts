/** What a study of 200 short runs takes beside its runs, and what a second thread brings: the command from its start to its end, as a user
 *  waits for it. Input: a town of 1,900 households, two scenarios × 100 replications, each run a week of energy and three days of travel of
 *  four in ten of them (half a second to a second).
 *
 *  Overhead is the wall time minus the time of the runs on their threads: the program's start, plan, inputs, start of threads, what a thread does
 *  between its runs (the hash of results), journal, summary, tables, catalogue.
 *  Each test is a measurement of its own, so that a machine need be quiet for two minutes only:
 *  npm run bench -- study-overhead -t 'one thread'. RUNS=… for another number of runs, NODE_ARGUMENTS=… for flags of Node.js. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM, writeTownStudy } from '../study/town-study.ts';
import { peakOf } from '../workers/team-process.ts';
import { measuredChild } from './child.ts';

const RUNS = Number(process.env['RUNS'] ?? 200);
const FLAGS = (process.env['NODE_ARGUMENTS'] ?? '').split(' ').filter((flag) => flag !== '');
const SET = process.env['SET'] ?? 'travel.sampleShare=0.4, period.days=7';

interface Line {
  readonly durationS: number;
}

test.each([
  ['one thread', 1],
  ['two threads', 2],
  ['four threads', 4],
])(
  '%s',
  async (name, threads) => {
    const place = mkdtempSync(join(tmpdir(), 'rijnstroom-overhead-'));
    try {
      const file = await writeTownStudy(place, RUNS / 2, `indicators: [peakDistrictKw]\nset: [${SET}]\n`);
      const out = join(place, 'out');
      const study = ['study', file, '--out', out, '--threads', String(threads)];
      const { status, stderr, wallS, cpuS, peakMb } = await measuredChild(PROGRAM, study, FLAGS);
      expect(status, stderr).toBe(0);
      const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').trim().split('\n');
      const durations = lines.map((line) => (JSON.parse(line) as Line).durationS).sort((a, b) => a - b);
      expect(durations).toHaveLength(RUNS);
      const runsS = durations.reduce((total, durationS) => total + durationS, 0);
      const overheadS = wallS - runsS / threads;
      process.stdout.write(
        `${name} ${FLAGS.join(' ')}: ${RUNS} runs of ${(runsS / RUNS).toFixed(3)} s (median ${durations[RUNS >> 1]!.toFixed(3)}, ${durations[0]!.toFixed(3)} to ${durations.at(-1)!.toFixed(3)}); wall ${wallS.toFixed(2)} s, processor ${cpuS.toFixed(2)} s (${(cpuS / wallS).toFixed(2)} cores), overhead ${overheadS.toFixed(2)} s (${((100 * overheadS) / wallS).toFixed(2)} %), peak ${peakMb.toFixed(0)} MB\n`,
      );
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
  3_600_000,
);

test('memory', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-memory-'));
  try {
    await writeTownStudy(place, 1);
    for (const threads of [1, 2, 4]) {
      const { sharedMb, peakMb } = peakOf(place, threads, 6);
      process.stdout.write(
        `${threads} at once: inputs ${sharedMb.toFixed(0)} MB, whole process at most ${peakMb.toFixed(0)} MB\n`,
      );
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}, 600_000);
