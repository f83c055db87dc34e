/** Whether Electron can be started here, without downloading anything. Its npm package carries no program: that comes in a later step,
 *  which many networks do not allow. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronFound =
  | { readonly binary: string }
  /** Why not, the end of a sentence that begins with "Electron cannot be started here: ". */
  | { readonly missing: string };

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @param root folder of Rijnstroom's package */
export function findElectron(root: string, { platform, env }: Surroundings): ElectronFound {
  const binary = binaryOf(root, env);
  if (binary === null)
    return { missing: 'its program is not on this machine (npx install-electron fetches it where the network allows)' };
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return { missing: 'there is no screen (DISPLAY and WAYLAND_DISPLAY are empty)' };
  return { binary };
}

function binaryOf(root: string, env: Surroundings['env']): string | null {
  let folder: string;
  let name: string;
  try {
    folder = dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
    // Written by Electron's own installation, when its program is complete.
    name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
  } catch {
    return null;
  }
  const binary = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** What is said before the browser version opens. */
export const withoutElectron = (why: string): string =>
  `Electron cannot be started here: ${why}. The same application opens in your browser instead.\n`;
