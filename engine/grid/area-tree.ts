/** One transformer area as a tree for the sweep: stiff medium voltage, the transformer, its busbar, the feeders.
 *  In: TransformerAreas. Out: RadialTree of the area in pu. Pure. */
import { stretchOf, transformerTypeOf } from './area-equipment.ts';
import { AT_TRANSFORMER, type TransformerAreas } from './areas.ts';
import type { RadialTree } from './sweep.ts';

/** Nominal phase voltage [V] and base power of a phase [kVA]: 1 pu of current is 1 A × 1000 / 230.94. */
export const PHASE_V = 400 / Math.sqrt(3);
export const BASE_KVA = 1;
const BASE_OHM = (PHASE_V * PHASE_V) / (BASE_KVA * 1000);
export const BASE_A = (BASE_KVA * 1000) / PHASE_V;

/** Buses before the first of the feeders: source and busbar. */
export const FIRST_FEEDER_BUS = 2;
const BUSBAR = 1;

/** What a tree needs of the areas. */
export interface AreaCables {
  readonly ratedKva: TransformerAreas['ratedKva'];
  readonly transformers?: TransformerAreas['transformers'];
  readonly feeders: Pick<TransformerAreas['feeders'], 'firstBusOfArea' | 'parent' | 'cableM' | 'cables'>;
}

export function areaTree(areas: AreaCables, area: number): RadialTree {
  const { feeders } = areas;
  const first = feeders.firstBusOfArea[area]!;
  const count = feeders.firstBusOfArea[area + 1]! - first;
  const n = count + FIRST_FEEDER_BUS;
  const tree = {
    busCount: n,
    phases: 3 as const,
    kind: null,
    ratioA: null,
    ratioB: null,
    shunt: null,
    parent: new Int32Array(n),
    rPu: new Float64Array(n),
    xPu: new Float64Array(n),
    rMutualPu: new Float64Array(n),
    xMutualPu: new Float64Array(n),
  };
  tree.parent[0] = -1;
  tree.parent[BUSBAR] = 0;
  const type = transformerTypeOf(areas, area);
  // Seen from its star side a Dyn transformer has about the same impedance in all three sequences: no mutual part.
  const perPhase = (3 * BASE_KVA) / type.ratedKva;
  tree.rPu[BUSBAR] = type.ukrShare * perPhase;
  tree.xPu[BUSBAR] = Math.sqrt(type.ukShare ** 2 - type.ukrShare ** 2) * perPhase;
  for (let i = 0; i < count; i++) {
    const bus = i + FIRST_FEEDER_BUS;
    const parent = feeders.parent[first + i]!;
    const { rOhm, xOhm, r0Ohm, x0Ohm } = stretchOf(feeders, first + i);
    tree.parent[bus] = parent === AT_TRANSFORMER ? BUSBAR : parent - first + FIRST_FEEDER_BUS;
    tree.rPu[bus] = rOhm / BASE_OHM;
    tree.xPu[bus] = xOhm / BASE_OHM;
    tree.rMutualPu[bus] = (r0Ohm - rOhm) / 3 / BASE_OHM;
    tree.xMutualPu[bus] = (x0Ohm - xOhm) / 3 / BASE_OHM;
  }
  return tree;
}
