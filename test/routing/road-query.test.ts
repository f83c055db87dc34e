import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_ACCESS } from '../../engine/network/road-graph.ts';
import { buildSearchGraph, searchWeights } from '../../engine/network/search-graph.ts';
import { Dijkstra } from '../../engine/routing/dijkstra.ts';
import { NO_PATH, prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { bruteTimes, randomRoads, randomWeights } from './random-roads.ts';

const mode = fc.constantFrom('car' as const, 'bike' as const, 'walk' as const);

test('times equal a brute-force search over the last arcs driven, turns and via-ways included, on 60 random networks', () => {
  fc.assert(
    fc.property(fc.integer(), mode, fc.nat(29), (seed, mode, from) => {
      const graph = randomRoads(seed, 6, 5, 12);
      const weightMs = randomWeights(graph, mode, seed + 1);
      const truth = bruteTimes(graph, weightMs, from, mode === 'car');
      const query = new RoadQuery(prepareRoads(graph, weightMs, mode));
      const all = new Uint32Array(graph.nodeCount);
      query.oneToAll(from, all);
      for (let to = 0; to < graph.nodeCount; to++) {
        const expected = Number.isFinite(truth[to]) ? truth[to] : NO_PATH;
        expect(query.timeMs(from, to)).toBe(expected);
        expect(all[to]).toBe(expected);
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a path is a chain of open arcs from start to end whose times and turn costs add up to its time', () => {
  fc.assert(
    fc.property(fc.integer(), mode, fc.nat(79), fc.nat(79), (seed, mode, from, to) => {
      const graph = randomRoads(seed, 10, 8, 20);
      const weightMs = randomWeights(graph, mode, seed);
      const path = new RoadQuery(prepareRoads(graph, weightMs, mode)).path(from, to);
      if (path === null) return;
      let at = from;
      let timeMs = 0;
      for (const arc of path.arcs) {
        expect(graph.tail[arc]).toBe(at);
        expect(weightMs[arc]).not.toBe(NO_ACCESS);
        at = graph.head[arc]!;
        timeMs += weightMs[arc]!;
      }
      expect(at).toBe(to);
      const turnsMs = path.timeMs - timeMs;
      if (mode !== 'car') expect(turnsMs).toBe(0);
      expect(turnsMs % 4000).toBe(0);
      expect(turnsMs).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('on a network of 2,500 nodes the hierarchy and plain Dijkstra give the same sum over 2,500 pairs', () => {
  const graph = randomRoads(7, 50, 50, 200);
  const search = buildSearchGraph(graph, 'car');
  const dijkstra = new Dijkstra({ ...search, weightMs: searchWeights(search, graph.carTimeMs) });
  const query = new RoadQuery(prepareRoads(graph, graph.carTimeMs));
  for (let from = 0; from < 50; from++) {
    dijkstra.run(search.origin[from * 47]!);
    for (let to = 0; to < graph.nodeCount; to += 50)
      expect(query.timeMs(from * 47, to)).toBe(from * 47 === to ? 0 : dijkstra.timeMs(search.target[to]!));
  }
});

test('queries of four sets of weights that search in turns on one scratch answer as queries of their own, unreachable pairs and paths included', () => {
  fc.assert(
    fc.property(fc.integer(), mode, (seed, mode) => {
      const graph = randomRoads(seed, 8, 6, 15);
      const indices = [0, 1, 2, 3].map((k) => prepareRoads(graph, randomWeights(graph, mode, seed + k), mode));
      const [first, ...others] = indices;
      const owner = new RoadQuery(first!);
      const shared = [owner, ...others.map((index) => new RoadQuery(index, owner))];
      for (let pair = 0; pair < 120; pair++) {
        const k = pair % 4;
        const from = (pair * 7) % graph.nodeCount;
        const to = (pair * 29 + 11) % graph.nodeCount;
        const own = new RoadQuery(indices[k]!);
        if (pair % 3 === 0) expect(shared[k]!.timeMs(from, to)).toBe(own.timeMs(from, to));
        else expect(shared[k]!.path(from, to)).toEqual(own.path(from, to));
      }
    }),
    { numRuns: 40, seed: 3 },
  );
});

test('weights of another length are refused', () => {
  const graph = randomRoads(1, 3, 3);
  expect(() => prepareRoads(graph, new Uint32Array(1))).toThrow(RangeError);
});
