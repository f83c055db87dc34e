/** The lowest level a site can be held at over the coming steps, as far as its forecast and the cars present tell.
 *  In: snapshot. Out: level [kW]. Owns its arrays.
 *  All cars together are one battery: its power ends as cars leave, its content must reach what those that leave have asked, and never
 *  falls below what each could no longer make up for. The level is halved between the least and the most that can happen. Cars that are
 *  still to come are not known. */
import type { SiteSnapshot } from '../snapshot.ts';

const HALVINGS = 14;
/** A level holds for an hour, unless cars come or go. */
const HOLDS_H = 1;

export class LowestLevel {
  private net = new Float64Array(0);
  private most = new Float64Array(0);
  private least = new Float64Array(0);
  private low = new Float64Array(0);
  private high = new Float64Array(0);
  /** Level of each site, with the moment and number of cars it was found for. */
  private readonly found = new WeakMap<object, { step: number; count: number; levelKw: number }>();

  find(now: SiteSnapshot, efficiencyShare: number): number {
    const { sessions, step, stepH } = now;
    const last = this.found.get(sessions);
    if (last !== undefined && last.count === sessions.count && (step - last.step) * stepH < HOLDS_H)
      return last.levelKw;
    const levelKw = this.search(now, efficiencyShare);
    this.found.set(sessions, { step, count: sessions.count, levelKw });
    return levelKw;
  }

  private search(now: SiteSnapshot, efficiencyShare: number): number {
    const { sessions, forecast, stepH } = now;
    const steps = forecast.horizonSteps;
    if (this.net.length < steps) {
      for (const name of ['net', 'most', 'least', 'low', 'high'] as const) this[name] = new Float64Array(steps);
    }
    const { net, most, least, low, high } = this;
    const inKwh = stepH * efficiencyShare;
    const outKwh = stepH / efficiencyShare;
    most.fill(0);
    least.fill(0);
    low.fill(0);
    high.fill(0);
    let storedKwh = 0;
    for (let i = 0; i < sessions.active; i++) {
      const stays = Math.max(1, Math.min(steps, sessions.statedDepartureStep[i]! - now.step - 1));
      const stored = sessions.storedKwh[i]!;
      const target = Math.max(stored, sessions.targetKwh[i]!);
      const floor = Math.min(stored, sessions.floorKwh[i]!);
      const maximumKw = sessions.maximumKw[i]!;
      const reachable = Math.min(sessions.targetKwh[i]!, stored + stays * maximumKw * inKwh);
      storedKwh += stored;
      for (let k = 0; k < stays; k++) {
        most[k]! += maximumKw;
        least[k]! += sessions.maximumDischargeKw[i]!;
        low[k]! += Math.max(floor, reachable - (stays - k - 1) * maximumKw * inKwh);
        high[k]! += target;
      }
      for (let k = stays; k < steps; k++) {
        low[k]! += reachable;
        high[k]! += target;
      }
    }
    let lower = 0;
    let upper = 0;
    for (let k = 0; k < steps; k++) {
      net[k] = k === 0 ? now.loadKw - now.pvKw : forecast.netKw(k);
      lower = Math.max(lower, net[k]! - least[k]!);
      upper = Math.max(upper, net[k]! + most[k]!);
    }
    for (let round = 0; round < HALVINGS; round++) {
      const level = (lower + upper) / 2;
      let stored = storedKwh;
      let holds = true;
      for (let k = 0; k < steps; k++) {
        const power = Math.min(most[k]!, level - net[k]!);
        stored += power > 0 ? power * inKwh : power * outKwh;
        if (stored > high[k]!) stored = high[k]!;
        if (stored < low[k]! - 1e-9) {
          holds = false;
          break;
        }
      }
      if (holds) upper = level;
      else lower = level;
    }
    return upper;
  }
}
