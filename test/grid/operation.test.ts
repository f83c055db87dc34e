import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import { AT_TRANSFORMER } from '../../engine/grid/areas.ts';
import { hostingByZone, hostingCapacity } from '../../engine/grid/hosting.ts';
import { roomKw, voltageDroop } from '../../engine/grid/limits.ts';
import { makeAreas } from '../../engine/grid/make-areas.ts';
import { annuityEur, reinforcement } from '../../engine/grid/reinforcement.ts';
import { simulateGrid } from '../../engine/grid/simulate-grid.ts';
import { ageingRate, DISTRIBUTION_ONAN, steadyHotSpotC, transformerThermal } from '../../engine/grid/thermal.ts';
import { durationCurve, voltageQuality } from '../../engine/grid/voltage-quality.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { makeTown } from './town.ts';

const grid = scenarioSchema.shape.grid.parse({});
const areas = makeAreas({ ...makeTown(10, 8), grid, seed: 1 });

test('rated load at 20 °C for long gives 98 °C and ageing 1 (IEC 60076-7: 20 + 55 + 23)', () => {
  expect(steadyHotSpotC(DISTRIBUTION_ONAN, 1, 20)).toBeCloseTo(98, 12);
  const year = transformerThermal(
    DISTRIBUTION_ONAN,
    1000,
    900,
    () => 1,
    () => 20,
  );
  expect(year.hotSpotMaxC).toBeCloseTo(98, 9);
  expect(year.lifeUsedHours).toBeCloseTo(250, 6);
});

test('ageing doubles every 6 K; upgraded paper ages at 1 at 110 °C (IEC 60076-7, 6.3)', () => {
  expect(ageingRate(104, false)).toBeCloseTo(2, 12);
  expect(ageingRate(86, false)).toBeCloseTo(0.25, 12);
  expect(ageingRate(110, true)).toBeCloseTo(1, 12);
});

test('after a step of load from 0.5 to 1.3 the oil follows with 180 minutes and the winding with 8, by hand', () => {
  const type = DISTRIBUTION_ONAN;
  const minutes = 60;
  const result = transformerThermal(
    type,
    1 + minutes,
    60,
    (step) => (step === 0 ? 0.5 : 1.3),
    () => 20,
  );
  const oil = (k: number): number => 20 + 55 * ((1 + 5 * k * k) / 6) ** 0.8;
  const oilC = oil(1.3) + (oil(0.5) - oil(1.3)) * Math.exp(-minutes / 180);
  const rise = (k: number): number => 23 * k ** 1.6;
  const windingK = rise(1.3) + (rise(0.5) - rise(1.3)) * Math.exp(-minutes / 8);
  expect(Math.abs(result.hotSpotMaxC - oilC - windingK)).toBeLessThan(0.002);
});

test('the length of the step does not change the temperature at its end, and the life used by less than 1 %', () => {
  const hour = transformerThermal(
    DISTRIBUTION_ONAN,
    3,
    3600,
    (step) => [0.4, 1.2, 1.2][step]!,
    () => 15,
  );
  const minute = transformerThermal(
    DISTRIBUTION_ONAN,
    180,
    60,
    (step) => (step < 60 ? 0.4 : 1.2),
    () => 15,
  );
  expect(hour.hotSpotMaxC).toBeCloseTo(minute.hotSpotMaxC, 9);
  // Life is summed by trapezia of at most 7.5 minutes: within 1 % of summing it minute by minute.
  expect(hour.lifeUsedHours / minute.lifeUsedHours).toBeCloseTo(1, 2);
});

test('EN 50160: 5 % of a week outside ±10 % is allowed, a step more is not, and 15 % below never', () => {
  const steps = 672;
  const with_ = (outside: number, value: number): Float64Array =>
    Float64Array.from({ length: steps }, (_, i) => (i < outside ? value : 1));
  const verdict = (low: Float64Array) => voltageQuality(low, new Float64Array(steps).fill(1.02), null, 900);
  expect(verdict(with_(33, 0.89))).toMatchObject({ weeks: 1, weeksBroken: 0, minPu: 0.89 });
  expect(verdict(with_(34, 0.89)).weeksBroken).toBe(1);
  expect(verdict(with_(1, 0.84)).weeksBroken).toBe(1);
  const unbalance = Float64Array.from({ length: steps }, (_, i) => (i < 40 ? 0.03 : 0.01));
  expect(voltageQuality(with_(0, 1), with_(0, 1), unbalance, 900).weeksUnbalanced).toBe(1);
});

