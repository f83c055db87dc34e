/** A district folder under construction: each import writes its file and its lines in district.yaml, import-report.json and the sources.
 *  Files are written whole (temporary name, then rename); the folder is complete when every part has been imported.
 *  Format: scenarios/README.md. Touches files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { InputError } from '../core/errors.ts';
import { DISTRICT_FORMAT } from './district-format.ts';
import type { ImportKind } from './import-kinds.ts';
import { requireWritable } from './make-folder.ts';
import type { ImportReport } from './report.ts';
import { fileProblem } from './text-file.ts';

export interface SourceEntry {
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  readonly licence: string;
  readonly attribution: string;
}

/** What a district.yaml must name before a scenario can use it, and which import brings it. */
const PARTS: ReadonlyArray<readonly [key: string, kind: ImportKind]> = [
  ['zones', 'zones'],
  ['places', 'zones'],
  ['roads', 'osm'],
  ['timetable', 'gtfs'],
  ['weather', 'weather'],
  ['prices', 'prices'],
];

/** Terms of files of people and firms, unless the user names others. */
export const PRIVATE_LICENCE = 'private: not to be passed on';

type Description = Record<string, unknown>;

export class ImportFolder {
  readonly folder: string;
  private readonly description: Description;

  private constructor(folder: string, description: Description) {
    this.folder = folder;
    this.description = description;
  }

  /** Opens a folder, or begins one. @throws InputError when its district.yaml is no YAML map */
  static async open(path: string, name?: string): Promise<ImportFolder> {
    const folder = resolve(path);
    const file = join(folder, 'district.yaml');
    let text: string | undefined;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileProblem(file, error);
    }
    if (text === undefined) {
      const own = name ?? basename(folder);
      return new ImportFolder(folder, {
        format: DISTRICT_FORMAT,
        id: slug(basename(folder)),
        name: own,
        timeZone: 'Europe/Amsterdam',
      });
    }
    const document = parseDocument(text);
    const description: unknown = document.errors.length > 0 ? null : document.toJS();
    if (typeof description !== 'object' || description === null || Array.isArray(description))
      throw new InputError(
        file,
        '',
        `must be a YAML map${document.errors[0] === undefined ? '' : `: ${document.errors[0].message}`}`,
      );
    const opened = new ImportFolder(folder, description as Description);
    if (name !== undefined) opened.set('name', name);
    return opened;
  }

  get(key: string): unknown {
    return this.description[key];
  }

  set(key: string, value: unknown): void {
    this.description[key] = value;
  }

  /** [west, south, east, north] when an import has told it. */
  bbox(): readonly [number, number, number, number] | undefined {
    const value = this.description['bbox'];
    return Array.isArray(value) && value.length === 4 && value.every((v) => typeof v === 'number')
      ? (value as unknown as readonly [number, number, number, number])
      : undefined;
  }

  /** Writes a file of the folder, whole or not at all. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    requireWritable(this.folder);
    const file = join(this.folder, name);
    try {
      await writeFile(`${file}.part`, content);
      await rename(`${file}.part`, file);
    } catch (error) {
      throw new InputError(this.folder, name, `must be a place that can be written: ${(error as Error).message}`);
    }
  }

  /** Writes district.yaml as it stands. */
  async save(): Promise<void> {
    await this.write('district.yaml', stringify(this.description, { lineWidth: 140 }));
  }

  /** Writes district.yaml with the sources of this import, and its reports into import-report.json. */
  async finish(kind: ImportKind, sources: readonly SourceEntry[], reports: readonly ImportReport[]): Promise<void> {
    const old = Array.isArray(this.description['sources']) ? (this.description['sources'] as SourceEntry[]) : [];
    const prefix = `${kind}: `;
    this.description['sources'] = [
      ...old.filter(({ title }) => !String(title).startsWith(prefix)),
      ...sources.map((source) => ({ ...source, title: prefix + source.title })),
    ];
    await this.save();
    const file = join(this.folder, 'import-report.json');
    const all = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Record<string, unknown>,
      () => ({}),
    );
    await this.write('import-report.json', `${JSON.stringify({ ...all, [kind]: reports }, null, 2)}\n`);
  }

  /** Imports that the folder still needs. */
  missing(): ImportKind[] {
    return missingParts(this.description);
  }
}

/** Imports that a description of a district still needs. */
export function missingParts(description: Readonly<Record<string, unknown>>): ImportKind[] {
  return [...new Set(PARTS.filter(([key]) => description[key] === undefined).map(([, kind]) => kind))];
}

/** Small letters, digits and hyphens. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'district' : plain;
}

/** SHA-256 of a file, read in pieces. @throws InputError when it cannot be read */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  } catch (error) {
    throw fileProblem(file, error);
  }
  return hash.digest('hex');
}
