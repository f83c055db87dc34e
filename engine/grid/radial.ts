/** A network as a tree for the sweep, where it is one: a single source and no loops. In: Network. Out: RadialNetwork or null. Pure.
 *  Each branch becomes, by sequence, V_child = a·V_parent − z·I and I_parent = y·V_parent + b·I: exact for any two-port. */
import { type TwoPort, toPhases } from './branch-parameters.ts';
import { type Complex, divide, invert, magnitude, multiply, scale, subtract, ZERO } from './complex.ts';
import type { Network, NetworkBranch } from './network.ts';
import { RATIO, type RadialTree, SHUNT } from './sweep.ts';

export interface RadialNetwork {
  readonly tree: RadialTree;
  readonly sourceVoltagePu: number;
  readonly sourceAngleRad: number;
  /** [tree bus] bus of the network; bus 0 of the tree, the voltage behind the source's impedance, is none (-1). */
  readonly busOfTree: Int32Array;
}

/** A side that floats (its zero sequence is held by next to nothing) makes sweeps diverge: above this it is left to Newton [pu]. */
const LARGEST_IMPEDANCE_PU = 1e6;

export function radialNetwork(network: Network): RadialNetwork | null {
  const active = network.sources.filter((source) => source.active);
  if (active.length !== 1) return null;
  const source = active[0]!;
  const order = treeOrder(network, source.bus);
  if (order === null) return null;
  const n = order.length + 1;
  const { phases } = network;
  const tree = {
    busCount: n,
    phases,
    parent: new Int32Array(n).fill(-1),
    rPu: new Float64Array(n),
    xPu: new Float64Array(n),
    rMutualPu: new Float64Array(n),
    xMutualPu: new Float64Array(n),
    kind: new Uint8Array(n),
    ratioA: new Float64Array(6 * n),
    ratioB: new Float64Array(6 * n),
    shunt: new Float64Array(4 * n),
  };
  const busOfTree = new Int32Array(n).fill(-1);
  const treeOfBus = new Map(order.map(({ bus }, i) => [bus, i + 1]));
  const addShunt = (bus: number, y0: Complex, y1: Complex): void => {
    if (magnitude(y0) === 0 && magnitude(y1) === 0) return;
    const at = treeOfBus.get(bus)!;
    tree.kind[at]! |= SHUNT;
    const mutual = scale(subtract(y0, y1), 1 / 3);
    [...y1, ...mutual].forEach((value, i) => {
      tree.shunt[4 * at + i]! += value;
    });
  };
  const setImpedance = (at: number, z0: Complex, z1: Complex): boolean => {
    if (!(magnitude(z1) < LARGEST_IMPEDANCE_PU) || (phases === 3 && !(magnitude(z0) < LARGEST_IMPEDANCE_PU)))
      return false;
    const mutual = scale(subtract(z0, z1), 1 / 3);
    [tree.rPu[at], tree.xPu[at]] = z1;
    if (phases === 3) [tree.rMutualPu[at], tree.xMutualPu[at]] = mutual;
    return true;
  };
  for (const [i, { bus, parent, branch }] of order.entries()) {
    const at = i + 1;
    busOfTree[at] = bus;
    if (branch === null) {
      tree.parent[at] = 0;
      setImpedance(at, invert(source.admittance[0]), invert(source.admittance[1]));
      continue;
    }
    tree.parent[at] = treeOfBus.get(parent)!;
    const [zero, positive, negative] = branch.ports.map((port) =>
      port === null ? null : seenFrom(port, branch.from === parent),
    ) as [SweepBranch | null, SweepBranch, SweepBranch];
    if (!setImpedance(at, zero?.z ?? ZERO, positive.z)) return null;
    addShunt(parent, zero?.y ?? ZERO, positive.y);
    const isPlain = [zero, positive, negative].every((b) => b === null || (isOne(b.a) && isOne(b.b)));
    if (isPlain) continue;
    tree.kind[at]! |= RATIO;
    const put = (into: Float64Array, of: (b: SweepBranch) => Complex): void => {
      const c = phases === 1 ? [of(positive)] : toPhases(zero === null ? ZERO : of(zero), of(positive), of(negative));
      c.forEach((entry, d) => {
        into.set(entry, 6 * at + 2 * d);
      });
    };
    put(tree.ratioA, (b) => b.a);
    put(tree.ratioB, (b) => b.b);
  }
  for (const branch of network.branches) {
    if (branch.closed) continue;
    const [zero, positive] = branch.ports;
    for (const [bus, closed, y] of [
      [branch.from, branch.row.fromClosed, 'yff'],
      [branch.to, branch.row.toClosed, 'ytt'],
    ] as const)
      if (closed && network.energised[bus] === 1) addShunt(bus, zero?.[y] ?? ZERO, positive[y]);
  }
  for (const shunt of network.shunts) if (shunt.active) addShunt(shunt.bus, shunt.y0, shunt.y1);
  const plain = tree.kind.every((kind) => kind === 0);
  return {
    tree: plain ? { ...tree, kind: null } : tree,
    sourceVoltagePu: source.row.voltagePu,
    sourceAngleRad: source.row.angleRad,
    busOfTree,
  };
}

interface TreeStep {
  readonly bus: number;
  readonly parent: number;
  /** Null for the bus of the source. */
  readonly branch: NetworkBranch | null;
}

/** Buses depth first from the source, so that a feeder lies together in memory; null when a loop is met. */
function treeOrder(network: Network, root: number): TreeStep[] | null {
  const at: NetworkBranch[][] = Array.from({ length: network.busCount }, () => []);
  for (const branch of network.branches) {
    if (!branch.closed) continue;
    at[branch.from]!.push(branch);
    at[branch.to]!.push(branch);
  }
  const seen = new Uint8Array(network.busCount);
  const order: TreeStep[] = [];
  const stack: TreeStep[] = [{ bus: root, parent: -1, branch: null }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    if (seen[step.bus] === 1) return null;
    seen[step.bus] = 1;
    order.push(step);
    const branches = at[step.bus]!;
    for (let i = branches.length - 1; i >= 0; i--) {
      const branch = branches[i]!;
      if (branch === step.branch) continue;
      stack.push({ bus: branch.from === step.bus ? branch.to : branch.from, parent: step.bus, branch });
    }
  }
  return order;
}

interface SweepBranch {
  readonly a: Complex;
  readonly b: Complex;
  readonly z: Complex;
  readonly y: Complex;
}

function seenFrom(port: TwoPort, parentIsFrom: boolean): SweepBranch {
  const [ypp, ypc, ycp, ycc] = parentIsFrom
    ? [port.yff, port.yft, port.ytf, port.ytt]
    : [port.ytt, port.ytf, port.yft, port.yff];
  const z = invert(ycc);
  const y = subtract(ypp, divide(multiply(ypc, ycp), ycc));
  return {
    z,
    a: scale(multiply(ycp, z), -1),
    b: scale(multiply(ypc, z), -1),
    // A branch without shunt leaves a rounding error here, no admittance.
    y: magnitude(y) < 1e-13 * magnitude(ycc) ? ZERO : y,
  };
}

const isOne = (value: Complex): boolean => Math.abs(value[0] - 1) < 1e-14 && Math.abs(value[1]) < 1e-14;
