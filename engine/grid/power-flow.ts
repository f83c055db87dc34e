/** Power flow of a grid model, one step or a batch: picks the method, keeps what can be kept between steps, and names what failed.
 *  In: GridModel per step. Out: Solution per step. The class owns the solvers; models are immutable. */
import { throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { type GridResult, gridResult } from './flows.ts';
import type { GridModel } from './model.ts';
import { makeNetwork, type Network, type Phases, sumLoads } from './network.ts';
import { NewtonSolver } from './newton.ts';

/** Largest voltage change of the last iteration [pu]. */
export const TOLERANCE_PU = 1e-10;

export type Solution =
  | { readonly ok: true; readonly iterations: number; readonly method: 'sweep' | 'newton'; readonly result: GridResult }
  | { readonly ok: false; readonly nodeId: number; readonly reason: string };

export class PowerFlow {
  private readonly phases: Phases;
  private readonly file: string;
  private network: Network | null = null;
  private newton: NewtonSolver | null = null;

  constructor(phases: Phases, file = 'grid') {
    this.phases = phases;
    this.file = file;
  }

  /** Solves one step. Steps that share all but their loads with the last one reuse order, factors and voltages. */
  solve(model: GridModel): Solution {
    if (this.network === null || !sameGrid(this.network.model, model)) {
      this.network = makeNetwork(model, this.phases, this.file);
      this.newton = new NewtonSolver(this.network);
    }
    const network = this.network;
    const newton = this.newton!;
    const loads = sumLoads(network, model.loads);
    const iterations = newton.solve(loads, TOLERANCE_PU);
    if (iterations >= 0)
      return { ok: true, iterations, method: 'newton', result: gridResult(network, newton.voltage, model.loads) };
    return { ok: false, ...explain(network, newton.worstBus, newton.failure === 'singular') };
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
function explain(network: Network, bus: number, singular: boolean): { nodeId: number; reason: string } {
  const nodeId = network.model.nodes[bus]!.id;
  if (singular)
    return { nodeId, reason: `node ${nodeId} has no path for the current to flow back (zero impedance or no earth)` };
  const feeders = network.branches
    .filter((branch) => branch.closed && (branch.from === bus || branch.to === bus))
    .map((branch) => `${branch.kind} ${branch.row.id}`);
  let loadKw = 0;
  for (const load of network.model.loads)
    if (load.node === nodeId && load.inService && load.kind === 'load')
      loadKw += (load.pW[0] + load.pW[1] + load.pW[2]) / 1000;
  return {
    nodeId,
    reason: `no solution: the voltage of node ${nodeId} does not settle (load there ${loadKw.toFixed(1)} kW, fed by ${feeders.join(', ') || 'nothing'}); the load is more than the branches to it can carry, or an impedance is wrong`,
  };
}
