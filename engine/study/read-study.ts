/** Reads a study file. Touches files. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../core/errors.ts';
import { parseChecked } from '../io/checked-yaml.ts';
import { loadScenarioFile } from '../io/scenario-file.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Study, studySchema } from './study-file.ts';

/** @throws InputError with every problem of the file */
export function readStudy(file: string): Study {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a study file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseChecked(text, file, studySchema);
}

/** Scenarios are looked for where the command is given, then beside the study file, then among the built-in ones. */
export function scenarioResolver(studyFile: string): (reference: string, overrides: readonly string[]) => Scenario {
  return (reference, overrides) => {
    const beside = resolve(dirname(studyFile), reference);
    const place = !existsSync(resolve(reference)) && existsSync(beside) ? beside : reference;
    return loadScenarioFile(place, overrides).scenario;
  };
}
