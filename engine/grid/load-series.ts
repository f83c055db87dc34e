/** Many steps of a radial grid that differ in their loads alone: the sweep without anything between it and the numbers.
 *  In: GridModel, a writer of loads per step. Out: a look at each solved step. A failed step is noted and the rest goes on. */
import type { GridModel } from './model.ts';
import { makeNetwork, type Phases } from './network.ts';
import { NewtonSolver } from './newton.ts';
import { radialNetwork } from './radial.ts';
import { RadialSweep } from './sweep.ts';

export interface SeriesStep {
  readonly step: number;
  /** Passes of the sweep, or iterations of Newton where the sweep did not settle. */
  readonly iterations: number;
  /** Voltage [pu] of a bus (index of `model.nodes`) and phase. */
  voltagePu(bus: number, phase: number): number;
}

export interface SeriesResult {
  readonly solved: number;
  readonly failed: readonly number[];
  readonly iterations: number;
}

/** Change of the last pass; the error left is of the same size [pu]. */
const TOLERANCE_PU = 1e-8;
const MAX_PASSES = 100;

/** @param place [bus × phase] in the arrays that `write` fills, in pu of the phase base (1 MVA / 3; 1 MVA balanced)
 *  @param write puts the power taken at a step into p and q, which keep what was put there before
 *  @throws RangeError when the grid is not radial with one source */
export function runLoadSeries(
  model: GridModel,
  phases: Phases,
  stepCount: number,
  write: (step: number, p: Float64Array, q: Float64Array, place: (bus: number, phase: number) => number) => void,
  look: (step: SeriesStep) => void,
): SeriesResult {
  const network = makeNetwork(model, phases);
  const radial = radialNetwork(network);
  if (radial === null) throw new RangeError('a load series needs a radial grid with one source');
  const { tree, busOfTree } = radial;
  const treeOfBus = new Int32Array(network.busCount).fill(-1);
  for (let at = 1; at < busOfTree.length; at++) treeOfBus[busOfTree[at]!] = at;
  const place = (bus: number, phase: number): number => treeOfBus[bus]! * phases + phase;
  const sweep = new RadialSweep(tree, radial.sourceVoltagePu, radial.sourceAngleRad);
  const p = new Float64Array(tree.busCount * phases);
  const q = new Float64Array(tree.busCount * phases);
  let newton: NewtonSolver | null = null;
  const failed: number[] = [];
  let iterations = 0;
  const ofSweep = (bus: number, phase: number): number => {
    const j = place(bus, phase);
    return j < 0 ? 0 : Math.hypot(sweep.vRe[j]!, sweep.vIm[j]!);
  };
  for (let step = 0; step < stepCount; step++) {
    write(step, p, q, place);
    const passes = sweep.solve(p, q, TOLERANCE_PU, MAX_PASSES);
    if (passes >= 0) {
      iterations += passes;
      look({ step, iterations: passes, voltagePu: ofSweep });
      continue;
    }
    sweep.reset(radial.sourceVoltagePu, radial.sourceAngleRad);
    newton ??= new NewtonSolver(network);
    const toBus = (values: Float64Array): Float64Array => {
      const out = new Float64Array(network.busCount * phases);
      for (let at = 1; at < busOfTree.length; at++)
        for (let phase = 0; phase < phases; phase++)
          out[busOfTree[at]! * phases + phase] = values[at * phases + phase]!;
      return out;
    };
    const loads = { p: toBus(p), q: toBus(q), pCurrent: null, qCurrent: null, pImpedance: null, qImpedance: null };
    const count = newton.solve(loads, TOLERANCE_PU);
    if (count < 0) {
      failed.push(step);
      continue;
    }
    const { voltage } = newton;
    iterations += count;
    look({
      step,
      iterations: count,
      voltagePu: (bus, phase) =>
        Math.hypot(voltage[2 * (bus * phases + phase)]!, voltage[2 * (bus * phases + phase) + 1]!),
    });
  }
  return { solved: stepCount - failed.length, failed, iterations };
}
