import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageingEur, calendarLossShare, cyclicLossShare } from '../../engine/charging/ageing.ts';
import { acceptedKw, makeCurve, takenKw, vehicleTypes } from '../../engine/charging/charge-curve.ts';
import { deliver } from '../../engine/charging/deliver.ts';
import { FLEET_CURVES, fleetCurveOf } from '../../engine/charging/fleet-curves.ts';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { chargeEfficiency, dischargeEfficiency, plainPhysics } from '../../engine/charging/physics.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import type { Site } from '../../engine/charging/site.ts';
import { recordsCalendar, sessionsOnGrid } from '../../engine/charging/site-from-records.ts';
import { SiteSessions } from '../../engine/charging/site-sessions.ts';
import { strategyByName, strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { InputError } from '../../engine/core/errors.ts';
import { parseSessions } from '../../engine/io/sessions.ts';
import { chargingInput, scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const settings = chargingSettings(scenarioWith({}));
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** Hyundai Kona 64 kWh above 88 %, from open-ev-data: 25 kW falling to 8 kW. */
const kona = makeCurve([
  { percentage: 0, powerKw: 70 },
  { percentage: 78, powerKw: 25 },
  { percentage: 88, powerKw: 25 },
  { percentage: 100, powerKw: 8 },
]);

test('taper by hand: P falls from 25 to 8 kW over 7.68 kWh, so filling takes 7.68 / 17 · ln(25 / 8) = 0.515 h', () => {
  const hours = (7.68 / 17) * Math.log(25 / 8);
  expect(takenKw(kona, 64, 0.88 * 64, 50, hours) * hours).toBeCloseTo(7.68, 1);
  expect(acceptedKw(kona, 0.94)).toBeCloseTo(16.5, 12);
});

test('power from the battery’s curve is never above it, never above what is offered, and two half steps take what one step takes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 1, max: 150, noNaN: true }),
      (soc, offered) => {
        for (const curve of FLEET_CURVES) {
          const whole = takenKw(curve, 60, soc * 60, offered, 0.25);
          expect(whole).toBeLessThanOrEqual(offered + 1e-12);
          expect(soc * 60 + whole * 0.25).toBeLessThanOrEqual(60 + 1e-9);
          const first = takenKw(curve, 60, soc * 60, offered, 0.125) * 0.125;
          const second = takenKw(curve, 60, soc * 60 + first, offered, 0.125) * 0.125;
          expect(Math.abs(first + second - whole * 0.25)).toBeLessThan(0.01 * Math.max(1, whole * 0.25));
        }
      },
    ),
  );
});

test('losses by power: 93.3 % less 150 W is 91.9 % at 11 kW and 82.4 % at 1.38 kW (6 A, one phase), as measured cars fall off', () => {
  const physics = { ...plainPhysics(0.933), fixedLossKw: 0.15 };
  expect(chargeEfficiency(physics, 11)).toBeCloseTo(0.933 - 0.15 / 11, 12);
  expect(chargeEfficiency(physics, 1.38)).toBeCloseTo(0.8243, 4);
  // Schram et al. (2020): 79.1–87.8 % round trip.
  const roundTrip = (kw: number): number => chargeEfficiency(physics, kw) * dischargeEfficiency(physics, kw);
  expect(roundTrip(11)).toBeGreaterThan(0.84);
  expect(roundTrip(4.14)).toBeGreaterThan(0.791);
  expect(roundTrip(4.14)).toBeLessThan(0.84);
});

test('one step by hand: 10 kW for an hour at 90 % less 0.5 kW stores 8.5 kWh; giving 5 kW takes 5 / 0.9 + 0.5 = 6.06 kWh', () => {
  const sessions = new SiteSessions();
  const at = sessions.add(0, () => {});
  sessions.ceilingKwh[at] = sessions.targetKwh[at] = 40;
  sessions.capacityKwh[at] = 50;
  sessions.storedKwh[at] = 20;
  sessions.maximumKw[at] = 11;
  sessions.maximumDischargeKw[at] = 11;
  const out = { chargeKw: 0, dischargeKw: 0, fixedLossKw: 0 };
  const physics = { ...plainPhysics(0.9), fixedLossKw: 0.5 };
  deliver(sessions, Float64Array.of(10), 1, physics, out);
  expect(sessions.storedKwh[at]).toBeCloseTo(28.5, 12);
  deliver(sessions, Float64Array.of(-5), 1, physics, out);
  expect(sessions.storedKwh[at]).toBeCloseTo(28.5 - 5 / 0.9 - 0.5, 12);
  deliver(sessions, Float64Array.of(Number.NaN), 1, physics, out);
  expect(sessions.storedKwh[at]).toBeCloseTo(28.5 - 5 / 0.9 - 0.5, 12);
});

