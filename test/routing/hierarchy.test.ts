import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { serial } from '../../engine/core/parallel.ts';
import { customise } from '../../engine/routing/customise.ts';
import { customiseOn, subtreesOf } from '../../engine/routing/customise-parallel.ts';
import { Dijkstra } from '../../engine/routing/dijkstra.ts';
import { NO_RANK } from '../../engine/routing/hierarchy.ts';
import { hierarchyKey, openHierarchy, packHierarchy } from '../../engine/routing/hierarchy-store.ts';
import { prepareRoads, RoadQuery, roadHierarchy } from '../../engine/routing/road-query.ts';
import { roadTable } from '../../engine/routing/road-table.ts';
import { openPool, type ThreadPool } from '../../engine/workers/pool.ts';
import { randomRoads, randomWeights } from './random-roads.ts';

const graph = randomRoads(11, 40, 40, 120);
const quiet = { signal: undefined, onProgress: () => {} };
let pool: ThreadPool;
beforeAll(async () => {
  pool = await openPool(2);
});
afterAll(() => pool.close());

test('1 thread and 2 threads give the same shortcuts, to the bit', async () => {
  const hierarchy = roadHierarchy(graph, 'car');
  const weightMs = randomWeights(graph, 'car', 5);
  const alone = customise(hierarchy, weightMs);
  for (const parallel of [serial, pool]) expect(await customiseOn(parallel, hierarchy, weightMs, quiet)).toEqual(alone);
});

test('subtrees hold every node once, each with all nodes below it', () => {
  const hierarchy = roadHierarchy(graph, 'car');
  const { first, node, above } = subtreesOf(hierarchy, 2);
  expect([...node, ...above].sort((a, b) => a - b)).toEqual(Array.from(hierarchy.parent.keys()));
  const chunkOf = new Map(Array.from(above, (x) => [x, -1]));
  for (let chunk = 0; chunk + 1 < first.length; chunk++)
    for (const x of node.subarray(first[chunk], first[chunk + 1])) chunkOf.set(x, chunk);
  for (let x = 0; x < hierarchy.nodeCount; x++) {
    const up = hierarchy.parent[x]!;
    if (up !== NO_RANK && chunkOf.get(up) !== -1) expect(chunkOf.get(x)).toBe(chunkOf.get(up));
  }
});

test('a table from many to many equals single queries, on 1 and 2 threads', async () => {
  const index = prepareRoads(graph, graph.carTimeMs, 'car');
  const query = new RoadQuery(index);
  const origins = Uint32Array.from({ length: 30 }, (_, i) => i * 53);
  const destinations = Uint32Array.from({ length: 40 }, (_, i) => i * 39);
  const table = await roadTable(serial, index, origins, destinations, quiet);
  expect(await roadTable(pool, index, origins, destinations, quiet)).toEqual(table);
  origins.forEach((from, o) => {
    destinations.forEach((to, d) => {
      expect(table[o * destinations.length + d]).toBe(query.timeMs(from, to));
    });
  });
});

test('a kept hierarchy opens under its own key only, and answers as before', () => {
  const key = hierarchyKey(graph, 'car');
  const packed = packHierarchy(roadHierarchy(graph, 'car'), key);
  expect(openHierarchy(packed, key)).toEqual(roadHierarchy(graph, 'car'));
  expect(() => openHierarchy(packed, hierarchyKey(graph, 'bike'))).toThrow(InputError);
  expect(() => openHierarchy(packed.slice(0, 1000), key)).toThrow(InputError);
  expect(hierarchyKey(randomRoads(12, 40, 40, 120), 'car')).not.toBe(key);
  expect(hierarchyKey(randomRoads(11, 40, 40, 120), 'car')).toBe(key);
});

test('on foot the hierarchy agrees with plain Dijkstra between all of 40 origins and every node', () => {
  const dijkstra = new Dijkstra({ ...graph, weightMs: graph.walkTimeMs });
  const query = new RoadQuery(prepareRoads(graph, graph.walkTimeMs));
  const all = new Uint32Array(graph.nodeCount);
  for (let from = 0; from < graph.nodeCount; from += 41) {
    dijkstra.run(from);
    query.oneToAll(from, all);
    for (let to = 0; to < graph.nodeCount; to++) expect(all[to]).toBe(dijkstra.timeMs(to));
  }
});
