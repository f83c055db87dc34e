import { expect, test } from 'vitest';
import { AT_TRANSFORMER, NO_AREA } from '../../engine/grid/areas.ts';
import { makeAreas, ratingKva } from '../../engine/grid/make-areas.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from './town.ts';

const grid = scenarioSchema.shape.grid.parse({});
const town = makeTown(20, 8);
const areas = makeAreas({ ...town, grid, seed: 1 });

test('every home has an area, and areas hold about the wanted number of homes (100–250 by Dutch practice)', () => {
  const homes = new Uint32Array(areas.count);
  for (const area of areas.areaOfHome) homes[area]!++;
  expect([...homes]).toEqual([...areas.homes]);
  for (const count of homes.filter((h) => h > 0)) {
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(250);
  }
});

test('areas are compact: a home is on average nearer to its own transformer than 250 m', () => {
  let sum = 0;
  for (let home = 0; home < areas.areaOfHome.length; home++) {
    const area = areas.areaOfHome[home]!;
    const x = (town.connections.homeLonDeg[home]! - areas.lonDeg[area]!) * 68_300;
    const y = (town.connections.homeLatDeg[home]! - areas.latDeg[area]!) * 111_200;
    sum += Math.hypot(x, y);
  }
  expect(sum / areas.areaOfHome.length).toBeLessThan(250);
});

test('jobs are conserved and a workplace of 1,800 jobs has several transformers of its own', () => {
  expect(areas.jobs.reduce((a, b) => a + b, 0)).toBeCloseTo(1860, 9);
  const own = [...areas.jobs.keys()].filter((area) => areas.homes[area] === 0 && areas.jobs[area]! > 100);
  expect(own.length).toBe(Math.ceil((1800 * grid.designKvaPerJob) / 630));
});

test('ratings are the usual 250, 400 and 630 kVA', () => {
  for (const rating of areas.ratedKva) expect([250, 400, 630]).toContain(rating);
  expect(ratingKva(100)).toBe(250);
  expect(ratingKva(375)).toBe(400);
  expect(ratingKva(9999)).toBe(630);
});

test('each feeder is a tree whose buses come after their parents and whose cable lengths add up', () => {
  const { feeders } = areas;
  expect(feeders.firstBusOfArea[areas.count]).toBe(feeders.busCount);
  for (let area = 0; area < areas.count; area++)
    for (let bus = feeders.firstBusOfArea[area]!; bus < feeders.firstBusOfArea[area + 1]!; bus++) {
      const parent = feeders.parent[bus]!;
      if (parent === AT_TRANSFORMER) {
        expect(feeders.distanceM[bus]).toBe(feeders.cableM[bus]);
        continue;
      }
      expect(parent).toBeLessThan(bus);
      expect(parent).toBeGreaterThanOrEqual(feeders.firstBusOfArea[area]!);
      expect(feeders.feeder[parent]).toBe(feeders.feeder[bus]);
      expect(feeders.distanceM[bus]).toBeCloseTo(feeders.distanceM[parent]! + feeders.cableM[bus]!, 9);
    }
});

test('feeders hold 60 homes at most and a home is at a bus of its own area', () => {
  const { feeders } = areas;
  const count = new Map<number, number>();
  areas.areaOfHome.forEach((area, home) => {
    const bus = feeders.busOfHome[home]!;
    expect(bus).toBeGreaterThanOrEqual(feeders.firstBusOfArea[area]!);
    expect(bus).toBeLessThan(feeders.firstBusOfArea[area + 1]!);
    const key = area * 1000 + areas.feederOfHome[home]!;
    count.set(key, (count.get(key) ?? 0) + 1);
  });
  expect(Math.max(...count.values())).toBeLessThanOrEqual(60);
});

test('a node outside the district has no area, the others the area of a home nearby', () => {
  const inside = new Uint8Array(town.nodeLonDeg.length).fill(1);
  inside[5] = 0;
  const masked = makeAreas({ ...town, nodeInDistrict: inside, grid, seed: 1 });
  expect(masked.areaOfNode[5]).toBe(NO_AREA);
  expect(masked.areaOfNode[6]).not.toBe(NO_AREA);
});

test('a tenth of the homes, each standing for ten, gives about as many areas and dwellings as all homes', () => {
  const { connections } = town;
  const pick = (values: Float64Array | Uint32Array): number[] => [...values].filter((_, i) => i % 10 === 0);
  const sample = makeAreas({
    ...town,
    connections: {
      ...connections,
      homeLonDeg: Float64Array.from(pick(connections.homeLonDeg)),
      homeLatDeg: Float64Array.from(pick(connections.homeLatDeg)),
      homeNode: Uint32Array.from(pick(connections.homeNode)),
      homeZone: Uint32Array.from(pick(connections.homeZone)),
      dwellingsPerHome: 10,
    },
    grid,
    seed: 1,
  });
  expect(Math.abs(sample.count - areas.count)).toBeLessThanOrEqual(2);
  expect(sample.homes.reduce((a, b) => a + b, 0)).toBeCloseTo(
    areas.homes.reduce((a, b) => a + b, 0),
    -2,
  );
});

