/** From streets to queues: signals of an OpenStreetMap file, bicycles on queues of their own, buses among the cars. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importRoads } from '../../engine/io/osm-network.ts';
import { GREEN_SHARE, giveWayCapacityPerH, SATURATION_PCU_PER_H } from '../../engine/network/junction-defaults.ts';
import {
  ARC_CYCLE_SEPARATED,
  ARC_SIGNAL,
  NO_ACCESS,
  ROAD_CLASSES,
  type RoadGraph,
} from '../../engine/network/road-graph.ts';
import {
  bicycleNetworkOf,
  JAM_SPACING_M,
  junctionCapacityPcuPerH,
  type QueueNetwork,
  queueNetworkOf,
} from '../../engine/traffic/queue-network.ts';
import { simulateQueues } from '../../engine/traffic/queue-simulation.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-signals-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Two crossing streets of 2 × 300 m; the crossing has lights when asked. */
async function crossing(
  lights: boolean,
  tags = '',
  classes: readonly [string, string] = ['secondary', 'secondary'],
): Promise<RoadGraph> {
  const node = (id: number, lat: number, lon: number, more = ''): string =>
    `<node id="${id}" lat="${lat}" lon="${lon}" version="1">${more}</node>`;
  const way = (id: number, name: string, ...nodes: number[]): string =>
    `<way id="${id}" version="1">${nodes.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="${name}"/><tag k="lanes" v="2"/>${tags}</way>`;
  const [lat, lon] = [52.09, 5.05];
  const file = join(place, `${lights}-${tags.length}-${classes.join('-')}.osm`);
  writeFileSync(
    file,
    `<?xml version="1.0"?><osm version="0.6">${[
      node(1, lat, lon, lights ? '<tag k="highway" v="traffic_signals"/>' : ''),
      node(2, lat + 0.0027, lon),
      node(3, lat - 0.0027, lon),
      node(4, lat, lon + 0.0044),
      node(5, lat, lon - 0.0044),
      way(10, classes[0], 2, 1, 3),
      way(11, classes[1], 4, 1, 5),
    ].join('')}</osm>`,
  );
  return (await importRoads(file, { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 })).graph;
}

test('lights of OpenStreetMap let 1,800 an hour of green and lane pass, 46 % of the time, on one lane more than the street has; and cost time without a queue', async () => {
  const [dark, lit] = [await crossing(false), await crossing(true)];
  const [free, signalled] = [queueNetworkOf(dark), queueNetworkOf(lit)];
  const towards = [...lit.arcFlags].flatMap((flags, arc) => ((flags & ARC_SIGNAL) !== 0 ? [arc] : []));
  expect(towards).toHaveLength(4);
  expect([...dark.arcFlags].some((flags) => (flags & ARC_SIGNAL) !== 0)).toBe(false);
  for (const arc of towards) {
    const perH = junctionCapacityPcuPerH(lit, arc, { carLinks: 4, bestRank: 3 });
    expect(perH).toBeCloseTo(828 * (lit.lanes[arc]! + 1), 6);
    expect(signalled.headwayMs[arc]).toBeCloseTo(3_600_000 / Math.min(perH, lit.capacityPcuPerH[arc]!), 6);
    expect(signalled.freeTimeMs[arc]!).toBeGreaterThan(free.freeTimeMs[arc]! + 3000);
  }
  expect(SATURATION_PCU_PER_H * GREEN_SHARE).toBe(828);
  // Three lanes of a primary road, 3,600 an hour, find 46 % of four lanes of 1,800: 3,312; from a lower road it is 30 %.
  const wide = {
    ...lit,
    lanes: lit.lanes.map(() => 3),
    roadClass: lit.roadClass.map(() => ROAD_CLASSES.indexOf('primary')),
  };
  expect(junctionCapacityPcuPerH(wide, towards[0]!, { carLinks: 4, bestRank: 2 })).toBeCloseTo(3312, 6);
  const lower = { ...wide, roadClass: lit.roadClass.map(() => ROAD_CLASSES.indexOf('tertiary')) };
  expect(junctionCapacityPcuPerH(lower, towards[0]!, { carLinks: 4, bestRank: 2 })).toBeCloseTo(2160, 6);
});

