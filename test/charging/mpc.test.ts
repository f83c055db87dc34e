import { expect, test } from 'vitest';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { planExactly } from '../../engine/charging/optimum/plan-exactly.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { objectiveValue, type Site } from '../../engine/charging/site.ts';
import type { Forecast, SiteSnapshot } from '../../engine/charging/snapshot.ts';
import { inGroups, spread, stepsOfHour } from '../../engine/charging/strategies/coarse-horizon.ts';
import { Horizon } from '../../engine/charging/strategies/horizon.ts';
import { strategyByName } from '../../engine/charging/strategies/index.ts';
import { worthDischarging } from '../../engine/charging/strategies/mpc.ts';
import { Stream } from '../../engine/core/random.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const settings = chargingSettings(scenarioWith({}));
const perfect = { forecast: 'perfect', seed: 1, compensationEurPerKwh: 0, consumptionKwhPerKm: 0.18 } as const;

test('without discharge a plan ahead costs what the interior point method proves to be the least, on 60 random sites with scarce sun and room', () => {
  let compared = 0;
  let short = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Stream(seed, 'horizon-test');
    const horizon = new Horizon();
    const steps = 24;
    const cars = 1 + Math.floor(8 * random.uniform());
    horizon.reserve(steps, cars);
    for (let k = 0; k < steps; k++) {
      horizon.gridEur[k] = 0.2 + 0.2 * random.uniform();
      horizon.feedInEur[k] = horizon.gridEur[k]! * random.uniform();
      horizon.surplusKw[k] = random.uniform() < 0.4 ? 12 * random.uniform() : 0;
      horizon.roomKw[k] = seed % 6 === 0 ? 2 : seed % 3 === 0 ? 18 : 1000;
    }
    for (let i = 0; i < cars; i++) {
      horizon.window[i] = 6 + Math.floor((steps - 6) * random.uniform());
      horizon.maximumKw[i] = 11;
      horizon.neededKw[i] = 30 * random.uniform();
    }
    const missing = horizon.choose(Array.from({ length: cars }, (_, i) => i));
    let givenKw = 0;
    let neededKw = 0;
    for (let i = 0; i < cars; i++) {
      neededKw += horizon.neededKw[i]!;
      for (let k = 0; k < steps; k++) {
        const power = horizon.powerKw[i * steps + k]!;
        givenKw += power;
        expect(power).toBeGreaterThanOrEqual(-1e-9);
        expect(power).toBeLessThanOrEqual(k < horizon.window[i]! ? 11 + 1e-9 : 0);
      }
    }
    expect(givenKw + missing).toBeCloseTo(neededKw, 5);
    if (missing > 0) {
      short++;
      continue;
    }
    let cost = 0;
    for (let k = 0; k < steps; k++) {
      let used = 0;
      for (let i = 0; i < cars; i++) used += horizon.powerKw[i * steps + k]!;
      const sun = Math.min(used, horizon.surplusKw[k]!);
      cost += sun * horizon.feedInEur[k]! + (used - sun) * horizon.gridEur[k]!;
    }
    const site = siteOf(horizon, steps, cars);
    const { objective, lowerBound } = planExactly(site, 1e-7);
    const nothing = objectiveValue(site, 'cost', new Float64Array(steps), 0);
    expect(cost).toBeGreaterThanOrEqual(lowerBound - nothing - 1e-6);
    expect(cost).toBeLessThanOrEqual(objective - nothing + 1e-6);
    compared++;
  }
  expect(compared).toBeGreaterThan(40);
  expect(short).toBeGreaterThan(0);
});

test('all cars present, perfect forecast, no least current: carried out hour by hour, MPC with discharge costs at most 1.5 % more than the optimum', async () => {
  for (const seed of [1, 2]) {
    const random = randomSite({ seed, sessions: 25, v2gShare: 0.6, pvFactor: 1.5 });
    const { sessions } = random;
    const none = new Float64Array(sessions.count);
    const site = {
      ...random,
      sessions: { ...sessions, arrivalStep: new Uint32Array(sessions.count), minimumKw: none },
    };
    const optimum = await solveOptimum(site, 'cost', 1e-4);
    const cost = (name: 'mpc' | 'v2g-mpc' | 'v2g-arbitrage'): number => {
      const run = runStrategy(site, strategyByName(name), settings, perfect);
      expect(run.drivers.unservedKwh).toBeLessThan(0.5);
      return objectiveValue(site, 'cost', run.carKw, run.dischargedKwh);
    };
    const best = cost('v2g-mpc');
    expect(best).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-6);
    expect(best).toBeLessThan(optimum.objective * 1.015);
    expect(best).toBeLessThan(cost('v2g-arbitrage'));
    expect(best).toBeLessThan(cost('mpc'));
  }
});

