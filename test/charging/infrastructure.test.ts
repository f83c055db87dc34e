import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { PointSharing } from '../../engine/charging/point-sharing.ts';
import { queueForSockets } from '../../engine/charging/queue.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import type { Site } from '../../engine/charging/site.ts';
import { SiteSessions } from '../../engine/charging/site-sessions.ts';
import { divide } from '../../engine/charging/sockets.ts';
import { strategyByName, strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { STAY_HOME, STAY_HUB, STAY_PUBLIC } from '../../engine/mobility/stores.ts';
import { chargingInput, scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const settings = chargingSettings(scenarioWith({}));
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

function present(...wanted: Array<[point: number, minimumKw: number]>): SiteSessions {
  const sessions = new SiteSessions();
  wanted.forEach(([point, minimumKw], i) => {
    const at = sessions.add(i, () => {});
    sessions.point[at] = point;
    sessions.minimumKw[at] = minimumKw;
    sessions.maximumKw[at] = 11;
    sessions.maximumDischargeKw[at] = 10;
  });
  return sessions;
}

test('two cars of 11 kW on 3 × 25 A (17.3 kW) get 8.65 kW each; one alone and one beside them keep 11 kW', () => {
  const power = Float64Array.of(11, 11, 11, 11);
  new PointSharing().apply(present([0, 4.14], [0, 4.14], [1, 4.14], [-1, 4.14]), power, 0, () => 17.3);
  expect(Array.from(power)).toEqual([8.65, 8.65, 11, 11]);
});

test('five cars on 17.3 kW cannot all have 6 A: four charge, and who waits changes every step', () => {
  const waiting = new Set<number>();
  for (let step = 0; step < 5; step++) {
    const power = new Float64Array(5).fill(11);
    new PointSharing().apply(
      present(...Array.from({ length: 5 }, (): [number, number] => [0, 4.14])),
      power,
      step,
      () => 17.3,
    );
    expect(sum(power)).toBeLessThanOrEqual(17.3 + 1e-9);
    expect(power.filter((kw) => kw > 0)).toHaveLength(4);
    waiting.add(power.indexOf(0));
  }
  expect(waiting.size).toBe(5);
});

test('discharging shares the connection too', () => {
  const power = Float64Array.of(-10, -10);
  new PointSharing().apply(present([0, 0], [0, 0]), power, 0, () => 12);
  expect(Array.from(power)).toEqual([-6, -6]);
});

test.each(strategyNames)('%s: no connection is passed at any step, whatever the strategy asks', (name) => {
  for (const seed of [1, 2]) {
    const plain = randomSite({ seed, sessions: 30, pvFactor: 2 });
    const of = Int32Array.from({ length: 30 }, (_, s) => s % 8);
    const limitKw = new Float64Array(8).fill(13);
    const site: Site = { ...plain, points: { of, limitKw } };
    const run = runStrategy(site, strategyByName(name), settings);
    const { sessions } = site;
    for (let point = 0; point < 8; point++)
      for (let t = 0; t < site.stepCount; t++) {
        let inKw = 0;
        let outKw = 0;
        for (let s = point; s < 30; s += 8) {
          if (t < sessions.arrivalStep[s]! || t >= sessions.departureStep[s]!) continue;
          const power = run.sessionKw[run.first[s]! + t - sessions.arrivalStep[s]!]!;
          inKw += Math.max(0, power);
          outKw += Math.max(0, -power);
        }
        expect(Math.max(inKw, outKw)).toBeLessThanOrEqual(13 + 1e-4);
      }
    expect(run.ledger.relativeError).toBeLessThan(1e-6);
  }
});

test('queue by hand: one socket until step 4; the second waits three steps, the third cannot and is turned away', () => {
  const base = randomSite({ seed: 1, sessions: 3 }).sessions;
  const sessions = { ...base, arrivalStep: Uint32Array.of(0, 1, 2), departureStep: Uint32Array.of(4, 10, 12) };
  const queued = queueForSockets(sessions, 1, 3);
  expect(Array.from(queued.sessions.arrivalStep)).toEqual([0, 4]);
  expect(queued.turnedAway).toEqual([2]);
  expect(queued.waitedSteps).toBe(3);
});

test('queue: never more cars than sockets, nobody waits too long, all are served or turned away, more sockets turn away fewer', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 8 }),
      (seed, sockets, patience) => {
        const { sessions } = randomSite({ seed, sessions: 40 });
        const queued = queueForSockets(sessions, sockets, patience, 2);
        const used = new Int32Array(97);
        for (let s = 0; s < queued.sessions.count; s++) {
          const from = queued.sessions.arrivalStep[s]!;
          expect(from - sessions.arrivalStep[queued.origin[s]!]!).toBeLessThanOrEqual(patience);
          for (let t = from; t < queued.sessions.departureStep[s]!; t++) used[t]!++;
        }
        expect(Math.max(...used)).toBeLessThanOrEqual(sockets);
        expect(queued.sessions.count + queued.turnedAway.length).toBe(40);
        if (patience === 0) expect(queueForSockets(sessions, 40, 0).turnedAway).toHaveLength(0);
      },
    ),
    { numRuns: 40 },
  );
});

