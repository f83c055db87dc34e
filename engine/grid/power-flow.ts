/** Power flow of a grid model, one step or a batch: picks the method, keeps what can be kept between steps, and names what failed.
 *  In: GridModel per step. Out: Solution per step. The class owns the solvers; models are immutable. */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { type GridResult, gridResult } from './flows.ts';
import type { GridModel } from './model.ts';
import { type BusLoads, makeNetwork, type Network, type Phases, sumLoads } from './network.ts';
import { NewtonSolver } from './newton.ts';
import { type RadialNetwork, radialNetwork } from './radial.ts';
import { RadialSweep } from './sweep.ts';

/** Largest voltage change of the last iteration [pu]. */
export const TOLERANCE_PU = 1e-10;

export type Solution =
  | { readonly ok: true; readonly iterations: number; readonly method: Method; readonly result: GridResult }
  | { readonly ok: false; readonly nodeId: number; readonly reason: string };

/** Sweeps approach the answer in equal ratios, so that the last change is about the error left. */
const SWEEP_TOLERANCE_PU = 1e-14;
/** Passes after which the sweep gives up and Newton takes over. */
const MAX_PASSES = 100;

export type Method = 'sweep' | 'newton';

/** What is kept for one grid: its network and the solvers that were needed so far. */
class Prepared {
  readonly network: Network;
  private readonly radial: RadialNetwork | null;
  private readonly sweep: RadialSweep | null;
  private newton: NewtonSolver | null = null;
  private readonly voltage: Float64Array;

  constructor(network: Network, only: Method | undefined) {
    this.network = network;
    this.radial = only === 'newton' ? null : radialNetwork(network);
    this.sweep =
      this.radial === null
        ? null
        : new RadialSweep(this.radial.tree, this.radial.sourceVoltagePu, this.radial.sourceAngleRad);
    this.voltage = new Float64Array(2 * network.busCount * network.phases);
  }

  solve(model: GridModel): Solution {
    const loads = sumLoads(this.network, model.loads);
    const passes = this.trySweep(loads);
    if (passes >= 0)
      return {
        ok: true,
        iterations: passes,
        method: 'sweep',
        result: gridResult(this.network, this.voltage, model.loads),
      };
    this.newton ??= new NewtonSolver(this.network);
    const iterations = this.newton.solve(loads, TOLERANCE_PU);
    if (iterations >= 0)
      return {
        ok: true,
        iterations,
        method: 'newton',
        result: gridResult(this.network, this.newton.voltage, model.loads),
      };
    return { ok: false, ...explain(this.network, model, this.newton.worstBus, this.newton.failure === 'singular') };
  }

  private trySweep(loads: BusLoads): number {
    if (this.radial === null || this.sweep === null) return -1;
    const { sweep, radial, network } = this;
    const { phases } = network;
    const toTree = (values: Float64Array): Float64Array => {
      const out = new Float64Array(radial.tree.busCount * phases);
      for (let at = 1; at < radial.busOfTree.length; at++)
        for (let phase = 0; phase < phases; phase++)
          out[at * phases + phase] = values[radial.busOfTree[at]! * phases + phase]!;
      return out;
    };
    const maybe = (values: Float64Array | null): Float64Array | null => (values === null ? null : toTree(values));
    const dependent =
      loads.pCurrent === null && loads.pImpedance === null
        ? null
        : {
            pCurrent: maybe(loads.pCurrent),
            qCurrent: maybe(loads.qCurrent),
            pImpedance: maybe(loads.pImpedance),
            qImpedance: maybe(loads.qImpedance),
          };
    const passes = sweep.solve(toTree(loads.p), toTree(loads.q), SWEEP_TOLERANCE_PU, MAX_PASSES, dependent);
    if (passes < 0) {
      sweep.reset(radial.sourceVoltagePu, radial.sourceAngleRad);
      return -1;
    }
    for (let at = 1; at < radial.busOfTree.length; at++)
      for (let phase = 0; phase < phases; phase++) {
        const j = 2 * (radial.busOfTree[at]! * phases + phase);
        this.voltage[j] = sweep.vRe[at * phases + phase]!;
        this.voltage[j + 1] = sweep.vIm[at * phases + phase]!;
      }
    return passes;
  }
}

export class PowerFlow {
  private readonly phases: Phases;
  private readonly file: string;
  private readonly only: Method | undefined;
  private prepared: Prepared | null = null;

  /** @param only the one method to use; by default the sweep for radial grids and Newton where that does not do */
  constructor(phases: Phases, file = 'grid', only?: Method) {
    this.phases = phases;
    this.file = file;
    this.only = only;
  }

  /** Solves one step. Steps that share all but their loads with the last one reuse order, factors and voltages. */
  solve(model: GridModel): Solution {
    if (this.prepared === null || !sameGrid(this.prepared.network.model, model))
      this.prepared = new Prepared(makeNetwork(model, this.phases, this.file), this.only);
    return this.prepared.solve(model);
  }
}

export interface BatchStep {
  readonly index: number;
  readonly model: GridModel;
  readonly solution: Solution;
}

/** Solves scenarios one after another; one that fails does not stop the rest.
 *  @throws CancelledError, InputError when a scenario's grid cannot be calculated at all */
export async function* powerFlowBatch(
  scenarios: ReadonlyArray<() => GridModel>,
  phases: Phases,
  signal: AbortSignal | undefined,
  file = 'grid',
): AsyncGenerator<BatchStep> {
  const flow = new PowerFlow(phases, file);
  let last = performance.now();
  for (let index = 0; index < scenarios.length; index++) {
    throwIfCancelled(signal);
    const model = scenarios[index]!();
    yield { index, model, solution: flow.solve(model) };
    if (performance.now() - last > 100) {
      await breathe();
      last = performance.now();
    }
  }
}

function sameGrid(a: GridModel, b: GridModel): boolean {
  return (
    a.nodes === b.nodes &&
    a.lines === b.lines &&
    a.links === b.links &&
    a.transformers === b.transformers &&
    a.genericBranches === b.genericBranches &&
    a.sources === b.sources &&
    a.shunts === b.shunts
  );
}

/** What a user can do about a step without solution: the bus, its load and the branches that should feed it. */
function explain(
  network: Network,
  model: GridModel,
  bus: number,
  singular: boolean,
): { nodeId: number; reason: string } {
  const nodeId = network.model.nodes[bus]!.id;
  if (singular)
    return { nodeId, reason: `node ${nodeId} has no path for the current to flow back (zero impedance or no earth)` };
  const feeders = network.branches
    .filter((branch) => branch.closed && (branch.from === bus || branch.to === bus))
    .map((branch) => `${branch.kind} ${branch.row.id}`);
  let loadKw = 0;
  for (const load of model.loads)
    if (load.node === nodeId && load.inService && load.kind === 'load')
      loadKw += (load.pW[0] + load.pW[1] + load.pW[2]) / 1000;
  return {
    nodeId,
    reason: `no solution: the voltage of node ${nodeId} does not settle (load there ${loadKw.toFixed(1)} kW, fed by ${feeders.join(', ') || 'nothing'}); the load is more than the branches to it can carry, or an impedance is wrong`,
  };
}
