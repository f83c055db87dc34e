import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../desktop/shared/codec.ts';

test('any value with typed arrays survives the way through bytes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.float64Array(), fc.uint8Array(), fc.int32Array(), (json, doubles, bytes, whole) => {
      const value = { json, nested: [{ doubles }, { bytes: new Uint8Array(bytes) }], whole };
      expect(decodeMessage(encodeMessage(value))).toEqual(
        JSON.parse(JSON.stringify({ json })) && { ...value, json: JSON.parse(JSON.stringify(json)) },
      );
    }),
  );
});

test('a message that is cut anywhere is refused, never half read', () => {
  const whole = encodeMessage({ a: Float64Array.of(1, 2, 3), b: 'text' });
  for (let length = 0; length < whole.length - 7; length += 3)
    expect(() => decodeMessage(whole.subarray(0, length))).toThrow();
});
