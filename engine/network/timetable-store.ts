/** The timetable as one packed store, for a file or for other threads. Pure. */
import { InputError } from '../core/errors.ts';
import { openStore, packStore, type TypedArray } from '../core/shared.ts';
import type { Timetable } from './timetable.ts';

const KIND = 'timetable 2';
const TEXTS = ['stopIds', 'stopNames', 'lineIds', 'lineNames', 'tripIds'] as const;
type Texts = Pick<Timetable, (typeof TEXTS)[number]>;
type Arrays = Omit<Timetable, keyof Texts | 'stopCount' | 'patternCount' | 'tripCount'>;

/** Arrays that timetables packed earlier do not have. */
const OPTIONAL = {
  tripWheelchair: Uint8Array,
  transferStepFreeS: Uint32Array,
  shapeFirst: Uint32Array,
  shapeLonDeg: Float32Array,
  shapeLatDeg: Float32Array,
  sectionFirst: Uint32Array,
  sectionLine: Uint32Array,
  sectionFrom: Uint32Array,
  sectionTo: Uint32Array,
} as const;

const SHAPE = {
  stopLonDeg: Float64Array,
  stopLatDeg: Float64Array,
  parentStation: Int32Array,
  wheelchair: Uint8Array,
  patternFirstStop: Uint32Array,
  patternStop: Uint32Array,
  patternStopUse: Uint8Array,
  patternStopDistanceM: Float32Array,
  patternFirstTrip: Uint32Array,
  patternMode: Uint8Array,
  patternLine: Uint32Array,
  tripFirstTime: Uint32Array,
  arrivalS: Int32Array,
  departureS: Int32Array,
  tripDayMask: Uint8Array,
  transferFrom: Uint32Array,
  transferTo: Uint32Array,
  transferS: Uint32Array,
} as const satisfies Record<keyof Omit<Arrays, keyof typeof OPTIONAL>, unknown>;

export function packTimetable(timetable: Timetable): SharedArrayBuffer {
  const arrays: Record<string, TypedArray> = {};
  for (const name of Object.keys(SHAPE)) arrays[name] = timetable[name as keyof typeof SHAPE];
  for (const name of Object.keys(OPTIONAL)) {
    const array = timetable[name as keyof typeof OPTIONAL];
    if (array !== undefined) arrays[name] = array;
  }
  const texts: Record<string, readonly string[]> = {};
  for (const name of TEXTS) texts[name] = timetable[name];
  return packStore(arrays, { kind: KIND, texts });
}

/** Opens without copying the arrays. @throws InputError when the bytes are not a whole timetable of this version */
export function openTimetable(buffer: ArrayBufferLike, file = 'timetable'): Timetable {
  const { arrays, meta } = openStore(buffer, file);
  const { kind, texts } = (meta ?? {}) as { kind?: unknown; texts?: Record<string, unknown> };
  if (kind !== KIND) throw new InputError(file, 'kind', `must be "${KIND}"`, kind);
  for (const name of TEXTS)
    if (!Array.isArray(texts?.[name])) throw new InputError(file, name, 'must be a list of texts');
  for (const [name, type] of Object.entries(SHAPE))
    if (!(arrays[name] instanceof type)) throw new InputError(file, name, `must be a ${type.name}`);
  for (const [name, type] of Object.entries(OPTIONAL))
    if (arrays[name] !== undefined && !(arrays[name] instanceof type))
      throw new InputError(file, name, `must be a ${type.name}`);
  const typed = arrays as unknown as Arrays;
  return {
    ...typed,
    ...(texts as unknown as Texts),
    stopCount: typed.stopLonDeg.length,
    patternCount: typed.patternLine.length,
    tripCount: typed.tripDayMask.length,
  };
}
