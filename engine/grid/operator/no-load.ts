/** Voltage of the low-voltage busbars when nobody draws power: source, medium voltage and taps as the operator's file has them. Pure. */
import { InputError } from '../../core/errors.ts';
import { PHASE_V } from '../area-tree.ts';
import type { GridModel } from '../model.ts';
import { PowerFlow } from '../power-flow.ts';

/** @returns node → pu of 230 V. @throws InputError when the grid has no solution even without load */
export function noLoadVoltagesPu(model: GridModel, file: string): Map<number, number> {
  const solution = new PowerFlow(1, file).solve({ ...model, loads: [] });
  if (!solution.ok)
    throw new InputError(file, `node ${solution.nodeId}`, `must have a solution without load: ${solution.reason}`);
  return new Map(solution.result.nodes.map(({ id, voltageV }) => [id, voltageV[0]! / (Math.sqrt(3) * PHASE_V)]));
}