test('sockets are divided whole and in full', () => {
  expect(Array.from(divide(10, [1, 1, 1]))).toEqual([4, 3, 3]);
  expect(sum(divide(7, [0.2, 5, 0, 1]))).toBe(7);
  expect(sum(divide(7, [0, 0]))).toBe(0);
});

test('a year with few public sockets: never more cars at them than there are, turned away by area as by car, fewer with more sockets', async () => {
  const year = async (publicSocketsPer100Cars: number) => {
    const input = chargingInput({
      days: 14,
      areaCount: 3,
      charging: { publicSocketsPer100Cars, socketPatienceMin: 120 },
    });
    return { input, year: await simulateCharging(input) };
  };
  const few = await year(8);
  const { sessions, drivers } = few.year;
  const { homeCharger } = few.input.population.cars;
  const used = Array.from({ length: 3 }, () => new Int32Array(few.input.calendar.grid.count));
  for (let s = 0; s < sessions.count; s++) {
    const kind = sessions.kind[s]!;
    const isPublic =
      kind === STAY_PUBLIC || kind === STAY_HUB || (kind === STAY_HOME && homeCharger[sessions.car[s]!] === 0);
    if (!isPublic || sessions.area[s]! >= 3) continue;
    for (let t = sessions.arrivalStep[s]!; t < sessions.departureStep[s]!; t++) used[sessions.area[s]!]![t]!++;
  }
  for (const [area, of] of used.entries()) expect(Math.max(...of)).toBeLessThanOrEqual(drivers!.socketsByArea[area]!);
  expect(sum(drivers!.turnedAway)).toBeGreaterThan(0);
  expect(sum(drivers!.turnedAwayByArea)).toBe(sum(drivers!.turnedAway));
  expect(sum(drivers!.waitedMin)).toBeGreaterThan(0);
  const more = await year(60);
  expect(sum(more.year.drivers!.turnedAway)).toBeLessThan(sum(drivers!.turnedAway));
  const none = await year(0);
  expect(sum(none.year.drivers!.turnedAway)).toBe(0);
});

test('a year on shared connections and behind small house connections: less power, energy conserved', async () => {
  const plain = await simulateCharging(chargingInput({ days: 14, charging: { publicSocketsPer100Cars: 40 } }));
  const shared = await simulateCharging(
    chargingInput({
      days: 14,
      charging: { publicSocketsPer100Cars: 40, pointConnectionKw: 11, homeConnectionKw: 5.8, homeReserveKw: 2 },
    }),
  );
  expect(Math.max(...shared.chargeKw)).toBeLessThan(Math.max(...plain.chargeKw));
  expect(sum(shared.chargeKw) * 0.25).toBeCloseTo(sum(shared.cars.chargedKwh), 3);
  const [area] = [shared.drivers!.socketsByArea[0]!];
  expect(area).toBeGreaterThan(0);
});

test('a year in which drivers press "charge now" costs as much comfort as no control: nobody is short of what uncontrolled gives', async () => {
  const now = await simulateCharging(
    chargingInput({ days: 14, charging: { strategy: 'solar-following', chargeNowShare: 1 } }),
  );
  const plain = await simulateCharging(chargingInput({ days: 14, charging: { strategy: 'uncontrolled' } }));
  expect(Array.from(now.chargeKw)).toEqual(Array.from(plain.chargeKw));
  expect(sum(now.drivers!.chargeNow)).toBe(sum(now.cars.sessions));
  expect(sum(now.drivers!.belowFloorMin)).toBeGreaterThan(0);
});
