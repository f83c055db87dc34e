/** Two hand-made results in folders and the report of their comparison. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport } from '../../engine/io/report-data.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { renderReport } from '../../engine/results/report/page.ts';
import { smallParts } from './small-run.ts';

export interface SmallReport {
  readonly folder: string;
  readonly html: string;
}

/** @param change done to both runs before they are written */
export async function smallReport(change: (parts: RunParts) => RunParts = (parts) => parts): Promise<SmallReport> {
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-report-'));
  const facts = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };
  const write = async (name: string, parts: RunParts): Promise<string> => {
    await writeResult(join(folder, name), collectResult(change(parts)), facts);
    return join(folder, name);
  };
  const folders = [await write('a', smallParts()), await write('b', smallParts({ strategy: 'solar-following' }))];
  const input = await readReport(await Promise.all(folders.map(readResult)), 'en');
  return { folder, html: renderReport(input) };
}
