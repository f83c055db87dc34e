/** Properties of the street generator's parts, on plans small enough to check by hand or by brute force. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { arrange } from '../../engine/district/arrangement.ts';
import { corridorRing } from '../../engine/district/corridor.ts';
import { PlanarMap } from '../../engine/district/planar-map.ts';
import { crossing, insideRing, makePlane, signedAreaM2, type Xy } from '../../engine/district/plane.ts';
import { decideAccess, type Stretch } from '../../engine/district/street-access.ts';
import { streetNamer } from '../../engine/district/street-names.ts';
import { streetPlanSchema } from '../../engine/district/street-plan.ts';
import { pointInside, subdivide } from '../../engine/district/subdivide.ts';
import { generatedWay } from '../../engine/district/way.ts';

const style = { blockHa: 1, depthM: 30, bendShare: 0 };
const plan = streetPlanSchema.parse({
  seed: 3,
  cutThroughShare: 0.5,
  directAccessShare: 0.2,
  greenRouteShare: 0.3,
  homeZoneShare: 0.4,
  styles: { residential: style, business: style, park: style, rural: style, city: style },
  zones: { Z1: { use: 'residential', names: { words: ['Viool', 'Fluit'], endings: ['straat', 'laan'] } } },
  names: { words: ['Linden'], endings: ['straat'] },
});

const line = (...points: Xy[]) => ({ points, level: 0, snapEnds: true });

describe('lines become a plane network', () => {
  test('a cross has five vertices and four edges', () => {
    const { x, edges } = arrange([line([-100, 0], [100, 0]), line([0, -100], [0, 100])], []);
    expect(x.length).toBe(5);
    expect(edges.length).toBe(4);
  });

  test('lines of different levels pass over each other, unless an interchange joins them', () => {
    const over = { ...line([0, -100], [0, 100]), level: 1 };
    expect(arrange([line([-100, 0], [100, 0]), over], []).edges.length).toBe(2);
    expect(arrange([line([-100, 0], [100, 0]), over], [[0, 0]]).edges.length).toBe(4);
  });

  test('an end 30 m short of a street is drawn to it, an end 60 m short is not', () => {
    const street = line([-100, 0], [100, 0]);
    expect(arrange([street, line([0, 30], [0, 200])], []).edges.length).toBe(3);
    expect(arrange([street, line([0, 60], [0, 200])], []).edges.length).toBe(2);
  });

  test('two streets that end at one place beside a third both meet the third', () => {
    const { edges, x } = arrange([line([-100, 0], [100, 0]), line([0, 3], [0, 200]), line([0, 3], [80, 200])], []);
    expect(edges.length).toBe(4);
    expect(x.length).toBe(5);
  });

  test('for any lines, no two edges cross away from their ends (brute force)', () => {
    const point = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));
    const lines = fc.array(fc.array(point, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, (drawn) => {
        const free = drawn.map((points) => ({ points, level: 0, snapEnds: false }));
        const { x, y, edges } = arrange(free, []);
        for (let i = 0; i < edges.length; i++)
          for (let j = 0; j < i; j++) {
            const [a, b, c, d] = [edges[i]!.from, edges[i]!.to, edges[j]!.from, edges[j]!.to].map(
              (v): Xy => [x[v]!, y[v]!],
            ) as [Xy, Xy, Xy, Xy];
            const hit = crossing(a, b, c, d);
            if (hit === null) continue;
            // Places within 7 m are one vertex, so edges may brush each other near their ends.
            const awayM = (t: number, p: Xy, q: Xy): number =>
              Math.min(t, 1 - t) * Math.hypot(q[0] - p[0], q[1] - p[1]);
            expect(Math.min(awayM(hit[0], a, b), awayM(hit[1], c, d))).toBeLessThan(40);
          }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

const square = (side: number): PlanarMap<string> =>
  new PlanarMap(
    [0, side, side, 0],
    [0, 0, side, side],
    [
      { from: 0, to: 1, label: 'edge' },
      { from: 1, to: 2, label: 'edge' },
      { from: 2, to: 3, label: 'edge' },
      { from: 3, to: 0, label: 'edge' },
    ],
  );

describe('a field is cut into blocks', () => {
  const cutField = (seed: number, bendShare: number) => {
    const map = square(1000);
    subdivide(map, {
      stream: new Stream(seed, 'test'),
      styleAt: () => ({ blockM2: 7500, depthM: 34, snapM: 10, bendShare }),
      labelOf: () => 'street',
    });
    return map;
  };

  test('the blocks fill the field exactly, none is larger than wanted, and most are of half to whole size', () => {
    for (const seed of [1, 2, 3]) {
      const map = cutField(seed, 0.05);
      const areas = map.faces.map((_, face) => signedAreaM2(map.ring(face)));
      expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(1_000_000, 3);
      expect(Math.min(...areas)).toBeGreaterThan(0);
      expect(areas.filter((area) => area > 7500).length / areas.length).toBeLessThan(0.03);
      expect(areas.length).toBeGreaterThan(1_000_000 / 7500);
      expect(areas.length).toBeLessThan((4 * 1_000_000) / 7500);
    }
  });

  test("vertices, edges and faces keep Euler's formula: V − E + F = 1 without the outer face", () => {
    const map = cutField(5, 0.1);
    const edges = [...map.edges()].length;
    expect(map.x.length - edges + map.faces.length).toBe(1);
  });

  test('streets end on streets: no vertex inside the field has fewer than two edges', () => {
    const map = cutField(5, 0.1);
    const degree = new Map<number, number>();
    for (const { a, b } of map.edges()) for (const v of [a, b]) degree.set(v, (degree.get(v) ?? 0) + 1);
    expect(Math.min(...degree.values())).toBeGreaterThanOrEqual(2);
  });

  test('a stretch with a dead end is walked around: faces do not hold the dead end', () => {
    const map = new PlanarMap(
      [0, 100, 100, 0, 50],
      [0, 0, 100, 100, 50],
      [
        { from: 0, to: 1, label: 1 },
        { from: 1, to: 2, label: 1 },
        { from: 2, to: 3, label: 1 },
        { from: 3, to: 0, label: 1 },
        { from: 0, to: 4, label: 2 },
      ],
    );
    expect(map.faces).toEqual([[0, 1, 2, 3]]);
  });

  test('the point that stands for a bent field lies inside it', () => {
    const bend: Xy[] = [
      [0, 0],
      [300, 0],
      [300, 300],
      [280, 300],
      [280, 20],
      [0, 20],
    ];
    expect(insideRing(pointInside(bend), bend)).toBe(true);
  });
});

describe('who may drive where', () => {
  const width = 12;
  /** A grid of streets; the outer ring is a main road. */
  const grid = (): Stretch[] => {
    const stretches: Stretch[] = [];
    const draws = { green: 1, homeZone: 1, greenRouteShare: 0, homeZoneShare: 0 };
    const way = generatedWay('residential', 20_000, '', draws);
    const main = { ...way, gate: 'open' as const };
    for (let row = 0; row < width; row++)
      for (let column = 0; column < width; column++) {
        const node = row * width + column;
        const ring = (line: number): boolean => line === 0 || line === width - 1;
        if (column + 1 < width) stretches.push({ from: node, to: node + 1, way: ring(row) ? main : way });
        if (row + 1 < width) stretches.push({ from: node, to: node + width, way: ring(column) ? main : way });
      }
    return stretches;
  };

  const carComponents = (stretches: readonly Stretch[], ways: readonly { car: number }[]): number => {
    const parent = Array.from({ length: width * width }, (_, node) => node);
    const find = (node: number): number => (parent[node] === node ? node : find(parent[node]!));
    stretches.forEach(({ from, to }, at) => {
      if (ways[at]!.car !== 0) parent[find(from)] = find(to);
    });
    return new Set(parent.map((_, node) => find(node))).size;
  };

  test('stretches are closed to cars, yet every corner stays reachable by car and everything by bicycle', () => {
    const stretches = grid();
    const ways = decideAccess(stretches, width * width, plan);
    const closed = ways.filter((way) => way.car === 0).length;
    expect(closed).toBeGreaterThan(20);
    expect(carComponents(stretches, ways)).toBe(1);
    expect(ways.every((way) => way.bike === 3 && way.walk === 3)).toBe(true);
  });

  test('a green route is opened to cars where streets would be cut off without it', () => {
    const green = generatedWay('residential', 100_000, 'pad', {
      green: 0,
      homeZone: 1,
      greenRouteShare: 1,
      homeZoneShare: 0,
    });
    const stretches = grid().map((stretch) => {
      const crosses = stretch.to === stretch.from + width && Math.floor(stretch.from / width) === 5;
      return crosses ? { ...stretch, way: green } : stretch;
    });
    const ways = decideAccess(stretches, width * width, plan);
    expect(carComponents(stretches, ways)).toBe(1);
    expect(ways.filter((way) => way.name === 'pad' && way.car !== 0).length).toBe(1);
  });
});

