/** The inputs of a study by what they hold: a district as the hash of all files it is read from, so that changed inputs are another study
 *  and another machine can be handed exactly these. Touches files. */
import { shareArrays } from '../core/shared.ts';
import type { District, SourceRecord } from '../district/district.ts';
import { jsonHash } from '../results/hash.ts';
import { loadDistrict } from './district.ts';

export interface InputIdentity {
  /** Name or path as the scenarios say it. */
  readonly district: string;
  /** Hash over names and contents of the files. */
  readonly hash: string;
  /** Names of the files in the district's folder, sorted. */
  readonly files: readonly string[];
}

/** Inputs that were read, with what was read, in memory that threads share: runs need not read them again, run on exactly what was hashed, and
 *  nobody keeps a copy of them. */
export interface ReadInputs extends InputIdentity {
  readonly content: District;
}

/** Reads and checks a district. @throws InputError when it cannot serve */
export async function identifyInputs(district: string): Promise<ReadInputs> {
  const { value: content } = shareArrays(await loadDistrict(district));
  return { district, ...hashOfSources(content.sources), content };
}

/** Hash and names of a district's own files; sources that are only told of carry no hash. */
export function hashOfSources(sources: readonly SourceRecord[]): Omit<InputIdentity, 'district'> {
  const own = sources
    .filter(({ sha256 }) => sha256 !== '')
    .map(({ file, sha256 }) => ({ name: file.slice(file.indexOf('/') + 1), sha256 }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { hash: jsonHash(own), files: own.map(({ name }) => name) };
}
