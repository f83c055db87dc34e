/** Stores that machines share, and the catalogue that processes share. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRuns, listStudies } from '../../engine/io/catalogue.ts';
import { readStoredRun, type StoredRun, storeRun } from '../../engine/io/run-record.ts';
import { openStore } from '../../engine/io/store.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-store-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const run: StoredRun = {
  id: 'abc',
  indicators: {},
  resultsHash: '1',
  durationS: 1,
  worker: 'one',
  attempts: 1,
  kept: false,
};

test('a folder: what was put is got, what is not there is null, keys stay inside, other results for one run are told', async () => {
  const store = openStore(join(place, 'folder'));
  expect(await store.get('runs/none.json')).toBeNull();
  await storeRun(store, run, null);
  await storeRun(store, run, null);
  expect(await readStoredRun(store, 'abc')).toEqual(run);
  await expect(storeRun(store, { ...run, resultsHash: '2' }, null)).rejects.toThrow(/gave other results here/);
  expect(() => store.get('../secret')).toThrow(RangeError);
  expect(() => openStore('ftp://x')).toThrow(/must be a folder or s3:/);
});

describe('an S3-compatible store over HTTP', () => {
  const objects = new Map<string, Buffer>();
  const signed: boolean[] = [];
  let failures = 0;
  let server: Server;
  let url = '';
  beforeAll(async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'key';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        signed.push(/^AWS4-HMAC-SHA256 Credential=key\//.test(request.headers.authorization ?? ''));
        if (failures-- > 0) return response.writeHead(503).end();
        const path = request.url!;
        if (!path.startsWith('/bucket/'))
          return response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
        if (request.method === 'PUT') {
          objects.set(path, Buffer.concat(chunks));
          return response.end();
        }
        const found = objects.get(path);
        return found === undefined
          ? response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
          : response.end(found);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  afterAll(() => void server.close());

  test('requests are signed, keys lie beneath bucket and prefix, a server that stumbles is asked again', async () => {
    const store = openStore(`s3://bucket/my/prefix?endpoint=${url}`);
    expect(await store.get('runs/abc.json')).toBeNull();
    failures = 2;
    await storeRun(store, run, null);
    expect([...objects.keys()]).toEqual(['/bucket/my/prefix/runs/abc.json']);
    expect(await readStoredRun(store, 'abc')).toEqual(run);
    expect(signed.every(Boolean)).toBe(true);
  });

  test('a bucket that does not exist and a server that cannot be reached are told', async () => {
    await expect(openStore(`s3://other?endpoint=${url}`).get('a')).rejects.toThrow(/refused a \(404 NoSuchBucket\)/);
    await expect(openStore('s3://bucket?endpoint=http://127.0.0.1:1').get('a')).rejects.toThrow(/cannot be reached/);
  });
});

test('four processes write five studies each into one catalogue at the same time: none is lost', async () => {
  const file = join(place, 'catalogue.duckdb');
  const module = fileURLToPath(new URL('../../dist/engine/io/catalogue.js', import.meta.url));
  const program = `
    import { recordStudy } from ${JSON.stringify(module)};
    const [who] = process.argv.slice(1);
    for (let i = 0; i < 5; i++) {
      const record = { id: 'r', scenarioIndex: 0, scenarioName: 'a', point: 0, levers: {}, replication: 0, seed: 1, status: 'done',
        indicators: {}, resultsHash: 'h', durationS: 1, finishedUtc: '' };
      const header = { format: 2, studyHash: 's', planHash: 'p', name: who + i, engineVersion: '1', study: { scenarios: ['a'] } };
      await recordStudy(${JSON.stringify(file)}, { folder: '/' + who + i, header, inputs: [], status: 'done',
        records: new Map([['r', record]]), startedUtc: '' }, '2025');
    }`;
  const codes = await Promise.all(
    ['a', 'b', 'c', 'd'].map(
      (who) =>
        new Promise((resolve) =>
          spawn(process.execPath, ['--input-type=module', '-e', program, who], { stdio: 'inherit' }).on(
            'exit',
            resolve,
          ),
        ),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(await listStudies(file)).toHaveLength(20);
  expect(await listRuns(file)).toHaveLength(20);
});
