/** Powers and currents of every component from the bus voltages, in SI units. In: Network, voltages, loads. Out: results by component. Pure. */
import { add, type Complex, conjugate, magnitude, multiply, polar, scale } from './complex.ts';
import { BASE_VA, type LineRow, type LoadRow, type TransformerRow } from './model.ts';
import {
  loadPu,
  type Network,
  type NetworkBranch,
  type NetworkShunt,
  type NetworkSource,
  type Phases,
  sourceVoltage,
} from './network.ts';

/** Arrays hold one value for balanced flow (three-phase totals, line-to-line voltage), three for flow by phase (phase values). */
export interface NodeResult {
  readonly id: number;
  readonly energised: boolean;
  readonly voltagePu: number[];
  readonly angleRad: number[];
  readonly voltageV: number[];
  /** Injected into branches and shunts by sources, loads and generators. */
  readonly pW: number[];
  readonly qVar: number[];
}

/** Flow into the branch at its ends. */
export interface BranchResult {
  readonly id: number;
  readonly energised: boolean;
  readonly loading: number;
  readonly pFromW: number[];
  readonly qFromVar: number[];
  readonly iFromA: number[];
  readonly sFromVa: number[];
  readonly pToW: number[];
  readonly qToVar: number[];
  readonly iToA: number[];
  readonly sToVa: number[];
}

/** In the direction of the component: taken by loads and shunts, given by sources and generators. */
export interface ApplianceResult {
  readonly id: number;
  readonly energised: boolean;
  readonly pW: number[];
  readonly qVar: number[];
  readonly iA: number[];
  readonly sVa: number[];
  readonly powerFactor: number[];
}

export interface GridResult {
  readonly nodes: NodeResult[];
  readonly branches: BranchResult[];
  readonly sources: ApplianceResult[];
  /** In the order of `model.loads`. */
  readonly loads: ApplianceResult[];
  readonly shunts: ApplianceResult[];
}

/** Current of a terminal: Σ y·V over both ends' voltages; blocks 0…3 are yff, yft, ytf, ytt. */
function terminalCurrent(
  branch: NetworkBranch,
  voltage: Float64Array,
  phases: number,
  terminal: 0 | 1,
  phase: number,
): Complex {
  const n = phases * phases;
  let re = 0;
  let im = 0;
  for (let end = 0; end < 2; end++) {
    const bus = end === 0 ? branch.from : branch.to;
    const block = 2 * ((2 * terminal + end) * n + phase * phases);
    for (let c = 0; c < phases; c++) {
      const g = branch.y[block + 2 * c]!;
      const b = branch.y[block + 2 * c + 1]!;
      const e = voltage[2 * (bus * phases + c)]!;
      const f = voltage[2 * (bus * phases + c) + 1]!;
      re += g * e - b * f;
      im += g * f + b * e;
    }
  }
  return [re, im];
}

/** @param voltage [bus × phase × 2] pu
 *  @param loads those of the step, in any number of components */
