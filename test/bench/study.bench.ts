/** A study of 10,000 runs summarised by `compare`: seconds and peak memory of the process. Three shapes: replications, a Latin hypercube, Sobol. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { STUDY_FORMAT } from '../../engine/io/study-folder.ts';
import { leverPoints } from '../../engine/study/plan.ts';
import { studySchema } from '../../engine/study/study-file.ts';
import { PROGRAM } from '../study/town-study.ts';
import { measuredChild } from './child.ts';

const INDICATORS = Array.from({ length: 60 }, (_, i) => `indicator${i}`);
const LEVERS = [
  'charging.v2gShare',
  'population.batteryCarShare',
  'buildings.heatPumpShare',
  'charging.plugInProbability',
];

function writeSynthetic(folder: string, more: Readonly<Record<string, unknown>>): number {
  const study = studySchema.parse({ version: 1, name: 'synthetic', scenarios: ['a', 'b'], ...more });
  const stream = new Stream(1, 'synthetic');
  const { points } = leverPoints(study, 'synthetic');
  const lines: string[] = [];
  points.forEach((levers, point) => {
    for (let replication = 0; replication < study.replications; replication++) {
      const common = INDICATORS.map(() => 100 + 10 * stream.normal());
      study.scenarios.forEach((scenarioName, scenarioIndex) => {
        const sum = Object.values(levers).reduce<number>((total, value) => total + Number(value), 0);
        lines.push(
          JSON.stringify({
            id: `${scenarioIndex}-${point}-${replication}`,
            ...{ scenarioIndex, scenarioName, point, levers, replication, seed: replication, status: 'done' },
            indicators: Object.fromEntries(
              INDICATORS.map((name, i) => [name, common[i]! + scenarioIndex * i * 0.01 + sum + stream.normal()]),
            ),
            ...{ resultsHash: `${point}`, durationS: 1, finishedUtc: '2025-01-01T00:00:00Z' },
          }),
        );
      });
    }
  });
  mkdirSync(folder, { recursive: true });
  const header = {
    format: STUDY_FORMAT,
    studyHash: '',
    planHash: '',
    name: 'synthetic',
    engineVersion: '0.1.0',
    study,
  };
  writeFileSync(join(folder, 'study.json'), JSON.stringify(header));
  writeFileSync(join(folder, 'runs.jsonl'), `${lines.join('\n')}\n`);
  return lines.length;
}

const of = Object.fromEntries(LEVERS.map((name) => [name, { from: 0, to: 1 }]));

test.each([
  ['2 scenarios × 5,000 replications', { replications: 5000 }],
  ['2 scenarios × 5,000 points of a Latin hypercube', { levers: { method: 'latin-hypercube', samples: 5000, of } }],
  ['2 scenarios × 6 × 834 points of a Sobol design', { levers: { method: 'sobol', samples: 834, of } }],
])('%s', async (name, more) => {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-10000-'));
  try {
    const runs = writeSynthetic(join(place, 'study'), more);
    const { status, stdout, stderr, wallS, cpuS, peakMb } = await measuredChild(PROGRAM, [
      'compare',
      join(place, 'study'),
      '--json',
    ]);
    expect(status, stderr).toBe(0);
    process.stdout.write(
      `${name}: ${runs} runs in ${wallS.toFixed(2)} s (processor ${cpuS.toFixed(2)} s), peak ${Math.round(peakMb)} MB, answer ${(stdout.length / 1e6).toFixed(1)} MB\n`,
    );
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
