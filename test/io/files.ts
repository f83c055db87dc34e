/** Places of test files: real ones of the shared data folder (skipped where it is absent), and temporary ones. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
export const shared = (path: string): string => join(SHARED, path);
export const hasShared = existsSync(SHARED);
export const WITHOUT_SHARED = ' (skipped without the shared data folder)';

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-io-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeTemporary(folder: string, name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