test('a street that gives way passes what fits between the main road’s cars, a main road its own capacity', async () => {
  const perLane = async (first: string, second: string): Promise<{ [name: string]: number | undefined }> => {
    const roads = await crossing(false, '', [first, second]);
    const { headwayMs } = queueNetworkOf(roads);
    return Object.fromEntries(
      [first, second].map((name) => {
        // Towards the crossing, node of four streets.
        const arc = Array.from(roads.head).findIndex(
          (head, a) =>
            roads.firstOut[head + 1]! - roads.firstOut[head]! === 4 && ROAD_CLASSES[roads.roadClass[a]!] === name,
        );
        return [name, Math.round(3_600_000 / headwayMs[arc]! / roads.lanes[arc]!)];
      }),
    );
  };
  // By a second program (Python) from the formula: 300 vehicles an hour with gaps of 6.6 and 3.6 s, then 500 and 700.
  const [tertiary, secondary, primary] = [300, 500, 700].map(giveWayCapacityPerH) as [number, number, number];
  expect(tertiary).toBeCloseTo(667.8129, 4);
  expect(secondary).toBeCloseTo(508.1078, 4);
  expect(primary).toBeCloseTo(385.3253, 4);
  expect(await perLane('secondary', 'unclassified')).toEqual({ secondary: 1000, unclassified: 508 });
  expect(await perLane('primary', 'residential')).toEqual({ primary: 1200, residential: 385 });
  // Main roads meet on a roundabout; equal streets have no one to give way to for long.
  expect(await perLane('secondary', 'tertiary')).toEqual({ secondary: 1000, tertiary: 800 });
  expect(await perLane('unclassified', 'residential')).toEqual({ unclassified: 600, residential: 500 });
});

test('a street holds its length in cars of 7.5 m a lane, and a sample’s street its share of capacity and the share to the power 0.75 of the room', async () => {
  const roads = await crossing(false);
  const [all, tenth] = [queueNetworkOf(roads), queueNetworkOf(roads, 0.1)];
  for (let arc = 0; arc < roads.arcCount; arc++) {
    if (roads.carTimeMs[arc] === NO_ACCESS) continue;
    const room = (roads.lengthM[arc]! * roads.lanes[arc]!) / JAM_SPACING_M;
    expect(all.storagePcu[arc]).toBe(Math.floor(room));
    expect(tenth.headwayMs[arc]).toBeCloseTo(10 * all.headwayMs[arc]!, 6);
    expect(tenth.storagePcu[arc]!).toBeGreaterThanOrEqual(Math.floor(room * 0.1 ** 0.75));
    expect(tenth.storagePcu[arc]!).toBeLessThan(all.storagePcu[arc]!);
  }
});

test('bicycles have queues of their own: 3,000 an hour on a path, half of it among cars, and no car stands in their way', async () => {
  const lane = await crossing(false);
  const path = await crossing(false, '<tag k="cycleway" v="track"/>');
  const cars = queueNetworkOf(lane);
  const among = bicycleNetworkOf(lane, lane.bikeTimeMs, 1);
  const apart = bicycleNetworkOf(path, path.bikeTimeMs, 1);
  const arc = [...lane.bikeTimeMs].findIndex((ms) => ms !== NO_ACCESS);
  expect((path.arcFlags[arc]! & ARC_CYCLE_SEPARATED) !== 0).toBe(true);
  expect(among.headwayMs[arc]).toBeCloseTo(2400, 6);
  expect(apart.headwayMs[arc]).toBeCloseTo(1200, 6);
  // Fifty cars jam the street; fifty bicycles at once leave their own queue 1.2 s apart, as if there were no car.
  const at = (network: QueueNetwork): number[] => [
    ...simulateQueues(
      network,
      {
        count: 50,
        departureMs: new Float64Array(50),
        pcu: new Uint8Array(50).fill(1),
        firstLink: Uint32Array.from({ length: 51 }, (_, i) => i),
        routeLink: new Uint32Array(50).fill(arc),
      },
      { startMs: 0, endMs: 3_600_000, binMs: 900_000, removeAfterMs: Infinity },
    ).arrivalMs,
  ];
  const rides = at(apart);
  expect(rides[49]! - rides[0]!).toBeCloseTo(49 * 1200, 3);
  expect(at(cars)[49]! - at(cars)[0]!).toBeCloseTo(49 * cars.headwayMs[arc]!, 3);
});

test('buses share the lanes: each takes the room and the headway of two cars, so that a car behind five buses leaves ten headways later, and a bus behind ten cars too', () => {
  const street: QueueNetwork = {
    linkCount: 1,
    freeTimeMs: Float64Array.of(10_000),
    headwayMs: Float64Array.of(2000),
    storagePcu: Uint32Array.of(40),
    gapTimeMs: Float64Array.of(0),
  };
  const last = (pcu: readonly number[]): number =>
    simulateQueues(
      street,
      {
        count: pcu.length,
        departureMs: Float64Array.from(pcu, (_, v) => v),
        pcu: Uint8Array.from(pcu),
        firstLink: Uint32Array.from({ length: pcu.length + 1 }, (_, i) => i),
        routeLink: new Uint32Array(pcu.length),
      },
      { startMs: 0, endMs: 3_600_000, binMs: 900_000, removeAfterMs: Infinity },
    ).arrivalMs.at(-1)!;
  expect(last([2, 2, 2, 2, 2, 1])).toBe(10_000 + 10 * 2000);
  expect(last([...new Array<number>(10).fill(1), 2])).toBe(10_000 + 10 * 2000);
});
