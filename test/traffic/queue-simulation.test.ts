import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QueueNetwork } from '../../engine/traffic/queue-network.ts';
import {
  type QueueOptions,
  type QueueResult,
  simulateQueues,
  type Vehicles,
} from '../../engine/traffic/queue-simulation.ts';

const DAY: QueueOptions = { startMs: 0, endMs: 86_400_000, binMs: 900_000, removeAfterMs: Infinity };

function links(
  rows: readonly (readonly [freeS: number, capacityPerH: number, storage: number, gapS?: number])[],
): QueueNetwork {
  return {
    linkCount: rows.length,
    freeTimeMs: Float64Array.from(rows, (row) => row[0] * 1000),
    headwayMs: Float64Array.from(rows, (row) => 3_600_000 / row[1]),
    storagePcu: Uint32Array.from(rows, (row) => row[2]),
    gapTimeMs: Float64Array.from(rows, (row) => (row[3] ?? 0) * 1000),
  };
}

function vehicles(rows: readonly (readonly [departureS: number, route: readonly number[], pcu?: number])[]): Vehicles {
  const firstLink = new Uint32Array(rows.length + 1);
  rows.forEach(([, route], v) => {
    firstLink[v + 1] = firstLink[v]! + route.length;
  });
  return {
    count: rows.length,
    departureMs: Float64Array.from(rows, (row) => row[0] * 1000),
    pcu: Uint8Array.from(rows, (row) => row[2] ?? 1),
    firstLink,
    routeLink: Uint32Array.from(rows.flatMap((row) => row[1])),
  };
}

const arrivalsS = (result: QueueResult): number[] => [...result.arrivalMs].map((ms) => ms / 1000);

test('a vehicle alone takes the free time of its links', () => {
  const result = simulateQueues(
    links([
      [10, 1800, 5],
      [20, 1800, 5],
    ]),
    vehicles([[100, [0, 1]]]),
    DAY,
  );
  expect(arrivalsS(result)).toEqual([130]);
  expect(result.linkEvents).toBe(2);
});

test('five vehicles at once leave a link of 1,800 an hour two seconds apart: 10, 12, 14, 16, 18 s', () => {
  const result = simulateQueues(links([[10, 1800, 9]]), vehicles([0, 0, 0, 0, 0].map((t) => [t, [0]])), DAY);
  expect(arrivalsS(result)).toEqual([10, 12, 14, 16, 18]);
});

test('a bus of two units takes two headways', () => {
  const result = simulateQueues(
    links([[10, 1800, 9]]),
    vehicles([
      [0, [0], 2],
      [0, [0]],
    ]),
    DAY,
  );
  expect(arrivalsS(result)).toEqual([10, 14]);
});

test('spillback: a full link holds the one before it, and a gap needs its time to travel back', () => {
  // Link 1 holds one unit, takes 10 s; its gap needs 3 s. Vehicle 1 is ready at 2 s, vehicle 0 leaves link 1 at 11 s, so vehicle 1 enters at 14 s.
  const result = simulateQueues(
    links([
      [1, 3600, 9],
      [10, 3600, 1, 3],
    ]),
    vehicles([
      [0, [0, 1]],
      [0, [0, 1]],
    ]),
    DAY,
  );
  expect(arrivalsS(result)).toEqual([11, 24]);
});

test('a turn costs time at the end of its link, holds up who is close behind, and leaves capacity and the time of the link as they were', () => {
  // Free 10 s, one a 2 s. Vehicle 0 turns left (4 s), vehicle 1 goes straight on: 14 and 16 s instead of 10 and 12; vehicle 2 comes later, in time.
  const network = links([
    [10, 1800, 9],
    [5, 1800, 9],
    [5, 1800, 9],
  ]);
  const fleet = vehicles([
    [0, [0, 1]],
    [0, [0, 2]],
    [30, [0, 2]],
  ]);
  const plain = simulateQueues(network, fleet, DAY);
  expect(arrivalsS(plain)).toEqual([15, 17, 45]);
  const turning = simulateQueues(network, { ...fleet, turnMs: Uint16Array.of(4000, 0, 0, 0, 0, 0) }, DAY);
  expect(arrivalsS(turning)).toEqual([19, 21, 45]);
  // The turn's own 4 s are not the link's: (10 + 16 + 10) / 3.
  expect(turning.meanTimeMs[0]).toBeCloseTo(12_000, 3);
  // Forty who turn left from a standing queue still leave two seconds apart.
  const many = vehicles(Array.from({ length: 40 }, () => [0, [0, 1]] as const));
  const roomy = links([
    [10, 1800, 50],
    [5, 3600, 50],
  ]);
  const left = simulateQueues(roomy, { ...many, turnMs: new Uint16Array(80).fill(4000) }, DAY);
  expect(arrivalsS(left)).toEqual(Array.from({ length: 40 }, (_, v) => 14 + 2 * v + 5 + 4));
});

