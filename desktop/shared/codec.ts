/** Messages with typed arrays as one block of bytes: lengths of header and body (uint32 each), JSON header, JSON body, then the arrays, each
 *  aligned to 8 bytes. In the body each typed array is null, and `places` of the header tells where it belongs: no value is looked at twice,
 *  for a message holds many thousands of texts and is read where a hand waits. Runs in the window and in the engine process alike. */

const TYPES = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array } as const;
type TypeName = keyof typeof TYPES;
/** Keys from the outermost to where an array stands. */
type Place = readonly (string | number)[];
type Part = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

export function encodeMessage(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Part[] = [];
  const places: Place[] = [];
  const body = new TextEncoder().encode(JSON.stringify(withoutArrays(value, [], parts, places)));
  const kinds = parts.map((part) => [typeNameOf(part), part.length] as const);
  const header = new TextEncoder().encode(JSON.stringify({ kinds, places }));
  const start = align(8 + header.length + body.length);
  let size = start;
  for (const part of parts) size = align(size + part.byteLength);
  const bytes = new Uint8Array(size);
  const lengths = new DataView(bytes.buffer);
  lengths.setUint32(0, header.length, true);
  lengths.setUint32(4, body.length, true);
  bytes.set(header, 8);
  bytes.set(body, 8 + header.length);
  let at = start;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at = align(at + part.byteLength);
  }
  return bytes;
}

/** @throws RangeError for bytes that are not one whole message */
export function decodeMessage(bytes: Uint8Array): unknown {
  // A copy that starts at an aligned address, so that arrays can be views of it.
  const own = new Uint8Array(bytes);
  if (own.length < 8) throw new RangeError('a message has at least 8 bytes');
  const lengths = new DataView(own.buffer);
  const bodyAt = 8 + lengths.getUint32(0, true);
  const end = bodyAt + lengths.getUint32(4, true);
  if (end > own.length) throw new RangeError('the message is cut off');
  const read = (from: number, to: number): unknown =>
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(own.subarray(from, to)));
  const { kinds, places } = read(8, bodyAt) as { kinds: [TypeName, number][]; places: Place[] };
  let at = align(end);
  const parts = kinds.map(([name, count]) => {
    const type = TYPES[name];
    if (type === undefined || at + count * type.BYTES_PER_ELEMENT > own.length)
      throw new RangeError('the message is cut off');
    const part = new type(own.buffer, at, count);
    at = align(at + part.byteLength);
    return part;
  });
  if (places.length !== parts.length) throw new RangeError('the message does not tell where its arrays belong');
  let whole = read(bodyAt, end);
  places.forEach((place, i) => {
    const last = place.at(-1);
    if (last === undefined) whole = parts[i];
    else holderOf(whole, place)[last] = parts[i];
  });
  return whole;
}

type Holder = Record<string | number, unknown>;

/** @throws RangeError for a place that is not there */
function holderOf(whole: unknown, place: Place): Holder {
  let holder = whole;
  for (const key of place.slice(0, -1))
    holder = Object.hasOwn(Object(holder), key) ? (holder as Holder)[key] : undefined;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, place.at(-1)!))
    throw new RangeError('the message names a place that is not there');
  return holder as Holder;
}

/** The value with null for each typed array. What holds none is not copied. */
function withoutArrays(value: unknown, place: Place, parts: Part[], places: Place[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    parts.push(value as Part);
    places.push(place);
    return null;
  }
  const inner = (one: unknown, key: string | number): unknown => withoutArrays(one, [...place, key], parts, places);
  if (Array.isArray(value))
    return value.some((one) => typeof one === 'object' && one !== null) ? value.map(inner) : value;
  if ('toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one, key)]));
}

function typeNameOf(part: Part): TypeName {
  for (const [name, type] of Object.entries(TYPES)) if (part instanceof type) return name as TypeName;
  throw new TypeError('this kind of array cannot be sent');
}
