/** A made-up town for tests: streets in a square grid with houses along them, a few workplaces. */

import { Stream } from '../../engine/core/random.ts';
import type { Connections } from '../../engine/grid/areas.ts';

export interface Town {
  readonly connections: Connections;
  readonly nodeLonDeg: Float64Array;
  readonly nodeLatDeg: Float64Array;
}

/** @param blocks streets in each direction, 80 m apart; about `homesPerNode` homes at each crossing */
export function makeTown(blocks: number, homesPerNode: number, seed = 1): Town {
  const random = new Stream(seed, 'test town');
  const nodes = blocks * blocks;
  const nodeLonDeg = new Float64Array(nodes);
  const nodeLatDeg = new Float64Array(nodes);
  const lon: number[] = [];
  const lat: number[] = [];
  const node: number[] = [];
  const zone: number[] = [];
  for (let n = 0; n < nodes; n++) {
    const column = n % blocks;
    const row = Math.floor(n / blocks);
    nodeLonDeg[n] = 5.04 + column * 0.00117;
    nodeLatDeg[n] = 52.09 + row * 0.00072;
    const count = random.integer(2 * homesPerNode + 1);
    for (let i = 0; i < count; i++) {
      lon.push(nodeLonDeg[n]! + 0.0004 * (random.uniform() - 0.5));
      lat.push(nodeLatDeg[n]! + 0.0003 * (random.uniform() - 0.5));
      node.push(n);
      zone.push(column < blocks / 2 ? 0 : 1);
    }
  }
  return {
    nodeLonDeg,
    nodeLatDeg,
    connections: {
      homeLonDeg: Float64Array.from(lon),
      homeLatDeg: Float64Array.from(lat),
      homeNode: Uint32Array.from(node),
      homeZone: Uint32Array.from(zone),
      workLonDeg: Float64Array.from([nodeLonDeg[0]!, nodeLonDeg[nodes - 1]!, nodeLonDeg[nodes >> 1]!]),
      workLatDeg: Float64Array.from([nodeLatDeg[0]!, nodeLatDeg[nodes - 1]! + 0.02, nodeLatDeg[nodes >> 1]!]),
      workJobs: Float64Array.from([20, 40, 1800]),
    },
  };
}
