/** The low-voltage cables of an operator's grid as trees, one below each transformer. In: GridModel. Out: areas with their joints. Pure.
 *  Switches stand as the file says. What cannot be a tree is told by component id: a year of a district is swept, and an operator runs low
 *  voltage radially; `rijnstroom powerflow` solves meshed grids. */
import { InputError, type Problem } from '../../core/errors.ts';
import { type BranchRow, type GridModel, type TransformerRow, WYE_N } from '../model.ts';

/** Nodes below this are low voltage. @source EN 50160, 3.1: nominal voltage up to 1 kV */
const LOW_VOLTAGE_V = 1000;

export interface FileJoint {
  readonly node: number;
  /** Line or link from the joint before it; -1 for the busbar as a joint. */
  readonly line: number;
  /** Index in the area, -1 for the transformer. */
  readonly parent: number;
  readonly feeder: number;
  readonly rOhm: number;
  readonly xOhm: number;
  readonly r0Ohm: number;
  readonly x0Ohm: number;
  /** Infinity when the file tells none. */
  readonly maxCurrentA: number;
}

export interface FileArea {
  readonly transformer: TransformerRow;
  /** Low-voltage node of the transformer. */
  readonly busbar: number;
  /** Parents before children, feeder by feeder. */
  readonly joints: readonly FileJoint[];
}

type Stretch = Pick<FileJoint, 'line' | 'rOhm' | 'xOhm' | 'r0Ohm' | 'x0Ohm' | 'maxCurrentA'>;
type Branches = Map<number, Array<{ readonly to: number; readonly stretch: Stretch }>>;

/** @throws InputError with everything that forbids a tree, by component id */
export function lowVoltageAreas(model: GridModel, file: string): FileArea[] {
  const problems: Problem[] = [];
  const tell = (component: string, rule: string): void => {
    problems.push({ file, key: component, rule });
  };
  const ratedV = new Map(model.nodes.map(({ id, ratedV }) => [id, ratedV]));
  const isLow = (node: number): boolean => (ratedV.get(node) ?? 0) < LOW_VOLTAGE_V;
  const branches = branchesBetween(model, isLow);
  for (const { id, fromNode, toNode, fromClosed, toClosed } of model.genericBranches)
    if (fromClosed && toClosed && isLow(fromNode) && isLow(toNode))
      tell(`generic_branch ${id}`, 'cannot be part of the low voltage of a district: give it as a line');
  const areas: FileArea[] = [];
  const transformerAt = new Map<number, number>();
  const areaOf = new Map<number, number>();
  for (const transformer of model.transformers) {
    const { id, fromNode, toNode, fromClosed, toClosed } = transformer;
    if (!fromClosed || !toClosed) continue;
    if (isLow(fromNode) === isLow(toNode)) {
      if (isLow(fromNode)) tell(`transformer ${id}`, 'must have medium voltage on one side, 1000 V or more');
      continue;
    }
    const busbar = isLow(toNode) ? toNode : fromNode;
    const { windingFrom, windingTo } = transformer;
    if (windingFrom === WYE_N && windingTo === WYE_N)
      tell(
        `transformer ${id}`,
        'must not be YNyn: its zero sequence runs through to medium voltage, which a run does not have',
      );
    const other = transformerAt.get(busbar) ?? areaOf.get(busbar);
    if (other !== undefined) {
      tell(`transformer ${id}`, `feeds the same cables as transformer ${other}: open a switch between them`);
      continue;
    }
    transformerAt.set(busbar, id);
    areas.push({ transformer, busbar, joints: treeBelow(busbar, id, branches, areaOf, tell) });
  }
  if (areas.length === 0)
    tell('transformer', 'must hold one from medium to low voltage (below 1000 V) that is in service');
  for (const { id, node, inService, kind } of model.loads)
    if (inService && isLow(node) && !areaOf.has(node))
      tell(`${kind} ${id}`, `stands at node ${node}, which no transformer feeds`);
  for (const { id, node } of model.sources)
    if (areaOf.has(node))
      tell(`source ${id}`, `stands at node ${node} in the low voltage of transformer ${areaOf.get(node)}`);
  if (problems.length > 0) throw new InputError(problems);
  return areas;
}

function branchesBetween(model: GridModel, isLow: (node: number) => boolean): Branches {
  const branches: Branches = new Map();
  const put = ({ fromNode, toNode, fromClosed, toClosed }: BranchRow, stretch: Stretch): void => {
    if (!fromClosed || !toClosed || !isLow(fromNode) || !isLow(toNode)) return;
    for (const [from, to] of [
      [fromNode, toNode],
      [toNode, fromNode],
    ] as const) {
      const list = branches.get(from);
      if (list === undefined) branches.set(from, [{ to, stretch }]);
      else list.push({ to, stretch });
    }
  };
  for (const row of model.lines) {
    const { id, r1Ohm, x1Ohm, r0Ohm, x0Ohm, ratedA } = row;
    const maxCurrentA = ratedA > 0 ? ratedA : Number.POSITIVE_INFINITY;
    put(row, { line: id, rOhm: r1Ohm, xOhm: x1Ohm, r0Ohm, x0Ohm, maxCurrentA });
  }
  for (const row of model.links)
    put(row, { line: row.id, rOhm: 0, xOhm: 0, r0Ohm: 0, x0Ohm: 0, maxCurrentA: Number.POSITIVE_INFINITY });
  return branches;
}

/** Walks down from a busbar, feeder by feeder. @param areaOf filled: node → id of its transformer */
function treeBelow(
  busbar: number,
  transformer: number,
  branches: Branches,
  areaOf: Map<number, number>,
  tell: (component: string, rule: string) => void,
): FileJoint[] {
  const joints: FileJoint[] = [];
  areaOf.set(busbar, transformer);
  const told = new Set<number>();
  let feeder = 0;
  for (const first of branches.get(busbar) ?? []) {
    if (told.has(first.stretch.line)) continue;
    const ahead = [{ node: first.to, parent: -1, from: busbar, stretch: first.stretch }];
    let laid = false;
    while (ahead.length > 0) {
      const { node, parent, from, stretch } = ahead.pop()!;
      const known = areaOf.get(node);
      if (known !== undefined) {
        if (!told.has(stretch.line))
          tell(
            `line ${stretch.line}`,
            known === transformer
              ? `closes a loop below transformer ${transformer}, between nodes ${from} and ${node}: open one of its switches`
              : `joins the cables of transformers ${known} and ${transformer}: open one of its switches`,
          );
        told.add(stretch.line);
        continue;
      }
      areaOf.set(node, transformer);
      laid = true;
      joints.push({ ...stretch, node, parent, feeder });
      const at = joints.length - 1;
      for (const next of (branches.get(node) ?? []).toReversed())
        if (next.stretch.line !== stretch.line)
          ahead.push({ node: next.to, parent: at, from: node, stretch: next.stretch });
    }
    if (laid) feeder++;
  }
  if (joints.length > 0) return joints;
  // A transformer without cables: what hangs on it stands at its busbar.
  const none = { rOhm: 0, xOhm: 0, r0Ohm: 0, x0Ohm: 0, maxCurrentA: Number.POSITIVE_INFINITY };
  return [{ ...none, node: busbar, line: -1, parent: -1, feeder: 0 }];
}
