import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../engine/io/make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-make-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is made with those above it, and once more does nothing', () => {
  const deep = join(folder, 'a', 'b', 'c');
  makeFolder(deep);
  makeFolder(deep);
  expect(existsSync(deep)).toBe(true);
});

test('a file in its place or above it is an error', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow(/ENOTDIR/);
});

test.skipIf(!existsSync('/proc/self'))('where the system makes no folders it ends with an error', () => {
  expect(() => makeFolder('/proc/rijnstroom/below')).toThrow(/ENOENT|EACCES|EROFS|EPERM/);
});