export function gridResult(network: Network, voltage: Float64Array, loads: readonly LoadRow[]): GridResult {
  const { phases, model, busCount, energised } = network;
  const basePower = BASE_VA / phases;
  const at = (bus: number, phase: number): Complex => {
    const j = 2 * (bus * phases + phase);
    return [voltage[j]!, voltage[j + 1]!];
  };
  const baseCurrentA = (bus: number): number => BASE_VA / (Math.sqrt(3) * model.nodes[bus]!.ratedV);
  const each = <T>(of: (phase: number) => T): T[] => Array.from({ length: phases }, (_, phase) => of(phase));
  const zero = (): Complex[] => each((): Complex => [0, 0]);
  const branchCurrents = network.branches.map(
    (branch): Terminals => [
      each((phase) => terminalCurrent(branch, voltage, phases, 0, phase)),
      each((phase) => terminalCurrent(branch, voltage, phases, 1, phase)),
    ],
  );
  const shuntCurrents = network.shunts.map((shunt) =>
    shunt.active
      ? shuntCurrent(
          shunt,
          each((phase) => at(shunt.bus, phase)),
        )
      : zero(),
  );
  const loadCurrents = loads.map((row) => {
    const bus = network.busOfNode.get(row.node)!;
    return row.inService && energised[bus] === 1
      ? each((phase) => loadCurrent(row, phases, phase, at(bus, phase)))
      : zero();
  });
  /** [bus × phase × 2] current that leaves the bus: into branches and shunts, and into loads besides. */
  const injected = new Float64Array(busCount * phases * 2);
  const addTo = (sum: Float64Array, bus: number, currents: readonly Complex[]): void => {
    currents.forEach((current, phase) => {
      const j = 2 * (bus * phases + phase);
      sum[j]! += current[0];
      sum[j + 1]! += current[1];
    });
  };
  const drawn = new Float64Array(busCount * phases * 2);
  network.shunts.forEach((shunt, i) => {
    addTo(drawn, shunt.bus, shuntCurrents[i]!);
    addTo(injected, shunt.bus, shuntCurrents[i]!);
  });
  loads.forEach((row, i) => {
    addTo(drawn, network.busOfNode.get(row.node)!, loadCurrents[i]!);
  });
  balanceLinks(network, branchCurrents, drawn);
  network.branches.forEach((branch, i) => {
    addTo(injected, branch.from, branchCurrents[i]![0]);
    addTo(injected, branch.to, branchCurrents[i]![1]);
    addTo(drawn, branch.from, branchCurrents[i]![0]);
    addTo(drawn, branch.to, branchCurrents[i]![1]);
  });

  const branches = network.branches.map((branch, index): BranchResult => {
    const { row } = branch;
    const live = (closed: boolean, bus: number): boolean => closed && energised[bus] === 1;
    const end = (terminal: 0 | 1) => {
      const bus = terminal === 0 ? branch.from : branch.to;
      const current = branchCurrents[index]![terminal];
      const power = current.map((i, phase) => multiply(at(bus, phase), conjugate(i)));
      return {
        p: power.map((s) => s[0] * basePower),
        q: power.map((s) => s[1] * basePower),
        i: current.map((i) => magnitude(i) * baseCurrentA(bus)),
        s: power.map((s) => magnitude(s) * basePower),
      };
    };
    const from = end(0);
    const to = end(1);
    return {
      id: row.id,
      energised: live(row.fromClosed, branch.from) || live(row.toClosed, branch.to),
      loading: loadingOf(branch, from, to),
      pFromW: from.p,
      qFromVar: from.q,
      iFromA: from.i,
      sFromVa: from.s,
      pToW: to.p,
      qToVar: to.q,
      iToA: to.i,
      sToVa: to.s,
    };
  });

  const appliance = (
    id: number,
    bus: number,
    live: boolean,
    currents: readonly Complex[],
    sign: number,
  ): ApplianceResult => {
    const power = currents.map((i, phase) => multiply(at(bus, phase), conjugate(i)));
    const s = power.map(magnitude);
    return {
      id,
      energised: live,
      pW: power.map((v) => v[0] * basePower * sign),
      qVar: power.map((v) => v[1] * basePower * sign),
      iA: currents.map((i) => magnitude(i) * baseCurrentA(bus)),
      sVa: s.map((v) => v * basePower),
      powerFactor: power.map((v, phase) => (s[phase]! > 0 ? (v[0] * sign) / s[phase]! : 0)),
    };
  };

  const shunts = network.shunts.map((shunt, i) =>
    appliance(model.shunts[i]!.id, shunt.bus, shunt.active, shuntCurrents[i]!, 1),
  );
  const loadResults = loads.map((row, i) => {
    const bus = network.busOfNode.get(row.node)!;
    return appliance(
      row.id,
      bus,
      row.inService && energised[bus] === 1,
      loadCurrents[i]!,
      row.kind === 'load' ? 1 : -1,
    );
  });
  const sources = network.sources.map((source): ApplianceResult => {
    const same = network.sources.filter((other) => other.active && other.bus === source.bus);
    const total = each((phase): Complex => {
      const j = 2 * (source.bus * phases + phase);
      return [drawn[j]!, drawn[j + 1]!];
    });
    const currents = source.active ? sourceShare(source, same, total, phases) : zero();
    return appliance(source.row.id, source.bus, source.active, currents, 1);
  });

  const nodes = model.nodes.map((node, bus): NodeResult => {
    const v = each((phase) => at(bus, phase));
    const power = v.map((value, phase) => {
      const j = 2 * (bus * phases + phase);
      return multiply(value, [injected[j]!, -injected[j + 1]!]);
    });
    const size = v.map(magnitude);
    return {
      id: node.id,
      energised: energised[bus] === 1,
      voltagePu: size,
      angleRad: v.map((value) => Math.atan2(value[1], value[0])),
      voltageV: size.map((u) => (u * node.ratedV) / (phases === 1 ? 1 : Math.sqrt(3))),
      pW: power.map((s) => s[0] * basePower),
      qVar: power.map((s) => s[1] * basePower),
    };
  });
  return { nodes, branches, sources, loads: loadResults, shunts };
}

