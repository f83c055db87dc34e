/** Transformer areas of an operator's grid: homes and workplaces hang on the nearest connection of its low-voltage cables; what lies too far
 *  from all of them gets areas by rule, so that a grid of one neighbourhood serves too.
 *  In: the grid with the places of its nodes, what `makeAreas` takes. Out: TransformerAreas, those of the file first. Pure; deterministic.
 *  Kept of the file: ratings, short-circuit voltages, cables, taps and medium voltage (as the busbars' voltage without load), ids. Its loads tell
 *  where connections are; what they take is simulated. A Dyn transformer is assumed: about the same impedance in all sequences. */
import { type Connections, NO_AREA, type TransformerAreas } from '../areas.ts';
import { type AreasInput, makeAreas } from '../make-areas.ts';
import type { GridModel } from '../model.ts';
import { hangConnections } from './hang.ts';
import { joinAreas } from './join-areas.ts';
import { layOut } from './lay-out.ts';
import { lowVoltageAreas } from './low-voltage.ts';

/** An operator's grid and where its nodes are. */
export interface OperatorGrid {
  readonly file: string;
  readonly model: GridModel;
  /** Node → longitude and latitude; nodes without one stand where the cable before them does. */
  readonly places: ReadonlyMap<number, readonly [lonDeg: number, latDeg: number]>;
}

/** @throws InputError by component id: what is no tree, has no place, or lies nowhere near the district */
export function operatorAreas(grid: OperatorGrid, input: AreasInput): TransformerAreas {
  const found = lowVoltageAreas(grid.model, grid.file);
  const laid = layOut(grid, found);
  const hung = hangConnections(grid, found, laid, input);
  const { areaOfJoint, jointOfHome, jointOfWork, nearest, zone } = hung;
  const { feeders } = laid;
  const perHome = input.connections.dwellingsPerHome ?? 1;
  const jobs = new Float64Array(found.length);
  const homes = new Uint32Array(found.length);
  for (const joint of jointOfHome) if (joint >= 0) feeders.homes[joint]! += perHome;
  feeders.homes.forEach((count, joint) => {
    homes[areaOfJoint[joint]!]! += Math.round(count);
  });
  jointOfWork.forEach((joint, work) => {
    if (joint >= 0) jobs[areaOfJoint[joint]!]! += input.connections.workJobs[work]!;
  });
  const homesLeft = unhung(jointOfHome);
  const rest = makeAreas({ ...input, connections: part(input.connections, homesLeft, unhung(jointOfWork)) });
  const reachM = rest.count === 0 ? Number.POSITIVE_INFINITY : input.grid.fileReachM;
  const areaOfNode = Uint32Array.from(input.nodeLonDeg, (lon, node) => {
    if (input.nodeInDistrict !== undefined && input.nodeInDistrict[node] === 0) return NO_AREA;
    const joint = nearest(lon, input.nodeLatDeg[node]!, reachM);
    if (joint >= 0) return areaOfJoint[joint]!;
    const byRule = rest.areaOfNode[node]!;
    return byRule === NO_AREA ? NO_AREA : found.length + byRule;
  });
  const ratedKva = Float64Array.from(found, ({ transformer }) => transformer.ratedVa / 1000);
  const own = {
    ...laid,
    count: found.length,
    ratedKva: ratedKva.map((kva) => kva * input.grid.capacityFactor),
    zone,
    homes,
    jobs,
  };
  return joinAreas(own, rest, { areaOfJoint, jointOfHome, homesLeft, areaOfNode });
}

const unhung = (joints: Int32Array): number[] => Array.from(joints.keys()).filter((i) => joints[i]! < 0);

/** Some of the homes and workplaces. */
function part(all: Connections, homes: readonly number[], works: readonly number[]): Connections {
  const pick = (values: Float64Array, from: readonly number[]): Float64Array =>
    Float64Array.from(from, (i) => values[i]!);
  return {
    homeLonDeg: pick(all.homeLonDeg, homes),
    homeLatDeg: pick(all.homeLatDeg, homes),
    homeNode: Uint32Array.from(homes, (home) => all.homeNode[home]!),
    homeZone: Uint32Array.from(homes, (home) => all.homeZone[home]!),
    workLonDeg: pick(all.workLonDeg, works),
    workLatDeg: pick(all.workLatDeg, works),
    workJobs: pick(all.workJobs, works),
    ...(all.dwellingsPerHome !== undefined && { dwellingsPerHome: all.dwellingsPerHome }),
  };
}
