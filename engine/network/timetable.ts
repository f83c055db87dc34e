/** The public-transport timetable as arrays: patterns (trips with the same stops in the same order) with their trips sorted by departure,
 *  the layout that RAPTOR scans (Delling, Pajor, Werneck 2015, doi 10.1287/trsc.2014.0534). Immutable, in shared memory. */

export const TRANSIT_MODES = ['tram', 'metro', 'train', 'bus', 'ferry'] as const;
export type TransitMode = (typeof TRANSIT_MODES)[number];

/** Bits of `patternStopUse`. */
export const STOP_BOARD = 1;
export const STOP_ALIGHT = 2;

export interface Timetable {
  readonly stopCount: number;
  readonly patternCount: number;
  readonly tripCount: number;
  /** [stop] */
  readonly stopLonDeg: Float64Array;
  readonly stopLatDeg: Float64Array;
  readonly stopIds: readonly string[];
  readonly stopNames: readonly string[];
  /** [stop] station the stop belongs to (index of a stop), or -1. */
  readonly parentStation: Int32Array;
  /** [stop] 0 unknown, 1 accessible, 2 not. */
  readonly wheelchair: Uint8Array;
  /** [pattern + 1] into patternStop. */
  readonly patternFirstStop: Uint32Array;
  readonly patternStop: Uint32Array;
  /** [pattern stop] bit 0: boarding allowed, bit 1: alighting allowed. */
  readonly patternStopUse: Uint8Array;
  /** [pattern stop] distance along the line from the pattern's first stop [m]. */
  readonly patternStopDistanceM: Float32Array;
  /** [pattern stop + 1] points on the way from a stop to the next of its pattern, into shapeLonDeg and shapeLatDeg; absent where none is known. */
  readonly shapeFirst?: Uint32Array;
  readonly shapeLonDeg?: Float32Array;
  readonly shapeLatDeg?: Float32Array;
  /** [pattern + 1] trips of the pattern, sorted by departure at the first stop; trips of a pattern never overtake. */
  readonly patternFirstTrip: Uint32Array;
  /** [pattern] index into TRANSIT_MODES. */
  readonly patternMode: Uint8Array;
  /** [pattern] index into lineIds / lineNames. */
  readonly patternLine: Uint32Array;
  readonly lineIds: readonly string[];
  readonly lineNames: readonly string[];
  readonly tripIds: readonly string[];
  /** [pattern + 1] trips that its vehicle makes one after another, into sectionLine …; none where it makes but one. Absent where no vehicle does.
   *  `tripIds` of such a pattern hold the ids of all its trips, one a line. */
  readonly sectionFirst?: Uint32Array;
  readonly sectionLine?: Uint32Array;
  /** [section] first and last position in the pattern. */
  readonly sectionFrom?: Uint32Array;
  readonly sectionTo?: Uint32Array;
  /** [trip] first entry of the trip in arrivalS / departureS; entry + p belongs to the pattern's stop p. */
  readonly tripFirstTime: Uint32Array;
  /** Seconds after local midnight of the service day; may exceed 86400. */
  readonly arrivalS: Int32Array;
  readonly departureS: Int32Array;
  /** [trip] day types on which the trip runs: bit 0 weekday, bit 1 Saturday, bit 2 Sunday. */
  readonly tripDayMask: Uint8Array;
  /** [trip] whether a wheelchair fits: 0 unknown, 1 yes, 2 no; all unknown when absent. */
  readonly tripWheelchair?: Uint8Array;
  /** Transfers between stops given by the feed: [from stop], [to stop], [minimum seconds]. */
  readonly transferFrom: Uint32Array;
  readonly transferTo: Uint32Array;
  readonly transferS: Uint32Array;
  /** [transfer] the same without steps, NO_TRANSFER_S where there is no such way; as transferS when absent. */
  readonly transferStepFreeS?: Uint32Array;
}

/** Time of a transfer that is not possible [s]: longer than any other. */
export const NO_TRANSFER_S = 300_000;

export interface PatternSection {
  readonly line: number;
  /** First and last position in the pattern. */
  readonly from: number;
  readonly to: number;
}

/** The trips that the vehicle of a pattern makes one after another: one in nearly all. */
export function patternSections(timetable: Timetable, pattern: number): PatternSection[] {
  const { sectionFirst, sectionLine, sectionFrom, sectionTo, patternFirstStop } = timetable;
  const sections: PatternSection[] = [];
  for (let s = sectionFirst?.[pattern] ?? 0; s < (sectionFirst?.[pattern + 1] ?? 0); s++)
    sections.push({ line: sectionLine![s]!, from: sectionFrom![s]!, to: sectionTo![s]! });
  if (sections.length > 0) return sections;
  const to = patternFirstStop[pattern + 1]! - patternFirstStop[pattern]! - 1;
  return [{ line: timetable.patternLine[pattern]!, from: 0, to }];
}
