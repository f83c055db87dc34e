/** Speed of routing on a city: preparation, customization, paths against ngraph.path, tables, public transport, whole journeys; against minotor
 *  when a copy of it is named. Input: Porto Alegre (OpenStreetMap and bus timetable of one weekday), 2,000 seeded pairs.
 *  Run: npm run bench -- routing   With minotor, installed anywhere outside: MINOTOR=/path/node_modules/minotor/dist/router.esm.js */
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { Stream } from '../../engine/core/random.ts';
import { readGtfs } from '../../engine/io/gtfs.ts';
import { keepRoads } from '../../engine/io/kept-roads.ts';
import { importRoads } from '../../engine/io/osm-network.ts';
import { ROAD_MODES, type RoadGraph } from '../../engine/network/road-graph.ts';
import { buildSearchGraph, searchWeights } from '../../engine/network/search-graph.ts';
import { StreetIndex } from '../../engine/network/street-index.ts';
import type { Timetable } from '../../engine/network/timetable.ts';
import { customise } from '../../engine/routing/customise.ts';
import { customiseOn } from '../../engine/routing/customise-parallel.ts';
import { Dijkstra, NO_PATH } from '../../engine/routing/dijkstra.ts';
import { buildHierarchy, eliminationOrder, type RoadHierarchy } from '../../engine/routing/hierarchy.ts';
import { hierarchyKey, openHierarchy, packHierarchy } from '../../engine/routing/hierarchy-store.ts';
import { prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { roadTable } from '../../engine/routing/road-table.ts';
import { buildFootpaths, buildStopAccess, type StopAccess } from '../../engine/routing/stop-access.ts';
import { StreetPaths } from '../../engine/routing/street-paths.ts';
import { prepareTransit } from '../../engine/routing/transit-index.ts';
import { TransitQuery } from '../../engine/routing/transit-query.ts';
import { openPool, type ThreadPool } from '../../engine/workers/pool.ts';
import {
  measureAsync,
  measureBeside,
  measureProcessor as measure,
  measureProcessorAsync,
  printRatio,
} from './measure.ts';
import { type MinotorRouter, minotorArrivalS, minotorRouter, openStops } from './minotor.ts';

const folder = fileURLToPath(new URL('../../../shared/data/geo/porto-alegre/', import.meta.url));
const PAIRS = 2000;
const ROUNDS = 5;
/** Within the hours of which the timetable holds trips, 11 to 17. */
const NOON_S = 12 * 3600;
const quiet = { signal: undefined, onProgress: () => {} };

describe.skipIf(!existsSync(folder))('routing in Porto Alegre (skips without the shared data)', () => {
  let roads: RoadGraph;
  let hierarchy: RoadHierarchy;
  let timetable: Timetable;
  let walk: StopAccess;
  let pool: ThreadPool;
  let pairs: (readonly [number, number])[];

  beforeAll(async () => {
    pool = await openPool(2);
    const start = performance.now();
    roads = (await importRoads(`${folder}poa.osm.pbf`, { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 })).graph;
    print(
      `import of the streets: ${((performance.now() - start) / 1000).toFixed(2)} s, ${roads.nodeCount} nodes, ${roads.arcCount} arcs`,
    );
    timetable = (await readGtfs([`${folder}poa_eptc.zip`])).timetable;
    walk = buildStopAccess(roads, timetable, new StreetIndex(roads), { mode: 'walk', maxTimeS: 900, maxStops: 200 });
    const random = new Stream(1, 'routing bench');
    const open = Array.from({ length: roads.nodeCount }, (_, node) => node).filter((node) => {
      for (let arc = roads.firstOut[node]!; arc < roads.firstOut[node + 1]!; arc++)
        if (roads.carTimeMs[arc] !== NO_PATH) return true;
      return false;
    });
    const pick = (): number => open[random.integer(open.length)]!;
    pairs = Array.from({ length: PAIRS }, () => [pick(), pick()] as const);
  });
  afterAll(() => pool.close());

  test('preparation', async () => {
    const search = buildSearchGraph(roads, 'car');
    let order: Uint32Array = new Uint32Array(0);
    measure('order (nested dissection)', 3, () => {
      order = eliminationOrder(roads, search);
    });
    measure('shortcuts', 3, () => {
      hierarchy = buildHierarchy(search, order);
    });
    print(
      `${search.nodeCount} states, ${search.arcCount} arcs with turns, ${hierarchy.arcCount} arcs in the hierarchy`,
    );
    const packed = packHierarchy(hierarchy, hierarchyKey(roads, 'car'));
    measure('open a kept hierarchy, hash of the input included', ROUNDS, () => {
      openHierarchy(packed, hierarchyKey(roads, 'car'));
    });
    const cacheFolder = mkdtempSync(join(tmpdir(), 'rijnstroom-bench-'));
    await keepRoads(roads, ROAD_MODES, { cacheFolder });
    const again = (): RoadGraph => ({ ...roads });
    await measureProcessorAsync('hierarchies of car, bicycle and walking from disk, checked', ROUNDS, async () => {
      expect(await keepRoads(again(), ROAD_MODES, { cacheFolder })).toEqual(['read', 'read', 'read']);
    });
    rmSync(cacheFolder, { recursive: true });
    measure('customization', 20, () => {
      customise(hierarchy, roads.carTimeMs);
    });
    const one = await measureAsync('customization, 1 thread', 20, async () => {
      customise(hierarchy, roads.carTimeMs);
    });
    await customiseOn(pool, hierarchy, roads.carTimeMs, quiet);
    const two = await measureAsync('customization, 2 threads', 20, async () => {
      await customiseOn(pool, hierarchy, roads.carTimeMs, quiet);
    });
    printRatio('customization, 1 thread to 2 (minima)', one.minimumS / two.minimumS);
  });

  test('times and paths', () => {
    const query = new RoadQuery(prepareRoads(roads, roads.carTimeMs, 'car'));
    let sum = 0;
    measure(
      'time',
      ROUNDS,
      () => {
        sum = 0;
        for (const [from, to] of pairs) sum += query.timeMs(from, to);
      },
      PAIRS,
    );
    let pathSum = 0;
    const ours = measure(
      'path, turns on',
      ROUNDS,
      () => {
        pathSum = 0;
        for (const [from, to] of pairs) pathSum += query.path(from, to)!.timeMs;
      },
      PAIRS,
    );
    expect(pathSum).toBe(sum);
    const single = new StreetPaths(roads);
    const some = pairs.slice(0, 100);
    single.path('car', roads.carTimeMs, ...some[0]!);
    let theirSum = 0;
    const nba = measure(
      'ngraph.path NBA*, same graph and turns',
      ROUNDS,
      () => {
        theirSum = 0;
        for (const [from, to] of some) theirSum += single.path('car', roads.carTimeMs, from, to)!.timeMs;
      },
      some.length,
    );
    expect(theirSum).toBe(some.reduce((all, [from, to]) => all + query.timeMs(from, to), 0));
    printRatio('paths: NBA* to hierarchy', nba.minimumS / some.length / (ours.minimumS / PAIRS));
    const search = buildSearchGraph(roads, 'car');
    const dijkstra = new Dijkstra({ ...search, weightMs: searchWeights(search, roads.carTimeMs) });
    let plain = 0;
    measure(
      'plain Dijkstra',
      1,
      () => {
        plain = 0;
        for (const [from, to] of pairs) {
          if (from === to) continue;
          dijkstra.run(search.origin[from]!, search.target[to]!);
          plain += dijkstra.timeMs(search.target[to]!);
        }
      },
      PAIRS,
    );
    expect(plain).toBe(sum);
  });

  test('tables of 500 origins to all nodes', async () => {
    const index = prepareRoads(roads, roads.carTimeMs, 'car');
    const all = Uint32Array.from({ length: roads.nodeCount }, (_, node) => node);
    const origins = Uint32Array.from(pairs.slice(0, 500), ([from]) => from);
    for (const [name, parallel] of [
      ['1 thread', serial],
      ['2 threads', pool],
    ] as const)
      await measureAsync(`500 × all, ${name}`, 4, async () => {
        await roadTable(parallel, index, origins, all, quiet);
      });
  });

  test('public transport', async () => {
    // Ours may walk further than theirs, so that two of their walks in a row are one of ours.
    const near = buildFootpaths(walk, 300);
    const wide = buildFootpaths(walk, 600);
    const query = new TransitQuery(prepareTransit(timetable, near, { changeS: 0 }));
    const served = [...new Set(timetable.patternStop)];
    const random = new Stream(2, 'routing bench');
    const stops = Array.from(
      { length: 200 },
      () => [served[random.integer(served.length)]!, served[random.integer(served.length)]!] as const,
    ).filter(([from, to]) => from !== to);
    const ends = openStops(near);
    const ask = ([from, to]: readonly [number, number]) => ({
      access: ends.from(from),
      egress: ends.to(to),
      dayType: 0,
    });
    const asks = stops.map(ask);
    const earliest = (): void => {
      for (const one of asks) query.journey({ ...one, departureS: NOON_S });
    };
    const range = (): void => {
      for (const one of asks) query.profile({ ...one, fromS: NOON_S, toS: NOON_S + 7200 });
    };
    // A short query must run a while before V8 has compiled it for good.
    for (let warm = 0; warm < 20; warm++) earliest();
    range();
    const beside = measureBeside(
      5 * ROUNDS,
      [
        ['earliest arrival, stop to stop', earliest],
        ['profile of 2 h, stop to stop', range],
      ],
      asks.length,
    );
    printRatio('profile of 2 h to earliest arrival', beside[1]!.ratioToFirst);
    const module = process.env['MINOTOR'];
    if (module === undefined) return;
    const router: MinotorRouter = await minotorRouter(module, timetable, near);
    const theirs = (): void => {
      for (const [from, to] of stops) minotorArrivalS(router, from, to, NOON_S);
    };
    theirs();
    const pair = measureBeside(
      ROUNDS,
      [
        // As long as theirs, so that both run warm.
        ['earliest arrival, 80 times', () => repeat(80, earliest)],
        ['minotor, same trips and walks', theirs],
      ],
      stops.length,
    );
    printRatio('earliest arrival: minotor to ours', 80 * pair[1]!.ratioToFirst);
    const far = openStops(wide);
    const careful = new TransitQuery(prepareTransit(timetable, wide, { changeS: 0 }));
    const compared = { same: 0, earlier: 0, onlyOurs: 0, later: 0 };
    for (const [from, to] of stops) {
      const theirS = minotorArrivalS(router, from, to, NOON_S);
      const journey = careful.journey({ access: far.from(from), egress: far.to(to), dayType: 0, departureS: NOON_S });
      const walkS = far.from(from).find((reach) => reach.stop === to)?.timeS ?? Number.POSITIVE_INFINITY;
      const ourS = Math.min(journey?.arrivalS ?? Number.POSITIVE_INFINITY, NOON_S + walkS);
      if (theirS === null) compared[ourS < Infinity ? 'onlyOurs' : 'same']++;
      else compared[ourS < theirS ? 'earlier' : ourS === theirS ? 'same' : 'later']++;
    }
    print(`arrivals beside minotor's: ${JSON.stringify(compared)}`);
    expect(compared.later).toBe(0);
  });

  test('whole journeys: times on foot and by bicycle, path by car, best of public transport', async () => {
    const reach = buildStopAccess(roads, timetable, new StreetIndex(roads), {
      mode: 'walk',
      maxTimeS: 900,
      maxStops: 8,
    });
    const work = {
      foot: prepareRoads(roads, roads.walkTimeMs, 'walk'),
      bike: prepareRoads(roads, roads.bikeTimeMs, 'bike'),
      car: prepareRoads(roads, roads.carTimeMs, 'car'),
      transit: prepareTransit(timetable, buildFootpaths(reach, 300)),
      access: reach.access,
      egress: reach.egress,
      pairs,
      departureS: NOON_S,
    };
    for (const threads of [1, 2]) {
      const workers = Array.from({ length: threads }, () => new Worker(JOURNEYS, { workerData: work }));
      const answers = (): Promise<number[]> =>
        Promise.all(workers.map((worker) => once(worker, 'message').then(([found]) => found as number)));
      await answers();
      const times: number[] = [];
      for (let round = 0; round < 2 * ROUNDS; round++) {
        const start = performance.now();
        const done = answers();
        for (const worker of workers) worker.postMessage('go');
        expect(new Set(await done).size).toBe(1);
        times.push((performance.now() - start) / 1000);
      }
      await Promise.all(workers.map((worker) => worker.terminate()));
      times.sort((a, b) => a - b);
      const perMinute = (s: number): number => Math.round((60 * PAIRS * threads) / s);
      print(
        `journeys with four modes on ${threads} threads: ${perMinute(times[times.length >> 1]!)} a minute (best ${perMinute(times[0]!)})`,
      );
    }
  });
});

const built = (file: string): string => new URL(`../../dist/engine/routing/${file}`, import.meta.url).href;
/** A thread that answers every pair when told to, and says how many had public transport. */
const JOURNEYS = new URL(
  `data:text/javascript,${encodeURIComponent(`
import { parentPort, workerData } from 'node:worker_threads';
import { RoadQuery } from ${JSON.stringify(built('road-query.js'))};
import { reachesOf } from ${JSON.stringify(built('stop-access.js'))};
import { TransitQuery } from ${JSON.stringify(built('transit-query.js'))};
const { access, egress, pairs, departureS } = workerData;
const foot = new RoadQuery(workerData.foot);
const bike = new RoadQuery(workerData.bike);
const car = new RoadQuery(workerData.car);
const transit = new TransitQuery(workerData.transit);
function all() {
  let found = 0;
  for (const [from, to] of pairs) {
    const walkMs = foot.timeMs(from, to);
    bike.timeMs(from, to);
    car.path(from, to);
    const journey = transit.journey({
      access: reachesOf(access, from),
      egress: reachesOf(egress, to),
      departureS,
      dayType: 0,
      walkOnlyTimeS: Math.round(walkMs / 1000),
    });
    if (journey !== null) found++;
  }
  return found;
}
parentPort.on('message', () => parentPort.postMessage(all()));
parentPort.postMessage(all());
`)}`,
);

function repeat(times: number, work: () => void): void {
  for (let i = 0; i < times; i++) work();
}

function print(text: string): void {
  console.log(text);
}
