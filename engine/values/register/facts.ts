/** What register and assessments are filled from: nothing but what the engine knows of a result. Types only. */
import type { Manifest } from '../../results/result.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { ValueFigures } from '../figures.ts';

export const SUBJECTS = ['charging', 'mode-choice'] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface RegisterFacts {
  readonly scenario: Scenario;
  readonly manifest: Manifest;
  readonly values: ValueFigures['figures'];
  readonly indicators: Readonly<Record<string, { readonly value: number; readonly unit: string }>>;
  readonly organization: string;
  readonly contact: string;
  /** YYYY-MM */
  readonly startDate: string;
}
