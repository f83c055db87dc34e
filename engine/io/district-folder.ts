/** The folder of a district and its files, each with a record of what was read. Touches files. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { InputError } from '../core/errors.ts';
import type { SourceRecord } from '../district/district.ts';
import { scenariosFolder } from './package.ts';

/** The folder of a district: a path that holds a district.yaml, or the name of a built-in one. @throws InputError */
export function districtFolder(nameOrFolder: string): string {
  const given = resolve(nameOrFolder);
  if (existsSync(join(given, 'district.yaml'))) return given;
  const builtIn = join(scenariosFolder(), nameOrFolder);
  if (/^[a-z0-9-]+$/.test(nameOrFolder) && existsSync(join(builtIn, 'district.yaml'))) return builtIn;
  throw new InputError(nameOrFolder, '', 'must be a built-in district or a folder with a district.yaml', nameOrFolder);
}

/** Reads files of one folder and keeps a record of each. */
export class FolderReader {
  readonly records: SourceRecord[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  async bytes(file: string): Promise<Uint8Array> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.path(file));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new InputError(this.path(file), '', code === 'ENOENT' ? 'must exist' : `must be readable: ${message}`);
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.records.push({ title: file, file: `${basename(this.folder)}/${file}`, sha256, licence: '', attribution: '' });
    return bytes;
  }

  async text(file: string): Promise<string> {
    return new TextDecoder().decode(await this.bytes(file));
  }

  /** Bytes in memory that threads can share. */
  async shared(file: string): Promise<SharedArrayBuffer> {
    const bytes = await this.bytes(file);
    const buffer = new SharedArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    return buffer;
  }
}
