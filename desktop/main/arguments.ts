/** Files and folders among the words of a command line that started the application. Pure but for `exists`. */
import { isAbsolute, resolve } from 'node:path';

/** @param argv as the system gave it: the program, in a clone also the folder of the application, switches, then files
 *  @param workingFolder what relative names are relative to */
export function pathsIn(
  argv: readonly string[],
  packaged: boolean,
  workingFolder: string,
  exists: (path: string) => boolean,
): readonly string[] {
  const words = argv.slice(1).filter((word) => !word.startsWith('-') && word !== '');
  return (packaged ? words : words.slice(1))
    .map((word) => (isAbsolute(word) ? word : resolve(workingFolder, word)))
    .filter(exists);
}
