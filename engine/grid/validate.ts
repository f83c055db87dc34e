/** What is wrong with a grid model, all at once and by component id, as an operator's validator would tell it.
 *  In: GridModel. Out: problems that forbid a calculation and warnings that cast doubt on it. Pure. */
import type { Problem } from '../core/errors.ts';
import type { BranchRow, GridModel, LineRow, NodeRow, TransformerRow } from './model.ts';
import { plausibility } from './plausibility.ts';
import { findLoops, unfedNodes } from './topology.ts';

export interface Validation {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export interface ValidationOptions {
  readonly file: string;
  /** Zero-sequence values are needed. */
  readonly byPhase: boolean;
  /** The grid was promised to be radial: loops are errors. */
  readonly radial?: boolean;
  /** Name of a component in the user's file; undefined: kind and id. */
  readonly nameOf?: (component: string, id: number) => string | undefined;
}

type Tell = (component: string, id: number, rule: string, value?: unknown) => void;

export function validateGrid(model: GridModel, options: ValidationOptions): Validation {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  const into =
    (list: Problem[]): Tell =>
    (component, id, rule, value) =>
      list.push({
        file: options.file,
        key: options.nameOf?.(component, id) ?? `${component} ${id}`,
        rule,
        ...(value === undefined ? {} : { value }),
      });
  const error = into(errors);
  const warn = into(warnings);

  duplicateIds(model, error);
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  for (const node of model.nodes) if (!(node.ratedV > 0)) error('node', node.id, 'u_rated must be > 0 V', node.ratedV);
  const allKnown = references(model, nodes, error);
  for (const line of model.lines) checkLine(line, nodes, options.byPhase, error);
  for (const link of model.links) sameVoltage('link', link, nodes, error);
  for (const transformer of model.transformers) checkTransformer(transformer, error);
  for (const branch of model.genericBranches) {
    if (branch.r1Ohm === 0 && branch.x1Ohm === 0) error('generic_branch', branch.id, 'r1 and x1 must not both be 0');
    if (!(branch.ratio > 0)) error('generic_branch', branch.id, 'k must be > 0', branch.ratio);
    if (options.byPhase) error('generic_branch', branch.id, 'has no zero sequence: balanced calculation only');
  }
  for (const source of model.sources) {
    if (!(source.voltagePu > 0)) error('source', source.id, 'u_ref must be > 0', source.voltagePu);
    if (!(source.shortCircuitVa > 0)) error('source', source.id, 'sk must be > 0 VA', source.shortCircuitVa);
    if (!(source.rxRatio >= 0)) error('source', source.id, 'rx_ratio must be >= 0', source.rxRatio);
    if (!(source.z01Ratio > 0)) error('source', source.id, 'z01_ratio must be > 0', source.z01Ratio);
  }
  if (model.sources.length === 0)
    errors.push({ file: options.file, key: 'source', rule: 'must have at least one source' });
  else if (!model.sources.some((source) => source.inService))
    warnings.push({ file: options.file, key: 'source', rule: 'no source is in service: nothing has voltage' });
  for (const load of model.loads) {
    const name = `${load.byPhase ? 'asym' : 'sym'}_${load.kind}`;
    if (![0, 1, 2].includes(load.type)) error(name, load.id, 'type must be 0, 1 or 2', load.type);
    if (!load.pW.every(Number.isFinite)) error(name, load.id, 'p_specified must be a number', load.pW[0]);
    if (!load.qVar.every(Number.isFinite)) error(name, load.id, 'q_specified must be a number', load.qVar[0]);
  }
  for (const shunt of model.shunts) {
    if (!Number.isFinite(shunt.g1S) || !Number.isFinite(shunt.b1S))
      error('shunt', shunt.id, 'g1 and b1 must be numbers');
    if (options.byPhase && !(Number.isFinite(shunt.g0S) && Number.isFinite(shunt.b0S)))
      error('shunt', shunt.id, 'needs g0 and b0 for a three-phase flow');
  }
  if (allKnown) {
    if (options.radial === true)
      for (const branch of findLoops(model))
        error(
          'branch',
          branch.id,
          `closes a loop in a grid that should be radial (nodes ${branch.fromNode}–${branch.toNode})`,
        );
    // Without any source in service there is one warning, not one for each node.
    const unfed = model.sources.some((source) => source.inService) ? unfedNodes(model) : [];
    for (const island of unfed)
      warn(
        'node',
        island[0]!,
        `is in an island without source: ${island.length} nodes have no voltage`,
        island.slice(0, 10),
      );
  }
  plausibility(model, nodes, warn);
  return { errors, warnings };
}

function duplicateIds(model: GridModel, error: Tell): void {
  const seen = new Map<number, string>();
  const parts: ReadonlyArray<readonly [string, ReadonlyArray<{ readonly id: number }>]> = [
    ['node', model.nodes],
    ['line', model.lines],
    ['link', model.links],
    ['transformer', model.transformers],
    ['generic_branch', model.genericBranches],
    ['source', model.sources],
    ['load', model.loads],
    ['shunt', model.shunts],
  ];
  for (const [component, rows] of parts)
    for (const row of rows) {
      const before = seen.get(row.id);
      if (before !== undefined) error(component, row.id, `id must be unique; a ${before} has it too`);
      else seen.set(row.id, component);
    }
}

function references(model: GridModel, nodes: ReadonlyMap<number, NodeRow>, error: Tell): boolean {
  let known = true;
  const check = (component: string, id: number, name: string, node: number): void => {
    if (nodes.has(node)) return;
    known = false;
    error(component, id, `${name} must be a node of the grid`, node);
  };
  const branches = (component: string, rows: readonly BranchRow[]): void => {
    for (const row of rows) {
      check(component, row.id, 'from_node', row.fromNode);
      check(component, row.id, 'to_node', row.toNode);
      if (row.fromNode === row.toNode) error(component, row.id, 'must join two different nodes', row.fromNode);
    }
  };
  branches('line', model.lines);
  branches('link', model.links);
  branches('transformer', model.transformers);
  branches('generic_branch', model.genericBranches);
  for (const row of model.sources) check('source', row.id, 'node', row.node);
  for (const row of model.loads) check('load', row.id, 'node', row.node);
  for (const row of model.shunts) check('shunt', row.id, 'node', row.node);
  return known;
}

function sameVoltage(component: string, row: BranchRow, nodes: ReadonlyMap<number, NodeRow>, error: Tell): void {
  const from = nodes.get(row.fromNode)?.ratedV;
  const to = nodes.get(row.toNode)?.ratedV;
  if (from !== undefined && to !== undefined && from !== to)
    error(component, row.id, `must join nodes of the same rated voltage, got ${from} V and ${to} V`);
}

function checkLine(line: LineRow, nodes: ReadonlyMap<number, NodeRow>, byPhase: boolean, error: Tell): void {
  sameVoltage('line', line, nodes, error);
  for (const [name, value] of [
    ['r1', line.r1Ohm],
    ['x1', line.x1Ohm],
    ['c1', line.c1F],
  ] as const)
    if (!Number.isFinite(value)) error('line', line.id, `${name} must be a number`, value);
  if (line.r1Ohm === 0 && line.x1Ohm === 0)
    error('line', line.id, 'has zero impedance: r1 and x1 must not both be 0 (use a link)');
  if (line.r1Ohm < 0) error('line', line.id, 'r1 must be >= 0 ohm', line.r1Ohm);
  if (!byPhase) return;
  if (!Number.isFinite(line.r0Ohm) || !Number.isFinite(line.x0Ohm))
    error('line', line.id, 'needs zero-sequence r0 and x0 for a three-phase flow');
  else if (line.r0Ohm === 0 && line.x0Ohm === 0)
    error('line', line.id, 'has zero impedance: r0 and x0 must not both be 0');
}

function checkTransformer(t: TransformerRow, error: Tell): void {
  const tell = (rule: string, value?: unknown): void => error('transformer', t.id, rule, value);
  if (!(t.ratedFromV > 0)) tell('u1 must be > 0 V', t.ratedFromV);
  if (!(t.ratedToV > 0)) tell('u2 must be > 0 V', t.ratedToV);
  if (!(t.ratedVa > 0)) tell('sn must be > 0 VA', t.ratedVa);
  if (!(t.ukShare > 0 && t.ukShare < 1)) tell('uk must be between 0 and 1', t.ukShare);
  if (!(t.pkW >= 0)) tell('pk must be >= 0 W', t.pkW);
  else if (t.pkW / t.ratedVa > t.ukShare) tell('uk must be >= pk / sn', t.ukShare);
  if (!(t.i0Share >= 0 && t.i0Share < 1)) tell('i0 must be between 0 and 1', t.i0Share);
  if (!(t.p0W >= 0)) tell('p0 must be >= 0 W', t.p0W);
  if (![0, 1, 2, 3, 4].includes(t.windingFrom)) tell('winding_from must be 0 to 4', t.windingFrom);
  if (![0, 1, 2, 3, 4].includes(t.windingTo)) tell('winding_to must be 0 to 4', t.windingTo);
  const star = (winding: number): boolean => winding <= 1;
  const odd = star(t.windingFrom) !== star(t.windingTo);
  if (!Number.isInteger(t.clock) || Math.abs(t.clock) > 12)
    tell('clock must be a whole number from -12 to 12', t.clock);
  else if ((Math.abs(t.clock) % 2 === 1) !== odd)
    tell(`clock must be ${odd ? 'odd' : 'even'} for this pair of windings`, t.clock);
  const [low, high] = [Math.min(t.tapMin, t.tapMax), Math.max(t.tapMin, t.tapMax)];
  if (!(t.tapPosition >= low && t.tapPosition <= high))
    tell(`tap_pos must be within ${low} and ${high}`, t.tapPosition);
  if (!(t.tapNominal >= low && t.tapNominal <= high)) tell(`tap_nom must be within ${low} and ${high}`, t.tapNominal);
  if (!(t.tapSizeV >= 0)) tell('tap_size must be >= 0 V', t.tapSizeV);
}
