/** A hierarchy as one packed store, kept beside the input it was made from. In: road graph, mode, bytes. Out: bytes, hierarchy. Pure. */
import { createHash } from 'node:crypto';
import { InputError } from '../core/errors.ts';
import { openStore, packStore, type TypedArray } from '../core/shared.ts';
import { freeTimeMs, NO_ACCESS, type RoadGraph } from '../network/road-graph.ts';
import type { SearchMode } from '../network/search-graph.ts';
import type { RoadHierarchy } from './hierarchy.ts';

/** Changes whenever the same graph would give another hierarchy. */
const BUILDER = 'road-hierarchy 5';

const SHAPE = {
  originRank: Uint32Array,
  targetRank: Uint32Array,
  parent: Uint32Array,
  upFirst: Uint32Array,
  upHead: Uint32Array,
  upTail: Uint32Array,
  downFirst: Uint32Array,
  downArc: Uint32Array,
  inputFirst: Uint32Array,
  place: Uint32Array,
  roadArc: Uint32Array,
  turnMs: Float32Array,
} as const satisfies Record<keyof Omit<RoadHierarchy, 'nodeCount' | 'arcCount'>, unknown>;

/** Names the hierarchy of a graph and mode: a hash of all it depends on (streets, turns, builder), not of times. */
export function hierarchyKey(graph: RoadGraph, mode: SearchMode): string {
  const hash = createHash('sha256').update(`${BUILDER} ${mode}`);
  const add = (array: TypedArray): void => {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  };
  for (const array of [graph.lonDeg, graph.latDeg, graph.firstOut, graph.head, graph.linkOfArc]) add(array);
  if (mode !== 'all') add(Uint8Array.from(freeTimeMs(graph, mode), (timeMs) => (timeMs === NO_ACCESS ? 0 : 1)));
  if (mode === 'car')
    for (const array of [
      graph.forbiddenFirst,
      graph.forbiddenArc,
      graph.roadClass,
      graph.arcFlags,
      graph.shapeFirst,
      graph.shapeLonDeg,
      graph.shapeLatDeg,
    ])
      add(array);
  return hash.digest('hex');
}

export function packHierarchy(hierarchy: RoadHierarchy, key: string): SharedArrayBuffer {
  const arrays: Record<string, TypedArray> = {};
  for (const name of Object.keys(SHAPE)) arrays[name] = hierarchy[name as keyof typeof SHAPE];
  return packStore(arrays, { builder: BUILDER, key });
}

/** Opens without copying. @throws InputError when the bytes are not the whole hierarchy of this key */
export function openHierarchy(buffer: ArrayBufferLike, key: string, file = 'hierarchy'): RoadHierarchy {
  const { arrays, meta } = openStore(buffer, file);
  const found = (meta ?? {}) as { builder?: unknown; key?: unknown };
  if (found.builder !== BUILDER) throw new InputError(file, 'builder', `must be "${BUILDER}"`, found.builder);
  if (found.key !== key) throw new InputError(file, 'key', `must be ${key}`, found.key);
  for (const [name, type] of Object.entries(SHAPE))
    if (!(arrays[name] instanceof type)) throw new InputError(file, name, `must be a ${type.name}`);
  const typed = arrays as unknown as Omit<RoadHierarchy, 'nodeCount' | 'arcCount'>;
  const nodeCount = typed.parent.length;
  const arcCount = typed.upHead.length;
  if (typed.upFirst[nodeCount] !== arcCount || typed.downFirst[nodeCount] !== arcCount)
    throw new InputError(file, 'upFirst', `must lead to ${arcCount} arcs`);
  return { ...typed, nodeCount, arcCount };
}
