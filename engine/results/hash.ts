/** Hash of results in a canonical form: the same for every thread count, machine and moment. Durations and threads are not part of it.
 *  In: indicators and tables. Out: SHA-256 in hex. Pure. */
import { createHash, type Hash } from 'node:crypto';
import type { Column, Table } from '../core/table.ts';
import type { Indicator } from './result.ts';

/** @returns 64 hex digits over indicators (sorted by key; value, unit and bounds) and tables (in order of name; names, types, values) */
export function resultsHash(indicators: Readonly<Record<string, Indicator>>, tables: readonly Table[]): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(indicators).sort()) {
    const { value, unit, lower, upper } = indicators[key]!;
    addText(hash, key);
    addText(hash, unit);
    hash.update(littleEndianF64([value, lower ?? Number.NaN, upper ?? Number.NaN]));
  }
  for (const table of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    addText(hash, table.name);
    for (const column of table.columns) addColumn(hash, column);
  }
  return hash.digest('hex');
}

/** Hash of anything that is plain JSON, with keys in order. */
export function jsonHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** JSON with the keys of every map sorted. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function addText(hash: Hash, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  hash.update(littleEndianF64([bytes.length]));
  hash.update(bytes);
}

function addColumn(hash: Hash, column: Column): void {
  addText(hash, column.name);
  const { values, categories } = column;
  if (Array.isArray(values)) {
    addText(hash, 'list');
    for (const value of values as ReadonlyArray<string | number | null>)
      addText(hash, value === null ? '\u0000' : typeof value === 'number' ? numberText(value) : value);
    return;
  }
  const numbers = values as Exclude<typeof values, readonly unknown[]>;
  if (categories === undefined) addText(hash, numbers.constructor.name);
  else addText(hash, `codes ${categories.join('\u0001')}`);
  hash.update(littleEndianBytes(numbers));
}

/** Minus zero and zero are one number to a reader. */
const numberText = (value: number): string => String(value === 0 ? 0 : value);

function littleEndianF64(values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * 8));
  // Every NaN is written as the same bits.
  values.forEach((value, i) => {
    bytes.setFloat64(i * 8, Number.isNaN(value) ? Number.NaN : value === 0 ? 0 : value, true);
  });
  return new Uint8Array(bytes.buffer);
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function littleEndianBytes(values: ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (LITTLE_ENDIAN || values.BYTES_PER_ELEMENT === 1) return bytes;
  const swapped = Buffer.from(bytes);
  if (values.BYTES_PER_ELEMENT === 2) return swapped.swap16();
  return values.BYTES_PER_ELEMENT === 4 ? swapped.swap32() : swapped.swap64();
}
