/** A thin copy of a result, as comes with the program: small, and it still answers for whom it is dear. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publicValues } from '../../desktop/server/engine/value-calls.ts';
import { thinResult } from '../../desktop/server/thin-result.ts';
import { InputError } from '../../engine/core/errors.ts';
import { readPurseRows } from '../../engine/io/purse-rows.ts';
import { readReport } from '../../engine/io/report-data.ts';
import { readResult, writeResult } from '../../engine/io/result-folder.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { smallParts } from '../results/small-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-thin-'));
const parts = smallParts();
for (const burdenShare of [0.2, 0.3])
  await writeResult(
    join(folder, `whole-${burdenShare}`),
    collectResult({
      ...parts,
      scenario: { ...parts.scenario, values: { ...parts.scenario.values, burdenShare } },
    }),
    {
      threads: 1,
      durationS: 1,
      peakMemoryBytes: 1,
      createdUtc: '2025-01-02T03:04:05Z',
    },
  );
const [whole, other] = [await readResult(join(folder, 'whole-0.2')), await readResult(join(folder, 'whole-0.3'))];
await thinResult(whole.folder, join(folder, 'thin'));
const thin = await readResult(join(folder, 'thin'));

test('the household purse of a thinned result is that of the whole one, in the window and in the report', async () => {
  expect(thin.schema.tables['households']).toBeUndefined();
  const rows = await readPurseRows(whole);
  expect(rows!.some(({ totalEurPerMonth }) => totalEurPerMonth !== null)).toBe(true);
  expect(await readPurseRows(thin)).toEqual(rows);
  const [kept, full] = [await publicValues([thin]), await publicValues([whole])];
  expect(kept.purse).toEqual(full.purse);
  const { sections } = await readReport([thin, other], 'nl');
  expect(sections!.some((html) => html.includes('id="purse"'))).toBe(true);
});

test('older thin copies have no purse, damaged ones are told', async () => {
  const file = join(thin.folder, 'values.json');
  const text = readFileSync(file, 'utf8');
  const { figures } = JSON.parse(text) as { figures: unknown };
  writeFileSync(file, JSON.stringify({ figures }));
  expect(await readPurseRows(thin)).toBeNull();
  for (const damaged of ['{', JSON.stringify({ figures, purse: [{ type: 'all', income: 1e9 }] })]) {
    writeFileSync(file, damaged);
    await expect(readPurseRows(thin)).rejects.toThrow(InputError);
  }
  writeFileSync(file, text);
});
