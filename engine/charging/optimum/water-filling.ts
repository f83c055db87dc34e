/** Exact optimum without discharge for the lowest peak and the flattest load: each session in turn fills its energy into the valleys that
 *  all others leave, until a cut proves that no plan has a lower peak.
 *  For energy that may flow from sessions to steps the plan of least squares also has the least peak (least majorised flow: Veinott 1971).
 *  In: site. Out: plan, peak, proven lower bound of the peak. Pure. Source of the filling: valley filling (Gan, Topcu, Low 2013). */
import type { Site } from '../site.ts';
import { emptySchedule, inKwhOf, neededKwh, roomKwh, type Schedule } from './schedule.ts';

export interface WaterFilled {
  readonly schedule: Schedule;
  readonly peakKw: number;
  readonly lowerBoundKw: number;
  readonly passes: number;
}

/** @param tolerance relative gap between peak and bound at which the search ends
 *  @param fillsRoom cars that may store more than they need take it where there is sun to spare: the flattest load needs it, the lowest peak
 *  does not */
export function waterFill(site: Site, tolerance = 1e-9, maxPasses = 400, fillsRoom = false): WaterFilled {
  const schedule = emptySchedule(site);
  const { sessions, stepCount } = site;
  const { first, chargeKw } = schedule;
  const loadKw = new Float64Array(stepCount);
  for (let t = 0; t < stepCount; t++) loadKw[t] = site.loadKw[t]! - site.pvKw[t]!;
  const sumKw = new Float64Array(sessions.count);
  const mostKw = new Float64Array(sessions.count);
  let longest = 0;
  for (let s = 0; s < sessions.count; s++) {
    sumKw[s] = neededKwh(site, s) / inKwhOf(site, s);
    mostKw[s] = fillsRoom ? roomKwh(site, s) / inKwhOf(site, s) : sumKw[s]!;
    longest = Math.max(longest, first[s + 1]! - first[s]!);
  }
  // Least flexible first: they have no choice, the others fill around them.
  const order = Array.from({ length: sessions.count }, (_, s) => s).sort((a, b) => slack(a) - slack(b) || a - b);
  function slack(s: number): number {
    return first[s + 1]! - first[s]! - sumKw[s]! / Math.max(1e-9, sessions.maximumKw[s]!);
  }
  const valley = new Float64Array(longest);
  const level = new LevelFinder(longest);
  let passes = 0;
  let peakKw = 0;
  let lowerBoundKw = 0;
  for (; passes < maxPasses; passes++) {
    for (const s of order) {
      const from = first[s]!;
      const length = first[s + 1]! - from;
      const arrival = sessions.arrivalStep[s]!;
      for (let k = 0; k < length; k++) valley[k] = loadKw[arrival + k]! - chargeKw[from + k]!;
      const maximumKw = sessions.maximumKw[s]!;
      let water = level.find(valley, length, maximumKw, sumKw[s]!);
      if (water < 0 && mostKw[s]! > sumKw[s]!)
        water = Math.max(water, Math.min(0, level.find(valley, length, maximumKw, mostKw[s]!)));
      for (let k = 0; k < length; k++) {
        const power = Math.min(maximumKw, Math.max(0, water - valley[k]!));
        chargeKw[from + k] = power;
        loadKw[arrival + k] = valley[k]! + power;
      }
    }
    peakKw = 0;
    for (let t = 0; t < stepCount; t++) peakKw = Math.max(peakKw, loadKw[t]!);
    if (passes % 3 !== 2 && passes !== 0) continue;
    lowerBoundKw = Math.max(lowerBoundKw, bestCut(site, sumKw, loadKw, peakKw));
    if (peakKw - lowerBoundKw <= tolerance * Math.max(1, Math.abs(peakKw))) break;
  }
  return { schedule, peakKw, lowerBoundKw, passes: Math.min(passes + 1, maxPasses) };
}

/** Best lower bound of the peak among sets of the highest steps: what must be charged inside such a set, because the sessions have no
 *  room outside of it, spread evenly over the set. */
function bestCut(site: Site, sumKw: Float64Array, loadKw: Float64Array, peakKw: number): number {
  let best = 0;
  for (const share of [1e-9, 1e-6, 1e-4, 1e-3, 1e-2])
    best = Math.max(best, cut(site, sumKw, loadKw, peakKw * (1 - share) - 1e-9));
  return best;
}

function cut(site: Site, sumKw: Float64Array, loadKw: Float64Array, thresholdKw: number): number {
  const { sessions, stepCount } = site;
  const outside = new Uint32Array(stepCount + 1);
  let inside = 0;
  let mustKw = 0;
  for (let t = 0; t < stepCount; t++) {
    const high = loadKw[t]! >= thresholdKw;
    outside[t + 1] = outside[t]! + (high ? 0 : 1);
    if (!high) continue;
    inside++;
    mustKw += site.loadKw[t]! - site.pvKw[t]!;
  }
  if (inside === 0) return 0;
  for (let s = 0; s < sessions.count; s++) {
    const room = (outside[sessions.departureStep[s]!]! - outside[sessions.arrivalStep[s]!]!) * sessions.maximumKw[s]!;
    mustKw += Math.max(0, sumKw[s]! - room);
  }
  return mustKw / inside;
}

/** Finds the water level w with Σ clip(w − valley, 0, maximum) = sum. Owns its scratch array. */
class LevelFinder {
  private readonly sorted: Float64Array;

  constructor(longest: number) {
    this.sorted = new Float64Array(longest);
  }

  find(valley: Float64Array, length: number, maximum: number, sum: number): number {
    if (sum <= 0) return Number.NEGATIVE_INFINITY;
    if (sum >= maximum * length) return Number.POSITIVE_INFINITY;
    const ground = this.sorted.subarray(0, length);
    ground.set(valley.subarray(0, length));
    ground.sort();
    // Volume as a function of the level is piecewise linear: steps enter at ground[i], are full at ground[i] + maximum.
    let entered = 0;
    let full = 0;
    let water = ground[0]!;
    let volume = 0;
    for (;;) {
      const nextEntry = entered < length ? ground[entered]! : Number.POSITIVE_INFINITY;
      const nextFull = full < entered ? ground[full]! + maximum : Number.POSITIVE_INFINITY;
      const next = Math.min(nextEntry, nextFull);
      const filling = entered - full;
      const gained = filling * (next - water);
      if (filling > 0 && volume + gained >= sum) return water + (sum - volume) / filling;
      if (filling > 0) volume += gained;
      water = next;
      if (nextEntry <= nextFull) entered++;
      else full++;
    }
  }
}
