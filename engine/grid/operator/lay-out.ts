/** The file's transformers and cables as arrays, with places and lengths. In: the grid, its areas. Out: arrays, no homes yet. Pure. */
import { InputError } from '../../core/errors.ts';
import { AT_TRANSFORMER, type Feeders, type TransformerAreas } from '../areas.ts';
import { MAIN_FEEDER } from '../equipment.ts';
import type { OperatorGrid } from './areas.ts';
import type { FileArea } from './low-voltage.ts';
import { noLoadVoltagesPu } from './no-load.ts';

/** Cable is longer than the straight line between two joints. */
const DETOUR = 1.25;
const DEFAULT_V = 400;

export type Laid = Pick<TransformerAreas, 'lonDeg' | 'latDeg' | 'feeders'> & {
  readonly transformers: NonNullable<TransformerAreas['transformers']>;
};

/** @throws InputError for transformers without any place */
export function layOut({ model, places, file }: OperatorGrid, found: readonly FileArea[]): Laid {
  const busCount = found.reduce((sum, { joints }) => sum + joints.length, 0);
  const bus = (): Float64Array => new Float64Array(busCount);
  const cables = {
    node: new Int32Array(busCount),
    line: new Int32Array(busCount),
    rOhm: bus(),
    xOhm: bus(),
    r0Ohm: bus(),
    x0Ohm: bus(),
    maxCurrentA: bus(),
  };
  const feeders: Feeders & { cables: typeof cables } = {
    busCount,
    firstBusOfArea: new Uint32Array(found.length + 1),
    feeder: new Uint16Array(busCount),
    lonDeg: bus(),
    latDeg: bus(),
    parent: new Uint32Array(busCount),
    cableM: bus(),
    distanceM: bus(),
    homes: bus(),
    busOfHome: new Uint32Array(),
    cables,
  };
  const noLoad = noLoadVoltagesPu(model, file);
  const perArea = (): Float64Array => new Float64Array(found.length);
  const laid = {
    lonDeg: perArea(),
    latDeg: perArea(),
    feeders,
    transformers: {
      id: new Int32Array(found.length),
      ukShare: perArea(),
      ukrShare: perArea(),
      ironLossKw: perArea(),
      noLoadPu: perArea(),
    },
  };
  const placeless: number[] = [];
  let first = 0;
  found.forEach(({ transformer, busbar, joints }, area) => {
    const { id, fromNode, toNode, ratedVa, ukShare, pkW, p0W, ratedToV, ratedFromV } = transformer;
    const place =
      places.get(busbar) ??
      places.get(busbar === toNode ? fromNode : toNode) ??
      joints.map(({ node }) => places.get(node)).find((known) => known !== undefined);
    if (place === undefined) placeless.push(id);
    const [lon, lat] = place ?? [0, 0];
    laid.lonDeg[area] = lon;
    laid.latDeg[area] = lat;
    // Percentages are of the transformer's own low voltage; the tree counts in 400 V.
    const scale = ((busbar === toNode ? ratedToV : ratedFromV) / DEFAULT_V) ** 2;
    laid.transformers.id[area] = id;
    laid.transformers.ukShare[area] = ukShare * scale;
    laid.transformers.ukrShare[area] = (pkW / ratedVa) * scale;
    laid.transformers.ironLossKw[area] = p0W / 1000;
    laid.transformers.noLoadPu[area] = noLoad.get(busbar)!;
    feeders.firstBusOfArea[area] = first;
    joints.forEach((joint, k) => {
      const i = first + k;
      const parent = joint.parent < 0 ? AT_TRANSFORMER : first + joint.parent;
      const [fromLon, fromLat] = joint.parent < 0 ? [lon, lat] : [feeders.lonDeg[parent]!, feeders.latDeg[parent]!];
      const own = places.get(joint.node);
      const [toLon, toLat] = own ?? [fromLon, fromLat];
      feeders.feeder[i] = joint.feeder;
      feeders.parent[i] = parent;
      feeders.lonDeg[i] = toLon;
      feeders.latDeg[i] = toLat;
      // The format has no lengths: along the ground where places are known, by the resistance of the usual cable elsewhere.
      const alongM = DETOUR * metres(fromLon, fromLat, toLon, toLat);
      feeders.cableM[i] = own === undefined ? (1000 * joint.rOhm) / MAIN_FEEDER.rOhmPerKm : alongM;
      feeders.distanceM[i] = feeders.cableM[i]! + (joint.parent < 0 ? 0 : feeders.distanceM[parent]!);
      cables.node[i] = joint.node;
      cables.line[i] = joint.line;
      cables.rOhm[i] = joint.rOhm;
      cables.xOhm[i] = joint.xOhm;
      cables.r0Ohm[i] = joint.r0Ohm;
      cables.x0Ohm[i] = joint.x0Ohm;
      cables.maxCurrentA[i] = joint.maxCurrentA;
    });
    first += joints.length;
  });
  feeders.firstBusOfArea[found.length] = first;
  if (placeless.length > 0)
    throw new InputError(
      placeless.slice(0, 50).map((id) => ({
        file,
        key: `transformer ${id}`,
        rule: 'must have a place: neither its nodes nor those of its cables have longitude and latitude',
      })),
    );
  return laid;
}

function metres(fromLon: number, fromLat: number, toLon: number, toLat: number): number {
  const shrink = Math.cos((fromLat * Math.PI) / 180);
  return 111_195 * Math.hypot((toLon - fromLon) * shrink, toLat - fromLat);
}
