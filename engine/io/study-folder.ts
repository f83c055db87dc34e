/** The folder of a study while it runs: a journal with one line a finished run, and a lock against a second coordinator.
 *  A line is appended and forced to disk before the run counts as done; a line torn by a crash is cut off when the folder is opened again,
 *  so that a kill at any moment loses no finished run and counts none twice. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { InputError, RunError } from '../core/errors.ts';
import { jsonHash } from '../results/hash.ts';
import type { Indicator } from '../results/result.ts';
import { type FolderLock, takeLock } from './folder-lock.ts';
import { codeOf, requireWritable } from './make-folder.ts';

export interface RunRecord {
  readonly id: string;
  readonly scenarioIndex: number;
  readonly scenarioName: string;
  readonly point: number;
  readonly levers: Readonly<Record<string, number | string | boolean>>;
  readonly replication: number;
  readonly seed: number;
  readonly status: 'done' | 'failed';
  readonly message?: string;
  readonly indicators: Readonly<Record<string, number>>;
  readonly resultsHash: string;
  readonly durationS: number;
  readonly finishedUtc: string;
  /** Memory that each run at once took, measured in the process that did it [MB]. */
  readonly memoryMb?: number;
  /** Host and process that did it, and how often it was tried, where several share the work. */
  readonly worker?: string;
  readonly attempts?: number;
}

/** Version of the study folder; folders of another version are refused with a sentence. */
export const STUDY_FORMAT = 2;

/** study.json: what the folder belongs to, and what is needed to read it without the study file. */
export interface StudyHeader {
  readonly format: number;
  readonly studyHash: string;
  /** Hash of scenarios, levers and inputs as they were resolved: the same study on changed scenarios is another one. */
  readonly planHash: string;
  readonly name: string;
  readonly engineVersion: string;
  /** Version and a hash of the built engine: two builds of one version may give other results. */
  readonly engineBuild?: string;
  /** The study as it was read, defaults filled in. */
  readonly study: Readonly<Record<string, unknown>>;
}

const JOURNAL = 'runs.jsonl';
const HEADER = 'study.json';
const RESULTS = 'results';

export class StudyFolder {
  readonly folder: string;
  readonly records: ReadonlyMap<string, RunRecord>;
  private readonly known: Map<string, RunRecord>;
  private readonly descriptor: number;
  private readonly lock: FolderLock;

  private constructor(folder: string, descriptor: number, known: Map<string, RunRecord>, lock: FolderLock) {
    this.folder = folder;
    this.descriptor = descriptor;
    this.known = known;
    this.lock = lock;
    this.records = known;
  }

  /** @param resume false refuses a folder that holds runs already
   *  @throws InputError when the folder belongs to another study, engine or running coordinator, or cannot be written */
  static open(folder: string, header: StudyHeader, resume: boolean): StudyFolder {
    requireWritable(folder);
    const lock = takeLock(folder);
    try {
      checkHeader(folder, header, resume);
      const file = join(folder, JOURNAL);
      const descriptor = openSync(file, existsSync(file) ? 'r+' : 'w+');
      const { known, goodBytes } = readJournal(readFileSync(file));
      if (!resume && known.size > 0) {
        closeSync(descriptor);
        throw new InputError(
          folder,
          '',
          `holds ${known.size} finished runs already: add --resume to go on, or choose another folder`,
        );
      }
      if (goodBytes < fstatSync(descriptor).size) ftruncateSync(descriptor, goodBytes);
      sweepHalfWritten(join(folder, RESULTS));
      return new StudyFolder(folder, descriptor, known, lock);
    } catch (error) {
      lock.release();
      if (error instanceof InputError) throw error;
      throw new InputError(folder, '', `must be a folder that can be written (${codeOf(error)})`);
    }
  }

  /** Adds a finished run; a run that is there already is left as it is. @throws RunError when the disk refuses */
  append(record: RunRecord): void {
    if (this.known.get(record.id)?.status === 'done') return;
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const end = fstatSync(this.descriptor).size;
    try {
      let written = 0;
      while (written < line.length)
        written += writeSync(this.descriptor, line, written, line.length - written, end + written);
      fdatasyncSync(this.descriptor);
    } catch (error) {
      try {
        ftruncateSync(this.descriptor, end);
      } catch {
        // The torn line is cut off at the next opening.
      }
      throw new RunError(
        `${this.folder}: the journal cannot be written (${codeOf(error)}); ${this.known.size} finished runs are kept`,
      );
    }
    this.known.set(record.id, record);
  }

  /** Writes a file of the folder whole or not at all. @throws RunError when the disk refuses */
  write(name: string, text: string): void {
    const file = join(this.folder, name);
    try {
      writeFileSync(`${file}.part`, text);
      renameSync(`${file}.part`, file);
    } catch (error) {
      throw new RunError(`${file} cannot be written (${codeOf(error)}); the finished runs are kept in ${JOURNAL}`);
    }
  }

