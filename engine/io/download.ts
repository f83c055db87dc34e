/** Large files from the network into a cache folder: resumed where they broke off, checked, asked for again only when they changed.
 *  In: address and what is known of the file. Out: the file in the cache with its SHA-256. Touches network and files.
 *  A file enters the cache whole and checked (temporary name, then rename). Source: RFC 9110, sections 13 (conditions) and 14 (ranges). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CancelledError, InputError, RunError, throwIfCancelled } from '../core/errors.ts';

export type ChecksumAlgorithm = 'sha256' | 'md5';

export interface DownloadOptions {
  readonly cacheFolder: string;
  /** Larger answers are refused. */
  readonly maxBytes: number;
  /** What the file must hash to, given here or published by the source beside it. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string; readonly url?: string };
  /** The address always names the same bytes: what is in the cache is not asked for again. */
  readonly immutable?: boolean;
  /** Uses the cache and no network. */
  readonly offline?: boolean;
  readonly attempts?: number;
  /** Wait before the second attempt [ms]; doubles each time. */
  readonly retryWaitMs?: number;
  /** Silence after which an attempt is given up [ms]. */
  readonly silenceMs?: number;
  readonly onProgress?: (doneBytes: number, totalBytes: number | undefined) => void;
  readonly signal?: AbortSignal;
}

export interface Downloaded {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** `cache`: nothing was transferred; `stale`: the network failed and an older copy serves. */
  readonly from: 'network' | 'cache' | 'stale';
  /** What the copy before this one hashed to, when that differs. */
  readonly replacedSha256?: string;
}

interface CacheEntry {
  readonly url: string;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
  readonly sha256: string;
  readonly bytes: number;
}

/** @throws RunError when the network fails and no copy is in the cache; InputError for a checksum that differs; CancelledError */
export async function download(url: string, options: DownloadOptions): Promise<Downloaded> {
  const file = cacheFile(url, options.cacheFolder);
  const known = await cached(file, url);
  if (known !== undefined && (options.immutable === true || options.offline === true))
    return kept(file, known, 'cache', options);
  if (options.offline === true)
    throw new RunError(
      `${url} is not in the cache ${options.cacheFolder}, and the network may not be used (--offline)`,
    );
  await mkdir(options.cacheFolder, { recursive: true });
  let answer: Transferred | 'unchanged';
  try {
    answer = await transfer(url, `${file}.part`, known, options);
  } catch (error) {
    if (!(error instanceof RunError) || known === undefined) throw error;
    return kept(file, known, 'stale', options);
  }
  if (answer === 'unchanged') return kept(file, known!, 'cache', options);
  const part = `${file}.part`;
  const sha256 = await hashOf(part, 'sha256');
  try {
    await check(url, part, sha256, options);
  } catch (error) {
    await forget(part);
    throw error;
  }
  await rename(part, file);
  await rm(`${part}.json`, { force: true });
  const entry: CacheEntry = { url, etag: answer.etag, lastModified: answer.lastModified, sha256, bytes: answer.bytes };
  await writeFile(`${file}.json`, JSON.stringify(entry));
  const changed = known !== undefined && known.sha256 !== sha256;
  return { file, sha256, bytes: answer.bytes, from: 'network', ...(changed ? { replacedSha256: known.sha256 } : {}) };
}

/** Name in the cache: readable, and different for different addresses. */
function cacheFile(url: string, folder: string): string {
  const name = basename(new URL(url).pathname).replace(/[^\w.-]/g, '') || 'file';
  return join(folder, `${createHash('sha256').update(url).digest('hex').slice(0, 12)}-${name}`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => -1,
  );

/** The entry of a file that is in the cache as it was written. */
async function cached(file: string, url: string): Promise<CacheEntry | undefined> {
  const entry = (await readJson(`${file}.json`)) as CacheEntry | undefined;
  return entry?.url === url && (await sizeOf(file)) === entry.bytes ? entry : undefined;
}

async function kept(
  file: string,
  entry: CacheEntry,
  from: 'cache' | 'stale',
  options: DownloadOptions,
): Promise<Downloaded> {
  if ((await hashOf(file, 'sha256')) !== entry.sha256)
    throw new InputError(file, '', 'was changed in the cache since it was downloaded; delete it and fetch again');
  if (options.checksum?.value !== undefined) await check(entry.url, file, entry.sha256, options);
  return { file, sha256: entry.sha256, bytes: entry.bytes, from };
}

interface Transferred {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  readonly bytes: number;
}

async function transfer(
  url: string,
  part: string,
  known: CacheEntry | undefined,
  options: DownloadOptions,
): Promise<Transferred | 'unchanged'> {
  const attempts = options.attempts ?? 4;
  let waitMs = options.retryWaitMs ?? 1000;
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(options.signal);
    try {
      return await attemptOnce(url, part, known, options);
    } catch (error) {
      if (options.signal?.aborted === true) throw new CancelledError();
      if (error instanceof InputError || error instanceof CancelledError) throw error;
      if (error instanceof Refused || attempt >= attempts) throw new RunError(inWords(url, error, await sizeOf(part)));
      await wait(waitMs, undefined, options.signal === undefined ? {} : { signal: options.signal }).catch(() => {});
      waitMs *= 2;
    }
  }
}

/** An answer that another attempt will not change. */
class Refused extends Error {}

