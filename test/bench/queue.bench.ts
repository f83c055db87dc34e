/** Queue simulation on a city: 20,000 trips that leave within an hour, routed on free times, one thread. Input: Porto Alegre (OpenStreetMap).
 *  Prints link events a second and the memory of the process. Run: npm run bench -- queue */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { importRoads } from '../../engine/io/osm-network.ts';
import { NO_ACCESS } from '../../engine/network/road-graph.ts';
import { NO_PATH, prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { queueNetworkOf } from '../../engine/traffic/queue-network.ts';
import { type QueueResult, simulateQueues } from '../../engine/traffic/queue-simulation.ts';
import { measure } from './measure.ts';

const file = fileURLToPath(new URL('../../../shared/data/geo/porto-alegre/poa.osm.pbf', import.meta.url));
const TRIPS = 20_000;

test.skipIf(!existsSync(file))('queues in Porto Alegre, 20,000 trips (skips without the shared data)', async () => {
  const roads = (await importRoads(file, { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 })).graph;
  const open = Array.from({ length: roads.nodeCount }, (_, node) => node).filter((node) => {
    for (let arc = roads.firstOut[node]!; arc < roads.firstOut[node + 1]!; arc++)
      if (roads.carTimeMs[arc] !== NO_ACCESS) return true;
    return false;
  });
  const random = new Stream(1, 'queue bench');
  const pick = (): number => open[random.integer(open.length)]!;
  const query = new RoadQuery(prepareRoads(roads, roads.carTimeMs, 'car'));
  const links: number[] = [];
  const firstLink = new Uint32Array(TRIPS + 1);
  const departureMs = new Float64Array(TRIPS);
  for (let v = 0; v < TRIPS; ) {
    if (query.walk(pick(), pick(), (arc) => void links.push(arc)) === NO_PATH) continue;
    departureMs[v] = random.integer(3_600_000);
    firstLink[++v] = links.length;
  }
  const network = queueNetworkOf(roads);
  const vehicles = {
    ...{ count: TRIPS, departureMs, pcu: new Uint8Array(TRIPS).fill(1), firstLink },
    routeLink: Uint32Array.from(links),
  };
  const rss = (): number => process.memoryUsage().rss / 2 ** 20;
  const before = rss();
  let result: QueueResult | undefined;
  const options = { startMs: 0, endMs: 14_400_000, binMs: 900_000, removeAfterMs: 1_800_000 };
  const first = simulateQueues(network, vehicles, options);
  const after = rss();
  measure(
    'link events, one thread',
    5,
    () => {
      result = simulateQueues(network, vehicles, options);
    },
    first.linkEvents,
  );
  process.stdout.write(
    `${roads.arcCount} arcs, ${(links.length / TRIPS).toFixed(0)} links a trip, ${first.arrivedCount} arrived, ${first.removedCount} gave up, ${first.insideCount} inside; memory of the queues ${(after - before).toFixed(0)} MiB, of the process with network and routing ${after.toFixed(0)} MiB\n`,
  );
  expect(result!.arrivedCount + result!.insideCount + result!.removedCount + result!.waitingToStartCount).toBe(TRIPS);
});