test('arrivals that nobody foresees and the least current of 6 A: MPC with discharge stays within 10 % of the optimum', async () => {
  for (const seed of [1, 2, 3]) {
    const site = randomSite({ seed, sessions: 25, v2gShare: 0.6, pvFactor: 1.5 });
    const optimum = await solveOptimum(site, 'cost', 1e-4);
    const run = runStrategy(site, strategyByName('v2g-mpc'), settings, perfect);
    expect(run.drivers.unservedKwh).toBeLessThan(0.5);
    expect(objectiveValue(site, 'cost', run.carKw, run.dischargedKwh)).toBeLessThan(optimum.objective * 1.1);
  }
});

test('fallback: a plan with discharge that is proven to 1 % is carried out unasked; one that is not has to cost less than the exact one without', () => {
  const never = (): number => {
    throw new Error('not to be asked');
  };
  expect(worthDischarging({ gap: 0.009, objective: 5 }, never)).toBe(true);
  expect(worthDischarging({ gap: 0.03, objective: 5 }, () => 6)).toBe(true);
  expect(worthDischarging({ gap: 0.03, objective: 5 }, () => 5)).toBe(false);
  expect(worthDischarging({ gap: 0.03, objective: 5 }, () => 4)).toBe(false);
  expect(worthDischarging({ gap: 0.03, objective: 5 }, () => Number.POSITIVE_INFINITY)).toBe(true);
});

test('negative prices all day, where plans with discharge are proven least well: MPC with discharge costs no more than without, and nobody goes short', () => {
  for (const seed of [4, 6, 8]) {
    const plain = randomSite({ seed, sessions: 20, v2gShare: 1, pvFactor: 0 });
    const site = { ...plain, priceEurPerKwh: plain.priceEurPerKwh.map((price) => -price) };
    const cost = (name: 'mpc' | 'v2g-mpc'): number => {
      const run = runStrategy(site, strategyByName(name), settings, perfect);
      expect(run.drivers.unservedKwh).toBeLessThan(0.5);
      return objectiveValue(site, 'cost', run.carKw, run.dischargedKwh);
    };
    const without = cost('mpc');
    expect(cost('v2g-mpc')).toBeLessThan(without + 0.005 * Math.abs(without));
  }
});

test('in a district plans with discharge are made in hours where prices are: they cost at most 4 % more than plans in quarters; nobody goes short', () => {
  for (const seed of [1, 2, 3]) {
    const plain = randomSite({ seed, sessions: 25, v2gShare: 0.6, pvFactor: 1.5 });
    const hourly = plain.priceEurPerKwh.map((_, t, all) => all[t - (t % 4)]!);
    const site = { ...plain, priceEurPerKwh: hourly };
    const definition = strategyByName('v2g-mpc');
    const cost = (plansByHour: boolean): number => {
      const create: typeof definition.create = (given) => definition.create({ ...given, plansByHour });
      const run = runStrategy(site, { ...definition, create }, settings, perfect);
      expect(run.drivers.unservedKwh).toBeLessThan(0.5);
      return objectiveValue(site, 'cost', run.carKw, run.dischargedKwh);
    };
    const [hours, quarters] = [cost(true), cost(false)];
    expect(hours).not.toBe(quarters);
    expect(hours).toBeLessThan(1.04 * quarters);
  }
});