test('ageing by hand: 4,000 full cycles, or 20 years at half charge, cost the whole battery; kept full it is gone in two thirds', () => {
  const model = { cycleLife: 4000, calendarLifeYears: 20, batteryEurPerKwh: 120 };
  expect(ageingEur(model, 50, cyclicLossShare(model, 50, 2 * 50 * 4000))).toBeCloseTo(6000, 9);
  expect(ageingEur(model, 50, calendarLossShare(model, 0.5, 20 * 8766))).toBeCloseTo(6000, 9);
  expect(calendarLossShare(model, 1, 8766) / calendarLossShare(model, 0.5, 8766)).toBeCloseTo(1.5, 12);
  // One discharged kWh and its replacement cost what the lever wearEurPerKwh says.
  expect(ageingEur(model, 50, cyclicLossShare(model, 50, 2))).toBeCloseTo(0.03, 12);
});

test('a fleet table that is wrong is refused with every car named', () => {
  const car = { brand: 'A', model: 'b', vehicle_type: 'car', usable_battery_size: 50, ac_charger: { max_power: 11 } };
  const bad = {
    data: [
      car,
      { ...car, usable_battery_size: Number.NaN },
      { ...car, dc_charger: { charging_curve: [{ percentage: 120, power: 5 }] } },
      { ...car, vehicle_type: 'motorbike', usable_battery_size: -1 },
    ],
  };
  expect(() => vehicleTypes(bad, 'cars.json')).toThrow(InputError);
  expect(() => vehicleTypes(bad, 'cars.json')).toThrow(/data\[1\].*[\s\S]*data\[2\]/);
  expect(() => vehicleTypes([], 'cars.json')).toThrow(/must be a list/);
  expect(vehicleTypes({ data: [car] }, 'cars.json')[0]!.curve[50]).toBe(11);
});

const table = new URL('../../../shared/data/energy/ev_models/open-ev-data_ev-data.json.gz', import.meta.url);
describe.skipIf(!existsSync(table))('open-ev-data (skipped without the shared data)', () => {
  test('all its cars are read: an ID.3 of 58 kWh takes 50 kW at 80 %', () => {
    const types = vehicleTypes(JSON.parse(gunzipSync(readFileSync(table)).toString()), 'open-ev-data');
    expect(types.length).toBeGreaterThan(1000);
    const id3 = types.find(({ name }) => name === 'Volkswagen ID.3 58 kWh')!;
    expect(acceptedKw(id3.curve, 0.8)).toBe(50);
    expect(FLEET_CURVES[fleetCurveOf(58)]).toEqual(id3.curve);
  });
});

/** The random site with losses, standby, curves and batteries a fifth above the target. */
function lossy(site: Site): Site {
  const { sessions } = site;
  const capacityKwh = sessions.targetKwh.map((target) => target / 0.85);
  return {
    ...site,
    physics: { efficiencyShare: site.efficiencyShare, fixedLossKw: 0.15, standbyKw: 0.005, curves: [kona] },
    sessions: {
      ...sessions,
      capacityKwh,
      ceilingKwh: capacityKwh.slice(),
      curve: new Int16Array(sessions.count),
      maximumKw: sessions.maximumKw.map((_, s) => (s % 5 === 0 ? 50 : 11)),
    },
  };
}

test.each(strategyNames)(
  '%s with losses by power, taper, standby and a ceiling above the target: the ledger closes, nothing is broken',
  (name) => {
    for (const seed of [1, 2, 3]) {
      const site = lossy(randomSite({ seed, sessions: 15, pvFactor: 2, steps: 192 }));
      const run = runStrategy(site, strategyByName(name), settings);
      expect(run.ledger.relativeError).toBeLessThan(1e-6);
      for (let s = 0; s < site.sessions.count; s++) {
        expect(run.endKwh[s]).toBeLessThanOrEqual(site.sessions.ceilingKwh![s]! + 1e-9);
        expect(run.endKwh[s]).toBeGreaterThan(
          Math.min(site.sessions.floorKwh[s]!, site.sessions.initialKwh[s]!) - 1e-6,
        );
      }
      expect(run.ledger.lossKwh).toBeGreaterThan(run.chargedKwh * (1 - site.efficiencyShare));
    }
  },
);

test('with losses, taper and standby no strategy beats the optimum, which goes without them', async () => {
  const site = lossy(randomSite({ seed: 4, sessions: 12, pvFactor: 2, steps: 192 }));
  const optimum = await solveOptimum(site, 'cost', 1e-5);
  for (const name of strategyNames) {
    const run = runStrategy(site, strategyByName(name), settings);
    if (run.drivers.unservedKwh > 0) continue;
    expect(run.costEur).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-6);
  }
});

