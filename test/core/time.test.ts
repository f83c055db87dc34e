import { expect, test } from 'vitest';
import { dutchHolidays, makeCalendar, SUNDAY, WEEKDAY } from '../../engine/core/time.ts';

test('2025 in Amsterdam has 35,040 quarter-hours, a day of 92 on 30 March and one of 100 on 26 October', () => {
  const calendar = makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam');
  expect(calendar.grid.count).toBe(35_040);
  const length = (date: string): number => {
    const day = calendar.date.indexOf(date);
    return calendar.firstStepOfDay[day + 1]! - calendar.firstStepOfDay[day]!;
  };
  expect(length('2025-03-30')).toBe(92);
  expect(length('2025-10-26')).toBe(100);
  expect(length('2025-03-29')).toBe(96);
});

test('1 January 2025 in Amsterdam begins at 2024-12-31T23:00Z and is a holiday, 2 January a weekday', () => {
  const calendar = makeCalendar('2025-01-01', 2, 900, 'Europe/Amsterdam');
  expect(calendar.grid.startUtcS).toBe(Date.UTC(2024, 11, 31, 23) / 1000);
  expect([...calendar.dayType]).toEqual([SUNDAY, WEEKDAY]);
});

test('Dutch holidays of 2025 and 2014 (King’s Day moved to Saturday 26 April in 2014)', () => {
  expect([...dutchHolidays(2025)]).toEqual([
    '2025-01-01',
    '2025-04-20',
    '2025-04-21',
    '2025-04-26',
    '2025-05-29',
    '2025-06-08',
    '2025-06-09',
    '2025-12-25',
    '2025-12-26',
  ]);
  expect(dutchHolidays(2014).has('2014-04-26')).toBe(true);
});

test('the hour that is missing in spring is skipped on the wall clock and the hour that comes twice is shown twice', () => {
  const spring = makeCalendar('2025-03-30', 1, 3600, 'Europe/Amsterdam');
  expect([...spring.localS].slice(0, 4).map((s) => s / 3600)).toEqual([0, 1, 3, 4]);
  const autumn = makeCalendar('2025-10-26', 1, 3600, 'Europe/Amsterdam');
  expect([...autumn.localS].slice(0, 5).map((s) => s / 3600)).toEqual([0, 1, 2, 2, 3]);
});
