/** Before electron-builder packs for a system and processor: the engine's native library for it must be installed, or the installer would hand
 *  out an application whose engine cannot start. In: electron-builder's context. Throws with the command that mends it. */
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** electron-builder's numbers of processors that DuckDB has a library for. */
const PROCESSORS = { 1: 'x64', 3: 'arm64' };

/** @param {{ arch: number, electronPlatformName: string, packager: { projectDir: string } }} context */
module.exports = async function beforePack({ arch, electronPlatformName, packager }) {
  const root = packager.projectDir;
  if (!existsSync(join(root, 'dist', 'desktop', 'renderer', 'index.html')))
    throw new Error('the application is not built: run "npm run build" first');
  const name = `@duckdb/node-bindings-${electronPlatformName}-${PROCESSORS[arch] ?? arch}`;
  if (existsSync(join(root, 'node_modules', name, 'package.json'))) return;
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', '@duckdb', 'node-api', 'package.json'), 'utf8'));
  throw new Error(
    `the engine's library for this system and processor is not installed: npm install --no-save --force ${name}@${version}`,
  );
};
