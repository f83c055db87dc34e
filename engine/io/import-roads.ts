/** `import osm`: a street network and its park-and-ride places into a district folder. Touches files. */
import type { RoadGraph } from '../network/road-graph.ts';
import { packRoadGraph } from '../network/road-store.ts';
import { travelTheme } from '../scenario/themes/travel.ts';
import type { ImportFolder } from './import-folder.ts';
import { importHubs } from './import-hubs.ts';
import { importRoads } from './osm-network.ts';
import type { Bbox } from './osm-pieces.ts';
import type { ImportReport } from './report.ts';

export interface RoadImportOptions {
  readonly bbox?: Bbox;
  readonly country?: string;
  /** The district's own area stays as it is. */
  readonly keepBbox?: boolean;
  readonly signal?: AbortSignal;
}

/** Cycling and walking speeds are those of the scenario's defaults; a scenario scales them. */
export async function importOsm(file: string, into: ImportFolder, options: RoadImportOptions): Promise<ImportReport> {
  const { bikeSpeedKmh, walkSpeedKmh } = travelTheme.parse({});
  const { graph, parkAndRide, report } = await importRoads(file, { ...options, bikeSpeedKmh, walkSpeedKmh });
  const hubs = parkAndRide.map(({ id, name, ...place }, i) => ({
    ...place,
    id: `osm-${id}`,
    name: name === '' ? `P+R ${i + 1}` : name,
    kind: 'park-and-ride' as const,
  }));
  // First, as damaged hubs end the import: the streets are then as they were.
  const written = await importHubs(into, 'osm', hubs);
  await into.write('roads.bin', new Uint8Array(packRoadGraph(graph)));
  into.set('roads', { packed: 'roads.bin' });
  const { bbox } = options;
  if (options.keepBbox !== true || into.bbox() === undefined)
    into.set('bbox', bbox === undefined ? extent(graph) : [bbox.west, bbox.south, bbox.east, bbox.north]);
  return written || hubs.length === 0 ? report : { ...report, notes: [...report.notes, KEPT_HUBS] };
}

const KEPT_HUBS = 'the hubs of the folder stay as they are: some of them come from no import';

/** [west, south, east, north] of the nodes, outward to 5 decimals. */
function extent({ lonDeg, latDeg }: RoadGraph): [number, number, number, number] {
  const [west, east] = span(lonDeg);
  const [south, north] = span(latDeg);
  return [west, south, east, north];
}

/** Least and most, never the same: a single street along a parallel has an area too. */
function span(degrees: Float64Array): [number, number] {
  const least = Math.floor(degrees.reduce((a, b) => Math.min(a, b)) * 1e5 - 0.5) / 1e5;
  const most = Math.ceil(degrees.reduce((a, b) => Math.max(a, b)) * 1e5 + 0.5) / 1e5;
  return [least, most];
}
