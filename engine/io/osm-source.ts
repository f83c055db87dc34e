/** OpenStreetMap files as a stream of elements, the same for PBF and XML, so that what follows cannot tell them apart.
 *  A source may be read more than once; each reading calls the sink for the kinds of element it asks for. */

export type Tags = ReadonlyMap<string, string>;
export const NO_TAGS: Tags = new Map();

export type MemberKind = 'node' | 'way' | 'relation';

export interface OsmMember {
  readonly kind: MemberKind;
  readonly id: number;
  readonly role: string;
}

/** What a reading wants. Absent functions let the source skip that kind without decoding it. */
export interface OsmSink {
  /** Asked before a node is decoded in full. */
  readonly wantsNode?: (id: number) => boolean;
  /** Nodes with at least one of these keys are delivered too, wanted or not. */
  readonly nodeKeys?: ReadonlySet<string>;
  readonly node?: (id: number, lonDeg: number, latDeg: number, tags: Tags) => void;
  /** Only ways with at least one of these keys are delivered. */
  readonly wayKeys?: ReadonlySet<string>;
  readonly way?: (id: number, nodeIds: readonly number[], tags: Tags) => void;
  readonly relation?: (id: number, members: readonly OsmMember[], tags: Tags) => void;
}

/** How many elements the file holds of each kind that was looked at. */
export interface OsmCounts {
  nodes: number;
  ways: number;
  relations: number;
}

export interface OsmSource {
  readonly file: string;
  readonly format: string;
  /** @throws InputError for a damaged file; CancelledError */
  read(sink: OsmSink, signal?: AbortSignal): Promise<OsmCounts>;
}

/** Degrees to the 7 decimals that OpenStreetMap keeps: PBF and XML then agree to the bit. */
export const roundDeg = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
