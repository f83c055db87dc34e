/** Messages with typed arrays as one block of bytes: header length (uint32), JSON header, then the arrays, each aligned to 8 bytes.
 *  A typed array in the value becomes `{ "$array": index }` in the header. Runs in the window and in the engine process alike. */

const TYPES = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array } as const;
type TypeName = keyof typeof TYPES;
type Part = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

export function encodeMessage(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Part[] = [];
  const body = JSON.stringify(value, (_key, inner: unknown) => {
    if (!ArrayBuffer.isView(inner)) return inner;
    parts.push(inner as Part);
    return { $array: parts.length - 1 };
  });
  const kinds = parts.map((part) => [typeNameOf(part), part.length] as const);
  const header = new TextEncoder().encode(JSON.stringify({ kinds, body }));
  let size = align(4 + header.length);
  for (const part of parts) size = align(size + part.byteLength);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  let at = align(4 + header.length);
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
  if (own.length < 4) throw new RangeError('a message has at least 4 bytes');
  const length = new DataView(own.buffer).getUint32(0, true);
  if (4 + length > own.length) throw new RangeError('the message is cut off');
  const { kinds, body } = JSON.parse(new TextDecoder().decode(own.subarray(4, 4 + length))) as {
    kinds: [TypeName, number][];
    body: string;
  };
  let at = align(4 + length);
  const parts = kinds.map(([name, count]) => {
    const type = TYPES[name];
    if (type === undefined || at + count * type.BYTES_PER_ELEMENT > own.length)
      throw new RangeError('the message is cut off');
    const part = new type(own.buffer, at, count);
    at = align(at + part.byteLength);
    return part;
  });
  return JSON.parse(body, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && '$array' in inner
      ? parts[(inner as { $array: number }).$array]
      : inner,
  );
}

function typeNameOf(part: Part): TypeName {
  for (const [name, type] of Object.entries(TYPES)) if (part instanceof type) return name as TypeName;
  throw new TypeError('this kind of array cannot be sent');
}
