import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findElectron, withoutElectron } from '../../engine/cli/electron-binary.ts';

let root = '';
const electron = (): string => join(root, 'node_modules', 'electron');
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'rijnstroom-electron-'));
  writeFileSync(join(root, 'package.json'), '{"name":"rijnstroom"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const screen = { platform: 'linux', env: { DISPLAY: ':0' } } as const;

test('Electron is found only when its package, its program and a screen are there; nothing is downloaded', () => {
  expect(findElectron(root, screen)).toHaveProperty('missing');
  mkdirSync(join(electron(), 'dist'), { recursive: true });
  writeFileSync(join(electron(), 'package.json'), '{"name":"electron","version":"0.0.0"}');
  expect(findElectron(root, screen)).toHaveProperty('missing');
  writeFileSync(join(electron(), 'path.txt'), 'electron');
  expect(findElectron(root, screen)).toHaveProperty('missing');
  writeFileSync(join(electron(), 'dist', 'electron'), '');
  expect(findElectron(root, screen)).toEqual({ binary: join(electron(), 'dist', 'electron') });
  expect(findElectron(root, { platform: 'win32', env: {} })).toHaveProperty('binary');
  expect(findElectron(root, { platform: 'linux', env: {} })).toMatchObject({
    missing: expect.stringContaining('no screen'),
  });
});

test('without Electron one line says why and what happens instead', () => {
  const said = withoutElectron('its program is not on this machine');
  expect(said).toBe(
    'Electron cannot be started here: its program is not on this machine. The same application opens in your browser instead.\n',
  );
});
