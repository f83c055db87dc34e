/** Tables of observed choices: comma, semicolon or tab separated, with a header. In: file. Out: columns, with an import report's facts.
 *  A column is numeric when every value is a number; otherwise it is text and can be compared only. */
import { parse } from 'csv-parse/sync';
import { InputError } from '../core/errors.ts';
import type { ChoiceData } from '../demand/choice-model.ts';
import { readText } from './text-file.ts';

/** @throws InputError when the file is no such table */
export async function readChoiceData(file: string): Promise<ChoiceData> {
  return parseChoiceData(await readText(file), file);
}

export function parseChoiceData(text: string, file: string): ChoiceData {
  const header = text.slice(0, Math.max(0, text.search(/\r?\n/)));
  const delimiter = ['\t', ';', ','].find((mark) => header.includes(mark)) ?? ',';
  let rows: string[][];
  try {
    rows = parse(text, { delimiter, bom: true, skip_empty_lines: true, relax_quotes: true, trim: true });
  } catch (error) {
    throw new InputError(
      file,
      '',
      `must be a table with as many values in each row as in the header: ${(error as Error).message}`,
    );
  }
  const names = rows[0] ?? [];
  if (rows.length < 2 || names.length < 2)
    throw new InputError(file, '', 'must have a header and at least one row of at least two columns', rows.length);
  const columns = new Map<string, Float64Array | readonly string[]>();
  names.forEach((name, c) => {
    if (name !== '' && columns.has(name)) throw new InputError(file, name, 'must stand once in the header');
    const texts = rows.slice(1).map((row) => row[c]!);
    const numbers = Float64Array.from(texts, (value) => (value === '' ? Number.NaN : Number(value)));
    columns.set(name, numbers.some(Number.isNaN) ? texts : numbers);
  });
  return { file, rowCount: rows.length - 1, columns };
}
