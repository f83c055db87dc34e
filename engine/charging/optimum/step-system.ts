/** The steps inside a Newton step: columns for grid, feed-in, curtailment and violations, the banded system of the prices, and the peak that
 *  enters every row (Sherman and Morrison's update). Scratch state of one optimisation. */
import type { Band } from './band.ts';
import { Bounded, type Reach } from './bounded.ts';
import type { Values } from './chain-system.ts';
import type { Coupling } from './coupling.ts';

/** Least distance of the start of a violation from its bounds: its range and cost are far above all others. */
const OFF_BOUND_PENALTY = 1e-4;

export class StepSystem {
  readonly price: Float64Array;
  readonly columns: readonly Bounded[];
  readonly peak: Bounded | null;
  private readonly coupling: Coupling;
  private readonly costs: readonly Float64Array[];
  private readonly peakCost: number;
  private readonly diagonal: Float64Array;
  private readonly widest: Uint8Array;
  private readonly ones: Float64Array;

  /** @param scale costs are divided by */
  constructor(coupling: Coupling, scale: number) {
    const steps = coupling.rightKw.length;
    this.coupling = coupling;
    this.columns = coupling.columns.map(({ upper, curvature }) => new Bounded(upper, curvature / scale));
    this.peak = coupling.peak === null ? null : new Bounded(Float64Array.of(coupling.peak.upper));
    this.costs = coupling.columns.map(({ cost }) => cost.map((value) => value / scale));
    this.peakCost = coupling.peak === null ? 0 : coupling.peak.cost / scale;
    this.price = new Float64Array(steps);
    this.diagonal = new Float64Array(steps);
    this.widest = new Uint8Array(steps);
    this.ones = new Float64Array(steps);
  }

  get all(): Bounded[] {
    return this.peak === null ? [...this.columns] : [...this.columns, this.peak];
  }

  /** Starts columns from the power of the cars: each takes what its sign can take of the rest, the violations last. */
  begin(net: Float64Array, size: number): void {
    const { coupling, columns, costs, peak } = this;
    if (peak !== null) {
      let highest = 0;
      for (const power of net) highest = Math.max(highest, power);
      peak.start(0, 1.1 * highest + 1, this.peakCost, size);
      for (let t = 0; t < net.length; t++) net[t]! -= peak.x[0]!;
    }
    coupling.columns.forEach((column, j) => {
      for (let t = 0; t < net.length; t++) {
        const rest = column.penalty ? 0 : -column.sign * net[t]!;
        columns[j]!.start(t, rest, costs[j]![t]!, size, column.penalty ? OFF_BOUND_PENALTY : undefined);
        net[t]! += column.sign * columns[j]!.x[t]!;
      }
    });
  }

  /** Moves along the last direction (steps 0: none yet). Then weights, reduced costs, and the columns' part of the band. */
  advance(primalStep: number, dualStep: number, priceStep: Float64Array, band: Band): void {
    for (const set of this.all) set.move(0, set.x.length, primalStep, dualStep);
    if (dualStep > 0) for (let t = 0; t < this.price.length; t++) this.price[t]! += dualStep * priceStep[t]!;
    const { coupling, columns, costs, peak, price } = this;
    const steps = price.length;
    columns.forEach((set, j) => {
      const { sign } = coupling.columns[j]!;
      set.weigh(0, steps);
      for (let t = 0; t < steps; t++) {
        set.h[t] = costs[j]![t]! + set.curvature * set.x[t]! - sign * price[t]!;
        band.matrix[t * band.width]! += set.d[t]!;
      }
    });
    if (peak === null) return;
    peak.weigh(0, 1);
    let sum = this.peakCost;
    for (let t = 0; t < steps; t++) sum += price[t]!;
    peak.h[0] = sum;
  }

  /** Once the band is full: its factors. */
  factor(band: Band): void {
    for (let t = 0; t < this.diagonal.length; t++) this.diagonal[t] = band.matrix[t * band.width]!;
    band.factor();
    if (this.peak === null) return;
    this.ones.fill(1);
    band.solve(this.ones);
  }

  /** The rows' own right-hand side and that of the columns as they are aimed. */
  rightSide(right: Float64Array): void {
    right.set(this.coupling.rightKw);
    this.columns.forEach((set, j) => {
      const { sign } = this.coupling.columns[j]!;
      for (let t = 0; t < right.length; t++) right[t]! += sign * (set.d[t]! * set.h[t]! - set.x[t]!);
    });
  }

  /** Turns the right-hand side into the step of the prices. */
  solve(band: Band, right: Float64Array): void {
    const { peak, ones } = this;
    band.solve(right);
    if (peak === null) return;
    // Arranged so that nothing large is cancelled.
    let withoutPeak = 0;
    let response = 0;
    for (let t = 0; t < right.length; t++) {
      withoutPeak += right[t]!;
      response += ones[t]!;
    }
    const x = peak.x[0]!;
    peak.dx[0] = -(withoutPeak + x * response + peak.h[0]!) / (1 / peak.d[0]! + response);
    for (let t = 0; t < right.length; t++) right[t]! += (x + peak.dx[0]!) * ones[t]!;
  }

  /** Direction of the columns. @param rest what the cars leave of the rows
   *  @param first true after `weigh`, whose products are kept */
  direct(priceStep: Float64Array, rest: Float64Array, reach: Reach, first: boolean): void {
    const { coupling, columns, peak, widest, diagonal } = this;
    const steps = priceStep.length;
    if (peak !== null) for (let t = 0; t < steps; t++) rest[t]! += peak.x[0]! + peak.dx[0]!;
    widest.fill(0);
    columns.forEach((set, j) => {
      const { sign } = coupling.columns[j]!;
      for (let t = 0; t < steps; t++) {
        set.dx[t] = set.d[t]! * (sign * priceStep[t]! - set.h[t]!);
        rest[t]! -= sign * (set.x[t]! + set.dx[t]!);
        if (set.d[t]! > columns[widest[t]!]!.d[t]!) widest[t] = j;
      }
    });
    // What rounding left over in a row goes to its freest column.
    for (let t = 0; t < steps; t++) {
      const set = columns[widest[t]!]!;
      if (set.d[t]! > 0.5 * diagonal[t]!) set.dx[t]! += coupling.columns[widest[t]!]!.sign * rest[t]!;
    }
    for (const set of this.all) {
      if (first) set.probe(0, set.x.length, reach);
      else set.reach(0, set.x.length, reach);
    }
  }

  /** Value of the programme's part, and of its dual's. */
  measure(): Values {
    const { columns, costs, peak, coupling, price } = this;
    let primal = 0;
    let dual = 0;
    columns.forEach((set, j) => {
      for (let t = 0; t < price.length; t++) {
        const x = set.x[t]!;
        const bent = (set.curvature * x * x) / 2;
        primal += costs[j]![t]! * x + bent;
        dual -= set.zu[t]! * set.u[t]! + bent;
      }
    });
    if (peak !== null) {
      primal += this.peakCost * peak.x[0]!;
      dual -= peak.zu[0]! * peak.u[0]!;
    }
    for (let t = 0; t < price.length; t++) dual += coupling.rightKw[t]! * price[t]!;
    return { primal, dual };
  }
}
