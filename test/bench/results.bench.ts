/** Result folders: rows written and asked a second, and the hash. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Table } from '../../engine/core/table.ts';
import { openTables, queryRows, readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { resultsHash } from '../../engine/results/hash.ts';
import { smallParts } from '../results/small-run.ts';
import { measure, measureAsync } from './measure.ts';

const ROWS = 1_000_000;
const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };

/** As wide as the table of sessions: one code, two instants, counts and energies. */
function millionRows(): Table {
  const column = (name: string, values: Table['columns'][number]['values']): Table['columns'][number] => ({
    name,
    unit: '',
    description: '',
    values,
  });
  const kwh = (seed: number): Float32Array =>
    Float32Array.from({ length: ROWS }, (_, i) => ((i * seed) % 10_007) / 250);
  return {
    name: 'sessions',
    rowCount: ROWS,
    columns: [
      column(
        'car',
        Uint32Array.from({ length: ROWS }, (_, i) => (i * 7919) % 5000),
      ),
      column(
        'area',
        Int32Array.from({ length: ROWS }, (_, i) => (i * 104_729) % 360),
      ),
      {
        ...column(
          'place',
          Uint8Array.from({ length: ROWS }, (_, i) => i % 5),
        ),
        categories: ['home', 'work', 'public', 'hub', 'outside'],
      },
      column(
        'arrivalUtcS',
        Float64Array.from({ length: ROWS }, (_, i) => 1_735_686_000 + 900 * Math.floor(i / 29)),
      ),
      column(
        'departureUtcS',
        Float64Array.from({ length: ROWS }, (_, i) => 1_735_686_000 + 900 * Math.floor(i / 29 + 40)),
      ),
      ...[31, 37, 41, 43].map((seed) => column(`kwh${seed}`, kwh(seed))),
    ],
  };
}

test('a million rows', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-bench-'));
  const result = { ...collectResult(smallParts()), tables: [millionRows()] };
  await measureAsync(
    'write a folder with 1,000,000 sessions (9 columns), rows',
    5,
    async () => void (await writeResult(join(place, 'r'), result, facts)),
    ROWS,
  );
  const stored = await readResult(join(place, 'r'));
  await measureAsync(
    'open and ask it (group by place), rows',
    5,
    async () => {
      using connection = await openTables(stored);
      const rows = await queryRows(connection, 'select place, count(*) as n, avg(kwh31) from sessions group by place');
      expect(rows.length).toBe(5);
    },
    ROWS,
  );
  measure('hash it, rows', 5, () => void resultsHash(result.indicators, result.tables), ROWS);
  rmSync(place, { recursive: true, force: true });
});
