/** Short words to build columns. Pure. */
import type { Column, ColumnValues, Table } from '../../core/table.ts';

export const column = (name: string, unit: string, description: string, values: ColumnValues): Column => ({
  name,
  unit,
  description,
  values,
});

/** Codes with their texts; the file holds the texts. */
export const coded = (
  name: string,
  description: string,
  values: Uint8Array | Uint16Array,
  categories: readonly string[],
): Column => ({
  name,
  unit: '',
  description,
  values,
  categories,
});

/** Index of a zone as its code; `none` where the index is outside. */
export function zoneColumn(
  name: string,
  description: string,
  zone: ArrayLike<number>,
  codes: readonly string[],
): Column {
  const categories = [...new Set([...codes, 'none'])];
  const codeOf = Uint16Array.from(codes, (code) => categories.indexOf(code));
  const none = categories.indexOf('none');
  return coded(
    name,
    description,
    Uint16Array.from(zone, (index) => (index < codeOf.length ? codeOf[index]! : none)),
    categories,
  );
}

/** Unsigned index with "none" as 0xffffffff → signed with -1. */
export const orMinusOne = (values: Uint32Array): Int32Array =>
  new Int32Array(values.buffer, values.byteOffset, values.length);

export const table = (name: string, rowCount: number, columns: readonly Column[]): Table => ({
  name,
  rowCount,
  columns,
});
