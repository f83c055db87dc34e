import { describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { balanceNotes } from '../../engine/demand/destination-notes.ts';
import { balance } from '../../engine/demand/gravity.ts';
import { smallTown, town } from './small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);
const scenario = town(['travel.sampleShare=0.3']);
const population = buildPopulation(scenario, district);
const plansOf = (dayType: number, of = scenario) => buildPlans(of, district, population, dayType, serial, context);

test('the gravity model meets origins and destinations (Furness, totals 3 × 2)', () => {
  const { flow, gap, scale, unreached } = balance(
    Float64Array.of(1, 2, 3, 1, 2, 2),
    Float64Array.of(10, 20, 30),
    Float64Array.of(35, 25),
    'work',
  );
  expect([scale, unreached]).toEqual([1, []]);
  expect(gap).toBeLessThan(1e-6);
  const column = (d: number) => flow[d]! + flow[2 + d]! + flow[4 + d]!;
  expect(column(0)).toBeCloseTo(35, 5);
  expect(column(1)).toBeCloseTo(25, 5);
  expect(flow[0]! + flow[1]!).toBeCloseTo(10, 4);
});

describe('what the destinations could not do is told, not hidden', () => {
  test('totals that no flow can meet: a gap that stays, with its place', () => {
    // The first origin reaches only the first destination, which is to get no more than half of it.
    const stuck = balance(Float64Array.of(1, 0, 1, 1), Float64Array.of(20, 10), Float64Array.of(10, 20), 'work');
    expect(stuck.gap).toBeGreaterThan(0.1);
    const [note] = balanceNotes(stuck, district.places, 'banen', 'jobs');
    expect(note!.en).toMatch(/^The distribution over jobs did not balance: .+ is [\d.]+ % off\.$/);
    expect(note!.nl).toMatch(/^De verdeling over banen kwam niet helemaal uit: .+ wijkt [\d,]+ % af\.$/);
  });

  test('more people than places, and places that nobody can reach', () => {
    const scaled = balance(Float64Array.of(1, 0), Float64Array.of(30), Float64Array.of(10, 5), 'work');
    expect([scaled.scale, scaled.unreached]).toEqual([2, [1]]);
    const notes = balanceNotes(scaled, district.places, 'banen', 'jobs').map(({ en }) => en);
    expect(notes[0]).toBe('People and jobs differ in number: those of each destination were multiplied by 2.');
    expect(notes.at(-1)).toBe(
      `Destinations with jobs that cannot be reached from anywhere: 1 (${district.places.name[1]}).`,
    );
  });

  test('a district without students says where its students go', async () => {
    const places = { ...district.places, students: new Float64Array(district.places.count) };
    const plans = await buildPlans(scenario, { ...district, places }, population, 0, serial, context);
    expect(plans.notes!.map(({ en }) => en)).toContain(
      'No destination has students (column students): students go to secondary schools.',
    );
  });
});

test('a plan starts and ends at home and runs forward in time', async () => {
  const plans = await plansOf(0);
  for (let p = 0; p < population.persons.count; p++) {
    const from = plans.firstActivity[p]!;
    const to = plans.firstActivity[p + 1]!;
    if (from === to) continue;
    const home = population.households.homeNode[population.persons.household[p]!];
    expect(plans.kind[from]).toBe(0);
    expect(plans.kind[to - 1]).toBe(0);
    expect(plans.node[from]).toBe(home);
    expect(plans.node[to - 1]).toBe(home);
    for (let a = from; a < to; a++) {
      expect(plans.endS[a]!).toBeGreaterThanOrEqual(plans.startS[a]!);
      if (a > from) expect(plans.startS[a]!).toBeGreaterThanOrEqual(plans.endS[a - 1]!);
    }
  }
});

test('nobody outside the sample has a plan', async () => {
  const plans = await plansOf(1);
  for (let p = 0; p < population.persons.count; p++)
    if (population.households.inSample[population.persons.household[p]!] === 0)
      expect(plans.firstActivity[p + 1]).toBe(plans.firstActivity[p]);
});

/** Trips per sampled person and share of departures by hour. */
async function profile(dayType: number): Promise<{ perPerson: number; byHour: number[] }> {
  const plans = await plansOf(dayType);
  let trips = 0;
  let sampled = 0;
  const byHour = new Array<number>(30).fill(0);
  for (let p = 0; p < population.persons.count; p++) {
    if (population.households.inSample[population.persons.household[p]!] === 0) continue;
    sampled++;
    for (let a = plans.firstActivity[p]!; a + 1 < plans.firstActivity[p + 1]!; a++) {
      trips++;
      byHour[Math.min(29, Math.floor(plans.endS[a]! / 3600))]!++;
    }
  }
  return { perPerson: trips / sampled, byHour: byHour.map((n) => n / trips) };
}

test('trips per person and day average 2.7 over the week within 0.25 (CBS ODiN 2023)', async () => {
  const [weekday, saturday, sunday] = await Promise.all([profile(0), profile(1), profile(2)]);
  const week = (5 * weekday.perPerson + saturday.perPerson + sunday.perPerson) / 7;
  expect(Math.abs(week - 2.7)).toBeLessThan(0.25);
  expect(sunday.perPerson).toBeLessThan(weekday.perPerson);
});

test('weekday departures peak in hour 8 and in hours 16–17 at 8–13 % each (ODiN 2023: 10–11 % and 9–10 %)', async () => {
  const { byHour } = await profile(0);
  expect(byHour[8]!).toBeGreaterThan(0.08);
  expect(byHour[8]!).toBeLessThan(0.135);
  for (const hour of [16, 17]) {
    expect(byHour[hour]!).toBeGreaterThan(0.07);
    expect(byHour[hour]!).toBeLessThan(0.12);
  }
});

test('workplaces stay the same on every day', async () => {
  const [weekday, saturday] = [await plansOf(0), await plansOf(1)];
  const workplace = (plans: typeof weekday, p: number): number => {
    for (let a = plans.firstActivity[p]!; a < plans.firstActivity[p + 1]!; a++)
      if (plans.kind[a] === 1) return plans.place[a]!;
    return -1;
  };
  let both = 0;
  for (let p = 0; p < population.persons.count; p++) {
    const a = workplace(weekday, p);
    const b = workplace(saturday, p);
    if (a < 0 || b < 0) continue;
    both++;
    expect(a).toBe(b);
  }
  expect(both).toBeGreaterThan(20);
});

test('a district without shops is refused by name', async () => {
  const broken = smallTown();
  broken.places.shopVisits.fill(0);
  await expect(buildPlans(scenario, broken, population, 0, serial, context)).rejects.toThrow(/places.shopVisits/);
});
