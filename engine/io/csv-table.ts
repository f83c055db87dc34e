/** CSV text with a header → columns by name, checked. Every problem is told with its line, column and value. Pure. */
import { parse } from 'csv-parse/sync';
import { InputError, type Problem } from '../core/errors.ts';

export interface NumberColumn {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}
export interface TextColumn {
  readonly kind: 'text';
  readonly options?: readonly string[];
  readonly unique?: boolean;
  /** Whether an empty cell is accepted. */
  readonly empty?: boolean;
}
export type ColumnRule = (NumberColumn | TextColumn) & { readonly optional?: boolean };

export type CsvRow<R extends Readonly<Record<string, ColumnRule>>> = {
  readonly [K in keyof R]: R[K] extends { optional: true }
    ? (R[K] extends { kind: 'number' } ? number : string) | undefined
    : R[K] extends { kind: 'number' }
      ? number
      : string;
} & { readonly line: number };

/** Problems told before the reader gives up. */
const MOST_PROBLEMS = 50;

/** @param rules column name → rule; a column without `optional` must be in the header, others outside the rules are refused
 *  @throws InputError with every problem (the first 50) */
export function readCsvTable<const R extends Readonly<Record<string, ColumnRule>>>(
  text: string,
  file: string,
  rules: R,
): CsvRow<R>[] {
  let raw: Array<{ record: string[]; info: { lines: number } }>;
  try {
    raw = parse(text, { bom: true, info: true, skip_empty_lines: true, trim: true, relax_column_count: true }) as never;
  } catch (error) {
    throw new InputError(file, '', `must be CSV: ${(error as Error).message}`);
  }
  const header = raw[0]?.record;
  if (header === undefined) throw new InputError(file, '', 'must have a header line', 'nothing');
  const problems: Problem[] = [];
  for (const [name, rule] of Object.entries(rules))
    if (!rule.optional && !header.includes(name))
      problems.push({ file, line: 1, key: name, rule: 'is a missing column' });
  for (const [at, name] of header.entries()) {
    if (!Object.hasOwn(rules, name)) problems.push({ file, line: 1, key: name, rule: 'is not a known column' });
    else if (header.indexOf(name) !== at) problems.push({ file, line: 1, key: name, rule: 'must stand once' });
  }
  if (problems.length > 0) throw new InputError(problems);
  const seen = new Map<string, Set<string>>();
  const rows: CsvRow<R>[] = [];
  for (const { record, info } of raw.slice(1)) {
    const line = info.lines;
    if (record.length !== header.length)
      problems.push({ file, line, key: '', rule: `must have ${header.length} cells`, value: record.length });
    const row: Record<string, unknown> = { line };
    for (const [at, name] of header.entries()) {
      const cell = record[at] ?? '';
      const { value, rule } = check(cell, rules[name]!);
      if (rule !== undefined) problems.push({ file, line, key: name, rule, value: cell });
      if (rules[name]!.kind === 'text' && (rules[name] as TextColumn).unique) {
        const known = seen.get(name) ?? new Set();
        if (known.has(cell)) problems.push({ file, line, key: name, rule: 'must be unique', value: cell });
        seen.set(name, known.add(cell));
      }
      row[name] = value;
    }
    rows.push(row as CsvRow<R>);
    if (problems.length >= MOST_PROBLEMS) break;
  }
  if (problems.length > 0) throw new InputError(problems);
  return rows;
}

function check(cell: string, rule: ColumnRule): { value: string | number | undefined; rule?: string } {
  if (rule.kind === 'text') {
    if (cell === '')
      return rule.empty || rule.optional ? { value: undefined } : { value: '', rule: 'must not be empty' };
    if (rule.options !== undefined && !rule.options.includes(cell))
      return { value: cell, rule: `must be one of ${rule.options.join(', ')}` };
    return { value: cell };
  }
  if (cell === '') return rule.optional ? { value: undefined } : { value: 0, rule: 'must be a number' };
  const value = Number(cell);
  if (!Number.isFinite(value)) return { value: 0, rule: 'must be a number' };
  if (value < rule.min) return { value, rule: `must be >= ${rule.min}` };
  if (value > rule.max) return { value, rule: `must be <= ${rule.max}` };
  if (rule.integer && !Number.isInteger(value)) return { value, rule: 'must be a whole number' };
  return { value };
}
