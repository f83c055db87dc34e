/** The S3 store against a server that is not of our making: moto 5.2.5 (PyPI, `moto[s3,server]`), which checks each signature with botocore.
 *  Skipped, and says so, where `moto_server` is not on the path. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchResult, readStoredRun, type StoredRun, storeRun } from '../../engine/io/run-record.ts';
import { openStore } from '../../engine/io/store.ts';
import { freePort } from './queue-faults.ts';
import { ended, sleep } from './town-study.ts';

const hasMoto = spawnSync('moto_server', ['--help']).status === 0;

describe.skipIf(!hasMoto)('an S3 server that checks signatures (skipped where moto_server is not installed)', () => {
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-moto-'));
  const env = { ...process.env };
  let server: ChildProcess;
  let url = '';

  /** A call before access is checked; the service is told by the scope of a made-up credential. */
  const ask = async (service: string, path: string, init: RequestInit): Promise<string> => {
    const authorization = `AWS4-HMAC-SHA256 Credential=x/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${url}${path}`, { ...init, headers: { authorization } });
    expect(response.ok, await response.clone().text()).toBe(true);
    return response.text();
  };
  const iam = (parameters: Readonly<Record<string, string>>): Promise<string> =>
    ask('iam', '/', { method: 'POST', body: new URLSearchParams({ ...parameters, Version: '2010-05-08' }) });

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    server = spawn('moto_server', ['-p', String(port)], {
      stdio: 'ignore',
      env: { ...process.env, INITIAL_NO_AUTH_ACTION_COUNT: '4' },
    });
    while (!(await fetch(`${url}/moto-api/`).catch(() => null))?.ok) await sleep(100);
    await iam({ Action: 'CreateUser', UserName: 'rijn' });
    const key = await iam({ Action: 'CreateAccessKey', UserName: 'rijn' });
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    await iam({ Action: 'PutUserPolicy', UserName: 'rijn', PolicyName: 'p', PolicyDocument: JSON.stringify(allow) });
    await ask('s3', '/bucket', { method: 'PUT' });
    process.env['AWS_ACCESS_KEY_ID'] = /<AccessKeyId>(.*?)</.exec(key)![1]!;
    process.env['AWS_SECRET_ACCESS_KEY'] = /<SecretAccessKey>(.*?)</.exec(key)![1]!;
  });
  afterAll(async () => {
    process.env = env;
    server?.kill('SIGKILL');
    if (server !== undefined) await ended(server);
    rmSync(place, { recursive: true, force: true });
  });

  const run: StoredRun = {
    ...{ id: 'abc', indicators: {}, resultsHash: '1', durationS: 1, worker: 'one', attempts: 1, kept: true },
  };

  test('a run and its whole result are put and got again', async () => {
    const store = openStore(`s3://bucket/a/b?endpoint=${url}`);
    expect(await store.get('runs/none.json')).toBeNull();
    const folder = mkdtempSync(join(place, 'result-'));
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
    writeFileSync(join(folder, 'trips.parquet'), bytes);
    await storeRun(store, run, folder);
    expect(await readStoredRun(store, 'abc')).toEqual(run);
    await fetchResult(store, 'abc', join(place, 'back'));
    expect(Uint8Array.from(readFileSync(join(place, 'back', 'trips.parquet')))).toEqual(bytes);
  }, 120_000);

  test('a wrong secret is refused with the server’s own word', async () => {
    const secret = process.env['AWS_SECRET_ACCESS_KEY'];
    process.env['AWS_SECRET_ACCESS_KEY'] = 'wrong';
    const store = openStore(`s3://bucket?endpoint=${url}`);
    process.env['AWS_SECRET_ACCESS_KEY'] = secret;
    await expect(store.get('runs/abc.json')).rejects.toThrow(/refused runs\/abc\.json \(403 SignatureDoesNotMatch\)/);
  }, 120_000);
});
