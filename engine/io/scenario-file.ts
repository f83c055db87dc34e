/** Reads scenario files from disk: a path, or the name of a built-in scenario. In: name or path, `--set` texts. Out: resolved scenario. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { resolveScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';
import { scenariosFolder } from './package.ts';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
/** A scenario is a page of text; a larger file is something else, dropped in by mistake. */
const MAX_BYTES = 4 * 1024 * 1024;

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Absolute path of the file it was read from. */
  readonly file: string;
  /** File name without extension, used for the name of the result folder. */
  readonly id: string;
}

/** @param reference path of a file, or a built-in name such as `baseline-2025`
 *  @param overrides `key.path=value` texts, applied last
 *  @throws InputError with every problem found */
export function loadScenarioFile(reference: string, overrides: readonly string[] = []): LoadedScenario {
  const file = findScenario(reference);
  const scenario = resolveScenario(file, readScenarioText, resolveReference, overrides);
  return { scenario, file, id: basename(file, extname(file)) };
}

/** Names of the built-in scenarios, sorted. */
export function builtInScenarios(): readonly string[] {
  const folder = scenariosFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => EXTENSIONS.includes(extname(name)))
    .map((name) => basename(name, extname(name)))
    .sort();
}

function findScenario(reference: string): string {
  const direct = resolve(reference);
  if (isFile(direct)) return direct;
  const builtIn = builtInFile(reference);
  if (builtIn !== undefined) return builtIn;
  const near = nearest(reference, builtInScenarios());
  const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
  throw new InputError(reference, '', `must be a scenario file or one of ${builtInScenarios().join(', ')}${hint}`);
}

function builtInFile(reference: string): string | undefined {
  if (isAbsolute(reference) || /[\\/]/.test(reference)) return undefined;
  return ['', ...EXTENSIONS].map((end) => join(scenariosFolder(), reference + end)).find(isFile);
}

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

/** `extends` is a path beside the file that says it, or the name of a built-in scenario. */
function resolveReference(fromFile: string, reference: string): string {
  const beside = resolve(dirname(fromFile), reference);
  if (isFile(beside)) return beside;
  return builtInFile(reference) ?? beside;
}

function readScenarioText(file: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES)
      throw new InputError(file, '', `must be a scenario of at most ${MAX_BYTES / 1024 / 1024} MB`, `${size} bytes`);
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(file, '', 'must be text in UTF-8');
  }
}
