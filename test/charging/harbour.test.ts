/** The harbour: ships' calls, and their batteries on the same strategies and transformers as cars. */
import { describe, expect, test } from 'vitest';
import { withBerths } from '../../engine/charging/harbour.ts';
import { hotelLoadKw, makeCalls, shoreHotelKw } from '../../engine/charging/harbour-calls.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { type ChargingInput, simulateCharging } from '../../engine/charging/year.ts';
import { InputError } from '../../engine/core/errors.ts';
import type { TransformerAreas } from '../../engine/grid/areas.ts';
import { areaOfBerths } from '../../engine/joints.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { harbourTheme } from '../../engine/scenario/themes/harbour.ts';
import { chargingInput, type Fixture } from './fixtures.ts';

const BERTHS = [
  { name: 'Kade', lonDeg: 5, latDeg: 52, shorePowerKw: 44, callsPerWeek: 3, stayHours: 18, hotelKw: 8 },
  { name: 'Cruise', lonDeg: 5, latDeg: 52, shorePowerKw: 100, callsPerWeek: 2, stayHours: 14, hotelKw: 120 },
];
const DAYS = 56;

type Quay = ChargingInput & { readonly harbour: NonNullable<ChargingInput['harbour']> };

/** A quay at the first of two transformers; no cars unless asked for. */
function quay(
  strategy: Scenario['charging']['strategy'],
  levers: Record<string, unknown> = {},
  fixture: Fixture = {},
): Quay {
  const input = chargingInput({
    days: DAYS,
    start: '2025-05-15',
    areaCount: 2,
    limitKw: 250,
    carCount: 0,
    sharedCount: 0,
    ...fixture,
    charging: { strategy, fixedLossW: 0, standbyW: 0, ...fixture.charging },
  });
  const scenario: Scenario = {
    ...input.scenario,
    harbour: harbourTheme.parse({ berths: BERTHS, electricShipShare: 0.5, shipBatteryKwh: 400, ...levers }),
  };
  const calls = makeCalls(scenario, input.calendar);
  const areaOfBerth = Uint32Array.of(0, 0);
  const hotelKw = hotelLoadKw(calls, scenario, input.calendar.grid.count);
  return {
    ...input,
    scenario,
    energy: withBerths(input.energy, areaOfBerth, hotelKw),
    harbour: { calls, areaOfBerth },
  };
}

