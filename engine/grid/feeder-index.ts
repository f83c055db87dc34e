/** Feeders numbered through all areas, and the joint of the cable nearest to a place. Pure. */
import { maxCurrentA } from './area-equipment.ts';
import type { TransformerAreas } from './areas.ts';

export interface FeederIndex {
  readonly feederCount: number;
  /** [joint] */
  readonly feederOfJoint: Uint32Array;
  /** [area + 1] feeders of area a: firstFeederOfArea[a] … firstFeederOfArea[a + 1] - 1 */
  readonly firstFeederOfArea: Uint32Array;
  /** [feeder] */
  readonly areaOfFeeder: Uint32Array;
  /** [feeder] part of its area's dwellings. */
  readonly homesShare: Float64Array;
  /** [feeder] what the cable that leaves the transformer, or its fuse, carries. */
  readonly maxCurrentA: Float64Array;
}

export function feederIndex({ count, feeders }: TransformerAreas): FeederIndex {
  const feederOfJoint = new Uint32Array(feeders.busCount);
  const firstFeederOfArea = new Uint32Array(count + 1);
  const areaOfFeeder: number[] = [];
  const homes: number[] = [];
  const mostA: number[] = [];
  for (let area = 0; area < count; area++) {
    const first = areaOfFeeder.length;
    let ofArea = 0;
    for (let joint = feeders.firstBusOfArea[area]!; joint < feeders.firstBusOfArea[area + 1]!; joint++) {
      const feeder = first + feeders.feeder[joint]!;
      while (areaOfFeeder.length <= feeder) {
        areaOfFeeder.push(area);
        homes.push(0);
        mostA.push(maxCurrentA(feeders, joint));
      }
      feederOfJoint[joint] = feeder;
      homes[feeder]! += feeders.homes[joint]!;
      ofArea += feeders.homes[joint]!;
    }
    for (let feeder = first; feeder < homes.length; feeder++) homes[feeder] = ofArea > 0 ? homes[feeder]! / ofArea : 0;
    firstFeederOfArea[area + 1] = areaOfFeeder.length;
  }
  return {
    feederCount: areaOfFeeder.length,
    feederOfJoint,
    firstFeederOfArea,
    areaOfFeeder: Uint32Array.from(areaOfFeeder),
    homesShare: Float64Array.from(homes),
    maxCurrentA: Float64Array.from(mostA),
  };
}

export const NO_JOINT = 0xffffffff;

/** [place] joint of its area nearest to it, NO_JOINT where the area has no cables or is none.
 *  @param area [place] */
export function nearestJoints(
  areas: TransformerAreas,
  area: ArrayLike<number>,
  lonDeg: ArrayLike<number>,
  latDeg: ArrayLike<number>,
): Uint32Array {
  const { feeders } = areas;
  return Uint32Array.from({ length: area.length }, (_, place) => {
    const own = area[place]!;
    if (own >= areas.count) return NO_JOINT;
    const shrink = Math.cos((latDeg[place]! * Math.PI) / 180);
    let nearest = NO_JOINT;
    let least = Number.POSITIVE_INFINITY;
    for (let joint = feeders.firstBusOfArea[own]!; joint < feeders.firstBusOfArea[own + 1]!; joint++) {
      const dx = (feeders.lonDeg[joint]! - lonDeg[place]!) * shrink;
      const dy = feeders.latDeg[joint]! - latDeg[place]!;
      const away = dx * dx + dy * dy;
      if (away >= least) continue;
      least = away;
      nearest = joint;
    }
    return nearest;
  });
}
