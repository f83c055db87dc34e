import { expect, test } from 'vitest';
import { collectResult } from '../../engine/results/collect.ts';
import { dayWeights, sampleOf } from '../../engine/results/parts.ts';
import { travellerGroups } from '../../engine/results/travellers.ts';
import { smallParts } from './small-run.ts';

const groupsOf = () => {
  const parts = smallParts();
  return {
    parts,
    groups: travellerGroups(parts, dayWeights(parts.energy.calendar), sampleOf(parts.population)),
  };
};

test('every dimension counts the same trips, kilometres and money: groups divide, they do not lose', () => {
  const { groups } = groupsOf();
  const byDimension = new Map<string, { trips: number; km: number; co2: number }>();
  for (const { dimension, trips, km, co2Kg } of groups) {
    const sum = byDimension.get(dimension) ?? { trips: 0, km: 0, co2: 0 };
    byDimension.set(dimension, { trips: sum.trips + trips, km: sum.km + km, co2: sum.co2 + co2Kg });
  }
  const first = byDimension.get('income')!;
  expect(first.trips).toBeGreaterThan(0);
  for (const sum of byDimension.values()) {
    expect(sum.trips).toBeCloseTo(first.trips, 9);
    expect(sum.km).toBeCloseTo(first.km, 9);
    expect(sum.co2).toBeCloseTo(first.co2, 9);
  }
});

test('the trips of all groups by distance are the trips per day of the indicators', () => {
  const { parts, groups } = groupsOf();
  const { travelScale } = sampleOf(parts.population);
  const trips = groups.filter(({ dimension }) => dimension === 'distance').reduce((sum, g) => sum + g.trips, 0);
  expect(trips * travelScale).toBeCloseTo(collectResult(parts).indicators['tripsPerDay']!.value, 6);
});

test('access and accounts appear as tables and indicators when access was computed', () => {
  const parts = smallParts();
  const { zones } = parts.district;
  const access = {
    jobsShare: new Float64Array(zones.count * 8).fill(0.25),
    facilitiesShare: new Float64Array(zones.count * 8).fill(0.5),
  };
  const { tables, indicators } = collectResult({ ...parts, access });
  const names = tables.map(({ name }) => name);
  for (const name of ['travellers', 'accounts', 'access']) expect(names).toContain(name);
  expect(indicators['jobsWithin45MinTransit']!.value).toBeCloseTo(0.25, 12);
  expect(indicators['facilitiesWithin30MinBest']!.value).toBeCloseTo(0.5, 12);
  // Everybody reaches the same: no inequality, and the top tenth holds a quarter of what the bottom four tenths hold.
  expect(indicators['accessGiniJobs']!.value).toBeCloseTo(0, 12);
  expect(indicators['accessPalmaJobs']!.value).toBeCloseTo(0.25, 12);
});

test('small groups are withheld in every column: the four low incomes of the hand-made run', () => {
  const { tables } = collectResult(smallParts());
  const travellers = tables.find(({ name }) => name === 'travellers')!;
  const cell = (column: string): unknown[] => [...travellers.columns.find(({ name }) => name === column)!.values];
  const row = cell('group').indexOf('low');
  for (const { name } of travellers.columns)
    if (!['dimension', 'group'].includes(name)) expect(cell(name)[row]).toBeNull();
});
