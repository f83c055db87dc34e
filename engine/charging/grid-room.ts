/** What the grid leaves for cars, and how what is there is divided: after a strategy has spoken, before power is delivered.
 *  In: sessions with the joint of the cable they stand at, wanted power, limits of the operator. Out: power in place, what was withheld.
 *  Order: droop at each charge point, then each feeder, then the transformer; what is short is divided max–min fairly, and where the least
 *  current does not reach for all, those who were withheld most so far come first. Scratch state of one simulation. */
import { fairDivisionAbove } from '../core/fair-division.ts';
import type { ChargePhysics } from './physics.ts';
import type { SiteSessions } from './site-sessions.ts';

/** Where cars stand in the grid. */
export interface GridPlaces {
  /** Joint of the low-voltage cable of a household, road node and hub; NO_JOINT: at the busbar of the transformer. */
  readonly jointOfHousehold: Uint32Array;
  readonly jointOfNode: Uint32Array;
  readonly jointOfHub: Uint32Array;
  /** [joint] feeder, numbered through all areas. */
  readonly feederOfJoint: Uint32Array;
  readonly feederCount: number;
  /** Null when charging is not limited by the grid. */
  readonly limits: GridLimits | null;
}

export interface GridLimits {
  /** Power that the cars of an area, or of a feeder, may take together [kW]; Infinity where there is no limit. */
  areaKw(area: number, step: number): number;
  /** The part of `areaKw` known a day ahead; left out where nothing is promised. */
  promisedAreaKw?(area: number, step: number): number;
  feederKw(feeder: number, step: number): number;
  /** Share of its power that a charge point at a joint gives while the cars of the area take so much; null without droop. */
  readonly droopShare: ((joint: number, area: number, step: number, carsKw: number) => number) | null;
}

export const NO_JOINT = 0xffffffff;
const BISECTIONS = 24;

export class GridRoom {
  private readonly places: GridPlaces;
  private readonly limits: GridLimits;
  private readonly physics: ChargePhysics;
  private wantedKw = new Float64Array(256);
  /** [feeder] power asked, the round in which it was met last; feeders met in a round. */
  private readonly sumKw: Float64Array;
  private readonly metAt: Float64Array;
  private readonly met: Uint32Array;
  private round = 1;

  constructor(places: GridPlaces, limits: GridLimits, physics: ChargePhysics) {
    this.places = places;
    this.limits = limits;
    this.physics = physics;
    this.sumKw = new Float64Array(places.feederCount);
    this.metAt = new Float64Array(places.feederCount);
    this.met = new Uint32Array(places.feederCount);
  }

  /** Cuts charging to what the grid has room for; discharging is left alone. */
  apply(sessions: SiteSessions, powerKw: Float64Array, area: number, step: number, stepH: number): void {
    const { active, maximumKw, minimumKw, ceilingKwh, storedKwh, withheldKwh } = sessions;
    const { efficiencyShare, fixedLossKw } = this.physics;
    if (this.wantedKw.length < active) this.wantedKw = new Float64Array(2 * active);
    const wanted = this.wantedKw;
    let sum = 0;
    for (let i = 0; i < active; i++) {
      const power = powerKw[i]!;
      wanted[i] = 0;
      if (!(power > 0)) {
        if (power < 0) wanted[i] = -this.possibleDischargeKw(sessions, i, -power, stepH);
        sum += wanted[i]!;
        continue;
      }
      // What the battery still takes, so that a car that is nearly full asks for no more than that.
      const given = Math.min(power, maximumKw[i]!);
      // Near full the charge curve may lower the power, and then more is lost: counted at the least power.
      const leastKw = minimumKw[i]! > 0 ? Math.min(given, minimumKw[i]!) : given;
      const storedPerKw = stepH * Math.max(1e-3, efficiencyShare - fixedLossKw / leastKw);
      wanted[i] = Math.min(given, Math.max(0, (ceilingKwh[i]! - storedKwh[i]!) / storedPerKw));
      sum += wanted[i]!;
    }
    if (sum <= 0) return;
    this.droop(sessions, powerKw, area, step);
    this.keepFeeders(sessions, powerKw, step);
    const restKw = this.physics.standbyKw * sessions.count;
    this.divide(sessions, powerKw, everyone, Math.max(0, this.limits.areaKw(area, step) - restKw));
    for (let i = 0; i < active; i++)
      if (wanted[i]! > 0) withheldKwh[i]! += Math.max(0, wanted[i]! - powerKw[i]!) * stepH;
  }

