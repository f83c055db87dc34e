/** Values that are allowed but look a thousand times too large or too small, as when kV is given for V or kW for W. Pure. */
import type { GridModel, NodeRow } from './model.ts';

type Tell = (component: string, id: number, rule: string, value?: unknown) => void;

export function plausibility(model: GridModel, nodes: ReadonlyMap<number, NodeRow>, warn: Tell): void {
  for (const node of model.nodes) {
    if (node.ratedV < 100) warn('node', node.id, 'u_rated is in volts: is this a value in kV?', node.ratedV);
    if (node.ratedV > 1.5e6) warn('node', node.id, 'u_rated is in volts: no grid has this voltage', node.ratedV);
  }
  for (const t of model.transformers) {
    for (const [name, own, node] of [
      ['u1', t.ratedFromV, nodes.get(t.fromNode)],
      ['u2', t.ratedToV, nodes.get(t.toNode)],
    ] as const)
      if (node !== undefined && (own / node.ratedV > 1.5 || own / node.ratedV < 0.67))
        warn('transformer', t.id, `${name} is far from the rated voltage of its node (${node.ratedV} V)`, own);
    if (t.ratedVa < 5000) warn('transformer', t.id, 'sn is in VA: is this a value in kVA?', t.ratedVa);
    if (Math.min(t.ratedFromV, t.ratedToV) < 1000 && t.ratedVa > 1e7)
      warn('transformer', t.id, 'sn is in VA: too large for a low-voltage transformer', t.ratedVa);
  }
  for (const line of model.lines) {
    const ratedV = nodes.get(line.fromNode)?.ratedV;
    if (ratedV === undefined || ratedV < 100) continue;
    // The power at which the line alone drops a tenth of the voltage; below a kettle, it is no line of this grid.
    const z = Math.hypot(line.r1Ohm, line.x1Ohm);
    const tenthW = (0.1 * ratedV * ratedV) / z;
    if (tenthW < 500)
      warn('line', line.id, `r1 and x1 are in ohm: ${tenthW.toFixed(0)} W drops a tenth of the voltage`, z);
    if (line.ratedA < 1) warn('line', line.id, 'i_n is in ampere: is this a value in kA?', line.ratedA);
    if (line.ratedA > 2e4) warn('line', line.id, 'i_n is in ampere: no cable carries this', line.ratedA);
    if (line.c1F > 1e-3) warn('line', line.id, 'c1 is in farad: is this a value in µF or nF?', line.c1F);
  }
  for (const load of model.loads) {
    const ratedV = nodes.get(load.node)?.ratedV;
    const w = Math.abs(load.pW[0] + load.pW[1] + load.pW[2]);
    // A low-voltage node has no transformer above about 1 MVA; medium voltage carries some tens of MW.
    const mostW = ratedV === undefined ? Number.POSITIVE_INFINITY : ratedV <= 1000 ? 3e6 : ratedV < 50_000 ? 1e8 : 1e10;
    if (w > mostW)
      warn(
        `${load.byPhase ? 'asym' : 'sym'}_${load.kind}`,
        load.id,
        'p_specified is in W: too large for its voltage',
        w,
      );
  }
  reactiveByPhase(model, warn);
  for (const source of model.sources)
    if (source.shortCircuitVa < 1e5)
      warn('source', source.id, 'sk is in VA: is this a value in MVA?', source.shortCircuitVa);
}

/** Loads of one phase with about a thousandth of the reactive power of another's: kVAr was written for MVAr there, or the other way round.
 *  The solved snapshot of the IEEE European feeder that pandapower ships is such a file. */
function reactiveByPhase(model: GridModel, warn: Tell): void {
  const active = [0, 0, 0];
  const reactive = [0, 0, 0];
  const first: Array<number | undefined> = [undefined, undefined, undefined];
  for (const load of model.loads) {
    if (!load.byPhase || load.kind !== 'load' || load.type !== 0) continue;
    for (let phase = 0; phase < 3; phase++) {
      if (load.pW[phase] === 0) continue;
      active[phase]! += Math.abs(load.pW[phase]!);
      reactive[phase]! += Math.abs(load.qVar[phase]!);
      first[phase] ??= load.id;
    }
  }
  const tan = active.map((p, phase) => (p > 0 ? reactive[phase]! / p : Number.NaN));
  const most = tan.reduce((high, value) => (value > high ? value : high), 0);
  tan.forEach((value, phase) => {
    if (!(value > 0) || most / value < 300 || most / value > 3000) return;
    warn(
      'asym_load',
      first[phase]!,
      `and the other loads of phase ${'abc'[phase]} take about 1/${Math.round(most / value)} of the reactive power of another phase for the same power: kVAr for MVAr?`,
      value,
    );
  });
}
