/** Flows, costs and cost slopes of all links during an assignment; one place that keeps them in step. Scratch state of one solver. */
import { type AssignmentNetwork, fixedCost, type UserClass } from './assignment-network.ts';
import { travelTime, travelTimeCurvature, travelTimeIntegral, travelTimeSlope } from './volume-delay.ts';

/** Whose cost is minimised: each traveller's own (user equilibrium) or everybody's together (system optimum). */
export type Principle = 'user-equilibrium' | 'system-optimum';

export class LinkState {
  /** [link] passenger-car units */
  readonly flow: Float64Array;
  /** [class][link] cost that a path search sees */
  readonly cost: readonly Float64Array[];
  /** [link] derivative of that cost with respect to flow */
  readonly slope: Float64Array;
  private readonly fixed: readonly Float64Array[];
  private readonly network: AssignmentNetwork;
  private readonly classes: readonly UserClass[];
  private readonly principle: Principle;

  constructor(network: AssignmentNetwork, classes: readonly UserClass[], principle: Principle) {
    this.network = network;
    this.classes = classes;
    this.principle = principle;
    this.flow = new Float64Array(network.linkCount);
    this.slope = new Float64Array(network.linkCount);
    this.fixed = classes.map((userClass) => fixedCost(network, userClass));
    this.cost = classes.map(() => new Float64Array(network.linkCount));
    this.updateAll();
  }

  /** Cost and slope of one link after its flow changed. */
  update(link: number): void {
    const flow = Math.max(0, this.flow[link]!);
    const slope = travelTimeSlope(this.network, link, flow);
    let time = travelTime(this.network, link, flow);
    if (this.principle === 'system-optimum') {
      time += flow * slope;
      this.slope[link] = 2 * slope + flow * travelTimeCurvature(this.network, link, flow);
    } else this.slope[link] = slope;
    for (let c = 0; c < this.cost.length; c++) this.cost[c]![link] = time + this.fixed[c]![link]!;
  }

  updateAll(): void {
    for (let link = 0; link < this.network.linkCount; link++) this.update(link);
  }

  /** Beckmann's sum Σ ∫ t dv (user equilibrium) or Σ v t (system optimum), plus the fixed costs of each class.
   *  @param classFlow [class][link] vehicles; the network's own flow when there is one class */
  objective(classFlow?: readonly Float64Array[]): number {
    let sum = 0;
    for (let link = 0; link < this.network.linkCount; link++) {
      const flow = this.flow[link]!;
      sum +=
        this.principle === 'system-optimum'
          ? flow * travelTime(this.network, link, flow)
          : travelTimeIntegral(this.network, link, flow);
      if (classFlow === undefined) sum += flow * this.fixed[0]![link]!;
      else
        for (let c = 0; c < classFlow.length; c++)
          sum += this.classes[c]!.pcu * classFlow[c]![link]! * this.fixed[c]![link]!;
    }
    return sum;
  }
}