  /** Charge points lower their power by the voltage they see, which depends on all of them: the balance is found by halving. */
  private droop(sessions: SiteSessions, powerKw: Float64Array, area: number, step: number): void {
    const { droopShare } = this.limits;
    if (droopShare === null) return;
    const { active, joint, minimumKw } = sessions;
    const taken = (carsKw: number): number => {
      let kw = 0;
      for (let i = 0; i < active; i++)
        kw += powerKw[i]! > 0 ? this.wantedKw[i]! * droopShare(joint[i]!, area, step, carsKw) : this.asked(powerKw, i);
      return kw;
    };
    let all = 0;
    for (let i = 0; i < active; i++) all += this.asked(powerKw, i);
    let high = all;
    if (taken(all) < all - 1e-9) {
      let low = Math.min(0, all);
      for (let n = 0; n < BISECTIONS; n++) {
        const middle = (low + high) / 2;
        if (taken(middle) > middle) low = middle;
        else high = middle;
      }
    }
    for (let i = 0; i < active; i++) {
      if (!(powerKw[i]! > 0)) continue;
      const share = droopShare(joint[i]!, area, step, high);
      if (share >= 1) continue;
      const given = this.wantedKw[i]! * share;
      powerKw[i] = given < minimumKw[i]! ? 0 : given;
    }
  }

  private keepFeeders(sessions: SiteSessions, powerKw: Float64Array, step: number): void {
    const { feederOfJoint } = this.places;
    const { active, joint } = sessions;
    const feederOf = (i: number): number => (joint[i] === NO_JOINT ? NO_JOINT : feederOfJoint[joint[i]!]!);
    const { sumKw, met } = this;
    let count = 0;
    for (let i = 0; i < active; i++) {
      const feeder = feederOf(i);
      if (feeder === NO_JOINT) continue;
      if (this.metAt[feeder] !== this.round) {
        this.metAt[feeder] = this.round;
        sumKw[feeder] = 0;
        met[count++] = feeder;
      }
      sumKw[feeder]! += this.asked(powerKw, i);
    }
    this.round++;
    for (let k = 0; k < count; k++) {
      const feeder = met[k]!;
      const limitKw = this.limits.feederKw(feeder, step);
      if (sumKw[feeder]! > limitKw) this.divide(sessions, powerKw, (i) => feederOf(i) === feeder, limitKw);
    }
  }

  /** What a car can really give: room that is only promised by a strategy is no room. */
  private possibleDischargeKw(sessions: SiteSessions, i: number, wantedKw: number, stepH: number): number {
    const { storedKwh, floorKwh, maximumDischargeKw, minimumKw } = sessions;
    const { efficiencyShare, fixedLossKw } = this.physics;
    const spareKwh = storedKwh[i]! - floorKwh[i]! - fixedLossKw * stepH;
    const given = Math.min(wantedKw, maximumDischargeKw[i]!, (spareKwh * efficiencyShare) / stepH);
    return given > 0 && given >= minimumKw[i]! ? given : 0;
  }

  private asked(powerKw: Float64Array, i: number): number {
    return powerKw[i]! > 0 ? Math.min(powerKw[i]!, this.wantedKw[i]!) : Math.min(0, this.wantedKw[i]!);
  }

  /** @param limitKw for the sum over members; what members give back makes room for others */
  private divide(sessions: SiteSessions, powerKw: Float64Array, member: (i: number) => boolean, limitKw: number): void {
    const { active, minimumKw, withheldKwh } = sessions;
    let sum = 0;
    let availableKw = limitKw;
    for (let i = 0; i < active; i++) {
      if (!member(i)) continue;
      const kw = this.asked(powerKw, i);
      sum += kw;
      if (kw < 0) availableKw -= kw;
    }
    if (sum <= limitKw + 1e-9) return;
    const asking: number[] = [];
    for (let i = 0; i < active; i++) if (member(i) && powerKw[i]! > 0) asking.push(i);
    const part = fairDivisionAbove(
      asking.map((i) => this.asked(powerKw, i)),
      asking.map((i) => Math.min(minimumKw[i]!, this.asked(powerKw, i))),
      asking.map((i) => withheldKwh[i]!),
      availableKw,
    );
    asking.forEach((i, k) => {
      // A car that gets all it asked keeps the power it would have: the last of its energy is taken in part of the step.
      if (part[k]! < this.asked(powerKw, i) - 1e-9) powerKw[i] = part[k]!;
    });
  }
}

const everyone = (): boolean => true;