test('a duration curve falls from the highest to the lowest value', () => {
  expect([...durationCurve([3, 1, 2, 5, 4], 3)]).toEqual([5, 3, 1]);
  expect([...durationCurve([], 2)]).toEqual([Number.NaN, Number.NaN]);
});

test('charging within the room left loads the transformer exactly to its limit', () => {
  const tan = Math.tan(Math.acos(0.95));
  const room = roomKw(0.9 * 400, 200, 50, tan);
  expect(Math.hypot(200 - 50 + room, 200 * tan)).toBeCloseTo(360, 9);
  expect(roomKw(360, 500, 0, tan)).toBeLessThan(0);
});

test('droop falls straight from full to no power', () => {
  expect([0.95, 0.92, 0.9, 0.88].map((u) => voltageDroop(u, 0.9, 0.94))).toEqual(
    [1, 0.5, 0, 0].map((v) => expect.closeTo(v, 9)),
  );
  expect(() => voltageDroop(1, 0.9, 0.9)).toThrow(RangeError);
});

test('reinforcement by hand: 700 kVA on a 400 kVA transformer needs 630 and one more; an overloaded stretch is laid again', () => {
  const area = 0;
  const kva = areas.ratedKva[area]!;
  const flat = (value: number): Float64Array => new Float64Array(areas.count).fill(value);
  const perBus = (value: number): Float64Array => new Float64Array(areas.feeders.busCount).fill(value);
  const peak = flat(0.5);
  peak[area] = 700 / kva;
  const loading = perBus(0.4);
  loading[2] = 1.2;
  const year = {
    peakLoadKw: flat(1),
    peakFeedInKw: flat(0),
    peakLoadingShare: peak,
    overloadHours: flat(0),
    minVoltagePu: flat(1),
    maxVoltagePu: flat(1),
    voltageBreachHours: flat(0),
    lossKwh: flat(0),
    examinedSteps: 1,
    failedSteps: 0,
  };
  const works = reinforcement(
    areas,
    year,
    { minVoltagePu: perBus(0.97), maxVoltagePu: perBus(1.03), cableLoadingShare: loading, unbalanceShare: perBus(0) },
    grid,
  );
  expect(works.newRatedKva[area]).toBe(630);
  expect(works.addedTransformers[area]).toBe(1);
  const cable = areas.feeders.cableM[2]!;
  expect(works.totalEur).toBeCloseTo(
    (kva < 630 ? grid.transformerReplaceEur : 0) + grid.transformerNewEur + cable * grid.cableEurPerM,
    6,
  );
});

test('reinforcement by hand: three times the current needs two cables beside, a low voltage one all the way to its joint', () => {
  const { feeders } = areas;
  const flat = (value: number): Float64Array => new Float64Array(areas.count).fill(value);
  const perBus = (value: number): Float64Array => new Float64Array(feeders.busCount).fill(value);
  // The last joint of the first area hangs on others.
  const joint = feeders.firstBusOfArea[1]! - 1;
  const way: number[] = [];
  for (let at = joint; at !== AT_TRANSFORMER; at = feeders.parent[at]!) way.push(at);
  expect(way.length).toBeGreaterThan(1);
  const loading = perBus(0.4);
  loading[way.at(-1)!] = 2.5;
  const low = perBus(0.95);
  low[joint] = 0.89;
  const year = {
    peakLoadKw: flat(1),
    peakFeedInKw: flat(0),
    peakLoadingShare: flat(0.5),
    overloadHours: flat(0),
    minVoltagePu: flat(1),
    maxVoltagePu: flat(1),
    voltageBreachHours: flat(0),
    lossKwh: flat(0),
    examinedSteps: 1,
    failedSteps: 0,
  };
  const works = reinforcement(
    areas,
    year,
    { minVoltagePu: low, maxVoltagePu: perBus(1.03), cableLoadingShare: loading, unbalanceShare: perBus(0) },
    grid,
  );
  const metres = way.reduce((sum, at) => sum + feeders.cableM[at]!, 0) + feeders.cableM[way.at(-1)!]!;
  expect(works.cableM[0]).toBeCloseTo(metres, 9);
  expect(works.totalEur).toBeCloseTo(metres * grid.cableEurPerM, 6);
});

test('annuity: 1,000 euros over 40 years at 4 % is 50.52 a year (textbook table)', () => {
  expect(annuityEur(1000, 40, 0.04)).toBeCloseTo(50.52, 2);
  expect(annuityEur(1000, 40, 0)).toBe(25);
});