type Terminals = [from: Complex[], to: Complex[]];

function loadCurrent(row: LoadRow, phases: Phases, phase: number, v: Complex): Complex {
  const size = magnitude(v);
  if (size === 0) return [0, 0];
  const s = scale(loadPu(row, phases, phase), row.type === 0 ? 1 : row.type === 1 ? size * size : size);
  return conjugate(multiply(s, [v[0] / (size * size), -v[1] / (size * size)]));
}

function shuntCurrent(shunt: NetworkShunt, v: readonly Complex[]): Complex[] {
  if (v.length === 1) return [multiply(shunt.y1, v[0]!)];
  const mutual = scale([shunt.y0[0] - shunt.y1[0], shunt.y0[1] - shunt.y1[1]], 1 / 3);
  const common = multiply(
    mutual,
    v.reduce((sum, value) => [sum[0] + value[0], sum[1] + value[1]], [0, 0]),
  );
  return v.map((value) => add(multiply(shunt.y1, value), common));
}

/** The current of a link is a difference of nearly equal voltages times 1e8: mostly rounding. Where links form a tree with one
 *  source at most, the balance of its buses gives it exactly; elsewhere it stays as it is. */
function balanceLinks(network: Network, currents: Terminals[], drawn: Float64Array): void {
  const { branches, phases, sources } = network;
  const links = branches.flatMap((branch, i) => (branch.kind === 'link' && branch.closed ? [i] : []));
  if (links.length === 0) return;
  const balance = drawn.slice();
  const addTo = (bus: number, values: readonly Complex[], sign: number): void => {
    values.forEach((current, phase) => {
      const j = 2 * (bus * phases + phase);
      balance[j]! += sign * current[0];
      balance[j + 1]! += sign * current[1];
    });
  };
  branches.forEach((branch, i) => {
    if (links.includes(i)) return;
    addTo(branch.from, currents[i]![0], 1);
    addTo(branch.to, currents[i]![1], 1);
  });
  const at = new Map<number, number[]>();
  for (const i of links)
    for (const bus of [branches[i]!.from, branches[i]!.to]) at.set(bus, [...(at.get(bus) ?? []), i]);
  const sourceBuses = new Set(sources.filter((source) => source.active).map((source) => source.bus));
  const seen = new Set<number>();
  const starts = [...at.keys()].sort((a, b) => Number(sourceBuses.has(b)) - Number(sourceBuses.has(a)) || a - b);
  for (const root of starts) {
    if (seen.has(root)) continue;
    seen.add(root);
    const tree: Array<readonly [bus: number, link: number]> = [];
    const buses = [root];
    const used = new Set<number>();
    let isTree = true;
    for (let k = 0; k < buses.length; k++)
      for (const i of at.get(buses[k]!)!) {
        if (used.has(i)) continue;
        used.add(i);
        const next = branches[i]!.from === buses[k] ? branches[i]!.to : branches[i]!.from;
        if (seen.has(next) || sourceBuses.has(next)) isTree = false;
        if (seen.has(next)) continue;
        seen.add(next);
        buses.push(next);
        tree.push([next, i]);
      }
    if (!isTree) continue;
    for (const [bus, i] of tree.reverse()) {
      const terminal = branches[i]!.from === bus ? 0 : 1;
      const own = currents[i]![terminal].map((_, phase): Complex => {
        const j = 2 * (bus * phases + phase);
        return [-balance[j]!, -balance[j + 1]!];
      });
      currents[i]![terminal] = own;
      currents[i]![1 - terminal] = own.map((current) => scale(current, -1));
      addTo(terminal === 0 ? branches[i]!.to : branches[i]!.from, own, -1);
    }
  }
}

