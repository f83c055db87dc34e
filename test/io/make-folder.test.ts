import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder, requireWritable } from '../../engine/io/make-folder.ts';

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

test('what can be written is left as it was; what cannot is told with folder and reason', () => {
  const place = join(folder, 'results');
  requireWritable(place);
  expect(readdirSync(place)).toEqual([]);
  expect(() => requireWritable(join(folder, 'file'))).toThrow(/file — must be a folder that can be written \(E/);
});