test('four links in a ring that wait for each other are reported as one gridlock and the run ends', () => {
  const ring = links([
    [1, 3600, 1],
    [1, 3600, 1],
    [1, 3600, 1],
    [1, 3600, 1],
  ]);
  const all = vehicles([0, 1, 2, 3].map((i) => [0, [i, (i + 1) % 4, (i + 2) % 4]]));
  const result = simulateQueues(ring, all, DAY);
  expect(result.arrivedCount).toBe(0);
  expect(result.insideCount).toBe(4);
  expect(result.stuckCount).toBe(4);
  expect(result.gridlocks).toHaveLength(1);
  expect([...result.gridlocks[0]!.links].sort()).toEqual([0, 1, 2, 3]);
  const cleared = simulateQueues(ring, all, { ...DAY, removeAfterMs: 60_000 });
  expect(cleared.insideCount).toBe(0);
  expect(cleared.arrivedCount + cleared.removedCount).toBe(4);
  expect(cleared.removedCount).toBeGreaterThan(0);
});

test('vehicles that do not fit on their first link wait to start and are told apart', () => {
  const result = simulateQueues(
    links([[10, 3600, 1]]),
    vehicles([
      [0, [0]],
      [0, [0]],
      [0, [0]],
    ]),
    { ...DAY, endMs: 15_000 },
  );
  expect([result.arrivedCount, result.insideCount, result.waitingToStartCount]).toEqual([1, 1, 1]);
  // The one inside drives.
  expect(result.stuckCount).toBe(1);
});

test('on random networks: vehicles are conserved, flow keeps to capacity, density to storage, nobody is faster than free flow, order of input is irrelevant', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })),
      fc.boolean(),
      (stream, removing) => {
        const next = (): number => stream.next().value as number;
        const n = 10;
        const network = links(
          Array.from(
            { length: n },
            () =>
              [
                1 + Math.floor(20 * next()),
                300 + Math.floor(3000 * next()),
                2 + Math.floor(6 * next()),
                5 * next(),
              ] as const,
          ),
        );
        const rows = Array.from(
          { length: 60 },
          () =>
            [
              Math.floor(120 * next()),
              Array.from({ length: 1 + Math.floor(6 * next()) }, () => Math.floor(n * next())),
              next() < 0.2 ? 2 : 1,
            ] as const,
        );
        const options = { ...DAY, endMs: 3_600_000, removeAfterMs: removing ? 120_000 : Infinity };
        const fleet = vehicles(rows);
        const result = simulateQueues(network, fleet, options);
        expect(result.arrivedCount + result.insideCount + result.waitingToStartCount + result.removedCount).toBe(60);
        if (!removing) expect(result.removedCount).toBe(0);
        for (let v = 0; v < 60; v++) {
          const arrival = result.arrivalMs[v]!;
          if (Number.isNaN(arrival)) continue;
          const free = rows[v]![1].reduce((sum, link) => sum + network.freeTimeMs[link]!, 0);
          expect(arrival - fleet.departureMs[v]!).toBeGreaterThanOrEqual(free - 1e-6);
        }
        // A quarter-hour lets in at most what fits plus what capacity lets out.
        for (let bin = 0; bin < result.binCount; bin++)
          for (let link = 0; link < n; link++)
            expect(result.entered[bin * n + link]!).toBeLessThanOrEqual(
              network.storagePcu[link]! + 900_000 / network.headwayMs[link]! + 2,
            );
      },
    ),
    { numRuns: 60 },
  );
});

test('gridlock or not, the same input gives the same output', () => {
  const network = links(Array.from({ length: 6 }, (_, i) => [3 + i, 600, 2, 1] as const));
  const fleet = vehicles(
    Array.from({ length: 40 }, (_, v) => [v % 7, [v % 6, (v * 5 + 1) % 6, (v * 3 + 2) % 6]] as const),
  );
  const a = simulateQueues(network, fleet, DAY);
  const b = simulateQueues(network, fleet, DAY);
  expect([...a.arrivalMs]).toEqual([...b.arrivalMs]);
  expect(a.linkEvents).toBe(b.linkEvents);
});
