/** Puts `rijnstroom` beside the commands of the packages, so that `npx rijnstroom` finds it in a clone at once and offline.
 *  Runs after the build; where links are not allowed (some Windows set-ups) npx finds the command by itself, more slowly. */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../io/package.ts';

const command = fileURLToPath(new URL('./main.js', import.meta.url));
const folder = join(packageRoot(), 'node_modules', '.bin');
const link = join(folder, 'rijnstroom');
try {
  chmodSync(command, 0o755);
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(relative(folder, command), link);
} catch (error) {
  process.stderr.write(
    `no link to the command was made (${(error as NodeJS.ErrnoException).code}); npx rijnstroom still works\n`,
  );
}
