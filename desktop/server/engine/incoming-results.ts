/** Results that a window brings in from elsewhere: its files arrive in parts, are checked like any result, and stand in the library whole or
 *  not at all. In: names, sizes, bytes. Out: an entry of the library. Touches files. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../engine/core/errors.ts';
import { openTables, readResult } from '../../../engine/io/result-folder.ts';
import type { CallArgument, ResultEntry } from '../../shared/bridge.ts';
import { idFrom, isResultFile, MAX_RESULT_BYTES, MAX_RESULT_FILES, RESULT_TEXTS } from '../../shared/result-files.ts';
import type { Library } from './library.ts';

interface Incoming {
  readonly name: string;
  readonly folder: string;
  /** Bytes that are still to come, by file. */
  readonly left: Map<string, number>;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Results that may be on their way at once: every window brings in one after another. */
const MOST_AT_ONCE = 8;
/** What an engine that ended left half-way is taken away after this time [ms]; another window may still be sending. */
const STALE_MS = 86_400_000;
/** A name that starts with a dot is no result of the library. */
const PREFIX = '.incoming-';

export class IncomingResults {
  private readonly library: Library;
  private readonly results: string;
  private readonly incoming = new Map<string, Incoming>();

  constructor(library: Library) {
    this.library = library;
    this.results = join(library.folder, 'results');
    for (const name of existsSync(this.results) ? readdirSync(this.results) : []) {
      const folder = join(this.results, name);
      if (name.startsWith(PREFIX) && Date.now() - statSync(folder).mtimeMs > STALE_MS)
        rmSync(folder, { recursive: true, force: true });
    }
  }

  /** @throws InputError for what is no result, holds foreign files or is too large: nothing was written then */
  begin({ name, files }: CallArgument<'beginResult'>): { readonly incomingId: string } {
    const sizes = new Map(files.map((file) => [file.name, file.bytes]));
    const foreign = files.find((file) => !isResultFile(file.name));
    if (foreign !== undefined) throw new InputError(name, foreign.name, 'is not a file of a result');
    if (sizes.size !== files.length) throw new InputError(name, '', 'must name each file once');
    if (files.length > MAX_RESULT_FILES)
      throw new InputError(name, '', `must have at most ${MAX_RESULT_FILES} files`, files.length);
    for (const text of RESULT_TEXTS)
      if (!sizes.has(text)) throw new InputError(name, text, 'must be there: this is not a whole result folder');
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (bytes > MAX_RESULT_BYTES)
      throw new InputError(
        name,
        '',
        `must be a result of at most ${MAX_RESULT_BYTES / 1e6} MB`,
        Math.ceil(bytes / 1e6),
      );
    if (this.incoming.size >= MOST_AT_ONCE) throw new InputError(name, '', 'must wait until other results are in');
    const incomingId = randomUUID();
    const folder = join(this.results, `${PREFIX}${incomingId}`);
    mkdirSync(folder, { recursive: true });
    this.incoming.set(incomingId, { name, folder, left: new Map(sizes), sizes });
    return { incomingId };
  }

  /** Writes the next bytes of a file. @throws InputError for more than was announced; an error of the disk as it is. The rest is given up then. */
  async send({ incomingId, file, bytes }: CallArgument<'sendResult'>): Promise<null> {
    const one = this.find(incomingId);
    try {
      const left = one.left.get(file);
      if (left === undefined) throw new InputError(one.name, file, 'is not a file of a result');
      if (bytes.length > left) throw new InputError(one.name, file, 'must be as long as was announced');
      one.left.set(file, left - bytes.length);
      const handle = await open(join(one.folder, file), 'a');
      try {
        await handle.appendFile(bytes);
      } finally {
        await handle.close();
      }
      return null;
    } catch (error) {
      this.abandon({ incomingId });
      throw error;
    }
  }

  /** Checks what came and puts it in the library under a free name. @throws InputError for what is cut off, damaged or of a newer version */
  async end({ incomingId }: CallArgument<'endResult'>): Promise<ResultEntry> {
    const one = this.find(incomingId);
    try {
      const short = [...one.left].find(([, left]) => left > 0);
      if (short !== undefined)
        throw new InputError(one.name, short[0], `must be ${one.sizes.get(short[0])} bytes (damaged?)`);
      await this.check(one);
      const id = this.library.freeResultId(idFrom(one.name, 'result'));
      renameSync(one.folder, join(this.results, id));
      this.incoming.delete(incomingId);
      return await this.library.resultEntryOf(id);
    } finally {
      this.abandon({ incomingId });
    }
  }

  abandon({ incomingId }: CallArgument<'abandonResult'>): null {
    const one = this.incoming.get(incomingId);
    this.incoming.delete(incomingId);
    if (one !== undefined) rmSync(one.folder, { recursive: true, force: true });
    return null;
  }

  /** Problems name the folder as the user knows it, not the place where it arrives. */
  private async check({ name, folder }: Incoming): Promise<void> {
    try {
      const result = await readResult(folder);
      using _tables = await openTables(result);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.problems.map((problem) => ({ ...problem, file: name })));
    }
  }

  private find(incomingId: string): Incoming {
    const one = this.incoming.get(incomingId);
    if (one === undefined) throw new InputError('library', 'incomingId', 'is no longer awaited: bring it in again');
    return one;
  }
}
