import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CancelledError } from '../../engine/core/errors.ts';
import { parseTntpFlows, parseTntpNetwork, parseTntpTrips } from '../../engine/io/tntp.ts';
import type { AssignmentResult } from '../../engine/traffic/assignment.ts';
import {
  type AssignmentNetwork,
  buildAssignmentNetwork,
  type UserClass,
} from '../../engine/traffic/assignment-network.ts';
import { frankWolfe, frankWolfeSteps } from '../../engine/traffic/frank-wolfe.ts';
import { gradientProjection, gradientProjectionSteps } from '../../engine/traffic/gradient-projection.ts';
import type { Principle } from '../../engine/traffic/link-state.ts';

const folder = '../shared/data/geo/traffic-assignment';

const car = (demand: Float64Array, tollFactor = 0, distanceFactor = 0): UserClass => ({
  name: 'car',
  demand,
  tollFactor,
  distanceFactor,
  pcu: 1,
});
const solve = (
  network: AssignmentNetwork,
  classes: UserClass[],
  gap: number,
  principle: Principle = 'user-equilibrium',
): AssignmentResult => gradientProjection(network, classes, { principle, gap, maxIterations: 2000 });

/** Braess's network: 1→3 and 4→2 cost 10·v, 1→4 and 3→2 cost 50 + v, 3→4 costs 10 + v; 6 trips from 1 to 2 (Braess 1968). */
function braess(withBridge: boolean): AssignmentNetwork {
  const row = (from: number, to: number, freeTime: number, slope: number) => ({
    from,
    to,
    capacity: 1,
    length: 1,
    freeTime,
    b: slope / freeTime,
    power: 1,
    speed: 0,
    toll: 0,
    linkType: 1,
  });
  const rows = [
    row(0, 2, 1e-8, 10),
    row(0, 3, 50, 1),
    row(2, 1, 50, 1),
    row(3, 1, 1e-8, 10),
    ...(withBridge ? [row(2, 3, 10, 1)] : []),
  ];
  return buildAssignmentNetwork(4, 2, 0, rows);
}

describe('Braess (1968): a new road makes everybody slower', () => {
  const demand = Float64Array.of(0, 6, 0, 0);

  test('every used route costs 92 with the bridge and 83 without', () => {
    const withBridge = solve(braess(true), [car(demand)], 1e-12);
    expect([...withBridge.flow].map((v) => Number(v.toFixed(5)))).toEqual([4, 2, 2, 4, 2]);
    expect(withBridge.cost[0]! + withBridge.cost[2]!).toBeCloseTo(92, 5);
    const without = solve(braess(false), [car(demand)], 1e-12);
    expect(without.cost[0]! + without.cost[2]!).toBeCloseTo(83, 5);
  });

  test('the system optimum leaves the bridge empty: 3 trips on each outer route, 498 in total', () => {
    const best = solve(braess(true), [car(demand)], 1e-12, 'system-optimum');
    expect(best.flow[4]!).toBeCloseTo(0, 6);
    expect(best.objective).toBeCloseTo(498, 4);
  });
});

describe.skipIf(!existsSync(folder))(
  'benchmark networks of the TNTP collection (skipped where the shared data is absent)',
  () => {
    const read = (name: string, file: string): [AssignmentNetwork, Float64Array] => {
      const network = parseTntpNetwork(readFileSync(`${folder}/${name}/${file}_net.tntp`, 'utf8'), file);
      return [
        network,
        parseTntpTrips(readFileSync(`${folder}/${name}/${file}_trips.tntp`, 'utf8'), file, network.zoneCount),
      ];
    };

    test('Sioux Falls: gap 1e-10, best known objective 42.31335287107, every link within 0.1 % of the published flows', () => {
      const [network, demand] = read('SiouxFalls', 'SiouxFalls');
      const result = solve(network, [car(demand)], 1e-10);
      expect(result.relativeGap).toBeLessThanOrEqual(1e-10);
      expect(result.objective / 4231335.28710744).toBeCloseTo(1, 10);
      const published = parseTntpFlows(readFileSync(`${folder}/SiouxFalls/SiouxFalls_flow.tntp`, 'utf8'), 'flow');
      const worst = Math.max(
        ...published.map((row) => {
          const link = network.from.findIndex((from, l) => from + 1 === row.from && network.to[l]! + 1 === row.to);
          return Math.abs(result.flow[link]! / row.flow - 1);
        }),
      );
      expect(worst).toBeLessThan(1e-3);
    });

    test('Anaheim keeps its zones free of through traffic and reaches the objective of the published flows, 1286032.171', () => {
      const [network, demand] = read('Anaheim', 'Anaheim');
      const result = solve(network, [car(demand)], 1e-8);
      expect(network.firstThroughNode).toBe(38);
      expect(result.objective / 1286032.17109603).toBeCloseTo(1, 8);
    });

    test('Chicago Sketch with toll 0.02 and distance 0.04: gap 1e-6 and objective within 1e-6 of the best known 17313018.7387477', () => {
      const [network, demand] = read('Chicago-Sketch', 'ChicagoSketch');
      const result = solve(network, [car(demand, 0.02, 0.04)], 1e-6);
      expect(result.converged).toBe(true);
      expect(Math.abs(result.objective / 17313018.7387477 - 1)).toBeLessThan(1e-6);
    });

    test('Berlin-Friedrichshain: Frank–Wolfe and gradient projection agree on the objective', () => {
      const [network, demand] = read('Berlin-Friedrichshain', 'friedrichshain-center');
      const fast = solve(network, [car(demand)], 1e-8);
      const slow = frankWolfe(network, [car(demand)], {
        principle: 'user-equilibrium',
        gap: 1e-5,
        maxIterations: 5000,
      });
      expect(slow.objective).toBeGreaterThanOrEqual(fast.objective * (1 - 1e-9));
      expect(slow.objective / fast.objective - 1).toBeLessThan(1e-5);
    });
  },
);

