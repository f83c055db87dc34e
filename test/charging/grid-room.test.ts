/** Limits of the grid on charging: kept at every step, whatever the strategy, and what they cost the drivers is told. */
import { expect, test } from 'vitest';
import type { GridLimits, GridPlaces } from '../../engine/charging/grid-room.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import type { ChargingInput } from '../../engine/charging/year.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput } from './fixtures.ts';

const AREA_KW = 30;
const FEEDER_KW = 14;
const FEEDERS = 3;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** Each area has three feeders of one joint. */
function limited(input: ChargingInput, limits: Partial<GridLimits> | null): ChargingInput {
  const { areas } = input;
  const joint = (area: number, which: number): number =>
    area === 0xffffffff ? area : area * FEEDERS + (which % FEEDERS);
  const places: GridPlaces = {
    jointOfHousehold: areas.areaOfHousehold.map((area, h) => joint(area, h >> 2)),
    jointOfNode: areas.areaOfNode.map((area, node) => joint(area, node >> 2)),
    jointOfHub: new Uint32Array(10).fill(0xffffffff),
    feederOfJoint: Uint32Array.from({ length: areas.count * FEEDERS }, (_, i) => i),
    feederCount: areas.count * FEEDERS,
    limits:
      limits === null
        ? null
        : {
            areaKw: () => Number.POSITIVE_INFINITY,
            feederKw: () => Number.POSITIVE_INFINITY,
            droopShare: null,
            ...limits,
          },
  };
  return { ...input, areas: { ...areas, places } };
}

const inputOf = (strategy: ChargingInput['scenario']['charging']['strategy'], v2gShare = 0): ChargingInput =>
  chargingInput({ charging: { strategy, v2gShare }, days: 3, carCount: 160 });

test.each(strategyNames)(
  '%s: no area’s cars take more than its limit, no feeder’s more than its own',
  async (strategy) => {
    const input = limited(inputOf(strategy, 0.5), { areaKw: () => AREA_KW, feederKw: () => FEEDER_KW });
    const year = await simulateCharging(input);
    for (const kw of year.evKw) expect(kw).toBeLessThanOrEqual(AREA_KW + 1e-3);
    const { units, unitKw } = year.byFeeder!;
    // Each session is rounded to 20 W in the record of feeders.
    for (const unit of units) expect(unit * unitKw).toBeLessThanOrEqual(FEEDER_KW + 0.5);
  },
);

test('the record of feeders adds up to what stands on them, and without limits nothing is withheld', async () => {
  const free = await simulateCharging(limited(inputOf('uncontrolled'), null));
  const plain = await simulateCharging(inputOf('uncontrolled'));
  expect(free.evKw).toEqual(plain.evKw);
  expect(free.cars.withheldKwh).toBeUndefined();
  const steps = free.chargeKw.length;
  let worst = 0;
  for (let area = 0; area < 4; area++)
    for (let step = 0; step < steps; step++) {
      let onFeeders = 0;
      for (let f = 0; f < FEEDERS; f++) onFeeders += free.byFeeder!.units[(area * FEEDERS + f) * steps + step]! * 0.02;
      worst = Math.max(worst, onFeeders - free.evKw[area * steps + step]!);
    }
  expect(worst).toBeLessThan(0.5);
  expect(sum(free.byFeeder!.units) * 0.02).toBeGreaterThan(0.8 * sum(free.evKw));
});

test('a limit withholds, a tighter one never less; what is missing because of it is a part of what is missing', async () => {
  const runs = [];
  for (const kw of [1e6, 40, 20, 8])
    runs.push(await simulateCharging(limited(inputOf('uncontrolled'), { areaKw: () => kw })));
  const withheld = runs.map((run) => sum(run.cars.withheldKwh!));
  const missing = runs.map((run) => sum(run.cars.unservedByGridKwh!));
  expect(withheld[0]).toBe(0);
  expect(missing[0]).toBe(0);
  for (let k = 1; k < runs.length; k++) {
    expect(withheld[k]!).toBeGreaterThan(withheld[k - 1]!);
    expect(missing[k]!).toBeGreaterThanOrEqual(missing[k - 1]!);
  }
  for (const { cars } of runs)
    for (let i = 0; i < cars.carCount; i++)
      expect(cars.unservedByGridKwh![i]!).toBeLessThanOrEqual(cars.unservedKwh[i]! + 1e-9);
});

test('droop on voltage: power settles where what is taken and the voltage it leaves agree', async () => {
  // Voltage falls from 1 by 0.001 pu a kW; full power above 0.98, none below 0.94.
  const share = (carsKw: number): number => Math.min(1, Math.max(0, (1 - 0.001 * carsKw - 0.94) / 0.04));
  const free = await simulateCharging(limited(inputOf('uncontrolled'), null));
  const year = await simulateCharging(limited(inputOf('uncontrolled'), { droopShare: (_j, _a, _s, kw) => share(kw) }));
  let cut = 0;
  for (const kw of year.evKw) {
    // 60 kW would leave 0.94 pu, where nothing is given.
    expect(kw).toBeLessThan(60);
    if (kw > 22) cut++;
  }
  expect(cut).toBeGreaterThan(0);
  expect(Math.max(...free.evKw)).toBeGreaterThan(50);
  expect(sum(year.cars.withheldKwh!)).toBeGreaterThan(0);
});

test('fairness: under a limit of 30 kW for 40 cars the worst tenth of the sessions that ended still has a third of what it asked', async () => {
  const input = chargingInput({ days: 7, carCount: 160 });
  const { sessions, chargeKw } = await simulateCharging(limited(input, { areaKw: () => 30 }));
  const shares: number[] = [];
  for (let s = 0; s < sessions.count; s++)
    if (sessions.requestedKwh[s]! > 5 && sessions.area[s]! < 4 && sessions.departureStep[s]! < chargeKw.length)
      shares.push((sessions.chargedKwh[s]! * 0.933) / sessions.requestedKwh[s]!);
  shares.sort((a, b) => a - b);
  expect(shares[Math.floor(shares.length / 10)]!).toBeGreaterThan(0.33);
});
