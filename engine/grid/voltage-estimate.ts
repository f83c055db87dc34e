/** Voltage at a joint of the cables by the straight-line formula r·P + x·Q, phases alike and power shared out over the dwellings: what a
 *  charge point would meter on average, fast enough to be asked at every step. In: areas. Out: drop [pu]. Pure.
 *  Method: linearised DistFlow, Baran and Wu (1989), doi 10.1109/61.25627 */
import { areaTree, FIRST_FEEDER_BUS } from './area-tree.ts';
import type { TransformerAreas } from './areas.ts';

export interface VoltageEstimate {
  /** Drop from the source to a joint; -1: to the busbar.
   *  @param loadKw, pvKw, carsKw of the whole area; @param tan kVAr of load for a kW */
  dropPu(joint: number, area: number, loadKw: number, pvKw: number, carsKw: number, tan: number): number;
}

export function voltageEstimate(
  areas: TransformerAreas,
  homeLoadShare: Float64Array,
  homePvShare: Float64Array,
): VoltageEstimate {
  const { feeders } = areas;
  const busbarR = new Float64Array(areas.count);
  const busbarX = new Float64Array(areas.count);
  // [joint] drop for each kW, and kVAr, of all dwellings of the area together.
  const pathR = new Float64Array(feeders.busCount);
  const pathX = new Float64Array(feeders.busCount);
  for (let area = 0; area < areas.count; area++) {
    const tree = areaTree(areas, area);
    const first = feeders.firstBusOfArea[area]!;
    const n = tree.busCount;
    busbarR[area] = tree.rPu[1]! / 3;
    busbarX[area] = tree.xPu[1]! / 3;
    const below = new Float64Array(n);
    for (let bus = FIRST_FEEDER_BUS; bus < n; bus++) below[bus] = feeders.homes[first + bus - FIRST_FEEDER_BUS]!;
    const all = below.reduce((sum, homes) => sum + homes, 0);
    for (let bus = n - 1; bus >= FIRST_FEEDER_BUS; bus--) below[tree.parent[bus]!]! += below[bus]!;
    for (let bus = FIRST_FEEDER_BUS; bus < n; bus++) {
      const joint = first + bus - FIRST_FEEDER_BUS;
      const parent = tree.parent[bus]!;
      const up = parent < FIRST_FEEDER_BUS ? -1 : first + parent - FIRST_FEEDER_BUS;
      const share = all > 0 ? below[bus]! / all / 3 : 0;
      pathR[joint] = tree.rPu[bus]! * share + (up < 0 ? 0 : pathR[up]!);
      pathX[joint] = tree.xPu[bus]! * share + (up < 0 ? 0 : pathX[up]!);
    }
  }
  return {
    dropPu(joint, area, loadKw, pvKw, carsKw, tan) {
      const atBusbar = busbarR[area]! * (loadKw - pvKw + carsKw) + busbarX[area]! * loadKw * tan;
      if (joint < 0) return atBusbar;
      const homeKw = loadKw * homeLoadShare[area]!;
      return atBusbar + pathR[joint]! * (homeKw - pvKw * homePvShare[area]! + carsKw) + pathX[joint]! * homeKw * tan;
    },
  };
}