function loadingOf(
  branch: NetworkBranch,
  from: { i: number[]; s: number[] },
  to: { i: number[]; s: number[] },
): number {
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  if (branch.kind === 'line') return Math.max(...from.i, ...to.i) / (branch.row as LineRow).ratedA;
  if (branch.kind === 'link') return 0;
  const rated = (branch.row as TransformerRow).ratedVa;
  return rated > 0 ? Math.max(sum(from.s), sum(to.s)) / rated : 0;
}

/** A source's part of what leaves its bus. With common admittance Y = Σ yⱼ: I = y/Y · (total + Σ yⱼ (U − Uⱼ)), sequence by sequence;
 *  unlike y·(U − V) this loses nothing when the source is stiff. */
function sourceShare(
  source: NetworkSource,
  same: readonly NetworkSource[],
  total: readonly Complex[],
  phases: number,
): Complex[] {
  const sequences = phases === 1 ? [1] : [0, 1, 2];
  const bySequence = sequences.map((sequence): Complex => {
    const y = source.admittance[sequence]!;
    let all: Complex = [0, 0];
    let current = phases === 1 ? total[0]! : sequenceOf(total, sequence);
    for (const other of same) {
      const yOther = other.admittance[sequence]!;
      all = [all[0] + yOther[0], all[1] + yOther[1]];
      if (sequence !== 1 || other === source) continue;
      const mine = sourceVoltage(source.row, 0);
      const theirs = sourceVoltage(other.row, 0);
      const circulating = multiply(yOther, [mine[0] - theirs[0], mine[1] - theirs[1]]);
      current = [current[0] + circulating[0], current[1] + circulating[1]];
    }
    const d = magnitude(all);
    // Divide the size out first: admittances reach 1e50.
    const share = multiply([y[0] / d, y[1] / d], [all[0] / d, -all[1] / d]);
    return multiply(share, current);
  });
  if (phases === 1) return bySequence;
  return [0, 1, 2].map((phase) => {
    let re = 0;
    let im = 0;
    bySequence.forEach((current, sequence) => {
      const turned = multiply(current, polar(1, (-2 * Math.PI * phase * sequence) / 3));
      re += turned[0];
      im += turned[1];
    });
    return [re, im] as const;
  });
}

/** Sequence component: (1/3) Σ a^(sequence·phase) · value. */
function sequenceOf(values: readonly Complex[], sequence: number): Complex {
  let re = 0;
  let im = 0;
  values.forEach((value, phase) => {
    const turned = multiply(value, polar(1 / 3, (2 * Math.PI * phase * sequence) / 3));
    re += turned[0];
    im += turned[1];
  });
  return [re, im];
}
