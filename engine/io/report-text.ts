/** An import report as a person reads it: aligned lines, counts first. Pure. */
import { formatProblem } from '../core/errors.ts';
import type { ImportNote, ImportReport } from './report.ts';

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .filter(([, count]) => count !== 0)
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ') || 'nothing';

const noteLine = (word: string, { what, count, examples }: ImportNote): string =>
  `  ${word.padEnd(9)} ${count.toLocaleString('en').padStart(9)}  ${what}${examples.length === 0 ? '' : `  (${examples.slice(0, 3).join('; ')}${count > 3 ? '; …' : ''})`}`;

export function reportText(report: ImportReport): string {
  return [
    `${report.file}  [${report.format}]`,
    `  read      ${counts(report.read)}`,
    `  kept      ${counts(report.kept)}`,
    ...report.repaired.map((note) => noteLine('repaired', note)),
    ...report.dropped.map((note) => noteLine('dropped', note)),
    ...report.notes.map((note) => `  note      ${note}`),
    ...report.warnings.map((warning) => `  warning   ${formatProblem({ ...warning, file: '' }).trim()}`),
  ].join('\n');
}
