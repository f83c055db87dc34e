/** A reference budget of one's own from CSV. In: file. Out: rows, checked. Touches files.
 *  Columns: household (single, couple, family, single-parent, other), transportEurPerMonth, electricityEurPerMonth, heatEurPerMonth, source. */
import { readFileSync } from 'node:fs';
import { InputError, type Problem } from '../core/errors.ts';
import { type ReferenceRow, referenceRow } from '../scenario/reference-budget.ts';
import { looseNumber, parseLooseCsv } from './loose-csv.ts';

const COLUMNS = ['household', 'transportEurPerMonth', 'electricityEurPerMonth', 'heatEurPerMonth', 'source'] as const;

/** @throws InputError naming every missing column, then every cell that breaks a rule, all at once */
export function readReferenceBudget(file: string): ReferenceRow[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a file that can be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const { header, rows, separator } = parseLooseCsv(text, file);
  const at = COLUMNS.map((name) => header.indexOf(name));
  const missing = COLUMNS.filter((_, i) => at[i] === -1);
  if (missing.length > 0)
    throw new InputError(missing.map((key) => ({ file, line: 1, key, rule: 'is a missing column' })));
  const problems: Problem[] = [];
  const told = new Set<string>();
  const kept = rows.flatMap(({ line, cells }): ReferenceRow[] => {
    const cell = (column: number): string => cells[at[column]!] ?? '';
    const parsed = referenceRow.safeParse({
      household: cell(0),
      transportEurPerMonth: looseNumber(cell(1), separator),
      electricityEurPerMonth: looseNumber(cell(2), separator),
      heatEurPerMonth: looseNumber(cell(3), separator),
      source: cell(4),
    });
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const key = String(issue.path[0] ?? '');
        problems.push({
          file,
          line,
          key,
          rule: ruleOf(key, issue.message),
          value: cell(COLUMNS.indexOf(key as never)),
        });
      }
      return [];
    }
    if (told.has(parsed.data.household))
      problems.push({ file, line, key: 'household', rule: 'must come once', value: parsed.data.household });
    told.add(parsed.data.household);
    return [parsed.data];
  });
  if (kept.length === 0 && problems.length === 0) problems.push({ file, key: '', rule: 'must hold at least one row' });
  if (problems.length > 0) throw new InputError(problems);
  return kept;
}

const ruleOf = (key: string, message: string): string =>
  key === 'household'
    ? 'must be single, couple, family, single-parent or other'
    : key === 'source'
      ? message
      : 'must be a number of euros a month, 0 … 10,000';
