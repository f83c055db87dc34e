/** From an OpenStreetMap file to nodes and links for `buildRoadGraph`.
 *  In: a PBF or XML source. Out: node coordinates, link drafts, forbidden turns, traffic lights, import report. Reads the file twice.
 *  The story: read streets → cut where something happens → join what nothing parts → number nodes → turns. */
import { CancelledError, InputError } from '../core/errors.ts';
import { distanceM } from '../core/units.ts';
import { buildRoadGraph, type ForbiddenTurn, type RoadBuild } from '../network/build-road-graph.ts';
import { ARC_DESTINATION, type LinkDraft, type RoadGraph } from '../network/road-graph.ts';
import { NO_NODE, StreetIndex } from '../network/street-index.ts';
import { contract } from './osm-contract.ts';
import type { ParkAndRide } from './osm-parking.ts';
import { osmPbf } from './osm-pbf.ts';
import { type Bbox, cutIntoPieces, type Piece } from './osm-pieces.ts';
import { finder, type OsmStreets, readStreets } from './osm-read.ts';
import { forbiddenTurns, planTurns } from './osm-restrictions.ts';
import type { OsmSource } from './osm-source.ts';
import { countryAt, speedTable } from './osm-speed.ts';
import { osmXml } from './osm-xml.ts';
import type { ImportReport } from './report.ts';
import { ReportBuilder } from './report-builder.ts';

export interface OsmNetworkOptions {
  /** Keeps only what lies inside; ways are cut at the last node inside. */
  readonly bbox?: Bbox;
  /** Country whose default speeds hold (`NL`, `DE`, `BR`); by position when absent. */
  readonly country?: string;
  readonly signal?: AbortSignal;
}

export interface OsmNetwork {
  readonly lonDeg: Float64Array;
  readonly latDeg: Float64Array;
  readonly links: readonly LinkDraft[];
  readonly forbiddenTurns: readonly ForbiddenTurn[];
  readonly signalNodes: readonly number[];
  /** Those inside the area. */
  readonly parkAndRide: readonly ParkAndRide[];
  readonly report: ReportBuilder;
}

const FAR_FROM_STREETS_M = 500;

/** XML by its name, PBF otherwise. */
export const osmSource = (file: string): OsmSource => (/\.(osm|xml)(\.gz)?$/i.test(file) ? osmXml(file) : osmPbf(file));

/** @throws InputError for a file without streets or a damaged one */
export async function readOsmNetwork(source: OsmSource, options: OsmNetworkOptions = {}): Promise<OsmNetwork> {
  const report = new ReportBuilder(source.file, source.format);
  const country = options.country ?? (await countryOf(source, options));
  const osm = await readStreets(source, speedTable(country), report, options.signal);
  if (osm.streets.length === 0)
    throw new InputError(
      source.file,
      '',
      'must hold streets (ways with a highway tag that cars, bicycles or walkers may use)',
    );
  if (!osm.lonDeg.some((lon) => !Number.isNaN(lon)))
    throw new InputError(source.file, '', 'must hold the nodes of its streets; none of them is in the file');
  const planned = planTurns(osm, report);
  const pieces = cutIntoPieces(osm, new Set(planned.flatMap((turn) => turn.nodes)), options.bbox, report);
  if (pieces.pieces.length === 0)
    throw new InputError(source.file, '', 'must hold streets inside the area', options.bbox);
  const contracted = contract(pieces);
  const turns = forbiddenTurns(planned, pieces, contracted, report);

  const nodeOfPoint = new Map<number, number>();
  const points: number[] = [];
  const number = (point: number): number => {
    let node = nodeOfPoint.get(point);
    if (node === undefined) {
      node = points.length;
      points.push(point);
      nodeOfPoint.set(point, node);
    }
    return node;
  };
  const links = contracted.links.map((piece) =>
    draft(piece, osm, pieces.nodeOfPoint, number(piece.from), number(piece.to)),
  );
  report.note(`default speeds of ${country} on ${untagged(osm)} streets without a tagged limit`);
  report.kept(
    'streets for destinations only, on which a car may begin or end but not pass',
    osm.streets.filter(({ facts }) => (facts.flags & ARC_DESTINATION) !== 0).length,
  );
  report.kept('streets', osm.streets.length);
  report.kept('links', links.length);
  report.kept('nodes', points.length);
  const placed = Float64Array.from(points, (point) => pieces.nodeOfPoint[point]!);
  return {
    lonDeg: placed.map((node) => osm.lonDeg[node]!),
    latDeg: placed.map((node) => osm.latDeg[node]!),
    links,
    forbiddenTurns: turns.map((turn) => ({ links: turn.links, viaNode: nodeOfPoint.get(turn.viaNode!)! })),
    signalNodes: pieces.signalPoints.flatMap((point) => nodeOfPoint.get(point) ?? []),
    parkAndRide: osm.parkAndRide.filter(({ lonDeg, latDeg }) => inside(options.bbox, lonDeg, latDeg)),
    report,
  };
}

