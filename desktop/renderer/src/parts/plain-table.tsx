/** A table of the result as it is, for people who read figures rather than pictures, and behind every chart. */
import type { ReactNode } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { figure, figures, isShare, unitText } from './format.ts';
import { TableOrigin } from './table-origin.tsx';

export function PlainTable({
  table,
  columns,
  names,
  caption,
  limit = 200,
  words = (text) => text,
}: {
  readonly table: BridgeTable;
  readonly columns: readonly string[];
  readonly names?: Readonly<Record<string, string>>;
  readonly caption: string;
  readonly limit?: number;
  /** Words for texts of the table. */
  readonly words?: (text: string, column: string) => string;
}): ReactNode {
  const { language } = useShared();
  const rows = Math.min(table.rowCount, limit);
  const present = columns.filter((name) => table.columns[name] !== undefined);
  // Shares of a column have the same decimals; amounts differ too much in size for it.
  const shown = new Map(
    present.map((name) => {
      const column = table.columns[name]!;
      const unit = table.units[name] ?? '';
      return [
        name,
        column instanceof Float64Array && isShare(unit)
          ? figures([...column.subarray(0, rows)], unit, language)
          : (value: number | null) => figure(value, unit, language),
      ];
    }),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <div className="scroll" tabIndex={0}>
      <table>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {present.map((name) => (
              <th key={name} className={table.columns[name] instanceof Float64Array ? 'number' : undefined}>
                {names?.[name] ?? name}{' '}
                {unitText(table.units[name] ?? '', language) !== '' && (
                  <span className="soft">({unitText(table.units[name] ?? '', language)})</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a result do not move.
            <tr key={row}>
              {present.map((name) => {
                const column = table.columns[name]!;
                return column instanceof Float64Array ? (
                  <td key={name} className="number">
                    {shown.get(name)!(column[row] ?? null)}
                  </td>
                ) : (
                  <th key={name} scope="row">
                    {words(column[row] ?? '–', name)}
                  </th>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <TableOrigin table={table} columns={present} names={names} />
    </div>
  );
}

/** The rows of a table that hold. */
export function rowsWhere(table: BridgeTable, holds: (row: number) => boolean): BridgeTable {
  const kept = Array.from({ length: table.rowCount }, (_, row) => row).filter(holds);
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([name, values]) => [
      name,
      values instanceof Float64Array
        ? Float64Array.from(kept, (row) => values[row]!)
        : kept.map((row) => values[row] ?? null),
    ]),
  );
  return { ...table, rowCount: kept.length, columns: columns as BridgeTable['columns'] };
}

export const numbers = (table: BridgeTable | null, name: string): Float64Array => {
  const column = table?.columns[name];
  return column instanceof Float64Array ? column : new Float64Array(0);
};
export const texts = (table: BridgeTable | null, name: string): readonly (string | null)[] => {
  const column = table?.columns[name];
  return column === undefined || column instanceof Float64Array ? [] : column;
};
