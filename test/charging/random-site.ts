/** Random charging sites for tests and benchmarks; reproducible by their seed. */
import { waterFill } from '../../engine/charging/optimum/water-filling.ts';
import type { Site } from '../../engine/charging/site.ts';
import { Stream } from '../../engine/core/random.ts';

export interface RandomSite {
  readonly seed: number;
  readonly sessions: number;
  readonly steps?: number;
  readonly v2gShare?: number;
  /** Limit as a factor of the lowest peak without discharge; none: no limit. */
  readonly limitFactor?: number;
  readonly pvFactor?: number;
}

export function randomSite({
  seed,
  sessions: count,
  steps = 96,
  v2gShare = 1,
  limitFactor,
  pvFactor = 0.5,
}: RandomSite): Site {
  const random = new Stream(seed, 'random-site');
  const stepH = 0.25;
  const day = Math.round(24 / stepH);
  const arrivals = Array.from({ length: count }, () => {
    const arrival = Math.min(steps - 5, Math.floor(random.uniform() * steps * 0.9));
    const stay = 4 + Math.floor(random.uniform() ** 2 * Math.min(80, steps - arrival - 4));
    return { arrival, departure: Math.min(steps, arrival + stay), u: random.uniform(), v: random.uniform() };
  }).sort((a, b) => a.arrival - b.arrival);
  const efficiencyShare = 0.933;
  const maximumKw = new Float64Array(count).fill(11);
  const needKwh = arrivals.map(({ arrival, departure, u }) =>
    Math.min(5 + 35 * u, 0.95 * (departure - arrival) * stepH * 11 * efficiencyShare),
  );
  const targetKwh = Float64Array.from(needKwh, (need, s) => Math.max(50, need + 8 + 4 * arrivals[s]!.v));
  const pv = Float64Array.from({ length: steps }, (_, t) =>
    Math.max(0, Math.sin((Math.PI * (((t % day) / day) * 24 - 6)) / 12)),
  );
  const fill = (value: (t: number) => number): Float64Array => Float64Array.from({ length: steps }, (_, t) => value(t));
  const loadKw = fill((t) => count * (0.4 + 0.4 * Math.exp(-((((t % day) / day) * 24 - 19) ** 2) / 8)));
  const site: Site = {
    stepCount: steps,
    stepH,
    startUtcS: 1_735_686_000,
    localS: Int32Array.from({ length: steps }, (_, t) => ((t % day) * 86_400) / day),
    loadKw,
    pvKw: pv.map((p) => p * count * pvFactor),
    priceEurPerKwh: fill((t) => 0.25 + 0.1 * Math.sin((t / day) * 4 * Math.PI + 1) + 0.03 * random.uniform()),
    feedInEurPerKwh: fill(() => 0.05),
    co2GPerKwh: fill((t) => 250 + 100 * Math.sin((t / day) * 2 * Math.PI)),
    limitKw: new Float64Array(steps).fill(Number.POSITIVE_INFINITY),
    feedInLimitKw: new Float64Array(steps).fill(Number.POSITIVE_INFINITY),
    efficiencyShare,
    wearEurPerKwh: 0.03,
    sessions: {
      count,
      id: arrivals.map((_, s) => `s${s}`),
      arrivalStep: Uint32Array.from(arrivals, ({ arrival }) => arrival),
      departureStep: Uint32Array.from(arrivals, ({ departure }) => departure),
      statedDepartureStep: Uint32Array.from(arrivals, ({ departure }) => departure),
      initialKwh: targetKwh.map((target, s) => target - needKwh[s]!),
      targetKwh,
      floorKwh: new Float64Array(count).fill(10),
      maximumKw,
      minimumKw: new Float64Array(count).fill(4.14),
      maximumDischargeKw: Float64Array.from(arrivals, ({ v }) => (v < v2gShare ? 10 : 0)),
    },
  };
  return limitFactor === undefined
    ? site
    : { ...site, limitKw: new Float64Array(steps).fill(limitFactor * waterFill(site).peakKw) };
}
