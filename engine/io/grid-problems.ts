/** Everything that is wrong with a grid file in one list: what its reader could not use, what the validator refuses, and what only looks
 *  wrong, each by the component's name in the file. Pure. */
import type { Problem } from '../core/errors.ts';
import type { GridModel } from '../grid/model.ts';
import { type Validation, type ValidationOptions, validateGrid } from '../grid/validate.ts';
import type { ImportReport } from './report.ts';

/** A grid as far as it could be read; values that could not are NaN, and each stands in `problems`. */
export interface ReadGrid {
  readonly model: GridModel;
  readonly report: ImportReport;
  readonly problems: readonly Problem[];
  /** Name in the file of a component of the model; undefined: kind and id. */
  readonly nameOf?: (component: string, id: number) => string | undefined;
}

/** @returns errors: all that forbid a calculation; warnings: all that cast doubt on it */
export function gridProblems(read: ReadGrid, options: Omit<ValidationOptions, 'nameOf'>): Validation {
  const { nameOf } = read;
  const found = validateGrid(read.model, { ...options, ...(nameOf !== undefined && { nameOf }) });
  // What follows from a value that could not be read is that problem told twice.
  const follows = (problem: Problem): boolean =>
    read.problems.length > 0 && (Number.isNaN(problem.value) || problem.rule.includes('NaN'));
  return {
    errors: [...read.problems, ...found.errors.filter((problem) => !follows(problem))],
    warnings: found.warnings.filter((problem) => !follows(problem)),
  };
}

/** Errors, and after them the doubts, which are told with them: a user who mends a file wants to see both. */
export const allProblems = ({ errors, warnings }: Validation): Problem[] => [
  ...errors,
  ...warnings.map((problem) => ({ ...problem, rule: `(warning) ${problem.rule}` })),
];
