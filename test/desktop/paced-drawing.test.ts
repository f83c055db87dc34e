/** The last picture of the map, moved with the view: every place lies where the next picture draws it. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { PacedDrawing, transformOf } from '../../desktop/renderer/src/map/paced-drawing.ts';
import { sheetOf, worldX, worldY } from '../../desktop/renderer/src/map/projection.ts';

const view = fc.record({
  longitude: fc.double({ min: 5.0, max: 5.1, noNaN: true }),
  latitude: fc.double({ min: 52.05, max: 52.12, noNaN: true }),
  zoom: fc.double({ min: 11, max: 16, noNaN: true }),
});

test('a place of the old picture, scaled about the middle and moved, is within a pixel of its place in the new one', () => {
  const size = { width: 900, height: 500 };
  fc.assert(
    fc.property(view, view, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, now, part) => {
      const [, dx, dy, scale] = /^translate\((.+)px, (.+)px\) scale\((.+)\)$/
        .exec(transformOf(drawn, now))!
        .map(Number);
      const before = sheetOf(drawn, size);
      const after = sheetOf(now, size);
      const [x, y] = [worldX(5.03 + 0.02 * part), worldY(52.08 + 0.02 * part)];
      const at = (middle: number, place: number, move: number): number => middle + scale! * (place - middle) + move;
      // What is far outside is not looked at: its rounding grows with the distance.
      const far = Math.max(1, Math.abs(after.a * (worldX(now.longitude) - x)) / 1000);
      expect(Math.abs(at(450, before.a * x + before.dx, dx!) - (after.a * x + after.dx))).toBeLessThan(far);
      expect(Math.abs(at(250, before.a * y + before.dy, dy!) - (after.a * y + after.dy))).toBeLessThan(far);
    }),
    { numRuns: 200 },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('one picture is made at a time; the one asked meanwhile is of the last view, and the one shown is moved to it', () => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  const canvas = { style: { transform: '' } } as HTMLCanvasElement;
  const [a, b, c] = [13, 14, 15].map((zoom) => ({ longitude: 5.04, latitude: 52.09, zoom })) as [never, never, never];
  const begun: (() => void)[] = [];
  const paced = new PacedDrawing(canvas, a, (whole) => begun.push(whole));
  paced.ask();
  vi.advanceTimersByTime(1000);
  expect(begun).toHaveLength(1);
  for (const view of [b, c]) {
    paced.moved(view);
    paced.ask();
    vi.advanceTimersByTime(1000);
  }
  expect(begun).toHaveLength(1);
  begun[0]!();
  expect(canvas.style.transform).toBe(transformOf(a, c));
  vi.advanceTimersByTime(1000);
  expect(begun).toHaveLength(2);
  begun[1]!();
  expect(canvas.style.transform).toBe('');
  vi.advanceTimersByTime(1000);
  expect(begun).toHaveLength(2);
  paced.stop();
});
