/** Explanations at a transformer that cars share with ships: what the schedule says there holds ships too, and every claim must bear it. */
import { expect, test } from 'vitest';
import { COURSE_COLUMNS, type CourseRow } from '../../engine/charging/courses.ts';
import { withBerths } from '../../engine/charging/harbour.ts';
import { hotelLoadKw, makeCalls } from '../../engine/charging/harbour-calls.ts';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { simulateCharging } from '../../engine/charging/year.ts';
import type { Scenario } from '../../engine/scenario/schema.ts';
import { harbourTheme } from '../../engine/scenario/themes/harbour.ts';
import { explain, explainContext } from '../../engine/values/explain.ts';
import { chargingInput } from '../charging/fixtures.ts';
import { binds } from './binds.ts';

const BERTH = { lonDeg: 5, latDeg: 52, callsPerWeek: 6, stayHours: 20 };

test.each(strategyNames)(
  '%s beside a quay: cars are told what binds when ships draw on the same transformer',
  async (strategy) => {
    const made = chargingInput({
      charging: { strategy, v2gShare: 0.5, fixedLossW: 0, standbyW: 0 },
      days: 7,
      limitKw: 160,
    });
    const scenario: Scenario = {
      ...made.scenario,
      values: { ...made.scenario.values, explainedSessions: 100_000 },
      harbour: harbourTheme.parse({
        berths: [
          { ...BERTH, name: 'Kade', shorePowerKw: 44, hotelKw: 8 },
          { ...BERTH, name: 'Cruise', shorePowerKw: 120, hotelKw: 60 },
        ],
        electricShipShare: 1,
        shipBatteryKwh: 400,
        shipsDischarge: true,
      }),
    };
    const calls = makeCalls(scenario, made.calendar);
    const areaOfBerth = Uint32Array.of(0, 0);
    const { count } = made.calendar.grid;
    const energy = withBerths(made.energy, areaOfBerth, hotelLoadKw(calls, scenario, count));
    const year = await simulateCharging({ ...made, scenario, energy, harbour: { calls, areaOfBerth } });
    const { courses, harbour, evKw } = { courses: year.courses!, harbour: year.harbour!, evKw: year.evKw };
    const context = explainContext(scenario);
    const unlit: string[] = [];
    let beside = 0;
    for (let course = 0; course < courses.courseCount; course++) {
      const area = courses.area[course]!;
      for (let at = courses.firstRow[course]!; at < courses.firstRow[course + 1]!; at++) {
        const kept = Object.fromEntries(COURSE_COLUMNS.map((name) => [name, courses.columns[name][at]!])) as CourseRow;
        const ships = area === 0 ? harbour.batteryKw[kept.step]! + harbour.batteryKw[count + kept.step]! : 0;
        // The schedule anew: cars and ships of the transformer, and its load with what ships use for themselves.
        const row: CourseRow = {
          ...kept,
          carsKw: evKw[area * count + kept.step]! + ships,
          loadKw: energy.areas.loadKw[area * count + kept.step]!,
          pvKw: energy.areas.pvProducedKw[area * count + kept.step]!,
        };
        expect(kept.carsKw).toBeCloseTo(row.carsKw, 3);
        expect(kept.loadKw).toBeCloseTo(row.loadKw, 3);
        const reason = explain(kept, context);
        if (!binds(reason, row, context)) unlit.push(`${reason} at ${at}`);
        if (Math.abs(ships) > 1) beside++;
      }
    }
    expect(unlit).toEqual([]);
    expect(beside, 'steps of cars beside a ship that charges').toBeGreaterThan(100);
  },
);
