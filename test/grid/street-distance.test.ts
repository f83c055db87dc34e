import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreetDistance } from '../../engine/grid/street-distance.ts';

/** Undirected streets as a road graph. */
function streets(count: number, links: ReadonlyArray<readonly [number, number, number]>) {
  const arcs = links.flatMap(([a, b, m]) => [[a, b, m] as const, [b, a, m] as const]).sort((p, q) => p[0] - q[0]);
  const firstOut = new Uint32Array(count + 1);
  for (const [a] of arcs) firstOut[a + 1]!++;
  for (let n = 0; n < count; n++) firstOut[n + 1]! += firstOut[n]!;
  return {
    firstOut,
    head: Uint32Array.from(arcs, (arc) => arc[1]),
    lengthM: Float32Array.from(arcs, (arc) => arc[2]),
    walkTimeMs: new Uint32Array(arcs.length).fill(1),
  };
}

test('street distances equal those of Floyd and Warshall on random streets', () => {
  const count = 12;
  const link = fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.integer({ min: 1, max: 300 }));
  fc.assert(
    fc.property(fc.array(link, { minLength: 3, maxLength: 30 }), (links) => {
      const d = Array.from({ length: count }, (_, i) =>
        Array.from({ length: count }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
      );
      for (const [a, b, m] of links) {
        d[a]![b] = Math.min(d[a]![b]!, m);
        d[b]![a] = Math.min(d[b]![a]!, m);
      }
      for (let k = 0; k < count; k++)
        for (let i = 0; i < count; i++)
          for (let j = 0; j < count; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
      const along = new StreetDistance(streets(count, links));
      const all = Array.from({ length: count }, (_, i) => i);
      for (const from of all) {
        expect([...along.from(from, all, 1e9)]).toEqual(d[from]);
        expect([...along.from(from, all, 200)]).toEqual(d[from]!.map((m) => (m > 200 ? Number.POSITIVE_INFINITY : m)));
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('nobody lays a cable along a motorway: arcs without walking are not used', () => {
  const graph = streets(3, [
    [0, 1, 10],
    [1, 2, 10],
    [0, 2, 5],
  ]);
  graph.walkTimeMs.fill(0xffffffff, 1, 2);
  expect([...new StreetDistance(graph).from(0, [2], 1000)]).toEqual([20]);
});
