/** The harbour: ships' calls, and their batteries on the same strategies and transformers as cars. */
import { describe, expect, test } from 'vitest';
import { type HarbourInput, simulateHarbour, withBerths } from '../../engine/charging/harbour.ts';
import { hotelLoadKw, makeCalls, shoreHotelKw } from '../../engine/charging/harbour-calls.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { InputError } from '../../engine/core/errors.ts';
import type { TransformerAreas } from '../../engine/grid/areas.ts';
import { areaOfBerths } from '../../engine/joints.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { harbourTheme } from '../../engine/scenario/themes/harbour.ts';
import { chargingInput } from './fixtures.ts';

const BERTHS = [
  { name: 'Kade', lonDeg: 5, latDeg: 52, shorePowerKw: 44, callsPerWeek: 3, stayHours: 18, hotelKw: 8 },
  { name: 'Cruise', lonDeg: 5, latDeg: 52, shorePowerKw: 100, callsPerWeek: 2, stayHours: 14, hotelKw: 120 },
];
const DAYS = 56;

function harbourInput(strategy: Scenario['charging']['strategy'], levers: Record<string, unknown> = {}): HarbourInput {
  const { scenario, calendar, energy, areas, context } = chargingInput({
    charging: { strategy },
    days: DAYS,
    start: '2025-05-15',
    areaCount: 2,
    limitKw: 250,
  });
  const own: Scenario = {
    ...scenario,
    harbour: harbourTheme.parse({ berths: BERTHS, electricShipShare: 0.5, shipBatteryKwh: 400, ...levers }),
  };
  const calls = makeCalls(own, calendar);
  const areaOfBerth = Uint32Array.of(0, 0);
  return {
    scenario: own,
    calendar,
    energy: withBerths(energy, areaOfBerth, hotelLoadKw(calls, own, calendar.grid.count)),
    calls,
    areaOfBerth,
    limitKw: areas.limitKw,
    evKw: new Float32Array(2 * calendar.grid.count),
    context,
  };
}

describe('calls of ships', () => {
  const { calls, scenario, calendar } = harbourInput('uncontrolled');

  test('one ship lies at a berth at a time, inside the period', () => {
    for (let call = 0; call < calls.count; call++) {
      expect(calls.departureStep[call]!).toBeGreaterThan(calls.arrivalStep[call]!);
      expect(calls.departureStep[call]!).toBeLessThanOrEqual(calendar.grid.count);
      if (call > 0 && calls.berth[call] === calls.berth[call - 1])
        expect(calls.arrivalStep[call]!).toBeGreaterThanOrEqual(calls.departureStep[call - 1]!);
    }
  });

  test('over many seeds the berth with 3 calls a week gets 3 a week, within 4 %', () => {
    let found = 0;
    const seeds = 60;
    for (let seed = 0; seed < seeds; seed++) {
      const own = makeCalls({ ...scenario, seed }, calendar);
      found += own.berth.filter((berth) => berth === 0).length;
    }
    expect(Math.abs(found / seeds / (DAYS / 7) / 3 - 1)).toBeLessThan(0.04);
  });

  test('the same seed gives the same ships, another seed others; more electric ships change nothing about when they come', () => {
    expect(makeCalls(scenario, calendar)).toEqual(calls);
    expect(makeCalls({ ...scenario, seed: 2 }, calendar).arrivalStep).not.toEqual(calls.arrivalStep);
    const electric = makeCalls({ ...scenario, harbour: { ...scenario.harbour, electricShipShare: 1 } }, calendar);
    expect(electric.arrivalStep).toEqual(calls.arrivalStep);
  });

  test('what a ship uses for itself comes from the shore up to the connection’s power, the rest from its generator', () => {
    for (let call = 0; call < calls.count; call++) {
      const shore = shoreHotelKw(calls, call, BERTHS[calls.berth[call]!]!.shorePowerKw);
      expect(shore).toBeLessThanOrEqual(BERTHS[calls.berth[call]!]!.shorePowerKw);
      expect(shore).toBeLessThanOrEqual(calls.hotelKw[call]!);
    }
  });
});