test('flow is conserved at every node and nobody has a cheaper path, on random networks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      let state = seed;
      const next = (): number => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
        return state / 0x7fffffff;
      };
      const nodes = 8;
      const rows = [];
      for (let a = 0; a < nodes; a++)
        for (const b of [(a + 1) % nodes, Math.floor(next() * nodes), Math.floor(next() * nodes)])
          if (a !== b)
            rows.push({
              from: a,
              to: b,
              capacity: 1 + 20 * next(),
              length: next(),
              freeTime: 1 + next(),
              b: 0.15,
              power: 4,
              speed: 0,
              toll: next(),
              linkType: 1,
            });
      const network = buildAssignmentNetwork(nodes, 4, 0, rows);
      const demand = Float64Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 0 : 10 * next()));
      const trucks: UserClass = {
        name: 'truck',
        demand: demand.map((trips) => trips / 5),
        tollFactor: 0.5,
        distanceFactor: 0,
        pcu: 2,
      };
      const result = solve(network, [car(demand, 0.1, 0.1), trucks], 1e-9);
      expect(result.converged).toBe(true);
      for (let node = 0; node < nodes; node++) {
        let balance = 0;
        for (let link = 0; link < network.linkCount; link++)
          balance +=
            (network.from[link] === node ? 1 : 0) * result.classFlow[0]![link]! -
            (network.to[link] === node ? 1 : 0) * result.classFlow[0]![link]!;
        let wanted = 0;
        for (let zone = 0; zone < 4; zone++)
          wanted += node < 4 ? demand[node * 4 + zone]! - demand[zone * 4 + node]! : 0;
        expect(balance).toBeCloseTo(wanted, 6);
      }
      for (let link = 0; link < network.linkCount; link++)
        expect(result.flow[link]).toBeCloseTo(result.classFlow[0]![link]! + 2 * result.classFlow[1]![link]!, 8);
    }),
    { numRuns: 30 },
  );
});

test('told to stop, both solvers answer with what they have: all trips assigned, the last gap, not converged; before that there is nothing to answer', () => {
  // Twelve zones in a grid of 4 × 3 streets both ways.
  const link = { capacity: 100, length: 1, freeTime: 1, b: 0.15, power: 4, speed: 0, toll: 0, linkType: 1 };
  const rows = Array.from({ length: 12 }, (_, at) => [
    ...(at % 4 < 3 ? [at + 1] : []),
    ...(at < 8 ? [at + 4] : []),
  ]).flatMap((next, at) =>
    next.flatMap((to) => [
      { ...link, from: at, to, freeTime: 1 + (at % 3) },
      { ...link, from: to, to: at, freeTime: 1 + (to % 3) },
    ]),
  );
  const network = buildAssignmentNetwork(12, 12, 0, rows);
  const demand = new Float64Array(network.zoneCount ** 2).fill(100);
  const options = { principle: 'user-equilibrium', gap: 0, maxIterations: 500 } as const;
  for (const solver of [gradientProjectionSteps, frankWolfeSteps]) {
    const steps = solver(network, [car(demand)], options);
    let taken = 0;
    let last = steps.next();
    while (last.done !== true && taken++ < 44) last = steps.next();
    if (last.done !== true) last = steps.next(true);
    while (last.done !== true) last = steps.next(true);
    const { flow, converged, relativeGap } = last.value;
    expect(converged).toBe(false);
    expect(relativeGap).toBeLessThan(1);
    // Each zone sends 100 trips to each other one and gets as many.
    const out = new Float64Array(network.nodeCount);
    flow.forEach((volume, link) => {
      out[network.from[link]!]! += volume;
      out[network.to[link]!]! -= volume;
    });
    for (const balance of out) expect(Math.abs(balance)).toBeLessThan(1e-6 * (1 + Math.max(...flow)));
    const early = solver(network, [car(demand)], options);
    early.next();
    expect(() => early.next(true)).toThrow(CancelledError);
  }
});

test('a pair without a path is counted and named, and the rest is assigned', () => {
  const row = { capacity: 10, length: 1, freeTime: 1, b: 0.15, power: 4, speed: 0, toll: 0, linkType: 1 };
  const network = buildAssignmentNetwork(3, 3, 0, [{ ...row, from: 0, to: 1 }]);
  const result = solve(network, [car(Float64Array.of(0, 5, 7, 0, 0, 0, 0, 0, 0))], 1e-6);
  expect(result.unserved).toEqual([{ userClass: 'car', origin: 1, destination: 3, trips: 7 }]);
  expect(result.flow[0]).toBe(5);
});
