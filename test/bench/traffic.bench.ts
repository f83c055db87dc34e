/** Static assignment: gradient projection to 1e-6 against plain Frank–Wolfe to 1e-4 on Chicago Sketch, in one process. */
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { parseTntpNetwork, parseTntpTrips } from '../../engine/io/tntp.ts';
import { frankWolfe } from '../../engine/traffic/frank-wolfe.ts';
import { gradientProjection } from '../../engine/traffic/gradient-projection.ts';
import { measure, printRatio } from './measure.ts';

const folder = '../shared/data/geo/traffic-assignment/Chicago-Sketch';

test.skipIf(!existsSync(folder))('assignment on Chicago Sketch (needs the shared data)', () => {
  const network = parseTntpNetwork(readFileSync(`${folder}/ChicagoSketch_net.tntp`, 'utf8'), 'net');
  const demand = parseTntpTrips(readFileSync(`${folder}/ChicagoSketch_trips.tntp`, 'utf8'), 'trips', network.zoneCount);
  const classes = [{ name: 'car', demand, tollFactor: 0.02, distanceFactor: 0.04, pcu: 1 }];
  const options = { principle: 'user-equilibrium', maxIterations: 5000 } as const;
  const fast = measure(
    'gradient projection to 1e-6',
    3,
    () => void gradientProjection(network, classes, { ...options, gap: 1e-6 }),
  );
  const slow = measure('Frank–Wolfe to 1e-4', 3, () => void frankWolfe(network, classes, { ...options, gap: 1e-4 }));
  printRatio('time of gradient projection / Frank–Wolfe', fast.medianS / slow.medianS);
});