test('a district without homes or work has no areas and every node is outside', () => {
  const none = makeAreas({
    connections: {
      homeLonDeg: new Float64Array(0),
      homeLatDeg: new Float64Array(0),
      homeNode: new Uint32Array(0),
      homeZone: new Uint32Array(0),
      workLonDeg: new Float64Array(0),
      workLatDeg: new Float64Array(0),
      workJobs: new Float64Array(0),
    },
    nodeLonDeg: new Float64Array(3),
    nodeLatDeg: new Float64Array(3),
    grid,
    seed: 1,
  });
  expect(none.count).toBe(0);
  expect([...none.areaOfNode]).toEqual([NO_AREA, NO_AREA, NO_AREA]);
});

test('feeders drop no more than the design share at design load unless a single joint is left (0.206 Ω/km, 400 V, Rusck’s coincidence 0.2 + 0.8/√n over that of the transformer’s homes, by hand)', () => {
  const wide = makeTown(30, 8);
  const dropOf = (share: number): { worst: number; feeders: number } => {
    const { feeders, count } = makeAreas({ ...wide, grid: { ...grid, designVoltageDropShare: share }, seed: 1 });
    let worst = 0;
    let number = 0;
    for (let area = 0; area < count; area++) {
      const first = feeders.firstBusOfArea[area]!;
      const end = feeders.firstBusOfArea[area + 1]!;
      const byFeeder = new Map<number, number[]>();
      for (let bus = first; bus < end; bus++)
        byFeeder.set(feeders.feeder[bus]!, [...(byFeeder.get(feeders.feeder[bus]!) ?? []), bus]);
      number += byFeeder.size;
      for (const buses of byFeeder.values()) {
        if (buses.length === 1) continue;
        // Drop at a joint: over each cable on the way, what hangs beyond it.
        const beyond = (bus: number): number =>
          buses.reduce((sum, other) => {
            for (let at = other; ; at = feeders.parent[at]!) {
              if (at === bus) return sum + feeders.homes[other]!;
              if (feeders.parent[at] === AT_TRANSFORMER) return sum;
            }
          }, 0);
        for (const end of buses) {
          let drop = 0;
          for (let at = end; ; at = feeders.parent[at]!) {
            const homes = beyond(at);
            const kva = homes * grid.designKvaPerHome * (rusck(homes) / rusck(grid.homesPerTransformer));
            drop += (kva * 1000 * 0.206 * feeders.cableM[at]!) / 1000 / 400 ** 2;
            if (feeders.parent[at] === AT_TRANSFORMER) break;
          }
          worst = Math.max(worst, drop);
        }
      }
    }
    return { worst, feeders: number };
  };
  const strict = dropOf(0.01);
  const loose = dropOf(0.5);
  expect(strict.worst).toBeLessThanOrEqual(0.01 + 1e-12);
  expect(loose.worst).toBeGreaterThan(0.01);
  expect(strict.feeders).toBeGreaterThan(loose.feeders);
});

const rusck = (n: number): number => 0.2 + 0.8 / Math.sqrt(n);

test('no home is further along the cable than the longest feeder (500 m, Dutch practice) unless it has a transformer to itself', () => {
  const { connections, ...rest } = makeTown(10, 4);
  // The same town stretched to three times its size: 240 m between crossings.
  const stretch = (values: Float64Array): Float64Array => values.map((v) => values[0]! + 3 * (v - values[0]!));
  const wide = {
    nodeLonDeg: stretch(rest.nodeLonDeg),
    nodeLatDeg: stretch(rest.nodeLatDeg),
    connections: {
      ...connections,
      homeLonDeg: stretch(connections.homeLonDeg),
      homeLatDeg: stretch(connections.homeLatDeg),
    },
  };
  const longest = (longestFeederM: number) => {
    const { feeders, count } = makeAreas({ ...wide, grid: { ...grid, longestFeederM }, seed: 1 });
    return { m: Math.max(...feeders.distanceM), count };
  };
  expect(longest(500).m).toBeLessThanOrEqual(500);
  expect(longest(5000).m).toBeGreaterThan(500);
  expect(longest(500).count).toBeGreaterThan(longest(5000).count);
});