test('groups of an hour by hand: sun and load are means, room is the least, a stay of five quarters is one hour', () => {
  const fine = new Horizon();
  fine.reserve(8, 1);
  fine.gridEur.set([3, 3, 3, 3, 5, 5, 5, 5]);
  fine.feedInEur.set([1, 1, 1, 1, 2, 2, 2, 2]);
  fine.surplusKw.set([0, 4, 0, 0, 8, 8, 8, 8]);
  fine.drawKw.set([2, 0, 2, 4, 0, 0, 0, 0]);
  fine.roomKw.set([10, 9, 8, 7, 6, 6, 6, 5]);
  fine.window[0] = 5;
  fine.maximumKw[0] = 11;
  fine.neededKw[0] = 20;
  const at = { stepH: 0.25, localS: 7200 } as SiteSnapshot;
  expect(stepsOfHour(at, fine)).toBe(4);
  expect(stepsOfHour({ ...at, localS: 8100 }, fine)).toBe(1);
  const coarse = new Horizon();
  inGroups(fine, coarse, 4);
  expect(Array.from(coarse.surplusKw.slice(0, 2))).toEqual([1, 8]);
  expect(Array.from(coarse.drawKw.slice(0, 2))).toEqual([2, 0]);
  expect(Array.from(coarse.roomKw.slice(0, 2))).toEqual([7, 5]);
  expect([coarse.window[0], coarse.neededKw[0]]).toEqual([1, 5]);
  expect(Array.from(spread(Float64Array.of(5, 2), 4, 6, 11))).toEqual([5, 5, 5, 5, 4, 4]);
  fine.gridEur[2] = 4;
  expect(stepsOfHour(at, fine)).toBe(1);
});

test('a promise of the operator that closes the cheap hours is planned around: what a blind plan leaves undone is nearly all charged', () => {
  const site = randomSite({ seed: 7, sessions: 20, v2gShare: 0 });
  // The cheapest hours are the last ones before all leave, and those are closed.
  const none = new Float64Array(site.stepCount);
  const [closes, leave] = [28, 40];
  const limitKw = none.map((_, t) => (t >= closes ? 0 : 1e6));
  const priceEurPerKwh = none.map((_, t) => (t >= closes ? 0.1 : 0.3));
  const { count } = site.sessions;
  const stays = new Uint32Array(count).fill(leave);
  const sessions = {
    ...site.sessions,
    arrivalStep: new Uint32Array(count),
    departureStep: stays,
    statedDepartureStep: stays,
  };
  const closed = { ...site, loadKw: none, pvKw: none, limitKw, priceEurPerKwh, sessions };
  const unserved = (ahead: boolean): number => {
    const definition = strategyByName('mpc');
    const blind = {
      ...definition,
      create: (given: typeof settings) => {
        const strategy = definition.create(given);
        return (now: SiteSnapshot, powerKw: Float64Array): void => {
          const { forecast } = now;
          const told: Forecast = {
            horizonSteps: forecast.horizonSteps,
            priceEurPerKwh: (k) => forecast.priceEurPerKwh(k),
            feedInEurPerKwh: (k) => forecast.feedInEurPerKwh(k),
            co2GPerKwh: (k) => forecast.co2GPerKwh(k),
            netKw: (k) => forecast.netKw(k),
            ...(ahead && { promisedKw: (k: number) => forecast.promisedKw!(k) }),
          };
          strategy({ ...now, forecast: told }, powerKw);
        };
      },
    };
    return runStrategy(closed, blind, settings, perfect).drivers.unservedKwh;
  };
  expect(unserved(false)).toBeGreaterThan(1);
  // The least current of 6 A leaves the last of some batteries undone.
  expect(unserved(true)).toBeLessThan(0.05 * unserved(false));
});

function siteOf(horizon: Horizon, steps: number, cars: number): Site {
  const base = randomSite({ seed: 1, sessions: cars, steps, v2gShare: 0 });
  const f64 = (value: number): Float64Array => new Float64Array(cars).fill(value);
  return {
    ...base,
    loadKw: new Float64Array(steps),
    pvKw: horizon.surplusKw.slice(0, steps),
    priceEurPerKwh: horizon.gridEur.map((price) => price / base.stepH).slice(0, steps),
    feedInEurPerKwh: horizon.feedInEur.map((price) => price / base.stepH).slice(0, steps),
    limitKw: horizon.roomKw.slice(0, steps),
    sessions: {
      ...base.sessions,
      count: cars,
      arrivalStep: new Uint32Array(cars),
      departureStep: horizon.window.slice(0, cars),
      statedDepartureStep: horizon.window.slice(0, cars),
      initialKwh: f64(0),
      floorKwh: f64(0),
      targetKwh: Float64Array.from(
        { length: cars },
        (_, i) => horizon.neededKw[i]! * base.stepH * base.efficiencyShare,
      ),
      maximumKw: f64(11),
      maximumDischargeKw: f64(0),
    },
  };
}
