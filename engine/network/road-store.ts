/** The road graph as one packed store, for a file or for other threads. Pure. */
import { InputError } from '../core/errors.ts';
import { openStore, packStore, type TypedArray } from '../core/shared.ts';
import type { RoadGraph } from './road-graph.ts';

const KIND = 'road-graph 2';
type Arrays = Omit<RoadGraph, 'nodeCount' | 'arcCount' | 'linkCount' | 'names'>;

const SHAPE = {
  lonDeg: Float64Array,
  latDeg: Float64Array,
  firstOut: Uint32Array,
  head: Uint32Array,
  tail: Uint32Array,
  lengthM: Float32Array,
  carTimeMs: Uint32Array,
  bikeTimeMs: Uint32Array,
  walkTimeMs: Uint32Array,
  roadClass: Uint8Array,
  lanes: Uint8Array,
  freeSpeedKmh: Uint8Array,
  capacityPcuPerH: Float32Array,
  arcFlags: Uint8Array,
  linkOfArc: Uint32Array,
  shapeFirst: Uint32Array,
  shapeLonDeg: Float64Array,
  shapeLatDeg: Float64Array,
  linkName: Uint32Array,
  forbiddenFirst: Uint32Array,
  forbiddenArc: Uint32Array,
} as const satisfies Record<keyof Arrays, unknown>;

export function packRoadGraph(graph: RoadGraph): SharedArrayBuffer {
  const arrays: Record<string, TypedArray> = {};
  for (const name of Object.keys(SHAPE)) arrays[name] = graph[name as keyof Arrays];
  return packStore(arrays, { kind: KIND, names: graph.names });
}

/** Opens without copying. @throws InputError when the bytes are not a whole road graph of this version */
export function openRoadGraph(buffer: ArrayBufferLike, file = 'roads'): RoadGraph {
  const { arrays, meta } = openStore(buffer, file);
  const { kind, names } = (meta ?? {}) as { kind?: unknown; names?: unknown };
  if (kind !== KIND) throw new InputError(file, 'kind', `must be "${KIND}"`, kind);
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string'))
    throw new InputError(file, 'names', 'must be a list of texts');
  for (const [name, type] of Object.entries(SHAPE))
    if (!(arrays[name] instanceof type)) throw new InputError(file, name, `must be a ${type.name}`);
  const typed = arrays as unknown as Arrays;
  const nodeCount = typed.lonDeg.length;
  const arcCount = typed.head.length;
  if (typed.firstOut.length !== nodeCount + 1 || typed.firstOut[nodeCount] !== arcCount)
    throw new InputError(file, 'firstOut', `must lead to ${arcCount} arcs of ${nodeCount} nodes`);
  return { ...typed, nodeCount, arcCount, linkCount: typed.linkName.length, names: names as string[] };
}
