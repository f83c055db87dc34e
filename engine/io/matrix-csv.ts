/** Demand matrices as CSV: either long rows `origin,destination,trips` or a square table whose first row and column name the zones (from 1). */
import { parse } from 'csv-parse/sync';
import { InputError, type Problem } from '../core/errors.ts';

const MAX_PROBLEMS = 20;

/** [origin × zoneCount + destination] trips. @throws InputError with every problem (up to 20) */
export function parseMatrixCsv(text: string, file: string, zoneCount: number): Float64Array {
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (error) {
    throw new InputError(file, '', `must be CSV: ${(error as Error).message}`);
  }
  const header = rows[0];
  if (header === undefined || rows.length < 2)
    throw new InputError(file, '', 'must have a header and at least one row', rows.length);
  const demand = new Float64Array(zoneCount * zoneCount);
  const problems: Problem[] = [];
  const put = (line: number, from: string | undefined, to: string | undefined, cell: string | undefined): void => {
    const [origin, destination, trips] = [
      Number(from),
      Number(to),
      cell === undefined || cell === '' ? Number.NaN : Number(cell),
    ];
    for (const [key, zone] of [
      ['origin', origin],
      ['destination', destination],
    ] as const)
      if (!Number.isInteger(zone) || zone < 1 || zone > zoneCount) {
        problems.push({
          file,
          line,
          key,
          rule: `must be a zone from 1 to ${zoneCount}`,
          value: key === 'origin' ? from : to,
        });
        return;
      }
    if (!(trips >= 0) || trips === Infinity)
      problems.push({ file, line, key: `${from} → ${to}`, rule: 'must be >= 0', value: cell });
    else demand[(origin - 1) * zoneCount + destination - 1]! += trips;
  };
  const long = header.length === 3 && Number.isNaN(Number(header[1]));
  for (let r = 1; r < rows.length && problems.length < MAX_PROBLEMS; r++) {
    const row = rows[r]!;
    if (long) put(r + 1, row[0], row[1], row[2]);
    else for (let c = 1; c < header.length; c++) put(r + 1, row[0], header[c], row[c]);
  }
  if (problems.length > 0) throw new InputError(problems);
  return demand;
}
