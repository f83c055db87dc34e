/** Outlines of zones against @turf/turf, which is only read where bounding boxes do not settle it. */
import { readFileSync } from 'node:fs';
import { booleanPointInPolygon, centroid, kinks, pointOnFeature } from '@turf/turf';
import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { crossingOf, middleOf, type Rings } from '../../engine/io/zone-outline.ts';

const ringsOf = ({ type, coordinates }: Polygon | MultiPolygon): Rings =>
  (type === 'Polygon' ? coordinates : coordinates.flat()) as unknown as Rings;

async function agrees(outline: Polygon | MultiPolygon): Promise<boolean> {
  const crossing = await crossingOf(outline, ringsOf(outline));
  expect(crossing).toEqual(kinks(outline).features[0]?.geometry.coordinates ?? null);
  // An outline that crosses itself is refused: it has no inside to speak of.
  if (crossing !== null) return false;
  const middle = centroid(outline);
  const wanted = booleanPointInPolygon(middle, outline) ? middle : pointOnFeature(outline);
  expect(await middleOf(outline, ringsOf(outline))).toEqual(wanted.geometry.coordinates);
  return true;
}

test('crossings and middles are those of turf, for rings of whole numbers (edges that touch, lie on one another, cross) and stars with a hole', async () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
  const ring = fc.array(point, { minLength: 3, maxLength: 7 }).map((points) => [...points, points[0]!]);
  const radii = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 5, maxLength: 12 });
  const star = (r: readonly number[], scale: number): number[][] => {
    const corners = r.map((radius, i) => {
      const angle = (2 * Math.PI * i) / r.length;
      return [5 + 0.01 * scale * radius * Math.cos(angle), 52 + 0.01 * scale * radius * Math.sin(angle)];
    });
    return [...corners, corners[0]!];
  };
  const any = fc.oneof(
    fc.tuple(ring).map((coordinates): Polygon => ({ type: 'Polygon', coordinates })),
    fc.tuple(ring, ring).map(([a, b]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: [[a], [b]] })),
    fc.tuple(radii, radii).map(([a, b]): Polygon => ({ type: 'Polygon', coordinates: [star(a, 1), star(b, 0.1)] })),
  );
  let clean = 0;
  let crossed = 0;
  await fc.assert(
    fc.asyncProperty(any, async (outline) => {
      if (await agrees(outline)) clean++;
      else crossed++;
    }),
    { numRuns: 600 },
  );
  expect(Math.min(clean, crossed)).toBeGreaterThan(50);
});

test('and so are those of the built-in district', async () => {
  const text = readFileSync(new URL('../../scenarios/leidsche-rijn/zones.geojson', import.meta.url), 'utf8');
  const { features } = JSON.parse(text) as {
    features: Array<{ geometry: Polygon | MultiPolygon | { type: 'Point' } }>;
  };
  for (const { geometry } of features) if (geometry.type !== 'Point') expect(await agrees(geometry)).toBe(true);
});