/** The finished graph with one report of both steps. @throws InputError when no mode keeps a network */
export async function importRoads(
  file: string,
  options: OsmNetworkOptions & { readonly bikeSpeedKmh: number; readonly walkSpeedKmh: number },
): Promise<RoadBuild & { readonly parkAndRide: readonly ParkAndRide[]; readonly report: ImportReport }> {
  const network = await readOsmNetwork(osmSource(file), options);
  const { report } = network;
  const build = buildRoadGraph(network, network.links, {
    bikeSpeedKmh: options.bikeSpeedKmh,
    walkSpeedKmh: options.walkSpeedKmh,
    forbiddenTurns: network.forbiddenTurns,
    signalNodes: network.signalNodes,
    file,
  });
  for (const { mode, links, lengthM, components } of build.dropped)
    report.dropped(
      `links outside the largest network by ${mode}`,
      `${(lengthM / 1000).toFixed(1)} km in ${components - 1} islands`,
      links,
    );
  report.dropped('forbidden turns that no car can make', undefined, build.forbiddenTurnsDropped);
  report.kept('forbidden turns', build.forbiddenTurnsKept);
  report.kept('arcs', build.graph.arcCount);
  const parkAndRide = reachable(network.parkAndRide, build.graph, report);
  return { ...build, parkAndRide, report: report.done() };
}

/** Those that a car can reach. */
function reachable(places: readonly ParkAndRide[], graph: RoadGraph, report: ReportBuilder): readonly ParkAndRide[] {
  if (places.length === 0) return places;
  const streets = new StreetIndex(graph);
  return places.filter(({ id, lonDeg, latDeg }) => {
    const near = streets.nearestNode(lonDeg, latDeg, 'car', FAR_FROM_STREETS_M) !== NO_NODE;
    if (near) report.kept('park-and-ride places');
    else report.dropped('park-and-ride places far from any street for cars', id);
    return near;
  });
}

function draft(
  piece: Piece,
  osm: OsmStreets,
  nodeOfPoint: readonly number[],
  fromNode: number,
  toNode: number,
): LinkDraft {
  const { facts } = piece;
  return {
    fromNode,
    toNode,
    via: piece.via.map((point) => [osm.lonDeg[nodeOfPoint[point]!]!, osm.latDeg[nodeOfPoint[point]!]!] as const),
    roadClass: facts.roadClass,
    name: facts.name,
    speedKmh: facts.durationS !== undefined ? ferrySpeedKmh(piece, osm, facts.durationS) : facts.speedKmh,
    lanes: facts.lanes,
    car: piece.car,
    bike: piece.bike,
    walk: piece.walk,
    flags: piece.flags,
  };
}

const inside = (bbox: Bbox | undefined, lonDeg: number, latDeg: number): boolean =>
  bbox === undefined || (lonDeg >= bbox.west && lonDeg <= bbox.east && latDeg >= bbox.south && latDeg <= bbox.north);

/** A ferry's duration is that of the whole way, its speed the same on all its pieces. */
function ferrySpeedKmh(piece: Piece, osm: OsmStreets, durationS: number): number {
  const { first, count } = osm.streets[piece.street]!;
  const find = finder(osm.usedIds);
  let lengthM = 0;
  for (let i = first + 1; i < first + count; i++) {
    const a = find(osm.nodeIds[i - 1]!);
    const b = find(osm.nodeIds[i]!);
    const stepM = distanceM(osm.lonDeg[a]!, osm.latDeg[a]!, osm.lonDeg[b]!, osm.latDeg[b]!);
    if (Number.isFinite(stepM)) lengthM += stepM;
  }
  return Math.min(80, Math.max(1, (lengthM / durationS) * 3.6));
}

const untagged = (osm: OsmStreets): number =>
  osm.streets.filter(({ facts }) => facts.car !== 0 && !facts.speedTagged).length;

/** The country of the middle of the area, or of the first node of the file. */
async function countryOf(source: OsmSource, { bbox, signal }: OsmNetworkOptions): Promise<string> {
  if (bbox !== undefined) return countryAt((bbox.west + bbox.east) / 2, (bbox.south + bbox.north) / 2);
  let country: string | undefined;
  const found = new AbortController();
  const either = signal === undefined ? found.signal : AbortSignal.any([signal, found.signal]);
  try {
    await source.read(
      {
        wantsNode: () => country === undefined,
        node(_id, lon, lat) {
          country = countryAt(lon, lat);
          found.abort();
        },
      },
      either,
    );
  } catch (error) {
    if (!(error instanceof CancelledError) || country === undefined) throw error;
  }
  return country ?? 'NL';
}
