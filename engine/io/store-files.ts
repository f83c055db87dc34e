/** Road graph and timetable ↔ bytes of a packed store (core/shared.ts). Opening checks every index, so that a damaged file is an
 *  `InputError` and never a crash later. Pure: bytes in and out. */
import { InputError, type Problem } from '../core/errors.ts';
import { openStore, packStore, type TypedArray } from '../core/shared.ts';
import { ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { TRANSIT_MODES, type Timetable } from '../network/timetable.ts';

type ArrayKeys<T> = { [K in keyof T]: T[K] extends TypedArray ? K : never }[keyof T] & string;
type Constructor = new (length: number) => TypedArray;

const ROAD_ARRAYS: Readonly<Record<ArrayKeys<RoadGraph>, Constructor>> = {
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
  forbiddenTurnFromArc: Uint32Array,
  forbiddenTurnToArc: Uint32Array,
};

const TIMETABLE_ARRAYS: Readonly<Record<ArrayKeys<Timetable>, Constructor>> = {
  stopLonDeg: Float64Array,
  stopLatDeg: Float64Array,
  parentStation: Int32Array,
  wheelchair: Uint8Array,
  patternFirstStop: Uint32Array,
  patternStop: Uint32Array,
  patternStopUse: Uint8Array,
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
};

const pick = <T extends object>(source: T, names: Readonly<Record<string, Constructor>>): Record<string, TypedArray> =>
  Object.fromEntries(Object.keys(names).map((name) => [name, source[name as keyof T] as TypedArray]));

/** Bytes of a road graph. */
export function packRoads(graph: RoadGraph): Uint8Array {
  return new Uint8Array(packStore(pick(graph, ROAD_ARRAYS), { kind: 'roads', names: graph.names }));
}

/** Bytes of a timetable. */
export function packTimetable(timetable: Timetable): Uint8Array {
  const { stopIds, stopNames, lineIds, lineNames, tripIds } = timetable;
  return new Uint8Array(
    packStore(pick(timetable, TIMETABLE_ARRAYS), {
      kind: 'timetable',
      stopIds,
      stopNames,
      lineIds,
      lineNames,
      tripIds,
    }),
  );
}

/** Collects what is wrong with the arrays of one store. */
class StoreCheck {
  readonly problems: Problem[] = [];
  readonly arrays: Record<string, TypedArray>;
  readonly meta: Record<string, unknown>;
  private readonly file: string;

  constructor(buffer: ArrayBufferLike, file: string, kind: string, types: Readonly<Record<string, Constructor>>) {
    const store = openStore(buffer, file);
    this.file = file;
    this.arrays = store.arrays;
    this.meta = (typeof store.meta === 'object' && store.meta !== null ? store.meta : {}) as Record<string, unknown>;
    if (this.meta['kind'] !== kind) this.tell('kind', `must be "${kind}"`, this.meta['kind']);
    for (const [name, type] of Object.entries(types))
      if (!(this.arrays[name] instanceof type)) this.tell(name, `must be a ${type.name}`, undefined);
    this.stop();
  }

  tell(key: string, rule: string, value: unknown): void {
    if (this.problems.length < 50) this.problems.push({ file: this.file, key, rule, value });
  }

  /** Ends the check when something was wrong. */
  stop(): void {
    if (this.problems.length > 0) throw new InputError(this.problems);
  }

  length(names: readonly string[], count: number): void {
    for (const name of names)
      if (this.arrays[name]!.length !== count) this.tell(name, `must have ${count} entries`, this.arrays[name]!.length);
  }

  /** Offsets: from 0, never falling, to `last`. */
  offsets(name: string, last: number): void {
    const values = this.arrays[name]!;
    let previous = 0;
    for (let at = 0; at < values.length; at++) {
      if (values[at]! < previous || (at === 0 && values[0] !== 0)) {
        this.tell(`${name}[${at}]`, 'must start at 0 and never fall', values[at]);
        return;
      }
      previous = values[at]!;
    }
    if (values.length === 0 || previous !== last) this.tell(name, `must end at ${last}`, previous);
  }

  below(name: string, limit: number, lowest = 0): void {
    const values = this.arrays[name]!;
    const at = values.findIndex((value: number) => !(value < limit && value >= lowest));
    if (at >= 0) this.tell(`${name}[${at}]`, `must be a number from ${lowest} to below ${limit}`, values[at]);
  }

  texts(name: string, count?: number): readonly string[] {
    const values = this.meta[name];
    if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
      this.tell(name, 'must be a list of texts', undefined);
      return [];
    }
    if (count !== undefined && values.length !== count) this.tell(name, `must have ${count} entries`, values.length);
    return values as string[];
  }
}

