/** The configuration of the installers against what is built: every file it names is there, and what the application loads at run time would be
 *  packed, unpacked where it must be a real file. electron-builder itself is no dependency. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
interface Builder {
  readonly appId: string;
  readonly electronVersion: string;
  readonly beforePack: string;
  readonly files: readonly string[];
  readonly asar: boolean;
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly directories: { readonly buildResources: string };
  readonly nsis: { readonly license: string };
  readonly mac: { readonly entitlements: string; readonly entitlementsInherit: string };
  readonly win: { readonly target: readonly { readonly target: string; readonly arch: readonly string[] }[] };
  readonly linux: Builder['win'];
}
const builder = parse(read('desktop/packaging/builder.yaml')) as Builder;
const description = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly main: string;
};
const isBuilt = existsSync(join(root, 'dist/desktop/renderer/index.html'));

test('Electron is the one that is tested with, and the identity is the one that the application tells the system', () => {
  expect(builder.electronVersion).toBe(description.devDependencies['electron']);
  expect(read('desktop/main/shell.ts')).toContain(`'${builder.appId}'`);
});

test('every file that the configuration names is there, icons included', () => {
  const named = [
    builder.directories.buildResources,
    builder.nsis.license,
    builder.mac.entitlements,
    builder.mac.entitlementsInherit,
    builder.beforePack,
    'desktop/packaging/icon.png',
    'desktop/packaging/icon.ico',
  ];
  expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  // A Mac's icon is made from at least 512 pixels: width and height stand at bytes 16 and 20 of a PNG.
  const png = readFileSync(join(root, 'desktop/packaging/icon.png'));
  expect(Math.min(png.readUInt32BE(16), png.readUInt32BE(20))).toBeGreaterThanOrEqual(512);
});

test('every fuse is set to its strict side', () => {
  expect(builder.asar).toBe(true);
  expect(builder.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    resetAdHocDarwinSignature: true,
  });
});

test('DuckDB has a library for every system and processor that installers are made for', () => {
  const lock = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, unknown>> };
  const processors = (targets: Builder['win']['target']): string[] => [...new Set(targets.flatMap(({ arch }) => arch))];
  const wanted = [
    ...processors(builder.win.target).map((arch) => `win32-${arch}`),
    ...processors(builder.linux.target).map((arch) => `linux-${arch}`),
    'darwin-x64',
    'darwin-arm64',
  ];
  expect(wanted.filter((one) => lock.packages[`node_modules/@duckdb/node-bindings-${one}`] === undefined)).toEqual([]);
});

test('packing for a processor whose library is not installed stops with the command to add it', async () => {
  const hook = createRequire(import.meta.url)(join(root, builder.beforePack)) as (context: object) => Promise<void>;
  const place = mkdtempSync(join(tmpdir(), 'rijnstroom-pack-'));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  };
  const pack = (electronPlatformName: string, arch: number): Promise<void> =>
    hook({ electronPlatformName, arch, packager: { projectDir: place } });
  await expect(pack('linux', 1)).rejects.toThrow(/not built/);
  write('dist/desktop/renderer/index.html', '');
  write('node_modules/@duckdb/node-api/package.json', '{"version":"1.2.3"}');
  write('node_modules/@duckdb/node-bindings-win32-x64/package.json', '{}');
  await pack('win32', 1);
  await expect(pack('win32', 3)).rejects.toThrow(/--force @duckdb\/node-bindings-win32-arm64@1\.2\.3$/);
  await expect(pack('darwin', 3)).rejects.toThrow(/darwin-arm64/);
  rmSync(place, { recursive: true });
});

describe.skipIf(!isBuilt)(`what is built ${isBuilt ? '' : '(skipped: not built)'}`, () => {
  const scriptsOf = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.c?js$/.test(name))
      .map((name) => join(folder, name).split(sep).join('/'));
  const engine = [
    ...scriptsOf('dist/engine'),
    ...scriptsOf('dist/desktop/server'),
    ...scriptsOf('dist/desktop/shared'),
  ];
  const shell = [...scriptsOf('dist/desktop/main'), ...scriptsOf('dist/desktop/preload')];
  const isPacked = (file: string): boolean =>
    builder.files.some((glob) => !glob.startsWith('!') && matchesGlob(file, glob)) &&
    !builder.files.some((glob) => glob.startsWith('!') && matchesGlob(file, glob.slice(1)));
  const isReal = (file: string): boolean => builder.asarUnpack.some((glob) => matchesGlob(file, glob));

  test('the start, the page, the preload script and the scenarios are packed; the engine and its packages are real files', () => {
    for (const file of [
      description.main,
      'dist/desktop/renderer/index.html',
      'dist/desktop/preload/preload.cjs',
      'package.json',
    ])
      expect([file, existsSync(join(root, file)), isPacked(file)]).toEqual([file, true, true]);
    expect(
      [...engine, 'package.json', 'scenarios/baseline-2025.yaml'].filter((file) => !isPacked(file) || !isReal(file)),
    ).toEqual([]);
    // The shell and the page stay in the archive, whose seal Electron checks.
    expect([...shell, 'dist/desktop/renderer/index.html'].filter(isReal)).toEqual([]);
    for (const file of [
      'highs/build/highs.wasm',
      'h5wasm/dist/node/hdf5_hl.js',
      'node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm',
    ])
      expect([file, existsSync(join(root, 'node_modules', file)), isReal(`node_modules/${file}`)]).toEqual([
        file,
        true,
        true,
      ]);
    expect(isReal('node_modules/@duckdb/node-bindings-win32-x64/duckdb.node')).toBe(true);
  });

  test('every thread and process starts from a file that is built and real', () => {
    const started = engine.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/new URL\('(\.[^']+\.js)', import\.meta\.url\)/g)].map(
        ([, to]) =>
          relative(root, join(root, dirname(file), to!))
            .split(sep)
            .join('/'),
      ),
    );
    expect(started.length).toBeGreaterThan(5);
    // One of them is how the sources, run by a test, find the built file.
    const own = started.filter((file) => !file.startsWith('..') && !file.startsWith('dist/dist'));
    expect(own.filter((file) => !existsSync(join(root, file)) || !isReal(file))).toEqual([]);
  });

  test('every package that runs outside the page is a dependency: electron-builder packs no others', () => {
    const packages = new Set(
      [...engine, ...shell].flatMap((file) =>
        [
          ...readFileSync(join(root, file), 'utf8').matchAll(
            /^\s*(?:import|export)\s[^'"`;]*?from '([^'.][^']*)'|\b(?:import|require)\('([^'.][^']*)'\)/gm,
          ),
        ].map(([, one, two]) =>
          (one ?? two)!
            .split('/')
            .slice(0, (one ?? two)!.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
      ),
    );
    expect(packages.size).toBeGreaterThan(20);
    const missing = [...packages].filter(
      (name) =>
        !name.startsWith('node:') && !['electron', 'rijnstroom'].includes(name) && !(name in description.dependencies),
    );
    expect(missing).toEqual([]);
  });
});
