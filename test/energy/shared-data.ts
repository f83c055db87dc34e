/** Files of third parties that stand beside the project, for tests only. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Path of a shared file; it may not exist. */
export const sharedFile = (path: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));

/** Text of a file, unpacked when its name ends in .gz. */
export const sharedText = (path: string): string => {
  const bytes = readFileSync(sharedFile(path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};
