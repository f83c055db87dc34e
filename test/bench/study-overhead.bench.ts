/** What a study of 200 runs takes beside its runs, and what a second thread brings: the command from its start to its end, as a user waits for it.
 *  Input: a town of 1,900 households; runs of a fraction of a second (a day, 2 % of the travellers) and of about a second (a week, all of them).
 *
 *  Overhead is the wall time minus the time of the runs on their threads: the program's start, plan, inputs, start of threads, what a thread does
 *  between its runs (the hash of results), journal, summary, tables, catalogue. The ratio of one and two
 *  threads wants a machine of its own.
 *  Run: npm run bench -- study-overhead */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM, writeTownStudy } from '../study/town-study.ts';

const RUNS = 200;

interface Line {
  readonly durationS: number;
}

/** @returns wall time [s] */
async function measured(set: string, threads: number): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-overhead-'));
  try {
    const file = await writeTownStudy(place, RUNS / 2, `indicators: [peakDistrictKw]\nset: [${set}]\n`);
    const out = join(place, 'out');
    const begin = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [PROGRAM, 'study', file, '--out', out, '--threads', String(threads)],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    const wallS = (performance.now() - begin) / 1000;
    expect(status, stderr).toBe(0);
    const lines = readFileSync(join(out, 'runs.jsonl'), 'utf8').trim().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Line);
    expect(records).toHaveLength(RUNS);
    const runsS = records.reduce((total, { durationS }) => total + durationS, 0);
    const overheadS = wallS - runsS / threads;
    process.stdout.write(
      `${RUNS} runs of ${(runsS / RUNS).toFixed(2)} s, ${threads} thread${threads > 1 ? 's' : ''}: wall ${wallS.toFixed(1)} s, overhead ${overheadS.toFixed(2)} s (${((100 * overheadS) / wallS).toFixed(2)} %)\n`,
    );
    return wallS;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test.each([
  ['a fraction of a second', 'travel.sampleShare=0.02'],
  ['about a second', 'travel.sampleShare=1, period.days=7'],
])(
  '200 runs of %s on one and two threads',
  async (_name, set) => {
    const one = await measured(set, 1);
    const two = await measured(set, 2);
    process.stdout.write(`two threads are ${(one / two).toFixed(2)} × one\n`);
  },
  3_600_000,
);
