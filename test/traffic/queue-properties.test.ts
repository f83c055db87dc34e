/** Laws that the queues keep on any network, also when vehicles stand for many, passing traffic takes capacity and stuck vehicles give up:
 *  checked on the trace of every vehicle on every link. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type QueueOptions, simulateQueues } from '../../engine/traffic/queue-simulation.ts';

interface Case {
  readonly links: readonly (readonly [freeS: number, perH: number, storage: number, gapS: number])[];
  readonly vehicles: readonly (readonly [departureS: number, route: readonly number[], pcu: number])[];
  readonly removeAfterS: number;
  readonly catchUp: number;
  readonly share: readonly number[];
  /** Delay of the turn from a link to another [s], by the sum of their numbers; none where absent. */
  readonly turnS?: readonly number[];
}

const LINKS = 8;
const anyCase: fc.Arbitrary<Case> = fc.record({
  links: fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 100, max: 3600 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 5 }),
    ),
    { minLength: LINKS, maxLength: LINKS },
  ),
  vehicles: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 600 }),
      fc.array(fc.integer({ min: 0, max: LINKS - 1 }), { minLength: 0, maxLength: 7 }).map(withoutRepeats),
      fc.constantFrom(1, 1, 1, 2),
    ),
    { minLength: 1, maxLength: 90 },
  ),
  removeAfterS: fc.constantFrom(20, 60, 300, Infinity),
  catchUp: fc.constantFrom(0, 1, 2, 5),
  share: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
  turnS: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2 * LINKS, maxLength: 2 * LINKS }),
});

/** A route goes on to another link. */
function withoutRepeats(route: number[]): number[] {
  return route.filter((link, i) => i === 0 || link !== route[i - 1]);
}

const END_S = 3600;

function run(given: Case) {
  const trace: { vehicle: number; link: number; at: number; inMs: number; outMs: number }[] = [];
  const done = new Uint32Array(given.vehicles.length);
  const firstLink = new Uint32Array(given.vehicles.length + 1);
  given.vehicles.forEach(([, route], v) => {
    firstLink[v + 1] = firstLink[v]! + route.length;
  });
  const options: QueueOptions = {
    ...{ startMs: 0, endMs: END_S * 1000, binMs: 900_000, removeAfterMs: given.removeAfterS * 1000 },
    catchUpHeadways: given.catchUp,
    freeShare: { classOfLink: new Uint8Array(LINKS), classCount: 1, share: Float32Array.from(given.share) },
    onLeave: (vehicle, link, inMs, outMs) => trace.push({ vehicle, link, at: done[vehicle]!++, inMs, outMs }),
  };
  const result = simulateQueues(
    {
      linkCount: LINKS,
      freeTimeMs: Float64Array.from(given.links, (row) => row[0] * 1000),
      headwayMs: Float64Array.from(given.links, (row) => 3_600_000 / row[1]),
      storagePcu: Uint32Array.from(given.links, (row) => row[2]),
      gapTimeMs: Float64Array.from(given.links, (row) => row[3] * 1000),
    },
    {
      count: given.vehicles.length,
      departureMs: Float64Array.from(given.vehicles, (row) => row[0] * 1000),
      pcu: Uint8Array.from(given.vehicles, (row) => row[2]),
      firstLink,
      routeLink: Uint32Array.from(given.vehicles.flatMap((row) => row[1])),
      ...(given.turnS === undefined
        ? {}
        : {
            turnMs: Uint16Array.from(
              given.vehicles.flatMap(([, route]) => route.map((_, i) => turnS(given, route, i) * 1000)),
            ),
          }),
    },
    options,
  );
  return { result, trace };
}

/** Delay of the turn after the i-th link of a route [s]. */
function turnS({ turnS = [] }: Case, route: readonly number[], i: number): number {
  return i + 1 < route.length ? (turnS[route[i]! + route[i + 1]!] ?? 0) : 0;
}

const unitsOf = (given: Case, vehicle: number): number => given.vehicles[vehicle]![2];

