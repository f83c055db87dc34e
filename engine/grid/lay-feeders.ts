/** Low-voltage cables of transformer areas: homes shared out over feeders, each a tree of cable from the transformer.
 *  In: groups of homes per area. Out: Feeders. Pure, deterministic.
 *  Trees: shortest spanning tree (Prim 1957) from the transformer, along the streets where a road graph is given. */
import { AT_TRANSFORMER, type Feeders } from './areas.ts';
import { balancedClusters, type LocalPlane } from './cluster.ts';
import { StreetDistance, type Streets } from './street-distance.ts';

/** Homes that share a joint in the cable. */
export interface HomeGroup {
  readonly zone: number;
  /** Indices of homes. */
  readonly members: Uint32Array;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Dwellings. */
  readonly homes: number;
  /** Road node of their front doors. */
  readonly node: number;
}

export interface AreaSite {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Road node at which the transformer stands; -1 without homes. */
  readonly node: number;
  readonly groups: readonly HomeGroup[];
}

/** Cable is longer than the straight line between two corners, where streets are not known. */
const DETOUR = 1.25;
/** Where streets lead this much further round than the straight line, the cable crosses gardens, parks and water under ground. */
const LONGEST_DETOUR = 3;
/** No joint is nearer than this: half the front of a block of homes [m]. */
const SHORTEST_CABLE_M = 8;

export function layFeeders(
  sites: readonly AreaSite[],
  homeCount: number,
  plane: LocalPlane,
  homesPerFeeder: number,
  streets: Streets | null = null,
): { feeders: Feeders; feederOfHome: Uint16Array } {
  const busCount = sites.reduce((sum, site) => sum + site.groups.length, 0);
  const feederOfHome = new Uint16Array(homeCount);
  const feeders = {
    busCount,
    firstBusOfArea: new Uint32Array(sites.length + 1),
    feeder: new Uint16Array(busCount),
    lonDeg: new Float64Array(busCount),
    latDeg: new Float64Array(busCount),
    parent: new Uint32Array(busCount),
    cableM: new Float64Array(busCount),
    distanceM: new Float64Array(busCount),
    homes: new Float64Array(busCount),
    busOfHome: new Uint32Array(homeCount),
  };
  const along = streets === null ? null : new StreetDistance(streets);
  let bus = 0;
  sites.forEach((site, area) => {
    feeders.firstBusOfArea[area] = bus;
    const { group, count } = balancedClusters(
      site.groups.map((g) => plane.xM(g.lonDeg)),
      site.groups.map((g) => plane.yM(g.latDeg)),
      site.groups.map((g) => g.homes),
      homesPerFeeder,
    );
    for (let feeder = 0; feeder < count; feeder++) {
      const own = site.groups.filter((_, i) => group[i] === feeder);
      for (const joint of spanningTree(own, site, plane, along)) {
        const home = joint.group;
        feeders.feeder[bus] = feeder;
        feeders.lonDeg[bus] = home.lonDeg;
        feeders.latDeg[bus] = home.latDeg;
        const parent = joint.parent < 0 ? AT_TRANSFORMER : bus - joint.index + joint.parent;
        feeders.parent[bus] = parent;
        feeders.cableM[bus] = joint.cableM;
        feeders.distanceM[bus] = joint.cableM + (joint.parent < 0 ? 0 : feeders.distanceM[parent]!);
        feeders.homes[bus] = home.homes;
        for (const member of home.members) {
          feeders.busOfHome[member] = bus;
          feederOfHome[member] = feeder;
        }
        bus++;
      }
    }
  });
  feeders.firstBusOfArea[sites.length] = bus;
  return { feeders, feederOfHome };
}

interface Joint {
  readonly index: number;
  readonly group: HomeGroup;
  /** Index of the joint before it, -1 for the transformer. */
  readonly parent: number;
  readonly cableM: number;
}

/** Joints in the order in which Prim's tree reaches them. One cable leaves the transformer: only the first joint hangs on it.
 *  Distances run along the streets where they are known. */
function spanningTree(
  groups: readonly HomeGroup[],
  site: AreaSite,
  plane: LocalPlane,
  along: StreetDistance | null,
): Joint[] {
  const x = groups.map((g) => plane.xM(g.lonDeg));
  const y = groups.map((g) => plane.yM(g.latDeg));
  const nodes = groups.map((g) => g.node);
  const cablesFrom = (node: number, fromX: number, fromY: number): Float64Array => {
    const straightM = groups.map((_, i) => Math.hypot(x[i]! - fromX, y[i]! - fromY));
    const streetM =
      along === null || node < 0 ? null : along.from(node, nodes, LONGEST_DETOUR * Math.max(...straightM, 50));
    return Float64Array.from(straightM, (straight, i) => {
      const street = streetM?.[i] ?? Number.POSITIVE_INFINITY;
      // Homes of one corner lie apart though their node is the same.
      if (street <= LONGEST_DETOUR * Math.max(straight, 50)) return Math.max(street, straight);
      return (streetM === null ? DETOUR : LONGEST_DETOUR / 2) * straight;
    });
  };
  const nearestM = cablesFrom(site.node, plane.xM(site.lonDeg), plane.yM(site.latDeg));
  const parent = new Int32Array(groups.length).fill(-1);
  const done = new Uint8Array(groups.length);
  const joints: Joint[] = [];
  for (let k = 0; k < groups.length; k++) {
    let best = -1;
    for (let i = 0; i < groups.length; i++) if (done[i] === 0 && (best < 0 || nearestM[i]! < nearestM[best]!)) best = i;
    done[best] = 1;
    joints.push({
      index: k,
      group: groups[best]!,
      parent: parent[best]!,
      cableM: Math.max(SHORTEST_CABLE_M, nearestM[best]!),
    });
    if (k === groups.length - 1) break;
    const fromBest = cablesFrom(nodes[best]!, x[best]!, y[best]!);
    for (let i = 0; i < groups.length; i++) {
      if (done[i] === 1) continue;
      if (k === 0 || fromBest[i]! < nearestM[i]!) {
        nearestM[i] = fromBest[i]!;
        parent[i] = k;
      }
    }
  }
  return joints;
}
