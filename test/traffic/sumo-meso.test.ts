/** Agreement with SUMO's mesoscopic model on a congested grid; the case's README tells how the reference was made. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sampleCorrelation } from 'simple-statistics';
import { expect, test } from 'vitest';
import { BACKWARD_WAVE_MPS, JAM_SPACING_M } from '../../engine/traffic/queue-network.ts';
import { simulateQueues } from '../../engine/traffic/queue-simulation.ts';

const read = (name: string): Record<string, string>[] =>
  parse(readFileSync(`test/cases/sumo-meso-grid/${name}`, 'utf8'), { columns: true });

test('link flows R² ≥ 0.95, link times R² ≥ 0.8 and mean trip time within 10 % of SUMO 1.15.0 meso', () => {
  const links = read('links.csv');
  const trips = read('trips.csv');
  const number = (key: string): number[] => links.map((row) => Number(row[key]));
  const lengthM = number('lengthM');
  const lanes = number('lanes');
  const speedMps = number('speedMps');
  const firstLink = new Uint32Array(trips.length + 1);
  const routes = trips.map((row) => row['links']!.split(' ').map(Number));
  routes.forEach((route, v) => {
    firstLink[v + 1] = firstLink[v]! + route.length;
  });
  const result = simulateQueues(
    {
      linkCount: links.length,
      freeTimeMs: Float64Array.from(lengthM, (m, l) => (m / speedMps[l]!) * 1000),
      headwayMs: Float64Array.from(lanes, (n, l) => ((1.13 + JAM_SPACING_M / speedMps[l]!) / n) * 1000),
      storagePcu: Uint32Array.from(lengthM, (m, l) => Math.floor((m * lanes[l]!) / JAM_SPACING_M)),
      gapTimeMs: Float64Array.from(lengthM, (m) => (m / BACKWARD_WAVE_MPS) * 1000),
    },
    {
      count: trips.length,
      departureMs: Float64Array.from(trips, (row) => Number(row['departureS']) * 1000),
      pcu: new Uint8Array(trips.length).fill(1),
      firstLink,
      routeLink: Uint32Array.from(routes.flat()),
    },
    { startMs: 0, endMs: 14_400_000, binMs: 14_400_000, removeAfterMs: Infinity },
  );
  expect(result.arrivedCount).toBe(10_606);
  const flowR2 = sampleCorrelation([...result.entered], number('sumoVehicles')) ** 2;
  const timeR2 = sampleCorrelation([...result.meanTimeMs], number('sumoTravelTimeS')) ** 2;
  const ours = trips.reduce((sum, _, v) => sum + result.arrivalMs[v]! - result.enteredMs[v]!, 0) / 1000;
  const sumo = trips.reduce((sum, row) => sum + Number(row['sumoDurationS']), 0);
  expect(flowR2).toBeGreaterThanOrEqual(0.95);
  expect(timeR2).toBeGreaterThanOrEqual(0.8);
  expect(Math.abs(ours / sumo - 1)).toBeLessThan(0.1);
});
