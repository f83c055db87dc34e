/** Hash of results in a canonical form: the same for every thread count, machine and moment. Durations and threads are not part of it.
 *  In: indicators and tables. Out: SHA-256 in hex. Pure. */
import { createHash } from 'node:crypto';
import type { Column, Table } from '../core/table.ts';
import type { Indicator } from './result.ts';

/** @returns 64 hex digits over indicators (sorted by key; value, unit and bounds) and tables (in order of name; names, types, values) */
export function resultsHash(indicators: Readonly<Record<string, Indicator>>, tables: readonly Table[]): string {
  const bytes = new HashedBytes();
  for (const key of Object.keys(indicators).sort()) {
    const { value, unit, lower, upper } = indicators[key]!;
    bytes.addText(key);
    bytes.addText(unit);
    for (const number of [value, lower ?? Number.NaN, upper ?? Number.NaN]) bytes.addNumber(number);
  }
  for (const table of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    bytes.addText(table.name);
    for (const column of table.columns) addColumn(bytes, column);
  }
  return bytes.digest();
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

/** Small pieces are gathered before they are hashed: a call of the hash for each costs more than the run of a small town. */
class HashedBytes {
  private readonly hash = createHash('sha256');
  private readonly gathered = Buffer.allocUnsafe(1 << 16);
  private length = 0;

  /** Length in bytes, then UTF-8. */
  addText(text: string): void {
    const longest = text.length * 3;
    if (longest + 8 > this.gathered.length) {
      const whole = Buffer.from(text, 'utf8');
      this.addNumber(whole.length);
      this.addBytes(whole);
      return;
    }
    this.make(longest + 8);
    const written = this.gathered.write(text, this.length + 8, 'utf8');
    this.gathered.writeDoubleLE(written, this.length);
    this.length += 8 + written;
  }

  addNumber(value: number): void {
    this.make(8);
    // Every NaN is written as the same bits; minus zero and zero are one number to a reader.
    this.gathered.writeDoubleLE(Number.isNaN(value) ? Number.NaN : value === 0 ? 0 : value, this.length);
    this.length += 8;
  }

  addBytes(bytes: Uint8Array): void {
    this.flush();
    this.hash.update(bytes);
  }

  digest(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private make(room: number): void {
    if (this.length + room > this.gathered.length) this.flush();
  }

  private flush(): void {
    if (this.length > 0) this.hash.update(this.gathered.subarray(0, this.length));
    this.length = 0;
  }
}

function addColumn(bytes: HashedBytes, column: Column): void {
  bytes.addText(column.name);
  const { values, categories } = column;
  if (Array.isArray(values)) {
    bytes.addText('list');
    for (const value of values as ReadonlyArray<string | number | null>)
      bytes.addText(value === null ? '\u0000' : typeof value === 'number' ? numberText(value) : value);
    return;
  }
  const numbers = values as Exclude<typeof values, readonly unknown[]>;
  if (categories === undefined) bytes.addText(numbers.constructor.name);
  else bytes.addText(`codes ${categories.join('\u0001')}`);
  bytes.addBytes(littleEndianBytes(numbers));
}

/** Minus zero and zero are one number to a reader. */
const numberText = (value: number): string => String(value === 0 ? 0 : value);

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function littleEndianBytes(values: ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (LITTLE_ENDIAN || values.BYTES_PER_ELEMENT === 1) return bytes;
  const swapped = Buffer.from(bytes);
  if (values.BYTES_PER_ELEMENT === 2) return swapped.swap16();
  return values.BYTES_PER_ELEMENT === 4 ? swapped.swap32() : swapped.swap64();
}