test('a ceiling above the target never worsens the optimum, and lets solar-following store more sun', async () => {
  const plain = randomSite({ seed: 5, sessions: 12, pvFactor: 3, steps: 192 });
  const ceilingKwh = plain.sessions.targetKwh.map((target) => target * 1.2);
  const raised: Site = { ...plain, sessions: { ...plain.sessions, ceilingKwh } };
  for (const objective of ['cost', 'self-consumption', 'peak'] as const) {
    const a = await solveOptimum(plain, objective, 1e-6);
    const b = await solveOptimum(raised, objective, 1e-6);
    expect(b.lowerBound).toBeLessThanOrEqual(a.objective + 1e-6 * Math.abs(a.objective) + 1e-9);
  }
  const sun = (site: Site): number =>
    runStrategy(site, strategyByName('solar-following'), settings).selfConsumptionShare;
  expect(sun(raised)).toBeGreaterThan(sun(plain));
});

test('a year with losses by power and standby: each car’s books close to 1e-6, cost more energy and age every battery', async () => {
  const lossyYear = await simulateCharging(
    chargingInput({ days: 14, charging: { strategy: 'v2g-peak-shaving', fixedLossW: 200, standbyW: 10 } }),
  );
  const plainYear = await simulateCharging(chargingInput({ days: 14, charging: { strategy: 'v2g-peak-shaving' } }));
  const { cars } = lossyYear;
  for (let i = 0; i < cars.carCount; i++) {
    const inKwh = cars.chargedKwh[i]! + cars.chargedOutsideKwh[i]!;
    const out = cars.dischargedKwh[i]! + cars.drivenKwh[i]! + cars.lostKwh[i]!;
    expect(Math.abs(inKwh - out - cars.storedEndKwh[i]! + cars.storedStartKwh[i]!)).toBeLessThan(
      1e-6 * Math.max(1, inKwh),
    );
    expect(lossyYear.drivers!.ageingEur[i]).toBeGreaterThan(0);
    expect(lossyYear.drivers!.calendarLossShare[i]).toBeLessThan(0.2 * (14 / 365) * (1.5 / 20));
  }
  expect(sum(cars.lostKwh)).toBeGreaterThan(sum(plainYear.cars.lostKwh));
  // What is metered at the transformers is what the cars' books say.
  expect(sum(lossyYear.chargeKw) * 0.25).toBeCloseTo(sum(cars.chargedKwh), 3);
  expect(lossyYear.storedKwh.at(-1)).toBeCloseTo(sum(cars.storedEndKwh), 3);
});

test('several types of car: drivers have them in equal shares, and each driver keeps his own', () => {
  const rows = Array.from({ length: 60 }, (_, n) => {
    const day = String(2 + Math.floor(n / 20)).padStart(2, '0');
    return `s${n};${n % 20};2025-06-${day} 08:00;2025-06-${day} 17:00;5;driver ${n % 20}`;
  });
  const { records } = parseSessions(`id;point;arrival;departure;energyKwh;user\n${rows.join('\n')}\n`, 'sessions.csv', {
    timeZone: 'Europe/Amsterdam',
  });
  const { sessions, record } = sessionsOnGrid(records, recordsCalendar(records, 900, 'Europe/Amsterdam'), {
    efficiencyShare: 0.93,
    targetSocShare: 0.8,
    minimumSocShare: 0.2,
    batteryKwh: 58,
    chargerKw: 11,
    dischargeKw: 10,
    v2gShare: 0,
    longestStayH: 48,
    seed: 1,
    types: [
      { batteryKwh: 41, maximumAcKw: 22 },
      { batteryKwh: 77, maximumAcKw: 7.4 },
    ],
  });
  const first = Array.from(sessions.curve!.slice(0, 20));
  expect(new Set(first)).toEqual(new Set([0, 1]));
  for (let s = 0; s < sessions.count; s++) {
    const type = sessions.curve![s]!;
    expect(sessions.capacityKwh![s]).toBe(type === 0 ? 41 : 77);
    expect(sessions.maximumKw[s]).toBe(type === 0 ? 11 : 7.4);
  }
  const ofDriver = new Map<string, number>();
  for (let s = 0; s < sessions.count; s++) {
    const driver = records.user[record[s]!]!;
    expect(ofDriver.get(driver) ?? sessions.curve![s]).toBe(sessions.curve![s]);
    ofDriver.set(driver, sessions.curve![s]!);
  }
});
