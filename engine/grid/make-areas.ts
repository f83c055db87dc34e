/** Transformer areas by rule for a district without a grid file: homes in compact balanced groups, workplaces with them or,
 *  when large, on transformers of their own; then the low-voltage cables of each area.
 *  In: places of homes and workplaces, road nodes, levers. Out: TransformerAreas. Pure; deterministic.
 *  Sizes by Dutch practice: 250, 400 and 630 kVA, one for 100–250 homes, feeders of 25–60 homes. */
import type { Scenario } from '../scenario/schema.ts';
import { type Connections, type Feeders, NO_AREA, type TransformerAreas } from './areas.ts';
import { balancedClusters, type LocalPlane, localPlane } from './cluster.ts';
import { type HomeGroup, layFeeders } from './lay-feeders.ts';
import { pointIndex } from './point-index.ts';
import type { Streets } from './street-distance.ts';

export interface AreasInput {
  readonly connections: Connections;
  /** [road node] */
  readonly nodeLonDeg: Float64Array;
  readonly nodeLatDeg: Float64Array;
  /** [road node] 1 inside the district; when absent, nodes within 1 km of a connection are inside. */
  readonly nodeInDistrict?: Uint8Array | undefined;
  /** Streets along which cables lie; without them cable lengths are straight lines with a detour. */
  readonly streets?: Streets | undefined;
  readonly grid: Scenario['grid'];
  readonly seed: number;
}

/** Ratings of the Dutch distribution transformers in use [kVA]. */
export const TRANSFORMER_KVA = [250, 400, 630] as const;
/** A workplace of this design load or more has a connection at a transformer of its own [kVA]. */
const OWN_TRANSFORMER_KVA = 160;
/** Small workplaces further than this from homes are not on the homes' transformer [m]. */
const WORK_JOINS_HOMES_M = 400;
const INSIDE_DISTRICT_M = 1000;
/** Homes further than this from the middle of their area get a transformer of their own: feeders are 200–500 m long (Dutch practice). */
const LARGEST_REACH_M = 320;

interface Draft {
  lonDeg: number;
  latDeg: number;
  node: number;
  zone: number;
  homes: number;
  jobs: number;
  groups: HomeGroup[];
}

export function makeAreas(input: AreasInput): TransformerAreas {
  const { connections, grid } = input;
  const plane = planeOf(connections);
  const perHome = connections.dwellingsPerHome ?? 1;
  const groups = homeGroups(connections, perHome, grid.homesPerFeeder);
  const design = {
    kvaPerHome: grid.designKvaPerHome,
    dropShare: grid.designVoltageDropShare,
    homesPerTransformer: grid.homesPerTransformer,
    longestM: grid.longestFeederM,
  };
  const lay = (own: readonly Draft[]) =>
    layFeeders(own, connections.homeNode.length, plane, grid.homesPerFeeder, input.streets ?? null, design);
  const drafts = withinReach(
    homeAreas(groups, plane, grid.homesPerTransformer),
    (own) => lay(own).feeders,
    plane,
    grid.longestFeederM,
  );
  const homeAreaCount = drafts.length;
  const areasOfWork = workAreas(connections, plane, drafts, grid);

  const areaOfHome = new Uint32Array(connections.homeNode.length);
  for (let area = 0; area < homeAreaCount; area++)
    for (const group of drafts[area]!.groups) for (const home of group.members) areaOfHome[home] = area;
  const { feeders, feederOfHome } = lay(drafts);
  return {
    count: drafts.length,
    lonDeg: Float64Array.from(drafts, (draft) => draft.lonDeg),
    latDeg: Float64Array.from(drafts, (draft) => draft.latDeg),
    ratedKva: Float64Array.from(
      drafts,
      (draft) =>
        ratingKva(draft.homes * grid.designKvaPerHome + draft.jobs * grid.designKvaPerJob) * grid.capacityFactor,
    ),
    zone: Uint32Array.from(drafts, (draft) => draft.zone),
    homes: Uint32Array.from(drafts, (draft) => Math.round(draft.homes)),
    jobs: Float64Array.from(drafts, (draft) => draft.jobs),
    areaOfHome,
    feederOfHome,
    areaOfNode: areasOfNodes(input, plane, areaOfHome, areasOfWork),
    feeders,
  };
}

/** Smallest usual rating that carries a design load; the largest one when none does. */
export function ratingKva(designKva: number): number {
  return TRANSFORMER_KVA.find((rating) => rating >= designKva) ?? TRANSFORMER_KVA[TRANSFORMER_KVA.length - 1]!;
}

