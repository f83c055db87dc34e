/** A district made ready for threads: everything large in shared memory, the hierarchies of its roads included, so that N threads hold it once.
 *  In: a district that was loaded. Out: what is posted to each thread. Prepared roads are kept in files (io/kept-roads.ts). */
import { shareArrays } from '../core/shared.ts';
import type { District } from '../district/district.ts';
import { keepRoads } from '../io/kept-roads.ts';
import { ROAD_MODES } from '../network/road-graph.ts';
import type { SearchMode } from '../network/search-graph.ts';
import type { RoadHierarchy } from '../routing/hierarchy.ts';
import { adoptHierarchy, knownHierarchies } from '../routing/road-query.ts';

export interface SharedInputs {
  readonly district: District;
  readonly hierarchies: ReadonlyArray<readonly [SearchMode, RoadHierarchy]>;
  /** Bytes that all threads read in one place. */
  readonly sharedBytes: number;
}

export async function shareInputs(district: District): Promise<SharedInputs> {
  await keepRoads(district.roads, ROAD_MODES);
  const { value, sharedBytes } = shareArrays({ district, hierarchies: knownHierarchies(district.roads) });
  return { ...value, sharedBytes };
}

/** On the thread: the district, its graph knowing the hierarchies that came with it. */
export function receiveShared({ district, hierarchies }: SharedInputs): District {
  for (const [mode, hierarchy] of hierarchies) adoptHierarchy(district.roads, mode, hierarchy);
  return district;
}
