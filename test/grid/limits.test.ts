/** The operator's signal: what is left for cars, by hand and by property. */
import { expect, test } from 'vitest';
import { areaTree, FIRST_FEEDER_BUS } from '../../engine/grid/area-tree.ts';
import { feederIndex, NO_JOINT, nearestJoints } from '../../engine/grid/feeder-index.ts';
import { chargingLimits, roomKw } from '../../engine/grid/limits.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { RadialSweep } from '../../engine/grid/sweep.ts';
import { voltageEstimate } from '../../engine/grid/voltage-estimate.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from './town.ts';

const levers = scenarioSchema.shape.grid.parse({});
const areas = makeAreas({ ...makeTown(10, 8), grid: levers, seed: 1 });
const feeders = feederIndex(areas);
const tan = Math.tan(Math.acos(0.95));
const DAYS = 10;
const steps = DAYS * 96;
const share = new Float64Array(areas.count).fill(1);
const series = (kw: (step: number) => number): Float32Array =>
  Float32Array.from({ length: areas.count * steps }, (_, i) => kw(i % steps));

function limits(grid: Partial<typeof levers>, loadKw: Float32Array, pvKw: Float32Array) {
  const made = chargingLimits({
    areas,
    feeders,
    grid: { ...levers, ...grid },
    loadKw,
    pvKw,
    stepCount: steps,
    stepS: 900,
    homeLoadShare: share,
    homePvShare: share,
  });
  if (made === null) throw new Error('no limits');
  return made;
}

test('feeders are numbered through all areas and their dwellings add up to one area', () => {
  for (let area = 0; area < areas.count; area++) {
    const own = [...feeders.areaOfFeeder.keys()].filter((feeder) => feeders.areaOfFeeder[feeder] === area);
    if (own.length === 0) continue;
    expect(own.reduce((sum, feeder) => sum + feeders.homesShare[feeder]!, 0)).toBeCloseTo(1, 12);
  }
  expect(Math.max(...feeders.feederOfJoint)).toBe(feeders.feederCount - 1);
});

test('without a signal there are no limits', () => {
  expect(
    chargingLimits({
      areas,
      feeders,
      grid: levers,
      loadKw: series(() => 1),
      pvKw: series(() => 0),
      stepCount: steps,
      stepS: 900,
      homeLoadShare: share,
      homePvShare: share,
    }),
  ).toBeNull();
});

test('a promise of the day before knows the load of a week ago, keeps a margin and counts on no sun', () => {
  const load = series((step) => (step < 96 * 7 ? 100 + Math.floor(step / 96) : 300));
  const made = limits(
    { chargingLimit: 'day-ahead' },
    load,
    series(() => 80),
  );
  const kva = areas.ratedKva[0]!;
  // Day 8 was promised on the load of day 1, though 300 kW came; day 2 on that of day 1.
  expect(made.areaKw(0, 8 * 96 + 40)).toBeCloseTo(roomKw(0.9 * kva, 101, 0, tan), 9);
  expect(made.areaKw(0, 2 * 96 + 40)).toBeCloseTo(roomKw(0.9 * kva, 101, 0, tan), 9);
  const sunny = limits(
    { chargingLimit: 'day-ahead', forecastSunShare: 0.5 },
    load,
    series(() => 80),
  );
  expect(sunny.areaKw(0, 8 * 96 + 40) - made.areaKw(0, 8 * 96 + 40)).toBeCloseTo(40, 9);
});

test('a cut in real time knows what was measured its notice ago, sun included', () => {
  const load = series((step) => (step < 500 ? 100 : 300));
  const made = limits(
    { chargingLimit: 'real-time', noticeMin: 30 },
    load,
    series(() => 20),
  );
  const kva = areas.ratedKva[0]!;
  expect(made.areaKw(0, 501)).toBeCloseTo(roomKw(kva, 100, 20, tan), 9);
  expect(made.areaKw(0, 502)).toBeCloseTo(Math.max(0, roomKw(kva, 300, 20, tan)), 9);
  const both = limits(
    { chargingLimit: 'both', noticeMin: 30 },
    load,
    series(() => 20),
  );
  for (const step of [10, 400, 501, 700])
    expect(both.areaKw(0, step)).toBe(
      Math.min(
        made.areaKw(0, step),
        limits(
          { chargingLimit: 'day-ahead' },
          load,
          series(() => 20),
        ).areaKw(0, step),
      ),
    );
});

test('a feeder’s cars, its own part of the homes and its panels together load its fuse to the share asked', () => {
  const load = series(() => 60);
  const made = limits(
    { chargingLimit: 'real-time', noticeMin: 0 },
    load,
    series(() => 10),
  );
  const part = feeders.homesShare[0]!;
  const kw = made.feederKw(0, 100);
  expect(Math.hypot(60 * part - 10 * part + kw, 60 * part * tan)).toBeCloseTo(
    ((3 * 230.94010767585033 * 200) / 1000) * 0.75,
    9,
  );
});

test('the voltage that droop sees is that of the power flow to 2e-3 pu, phases alike', () => {
  const estimate = voltageEstimate(areas, share, share);
  for (let area = 0; area < areas.count; area++) {
    const tree = areaTree(areas, area);
    if (tree.busCount === FIRST_FEEDER_BUS) continue;
    const first = areas.feeders.firstBusOfArea[area]!;
    const homes = [...areas.feeders.homes.subarray(first, areas.feeders.firstBusOfArea[area + 1]!)];
    const all = homes.reduce((a, b) => a + b, 0);
    const [loadKw, pvKw, carsKw] = [0.6 * all, 0.2 * all, 0.5 * all];
    const p = new Float64Array(3 * tree.busCount);
    const q = new Float64Array(3 * tree.busCount);
    homes.forEach((count, joint) => {
      for (let phase = 0; phase < 3; phase++) {
        const j = 3 * (joint + FIRST_FEEDER_BUS) + phase;
        p[j] = ((loadKw - pvKw + carsKw) * count) / all / 3;
        q[j] = (loadKw * tan * count) / all / 3;
      }
    });
    const sweep = new RadialSweep(tree, 1.03);
    expect(sweep.solve(p, q, 1e-9, 50)).toBeGreaterThan(0);
    homes.forEach((_, joint) => {
      const j = 3 * (joint + FIRST_FEEDER_BUS);
      const exact = Math.hypot(sweep.vRe[j]!, sweep.vIm[j]!);
      const found = 1.03 - estimate.dropPu(first + joint, area, loadKw, pvKw, carsKw, tan);
      expect(Math.abs(found - exact)).toBeLessThan(2e-3);
    });
  }
});

test('a place hangs on the nearest joint of its own area, and on none outside', () => {
  const { lonDeg, latDeg, firstBusOfArea } = areas.feeders;
  const joint = firstBusOfArea[1]!;
  const found = nearestJoints(areas, [1, 0xffffffff], [lonDeg[joint]!, 5], [latDeg[joint]!, 52]);
  expect(lonDeg[found[0]!]).toBe(lonDeg[joint]);
  expect(found[1]).toBe(NO_JOINT);
});
