import { expect, test } from 'vitest';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { chargingInput, NO_AREA } from './fixtures.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test.each(strategyNames)(
  '%s: gain of each battery = charged × η − discharged ÷ η − driven, to 1e-6',
  async (strategy) => {
    const input = chargingInput({ charging: { strategy, v2gShare: 0.5, fixedLossW: 0, standbyW: 0 }, days: 14 });
    const year = await simulateCharging(input);
    const efficiency = input.scenario.charging.oneWayEfficiencyShare;
    const fastEfficiency = input.scenario.charging.fastEfficiencyShare;
    const { cars } = year;
    for (let i = 0; i < cars.carCount; i++) {
      const inKwh = cars.chargedKwh[i]! + cars.chargedOutsideKwh[i]!;
      const fast = cars.fastChargedKwh[i]!;
      const gain =
        (inKwh - fast) * efficiency + fast * fastEfficiency - cars.dischargedKwh[i]! / efficiency - cars.drivenKwh[i]!;
      expect(Math.abs(gain - (cars.storedEndKwh[i]! - cars.storedStartKwh[i]!))).toBeLessThan(1e-6);
      const lost =
        fast * (1 - fastEfficiency) + (inKwh - fast) * (1 - efficiency) + cars.dischargedKwh[i]! * (1 / efficiency - 1);
      expect(Math.abs(lost - cars.lostKwh[i]!)).toBeLessThan(1e-6);
    }
    expect(year.storedKwh.at(-1)).toBeCloseTo(sum(cars.storedEndKwh), 5);
  },
);

test.each(strategyNames)('%s: what areas, totals, cars and sessions say is the same energy', async (strategy) => {
  const year = await simulateCharging(chargingInput({ charging: { strategy } }));
  const netKwh = sum(year.evKw) / 4;
  expect(netKwh).toBeCloseTo((sum(year.chargeKw) - sum(year.dischargeKw)) / 4, 1);
  expect(sum(year.chargeKw) / 4).toBeCloseTo(sum(year.cars.chargedKwh), 6);
  expect(sum(year.dischargeKw) / 4).toBeCloseTo(sum(year.cars.dischargedKwh), 6);
  const inGrid = Array.from(year.sessions.chargedKwh).filter((_, s) => year.sessions.area[s] !== NO_AREA);
  expect(sum(inGrid)).toBeCloseTo(sum(year.cars.chargedKwh), 1);
});
