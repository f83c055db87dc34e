/** Files by key in a folder that machines share, or in a bucket of an S3-compatible store.
 *  In: an address. Out: put, get, has, list. A key is written whole or not at all.
 *  S3: credentials from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION; another server than Amazon's from AWS_ENDPOINT_URL
 *  (path-style addresses). Requests are signed by aws4fetch (AWS Signature Version 4). */
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { InputError, RunError } from '../core/errors.ts';

export interface ObjectStore {
  /** The address it was opened with. */
  readonly address: string;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** @throws RunError when the key is not there */
  get(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
}

/** Names of temporary files differ within a process too. */
let temporary = 0;

type Environment = Readonly<Record<string, string | undefined>>;

/** @param address folder, or `s3://bucket/prefix`
 *  @throws InputError for an address that cannot be used */
export async function openStore(address: string, environment: Environment = process.env): Promise<ObjectStore> {
  if (address.startsWith('s3://')) return openBucket(address, environment);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address))
    throw new InputError(address, '', 'must be a folder or s3://bucket/prefix', address);
  const folder = resolve(address);
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, `.probe-${process.pid}-${temporary++}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new InputError(folder, '', `must be a folder that can be written (${codeOf(error)})`);
  }
  const path = (key: string): string => join(folder, checked(key));
  return {
    address: folder,
    async put(key, bytes) {
      const file = path(key);
      const part = `${file}.${process.pid}-${temporary++}.part`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(part, bytes);
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw new RunError(`${file} cannot be written (${codeOf(error)})`);
      }
    },
    async get(key) {
      try {
        return await readFile(path(key));
      } catch (error) {
        throw new RunError(`${path(key)} cannot be read (${codeOf(error)})`);
      }
    },
    has: (key) =>
      access(path(key)).then(
        () => true,
        () => false,
      ),
  };
}

function openBucket(address: string, environment: Environment): ObjectStore {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(address);
  if (match === null) throw new InputError(address, '', 'must be s3://bucket/prefix', address);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!accessKeyId || !secretAccessKey)
    throw new InputError(address, '', 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment');
  const region = environment['AWS_REGION'] ?? 'us-east-1';
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service: 's3',
    region,
    retries: 4,
  });
  const [, bucket, prefix = ''] = match;
  const endpoint = environment['AWS_ENDPOINT_URL'];
  const root =
    endpoint === undefined
      ? `https://${bucket}.s3.${region}.amazonaws.com`
      : `${endpoint.replace(/\/$/, '')}/${bucket}`;
  const url = (key: string): string =>
    [root, ...prefix.split('/'), ...checked(key).split('/')]
      .filter((part) => part !== '')
      .map((part, i) => (i === 0 ? part : encodeURIComponent(part)))
      .join('/');
  const ask = async (method: string, key: string, body?: Uint8Array): Promise<Response> => {
    try {
      return await client.fetch(url(key), {
        method,
        ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
      });
    } catch (error) {
      throw new RunError(`${address} does not answer (${(error as Error).message})`);
    }
  };
  const refuse = async (response: Response, key: string): Promise<never> => {
    const code = /<Code>([^<]+)<\/Code>/.exec(await response.text().catch(() => ''))?.[1];
    throw new RunError(
      `${address}/${key}: the store answers ${response.status}${code === undefined ? '' : ` ${code}`}`,
    );
  };
  return {
    address,
    async put(key, bytes) {
      const response = await ask('PUT', key, bytes);
      if (!response.ok) await refuse(response, key);
      await response.arrayBuffer();
    },
    async get(key) {
      const response = await ask('GET', key);
      if (!response.ok) return refuse(response, key);
      return new Uint8Array(await response.arrayBuffer());
    },
    async has(key) {
      const response = await ask('HEAD', key);
      if (response.status === 404) return false;
      if (!response.ok) await refuse(response, key);
      return true;
    },
  };
}

/** Puts every file of a folder beneath a key; the file `last` comes last, as the sign that the rest is there. */
export async function putFolder(store: ObjectStore, prefix: string, folder: string, last: string): Promise<void> {
  const files = await filesOf(folder);
  files.sort((a, b) => Number(a === last) - Number(b === last) || (a < b ? -1 : 1));
  for (const file of files) await store.put(`${prefix}/${file}`, await readFile(join(folder, file)));
}

/** Files of a folder and its folders, as paths with forward slashes, in order of name. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** A key that stays below its root. */
function checked(key: string): string {
  if (key === '' || key.split('/').some((part) => part === '' || part === '.' || part === '..') || key.includes('\\'))
    throw new RunError(`"${key}" is no key of a store`);
  return key;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
