import { expect, test } from 'vitest';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { Population } from '../../engine/demand/population.ts';
import { winners } from '../../engine/demand/quota.ts';
import { rake, roundCumulatively } from '../../engine/demand/raking.ts';
import { smallTown, town } from './small-town.ts';

const district = smallTown();
const base = buildPopulation(town(), district);

test('raking meets row and column totals of a two-way table, as iterative proportional fitting does (hand calculation)', () => {
  // Seed 1 everywhere; rows 30 and 70, columns 40 and 60: the fitted table is rows × columns / 100.
  const cell = (flags: number[]) => Float64Array.from(flags);
  const weight = rake(Float64Array.of(1, 1, 1, 1), [
    { name: 'row 1', feature: cell([1, 1, 0, 0]), target: 30 },
    { name: 'row 2', feature: cell([0, 0, 1, 1]), target: 70 },
    { name: 'column 1', feature: cell([1, 0, 1, 0]), target: 40 },
    { name: 'column 2', feature: cell([0, 1, 0, 1]), target: 60 },
  ]);
  expect([...weight].map((w) => Math.round(w * 1e6) / 1e6)).toEqual([12, 18, 28, 42]);
});

test('cumulative rounding keeps the sum and every prefix within one half', () => {
  const weight = Float64Array.from({ length: 500 }, (_, i) => ((i * 7919) % 13) / 10);
  const counts = roundCumulatively(weight);
  let sum = 0;
  let given = 0;
  counts.forEach((count, i) => {
    sum += weight[i]!;
    given += count;
    expect(Math.abs(sum - given)).toBeLessThanOrEqual(0.5 + 1e-9);
  });
});

test('a higher quota only adds winners', () => {
  const times = Float64Array.from({ length: 200 }, (_, i) => (i * 7919) % 211);
  const few = winners(times, 40);
  const many = winners(times, 90);
  expect(few.reduce((a, b) => a + b, 0)).toBe(40);
  expect(few.every((flag, i) => flag === 0 || many[i] === 1)).toBe(true);
});

test('households and persons of every zone are met exactly', () => {
  for (const fit of base.fit) {
    expect(fit.households).toBe(fit.householdsWanted);
    expect(fit.persons).toBe(fit.personsWanted);
  }
});

test('ages, one-person households, incomes, licences and cars come within 2 % of a zone total (plus 3 for rounding)', () => {
  for (const { wanted, made, name } of base.residuals)
    expect(Math.abs(made - wanted), name).toBeLessThanOrEqual(3 + 0.02 * wanted);
});

test('the same household is in the sample in each scenario', () => {
  const other = buildPopulation(
    town(['population.batteryCarShare=0.5', 'population.carOwnershipFactor=0.7']),
    district,
  );
  expect(other.households.inSample).toEqual(base.households.inSample);
  expect(other.persons.ageYears).toEqual(base.persons.ageYears);
  const sampled = base.households.inSample.reduce((a, b) => a + b, 0);
  expect(Math.abs(sampled - 0.1 * base.households.count)).toBeLessThanOrEqual(2);
});

const chargeable = (population: Population): Set<number> => {
  const { cars } = population;
  return new Set([...cars.key].filter((_, car) => car < cars.privateCount && cars.driveType[car] === 2));
};

test('more battery cars turn petrol cars electric and leave electric ones as they are', () => {
  const more = buildPopulation(town(['population.batteryCarShare=0.3']), district);
  const before = chargeable(base);
  const after = chargeable(more);
  expect(after.size).toBeGreaterThan(before.size);
  for (const key of before) expect(after.has(key)).toBe(true);
  expect(Math.abs(after.size - 0.3 * more.cars.privateCount)).toBeLessThanOrEqual(1);
});

test('fewer cars take cars away and give nobody one', () => {
  const fewer = buildPopulation(town(['population.carOwnershipFactor=0.8']), district);
  for (let h = 0; h < base.households.count; h++)
    expect(fewer.households.cars[h]!).toBeLessThanOrEqual(base.households.cars[h]!);
});

test('more panels only add panels, and their share is that of the zone', () => {
  const more = buildPopulation(town(['solar.dwellingFactor=1.5']), district);
  base.households.pvKwp.forEach((kwp, h) => {
    if (kwp > 0) expect(more.households.pvKwp[h]).toBe(kwp);
  });
  const west = [...base.households.zone.keys()].filter((h) => base.households.zone[h] === 0);
  const share = west.filter((h) => base.households.pvKwp[h]! > 0).length / west.length;
  expect(share).toBeCloseTo(0.5, 2);
});

test('homes stand on streets whose middle lies in their own zone', () => {
  const { homeLonDeg, zone } = base.households;
  const middle = 5.03 + 7.5 * 0.00219;
  const halfLink = 0.6 * 0.00219;
  for (let h = 0; h < base.households.count; h++)
    expect(zone[h] === 0 ? homeLonDeg[h]! - middle : middle - homeLonDeg[h]!).toBeLessThan(halfLink);
});

test('electricity keeps the mean of the zone', () => {
  const { electricityKwhPerYear, zone, count } = base.households;
  let sum = 0;
  let homes = 0;
  for (let h = 0; h < count; h++)
    if (zone[h] === 1) {
      sum += electricityKwhPerYear[h]!;
      homes++;
    }
  expect(sum / homes).toBeCloseTo(2200, 0);
});

test('a zone with residents but no households is refused by name', () => {
  const broken = smallTown();
  broken.zones.households[1] = 0;
  expect(() => buildPopulation(town(), broken)).toThrow(/zones\[1\] East — has residents but no households/);
});