export function planeOf(connections: Connections): LocalPlane {
  const lon = connections.homeLonDeg.length > 0 ? connections.homeLonDeg : connections.workLonDeg;
  const lat = connections.homeLatDeg.length > 0 ? connections.homeLatDeg : connections.workLatDeg;
  let sumLon = 0;
  let sumLat = 0;
  for (let i = 0; i < lon.length; i++) {
    sumLon += lon[i]!;
    sumLat += lat[i]!;
  }
  const n = Math.max(1, lon.length);
  return localPlane(sumLon / n, sumLat / n);
}

/** Homes of one road node and zone together, in groups no larger than a feeder. */
function homeGroups(connections: Connections, perHome: number, homesPerFeeder: number): HomeGroup[] {
  const { homeNode, homeZone, homeLonDeg, homeLatDeg } = connections;
  const order = Uint32Array.from({ length: homeNode.length }, (_, i) => i);
  order.sort((a, b) => homeZone[a]! - homeZone[b]! || homeNode[a]! - homeNode[b]! || a - b);
  const mostMembers = Math.max(1, Math.floor(homesPerFeeder / 2 / perHome));
  const groups: HomeGroup[] = [];
  for (let from = 0; from < order.length; ) {
    const node = homeNode[order[from]!]!;
    const zone = homeZone[order[from]!]!;
    let to = from;
    while (
      to < order.length &&
      to - from < mostMembers &&
      homeNode[order[to]!] === node &&
      homeZone[order[to]!] === zone
    )
      to++;
    const members = order.subarray(from, to);
    let lonDeg = 0;
    let latDeg = 0;
    for (const home of members) {
      lonDeg += homeLonDeg[home]!;
      latDeg += homeLatDeg[home]!;
    }
    groups.push({
      zone,
      members,
      lonDeg: lonDeg / members.length,
      latDeg: latDeg / members.length,
      homes: members.length * perHome,
      node,
    });
    from = to;
  }
  return groups;
}

/** Areas zone by zone, so that results by neighbourhood are those of its own transformers. */
function homeAreas(groups: readonly HomeGroup[], plane: LocalPlane, homesPerTransformer: number): Draft[] {
  const drafts: Draft[] = [];
  for (let from = 0; from < groups.length; ) {
    const zone = groups[from]!.zone;
    let to = from;
    while (to < groups.length && groups[to]!.zone === zone) to++;
    const inZone = groups.slice(from, to);
    const { group, count } = balancedClusters(
      inZone.map((g) => plane.xM(g.lonDeg)),
      inZone.map((g) => plane.yM(g.latDeg)),
      inZone.map((g) => g.homes),
      homesPerTransformer,
      LARGEST_REACH_M,
    );
    const members: HomeGroup[][] = Array.from({ length: count }, () => []);
    inZone.forEach((g, i) => {
      members[group[i]!]!.push(g);
    });
    for (const own of members) drafts.push(draftOf(own, zone, plane));
    from = to;
  }
  return drafts;
}

/** Divides areas whose cables would be too long into two with a transformer each, and again; a single group of homes stays whole. */
function withinReach(
  drafts: readonly Draft[],
  lay: (own: readonly Draft[]) => Feeders,
  plane: LocalPlane,
  longestM: number,
): Draft[] {
  const feeders = lay(drafts);
  return drafts.flatMap((draft, area) => {
    let furthestM = 0;
    for (let joint = feeders.firstBusOfArea[area]!; joint < feeders.firstBusOfArea[area + 1]!; joint++)
      furthestM = Math.max(furthestM, feeders.distanceM[joint]!);
    if (furthestM <= longestM || draft.groups.length < 2) return [draft];
    const { group } = balancedClusters(
      draft.groups.map((g) => plane.xM(g.lonDeg)),
      draft.groups.map((g) => plane.yM(g.latDeg)),
      draft.groups.map((g) => g.homes),
      draft.homes / 2,
    );
    const halves = [0, 1].map((side) => draft.groups.filter((_, i) => Math.min(1, group[i]!) === side));
    if (halves.some((own) => own.length === 0)) return [draft];
    return withinReach(
      halves.map((own) => draftOf(own, draft.zone, plane)),
      lay,
      plane,
      longestM,
    );
  });
}

/** The transformer stands at the group nearest to the middle of its homes, so that it stands along a street. */
function draftOf(groups: HomeGroup[], zone: number, plane: LocalPlane): Draft {
  let homes = 0;
  let x = 0;
  let y = 0;
  for (const group of groups) {
    homes += group.homes;
    x += group.homes * plane.xM(group.lonDeg);
    y += group.homes * plane.yM(group.latDeg);
  }
  const far = (g: HomeGroup): number => Math.hypot(plane.xM(g.lonDeg) - x / homes, plane.yM(g.latDeg) - y / homes);
  let best = groups[0]!;
  for (const group of groups) if (far(group) < far(best)) best = group;
  return { lonDeg: best.lonDeg, latDeg: best.latDeg, node: best.node, zone, homes, jobs: 0, groups };
}

