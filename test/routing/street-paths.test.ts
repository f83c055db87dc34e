import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_PATH, prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { StreetPaths } from '../../engine/routing/street-paths.ts';
import { randomRoads, randomWeights } from './random-roads.ts';

test('single paths by ngraph.path and batch paths by the hierarchy take the same time, turns included', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom('car' as const, 'bike' as const, 'walk' as const), (seed, mode) => {
      const graph = randomRoads(seed, 9, 7, 20);
      const weightMs = randomWeights(graph, mode, seed);
      const single = new StreetPaths(graph);
      const batch = new RoadQuery(prepareRoads(graph, weightMs, mode));
      for (let from = 0; from < graph.nodeCount; from += 7)
        for (let to = 0; to < graph.nodeCount; to += 5) {
          const path = single.path(mode, weightMs, from, to);
          expect(path?.timeMs ?? NO_PATH).toBe(batch.timeMs(from, to));
        }
    }),
    { numRuns: 25, seed: 8 },
  );
});
