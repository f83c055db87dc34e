/** Low-voltage cables of transformer areas: homes shared out over feeders, each a tree of cable from the transformer.
 *  In: groups of homes per area. Out: Feeders. Pure, deterministic.
 *  Trees: shortest spanning tree (Prim 1957) from the transformer, along the streets where a road graph is given. */
import { AT_TRANSFORMER, type Feeders } from './areas.ts';
import { balancedClusters, type LocalPlane } from './cluster.ts';
import { MAIN_FEEDER } from './equipment.ts';
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

/** What a feeder is laid out for: with its homes taking their design load, evenly over the phases, the voltage at its end has dropped by no
 *  more than this share; a feeder that would drop more is divided in two, and again. Few homes peak together more than many do: behind each
 *  stretch of cable the load of a home is that of the transformer's homes times their coincidences, Rusck's 0.2 + 0.8/√n. */
export interface FeederDesign {
  readonly kvaPerHome: number;
  readonly dropShare: number;
  /** Homes for which `kvaPerHome` is meant. */
  readonly homesPerTransformer: number;
  /** A feeder that winds further than this from the transformer, to homes that are nearer by a cable of their own, is divided too [m]. */
  readonly longestM: number;
}

const NO_DESIGN: FeederDesign = {
  kvaPerHome: 0,
  dropShare: 1,
  homesPerTransformer: 150,
  longestM: Number.POSITIVE_INFINITY,
};

/** Share of their own peaks that n homes reach together. @source Rusck (1956), The simultaneous demand in distribution network supplying domestic consumers */
const coincidence = (homes: number): number => 0.2 + 0.8 / Math.sqrt(Math.max(1, homes));
const NOMINAL_V = 400;

/** Cable is longer than the straight line between two corners, where streets are not known. */
const DETOUR = 1.25;
/** Where streets lead this much further round than the straight line, the cable crosses gardens, parks and water under ground; digging
 *  there is not straight either. */
const LONGEST_DETOUR = 2;
const CROSSING_DETOUR = 1.5;
/** No joint is nearer than this: half the front of a block of homes [m]. */
const SHORTEST_CABLE_M = 8;

export function layFeeders(
  sites: readonly AreaSite[],
  homeCount: number,
  plane: LocalPlane,
  homesPerFeeder: number,
  streets: Streets | null = null,
  design: FeederDesign = NO_DESIGN,
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
    let feeder = 0;
    const lay = (own: readonly HomeGroup[]): void => {
      const { joints, directM } = spanningTree(own, site, plane, along);
      const winds = directM <= design.longestM && furthestM(joints) > design.longestM;
      if (own.length > 1 && (winds || dropAtEnd(joints, design) > design.dropShare)) {
        for (const half of halves(own, plane)) lay(half);
        return;
      }
      for (const joint of joints) {
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
      feeder++;
    };
    for (let cluster = 0; cluster < count; cluster++) lay(site.groups.filter((_, i) => group[i] === cluster));
  });
  feeders.firstBusOfArea[sites.length] = bus;
  return { feeders, feederOfHome };
}

function halves(groups: readonly HomeGroup[], plane: LocalPlane): HomeGroup[][] {
  const homes = groups.reduce((sum, group) => sum + group.homes, 0);
  const { group } = balancedClusters(
    groups.map((g) => plane.xM(g.lonDeg)),
    groups.map((g) => plane.yM(g.latDeg)),
    groups.map((g) => g.homes),
    homes / 2,
  );
  const first = groups.filter((_, i) => group[i] === 0);
  const second = groups.filter((_, i) => group[i] !== 0);
  return second.length === 0 ? [first.slice(0, 1), first.slice(1)] : [first, second];
}

/** Largest drop of voltage along a feeder, Σ over cables of current × resistance, as a share of the nominal voltage. */
function dropAtEnd(joints: readonly Joint[], design: FeederDesign): number {
  const homes = joints.map((joint) => joint.group.homes);
  // Parents come before their children: from the end, homes add up towards the transformer.
  for (let k = joints.length - 1; k > 0; k--) homes[joints[k]!.parent]! += homes[k]!;
  const perHome = design.kvaPerHome / coincidence(design.homesPerTransformer);
  const drop = new Float64Array(joints.length);
  let most = 0;
  joints.forEach((joint, k) => {
    const ohm = (MAIN_FEEDER.rOhmPerKm * joint.cableM) / 1000;
    // Phase current × resistance over phase voltage = S R / U² with U between phases.
    drop[k] =
      (homes[k]! * coincidence(homes[k]!) * perHome * 1000 * ohm) / NOMINAL_V ** 2 +
      (joint.parent < 0 ? 0 : drop[joint.parent]!);
    most = Math.max(most, drop[k]!);
  });
  return most;
}

function furthestM(joints: readonly Joint[]): number {
  const distanceM = new Float64Array(joints.length);
  joints.forEach((joint, k) => {
    distanceM[k] = joint.cableM + (joint.parent < 0 ? 0 : distanceM[joint.parent]!);
  });
  return Math.max(...distanceM);
}

interface Joint {
  readonly index: number;
  readonly group: HomeGroup;
  /** Index of the joint before it, -1 for the transformer. */
  readonly parent: number;
  readonly cableM: number;
}

/** Joints in the order in which Prim's tree reaches them, and the longest way from the transformer straight to one of them. One cable leaves the transformer: only the first joint hangs on it.
 *  Distances run along the streets where they are known. */
function spanningTree(
  groups: readonly HomeGroup[],
  site: AreaSite,
  plane: LocalPlane,
  along: StreetDistance | null,
): { readonly joints: Joint[]; readonly directM: number } {
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
      return (streetM === null ? DETOUR : CROSSING_DETOUR) * straight;
    });
  };
  const nearestM = cablesFrom(site.node, plane.xM(site.lonDeg), plane.yM(site.latDeg));
  const directM = Math.max(...nearestM);
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
  return { joints, directM };
}
