/** A folder that one process works in: the file `lock` names its owner. A lock whose owner is gone is taken over, also when two try at once.
 *  Gone is: no such process on this machine, another process under the same number (it began later), or, for an owner on another machine,
 *  a lock that was not touched for two minutes. Touches files. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';

export interface FolderLock {
  readonly release: () => void;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the kernel's own count; '' where it is not told. */
  readonly began: string;
  readonly token: string;
}

const TOUCH_MS = 10_000;
const SILENT_MS = 120_000;
/** Tokens of this process: a restarted container has the same name and process number. */
const own = new Set<string>();

/** @throws InputError when another process works in the folder, or it cannot be written */
export function takeLock(folder: string): FolderLock {
  const file = join(folder, 'lock');
  const token = randomBytes(8).toString('hex');
  const mine: Owner = { pid: process.pid, host: hostname(), began: beginningOf(process.pid), token };
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'error';
      if (code !== 'EEXIST') throw new InputError(folder, '', `must be a folder that can be written (${code})`);
      const seen = readWhole(file);
      if (seen !== null && !isGone(seen.text, seen.ageMs))
        throw new InputError(folder, '', `is in use by another study that is running (${ownerText(seen.text)})`);
      if (seen !== null) removeStale(file, seen.text, token);
      continue;
    }
    // Who found the same stale lock may have taken ours for it and put it back a moment later.
    pause(30);
    if (read(file)?.text !== JSON.stringify(mine)) continue;
    own.add(token);
    return holding(file, token, JSON.stringify(mine));
  }
  throw new InputError(folder, '', 'is being taken by another study at this moment');
}

function holding(file: string, token: string, text: string): FolderLock {
  const touch = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // A folder that is gone for a moment (network) is tried again.
    }
  }, TOUCH_MS);
  touch.unref();
  return {
    release() {
      clearInterval(touch);
      own.delete(token);
      if (read(file)?.text === text) rmSync(file, { force: true });
    },
  };
}

/** Moves the lock aside under a name of our own, so that only one of several takers gets it; a fresh one is put back. */
function removeStale(file: string, stale: string, token: string): void {
  const aside = `${file}.${token}`;
  try {
    renameSync(file, aside);
    if (read(aside)?.text !== stale) linkSync(aside, file);
  } catch {
    // Another taker was quicker.
  }
  rmSync(aside, { force: true });
}

function read(file: string): { text: string; ageMs: number } | null {
  try {
    return { text: readFileSync(file, 'utf8'), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return null;
  }
}

/** A lock that is just being written is whole a moment later. */
function readWhole(file: string): { text: string; ageMs: number } | null {
  const first = read(file);
  if (first === null || first.text.endsWith('}')) return first;
  pause(100);
  return read(file);
}

function isGone(text: string, ageMs: number): boolean {
  let owner: Owner;
  try {
    owner = JSON.parse(text) as Owner;
  } catch {
    // Torn by a crash.
    return true;
  }
  if (own.has(owner.token)) return false;
  if (owner.host !== hostname()) return ageMs > SILENT_MS;
  if (owner.pid === process.pid) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  return owner.began !== beginningOf(owner.pid);
}

/** Field 22 of /proc/PID/stat: when the process began. */
function beginningOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function ownerText(text: string): string {
  try {
    const { pid, host } = JSON.parse(text) as Owner;
    return `process ${pid} on ${host}`;
  } catch {
    return 'its lock is just being written';
  }
}

/** A wait without events: the taking of a lock is one step. */
const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
