import { expect, test } from 'vitest';
import { hoursOf } from '../../desktop/renderer/src/map/charger-hours.ts';

const DAY_S = 1_750_000_000 - (1_750_000_000 % 86_400);
const at = (hour: number): number => DAY_S + 3600 * hour;

test('a car that stands from 8:30 to 10:00 and takes 9 kWh counts half an hour and one, 3 and 6 kWh (by hand)', () => {
  const { cars, kwh } = hoursOf([{ fromS: at(8.5), untilS: at(10), kwh: 9 }], DAY_S);
  expect(cars.slice(7, 11)).toEqual([0, 0.5, 1, 0]);
  expect(kwh.slice(7, 11)).toEqual([0, 3, 6, 0]);
});

test('of a stay over midnight only the hours of the day count, and what is given back is below zero', () => {
  const { cars, kwh } = hoursOf([{ fromS: at(-2), untilS: at(2), kwh: -8 }], DAY_S);
  expect(cars.slice(0, 3)).toEqual([1, 1, 0]);
  expect(kwh.slice(0, 3)).toEqual([-2, -2, 0]);
});
