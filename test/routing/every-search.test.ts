import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { ARC_DESTINATION } from '../../engine/network/road-graph.ts';
import { nodeTimesS } from '../../engine/routing/isochrone.ts';
import { NO_PATH, prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { roadTable } from '../../engine/routing/road-table.ts';
import { StreetPaths } from '../../engine/routing/street-paths.ts';
import { bruteTimes, randomRoads, randomWeights } from './random-roads.ts';

const quiet = { signal: undefined, onProgress: () => {} };

test('point to point, one to all, many to many, single paths and isochrones keep forbidden turns, via-ways, U-turns and streets for destinations only: all equal a brute-force search over the last arcs driven', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.nat(29), fc.constantFrom(0, 0.1, 0.3), async (seed, from, share) => {
      const graph = randomRoads(seed, 6, 5, 14, share);
      const weightMs = randomWeights(graph, 'car', seed);
      const truth = Array.from(bruteTimes(graph, weightMs, from, true), (ms) => (Number.isFinite(ms) ? ms : NO_PATH));
      const index = prepareRoads(graph, weightMs, 'car');
      const query = new RoadQuery(index);
      const single = new StreetPaths(graph);
      const all = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
      const swept = new Uint32Array(graph.nodeCount);
      query.oneToAll(from, swept);
      expect(Array.from(swept)).toEqual(truth);
      expect(Array.from(all, (to) => query.timeMs(from, to))).toEqual(truth);
      expect(Array.from(await roadTable(serial, index, Uint32Array.of(from), all, quiet))).toEqual(truth);
      expect(Array.from(all, (to) => single.path('car', weightMs, from, to)?.timeMs ?? NO_PATH)).toEqual(truth);
      const reached = Array.from(nodeTimesS(graph, 'car', weightMs, from, 1e6), (timeS) => 1000 * timeS);
      expect(reached.map((ms) => (Number.isFinite(ms) ? Math.round(ms) : NO_PATH))).toEqual(truth);
    }),
    { numRuns: 40, seed: 5 },
  );
});

test('streets for destinations only close no place to cars: what a car reached without the sign it reaches with it, never sooner', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(79), (seed, from) => {
      const signed = randomRoads(seed, 10, 8, 0, 0.25);
      const free = { ...signed, arcFlags: signed.arcFlags.map((flags) => flags & ~ARC_DESTINATION) };
      const slow = new RoadQuery(prepareRoads(signed, signed.carTimeMs, 'car'));
      const quick = new RoadQuery(prepareRoads(free, signed.carTimeMs, 'car'));
      for (let to = 0; to < signed.nodeCount; to++) {
        const timeMs = slow.timeMs(from, to);
        expect(timeMs === NO_PATH).toBe(quick.timeMs(from, to) === NO_PATH);
        expect(timeMs).toBeGreaterThanOrEqual(quick.timeMs(from, to));
      }
    }),
    { numRuns: 60, seed: 6 },
  );
});
