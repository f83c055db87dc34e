/** What a package that is out already tells about households of the same district. In: its folder. Out: cells by key. Touches files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';
import { cellKey, type EarlierCells } from '../values/household-cells.ts';
import { parseLooseCsv } from './loose-csv.ts';

/** Tables that count households, and how a row of each is a cell. */
const TABLES: ReadonlyArray<readonly [name: string, key: (cell: (column: string) => string) => string]> = [
  ['neighbourhoods', (cell) => cellKey(cell('zone'), 'all', 'all')],
  ['neighbourhoods_by_income', (cell) => cellKey(cell('zone'), 'all', cell('incomeClass'))],
  ['household_purse', (cell) => cellKey('all', cell('householdType'), cell('incomeClass'))],
];

/** @throws InputError when the folder holds no package, or one with noise, which tells nothing exactly */
export function readEarlierCells(folder: string): EarlierCells {
  const cells = new Map<string, number | null>();
  for (const [name, key] of TABLES) {
    const file = join(folder, 'data', `${name}.csv`);
    if (!existsSync(file))
      throw new InputError(folder, `data/${name}.csv`, 'must be there: --beside takes folders that `publish` wrote');
    const { header, rows } = parseLooseCsv(readFileSync(file, 'utf8'), file);
    const at = (column: string): number => header.indexOf(column);
    for (const { cells: row } of rows) {
      const households = row[at('households')] ?? '';
      cells.set(
        key((column) => row[at(column)] ?? ''),
        households === '' ? null : Number(households),
      );
    }
  }
  return cells;
}
