import { expect, test } from 'vitest';
import { CarDays } from '../../engine/charging/car-days.ts';
import { temperatureFactor } from '../../engine/charging/consumption.ts';
import { chooseDonors, PROFILES, plugInCars } from '../../engine/charging/donors.ts';
import { plugInChance } from '../../engine/charging/plug-in.ts';
import { minimumKw } from '../../engine/charging/settings.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { CancelledError } from '../../engine/core/errors.ts';
import { STAY_HOME, STAY_HUB, STAY_WORK } from '../../engine/mobility/stores.ts';
import { chargingInput, NO_AREA } from './fixtures.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test('trips of a car keep their order and length, leave within 25 minutes of the plan and never cross midnight', () => {
  const input = chargingInput({ days: 60 });
  const plugIn = plugInCars(input.population);
  const donors = chooseDonors(1, input.population, input.days, plugIn);
  const days = new CarDays(input.calendar, 1, input.days, donors, 0.6, input.areas);
  plugIn.forEach((car, i) => {
    for (let day = 0; day < 60; day++) {
      const donor = days.donor(i, car, day);
      const parking = days.parking(day);
      const first = parking.firstStay[donor]!;
      const trips = parking.firstStay[donor + 1]! - first - 1;
      let arrival = -1;
      for (let trip = 0; trip < trips; trip++) {
        const leaves = days.departureS(car, day, donor, trip, arrival);
        expect(leaves).toBeGreaterThanOrEqual(Math.max(0, arrival));
        expect(Math.abs(leaves - parking.departureS[first + trip]!)).toBeLessThanOrEqual(1500);
        arrival = leaves + parking.arrivalS[first + trip + 1]! - parking.departureS[first + trip]!;
      }
      expect(arrival).toBeLessThan(86_400);
    }
  });
});

test('a sampled car has its own day first, its other days come from cars of its zone', () => {
  const { population, days } = chargingInput();
  const plugIn = plugInCars(population);
  const donors = chooseDonors(1, population, days, plugIn);
  const { zone } = population.households;
  plugIn.forEach((car, i) => {
    expect(donors[i * PROFILES]).toBe(car);
    if (car >= population.cars.privateCount) return;
    for (let profile = 1; profile < PROFILES; profile++)
      expect(zone[population.cars.household[donors[i * PROFILES + profile]!]!]).toBe(
        zone[population.cars.household[car]!],
      );
  });
});

test('a car drives its usual day on about the stated share of days, and two weeks differ', () => {
  const input = chargingInput({ days: 365, carCount: 40, sharedCount: 0 });
  const plugIn = plugInCars(input.population);
  const donors = chooseDonors(1, input.population, input.days, plugIn);
  const days = new CarDays(input.calendar, 1, input.days, donors, 0.6, input.areas);
  let usual = 0;
  plugIn.forEach((car, i) => {
    for (let day = 0; day < 365; day++) if (days.donor(i, car, day) === car) usual++;
  });
  expect(usual / (365 * plugIn.length)).toBeGreaterThan(0.57);
  expect(usual / (365 * plugIn.length)).toBeLessThan(0.72);
});

test('clock changes: 03:00 on the day of 23 hours is the ninth quarter, on the day of 25 hours the seventeenth', () => {
  const spring = chargingInput({ start: '2025-03-30', days: 1 });
  const autumn = chargingInput({ start: '2025-10-26', days: 1 });
  const step = (input: typeof spring): number =>
    new CarDays(input.calendar, 1, input.days, new Uint32Array(0), 0.6, input.areas).stepOf(0, 3 * 3600);
  expect(step(spring)).toBe(8);
  expect(step(autumn)).toBe(16);
  expect(spring.calendar.localS[8]).toBe(3 * 3600);
  expect(autumn.calendar.localS[16]).toBe(3 * 3600);
});

test('consumption: 0.15 kWh/km in summer and 0.22 in winter for a car of 0.18 (Dutch practice)', () => {
  expect(0.18 * temperatureFactor(25)).toBeCloseTo(0.15, 12);
  expect(0.18 * temperatureFactor(-5)).toBeCloseTo(0.22, 12);
  expect(0.18 * temperatureFactor(10)).toBeCloseTo(0.185, 12);
});

test('least power is 6 A a phase at 230 V (IEC 61851-1): 1.38 and 4.14 kW', () => {
  expect(minimumKw(1)).toBeCloseTo(1.38, 12);
  expect(minimumKw(3)).toBeCloseTo(4.14, 12);
});

