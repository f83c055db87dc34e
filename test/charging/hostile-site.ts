/** Random charging sites that leave nothing at its usual: prices below zero, limits below the load, no room to feed in, losses that depend on
 *  power, standby, charge curves, ceilings above and floors above what is stored, stays of one step. Reproducible by their seed. */
import { makeCurve } from '../../engine/charging/charge-curve.ts';
import type { Site } from '../../engine/charging/site.ts';
import type { StrategyDefinition } from '../../engine/charging/snapshot.ts';
import { Stream } from '../../engine/core/random.ts';

export function hostileSite(seed: number): Site {
  const random = new Stream(seed, 'hostile-site');
  const u = (): number => random.uniform();
  const one = <T>(...values: readonly T[]): T => values[Math.floor(u() * values.length)]!;
  const steps = 6 + Math.floor(u() * 40);
  const count = 1 + Math.floor(u() * 6);
  const stepH = one(1 / 12, 0.25, 0.5, 1);
  const efficiencyShare = 0.8 + 0.2 * u();
  const series = (value: (t: number) => number): Float64Array =>
    Float64Array.from({ length: steps }, (_, t) => value(t));
  const prices = one('dear', 'mixed', 'negative', 'often nothing');
  const priceEurPerKwh = series(() => {
    if (prices === 'dear') return 0.1 + 0.3 * u();
    if (prices === 'mixed') return 0.5 * u() - 0.2;
    if (prices === 'negative') return -0.3 * u() - 0.01;
    return u() < 0.3 ? 0 : 0.3 * u();
  });
  const feedIn = one('as drawn', 'little', 'mixed', 'negative');
  const feedInEurPerKwh = priceEurPerKwh.map((price) => {
    if (feedIn === 'as drawn') return price;
    if (feedIn === 'little') return 0.05;
    return feedIn === 'mixed' ? 0.3 * u() - 0.1 : -0.05 * u();
  });
  const sunKw = u() < 0.7 ? 15 * count * u() : 0;
  const mostLoadKw = 8 * count * u();
  const limited = one('no', 'tight', 'below the load');
  const fed = one('no', 'nothing', 'some');
  const fixedLossKw = u() < 0.5 ? 0.05 + 0.3 * u() : 0;
  const curved = u() < 0.5;
  const list = {
    arrivalStep: new Uint32Array(count),
    departureStep: new Uint32Array(count),
    initialKwh: new Float64Array(count),
    targetKwh: new Float64Array(count),
    ceilingKwh: new Float64Array(count),
    capacityKwh: new Float64Array(count),
    floorKwh: new Float64Array(count),
    maximumKw: new Float64Array(count),
    minimumKw: new Float64Array(count),
    maximumDischargeKw: new Float64Array(count),
    curve: new Int16Array(count).fill(-1),
  };
  for (let s = 0; s < count; s++) {
    const arrival = Math.floor(u() * (steps - 1));
    const departure = Math.min(steps, arrival + 1 + Math.floor(u() * (steps - arrival)));
    const capacityKwh = 20 + 40 * u();
    const maximumKw = 3 + 10 * u();
    const wantedKwh = u() < 0.15 ? 0 : u() * (departure - arrival) * stepH * maximumKw * 0.9;
    list.arrivalStep[s] = arrival;
    list.departureStep[s] = departure;
    list.capacityKwh[s] = capacityKwh;
    list.initialKwh[s] = capacityKwh * (0.05 + 0.6 * u());
    list.targetKwh[s] = Math.min(capacityKwh, list.initialKwh[s]! + wantedKwh);
    list.ceilingKwh[s] = u() < 0.5 ? capacityKwh : list.targetKwh[s]!;
    list.floorKwh[s] = capacityKwh * (u() < 0.2 ? 0.4 : 0.2 * u());
    list.maximumKw[s] = maximumKw;
    list.minimumKw[s] = u() < 0.4 ? 0 : 1.4 + 1.6 * u();
    list.maximumDischargeKw[s] = u() < 0.7 ? maximumKw * (0.3 + 0.7 * u()) : 0;
    if (curved && u() < 0.8) list.curve[s] = 0;
  }
  return {
    stepCount: steps,
    stepH,
    startUtcS: 1_735_686_000,
    localS: Int32Array.from({ length: steps }, (_, t) => (t * stepH * 3600) % 86_400),
    loadKw: series(() => mostLoadKw * u()),
    pvKw: series((t) => sunKw * Math.max(0, Math.sin((Math.PI * (t + 0.5)) / steps)) * (0.3 + 0.7 * u())),
    priceEurPerKwh,
    feedInEurPerKwh,
    co2GPerKwh: series(() => 100 + 400 * u()),
    limitKw: series(() =>
      limited === 'no'
        ? Number.POSITIVE_INFINITY
        : limited === 'tight'
          ? mostLoadKw + count * (2 + 6 * u())
          : mostLoadKw * u(),
    ),
    feedInLimitKw: series(() =>
      fed === 'no' ? Number.POSITIVE_INFINITY : fed === 'nothing' ? 0 : sunKw * (0.1 + 0.5 * u()),
    ),
    efficiencyShare,
    wearEurPerKwh: u() < 0.5 ? 0 : 0.3 * u(),
    physics: {
      efficiencyShare,
      fixedLossKw,
      standbyKw: u() < 0.3 ? 0.05 * u() : 0,
      curves: curved
        ? [
            makeCurve([
              { percentage: 0, powerKw: 5 + 10 * u() },
              { percentage: 40 + 30 * u(), powerKw: 5 + 10 * u() },
              { percentage: 100, powerKw: 1 + 2 * u() },
            ]),
          ]
        : [],
    },
    sessions: {
      count,
      id: Array.from({ length: count }, (_, s) => `s${s}`),
      statedDepartureStep: list.departureStep.slice(),
      ...list,
    },
  };
}

/** Strategies that nobody would call sensible, and which know where it hurts: all or nothing by the toss of a coin, waste of sun and of paid
 *  energy at the least current, charging at the last moment, the least power that is something. */
export function wildStrategies(seed: number): StrategyDefinition[] {
  return (['coin', 'waste', 'last moment', 'next to nothing'] as const).map((name) => ({
    name,
    discharges: true,
    fillsToCeiling: true,
    create: () => {
      const random = new Stream(seed, `wild ${name}`);
      return (now, powerKw) => {
        const { active, minimumKw, maximumKw, maximumDischargeKw, storedKwh, targetKwh, statedDepartureStep } =
          now.sessions;
        const unwanted = now.pvKw > now.loadKw || now.forecast.priceEurPerKwh(0) < 0;
        for (let i = 0; i < active; i++) {
          const leftKwh = (statedDepartureStep[i]! - now.step - 1) * now.stepH * maximumKw[i]! * 0.7;
          const late = leftKwh < targetKwh[i]! - storedKwh[i]! + maximumDischargeKw[i]! * now.stepH * 1.3;
          const slow = minimumKw[i]! + 1e-6;
          if (name === 'coin') powerKw[i] = random.uniform() < 0.6 ? 100 : -100;
          else if (name === 'waste') powerKw[i] = late ? 100 : unwanted ? (now.step % 2 === 0 ? slow : -slow) : 0;
          else if (name === 'last moment') powerKw[i] = late || unwanted ? 100 : -100;
          else powerKw[i] = slow;
        }
      };
    },
  }));
}
