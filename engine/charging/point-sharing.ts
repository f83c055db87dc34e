/** Sockets on one connection share its power: the station itself divides what strategies ask, whatever they ask.
 *  In: sessions with the point they stand at, wanted power. Out: power in place, no point above its connection in either direction.
 *  Scratch state of one simulation. */
import type { SiteSessions } from './site-sessions.ts';

export class PointSharing {
  private sumKw = new Float64Array(16);
  private asking = new Uint32Array(16);

  /** @param limitKw of a point; not called for sessions without one */
  apply(sessions: SiteSessions, powerKw: Float64Array, step: number, limitKw: (point: number) => number): void {
    this.direction(sessions, powerKw, step, limitKw, 1);
    this.direction(sessions, powerKw, step, limitKw, -1);
  }

  /** Equal shares among those that ask; who comes first when the least current does not reach for all changes every step. */
  private direction(
    sessions: SiteSessions,
    powerKw: Float64Array,
    step: number,
    limitKw: (point: number) => number,
    sign: 1 | -1,
  ): void {
    const { active, point, minimumKw, maximumKw, maximumDischargeKw } = sessions;
    const most = sign > 0 ? maximumKw : maximumDischargeKw;
    let any = false;
    for (let i = 0; i < active; i++) {
      const p = point[i]!;
      if (p < 0) continue;
      if (p >= this.sumKw.length) this.grow(p + 1);
      this.sumKw[p] = 0;
      this.asking[p] = 0;
    }
    for (let i = 0; i < active; i++) {
      const p = point[i]!;
      const asked = Math.min(sign * powerKw[i]!, most[i]!);
      if (p < 0 || !(asked > 0)) continue;
      this.sumKw[p]! += asked;
      this.asking[p]!++;
      if (this.sumKw[p]! > limitKw(p)) any = true;
    }
    if (!any) return;
    // From here on the sum of a crowded point is what it has left; of others it stays below the limit.
    for (let i = 0; i < active; i++) {
      const p = point[i]!;
      if (p >= 0 && this.asking[p]! > 0 && this.sumKw[p]! > limitKw(p)) this.sumKw[p] = -limitKw(p);
    }
    for (let n = 0; n < active; n++) {
      const i = (step + n) % active;
      const p = point[i]!;
      const asked = Math.min(sign * powerKw[i]!, most[i]!);
      if (p < 0 || !(asked > 0) || this.sumKw[p]! > 0 || this.asking[p] === 0) continue;
      const left = -this.sumKw[p]!;
      const share = Math.min(asked, left, Math.max(left / this.asking[p]!, minimumKw[i]!));
      const given = share < minimumKw[i]! ? 0 : share;
      powerKw[i] = sign * given;
      // Never exactly zero, which would read as a point that is not crowded.
      this.sumKw[p] = -Math.max(1e-12, left - given);
      this.asking[p]!--;
    }
  }

  private grow(size: number): void {
    const longer = new Float64Array(2 * size);
    longer.set(this.sumKw);
    this.sumKw = longer;
    const counts = new Uint32Array(2 * size);
    counts.set(this.asking);
    this.asking = counts;
  }
}