test('plugging in: always at a hub, nearly always when low, at work only where there is a point', () => {
  const rule = { plugInSocShare: 0.5, plugInProbability: 0.2 };
  expect(plugInChance(rule, STAY_HUB, 0.9, 7200, false)).toBe(1);
  expect(plugInChance(rule, STAY_HOME, 0.4, 36_000, false)).toBeGreaterThan(0.9);
  expect(plugInChance(rule, STAY_HOME, 0.8, 36_000, false)).toBe(0.2);
  expect(plugInChance(rule, STAY_WORK, 0.4, 36_000, false)).toBe(0);
  expect(plugInChance(rule, STAY_HOME, 0.4, 600, false)).toBe(0);
});

test('trips that a battery cannot make: battery cars charge fast on the way, plug-in hybrids burn petrol', async () => {
  const { cars } = await simulateCharging(chargingInput({ distanceFactor: 6, days: 14, hybridShare: 0.5 }));
  const { driveType } = chargingInput({ distanceFactor: 6, days: 14, hybridShare: 0.5 }).population.cars;
  let fast = 0;
  let petrol = 0;
  for (let i = 0; i < cars.carCount; i++) {
    if (driveType[cars.car[i]!] === 1) expect(cars.fastChargedKwh[i]).toBe(0);
    else expect(cars.petrolKm[i]).toBe(0);
    fast += cars.fastChargedKwh[i]!;
    petrol += cars.petrolKm[i]!;
    expect(cars.storedEndKwh[i]).toBeGreaterThanOrEqual(-1e-9);
  }
  expect(fast).toBeGreaterThan(0);
  expect(petrol).toBeGreaterThan(0);
});

test('the same seed gives the same year to the bit, another seed another year', async () => {
  const a = await simulateCharging(chargingInput({ charging: { strategy: 'solar-following' } }));
  const b = await simulateCharging(chargingInput({ charging: { strategy: 'solar-following' } }));
  const c = await simulateCharging(chargingInput({ charging: { strategy: 'solar-following' }, seed: 2 }));
  expect(b.evKw).toEqual(a.evKw);
  expect(sum(c.chargeKw)).not.toBe(sum(a.chargeKw));
});

test('common random numbers: the strategy changes power, not who drives where', async () => {
  const a = await simulateCharging(chargingInput({ days: 21 }));
  const b = await simulateCharging(chargingInput({ days: 21, charging: { strategy: 'price' } }));
  expect(b.cars.drivenKm).toEqual(a.cars.drivenKm);
});

test('halving the step keeps driven and charged energy within 3 %', async () => {
  const a = await simulateCharging(chargingInput({ days: 28, stepS: 1800 }));
  const b = await simulateCharging(chargingInput({ days: 28, stepS: 900 }));
  for (const key of ['drivenKwh', 'chargedKwh'] as const)
    expect(Math.abs(sum(a.cars[key]) / sum(b.cars[key]) - 1)).toBeLessThan(0.03);
});

test('the evening limit holds at limited points in every step of its window', async () => {
  const input = chargingInput({
    charging: { eveningLimitShare: 1, eveningLimitKw: 4.14 },
    sharedCount: 0,
    areaCount: 1,
  });
  const homeChargers = sum(input.population.cars.homeCharger);
  const year = await simulateCharging(input);
  const free = await simulateCharging(chargingInput({ sharedCount: 0, areaCount: 1 }));
  const evening = (of: typeof year): number =>
    sum(of.chargeKw.filter((_, t) => input.calendar.localS[t]! >= 16 * 3600 && input.calendar.localS[t]! < 21 * 3600));
  expect(evening(year)).toBeLessThan(0.85 * evening(free));
  for (let t = 0; t < year.chargeKw.length; t++) {
    const localS = input.calendar.localS[t]!;
    if (localS < 16 * 3600 || localS >= 21 * 3600) continue;
    expect(year.chargeKw[t]).toBeLessThanOrEqual(11 * homeChargers + 4.14 * year.connectedCars[t]! + 11 * 60);
  }
});

test('work and visits outside the district charge outside: nothing of it is on a transformer', async () => {
  const year = await simulateCharging(chargingInput({ charging: { workChargingShare: 1 } }));
  const outside = Array.from(year.sessions.chargedKwh).filter((_, s) => year.sessions.area[s] === NO_AREA);
  expect(sum(outside)).toBeGreaterThan(0);
  expect(sum(outside)).toBeCloseTo(sum(year.cars.chargedOutsideKwh) - sum(year.cars.fastChargedKwh), 1);
});

test('stopping takes effect within a simulated day', async () => {
  const stop = new AbortController();
  const input = chargingInput({ days: 365, signal: stop.signal });
  const run = simulateCharging({
    ...input,
    context: { signal: stop.signal, onProgress: ({ fraction }) => fraction > 0.01 && stop.abort() },
  });
  await expect(run).rejects.toThrow(CancelledError);
});
