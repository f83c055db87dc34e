import { describe, expect, test } from 'vitest';
import { RunError } from '../../engine/core/errors.ts';
import { collectResult } from '../../engine/results/collect.ts';
import { resultsHash } from '../../engine/results/hash.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { smallParts } from './small-run.ts';

const value = (parts: RunParts, key: string): number => collectResult(parts).indicators[key]!.value;

describe('indicators of the hand-made run, calculated by hand', () => {
  const result = collectResult(smallParts());
  const expected: Readonly<Record<string, number>> = {
    // 79 of 80 trips are made; 40 by car (10 km, 20 min), 39 by bicycle (3 km, 12 min)
    tripsPerDay: 79,
    tripsPerPersonPerDay: 79 / 80,
    modeShareCar: 40 / 79,
    modeShareBike: 39 / 79,
    kmShareCar: 400 / 517,
    travelTimeMinPerTrip: (40 * 20 + 39 * 12) / 79,
    distanceKmPerTrip: 517 / 79,
    carKmPerDay: 400,
    activeMinPerPersonPerDay: (39 * 12) / 80,
    failedTripsPerDay: 1,
    failedTripShare: 1 / 80,
    failedTripsPerDayTurnedAwayEverywhere: 1,
    failedTripsPerDayNoRoute: 0,
    turnedAwayPerDay: 1,
    // 4 arcs × 24 h × 1 car × 1 s
    vehicleHoursLostPerWeekday: 96 / 3600,
    // 40 kW × 48 h; sun 100 kW × 2 h, of which 60 kW leaves each time
    loadMwh: 1.92,
    pvProducedMwh: 0.2,
    gridExportMwh: 0.12,
    // 2 h at 60 kW (charging), 1 h at 35 kW (discharging), 43 h at 40 kW
    gridImportMwh: 1.875,
    selfConsumptionShare: 0.4,
    selfConsumptionAreaShare: 0.3,
    selfSufficiencyShare: 80 / 1955,
    peakDistrictKw: 60,
    peakFeedInDistrictKw: 60,
    chargedMwh: 0.04,
    dischargedMwh: 0.005,
    solarChargingShare: 0,
    unservedSessionShare: 0.25,
    unservedMwh: 0.006,
    kmPerCarYear: 100 * 182.5,
    // (40 kWh × EUR 0.40 − 5 kWh × EUR 0.10) / 35 kWh
    chargingEurPerKwh: 15.5 / 35,
    worstTransformerShare: 1.75,
    transformersOverloaded: 1,
    overloadHours: 4,
    minVoltagePu: 0.95,
    maxVoltagePu: 1.06,
    gridLossMwh: 0.025,
    // EUR 3 a household and day
    mobilityCostPerHouseholdPerMonth: (3 * 365) / 12,
    // 10 kWh a day, one hour of 24 at 0.40 and the others at 0.20, and EUR 480 a year for the network
    energyCostPerHouseholdPerMonth: (10 * ((23 * 0.2 + 0.4) / 24) * 365) / 12 + 40,
    // 28 petrol cars × 2 kg; the 12 battery cars count with the electricity
    co2TravelTPerYear: (28 * 2 * 365) / 1000,
    co2ElectricityTPerYear: (1875 * 182.5 * 268) / 1e6,
  };
  test.each(Object.entries(expected))('%s', (key, number) => {
    expect(result.indicators[key]!.value).toBeCloseTo(number, 5);
  });

  test('every indicator has a unit, both labels and a known theme', () => {
    for (const [key, { unit, label, theme }] of Object.entries(result.indicators)) {
      expect(unit, key).not.toBe('');
      expect(label.nl, key).not.toBe('');
      expect(label.en, key).not.toBe('');
      expect(['travel', 'climate', 'energy', 'charging', 'grid', 'money'], key).toContain(theme);
    }
  });
});

test('charging at noon raises self-consumption from 0.4 to 0.6 and lowers the peak from 60 to 40 kW (by hand)', () => {
  const parts = smallParts({ strategy: 'solar-following' });
  expect(value(parts, 'selfConsumptionShare')).toBeCloseTo(0.6, 6);
  expect(value(parts, 'solarChargingShare')).toBeCloseTo(1, 6);
  expect(value(parts, 'peakDistrictKw')).toBeCloseTo(40, 6);
});

