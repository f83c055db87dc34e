/** A grid model made ready for calculation: buses by index, energised part, admittances in pu, balanced or by phase.
 *  In: GridModel, number of phases. Out: Network. Pure. */
import { InputError } from '../core/errors.ts';
import {
  genericTwoPorts,
  lineTwoPorts,
  linkTwoPorts,
  type SequenceTwoPorts,
  sourceAdmittance,
  toPhases,
  transformerTwoPorts,
} from './branch-parameters.ts';
import { type Complex, polar, scale, ZERO } from './complex.ts';
import { BASE_VA, type BranchRow, type GridModel, type LoadRow, type SourceRow } from './model.ts';

export type Phases = 1 | 3;
export type BranchKind = 'line' | 'link' | 'transformer' | 'generic_branch';

export interface NetworkBranch {
  readonly kind: BranchKind;
  readonly row: BranchRow;
  readonly from: number;
  readonly to: number;
  readonly ports: SequenceTwoPorts;
  /** Phase matrices yff, yft, ytf, ytt in a row, each phases × phases complex, row-major, re and im interleaved. */
  readonly y: Float64Array;
  /** Joins two energised buses. */
  readonly closed: boolean;
}

export interface NetworkSource {
  readonly row: SourceRow;
  readonly bus: number;
  readonly active: boolean;
  /** Sequences 0, 1, 2. */
  readonly admittance: readonly [Complex, Complex, Complex];
}

export interface NetworkShunt {
  readonly bus: number;
  readonly active: boolean;
  readonly y1: Complex;
  readonly y0: Complex;
}

export interface Network {
  readonly model: GridModel;
  readonly phases: Phases;
  readonly busCount: number;
  readonly busOfNode: ReadonlyMap<number, number>;
  /** [bus] 1 when joined to a source in service. */
  readonly energised: Uint8Array;
  readonly branches: readonly NetworkBranch[];
  readonly sources: readonly NetworkSource[];
  readonly shunts: readonly NetworkShunt[];
}

/** @throws InputError when by-phase calculation lacks zero-sequence values */
export function makeNetwork(model: GridModel, phases: Phases, file = 'grid'): Network {
  const busOfNode = new Map(model.nodes.map((node, bus) => [node.id, bus]));
  const busOf = (node: number): number => busOfNode.get(node)!;
  const ratedV = (node: number): number => model.nodes[busOf(node)]!.ratedV;
  const energised = energisedBuses(model, busOf);
  const missing: number[] = [];

  const branch = (kind: BranchKind, row: BranchRow, ports: SequenceTwoPorts): NetworkBranch => {
    if (phases === 3 && ports[0] === null) missing.push(row.id);
    const from = busOf(row.fromNode);
    const to = busOf(row.toNode);
    return {
      kind,
      row,
      from,
      to,
      ports,
      y: phaseMatrices(ports, phases),
      closed: row.fromClosed && row.toClosed && energised[from] === 1,
    };
  };
  const branches = [
    ...model.lines.map((row) => branch('line', row, lineTwoPorts(row, ratedV(row.fromNode)))),
    ...model.links.map((row) => branch('link', row, linkTwoPorts(row))),
    ...model.transformers.map((row) =>
      branch('transformer', row, transformerTwoPorts(row, ratedV(row.fromNode), ratedV(row.toNode))),
    ),
    ...model.genericBranches.map((row) => branch('generic_branch', row, genericTwoPorts(row, ratedV(row.toNode)))),
  ];
  if (missing.length > 0)
    throw new InputError(
      missing.map((id) => ({
        file,
        key: `id ${id}`,
        rule: 'needs zero-sequence values (r0, x0) for a three-phase flow',
      })),
    );
  return {
    model,
    phases,
    busCount: model.nodes.length,
    busOfNode,
    energised,
    branches,
    sources: model.sources.map((row) => ({
      row,
      bus: busOf(row.node),
      active: row.inService,
      admittance: sourceAdmittance(row),
    })),
    shunts: model.shunts.map((row) => {
      const bus = busOf(row.node);
      const baseS = BASE_VA / ratedV(row.node) ** 2;
      return {
        bus,
        active: row.inService && energised[bus] === 1,
        y1: [row.g1S / baseS, row.b1S / baseS],
        y0: [row.g0S / baseS, row.b0S / baseS],
      };
    }),
  };
}

