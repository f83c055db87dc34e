/** Files inside a zip archive, streamed one at a time; nothing is unpacked to disk or held whole. By yauzl. */
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { InputError, throwIfCancelled } from '../core/errors.ts';
import { openForReading } from './text-file.ts';

const MAX_ENTRIES = 10_000;

export class ZipArchive {
  readonly file: string;
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;

  private constructor(file: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.file = file;
    this.zip = zip;
    this.entries = entries;
  }

  /** @throws InputError for what is no zip archive */
  static async open(file: string): Promise<ZipArchive> {
    await (await openForReading(file)).close();
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, opened) => {
        if (error !== null) reject(damaged(file, error));
        else resolve(opened);
      });
    });
    const entries = new Map<string, Entry>();
    try {
      await new Promise<void>((resolve, reject) => {
        zip.on('entry', (entry: Entry) => {
          // Some feeds put their files into a folder of the archive: the last name counts.
          if (!entry.fileName.endsWith('/') && !entries.has(basename(entry.fileName)))
            entries.set(basename(entry.fileName), entry);
          if (entries.size > MAX_ENTRIES) reject(new InputError(file, '', `must hold at most ${MAX_ENTRIES} files`));
          else zip.readEntry();
        });
        zip.on('end', resolve);
        zip.on('error', (error) => reject(damaged(file, error)));
        zip.readEntry();
      });
    } catch (error) {
      zip.close();
      throw error;
    }
    return new ZipArchive(file, zip, entries);
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Hands the bytes of a file over chunk by chunk. @throws InputError when they are damaged; whatever `onChunk` throws */
  async stream(name: string, onChunk: (chunk: Uint8Array) => void, signal?: AbortSignal): Promise<void> {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new InputError(this.file, name, 'must be in the archive');
    const readable = await new Promise<Readable>((resolve, reject) => {
      try {
        this.zip.openReadStream(entry, (error, stream) =>
          error === null ? resolve(stream) : reject(damaged(this.file, error, name)),
        );
      } catch (error) {
        reject(damaged(this.file, error as Error, name));
      }
    });
    const chunks = readable[Symbol.asyncIterator]();
    try {
      for (;;) {
        throwIfCancelled(signal);
        const next = await chunks.next().catch((error: Error) => {
          throw damaged(this.file, error, name);
        });
        if (next.done === true) break;
        onChunk(next.value as Uint8Array);
      }
    } finally {
      readable.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }
}

const damaged = (file: string, error: Error, name = ''): InputError =>
  new InputError(file, name, `cannot be read as a zip archive (damaged or truncated?): ${error.message}`);
