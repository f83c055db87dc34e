/** The streets of a generated district: the skeleton's roads, paths along canals and railways, and local streets in between.
 *  In: skeleton, plan, zones. Out: nodes and link drafts for `buildRoadGraph`. Pure and deterministic for the plan's seed. */
import { Stream } from '../core/random.ts';
import { ARC_BRIDGE } from '../network/road-graph.ts';
import { arrange, extendDeadEnds, type PlaneLine } from './arrangement.ts';
import { corridorRing } from './corridor.ts';
import type { Zones } from './district.ts';
import { type Ground, groundOf } from './ground.ts';
import { type GeneratedRoads, joinStretches } from './join-stretches.ts';
import { PlanarMap } from './planar-map.ts';
import { isNearLine, type LonLat, makePlane, type Plane, type Xy } from './plane.ts';
import type { Skeleton } from './skeleton.ts';
import { decideAccess, largestNetwork, type Stretch } from './street-access.ts';
import { streetNamer } from './street-names.ts';
import type { StreetPlan } from './street-plan.ts';
import { type BlockStyle, subdivide } from './subdivide.ts';
import { edgePath, generatedWay, type Way, wayOfRoad } from './way.ts';

/** Label of the plane map: a way, or an edge that only bounds a face. */
type Label = Way | null;

const NO_BLOCKS: BlockStyle = { blockM2: Infinity, depthM: 1, snapM: 0, bendShare: 0 };
/** Dead ends of the skeleton are drawn on over at most this distance. */
const DEAD_END_M = 450;
const MAIN: ReadonlySet<string> = new Set(['trunk', 'primary', 'secondary']);

export function generateStreets(skeleton: Skeleton, plan: StreetPlan, zones: Zones): GeneratedRoads {
  const plane = makePlane(skeleton.roads[0]!.line[0]!);
  const xy = (line: readonly LonLat[]): Xy[] => line.map((point) => plane.toXy(point));
  const barriers = skeleton.barriers.map((barrier) => ({ ...barrier, points: xy(barrier.line) }));
  const inBarrier = (point: Xy, except = -1): boolean =>
    barriers.some((barrier, at) => at !== except && isNearLine(point, barrier.points, barrier.halfWidthM - 1));

  const drawn: (PlaneLine & { label: Label; barrier: number })[] = [
    ...skeleton.roads.map((road) => ({
      points: xy(road.line),
      level: road.level,
      snapEnds: true,
      label: wayOfRoad(road),
      barrier: -1,
    })),
    ...barriers.map((barrier, at) => ({
      points: corridorRing(barrier.points, barrier.halfWidthM),
      level: 0,
      snapEnds: false,
      label: barrier.edge === 'none' ? null : edgePath(barrier.name, barrier.edge),
      barrier: at,
    })),
    ...skeleton.frames.map((ring) => ({
      points: xy([...ring, ring[0]!]),
      level: 0,
      snapEnds: false,
      label: null,
      barrier: -1,
    })),
  ];
  const lines = extendDeadEnds(drawn, DEAD_END_M, 0);
  const arrangement = arrange(lines, xy(skeleton.interchanges));
  const between = (a: number, b: number): Xy => [
    (arrangement.x[a]! + arrangement.x[b]!) / 2,
    (arrangement.y[a]! + arrangement.y[b]!) / 2,
  ];
  const ground = groundOf(skeleton, plan, zones, plane);
  const bridgeOf = bridgeMaker();
  const levelEdges: { from: number; to: number; label: Label }[] = [];
  const overhead: Stretch[] = [];
  for (const { from, to, line } of arrangement.edges) {
    const { label, level, barrier } = lines[line]!;
    const middle = between(from, to);
    let kept = label;
    // A path along one barrier ends at the next one, and where nobody lives there is no path at all.
    if (barrier >= 0 && (inBarrier(middle, barrier) || !ground.served(middle, barriers[barrier]!.halfWidthM)))
      kept = null;
    if (barrier < 0 && kept !== null && level === 0 && inBarrier(middle)) kept = bridgeOf(kept);
    if (level === 0) levelEdges.push({ from, to, label: kept });
    else if (kept !== null) overhead.push({ from, to, way: kept });
  }
  const map = new PlanarMap<Label>(arrangement.x, arrangement.y, levelEdges);
  const nextName = streetNamer(plan, new Set(skeleton.roads.map((road) => road.name)));
  fill(map, ground, inBarrier, plan, zones, nextName);
  return finish(map, overhead, plan, plane);
}

function fill(
  map: PlanarMap<Label>,
  ground: Ground,
  inBarrier: (point: Xy) => boolean,
  plan: StreetPlan,
  zones: Zones,
  nextName: ReturnType<typeof streetNamer>,
): void {
  const stream = new Stream(plan.seed, 'street-blocks');
  subdivide<Label>(map, {
    stream,
    styleAt: (inside) => {
      if (inBarrier(inside)) return NO_BLOCKS;
      const { use, zone } = ground.at(inside);
      if (use === 'none') return NO_BLOCKS;
      const style = plan.styles[use];
      const own = zone >= 0 ? plan.zones[zones.code[zone]!] : undefined;
      const blockHa = own?.use === use ? (own.blockHa ?? style.blockHa) : style.blockHa;
      return { blockM2: blockHa * 10_000, depthM: style.depthM, snapM: style.depthM * 0.3, bendShare: style.bendShare };
    },
    labelOf: (inside, areaM2) => {
      const { use, zone } = ground.at(inside);
      const draws = {
        green: stream.uniform(),
        homeZone: stream.uniform(),
        greenRouteShare: plan.greenRouteShare,
        homeZoneShare: plan.homeZoneShare,
      };
      const way = generatedWay(use, areaM2, '', draws);
      return { ...way, name: nextName(zone >= 0 ? zones.code[zone]! : '', way.car === 0 ? 'path' : 'street') };
    },
  });
}

function finish(map: PlanarMap<Label>, overhead: readonly Stretch[], plan: StreetPlan, plane: Plane): GeneratedRoads {
  const onMain = new Uint8Array(map.x.length);
  const level: Stretch[] = [];
  for (const { a, b, label } of map.edges()) {
    if (label === null) continue;
    if (label.car !== 0 && MAIN.has(label.roadClass)) onMain.fill(1, a, a + 1).fill(1, b, b + 1);
    level.push({ from: a, to: b, way: label });
  }
  const stretches = largestNetwork([...level, ...overhead], map.x.length);
  const gated = stretches.map((stretch): Stretch => {
    const { from, to, way } = stretch;
    const direct = way.gate === 'through' && (onMain[from] === 1 || onMain[to] === 1);
    return direct ? { from, to, way: { ...way, gate: 'direct' } } : stretch;
  });
  const ways = decideAccess(gated, map.x.length, plan);
  // A stretch that stays as it was keeps its street's object, so that it can be joined with its neighbours.
  const decided = stretches.map((stretch, at) =>
    ways[at] === gated[at]!.way ? stretch : { ...stretch, way: ways[at]! },
  );
  return joinStretches(map, decided, plane);
}

/** The same way on a bridge or in an underpass; one object a way, so that its stretches stay one street. */
function bridgeMaker(): (way: Way) => Way {
  const bridges = new Map<Way, Way>();
  return (way) => {
    const bridge = bridges.get(way) ?? { ...way, flags: way.flags | ARC_BRIDGE };
    bridges.set(way, bridge);
    return bridge;
  };
}