  /** Place of a run's whole result: partitions of one dataset, as DuckDB, Polars and Arrow read them. */
  resultFolder(run: { readonly scenarioName: string; readonly replication: number; readonly point: number }): string {
    return join(
      this.folder,
      RESULTS,
      `scenario=${encodeURIComponent(run.scenarioName)}`,
      `replication=${run.replication}`,
      `point=${run.point}`,
    );
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Unit of each indicator, from indicators.json. */
  units(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(readIndicatorTexts(this.folder)).map(([key, { unit }]) => [key, unit]));
  }

  close(): void {
    closeSync(this.descriptor);
    this.lock.release();
  }
}

/** Records of a journal and the number of bytes up to the last whole line. A later line of the same run replaces an earlier failure. */
export function readJournal(bytes: Buffer): { known: Map<string, RunRecord>; goodBytes: number } {
  const known = new Map<string, RunRecord>();
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    if (end < 0) break;
    try {
      const record = JSON.parse(bytes.toString('utf8', start, end)) as RunRecord;
      if (typeof record.id !== 'string') break;
      if (known.get(record.id)?.status !== 'done') known.set(record.id, record);
    } catch {
      break;
    }
    start = end + 1;
  }
  return { known, goodBytes: start };
}

/** What a killed writer left beside the places of results. */
function sweepHalfWritten(results: string): void {
  if (!existsSync(results)) return;
  for (const entry of readdirSync(results, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory() && /^\..+\.[0-9a-f]{8}(\.old)?$/.test(entry.name))
      rmSync(join(entry.parentPath, entry.name), { recursive: true, force: true });
}

/** A study folder as it stands, finished or not: reading takes no lock and harms no study that is running.
 *  @throws InputError for what is missing, damaged or of another version */
export function readStudyFolder(folder: string): { header: StudyHeader; records: ReadonlyMap<string, RunRecord> } {
  const header = readHeader(join(folder, HEADER));
  const journal = join(folder, JOURNAL);
  const records = existsSync(journal) ? readJournal(readFileSync(journal)).known : new Map<string, RunRecord>();
  return { header, records };
}

/** One hash over all finished runs, in order of their ids: equal for the same study however it came about. */
export function studyResultsHash(records: Iterable<RunRecord>): string {
  const done = [...records]
    .filter(({ status }) => status === 'done')
    .map(({ id, resultsHash }) => `${id} ${resultsHash}`);
  return createHash('sha256').update(done.sort().join('\n')).digest('hex');
}

/** Unit, label and theme of a study's indicators; empty before its first run ended. */
export function readIndicatorTexts(folder: string): Readonly<Record<string, IndicatorText>> {
  try {
    return JSON.parse(readFileSync(join(folder, 'indicators.json'), 'utf8')) as Record<string, IndicatorText>;
  } catch {
    return {};
  }
}

export type IndicatorText = Pick<Indicator, 'unit' | 'label' | 'theme' | 'lowerIs'>;

/** Whether a folder is one of a study. */
export const isStudyFolder = (folder: string): boolean =>
  existsSync(join(folder, HEADER)) && existsSync(join(folder, JOURNAL));

function readHeader(file: string): StudyHeader {
  let header: StudyHeader;
  try {
    header = JSON.parse(readFileSync(file, 'utf8')) as StudyHeader;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new InputError(file, '', 'must exist: this is not the folder of a study');
    throw new InputError(file, '', code === undefined ? 'must be JSON (damaged?)' : `must be readable (${code})`);
  }
  if (typeof header !== 'object' || header === null || header.format !== STUDY_FORMAT)
    throw new InputError(
      file,
      'format',
      `must be ${STUDY_FORMAT}: this folder was written by another version (${header?.engineVersion ?? 'unknown'})`,
      header?.format,
    );
  return header;
}

function checkHeader(folder: string, header: StudyHeader, resume: boolean): void {
  const file = join(folder, HEADER);
  const write = (): void => {
    writeFileSync(`${file}.part`, `${JSON.stringify(header, null, 2)}\n`);
    renameSync(`${file}.part`, file);
  };
  if (!existsSync(file)) {
    write();
    return;
  }
  const found = readHeader(file);
  if (found.studyHash !== header.studyHash)
    throw new InputError(
      folder,
      '',
      `belongs to another study ("${found.name}")${resume ? '' : ': choose another folder'}`,
    );
  if (found.engineVersion !== header.engineVersion)
    throw new InputError(
      folder,
      'engineVersion',
      `was made by version ${found.engineVersion}; results of two versions are not mixed`,
      header.engineVersion,
    );
  if (found.engineBuild !== undefined && header.engineBuild !== undefined && found.engineBuild !== header.engineBuild)
    throw new InputError(
      folder,
      'engineBuild',
      `was made by build ${found.engineBuild}; results of two builds are not mixed: choose another folder`,
      header.engineBuild,
    );
  if (found.planHash !== header.planHash)
    throw new InputError(
      folder,
      'planHash',
      'was made of other scenarios or inputs: a file they are read from has changed since; choose another folder',
    );
  // More replications, another budget, other indicators to tell: the same runs, asked on.
  if (resume && jsonHash(found.study) !== jsonHash(header.study)) write();
}