/** Gives every workplace its areas; adds jobs to home areas and new areas to `drafts`.
 *  @returns [workplace] areas that serve it */
function workAreas(
  connections: Connections,
  plane: LocalPlane,
  drafts: Draft[],
  grid: Scenario['grid'],
): ReadonlyArray<readonly number[]> {
  const { workLonDeg, workLatDeg, workJobs } = connections;
  const homeAreaCount = drafts.length;
  const kvaOf = (work: number): number => workJobs[work]! * grid.designKvaPerJob;
  const largest = TRANSFORMER_KVA[TRANSFORMER_KVA.length - 1]!;
  const index = pointIndex(
    drafts.map((d) => plane.xM(d.lonDeg)),
    drafts.map((d) => plane.yM(d.latDeg)),
  );
  const areasOf: number[][] = Array.from({ length: workJobs.length }, () => []);
  const apart: number[] = [];
  const designKva = drafts.map((draft) => draft.homes * grid.designKvaPerHome);
  const add = (work: number, jobs: number): void => {
    areasOf[work]!.push(drafts.length);
    drafts.push({
      lonDeg: workLonDeg[work]!,
      latDeg: workLatDeg[work]!,
      node: -1,
      zone: nearestZone(work),
      homes: 0,
      jobs,
      groups: [],
    });
  };
  const nearest = (work: number): number =>
    index?.neighbors(plane.xM(workLonDeg[work]!), plane.yM(workLatDeg[work]!), 1)[0] ?? -1;
  const nearestZone = (work: number): number => (homeAreaCount === 0 ? 0 : drafts[nearest(work)]!.zone);

  for (let work = 0; work < workJobs.length; work++) {
    if (!(workJobs[work]! > 0)) continue;
    if (kvaOf(work) >= OWN_TRANSFORMER_KVA) {
      const parts = Math.ceil(kvaOf(work) / largest);
      for (let part = 0; part < parts; part++) add(work, workJobs[work]! / parts);
      continue;
    }
    const candidates =
      index?.neighbors(plane.xM(workLonDeg[work]!), plane.yM(workLatDeg[work]!), 3, WORK_JOINS_HOMES_M) ?? [];
    const area = candidates.find((candidate) => designKva[candidate]! + kvaOf(work) <= largest);
    if (area === undefined) apart.push(work);
    else {
      designKva[area]! += kvaOf(work);
      drafts[area]!.jobs += workJobs[work]!;
      areasOf[work]!.push(area);
    }
  }
  const { group, count } = balancedClusters(
    apart.map((work) => plane.xM(workLonDeg[work]!)),
    apart.map((work) => plane.yM(workLatDeg[work]!)),
    apart.map((work) => kvaOf(work) + 1e-9),
    0.7 * largest,
  );
  for (let g = 0; g < count; g++) {
    const own = apart.filter((_, i) => group[i] === g);
    const jobs = own.reduce((sum, work) => sum + workJobs[work]!, 0);
    const area = drafts.length;
    add(own[0]!, jobs);
    for (const work of own.slice(1)) areasOf[work]!.push(area);
  }
  return areasOf;
}

/** Every road node inside the district takes the transformer of the nearest home or workplace. */
function areasOfNodes(
  input: AreasInput,
  plane: LocalPlane,
  areaOfHome: Uint32Array,
  areasOfWork: ReadonlyArray<readonly number[]>,
): Uint32Array {
  const { connections, nodeLonDeg, nodeLatDeg, nodeInDistrict } = input;
  const homeCount = areaOfHome.length;
  const x = [...connections.homeLonDeg, ...connections.workLonDeg].map((lon) => plane.xM(lon));
  const y = [...connections.homeLatDeg, ...connections.workLatDeg].map((lat) => plane.yM(lat));
  const index = pointIndex(x, y);
  const areaOfNode = new Uint32Array(nodeLonDeg.length).fill(NO_AREA);
  if (index === null) return areaOfNode;
  const served = (i: number): boolean => i < homeCount || areasOfWork[i - homeCount]!.length > 0;
  const limitM = nodeInDistrict === undefined ? INSIDE_DISTRICT_M : Number.POSITIVE_INFINITY;
  for (let node = 0; node < areaOfNode.length; node++) {
    if (nodeInDistrict !== undefined && nodeInDistrict[node] === 0) continue;
    const found = index.neighbors(plane.xM(nodeLonDeg[node]!), plane.yM(nodeLatDeg[node]!), 1, limitM, served)[0];
    if (found === undefined) continue;
    if (found < homeCount) areaOfNode[node] = areaOfHome[found]!;
    else {
      // Nodes around a workplace with several transformers share them out.
      const areas = areasOfWork[found - homeCount]!;
      areaOfNode[node] = areas[node % areas.length]!;
    }
  }
  return areaOfNode;
}
