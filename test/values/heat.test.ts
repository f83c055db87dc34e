/** HEAT: the reference points of the method and a calculation by hand. */
import { expect, test } from 'vitest';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { deathsPreventedPerYear, HEAT_CYCLING, HEAT_WALKING, riskReductionShare } from '../../engine/values/heat.ts';

test('the reference volumes are 11.25 MET-hours a week: 168 min of walking at 4 MET, 100 min of cycling at 6.8 MET (Kelly et al. 2014)', () => {
  expect((11.25 / 4) * 60).toBeCloseTo(168.75, 6);
  expect(HEAT_WALKING.referenceMinPerWeek).toBe(168);
  expect(Math.round((11.25 / 6.8) * 60)).toBe(99);
  expect(HEAT_CYCLING.referenceMinPerWeek).toBe(100);
});

test('at the reference volume the risk falls by 11 % (walking) and 10 % (cycling), at half of it by half (WHO HEAT 2017)', () => {
  expect(riskReductionShare(HEAT_WALKING, 168)).toBeCloseTo(0.11, 12);
  expect(riskReductionShare(HEAT_CYCLING, 100)).toBeCloseTo(0.1, 12);
  expect(riskReductionShare(HEAT_WALKING, 84)).toBeCloseTo(0.055, 12);
});

test('the benefit is capped at 30 % of walking (458 min a week) and 45 % of cycling (450 min a week) (WHO HEAT 2017)', () => {
  expect(riskReductionShare(HEAT_WALKING, 457)).toBeLessThan(0.3);
  expect(riskReductionShare(HEAT_WALKING, 459)).toBe(0.3);
  expect(riskReductionShare(HEAT_CYCLING, 449)).toBeLessThan(0.45);
  expect(riskReductionShare(HEAT_CYCLING, 451)).toBe(0.45);
});

test('10,000 people who cycle 50 min a week at 400 deaths per 100,000: 2 deaths a year fewer (by hand: 40 × 5 %)', () => {
  expect(deathsPreventedPerYear(HEAT_CYCLING, 10_000, 50, 400)).toBeCloseTo(2, 12);
});

/** HEAT as others ran it: deaths prevented are given as money over the value of a life, which tells more digits than the rounded count.
 *  96,142 people who cycle 3.843 min a day; relative risk 0.899; half of the cycling taken for a substitute of other movement in the lower case.
 *  The published figures are net of polluted air and crashes, which this project counts apart: ours must lie above them, and not far. */
test.each([
  { bound: 'upper', deathsPer100000: 210.79, substituted: 0, netUsd: 49_200_000 },
  { bound: 'lower', deathsPer100000: 126.47, substituted: 0.5, netUsd: 12_600_000 },
])(
  'a published run of WHO’s tool, $bound bound: the effect of movement is the published net effect and at most 0.3 deaths a year more (J. Transport & Health 13, 2019, 200–209, table 3, doi 10.1016/j.jth.2019.04.003)',
  ({ deathsPer100000, substituted, netUsd }) => {
    const prevented =
      (1 - substituted) *
      deathsPreventedPerYear({ ...HEAT_CYCLING, relativeRisk: 0.899 }, 96_142, 3.843 * 7, deathsPer100000);
    const net = netUsd / 9_200_000;
    expect(prevented).toBeGreaterThan(net);
    expect(prevented - net).toBeLessThan(0.3);
  },
);

test('Kelly et al. (2014): 11.25 MET-hours a week lower the risk by 11 % walking and 10 % cycling; the tool takes no more than these shares', () => {
  expect(1 - HEAT_WALKING.relativeRisk).toBeCloseTo(0.11, 12);
  expect(1 - HEAT_CYCLING.relativeRisk).toBeCloseTo(0.1, 12);
});

/** Fishman, Schepers and Kamphuis, Dutch Cycling: Quantifying the Health and Related Economic Benefits, American Journal of Public Health 105 (2015),
 *  e13–e15, doi 10.2105/AJPH.2015.302724, table 1: HEAT for the Dutch of 20 to 90 years, 2010–2013. Inputs and outcomes as printed: minutes of
 *  cycling a week, people (thousands), deaths per 100,000 a year; the risk that falls [%], deaths prevented a year, benefit [EUR billion]. */
const DUTCH_CYCLING = [
  ['20–29', 73, 2058, 31, 7.3, 47, 0.1],
  ['30–39', 69, 2087, 53, 6.9, 77, 0.2],
  ['40–49', 69, 2573, 135, 6.9, 241, 0.7],
  ['50–59', 79, 2320, 390, 7.9, 715, 2.0],
  ['60–64', 89, 1071, 757, 8.9, 719, 2.0],
  ['65–69', 94, 872, 1232, 9.4, 1009, 2.8],
  ['70–74', 88, 652, 1963, 8.8, 1127, 3.2],
  ['75–79', 73, 507, 3422, 7.3, 1274, 3.6],
  ['80–84', 36, 369, 6328, 3.6, 842, 2.4],
  ['85–90', 24, 216, 11663, 2.4, 606, 1.7],
] as const;

/** EUR 2.8 million a life in the paper, and by default here. */
const LIFE_EUR = scenarioSchema.parse({ version: 1, name: { nl: 'x', en: 'x' }, question: { nl: 'x', en: 'x' } }).values
  .lifeValueEur;

test.each(DUTCH_CYCLING)(
  'Dutch cycling, ages %s (AJPH 105, 2015, table 1): risk, deaths prevented and euros as published, to the rounding of the printed inputs',
  (_, minutes, thousands, rate, riskPercent, deaths, billionEur) => {
    expect(100 * riskReductionShare(HEAT_CYCLING, minutes)).toBeCloseTo(riskPercent, 9);
    const prevented = deathsPreventedPerYear(HEAT_CYCLING, thousands * 1000, minutes, rate);
    // Minutes and deaths are printed as whole numbers: half a minute of 73 and half a death of 31 are up to 2.3 %.
    const rounding = 0.5 / minutes + 0.5 / rate + 0.5 / thousands + 0.5 / deaths;
    expect(Math.abs(prevented / deaths - 1)).toBeLessThan(rounding);
    expect(Math.abs((prevented * LIFE_EUR) / 1e9 - billionEur)).toBeLessThan(0.06);
  },
);

test('Dutch cycling, all ages: 6,657 deaths a year as published, within 0.2 %', () => {
  const sum = DUTCH_CYCLING.reduce(
    (total, [, minutes, thousands, rate]) =>
      total + deathsPreventedPerYear(HEAT_CYCLING, thousands * 1000, minutes, rate),
    0,
  );
  expect(Math.abs(sum / 6657 - 1)).toBeLessThan(0.002);
});