describe('corridors, planes and names', () => {
  test('the corridor of a straight canal is a rectangle of its length and twice the half width', () => {
    const ring = corridorRing(
      [
        [0, 0],
        [400, 0],
        [1000, 0],
      ],
      45,
    );
    expect(ring[0]).toEqual(ring[ring.length - 1]);
    expect(Math.abs(signedAreaM2(ring.slice(0, -1)))).toBeCloseTo(90_000, 6);
  });

  test('metres and degrees turn into each other; a minute of latitude is 1,853 m', () => {
    const plane = makePlane([5.05, 52.09]);
    expect(plane.toXy([5.05, 52.09 + 1 / 60])[1]).toBeCloseTo(1853, -1);
    const [lon, lat] = plane.toLonLat(...plane.toXy([5.0123, 52.1111]));
    expect(lon).toBeCloseTo(5.0123, 10);
    expect(lat).toBeCloseTo(52.1111, 10);
  });

  test('a zone gives each of its names once before any again, and none that a main road has', () => {
    const next = streetNamer(plan, new Set(['Vioollaan']));
    const three = [next('Z1', 'street'), next('Z1', 'street'), next('Z1', 'street')];
    expect([...three].sort()).toEqual(['Fluitlaan', 'Fluitstraat', 'Vioolstraat']);
    expect(next('elsewhere', 'street')).toBe('Lindenstraat');
    expect(next('Z1', 'path')).toMatch(/pad$/);
  });
});
