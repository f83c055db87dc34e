import { expect, test } from 'vitest';
import type { District } from '../../engine/district/district.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import { MODES } from '../../engine/mobility/stores.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';

async function modesOf(district: District, overrides: readonly string[] = []): Promise<ReadonlySet<string>> {
  const scenario = town(['travel.sampleShare=0.05', 'travel.congestionIterations=1', ...overrides]);
  const input = await plainDay(scenario, district);
  const { trips } = await simulateTravelDay(input);
  expect(trips.count).toBeGreaterThan(50);
  return new Set([...trips.mode].filter((_, t) => trips.failure[t] === 0).map((mode) => MODES[mode]!));
}

test('a district without public transport travels without it', async () => {
  const town_ = smallTown();
  const { timetable } = town_;
  const empty: District = {
    ...town_,
    timetable: {
      ...timetable,
      patternCount: 0,
      tripCount: 0,
      patternFirstStop: Uint32Array.of(0),
      patternStop: new Uint32Array(0),
      patternStopUse: new Uint8Array(0),
      patternStopDistanceM: new Float32Array(0),
      patternFirstTrip: Uint32Array.of(0),
      patternMode: new Uint8Array(0),
      patternLine: new Uint32Array(0),
      tripIds: [],
      tripFirstTime: new Uint32Array(0),
      arrivalS: new Int32Array(0),
      departureS: new Int32Array(0),
      tripDayMask: new Uint8Array(0),
      transferFrom: new Uint32Array(0),
      transferTo: new Uint32Array(0),
      transferS: new Uint32Array(0),
    },
  };
  const modes = await modesOf(empty);
  for (const mode of ['bus-tram', 'train', 'park-and-ride']) expect(modes.has(mode)).toBe(false);
});

test('a district without hubs has no shared vehicles and no P+R', async () => {
  const none: District = {
    ...smallTown(),
    hubs: {
      count: 0,
      id: [],
      name: [],
      lonDeg: new Float64Array(0),
      latDeg: new Float64Array(0),
      kind: new Uint8Array(0),
      carPlaces: new Uint32Array(0),
    },
  };
  const modes = await modesOf(none);
  for (const mode of ['shared-car', 'shared-bike', 'park-and-ride']) expect(modes.has(mode)).toBe(false);
});

test('without cars nobody drives', async () => {
  const modes = await modesOf(smallTown(), [
    'population.carOwnershipFactor=0',
    'fleets.sharedCarsPerNeighbourhoodHub=0',
  ]);
  expect(modes.has('car')).toBe(false);
  expect(modes.has('walk')).toBe(true);
});
