/** Homes and workplaces on the nearest connection of the operator's cables, within reach. Pure. */
import { InputError } from '../../core/errors.ts';
import { type AreasInput, planeOf } from '../make-areas.ts';
import type { GridModel } from '../model.ts';
import { pointIndex } from '../point-index.ts';
import type { OperatorGrid } from './areas.ts';
import type { Laid } from './lay-out.ts';
import type { FileArea } from './low-voltage.ts';

export interface Hung {
  /** [home], [workplace] joint of the file; -1 beyond reach. */
  readonly jointOfHome: Int32Array;
  readonly jointOfWork: Int32Array;
  /** [joint] */
  readonly areaOfJoint: Uint32Array;
  /** [area] zone of most of its homes; of the nearest home where it has none. */
  readonly zone: Uint32Array;
  /** Joint with a connection nearest to a place, -1 beyond reach. */
  nearest(lonDeg: number, latDeg: number, reachM: number): number;
}

/** @throws InputError when no home is within reach */
export function hangConnections(
  { file, model, places }: OperatorGrid,
  found: readonly FileArea[],
  { feeders, lonDeg, latDeg }: Laid,
  { connections, grid }: AreasInput,
): Hung {
  const plane = planeOf(connections);
  const isConnection = connectionJoints(model, found, places);
  const at = Array.from(isConnection.keys()).filter((joint) => isConnection[joint] === 1);
  const index = pointIndex(
    at.map((joint) => plane.xM(feeders.lonDeg[joint]!)),
    at.map((joint) => plane.yM(feeders.latDeg[joint]!)),
  );
  const nearest = (lon: number, lat: number, reachM: number): number => {
    const hit = index?.neighbors(plane.xM(lon), plane.yM(lat), 1, reachM)[0];
    return hit === undefined ? -1 : at[hit]!;
  };
  const { homeLonDeg, homeLatDeg, homeZone, workLonDeg, workLatDeg } = connections;
  const jointsOf = (lons: Float64Array, lats: Float64Array): Int32Array =>
    Int32Array.from(lons, (lon, i) => nearest(lon, lats[i]!, grid.fileReachM));
  const jointOfHome = jointsOf(homeLonDeg, homeLatDeg);
  if (homeLonDeg.length > 0 && jointOfHome.every((joint) => joint < 0))
    throw new InputError(
      file,
      'places',
      `must have a connection within ${grid.fileReachM} m of a home (grid.fileReachM): are longitude and latitude in their columns?`,
    );
  const areaOfJoint = new Uint32Array(feeders.busCount);
  for (let area = 0; area < found.length; area++)
    areaOfJoint.fill(area, feeders.firstBusOfArea[area]!, feeders.firstBusOfArea[area + 1]!);
  const votes = Array.from(found, () => new Map<number, number>());
  jointOfHome.forEach((joint, home) => {
    if (joint < 0) return;
    const own = votes[areaOfJoint[joint]!]!;
    own.set(homeZone[home]!, (own.get(homeZone[home]!) ?? 0) + 1);
  });
  const homes = pointIndex(
    Array.from(homeLonDeg, (lon) => plane.xM(lon)),
    Array.from(homeLatDeg, (lat) => plane.yM(lat)),
  );
  const nearestZone = (area: number): number => {
    const home = homes?.neighbors(plane.xM(lonDeg[area]!), plane.yM(latDeg[area]!), 1)[0];
    return home === undefined ? 0 : homeZone[home]!;
  };
  return {
    jointOfHome,
    jointOfWork: jointsOf(workLonDeg, workLatDeg),
    areaOfJoint,
    zone: Uint32Array.from(votes, (own, area) => {
      const [most] = [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      return most?.[0] ?? nearestZone(area);
    }),
    nearest,
  };
}

/** [joint] 1 where homes and workplaces may hang: nodes with a load or generator and a place; in an area without any, all with a place. */
function connectionJoints(model: GridModel, found: readonly FileArea[], places: OperatorGrid['places']): Uint8Array {
  const loaded = new Set(model.loads.map(({ node }) => node));
  return Uint8Array.from(
    found.flatMap(({ joints }) => {
      const any = joints.some(({ node }) => loaded.has(node) && places.has(node));
      return joints.map(({ node }) => (places.has(node) && (!any || loaded.has(node)) ? 1 : 0));
    }),
  );
}
