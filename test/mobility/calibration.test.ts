import { beforeAll, describe, expect, test } from 'vitest';
import { convergencePlot } from '../../engine/cli/calibrate-plot.ts';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { DEFAULT_TARGETS } from '../../engine/demand/mode-targets.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { type Calibration, calibrateModes } from '../../engine/mobility/calibrate-modes.ts';
import type { DayInput } from '../../engine/mobility/day-record.ts';
import { prepareCalibration, prepareCoupled, simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';
import { figuresText, type TravelFigures, travelFigures } from './travel-figures.ts';

const context = { signal: undefined, onProgress: () => {} };

describe('calibration in the small town', () => {
  let fitted: Calibration;
  let day: DayInput;
  // The built-in table by purpose speaks of the built-in district's distances; the town has shorter ones.
  const targets = { ...DEFAULT_TARGETS, byPurpose: undefined };
  beforeAll(async () => {
    const scenario = town(['travel.sampleShare=0.2']);
    const district = smallTown([12_000, 9_000]);
    const input = await plainDay(scenario, district);
    day = await prepareCalibration(input);
    fitted = calibrateModes(day, targets, 15);
  });

  test('the gap to the targets shrinks by a third or more', () => {
    const first = fitted.rounds[0]!.meanPp;
    const best = Math.min(...fitted.rounds.map((round) => round.meanPp));
    expect(best).toBeLessThan(0.67 * first);
  });

  test('the other half of the households comes nearer too', () => {
    const best = fitted.rounds.reduce((a, b) => (b.meanPp < a.meanPp ? b : a));
    expect(best.holdOutMeanPp).toBeLessThan(fitted.rounds[0]!.holdOutMeanPp);
  });

  test('targets that do not sum to 100 are refused by row', () => {
    const percent = DEFAULT_TARGETS.percent.map((row, k) => (k === 4 ? [10, 47, 3.5, 30] : row));
    expect(() => calibrateModes({} as never, { ...DEFAULT_TARGETS, percent }, 1)).toThrow(/percent\[4\].*sum to 100/);
  });

  test('shares by purpose that do not sum to 100 are refused by row', () => {
    const byPurpose = DEFAULT_TARGETS.byPurpose.map((row, k) => (k === 2 ? [25, 31, 1.4, 50] : row));
    expect(() => calibrateModes(day, { ...DEFAULT_TARGETS, byPurpose }, 1)).toThrow(/byPurpose\[2\].*sum to 100/);
  });

  test('a table by purpose that contradicts the table by distance is refused, with both totals', () => {
    expect(() => calibrateModes(day, DEFAULT_TARGETS, 1)).toThrow(
      /byPurpose\[…\]\[0\] — must give the total that the table by distance gives for walk \([\d.]+ %, within 1\)/,
    );
  });

  test('a share that no trip of the class can have is refused: nobody walks 7.5 km and more within the longest walk', () => {
    const percent = DEFAULT_TARGETS.percent.map((row, k) => (k >= 6 ? [40, 22, 8, 30] : row));
    expect(() => calibrateModes(day, { ...targets, percent }, 1)).toThrow(
      /percent\[\d+\]\[0\] — must be within reach: walk is possible for [\d.]+ % of trips from [\d.]+ km, got 40/,
    );
  });

  test('what is not met after too few rounds is told with its place', () => {
    const hurried = calibrateModes(day, targets, 1);
    expect(hurried.unmet.length).toBeGreaterThan(0);
    for (const { key, target, made } of hurried.unmet) {
      expect(key).toMatch(/^percent\[\d+\]$/);
      expect(Math.abs(target - made)).toBeGreaterThan(1);
    }
  });

  test('the picture of the convergence shows a line for each half and keeps its order', () => {
    const svg = convergencePlot(fitted.rounds, false);
    expect(svg).toMatch(/^<svg xmlns=/);
    for (const line of ['fitted: mean', 'fitted: worst', 'held out: mean', 'held out: worst'])
      expect(svg).toContain(line);
    expect(convergencePlot(fitted.rounds, true)).not.toContain('held out');
  });
});

test('fitted on a coupled day, the shares hold on the next coupled day: queues and late buses do not undo the fit', async () => {
  const scenario = town(['travel.sampleShare=0.15', 'travel.congestionIterations=2']);
  const district = smallTown([12_000, 9_000]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  const input = { scenario, district, population, plans, dayType: 0, parallel: serial, context };
  const targets = { ...DEFAULT_TARGETS, byPurpose: undefined };
  const empty = await prepareCalibration(input);
  const coupled = await prepareCoupled(input);
  const total = (day: DayInput): number => day.carS.reduce((sum, s) => sum + (s < Infinity ? s : 0), 0);
  expect(total(coupled)).toBeGreaterThan(total(empty));
  const { byDistance, byPurpose, constants, rounds } = calibrateModes(coupled, targets, 10, 2);
  const fitted = { ...scenario, choice: { ...scenario.choice, byDistance, byPurpose, constants } };
  const after = calibrateModes(await prepareCoupled({ ...input, scenario: fitted }), targets, 0, 2);
  const best = Math.min(...rounds.map(({ meanPp }) => meanPp));
  expect(after.rounds[0]!.meanPp).toBeLessThan(best + 0.5);
  expect(after.rounds[0]!.meanPp).toBeLessThan(0.67 * rounds[0]!.meanPp);
});

describe('the baseline of the built-in district beside published figures', () => {
  let figures: TravelFigures;
  beforeAll(async () => {
    const { scenario } = loadScenarioFile('baseline-2025', [
      'travel.sampleShare=0.06',
      // The constants are fitted on a coupled day: with the queues and late buses that a first round does not know yet.
      'travel.congestionIterations=3',
    ]);
    const district = await loadDistrict(scenario.district);
    const input = await plainDay(scenario, district);
    const { population } = input;
    const day = await simulateTravelDay(input);
    figures = travelFigures(district, population, day);
  });

  test('trips per person of six and over on a weekday between 2.6 and 3.2 (CBS: 2.7 all days, 3.0 province)', () => {
    expect(figures.tripsPerPerson).toBeGreaterThan(2.6);
    expect(figures.tripsPerPerson).toBeLessThan(3.2);
  });

  test('mean trip of 9 to 13 km (CBS ODiN 2023: 11.8)', () => {
    expect(figures.meanKm, figuresText(figures)).toBeGreaterThan(9);
    expect(figures.meanKm).toBeLessThan(13);
  });

  test('a car drives 27 to 40 km on a weekday (CBS: 10,400–12,200 km a year)', () => {
    expect(figures.carKmPerCar).toBeGreaterThan(27);
    expect(figures.carKmPerCar).toBeLessThan(40);
  });

  test('shares by distance class within 1 percentage point of the targets and three standard errors of the sample (tours of 2.4 trips choose as one)', () => {
    figures.byDistance.forEach(({ percent, trips }, k) => {
      if (trips < 200) return;
      percent.forEach((made, m) => {
        const target = DEFAULT_TARGETS.percent[k]![m]!;
        const error = 100 * Math.sqrt(((target / 100) * (1 - target / 100)) / (trips / 2.4));
        expect(Math.abs(made - target), figuresText(figures)).toBeLessThan(1 + 3 * error);
      });
    });
  });

  test('no trip fails for want of an alternative', () => {
    expect(figures.failed / figures.trips).toBeLessThan(0.001);
  });
});
