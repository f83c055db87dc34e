import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { PackedColumn } from '../../engine/network/packed-column.ts';

test('numbers come back as they went in: pieces of equal, small, middling and full 32-bit numbers, and an unfinished piece', () => {
  const random = new Stream(3, 'packed column');
  const makers: ReadonlyArray<(i: number) => number> = [
    () => 7,
    (i) => -5 + (i % 200),
    () => 100_000 + random.integer(60_000),
    () => random.integer(2 ** 31) - 2 ** 30,
    (i) => (i % 2 === 0 ? 2 ** 31 - 1 : -(2 ** 31)),
    () => -1,
  ];
  const column = new PackedColumn();
  const plain: number[] = [];
  for (const make of makers)
    for (let i = 0; i < 20_000; i++) {
      const value = make(i);
      plain.push(value);
      column.push(value);
    }
  expect(column.length).toBe(plain.length);
  expect(plain.every((value, i) => column.at(i) === value)).toBe(true);
  column.clear();
  expect(column.length).toBe(0);
  column.push(42);
  expect(column.at(0)).toBe(42);
});
