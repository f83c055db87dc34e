/** Where machines that share a study find its inputs and leave its results: a folder that all of them see, or an S3-compatible store.
 *  Keys are plain paths. A value is written whole or not at all. Touches files or the network. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AwsClient } from 'aws4fetch';
import { InputError, RunError } from '../core/errors.ts';

export interface Store {
  /** As a person names it; no secrets. */
  readonly place: string;
  /** @returns null when there is no such key @throws RunError when the store cannot be reached */
  readonly get: (key: string) => Promise<Uint8Array | null>;
  /** @throws RunError when the store is full, read-only or cannot be reached */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
}

/** @param place folder, file:// URL, or s3://bucket/prefix?endpoint=https://…&region=…; keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
 *  @throws InputError */
export function openStore(place: string): Store {
  if (place.startsWith('s3://')) return s3Store(place);
  if (place.startsWith('file://')) return folderStore(fileURLToPath(place));
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place))
    throw new InputError('--store', '', 'must be a folder or s3://bucket/prefix?endpoint=…', place);
  return folderStore(resolve(place));
}

function checkKey(key: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(key) || key.includes('..')) throw new RangeError(`not a key: ${key}`);
  return key;
}

function folderStore(folder: string): Store {
  const fail = (error: unknown): never => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RunError(`the store ${folder} cannot be used (${code ?? message})`);
  };
  return {
    place: folder,
    get: (key) =>
      readFile(join(folder, checkKey(key))).catch((error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' ? null : fail(error),
      ),
    async put(key, bytes) {
      const file = join(folder, checkKey(key));
      const beside = `${file}.${randomBytes(4).toString('hex')}.part`;
      try {
        await mkdir(dirname(file), { recursive: true });
        const handle = await open(beside, 'wx');
        try {
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(beside, file);
      } catch (error) {
        await rm(beside, { force: true }).catch(() => {});
        fail(error);
      }
    },
  };
}

function s3Store(place: string): Store {
  const url = new URL(place);
  const bucket = url.hostname;
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  const region = url.searchParams.get('region') ?? process.env['AWS_REGION'] ?? 'us-east-1';
  const endpoint =
    url.searchParams.get('endpoint') ?? process.env['AWS_ENDPOINT_URL'] ?? `https://s3.${region}.amazonaws.com`;
  const accessKeyId = process.env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = process.env['AWS_SECRET_ACCESS_KEY'];
  if (bucket === '') throw new InputError('--store', '', 'must name a bucket: s3://bucket/prefix', place);
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new InputError('AWS_ACCESS_KEY_ID', '', 'must be set, with AWS_SECRET_ACCESS_KEY, for an S3 store');
  const sessionToken = process.env['AWS_SESSION_TOKEN'];
  // 5xx and broken answers are tried again, with growing waits, before the run is given back to the queue.
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 's3',
    region,
    retries: 4,
    initRetryMs: 200,
  });
  const at = (key: string): string =>
    `${endpoint.replace(/\/+$/, '')}/${bucket}/${prefix === '' ? '' : `${prefix}/`}${checkKey(key)}`;
  const ask = async (key: string, init: RequestInit): Promise<Response> => {
    try {
      return await client.fetch(at(key), init);
    } catch (error) {
      const cause = (error as { cause?: NodeJS.ErrnoException }).cause;
      throw new RunError(`the store ${endpoint} cannot be reached (${cause?.code ?? (error as Error).message})`);
    }
  };
  const refuse = async (key: string, response: Response): Promise<never> => {
    const text = await response.text().catch(() => '');
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? response.statusText;
    throw new RunError(`the store ${endpoint}/${bucket} refused ${key} (${response.status} ${code})`);
  };
  return {
    place,
    async get(key) {
      const response = await ask(key, { method: 'GET' });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      const text = await response.text().catch(() => '');
      // A bucket that does not exist is a mistake, a key that does not exist is an answer.
      if (response.status === 404 && !text.includes('NoSuchBucket')) return null;
      const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? response.statusText;
      throw new RunError(`the store ${endpoint}/${bucket} refused ${key} (${response.status} ${code})`);
    },
    async put(key, bytes) {
      const response = await ask(key, { method: 'PUT', body: bytes as Uint8Array<ArrayBuffer> });
      if (!response.ok) await refuse(key, response);
    },
  };
}
