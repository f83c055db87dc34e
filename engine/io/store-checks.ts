/** Checks of opened road graphs and timetables: every index leads somewhere, so that a damaged file is an `InputError` and never a crash
 *  later. Opening itself (magic, version, kind, array types) is done by network/road-store.ts and timetable-store.ts. Pure. */
import { InputError, type Problem } from '../core/errors.ts';
import type { TypedArray } from '../core/shared.ts';
import { ROAD_CLASSES, type RoadGraph } from '../network/road-graph.ts';
import { patternSections, type Timetable, TRANSIT_MODES } from '../network/timetable.ts';

/** Collects what is wrong with the arrays of one store. */
class StoreCheck {
  readonly problems: Problem[] = [];
  readonly arrays: Record<string, TypedArray>;
  private readonly file: string;

  constructor(store: object, file: string) {
    this.file = file;
    this.arrays = store as Record<string, TypedArray>;
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

  names(key: string, list: readonly string[], count: number): void {
    if (list.length !== count) this.tell(key, `must have ${count} entries`, list.length);
  }
}

/** @returns the graph itself. @throws InputError with every problem (the first 50) */
export function checkRoads(graph: RoadGraph, file: string): RoadGraph {
  const check = new StoreCheck(graph, file);
  const { nodeCount, arcCount, linkCount } = graph;
  if (nodeCount === 0 || arcCount === 0) check.tell('head', 'must hold a road', arcCount);
  check.length(['latDeg'], nodeCount);
  check.length(['firstOut'], nodeCount + 1);
  const perArc = ['tail', 'lengthM', 'carTimeMs', 'bikeTimeMs', 'walkTimeMs', 'roadClass', 'lanes', 'freeSpeedKmh'];
  check.length([...perArc, 'capacityPcuPerH', 'arcFlags', 'linkOfArc'], arcCount);
  check.length(['shapeFirst'], linkCount + 1);
  check.length(['shapeLatDeg'], graph.shapeLonDeg.length);
  check.stop();
  check.offsets('firstOut', arcCount);
  check.offsets('shapeFirst', graph.shapeLonDeg.length);
  check.offsets('forbiddenFirst', graph.forbiddenArc.length);
  for (const name of ['head', 'tail']) check.below(name, nodeCount);
  check.below('linkOfArc', linkCount);
  check.below('linkName', Math.max(1, graph.names.length));
  check.below('roadClass', ROAD_CLASSES.length);
  check.below('forbiddenArc', arcCount);
  for (const name of ['lonDeg', 'shapeLonDeg']) check.below(name, 180.0001, -180);
  for (const name of ['latDeg', 'shapeLatDeg']) check.below(name, 90.0001, -90);
  for (const name of ['lengthM', 'capacityPcuPerH']) check.below(name, Infinity);
  check.stop();
  return graph;
}

const SECTIONS = ['sectionFirst', 'sectionLine', 'sectionFrom', 'sectionTo'] as const;

/** @returns the timetable itself. @throws InputError with every problem (the first 50) */
export function checkTimetable(timetable: Timetable, file: string): Timetable {
  const check = new StoreCheck(timetable, file);
  const { stopCount, patternCount, tripCount } = timetable;
  check.length(['stopLatDeg', 'parentStation', 'wheelchair'], stopCount);
  check.length(['patternFirstStop', 'patternFirstTrip'], patternCount + 1);
  check.length(['patternMode'], patternCount);
  check.length(['patternStopUse', 'patternStopDistanceM'], timetable.patternStop.length);
  check.length(['tripFirstTime'], tripCount);
  if (timetable.tripWheelchair !== undefined) check.length(['tripWheelchair'], tripCount);
  check.length(['departureS'], timetable.arrivalS.length);
  check.length(['transferTo', 'transferS'], timetable.transferFrom.length);
  if (timetable.transferStepFreeS !== undefined) check.length(['transferStepFreeS'], timetable.transferFrom.length);
  const { shapeFirst, shapeLonDeg, shapeLatDeg } = timetable;
  if (
    (shapeFirst === undefined) !== (shapeLonDeg === undefined) ||
    (shapeLonDeg === undefined) !== (shapeLatDeg === undefined)
  )
    check.tell('shapeFirst', 'must stand beside shapeLonDeg and shapeLatDeg', undefined);
  else if (shapeFirst !== undefined) {
    check.length(['shapeFirst'], timetable.patternStop.length + 1);
    check.length(['shapeLatDeg'], shapeLonDeg!.length);
  }
  const sections = SECTIONS.filter((name) => timetable[name] !== undefined);
  if (sections.length % SECTIONS.length !== 0)
    check.tell('sectionFirst', `must stand beside ${SECTIONS.slice(1).join(', ')}`, undefined);
  else if (sections.length > 0) {
    check.length(['sectionFirst'], patternCount + 1);
    check.length(['sectionFrom', 'sectionTo'], timetable.sectionLine!.length);
  }
  check.names('stopIds', timetable.stopIds, stopCount);
  check.names('stopNames', timetable.stopNames, stopCount);
  check.names('lineNames', timetable.lineNames, timetable.lineIds.length);
  check.names('tripIds', timetable.tripIds, tripCount);
  check.stop();
  check.offsets('patternFirstStop', timetable.patternStop.length);
  check.offsets('patternFirstTrip', tripCount);
  if (shapeFirst !== undefined) {
    check.offsets('shapeFirst', shapeLonDeg!.length);
    check.below('shapeLonDeg', 180.0001, -180);
    check.below('shapeLatDeg', 90.0001, -90);
  }
  if (sections.length > 0) {
    check.offsets('sectionFirst', timetable.sectionLine!.length);
    check.below('sectionLine', timetable.lineIds.length);
  }
  for (const name of ['patternStop', 'transferFrom', 'transferTo']) check.below(name, stopCount);
  check.below('parentStation', stopCount, -1);
  check.below('patternLine', timetable.lineIds.length);
  check.below('patternMode', TRANSIT_MODES.length);
  check.below('stopLonDeg', 180.0001, -180);
  check.below('stopLatDeg', 90.0001, -90);
  check.stop();
  for (let pattern = 0; pattern < patternCount; pattern++) {
    const stops = timetable.patternFirstStop[pattern + 1]! - timetable.patternFirstStop[pattern]!;
    for (let trip = timetable.patternFirstTrip[pattern]!; trip < timetable.patternFirstTrip[pattern + 1]!; trip++)
      if (timetable.tripFirstTime[trip]! + stops > timetable.arrivalS.length)
        check.tell(
          `tripFirstTime[${trip}]`,
          'must leave room for the times of its stops',
          timetable.tripFirstTime[trip],
        );
    for (const { from, to } of patternSections(timetable, pattern))
      if (!(from < to && to < stops))
        check.tell(`sectionFrom of pattern ${pattern}`, 'must lie along its stops', [from, to]);
  }
  check.stop();
  return timetable;
}
