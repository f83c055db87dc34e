/** Stores: typed arrays side by side in one shared buffer, so that threads read them without copying and a file holds them as they are.
 *  Layout: magic, format version, header length (3 × uint32, little endian), JSON header, arrays each aligned to 8 bytes. */
import { InputError } from './errors.ts';

export type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

const TYPES = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypeName = keyof typeof TYPES;
type ArrayConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => TypedArray;
const view = (type: TypeName): ArrayConstructor => TYPES[type] as ArrayConstructor;

const MAGIC = 0x524a5354; // "RJST"
const FORMAT = 1;

interface Header {
  readonly arrays: ReadonlyArray<readonly [name: string, type: TypeName, offset: number, length: number]>;
  readonly meta: unknown;
}

function typeName(array: TypedArray): TypeName {
  for (const [name, type] of Object.entries(TYPES)) if (array instanceof type) return name as TypeName;
  throw new TypeError('not a typed array');
}

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

/** Copies arrays (and JSON metadata) into one new SharedArrayBuffer. */
export function packStore(arrays: Readonly<Record<string, TypedArray>>, meta: unknown = null): SharedArrayBuffer {
  const names = Object.keys(arrays);
  const describe = (base: number): Header => {
    let offset = base;
    return {
      meta,
      arrays: names.map((name) => {
        const array = arrays[name]!;
        const at = offset;
        offset = align(offset + array.byteLength);
        return [name, typeName(array), at, array.length] as const;
      }),
    };
  };
  // Offsets are relative to the end of the header, so that their digits do not change its length.
  const header = new TextEncoder().encode(JSON.stringify(describe(0)));
  const base = align(12 + header.length);
  const size = names.reduce((sum, name) => align(sum + arrays[name]!.byteLength), base);
  const buffer = new SharedArrayBuffer(size);
  new Uint32Array(buffer, 0, 3).set([MAGIC, FORMAT, header.length]);
  new Uint8Array(buffer, 12, header.length).set(header);
  for (const [name, type, offset, length] of describe(base).arrays)
    new (view(type))(buffer, offset, length).set(arrays[name]!);
  return buffer;
}

/** Opens a packed store without copying. @throws InputError for bytes that are not a whole store of this format */
export function openStore(
  buffer: ArrayBufferLike,
  file = 'store',
): { arrays: Record<string, TypedArray>; meta: unknown } {
  if (buffer.byteLength < 12) throw new InputError(file, '', 'must be a store of at least 12 bytes', buffer.byteLength);
  const [magic, format, headerLength] = new Uint32Array(buffer, 0, 3) as unknown as [number, number, number];
  if (magic !== MAGIC) throw new InputError(file, 'magic', 'must be a Rijnstroom store', magic);
  if (format !== FORMAT) throw new InputError(file, 'format', `must be ${FORMAT}`, format);
  if (12 + headerLength > buffer.byteLength)
    throw new InputError(file, 'header', 'must lie inside the file (truncated?)', headerLength);
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 12, headerLength).slice())) as Header;
  } catch {
    throw new InputError(file, 'header', 'must be JSON (damaged?)');
  }
  const base = align(12 + headerLength);
  const arrays: Record<string, TypedArray> = {};
  for (const [name, type, offset, length] of header.arrays) {
    const bytes = TYPES[type]?.BYTES_PER_ELEMENT;
    if (bytes === undefined || base + offset + length * bytes > buffer.byteLength)
      throw new InputError(file, name, 'must lie inside the file (truncated?)', length);
    arrays[name] = new (view(type))(buffer, base + offset, length);
  }
  return { arrays, meta: header.meta };
}

/** A shared array of one type, zero filled. */
export const sharedF64 = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(length * 8));
export const sharedF32 = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4));
export const sharedU32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedI32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));
export const sharedU16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));
export const sharedU8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

/** The same value with all its typed arrays in shared memory, so that threads that are handed it read one copy; texts and plain numbers
 *  are still cloned by each. What holds no array of its own stays the very same object.
 *  @returns the value, and the bytes of all its shared buffers */
export function shareArrays<T>(value: T): { readonly value: T; readonly sharedBytes: number } {
  const made = new Map<object, object>();
  const buffers = new Set<SharedArrayBuffer>();
  const share = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    const known = made.get(item);
    if (known !== undefined) return known;
    // A value that leads back to itself ends here.
    made.set(item, item);
    const answer = shareOne(item);
    made.set(item, answer);
    return answer;
  };
  const shareOne = (item: object): object => {
    if (ArrayBuffer.isView(item)) {
      if (item instanceof DataView) return item;
      const array = item as TypedArray;
      const answer = array.buffer instanceof SharedArrayBuffer ? array : copyShared(array);
      buffers.add(answer.buffer as SharedArrayBuffer);
      return answer;
    }
    if (Array.isArray(item)) {
      const answers = item.map(share);
      return answers.every((answer, i) => answer === item[i]) ? item : answers;
    }
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) return item;
    const entries = Object.entries(item).map(([key, inner]) => [key, share(inner), inner] as const);
    return entries.every(([, answer, inner]) => answer === inner)
      ? item
      : Object.fromEntries(entries.map(([key, answer]) => [key, answer]));
  };
  const answer = share(value) as T;
  return { value: answer, sharedBytes: [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0) };
}

function copyShared(array: TypedArray): TypedArray {
  const copy = new (view(typeName(array)))(new SharedArrayBuffer(array.byteLength), 0, array.length);
  copy.set(array);
  return copy;
}
