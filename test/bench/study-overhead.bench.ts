/** What a study of 200 runs takes beside its runs, and what threads share. Input: a town of 1,900 households (runs of about 0.15 s), the same
 *  with a larger sample (about 2 s).
 *
 *  Bookkeeping is what a thread spends between its runs, the hash of the results, the journal, summary, tables and catalogue; what a program
 *  takes to start is told beside it. On a machine that others use, times stretch alike: shares and processor times stand.
 *  Run: npm run bench -- study-overhead */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planStudy, runStudy } from '../../dist/engine/study/run-study.js';
import { readStudy, scenarioResolver } from '../../dist/engine/study/read-study.js';
import { writeTownStudy } from '../study/town-study.ts';

const cpuS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

interface Line {
  readonly durationS: number;
  readonly finishedUtc: string;
}

async function measured(runs: number, set: string, threads: number): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-overhead-'));
  try {
    const file = await writeTownStudy(place, runs / 2, `indicators: [peakDistrictKw]\nset: [${set}]\n`);
    const definition = readStudy(file);
    const resolve = scenarioResolver(file);
    const plan = await planStudy(definition, file, resolve);
    const folder = join(place, 'out');
    const begin = performance.now();
    const cpu = cpuS();
    let first = Number.NaN;
    let last = Number.NaN;
    await runStudy(definition, file, resolve, {
      ...{ folder, plan, resume: false, threads, nowS: () => Date.now() / 1000 },
      onRun: () => {
        last = performance.now();
        first = Number.isNaN(first) ? last : first;
      },
    });
    const wallS = (performance.now() - begin) / 1000;
    const lines = readFileSync(join(folder, 'runs.jsonl'), 'utf8').trim().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Line);
    const sum = records.reduce((total, { durationS }) => total + durationS, 0);
    // From the end of the first run on: no thread is just starting.
    const later = records.slice(threads).reduce((total, { durationS }) => total + durationS, 0);
    const between = 1 - later / threads / ((last - first) / 1000);
    const endS = (begin + wallS * 1000 - last) / 1000;
    const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
    process.stdout.write(
      `${runs} runs of ${(sum / runs).toFixed(2)} s, ${threads} thread${threads > 1 ? 's' : ''}: wall ${wallS.toFixed(1)} s, processor ${(cpuS() - cpu).toFixed(1)} s; between runs ${percent(between)}, after the last ${endS.toFixed(2)} s (${percent(endS / wallS)}), all beside the runs ${percent(1 - sum / threads / wallS)}\n`,
    );
    expect(records).toHaveLength(runs);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

test('200 runs of a fraction of a second, one thread', () => measured(200, 'travel.sampleShare=0.02', 1), 3_600_000);
test('200 runs of a fraction of a second, two threads', () => measured(200, 'travel.sampleShare=0.02', 2), 3_600_000);
test(
  '24 runs of a second or two, two threads',
  () => measured(24, 'travel.sampleShare=0.5, period.days=7', 2),
  3_600_000,
);