test('hosting: the more orders the same for each order, a larger transformer never hosts less, and the seed decides', async () => {
  const scenario = { seed: 3, grid };
  const context = { signal: undefined, onProgress: () => {} };
  const larger = { ...areas, ratedKva: areas.ratedKva.map((kva) => 2 * kva) };
  const found = await hostingCapacity(areas, scenario, 7, serial, context);
  expect(await hostingCapacity(areas, scenario, 7, serial, context)).toEqual(found);
  const roomy = await hostingCapacity(larger, scenario, 7, serial, context);
  const few = await hostingCapacity(areas, scenario, 3, serial, context, ['car']);
  found.forEach((one, t) => {
    for (let area = 0; area < areas.count; area++)
      for (let order = 0; order < 7; order++) {
        const at = area * 7 + order;
        expect(one.counts[at]!).toBeLessThanOrEqual(areas.homes[area]!);
        if (one.limits[at] === 0) expect(one.counts[at]).toBe(areas.homes[area]);
        if (one.technology !== 'pv') expect(roomy[t]!.counts[at]!).toBeGreaterThanOrEqual(one.counts[at]!);
        if (one.technology === 'car' && order < 3) expect(few[0]!.counts[area * 3 + order]).toBe(one.counts[at]);
      }
    const zones = hostingByZone(areas, one, 2);
    expect(zones[0]!.homes + zones[1]!.homes).toBe(areas.homes.reduce((a, b) => a + b, 0));
    for (const zone of zones) {
      expect(zone.p10).toBeLessThanOrEqual(zone.median);
      expect(zone.median).toBeLessThanOrEqual(zone.p90);
      expect(zone.p90).toBeLessThanOrEqual(zone.homes);
      expect(zone.limit === 'none').toBe(zone.p10 === zone.homes && zone.p90 === zone.homes);
    }
  });
});

test('hosting by hand: with homes of 1 kW that get 4 kW each on three phases, a transformer of S kVA carries (S·cos φ − …) of them', async () => {
  const even = { ...grid, hostingEveningHomeKw: 1, hostingHeatPumpKw: 4, hostingHeatPumpSinglePhaseShare: 0 };
  const context = { signal: undefined, onProgress: () => {} };
  const wide = { ...areas, ratedKva: areas.ratedKva.map(() => 250) };
  const [found] = await hostingCapacity(wide, { seed: 1, grid: even }, 5, serial, context, ['heat-pump']);
  const tan = Math.tan(Math.acos(grid.loadPowerFactor));
  let checked = 0;
  for (let area = 0; area < areas.count; area++)
    for (let order = 0; order < 5; order++) {
      if (found!.limits[area * 5 + order] !== 1) continue;
      const homes = areas.homes[area]!;
      const n = found!.counts[area * 5 + order]!;
      const kva = (count: number): number => Math.hypot(homes + 4 * count, homes * tan);
      // Losses of cables and transformer add some per cent to what the homes take.
      expect(kva(n)).toBeLessThanOrEqual(250);
      expect(kva(n)).toBeGreaterThan(0.93 * 250);
      checked++;
    }
  expect(checked).toBeGreaterThan(0);
});

test('reverse flow is counted from the net power, and without air temperature the temperature is unknown, not 0', async () => {
  const calendar = makeCalendar('2025-06-01', 1, 900, 'Europe/Amsterdam');
  const steps = calendar.grid.count;
  const fill = (kw: (step: number) => number): Float32Array =>
    Float32Array.from({ length: areas.count * steps }, (_, i) => kw(i % steps));
  const loadKw = fill(() => 10);
  const pvKw = fill((step) => (step >= 40 && step < 60 ? 30 : 0));
  const input = {
    areas,
    netKw: loadKw.map((kw, i) => kw - pvKw[i]!),
    loadKw,
    pvKw,
    evKw: fill(() => 0),
    calendar,
    scenario: scenarioSchema.parse({
      version: 1,
      name: { nl: 'proef', en: 'test' },
      question: { nl: 'proef', en: 'test' },
    }),
    parallel: serial,
    context: { signal: undefined, onProgress: () => {} },
  };
  const blind = await simulateGrid(input);
  expect(blind.operation.reverseFlowHours[0]).toBe(5);
  expect(blind.operation.hotSpotMaxC[0]).toBeNaN();
  const warm = await simulateGrid({ ...input, airTemperatureC: new Float32Array(steps).fill(25) });
  // Nearly no load: 25 °C of air and the oil rise of the iron alone, 55·(1/6)^0.8 = 13.1 K.
  expect(warm.operation.hotSpotMaxC[0]!).toBeGreaterThan(38);
  expect(warm.operation.hotSpotMaxC[0]!).toBeLessThan(39);
});