describe('calls of ships', () => {
  const {
    harbour: { calls },
    scenario,
    calendar,
  } = quay('uncontrolled');

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
    const input = quay(strategy, { shipsDischarge: true });
    const year = (await simulateCharging(input)).harbour!;
    const { calls } = input.harbour;
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

test.each(['uncontrolled', 'mpc', 'v2g-self-consumption', 'v2g-mpc'] as const)(
  'losses that depend on power, %s: charged = discharged + lost + gained of every call to 1e-9, and more is lost than without',
  async (strategy) => {
    const lossy = (await simulateCharging(quay(strategy, { shipsDischarge: true }, { charging: { fixedLossW: 250 } })))
      .harbour!;
    const [charged, discharged, lost] = [lossy.chargedKwh, lossy.dischargedKwh, lossy.lostKwh].map((values) =>
      values.reduce((sum, value) => sum + value, 0),
    );
    for (let call = 0; call < lossy.calls.count; call++) {
      const rest = lossy.chargedKwh[call]! - lossy.dischargedKwh[call]! - lossy.lostKwh[call]! - lossy.gainedKwh[call]!;
      expect(Math.abs(rest)).toBeLessThan(1e-9 * Math.max(1, charged!));
    }
    const eta = quay(strategy).scenario.charging.oneWayEfficiencyShare;
    expect(charged).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(charged! * (1 - eta) + discharged! * (1 / eta - 1) + 0.25);
  },
);

test('ships that stay for days: steering by the sun draws more of their energy from the sun than charging at once', async () => {
  const sunShare = async (strategy: Scenario['charging']['strategy']): Promise<number> => {
    const input = quay(strategy, { berths: BERTHS.map((berth) => ({ ...berth, stayHours: 60, hotelKw: 5 })) });
    const { batteryKw } = (await simulateCharging(input)).harbour!;
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
  const input = quay('uncontrolled', { shorePowerShare: 0 });
  const year = (await simulateCharging(input)).harbour!;
  expect(year.batteryKw.every((power) => power === 0)).toBe(true);
  expect(
    hotelLoadKw(input.harbour.calls, input.scenario, input.calendar.grid.count).every((power) => power === 0),
  ).toBe(true);
});

describe('ships and cars at one transformer', () => {
  const busy: Fixture = { carCount: 160, days: 14, limitKw: 190, hybridShare: 0 };
  const allDay = { electricShipShare: 1, shipBatteryKwh: 1500, shorePowerShare: 1 };
  const withoutShips = ({ harbour: _, ...rest }: Quay): ChargingInput => rest;

  test.each(strategyNames)('%s: a quay where no ship wants anything changes no car, to the bit', async (strategy) => {
    const input = quay(strategy, { electricShipShare: 0 }, { carCount: 40, days: 7 });
    const year = await simulateCharging(input);
    const alone = await simulateCharging(withoutShips(input));
    expect(year.evKw).toEqual(alone.evKw);
    expect(year.cars).toEqual(alone.cars);
  });

  test.each(['fair-share', 'least-laxity', 'earliest-deadline', 'peak-shaving'] as const)(
    '%s: load, cars and ships together stay within the transformer wherever the load alone does',
    async (strategy) => {
      const input = quay(strategy, allDay, busy);
      const { evKw, harbour } = await simulateCharging(input);
      const { count } = input.calendar.grid;
      const { loadKw, pvProducedKw } = input.energy.areas;
      let ships = 0;
      let full = 0;
      for (let step = 0; step < count; step++) {
        const quayKw = harbour!.batteryKw[step]! + harbour!.batteryKw[count + step]!;
        const house = loadKw[step]! - pvProducedKw[step]!;
        const limit = input.areas.limitKw[0]!;
        if (quayKw > 0) ships++;
        if (house + evKw[step]! + quayKw > limit - 5) full++;
        if (house <= limit) expect(house + evKw[step]! + quayKw).toBeLessThanOrEqual(limit + 1e-3);
      }
      expect(ships).toBeGreaterThan(100);
      if (strategy !== 'peak-shaving') expect(full).toBeGreaterThan(20);
    },
  );

  test('fair-share: nobody goes first: with ships cars are charged later, with cars ships are', async () => {
    const input = quay('fair-share', allDay, busy);
    const both = await simulateCharging(input);
    const cars = await simulateCharging(withoutShips(input));
    const ships = (await simulateCharging(quay('fair-share', allDay, { ...busy, carCount: 0 }))).harbour!;
    const { count } = input.calendar.grid;
    const later = (a: ArrayLike<number>, b: ArrayLike<number>, rows: number): number => {
      // Energy had by each step, summed: smaller when it comes later.
      let [had, sum] = [0, 0];
      for (let step = 0; step < count; step++)
        for (let row = 0; row < rows; row++) {
          had += a[row * count + step]! - b[row * count + step]!;
          sum += had;
        }
      return sum;
    };
    expect(later(both.evKw, cars.evKw, 1)).toBeLessThan(-1);
    expect(later(both.harbour!.batteryKw, ships.batteryKw, 2)).toBeLessThan(-1);
    expect(both.cars.chargedKwh.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    expect(both.harbour!.chargedKwh.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  });

  test('the operator’s room for flexible load is one for both: cars and ships together keep to it', async () => {
    const made = quay('uncontrolled', allDay, busy);
    const count = made.areas.areaOfNode.length;
    const input: ChargingInput = {
      ...made,
      areas: {
        ...made.areas,
        places: {
          jointOfHousehold: new Uint32Array(busy.carCount!).fill(0xffffffff),
          jointOfNode: new Uint32Array(count).fill(0xffffffff),
          jointOfHub: new Uint32Array(3).fill(0xffffffff),
          feederOfJoint: new Uint32Array(0),
          feederCount: 0,
          limits: { areaKw: () => 60, feederKw: () => Number.POSITIVE_INFINITY, droopShare: null },
        },
      },
    };
    const { evKw, harbour } = await simulateCharging(input);
    const steps = input.calendar.grid.count;
    let most = 0;
    let shared = 0;
    for (let step = 0; step < steps; step++) {
      const quayKw = harbour!.batteryKw[step]! + harbour!.batteryKw[steps + step]!;
      most = Math.max(most, evKw[step]! + quayKw);
      if (quayKw > 0 && evKw[step]! > 0) shared++;
    }
    expect(most).toBeLessThanOrEqual(60 + 1e-4);
    expect(most).toBeGreaterThan(55);
    expect(shared).toBeGreaterThan(50);
  });
});

test('a berth with no transformer within reach is told with its place; all such berths at once', () => {
  const { scenario } = quay('uncontrolled');
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