/** @throws InputError for bytes that are not a sound road graph */
export function openRoads(buffer: ArrayBufferLike, file: string): RoadGraph {
  const check = new StoreCheck(buffer, file, 'roads', ROAD_ARRAYS);
  const arrays = check.arrays as unknown as Pick<RoadGraph, ArrayKeys<RoadGraph>>;
  const nodeCount = arrays.lonDeg.length;
  const arcCount = arrays.head.length;
  const linkCount = arrays.linkName.length;
  if (nodeCount === 0 || arcCount === 0) check.tell('head', 'must hold a road', arcCount);
  check.length(['latDeg'], nodeCount);
  check.length(['firstOut'], nodeCount + 1);
  const perArc = ['tail', 'lengthM', 'carTimeMs', 'bikeTimeMs', 'walkTimeMs', 'roadClass', 'lanes', 'freeSpeedKmh'];
  check.length([...perArc, 'capacityPcuPerH', 'arcFlags', 'linkOfArc'], arcCount);
  check.length(['shapeFirst'], linkCount + 1);
  check.length(['shapeLatDeg'], arrays.shapeLonDeg.length);
  check.length(['forbiddenTurnToArc'], arrays.forbiddenTurnFromArc.length);
  check.stop();
  const names = check.texts('names');
  check.offsets('firstOut', arcCount);
  check.offsets('shapeFirst', arrays.shapeLonDeg.length);
  for (const name of ['head', 'tail']) check.below(name, nodeCount);
  check.below('linkOfArc', linkCount);
  check.below('linkName', Math.max(1, names.length));
  check.below('roadClass', ROAD_CLASSES.length);
  for (const name of ['forbiddenTurnFromArc', 'forbiddenTurnToArc']) check.below(name, arcCount);
  for (const name of ['lonDeg', 'shapeLonDeg']) check.below(name, 180.0001, -180);
  for (const name of ['latDeg', 'shapeLatDeg']) check.below(name, 90.0001, -90);
  for (const name of ['lengthM', 'capacityPcuPerH']) check.below(name, Infinity);
  check.stop();
  return { nodeCount, arcCount, linkCount, ...arrays, names };
}

/** @throws InputError for bytes that are not a sound timetable */
export function openTimetable(buffer: ArrayBufferLike, file: string): Timetable {
  const check = new StoreCheck(buffer, file, 'timetable', TIMETABLE_ARRAYS);
  const arrays = check.arrays as unknown as Pick<Timetable, ArrayKeys<Timetable>>;
  const stopCount = arrays.stopLonDeg.length;
  const patternCount = arrays.patternLine.length;
  const tripCount = arrays.tripDayMask.length;
  check.length(['stopLatDeg', 'parentStation', 'wheelchair'], stopCount);
  check.length(['patternFirstStop', 'patternFirstTrip'], patternCount + 1);
  check.length(['patternMode'], patternCount);
  check.length(['patternStopUse'], arrays.patternStop.length);
  check.length(['tripFirstTime'], tripCount);
  check.length(['departureS'], arrays.arrivalS.length);
  check.length(['transferTo', 'transferS'], arrays.transferFrom.length);
  check.stop();
  const lineIds = check.texts('lineIds');
  check.offsets('patternFirstStop', arrays.patternStop.length);
  check.offsets('patternFirstTrip', tripCount);
  for (const name of ['patternStop', 'transferFrom', 'transferTo']) check.below(name, stopCount);
  check.below('parentStation', stopCount, -1);
  check.below('patternLine', lineIds.length);
  check.below('patternMode', TRANSIT_MODES.length);
  check.below('stopLonDeg', 180.0001, -180);
  check.below('stopLatDeg', 90.0001, -90);
  check.stop();
  for (let pattern = 0; pattern < patternCount; pattern++) {
    const stops = arrays.patternFirstStop[pattern + 1]! - arrays.patternFirstStop[pattern]!;
    for (let trip = arrays.patternFirstTrip[pattern]!; trip < arrays.patternFirstTrip[pattern + 1]!; trip++)
      if (arrays.tripFirstTime[trip]! + stops > arrays.arrivalS.length)
        check.tell(`tripFirstTime[${trip}]`, 'must leave room for the times of its stops', arrays.tripFirstTime[trip]);
  }
  const timetable = {
    stopCount,
    patternCount,
    tripCount,
    ...arrays,
    stopIds: check.texts('stopIds', stopCount),
    stopNames: check.texts('stopNames', stopCount),
    lineIds,
    lineNames: check.texts('lineNames', lineIds.length),
    tripIds: check.texts('tripIds', tripCount),
  };
  check.stop();
  return timetable;
}
