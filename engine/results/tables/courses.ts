/** Table of the courses of some charging sessions, step by step: what explanations are made of and checked against. Pure. */
import { COURSE_COLUMNS, type CourseColumn } from '../../charging/courses.ts';
import type { Table } from '../../core/table.ts';
import type { RunParts } from '../parts.ts';
import { column, table } from './column.ts';

const WORDS: Readonly<Record<Exclude<CourseColumn, 'step'>, readonly [unit: string, description: string]>> = {
  localS: ['s', 'seconds after local midnight'],
  powerKw: ['kW', 'power of the car, + charging, − discharging'],
  maximumKw: ['kW', 'most that point and car can take now'],
  ratedKw: ['kW', 'most without an evening limit'],
  minimumKw: ['kW', 'least power of charging, 6 A a phase'],
  maximumDischargeKw: ['kW', 'most that can be discharged'],
  takeableKw: ['kW', 'most that the battery takes, by its charge curve'],
  chargeNow: ['', '1: the driver pressed “charge now”'],
  storedKwh: ['kWh', 'in the battery before the step'],
  targetKwh: ['kWh', 'wanted in the battery at departure'],
  floorKwh: ['kWh', 'never discharged below'],
  statedDepartureStep: ['', 'step at which the driver said to leave'],
  loadKw: ['kW', 'homes and businesses at the transformer'],
  pvKw: ['kW', 'sun at the transformer'],
  carsKw: ['kW', 'all cars at the transformer, + charging, − discharging'],
  limitKw: ['kW', 'what the transformer may carry: its rating, or what the operator leaves'],
  signal: ['EUR/kWh or g/kWh', 'price, or CO2 for the strategy co2'],
  bestSignal: ['EUR/kWh or g/kWh', 'lowest known before the stated departure'],
  betterSteps: ['steps', 'steps before the stated departure that are known to be lower'],
  withheldKw: ['kW', 'taken off what the strategy asked for by limits of the grid'],
};

export function coursesTable({ charging, energy }: RunParts): Table | null {
  const { courses } = charging;
  if (courses === undefined) return null;
  const { startUtcS, stepS } = energy.calendar.grid;
  const rows = courses.firstRow[courses.courseCount] ?? 0;
  const session = new Uint32Array(rows);
  const area = new Uint32Array(rows);
  for (let course = 0; course < courses.courseCount; course++) {
    session.fill(courses.session[course]!, courses.firstRow[course]!, courses.firstRow[course + 1]!);
    area.fill(courses.area[course]!, courses.firstRow[course]!, courses.firstRow[course + 1]!);
  }
  return table('courses', rows, [
    column('session', '', 'row of the session in table sessions', session),
    column('area', '', 'transformer of the charger', area),
    column('step', '', 'step of the period', Uint32Array.from(courses.columns.step)),
    column(
      'startUtcS',
      's since 1970 UTC',
      'start of the step',
      courses.columns.step.map((step) => startUtcS + step * stepS),
    ),
    ...COURSE_COLUMNS.filter((name) => name !== 'step').map((name) =>
      column(name, WORDS[name][0], WORDS[name][1], courses.columns[name].slice()),
    ),
  ]);
}
