/** Small CSV files of unknown make: separator and decimal sign are found out. Parsing by csv-parse. Pure. */
import { parse } from 'csv-parse/sync';
import { InputError } from '../core/errors.ts';

export interface LooseCsv {
  readonly header: readonly string[];
  /** [row][column], trimmed; line is 1-based. */
  readonly rows: ReadonlyArray<{ readonly line: number; readonly cells: readonly string[] }>;
  readonly separator: string;
}

const MAX_ROWS = 20_000_000;

/** @throws InputError for text that is no table with a header */
export function parseLooseCsv(text: string, file: string): LooseCsv {
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const separator = [';', '\t', ','].reduce(
    (best, sign) => (count(firstLine, sign) > count(firstLine, best) ? sign : best),
    ',',
  );
  let records: Array<{ record: string[]; info: { lines: number } }>;
  try {
    records = parse(text, {
      bom: true,
      delimiter: separator,
      info: true,
      skip_empty_lines: true,
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      to: MAX_ROWS,
      max_record_size: 1 << 20,
    }) as never;
  } catch (error) {
    throw new InputError(file, '', `must be CSV: ${(error as Error).message}`);
  }
  const [head, ...rest] = records;
  if (head === undefined || head.record.length < 2)
    throw new InputError(file, '', 'must have a header line with at least two columns', firstLine.slice(0, 60));
  return {
    header: head.record,
    rows: rest.map(({ record, info }) => ({ line: info.lines, cells: record })),
    separator,
  };
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** A number with a point or, where the separator allows it, a decimal comma; NaN for empty cells, `NA` and words. */
export function looseNumber(cell: string | undefined, separator: string): number {
  if (cell === undefined || cell === '' || /^(na|n\/a|nan|null|none|-)$/i.test(cell)) return Number.NaN;
  if (separator !== ',' || !cell.includes('.')) {
    // 1.234,5 and 12,5 are meant as numbers with a decimal comma.
    if (/^[+-]?\d{1,3}(\.\d{3})*,\d+$/.test(cell) || /^[+-]?\d+,\d+$/.test(cell))
      return Number(cell.replaceAll('.', '').replace(',', '.'));
  }
  return Number(cell);
}
