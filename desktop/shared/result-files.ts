/** Which files make a result folder, how much of it is taken in at once, and what its name becomes in the library. Pure. */

/** Written with every result; the tables stand beside them, as schema.json lists them. */
export const RESULT_TEXTS = ['manifest.json', 'scenario.json', 'summary.json', 'schema.json'] as const;
/** Figures kept beside a thinned result. */
const MORE_TEXTS: readonly string[] = ['values.json'];
const TABLE_FILE = /^[A-Za-z][A-Za-z0-9]{0,60}\.parquet$/;

/** A plain name of a file that a result may hold: never a path, never a program. */
export const isResultFile = (name: string): boolean =>
  (RESULT_TEXTS as readonly string[]).includes(name) || MORE_TEXTS.includes(name) || TABLE_FILE.test(name);

/** Files of a result; there are about thirty tables. */
export const MAX_RESULT_FILES = 100;
/** A text of a result [bytes]. */
export const MAX_RESULT_TEXT_BYTES = 50_000_000;
/** A whole result [bytes]: a year of the whole district with everyone in it stays far below. */
export const MAX_RESULT_BYTES = 1_000_000_000;
/** What is sent at once [bytes]; the server closes on messages twice as long. */
export const MAX_RESULT_PART_BYTES = 4_000_000;

/** A name the library takes: letters, digits, dot, dash and underscore. */
export const idFrom = (name: string, otherwise: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100) || otherwise;
