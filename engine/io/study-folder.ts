/** The folder of a study while it runs: a journal with one line a finished run, and a lock against a second coordinator.
 *  A line is appended and forced to disk before the run counts as done; a line torn by a crash is cut off when the folder is opened again,
 *  so that a kill at any moment loses no finished run and counts none twice. */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError, RunError } from '../core/errors.ts';

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
}

export interface StudyHeader {
  readonly format: 1;
  readonly studyHash: string;
  readonly name: string;
  readonly engineVersion: string;
}

const JOURNAL = 'runs.jsonl';
const HEADER = 'study.json';
const LOCK = 'lock';

export class StudyFolder {
  readonly folder: string;
  readonly records: ReadonlyMap<string, RunRecord>;
  private readonly known: Map<string, RunRecord>;
  private readonly descriptor: number;

  private constructor(folder: string, descriptor: number, known: Map<string, RunRecord>) {
    this.folder = folder;
    this.descriptor = descriptor;
    this.known = known;
    this.records = known;
  }

  /** @param resume false refuses a folder that holds runs already
   *  @throws InputError when the folder belongs to another study, engine or running coordinator, or cannot be written */
  static open(folder: string, header: StudyHeader, resume: boolean): StudyFolder {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new InputError(folder, '', `must be a folder that can be written (${codeOf(error)})`);
    }
    lock(folder);
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
      return new StudyFolder(folder, descriptor, known);
    } catch (error) {
      rmSync(join(folder, LOCK), { force: true });
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

  /** Writes a file of the folder whole or not at all. */
  write(name: string, text: string): void {
    const file = join(this.folder, name);
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
  }

  close(): void {
    closeSync(this.descriptor);
    rmSync(join(this.folder, LOCK), { force: true });
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

function checkHeader(folder: string, header: StudyHeader, resume: boolean): void {
  const file = join(folder, HEADER);
  if (!existsSync(file)) {
    writeFileSync(`${file}.part`, `${JSON.stringify(header, null, 2)}\n`);
    renameSync(`${file}.part`, file);
    return;
  }
  let found: StudyHeader;
  try {
    found = JSON.parse(readFileSync(file, 'utf8')) as StudyHeader;
  } catch {
    throw new InputError(file, '', 'must be JSON (damaged?)');
  }
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
}

/** The lock names its owner; one whose process is gone from this machine is taken over. */
function lock(folder: string): void {
  const file = join(folder, LOCK);
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST')
        throw new InputError(folder, '', `must be a folder that can be written (${codeOf(error)})`);
    }
    if (!isStale(file))
      throw new InputError(folder, '', 'is in use by another study that is running', readFileSync(file, 'utf8'));
    rmSync(file, { force: true });
  }
}

function isStale(file: string): boolean {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; host: string };
    if (owner.host !== hostname()) return false;
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    // No such process, or a lock that was torn by a crash.
    return codeOf(error) === 'ESRCH' || error instanceof SyntaxError;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'error';
