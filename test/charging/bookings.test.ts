import { describe, expect, test } from 'vitest';
import { bookingM } from '../../engine/charging/bookings.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import { type ParkingStore, STAY_HUB, STAY_PUBLIC } from '../../engine/mobility/stores.ts';
import { chargingInput } from './fixtures.ts';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

test('a booking reaches to the next hub: out 12 km, on 3 km, back 10 km are 25 km; the second booking is another', () => {
  const parking = {
    firstStay: Uint32Array.of(0, 6),
    kind: Uint8Array.of(STAY_HUB, STAY_PUBLIC, STAY_PUBLIC, STAY_HUB, STAY_PUBLIC, STAY_HUB),
    drivenM: Float32Array.of(0, 12_000, 3_000, 10_000, 4_000, 4_000),
  } as Pick<ParkingStore, 'firstStay' | 'kind' | 'drivenM'> as ParkingStore;
  expect(bookingM(parking, 0, 0)).toBe(25_000);
  expect(bookingM(parking, 0, 1)).toBe(13_000);
  expect(bookingM(parking, 0, 3)).toBe(8_000);
  expect(bookingM(parking, 0, 5)).toBe(0);
});

describe('a shared car is charged for its booking by the hour it is reserved', () => {
  // Drivers are content with 30 % here; bookings of up to 195 km need more, so only the reservation can see to it.
  for (const strategy of strategyNames)
    test(strategy, async () => {
      const input = chargingInput({
        carCount: 20,
        sharedCount: 16,
        distanceFactor: 1.5,
        days: 21,
        hybridShare: 0,
        charging: { strategy, targetSocShare: 0.3, minimumSocShare: 0.2, statedDepartureErrorMin: 60 },
      });
      const three = input.population.cars.phases.map(() => 3);
      const cars = { ...input.population.cars, phases: three, maxAcKw: input.population.cars.maxAcKw.map(() => 11) };
      const year = await simulateCharging({ ...input, population: { ...input.population, cars } });
      expect(sum(year.cars.bookings!)).toBeGreaterThan(100);
      expect(sum(year.cars.bookingsShort!)).toBe(0);
      year.cars.car.forEach((car, i) => {
        if (car >= input.population.cars.privateCount) expect(year.cars.fastChargedKwh[i]).toBe(0);
        else expect(year.cars.bookings![i]).toBe(0);
      });
    });
});