async function attemptOnce(
  url: string,
  part: string,
  known: CacheEntry | undefined,
  options: DownloadOptions,
): Promise<Transferred | 'unchanged'> {
  const begun = (await readJson(`${part}.json`)) as Partial<CacheEntry> | undefined;
  const have =
    begun?.url === url && (begun.etag ?? begun.lastModified) !== undefined ? Math.max(0, await sizeOf(part)) : 0;
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'rijnstroom' };
  if (have > 0) {
    headers['range'] = `bytes=${have}-`;
    headers['if-range'] = (begun!.etag ?? begun!.lastModified)!;
  } else if (known !== undefined) {
    if (known.etag !== undefined) headers['if-none-match'] = known.etag;
    else if (known.lastModified !== undefined) headers['if-modified-since'] = known.lastModified;
  }
  const silence = new AbortController();
  const silenceMs = options.silenceMs ?? 60_000;
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const signal = options.signal === undefined ? silence.signal : AbortSignal.any([options.signal, silence.signal]);
  try {
    const response = await fetch(url, { headers, signal, redirect: 'follow' });
    if (response.status === 304 && known !== undefined) return 'unchanged';
    if (response.status === 416) {
      await forget(part);
      throw new Error('the server has no more of the file; begun again');
    }
    if (response.status !== 200 && response.status !== 206) {
      const again = response.status >= 500 || response.status === 429;
      await response.body?.cancel();
      throw again ? new Error(`answered ${response.status}`) : new Refused(`answered ${response.status}`);
    }
    const resumed = response.status === 206 && have > 0;
    const at = resumed ? have : 0;
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(length) ? undefined : at + length;
    if (total !== undefined && total > options.maxBytes)
      throw new Refused(`has ${total} bytes, more than the ${options.maxBytes} that are allowed`);
    const etag = strong(response.headers.get('etag'));
    const lastModified = response.headers.get('last-modified') ?? undefined;
    await writeFile(`${part}.json`, JSON.stringify({ url, etag, lastModified }));
    const handle = await open(part, resumed ? 'a' : 'w');
    let done = at;
    try {
      if (response.body !== null)
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), silenceMs);
          done += chunk.length;
          if (done > options.maxBytes)
            throw new Refused(`goes on after the ${options.maxBytes} bytes that are allowed`);
          await handle.write(chunk);
          options.onProgress?.(done, total);
        }
    } finally {
      await handle.close();
    }
    if (total !== undefined && done !== total) throw new Error(`ended after ${done} of ${total} bytes`);
    if (done === 0) throw new Error('answered with nothing');
    return { etag, lastModified, bytes: done };
  } catch (error) {
    if (silence.signal.aborted && options.signal?.aborted !== true)
      throw new Error(`sent nothing for ${silenceMs / 1000} s`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Weak validators may not join ranges. */
const strong = (etag: string | null): string | undefined => (etag === null || etag.startsWith('W/') ? undefined : etag);

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

const OFFLINE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']);

function inWords(url: string, error: unknown, partBytes: number): string {
  const cause = (error as { cause?: { code?: string; message?: string } } | undefined)?.cause;
  const host = new URL(url).host;
  if (cause?.code !== undefined && OFFLINE.has(cause.code))
    return `${host} cannot be reached: this machine seems to be offline (${cause.code}). Nothing was changed.`;
  if (cause?.code === 'ECONNREFUSED') return `${host} refuses connections (ECONNREFUSED). Nothing was changed.`;
  const reason = cause?.message ?? (error as Error).message;
  const rest =
    partBytes > 0 ? ` ${(partBytes / 1e6).toFixed(1)} MB are kept: the same command goes on from there.` : '';
  return `${url} could not be downloaded: ${reason}.${rest}`;
}

export async function hashOf(file: string, algorithm: ChecksumAlgorithm): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

async function check(url: string, file: string, sha256: string, options: DownloadOptions): Promise<void> {
  const { checksum } = options;
  if (checksum === undefined) return;
  const wanted =
    checksum.value ?? (checksum.url === undefined ? undefined : await publishedChecksum(checksum.url, options));
  if (wanted === undefined) return;
  const found = checksum.algorithm === 'sha256' ? sha256 : await hashOf(file, checksum.algorithm);
  if (found.toLowerCase() === wanted.toLowerCase()) return;
  throw new InputError(
    url,
    checksum.algorithm,
    checksum.value === undefined
      ? `must be the ${wanted} that the publisher states (damaged on the way, or just being replaced: try again)`
      : `must be the ${wanted} of sources.yaml: the file has changed since it was named there; look at the new one and name its checksum`,
    found,
  );
}

async function publishedChecksum(url: string, options: DownloadOptions): Promise<string> {
  let text: string;
  try {
    const response = await fetch(url, { signal: options.signal ?? null, headers: { 'user-agent': 'rijnstroom' } });
    if (!response.ok) throw new Error(`answered ${response.status}`);
    text = (await response.text()).slice(0, 1000);
  } catch (error) {
    throw new RunError(`the checksum ${url} could not be read: ${(error as Error).message}`);
  }
  const found = /\b([0-9a-fA-F]{64}|[0-9a-fA-F]{32})\b/.exec(text)?.[1];
  if (found === undefined) throw new RunError(`${url} holds no checksum`);
  return found;
}
