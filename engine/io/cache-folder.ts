/** Where what can be made again is kept: downloads and prepared roads. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** $XDG_CACHE_HOME/rijnstroom, else ~/.cache/rijnstroom. */
export const defaultCacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'rijnstroom');
