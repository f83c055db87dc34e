/** Where the built files lie, in a clone and in an installed application. In: where this file is. Pure.
 *  An installed application keeps the shell in `app.asar`; the engine lies beside it, unpacked, because its worker threads and DuckDB's
 *  native library need real files. */
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Places {
  readonly renderer: string;
  readonly preload: string;
  readonly engineEntry: string;
  /** '' where no samples come with the application. */
  readonly samples: string;
}

const main = fileURLToPath(new URL('.', import.meta.url));

/** @param mainFolder dist/desktop/main
 *  @param exists whether a file is there */
export function places(exists: (file: string) => boolean, mainFolder: string = main): Places {
  const desktop = join(mainFolder, '..');
  const samples = join(unpacked(desktop), '..', '..', 'scenarios', 'samples');
  return {
    renderer: join(desktop, 'renderer'),
    preload: join(desktop, 'preload', 'preload.cjs'),
    engineEntry: join(unpacked(desktop), 'server', 'engine', 'entry.js'),
    samples: exists(samples) ? samples : '',
  };
}

export const unpacked = (file: string): string => file.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
