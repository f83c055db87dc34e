/** HEAT: the reference points of the method and a calculation by hand. */
import { expect, test } from 'vitest';
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