test('vehicles are conserved exactly: entered = left + still inside, on every link and for everybody together', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const { result, trace } = run(given);
      const { arrivedCount, insideCount, waitingToStartCount, removedCount } = result;
      expect(arrivedCount + insideCount + waitingToStartCount + removedCount).toBe(given.vehicles.length);
      if (given.removeAfterS === Infinity) expect(removedCount).toBe(0);
      expect(result.linkEvents).toBe(trace.length);
      const stays = given.vehicles.map(() => 0);
      for (const { vehicle } of trace) stays[vehicle]!++;
      let inside = 0;
      for (let link = 0; link < LINKS; link++) {
        let entered = 0;
        for (let bin = 0; bin < result.binCount; bin++) entered += result.entered[bin * LINKS + link]!;
        const left = trace.reduce((sum, row) => sum + (row.link === link ? unitsOf(given, row.vehicle) : 0), 0);
        expect(entered).toBeGreaterThanOrEqual(left);
        inside += entered - left;
      }
      const insideUnits = given.vehicles.reduce((sum, [, route, pcu], v) => {
        const entered = !Number.isNaN(result.enteredMs[v]!);
        const arrived = !Number.isNaN(result.arrivalMs[v]!);
        if (arrived) expect(stays[v]).toBe(route.length);
        return sum + (entered && !arrived ? pcu : 0);
      }, 0);
      // Those who gave up have left the links too.
      if (removedCount === 0) expect(inside).toBe(insideUnits);
      else expect(inside).toBeLessThan(insideUnits);
    }),
    { numRuns: 200 },
  );
});

test('flow is never above capacity: between two exits of a link lie the headways of those who left, less what an idle link may catch up', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const { trace } = run(given);
      const most = Math.max(...given.share);
      for (let link = 0; link < LINKS; link++) {
        const left = trace.filter((row) => row.link === link);
        const headwayMs = 3_600_000 / given.links[link]![1] / most;
        for (let i = 0; i < left.length; i++) {
          let units = 0;
          for (let j = i + 1; j < left.length; j++) {
            units += unitsOf(given, left[j - 1]!.vehicle);
            const allowed = (left[j]!.outMs - left[i]!.outMs) / headwayMs + given.catchUp;
            expect(units).toBeLessThanOrEqual(allowed + 1e-4);
          }
        }
      }
    }),
    { numRuns: 120 },
  );
});

test('density is never above storage, nobody overtakes on a link, and nobody is faster than free flow and his turn', () => {
  fc.assert(
    fc.property(anyCase, (given) => {
      const { trace } = run(given);
      for (let link = 0; link < LINKS; link++) {
        const stays = trace.filter((row) => row.link === link);
        for (const { inMs, outMs, vehicle, at } of stays) {
          const leastS = given.links[link]![0] + turnS(given, given.vehicles[vehicle]![1], at);
          expect(outMs - inMs).toBeGreaterThanOrEqual(leastS * 1000 - 1e-6);
        }
        for (let i = 1; i < stays.length; i++) expect(stays[i]!.inMs).toBeGreaterThanOrEqual(stays[i - 1]!.inMs);
        const steps = stays
          .flatMap(({ vehicle, inMs, outMs }) => [
            { atMs: inMs, units: unitsOf(given, vehicle) },
            { atMs: outMs, units: -unitsOf(given, vehicle) },
          ])
          .sort((a, b) => a.atMs - b.atMs || a.units - b.units);
        let inside = 0;
        for (const { units } of steps) {
          const before = inside;
          inside += units;
          // A vehicle longer than an empty link may be on it alone.
          if (before > 0) expect(inside).toBeLessThanOrEqual(given.links[link]![2]);
        }
      }
    }),
    { numRuns: 120 },
  );
});

test('a sample with catch-up is never slower than without, for a queue of one link', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (departures, catchUp) => {
        const given = (more: number): Case => ({
          links: Array.from({ length: LINKS }, () => [5, 400, 60, 0] as const),
          vehicles: departures.map((s) => [s, [0], 1] as const),
          ...{ removeAfterS: Infinity, catchUp: more, share: [1, 1, 1, 1] },
        });
        const without = run(given(0)).result.arrivalMs;
        const withIt = run(given(catchUp)).result.arrivalMs;
        withIt.forEach((ms, v) => {
          expect(ms).toBeLessThanOrEqual(without[v]! + 1e-6);
        });
      },
    ),
    { numRuns: 60 },
  );
});

test('half the capacity free halves the discharge of a queue, from the quarter-hour on in which it is so', () => {
  const vehicles = Array.from({ length: 200 }, () => [0, [0], 1] as const);
  const links = Array.from({ length: LINKS }, () => [10, 360, 250, 0] as const);
  const half = run({ links, vehicles, removeAfterS: Infinity, catchUp: 0, share: [1, 0.5, 0.5, 0.5] }).trace;
  const gaps = half.slice(1).map((row, i) => row.outMs - half[i]!.outMs);
  for (const [i, gap] of gaps.entries()) expect(gap).toBeCloseTo(half[i]!.outMs < 900_000 ? 10_000 : 20_000, 6);
});
