/** Transformer areas as a grid that an operator's tools read: medium voltage as one stiff busbar, transformers, joints, cables, and at each joint
 *  the design load of its homes, at the busbars that of the jobs. In: areas, levers. Out: GridModel with places. Pure; the same each time. */
import type { Scenario } from '../../scenario/schema.ts';
import { maxCurrentA, noLoadPu, stretchOf, transformerTypeOf } from '../area-equipment.ts';
import { AT_TRANSFORMER, type TransformerAreas } from '../areas.ts';
import { copperLossKw } from '../equipment.ts';
import { CONSTANT_POWER, DELTA, type GridModel, type LoadRow, WYE_N, withoutTaps } from '../model.ts';

const MEDIUM_V = 10_000;
const LOW_V = 400;
/** Stiff: the drop of a whole district's power is below 1e-5 pu. */
const SHORT_CIRCUIT_VA = 1e12;

type Place = readonly [lonDeg: number, latDeg: number];

export interface ModelWithPlaces {
  readonly model: GridModel;
  readonly places: ReadonlyMap<number, Place>;
}

/** Nodes: 0 the medium voltage, 1 … areas their busbars, then the joints. */
export function modelOfAreas(areas: TransformerAreas, grid: Scenario['grid']): ModelWithPlaces {
  const { feeders, count } = areas;
  const busbar = (area: number): number => 1 + area;
  const nodeOf = (joint: number): number => 1 + count + joint;
  let id = 1 + count + feeders.busCount;
  const next = (): number => id++;
  const each = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
  const areaOf = new Uint32Array(feeders.busCount);
  for (let area = 0; area < count; area++)
    areaOf.fill(area, feeders.firstBusOfArea[area]!, feeders.firstBusOfArea[area + 1]!);
  const usualPu = grid.busbarVoltagePu;
  const transformers = each(count, (area) => {
    const type = transformerTypeOf(areas, area);
    const ratioPu = noLoadPu(areas, area, usualPu) / usualPu;
    return {
      id: next(),
      fromNode: 0,
      toNode: busbar(area),
      fromClosed: true,
      toClosed: true,
      ratedFromV: MEDIUM_V / ratioPu,
      ratedToV: LOW_V,
      ratedVa: type.ratedKva * 1000,
      // No tap changer: the ratio gives the busbar its voltage without load.
      ...withoutTaps(type.ukShare, copperLossKw(type) * 1000),
      i0Share: type.noLoadCurrentShare,
      p0W: type.ironLossKw * 1000,
      i0ZeroShare: type.noLoadCurrentShare,
      p0ZeroW: type.ironLossKw * 1000,
      windingFrom: DELTA,
      windingTo: WYE_N,
      clock: 5,
    };
  });
  const lines = each(feeders.busCount, (joint) => {
    const { rOhm, xOhm, r0Ohm, x0Ohm } = stretchOf(feeders, joint);
    const parent = feeders.parent[joint]!;
    return {
      id: next(),
      fromNode: parent === AT_TRANSFORMER ? busbar(areaOf[joint]!) : nodeOf(parent),
      toNode: nodeOf(joint),
      fromClosed: true,
      toClosed: true,
      r1Ohm: rOhm,
      x1Ohm: xOhm,
      c1F: 0,
      tan1: 0,
      r0Ohm,
      x0Ohm,
      c0F: 0,
      tan0: 0,
      ratedA: maxCurrentA(feeders, joint),
    };
  });
  const tan = Math.sqrt(1 / grid.loadPowerFactor ** 2 - 1);
  const load = (node: number, kva: number): LoadRow => {
    const w = (kva * 1000 * grid.loadPowerFactor) / 3;
    return {
      id: next(),
      node,
      inService: true,
      kind: 'load',
      byPhase: false,
      type: CONSTANT_POWER,
      pW: [w, w, w],
      qVar: [w * tan, w * tan, w * tan],
    };
  };
  const loads = [
    ...each(feeders.busCount, (joint) => joint)
      .filter((joint) => feeders.homes[joint]! > 0)
      .map((joint) => load(nodeOf(joint), feeders.homes[joint]! * grid.designKvaPerHome)),
    ...each(count, (area) => area)
      .filter((area) => areas.jobs[area]! > 0)
      .map((area) => load(busbar(area), areas.jobs[area]! * grid.designKvaPerJob)),
  ];
  const source = {
    id: next(),
    node: 0,
    inService: true,
    voltagePu: usualPu,
    angleRad: 0,
    shortCircuitVa: SHORT_CIRCUIT_VA,
    rxRatio: 0.1,
    z01Ratio: 1,
  };
  const places = new Map<number, Place>([
    ...each(count, (area): [number, Place] => [busbar(area), [areas.lonDeg[area]!, areas.latDeg[area]!]]),
    ...each(feeders.busCount, (joint): [number, Place] => [
      nodeOf(joint),
      [feeders.lonDeg[joint]!, feeders.latDeg[joint]!],
    ]),
  ]);
  return {
    model: {
      nodes: each(1 + count + feeders.busCount, (node) => ({ id: node, ratedV: node === 0 ? MEDIUM_V : LOW_V })),
      lines,
      links: [],
      transformers,
      genericBranches: [],
      sources: [source],
      loads,
      shunts: [],
    },
    places,
  };
}
