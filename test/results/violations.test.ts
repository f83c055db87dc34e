import { expect, test } from 'vitest';
import { AT_TRANSFORMER, NO_BUS } from '../../engine/grid/areas.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { linesTable } from '../../engine/results/tables/grid.ts';
import { violationsTable } from '../../engine/results/tables/violations.ts';
import { smallParts } from './small-run.ts';

/** The small run with two joints behind transformer 0: overloaded at 18 h of the first day, its cable to the second joint too. */
function overloaded(): RunParts {
  const parts = smallParts();
  const u32 = (...values: number[]): Uint32Array => Uint32Array.from(values);
  const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
  return {
    ...parts,
    areas: {
      ...parts.areas,
      feeders: {
        busCount: 2,
        firstBusOfArea: u32(0, 2, 2),
        feeder: new Uint16Array(2),
        lonDeg: f64(5.001, 5.002),
        latDeg: f64(52.09, 52.09),
        parent: u32(AT_TRANSFORMER, 0),
        cableM: f64(70, 70),
        distanceM: f64(70, 140),
        homes: f64(10, 10),
        busOfHome: new Uint32Array(40),
      },
    },
    grid: {
      ...parts.grid,
      minVoltagePu: f64(0.88, 0.99),
      voltageBreachHours: f64(2, 0),
      buses: {
        minVoltagePu: f64(0.93, 0.88),
        maxVoltagePu: f64(1.01, 1.02),
        cableLoadingShare: f64(0.9, 1.1),
        unbalanceShare: f64(0, 0.01),
      },
      extremes: {
        peakStep: u32(18, 18),
        lowestStep: u32(18, 0),
        lowestBus: u32(1, NO_BUS),
        highestStep: u32(12, 0),
        highestBus: u32(1, NO_BUS),
        cableStep: u32(18, 0),
        cableBus: u32(1, NO_BUS),
      },
    },
  };
}

const columnOf = (table: ReturnType<typeof violationsTable>, name: string): unknown[] => {
  const column = table.columns.find((one) => one.name === name)!;
  return [...(column.values as Iterable<unknown>)].map((value) =>
    column.categories === undefined ? value : column.categories[value as number],
  );
};

test('each limit that was passed stands with its place, hour and what flowed then (30 kW load, 20 kW cars at 18 h, by hand)', () => {
  const table = violationsTable(overloaded());
  expect(columnOf(table, 'kind')).toEqual(['transformer overloaded', 'cable overloaded', 'voltage too low']);
  expect(columnOf(table, 'bus')).toEqual([-1, 1, 1]);
  expect(columnOf(table, 'value')).toEqual([1.75, 1.1, 0.88]);
  // 2 January 2025, 18:00 in Utrecht.
  expect(columnOf(table, 'startUtcS')).toEqual(Array(3).fill(Date.UTC(2025, 0, 2, 17) / 1000));
  const homes = columnOf(table, 'homesKw') as number[];
  const businesses = columnOf(table, 'businessesKw') as number[];
  expect(homes[0]! + businesses[0]!).toBeCloseTo(30, 5);
  expect(columnOf(table, 'carsKw')[0]).toBeCloseTo(20, 5);
  expect(columnOf(table, 'sunKw')[0]).toBe(0);
});

test('a grid within its limits has no rows, and a run without feeders neither', () => {
  expect(violationsTable(smallParts()).rowCount).toBe(0);
  expect(linesTable(smallParts()).rowCount).toBe(0);
});

test('cables are drawn from joint to joint, the first from the transformer', () => {
  const parts = overloaded();
  const geometry = columnOf(linesTable(parts), 'geometry');
  expect(geometry[1]).toBe('LINESTRING (5.001 52.09, 5.002 52.09)');
  expect(geometry[0]).toBe(`LINESTRING (${parts.areas.lonDeg[0]} ${parts.areas.latDeg[0]}, 5.001 52.09)`);
});
