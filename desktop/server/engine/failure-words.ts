/** What went wrong, in a sentence an advisor understands, with what to do. In: any error. Out: a failure of the bridge. Pure. */
import { CancelledError, InputError, RunError } from '../../../engine/core/errors.ts';
import type { BridgeFailure, Text } from '../../shared/bridge.ts';
import { CallFailed } from '../../shared/engine-host.ts';
import { toBridgeProblem } from './library.ts';

const DISK_FULL: Text = {
  nl: 'De schijf is vol; er is niets half opgeslagen. Maak ruimte (verwijder bijvoorbeeld oude resultaten in de bibliotheek) en probeer het opnieuw.',
  en: 'The disk is full; nothing was saved by halves. Make room (delete old results in the library, for instance) and try again.',
};
const NOT_ALLOWED: Text = {
  nl: 'De map van de bibliotheek kan niet worden beschreven. Controleer de rechten van die map en probeer het opnieuw.',
  en: 'The folder of the library cannot be written. Check the rights of that folder and try again.',
};
const NO_MEMORY: Text = {
  nl: 'Er is te weinig geheugen voor deze berekening. Sluit andere programma’s, of reken met minder huishoudens of dagen.',
  en: 'There is too little memory for this run. Close other programs, or run with fewer households or days.',
};

const DAMAGED: Text = {
  nl: 'Een tabel van dit resultaat is beschadigd. Verwijder het resultaat in de bibliotheek en reken het scenario opnieuw door.',
  en: 'A table of this result is damaged. Delete the result in the library and run the scenario again.',
};

/** Sentences by what the system, or a library that hides the system's code, says. */
const BY_SYSTEM: readonly (readonly [RegExp, Text])[] = [
  [
    /\b(ENOSPC|EDQUOT|EFBIG)\b|no space left|disk is full|file too large|disk quota|quota of this user|failed to write|could not write/i,
    DISK_FULL,
  ],
  [/\b(EACCES|EPERM|EROFS)\b|permission denied|no permission to write|read-only file system/i, NOT_ALLOWED],
  [
    /\b(ENOMEM|ERR_WORKER_OUT_OF_MEMORY)\b|out of memory|array buffer allocation failed|invalid array length/i,
    NO_MEMORY,
  ],
  [/parquet|decompress|TProtocolException|corrupt|no magic bytes|invalid (?:encoding|page|thrift)/i, DAMAGED],
];

export function failureOf(error: unknown): BridgeFailure {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof InputError)
    return {
      kind: 'input',
      message: { nl: 'Dit kan zo niet worden gebruikt.', en: 'This cannot be used as it is.' },
      problems: error.problems.map(toBridgeProblem),
    };
  if (error instanceof CancelledError)
    return { kind: 'cancelled', message: { nl: 'Gestopt.', en: 'Stopped.' }, problems: [] };
  const text = error instanceof Error ? error.message : String(error);
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  const known = BY_SYSTEM.find(([pattern]) => pattern.test(`${code} ${text}`));
  if (known !== undefined) return { kind: 'run', message: known[1], problems: [] };
  if (error instanceof RunError)
    return {
      kind: 'run',
      message: { nl: `De berekening is mislukt: ${text}`, en: `The run failed: ${text}` },
      problems: [],
    };
  return {
    kind: 'bug',
    message: { nl: `Een fout in Rijnstroom zelf: ${text}`, en: `A mistake in Rijnstroom itself: ${text}` },
    problems: [],
  };
}
