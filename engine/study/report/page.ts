import type { IndicatorText } from '../../io/study-folder.ts';
import type { Study } from '../study-file.ts';
import type { StudySummary } from '../summary.ts';
export interface StudyReportInput {
  readonly study: Study;
  readonly summary: StudySummary;
  readonly texts: Readonly<Record<string, IndicatorText>>;
  readonly language: 'nl' | 'en';
}
export function renderStudyReport(_input: StudyReportInput): string {
  return '';
}
