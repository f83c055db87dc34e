/** A study as the form holds it, and the text of its file. Pure. */
import { stringify } from 'yaml';

export interface StudyLever {
  readonly key: string;
  /** Values as they are typed, apart by spaces or semicolons. */
  readonly values: string;
}

export interface StudyDraft {
  readonly name: string;
  /** Names of the library; the first is the base. */
  readonly scenarios: readonly string[];
  readonly replications: number;
  readonly levers: readonly StudyLever[];
  /** One household in a hundred and four weeks instead of the whole. */
  readonly quick: boolean;
}

/** The changes of a quick study, as those of the guided comparison. */
const QUICK = ['travel.sampleShare=0.01', 'period.start=2025-03-10', 'period.days=28'];

/** Numbers, words and yes or no of a typed row; a comma is a decimal sign, as in Dutch. */
export const valuesOf = (text: string): (number | string | boolean)[] =>
  text
    .split(/[;\s]+/)
    .filter((word) => word !== '')
    .map((word) => {
      if (word === 'true' || word === 'false') return word === 'true';
      const number = Number(word.replace(',', '.'));
      return Number.isFinite(number) ? number : word;
    });

export function studyText(draft: StudyDraft): string {
  const levers = draft.levers.filter(({ key, values }) => key !== '' && valuesOf(values).length > 0);
  return stringify({
    version: 1,
    name: draft.name.trim() === '' ? 'studie' : draft.name.trim(),
    scenarios: draft.scenarios,
    ...(draft.quick ? { set: QUICK } : {}),
    replications: draft.replications,
    ...(levers.length === 0
      ? {}
      : {
          levers: {
            method: 'grid',
            of: Object.fromEntries(levers.map(({ key, values }) => [key, valuesOf(values)])),
          },
        }),
  });
}