test('what stays of the sun is what is consumed without the grid: selfConsumption × pv = selfSufficiency × consumption', () => {
  const { indicators } = collectResult(smallParts({ strategy: 'solar-following' }));
  const of = (key: string): number => indicators[key]!.value;
  const consumedMwh = of('loadMwh') + of('chargedMwh') - of('dischargedMwh');
  expect(of('selfConsumptionShare') * of('pvProducedMwh')).toBeCloseTo(of('selfSufficiencyShare') * consumedMwh, 9);
});

describe('ledger', () => {
  test('all balances of a whole run close to 1e-6', () => {
    for (const entry of collectResult(smallParts()).ledger) expect(entry.relativeError, entry.key).toBeLessThan(1e-6);
  });

  test('a car that loses 1 kWh without a cause fails the run and is named', () => {
    const parts = smallParts();
    parts.charging.cars.storedEndKwh[4]! -= 1;
    expect(() => collectResult(parts)).toThrow(RunError);
    expect(() => collectResult(parts)).toThrow(/ledger "cars" does not close/);
  });

  test('a car whose loss is hidden by another’s gain is still found, by number', () => {
    const parts = smallParts();
    parts.charging.cars.storedEndKwh[4]! -= 1;
    parts.charging.cars.storedEndKwh[5]! += 1;
    expect(() => collectResult(parts)).toThrow(/ledger "car [45]" does not close/);
  });

  test('power at the transformers that is not in the district’s sum fails the run', () => {
    const parts = smallParts();
    parts.charging.evKw[3]! += 1;
    expect(() => collectResult(parts)).toThrow(/ledger "cars at transformers"/);
  });

  test('a failed trip without a known cause fails the run', () => {
    const parts = smallParts();
    parts.travel[0]!.trips.failure[0] = 99;
    expect(() => collectResult(parts)).toThrow(/ledger "trips of day type 0"/);
  });
});

describe('hash of results', () => {
  const hash = (parts: RunParts): string => {
    const { indicators, tables } = collectResult(parts);
    return resultsHash(indicators, tables);
  };
  test('equal runs have equal hashes', () => expect(hash(smallParts())).toBe(hash(smallParts())));
  test('one changed number in one table changes it', () => {
    const changed = smallParts();
    changed.travel[2]!.trips.distanceM[7] = 3001;
    expect(hash(changed)).not.toBe(hash(smallParts()));
  });
  test('the order in which indicators and tables were made does not matter', () => {
    const { indicators, tables } = collectResult(smallParts());
    const backwards = Object.fromEntries(Object.entries(indicators).reverse());
    expect(resultsHash(backwards, [...tables].reverse())).toBe(resultsHash(indicators, tables));
  });
});

test('numbers about fewer than ten people are withheld: neighbourhood B and low incomes have 4 residents', () => {
  const { tables, indicators } = collectResult(smallParts());
  const cells = (table: string, column: string): unknown[] => [
    ...(tables.find(({ name }) => name === table)!.columns.find(({ name }) => name === column)!.values as unknown[]),
  ];
  expect(cells('zones', 'persons')).toEqual([76, null, null]);
  expect(cells('zones', 'mobilityEurPerMonth')[1]).toBeNull();
  expect(cells('zones', 'loadMwh').slice(1)).toEqual([null, null]);
  expect(cells('groups', 'persons')).toEqual([null, 36, 40]);
  expect(indicators['mobilityCostPerHouseholdPerMonthLow']).toBeUndefined();
  expect(indicators['mobilityCostPerHouseholdPerMonthHigh']!.value).toBeGreaterThan(0);
  expect(cells('transformers', 'plugInCars')).toEqual([12, null]);
  expect(cells('hubs', 'turnedAwayCar')).toEqual([null]);
});

test('persons, trips, vehicles and sessions carry no names and no front doors', () => {
  for (const { name, columns } of collectResult(smallParts()).tables)
    if (['trips', 'persons', 'vehicles', 'sessions'].includes(name))
      for (const column of columns) expect(column.name).not.toMatch(/name|lon|lat|node|address/i);
});
