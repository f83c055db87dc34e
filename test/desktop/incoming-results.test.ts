/** A result folder that a window brings in: whole it stands in the library, and whatever is wrong with it is told and leaves nothing behind. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ruleText } from '../../desktop/shared/rule-text.ts';
import { IncomingResults } from '../../desktop/server/engine/incoming-results.ts';
import { Library } from '../../desktop/server/engine/library.ts';
import { callSchemas } from '../../desktop/shared/bridge.ts';
import { MAX_RESULT_PART_BYTES } from '../../desktop/shared/result-files.ts';
import { InputError } from '../../engine/core/errors.ts';

const sample = fileURLToPath(new URL('../../scenarios/samples/baseline-2025', import.meta.url));
let folder = '';
let incoming: IncomingResults;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rijnstroom-incoming-'));
  incoming = new IncomingResults(new Library(folder, null));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (changed: Readonly<Record<string, Uint8Array | string | null>> = {}): Map<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>(
    readdirSync(sample).map((name) => [name, new Uint8Array(readFileSync(join(sample, name)))]),
  );
  for (const [name, content] of Object.entries(changed))
    if (content === null) files.delete(name);
    else files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return files;
};
const textOf = (name: string): string => readFileSync(join(sample, name), 'utf8');
/** A text of the sample with one value changed. */
const withValue = (
  name: string,
  change: (value: Record<string, Record<string, object>>) => void,
): Record<string, string> => {
  const value = JSON.parse(textOf(name)) as Record<string, Record<string, object>>;
  change(value);
  return { [name]: JSON.stringify(value) };
};

async function bring(files: ReadonlyMap<string, Uint8Array>, name = 'van collega'): Promise<string> {
  const { incomingId } = incoming.begin({
    name,
    files: [...files].map(([file, { length }]) => ({ name: file, bytes: length })),
  });
  for (const [file, bytes] of files)
    for (let at = 0; at === 0 || at < bytes.length; at += 100_000)
      await incoming.send({ incomingId, file, bytes: new Uint8Array(bytes.slice(at, at + 100_000)) });
  return (await incoming.end({ incomingId })).id;
}

/** The problems that a result is refused for; nothing of it is left. */
async function refusal(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const error = await bring(files).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(readdirSync(join(folder, 'results'))).toEqual([]);
  return (error as InputError).problems
    .map(({ file, key, rule }) => `${file} ${key}: ${ruleText(rule, 'nl')}`)
    .join('; ');
}

test('a whole result arrives byte for byte and can be read; the same once more gets a name of its own', async () => {
  expect(await bring(filesOf())).toBe('van-collega');
  expect(await bring(filesOf())).toBe('van-collega-2');
  const results = join(folder, 'results');
  expect(readdirSync(results).sort()).toEqual(['van-collega', 'van-collega-2']);
  for (const name of readdirSync(sample))
    expect(readFileSync(join(results, 'van-collega', name)).equals(readFileSync(join(sample, name))), name).toBe(true);
  const [entry] = await new Library(folder, null).listResults();
  expect(entry?.problems).toEqual([]);
});

test('names that lead elsewhere and files that are no result’s are refused before a byte is written', async () => {
  for (const name of ['../../x.parquet', 'a/b.parquet', '..\\x.parquet', 'run.exe', '.bashrc', 'CON', 'x.parquet\0'])
    expect(await refusal(filesOf({ [name]: 'x' }))).toContain('hoort niet bij een resultaat');
  expect(await refusal(filesOf({ 'manifest.json': null }))).toContain('geen hele map met een resultaat');
  expect(() =>
    incoming.begin({ name: '../../..', files: [...filesOf().keys()].map((name) => ({ name, bytes: 1e9 })) }),
  ).toThrow(/at most 1000 MB/);
  expect(await bring(filesOf(), '../../etc')).toBe('etc');
  expect(readdirSync(folder).sort()).toEqual(['results', 'scenarios', 'versions']);
});

test('what is cut off, damaged, changed, of a newer version or points outside is told, and nothing stays', async () => {
  const steps = readFileSync(join(sample, 'steps.parquet'));
  expect(await refusal(filesOf({ 'steps.parquet': new Uint8Array(steps.subarray(0, 1000)) }))).toContain(
    'van collega steps.parquet: is beschadigd',
  );
  expect(await refusal(filesOf({ 'steps.parquet': null }))).toContain('tabel steps is er niet');
  expect(await refusal(filesOf({ 'steps.parquet': new Uint8Array(steps.length) }))).toContain('is beschadigd');
  expect(await refusal(filesOf({ 'summary.json': '{ "indicators": ' }))).toContain('half geschreven');
  expect(await refusal(filesOf(withValue('manifest.json', (one) => Object.assign(one, { format: 99 }))))).toContain(
    'nieuwere versie van Rijnstroom',
  );
  expect(await refusal(filesOf(withValue('scenario.json', (one) => Object.assign(one, { name: 7 }))))).toContain(
    'scenario.json name: is beschadigd of veranderd',
  );
  expect(
    await refusal(
      filesOf(withValue('summary.json', (one) => Object.assign(one, { indicators: { x: { value: 'y' } } }))),
    ),
  ).toContain('summary.json indicators.x');
  expect(
    await refusal(
      filesOf(
        withValue('schema.json', ({ tables }) => Object.assign(tables!['steps']!, { file: '../../notes.parquet' })),
      ),
    ),
  ).toContain('schema.json tables.steps');
});

test('more than was announced, an unknown file and a result that was given up are refused; given up leaves nothing', async () => {
  const files = [...filesOf()].map(([name, { length }]) => ({ name, bytes: length }));
  const { incomingId } = incoming.begin({ name: 'a', files });
  await expect(incoming.end({ incomingId })).rejects.toThrow(/damaged/);
  const again = incoming.begin({ name: 'a', files }).incomingId;
  await expect(
    incoming.send({ incomingId: again, file: 'manifest.json', bytes: new Uint8Array(100_000) }),
  ).rejects.toThrow(/as long as was announced/);
  await expect(incoming.send({ incomingId: again, file: 'manifest.json', bytes: new Uint8Array(1) })).rejects.toThrow(
    /no longer awaited/,
  );
  const third = incoming.begin({ name: 'a', files }).incomingId;
  await expect(incoming.send({ incomingId: third, file: '../x', bytes: new Uint8Array(1) })).rejects.toThrow(
    /not a file of a result/,
  );
  incoming.abandon({ incomingId: incoming.begin({ name: 'a', files }).incomingId });
  expect(readdirSync(join(folder, 'results'))).toEqual([]);
});

test('a part that is too long or is no bytes does not pass the border', () => {
  const part = (bytes: unknown): boolean =>
    callSchemas.sendResult.safeParse({ incomingId: 'a', file: 'steps.parquet', bytes }).success;
  expect(part(new Uint8Array(MAX_RESULT_PART_BYTES))).toBe(true);
  expect(part(new Uint8Array(MAX_RESULT_PART_BYTES + 1))).toBe(false);
  expect(part([1, 2, 3])).toBe(false);
  expect(part('text')).toBe(false);
});
