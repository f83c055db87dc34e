/** What answers about a district rest on: its streets, its timetable, the dates that stand for each kind of day. Pure. */
import type { DAY_TYPES } from '../core/time.ts';
import type { RoadGraph } from '../network/road-graph.ts';
import type { Timetable } from '../network/timetable.ts';
import type { ImportRecord, SourceRecord, DistrictNetwork } from './district.ts';

export interface DistrictBasis {
  readonly district: string;
  /** Length of streets [km], both directions once. */
  readonly streetsKm: number;
  readonly links: number;
  readonly stops: number;
  readonly lines: number;
  /** Trips by kind of day. */
  readonly trips: Readonly<Record<(typeof DAY_TYPES)[number], number>>;
  /** Share of the stops, and of the trips, of which wheelchair access is known. */
  readonly wheelchairStopsKnownShare: number;
  readonly wheelchairTripsKnownShare: number;
  /** What imports chose, repaired and dropped: service dates, default speeds. */
  readonly imports: readonly ImportRecord[];
  readonly sources: ReadonlyArray<Pick<SourceRecord, 'title' | 'licence' | 'attribution'>>;
}

export function districtBasis({ name, roads, timetable, sources, imports }: DistrictNetwork): DistrictBasis {
  const on = (type: number): number => timetable.tripDayMask.reduce((sum, mask) => sum + ((mask >> type) & 1), 0);
  return {
    district: name,
    streetsKm: Math.round(lengthM(roads) / 1000),
    links: roads.linkCount,
    stops: new Set(timetable.patternStop).size,
    lines: new Set([...timetable.patternLine, ...(timetable.sectionLine ?? [])]).size,
    trips: { weekday: on(0), saturday: on(1), sunday: on(2) },
    wheelchairStopsKnownShare: knownStops(timetable),
    wheelchairTripsKnownShare: share(timetable.tripWheelchair ?? new Uint8Array(0), timetable.tripCount),
    imports: imports ?? [],
    sources: sources.map(({ title, licence, attribution }) => ({ title, licence, attribution })),
  };
}

function lengthM({ arcCount, linkOfArc, lengthM: arcM, linkCount }: RoadGraph): number {
  const seen = new Uint8Array(linkCount);
  let sum = 0;
  for (let arc = 0; arc < arcCount; arc++) {
    if (seen[linkOfArc[arc]!] === 1) continue;
    seen[linkOfArc[arc]!] = 1;
    sum += arcM[arc]!;
  }
  return sum;
}

function knownStops({ patternStop, wheelchair }: Timetable): number {
  const used = [...new Set(patternStop)];
  return used.length === 0 ? 0 : used.filter((stop) => wheelchair[stop] !== 0).length / used.length;
}

const share = (codes: Uint8Array, count: number): number =>
  count === 0 ? 0 : codes.reduce((sum, code) => sum + (code !== 0 ? 1 : 0), 0) / count;
