/** Battery, self-consumption, forecasts: books close, limits hold, errors are what is stated. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Battery, type BatterySpec, HOME_BATTERY, selfConsumptionRun } from '../../engine/energy/battery.ts';
import {
  noisyForecast,
  PV_ERROR,
  persistenceForecast,
  smartPersistenceForecast,
} from '../../engine/energy/forecast.ts';
import { selfUse, selfUseWithStorage } from '../../engine/energy/self-consumption.ts';
import { areasOf, energyYear, sum } from './fixtures.ts';

test('a battery’s books close to 1e-9 and no limit is broken, whatever is asked of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), fc.constant(Number.NaN)), { maxLength: 200 }),
      fc.record({
        chargeEfficiency: fc.double({ min: 0.5, max: 1, noNaN: true }),
        dischargeEfficiency: fc.double({ min: 0.5, max: 1, noNaN: true }),
        runningLossKw: fc.double({ min: 0, max: 0.2, noNaN: true }),
      }),
      (asked, part) => {
        const spec: BatterySpec = { ...HOME_BATTERY, ...part };
        const battery = new Battery(spec, 900, 0.5);
        for (const kw of asked) {
          const net = battery.step(kw) - spec.standbyKw;
          expect(net).toBeLessThanOrEqual(spec.chargeKw + 1e-12);
          expect(net).toBeGreaterThanOrEqual(-spec.dischargeKw - 1e-12);
          expect(battery.storedKwh).toBeLessThanOrEqual(spec.capacityKwh * spec.maximumShare + 1e-9);
          expect(battery.storedKwh).toBeGreaterThanOrEqual(spec.capacityKwh * spec.minimumShare - 1e-9);
        }
        const books = battery.ledger();
        const gap =
          books.chargedKwh -
          books.standbyKwh -
          (books.storedEndKwh - books.storedStartKwh) -
          books.dischargedKwh -
          books.lostKwh;
        expect(Math.abs(gap)).toBeLessThan(1e-9 * Math.max(1, books.chargedKwh + books.dischargedKwh));
      },
    ),
  );
});

test('a specification that no battery can have is refused', () => {
  expect(() => new Battery({ ...HOME_BATTERY, capacityKwh: 0 }, 900)).toThrow(/capacityKwh/);
  expect(() => new Battery({ ...HOME_BATTERY, chargeEfficiency: 1.1 }, 900)).toThrow(/efficiencies/);
  expect(() => new Battery({ ...HOME_BATTERY, minimumShare: 1 }, 900)).toThrow(/minimumShare/);
});

test('low power loses a larger share than high power (a converter’s own use)', () => {
  const efficiency = (kw: number): number => {
    const battery = new Battery(HOME_BATTERY, 900, 0.1);
    const before = battery.storedKwh;
    battery.step(kw);
    return (battery.storedKwh - before) / (kw / 4);
  };
  expect(efficiency(0.2)).toBeLessThan(efficiency(1));
  expect(efficiency(1)).toBeLessThan(efficiency(5));
});

test('self-consumption by hand: load 1, 1, 2, sun 0, 3, 1 kW in hours → 2 of 4 used, 2 of 4 covered (Luthander et al. 2015)', () => {
  const use = selfUse([1, 1, 2], [0, 3, 1], 3600);
  expect(use).toEqual({
    producedKwh: 4,
    loadKwh: 4,
    directKwh: 2,
    selfConsumptionShare: 0.5,
    selfSufficiencyShare: 0.5,
  });
  expect(selfUse([0], [0], 900).selfConsumptionShare).toBe(0);
  expect(() => selfUse([1], [1, 2], 900)).toThrow(RangeError);
});

test('a home of 3,200 kWh with 4 kWp uses 25–40 % of its sun itself, and a 10 kWh battery adds 15–45 points (Luthander et al. 2015: 13–24 points at 0.5–1 kWh per kWp, here 2.5)', async () => {
  const year = await energyYear({ areas: areasOf(1, { houseKwhPerYear: 3200, pvKwpHomes: 4 }) });
  const { loadKw, pvProducedKw } = year.areas;
  const without = selfUse(loadKw, pvProducedKw, 900);
  expect(without.selfConsumptionShare).toBeGreaterThan(0.25);
  expect(without.selfConsumptionShare).toBeLessThan(0.4);
  const battery = new Battery(HOME_BATTERY, 900);
  const net = selfConsumptionRun(battery, loadKw, pvProducedKw);
  const withBattery = selfUseWithStorage(net, loadKw, pvProducedKw, 900);
  const gain = withBattery.selfConsumptionShare - without.selfConsumptionShare;
  expect(gain).toBeGreaterThan(0.15);
  expect(gain).toBeLessThan(0.45);
  expect(withBattery.selfSufficiencyShare).toBeGreaterThan(without.selfSufficiencyShare);
  // The connection's balance: load − sun + what the battery took − what it gave.
  const books = battery.ledger();
  const netKwh = sum(net) / 4;
  const wanted = without.loadKwh - without.producedKwh + books.chargedKwh - books.dischargedKwh;
  expect(netKwh).toBeCloseTo(wanted, 6);
});

test('persistence repeats yesterday; smart persistence keeps the sky’s share', () => {
  expect([...persistenceForecast([1, 2, 3, 4], 2)]).toEqual([1, 2, 1, 2]);
  const clear = [0, 2, 4, 2, 0, 2, 4, 2];
  const truth = clear.map((value) => value / 2);
  expect([...smartPersistenceForecast(truth, clear, 2, 3, 1, 4)]).toEqual([2, 1, 0]);
  expect([...smartPersistenceForecast(truth, clear, 4, 3, 1, 4)]).toEqual([0, 1, 2]);
});

test('a noisy forecast is unbiased, errs more far ahead, remembers its error, and is the same however often it is asked', () => {
  const truth = new Float64Array(96).fill(10);
  const issues = 4000;
  const at = (i: number): Float64Array => noisyForecast(truth, 0, 96, 900, PV_ERROR, 7, 3, i);
  let meanNear = 0;
  let near = 0;
  let far = 0;
  let together = 0;
  for (let issue = 0; issue < issues; issue++) {
    const forecast = at(issue);
    const errorAt = (step: number): number => forecast[step]! / 10 - 1;
    meanNear += errorAt(3) / issues;
    near += errorAt(3) ** 2 / issues;
    far += errorAt(80) ** 2 / issues;
    together += (errorAt(80) * errorAt(81)) / issues;
  }
  expect(Math.abs(meanNear)).toBeLessThan(0.005);
  // Lead of 0.875 h: 0.08 · √0.875 = 0.0748; 20 h ahead the ceiling of 0.25 holds.
  expect(Math.sqrt(near)).toBeCloseTo(0.0748, 2);
  expect(Math.sqrt(far)).toBeCloseTo(0.25, 1);
  expect(together / far).toBeCloseTo(Math.exp(-0.25 / 4), 1);
  expect(at(5)).toEqual(at(5));
  expect(at(5)).not.toEqual(at(6));
});
