/** Where lines pass their stops. Places in metres east and north of 5° E on the equator; 1 m there is 1 / 111,195 degree. */
import { expect, test } from 'vitest';
import { betweenStops } from '../../engine/io/gtfs-shapes.ts';

type Point = readonly [number, number];
const at = (x: number, y: number): Point => [5 + x / 111_195, y / 111_195];
const back = ([lon, lat]: Point): readonly [number, number] => [
  Math.round((lon - 5) * 111_195),
  Math.round(lat * 111_195),
];

test('a line out and back by the same street: the stop at its end parts the ways, stops on the way back are passed on the way back', () => {
  const line = [at(0, 0), at(500, 0), at(1000, 0), at(500, 3), at(0, 3)];
  const between = betweenStops(line, [at(0, 10), at(490, 10), at(1000, 10), at(510, -10), at(0, -10)]);
  expect(between?.map((points) => points.map(back))).toEqual([[], [[500, 0]], [], [[500, 3]]]);
});

test('a ring that ends where it began is gone round once', () => {
  const line = [at(0, 0), at(400, 0), at(400, 400), at(0, 400), at(0, 0)];
  const between = betweenStops(line, [at(0, 5), at(405, 200), at(200, 405), at(5, 0)]);
  expect(between?.map((points) => points.map(back))).toEqual([[[400, 0]], [[400, 400]], [[0, 400]]]);
});

test('a terminal beyond the end of the line is reached straight, the rest along the line', () => {
  const line = [at(0, 0), at(500, 50), at(1000, 0), at(1500, 50), at(2000, 0)];
  const stops = [at(0, 0), at(400, 40), at(1000, 0), at(1600, 40), at(2300, 0)];
  expect(betweenStops(line, stops)?.map((points) => points.map(back))).toEqual([[], [[500, 50]], [[1500, 50]], []]);
});

test('a stop 160 m off, or stops against the direction of the line, leave the line out', () => {
  const line = [at(0, 0), at(1000, 0)];
  expect(betweenStops(line, [at(0, 0), at(500, 160)])).toBeUndefined();
  expect(betweenStops(line, [at(900, 0), at(100, 0)])).toBeUndefined();
  expect(betweenStops([at(0, 0)], [at(0, 0), at(0, 0)])).toBeUndefined();
});

test('a line that stands still, and one with a thousand bends past three hundred stops, end in time and in order', () => {
  expect(betweenStops([at(0, 0), at(0, 0), at(0, 0)], [at(0, 1), at(1, 0)])).toEqual([[]]);
  const line = Array.from({ length: 3000 }, (_, i) => at(10 * i, 40 * (i % 2)));
  const stops = Array.from({ length: 300 }, (_, s) => at(100 * s + 3, 20));
  const between = betweenStops(line, stops)!;
  expect(between.length).toBe(299);
  for (const points of between) expect(Math.abs(points.length - 10)).toBeLessThanOrEqual(2);
});