describe.each(strategyNames)('%s', (strategy) => {
  test('ships’ batteries: gain = charged × η − discharged ÷ η; the quay never gives more than its connection; all energy passes the quay', async () => {
    const input = harbourInput(strategy, { shipsDischarge: true });
    const year = await simulateHarbour(input);
    const { calls } = input;
    const eta = input.scenario.charging.oneWayEfficiencyShare;
    const { count, stepS } = input.calendar.grid;
    const throughQuay = new Float64Array(calls.count);
    for (let call = 0; call < calls.count; call++) {
      expect(year.chargedKwh[call]! * eta - year.dischargedKwh[call]! / eta).toBeCloseTo(year.gainedKwh[call]!, 6);
      const berth = BERTHS[calls.berth[call]!]!;
      const hotel = shoreHotelKw(calls, call, berth.shorePowerKw);
      for (let step = calls.arrivalStep[call]!; step < calls.departureStep[call]!; step++) {
        const power = year.batteryKw[calls.berth[call]! * count + step]!;
        expect(power + hotel).toBeLessThanOrEqual(berth.shorePowerKw + 1e-9);
        throughQuay[call]! += (power * stepS) / 3600;
      }
      expect(throughQuay[call]).toBeCloseTo(year.chargedKwh[call]! - year.dischargedKwh[call]!, 6);
      expect(year.unservedKwh[call]).toBeCloseTo(Math.max(0, calls.needKwh[call]! - year.gainedKwh[call]!), 5);
    }
  });
});

test('ships that stay for days: steering by the sun draws more of their energy from the sun than charging at once', async () => {
  const sunShare = async (strategy: Scenario['charging']['strategy']): Promise<number> => {
    const input = harbourInput(strategy, { berths: BERTHS.map((berth) => ({ ...berth, stayHours: 60, hotelKw: 5 })) });
    const { batteryKw } = await simulateHarbour(input);
    const { count } = input.calendar.grid;
    const { loadKw, pvProducedKw } = input.energy.areas;
    let sun = 0;
    let all = 0;
    for (let step = 0; step < count; step++) {
      const ships = Math.max(0, batteryKw[step]! + batteryKw[count + step]!);
      all += ships;
      sun += Math.min(ships, Math.max(0, pvProducedKw[step]! - loadKw[step]!));
    }
    return sun / all;
  };
  expect(await sunShare('solar-following')).toBeGreaterThan((await sunShare('uncontrolled')) + 0.05);
});

test('ships that do not use shore power ask nothing of the grid', async () => {
  const input = harbourInput('uncontrolled', { shorePowerShare: 0 });
  const year = await simulateHarbour(input);
  expect(year.batteryKw.every((power) => power === 0)).toBe(true);
  expect(hotelLoadKw(input.calls, input.scenario, input.calendar.grid.count).every((power) => power === 0)).toBe(true);
});

test('a berth with no transformer within reach is told with its place; all such berths at once', () => {
  const { scenario } = harbourInput('uncontrolled');
  const areas = {
    count: 1,
    lonDeg: Float64Array.of(5.06),
    latDeg: Float64Array.of(52.09),
  } as unknown as TransformerAreas;
  expect(() => areaOfBerths(scenario, areas)).toThrow(InputError);
  expect(() => areaOfBerths(scenario, areas)).toThrow(/berths\[0\].*\n.*berths\[1\]/);
});

test('impossible berths are refused by the schema: no power, a stay of no time, a place off the globe', () => {
  for (const change of [{ shorePowerKw: 0 }, { stayHours: 0 }, { latDeg: 91 }, { unknown: 1 }])
    expect(harbourTheme.safeParse({ berths: [{ ...BERTHS[0], ...change }] }).success).toBe(false);
});