function energisedBuses(model: GridModel, busOf: (node: number) => number): Uint8Array {
  const neighbours: number[][] = model.nodes.map(() => []);
  for (const row of [...model.lines, ...model.links, ...model.transformers, ...model.genericBranches]) {
    if (!row.fromClosed || !row.toClosed) continue;
    neighbours[busOf(row.fromNode)]!.push(busOf(row.toNode));
    neighbours[busOf(row.toNode)]!.push(busOf(row.fromNode));
  }
  const energised = new Uint8Array(model.nodes.length);
  const queue: number[] = [];
  const reach = (bus: number): void => {
    if (energised[bus] === 1) return;
    energised[bus] = 1;
    queue.push(bus);
  };
  for (const source of model.sources) if (source.inService) reach(busOf(source.node));
  for (let bus = queue.pop(); bus !== undefined; bus = queue.pop()) for (const next of neighbours[bus]!) reach(next);
  return energised;
}

function phaseMatrices(ports: SequenceTwoPorts, phases: Phases): Float64Array {
  const n = phases * phases;
  const y = new Float64Array(8 * n);
  (['yff', 'yft', 'ytf', 'ytt'] as const).forEach((name, block) => {
    const [zero, positive, negative] = ports;
    if (phases === 1) {
      y.set(positive[name], 2 * block);
      return;
    }
    const c = toPhases(zero?.[name] ?? ZERO, positive[name], negative[name]);
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 3; column++) y.set(c[(row - column + 3) % 3]!, 2 * (block * n + row * 3 + column));
  });
  return y;
}

/** Phase voltages of a source without load [pu], phases a, b, c at 0°, −120°, +120°. */
export function sourceVoltage(row: SourceRow, phase: number): Complex {
  return polar(row.voltagePu, row.angleRad - (2 * Math.PI * phase) / 3);
}

/** Power drawn per bus and phase [bus × phase] in pu of the phase base, by how it answers to voltage; null where no load of the type is. */
export interface BusLoads {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly pCurrent: Float64Array | null;
  readonly qCurrent: Float64Array | null;
  readonly pImpedance: Float64Array | null;
  readonly qImpedance: Float64Array | null;
}

/** Power of a load per phase in pu of the phase base, + taken. For one phase the mean of three. */
export function loadPu(row: LoadRow, phases: Phases, phase: number): Complex {
  const sign = row.kind === 'load' ? 1 : -1;
  const of = (values: readonly [number, number, number]): number =>
    phases === 1 ? values[0] + values[1] + values[2] : 3 * values[phase]!;
  return scale([of(row.pW), of(row.qVar)], sign / BASE_VA);
}

/** Adds up loads by bus; those out of service or without voltage take nothing. */
export function sumLoads(network: Network, loads: readonly LoadRow[]): BusLoads {
  const { phases, busCount, energised, busOfNode } = network;
  const make = (type: number): [Float64Array, Float64Array] | null =>
    type === 0 || loads.some((row) => row.type === type)
      ? [new Float64Array(busCount * phases), new Float64Array(busCount * phases)]
      : null;
  const byType = [make(0), make(1), make(2)];
  for (const row of loads) {
    const bus = busOfNode.get(row.node)!;
    if (!row.inService || energised[bus] === 0) continue;
    const [p, q] = byType[row.type]!;
    for (let phase = 0; phase < phases; phase++) {
      const [re, im] = loadPu(row, phases, phase);
      p[bus * phases + phase]! += re;
      q[bus * phases + phase]! += im;
    }
  }
  return {
    p: byType[0]![0],
    q: byType[0]![1],
    pImpedance: byType[1]?.[0] ?? null,
    qImpedance: byType[1]?.[1] ?? null,
    pCurrent: byType[2]?.[0] ?? null,
    qCurrent: byType[2]?.[1] ?? null,
  };
}
