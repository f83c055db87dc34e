/** One inflated PrimitiveBlock of an OpenStreetMap PBF file, handed to a sink element by element.
 *  In: bytes. Out: calls to the sink. Pure besides; throws RangeError for bytes that do not add up.
 *  Format: https://wiki.openstreetmap.org/wiki/PBF_Format (osmformat.proto). */
import { PbfReader } from 'pbf';
import {
  type MemberKind,
  NO_TAGS,
  type OsmCounts,
  type OsmMember,
  type OsmSink,
  roundDeg,
  type Tags,
} from './osm-source.ts';

const MEMBER_KINDS: readonly MemberKind[] = ['node', 'way', 'relation'];
const utf8 = new TextDecoder();

/** Strings of a block, decoded when first asked for. */
class StringTable {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly cache: Array<string | undefined> = [];
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }
  get(index: number): string {
    const known = this.cache[index];
    if (known !== undefined) return known;
    const from = this.from[index];
    if (from === undefined) throw new RangeError(`string ${index} is not in the table of ${this.from.length}`);
    const text = utf8.decode(this.bytes.subarray(from, this.to[index]));
    this.cache[index] = text;
    return text;
  }
  /** Indices of the strings that are among `words`. */
  indicesOf(words: ReadonlySet<string>): Set<number> {
    const found = new Set<number>();
    for (let i = 0; i < this.from.length; i++) if (words.has(this.get(i))) found.add(i);
    return found;
  }
}

/** End of the length-delimited field that starts here; never past `limit`. */
function fieldEnd(pbf: PbfReader, limit: number): number {
  const length = pbf.readVarint();
  const end = pbf.pos + length;
  if (!(end <= limit)) throw new RangeError(`field of ${length} bytes runs past its message`);
  return end;
}

function packed(pbf: PbfReader, limit: number, signed: boolean, delta: boolean): number[] {
  const end = fieldEnd(pbf, limit);
  const values: number[] = [];
  let sum = 0;
  while (pbf.pos < end) {
    const value = signed ? pbf.readSVarint() : pbf.readVarint();
    sum = delta ? sum + value : value;
    values.push(sum);
  }
  if (pbf.pos !== end) throw new RangeError('packed values run past their field');
  return values;
}

function skipField(pbf: PbfReader, limit: number): void {
  pbf.skip(pbf.type);
  if (!(pbf.pos <= limit)) throw new RangeError('field runs past its message');
}

interface Frame {
  readonly strings: StringTable;
  readonly granularity: number;
  readonly lonOffset: number;
  readonly latOffset: number;
  /** Of the keys by which nodes are delivered, those that the block has. */
  readonly nodeKeys: ReadonlySet<number> | undefined;
}

export function decodeBlock(bytes: Uint8Array, sink: OsmSink, counts: OsmCounts): void {
  const pbf = new PbfReader(bytes);
  const strings = new StringTable(bytes);
  const groups: Array<readonly [number, number]> = [];
  let granularity = 100;
  let lonOffset = 0;
  let latOffset = 0;
  for (let field = pbf.nextField(bytes.length); field !== 0; field = pbf.nextField(bytes.length)) {
    if (field === 1) readStrings(pbf, fieldEnd(pbf, bytes.length), strings);
    else if (field === 2) {
      const end = fieldEnd(pbf, bytes.length);
      groups.push([pbf.pos, end]);
      pbf.pos = end;
    } else if (field === 17) granularity = pbf.readVarint();
    else if (field === 19) latOffset = pbf.readVarint(true);
    else if (field === 20) lonOffset = pbf.readVarint(true);
    else skipField(pbf, bytes.length);
  }
  const nodeKeys =
    sink.node !== undefined && sink.nodeKeys !== undefined ? strings.indicesOf(sink.nodeKeys) : undefined;
  const frame: Frame = {
    strings,
    granularity,
    lonOffset,
    latOffset,
    nodeKeys: nodeKeys === undefined || nodeKeys.size === 0 ? undefined : nodeKeys,
  };
  const wayKeys = sink.way !== undefined && sink.wayKeys !== undefined ? strings.indicesOf(sink.wayKeys) : undefined;
  for (const [from, to] of groups) {
    pbf.pos = from;
    for (let field = pbf.nextField(to); field !== 0; field = pbf.nextField(to)) {
      if (field < 1 || field > 4) {
        skipField(pbf, to);
        continue;
      }
      const end = fieldEnd(pbf, to);
      if (field === 1 && sink.node !== undefined) plainNode(pbf, end, frame, sink, counts);
      else if (field === 2 && sink.node !== undefined) denseNodes(pbf, end, frame, sink, counts);
      else if (field === 3 && sink.way !== undefined) way(pbf, end, frame, wayKeys, sink, counts);
      else if (field === 4 && sink.relation !== undefined) relation(pbf, end, frame, sink, counts);
      pbf.pos = end;
    }
  }
}

function readStrings(pbf: PbfReader, end: number, strings: StringTable): void {
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    if (field === 1) {
      const to = fieldEnd(pbf, end);
      strings.add(pbf.pos, to);
      pbf.pos = to;
    } else skipField(pbf, end);
  }
}

function tagsOf(keys: readonly number[], values: readonly number[], strings: StringTable): Tags {
  if (keys.length === 0) return NO_TAGS;
  if (keys.length !== values.length) throw new RangeError(`${keys.length} keys but ${values.length} values`);
  const tags = new Map<string, string>();
  for (let i = 0; i < keys.length; i++) tags.set(strings.get(keys[i]!), strings.get(values[i]!));
  return tags;
}

function deliverNode(
  id: number,
  rawLon: number,
  rawLat: number,
  frame: Frame,
  sink: OsmSink,
  keyed: boolean,
  tags: () => Tags,
): void {
  if (sink.wantsNode !== undefined && !sink.wantsNode(id) && !keyed) return;
  const lon = roundDeg((frame.lonOffset + frame.granularity * rawLon) * 1e-9);
  const lat = roundDeg((frame.latOffset + frame.granularity * rawLat) * 1e-9);
  sink.node!(id, lon, lat, tags());
}

function plainNode(pbf: PbfReader, end: number, frame: Frame, sink: OsmSink, counts: OsmCounts): void {
  let id = 0;
  let lon = 0;
  let lat = 0;
  let keys: number[] = [];
  let values: number[] = [];
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    if (field === 1) id = pbf.readSVarint();
    else if (field === 2) keys = packed(pbf, end, false, false);
    else if (field === 3) values = packed(pbf, end, false, false);
    else if (field === 8) lat = pbf.readSVarint();
    else if (field === 9) lon = pbf.readSVarint();
    else skipField(pbf, end);
  }
  counts.nodes++;
  const keyed = frame.nodeKeys !== undefined && keys.some((key) => frame.nodeKeys!.has(key));
  deliverNode(id, lon, lat, frame, sink, keyed, () => tagsOf(keys, values, frame.strings));
}

function denseNodes(pbf: PbfReader, end: number, frame: Frame, sink: OsmSink, counts: OsmCounts): void {
  let ids: number[] = [];
  let lats: number[] = [];
  let lons: number[] = [];
  let keysValues: number[] = [];
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    if (field === 1) ids = packed(pbf, end, true, true);
    else if (field === 8) lats = packed(pbf, end, true, true);
    else if (field === 9) lons = packed(pbf, end, true, true);
    else if (field === 10) keysValues = packed(pbf, end, false, false);
    else skipField(pbf, end);
  }
  if (lats.length !== ids.length || lons.length !== ids.length)
    throw new RangeError(`${ids.length} node ids but ${lats.length} latitudes and ${lons.length} longitudes`);
  counts.nodes += ids.length;
  let at = 0;
  for (let i = 0; i < ids.length; i++) {
    const from = at;
    let keyed = false;
    for (; at < keysValues.length && keysValues[at] !== 0; at += 2)
      if (frame.nodeKeys?.has(keysValues[at]!) === true) keyed = true;
    const to = at;
    at++;
    deliverNode(ids[i]!, lons[i]!, lats[i]!, frame, sink, keyed, () => denseTags(keysValues, from, to, frame.strings));
  }
}

function denseTags(keysValues: readonly number[], from: number, to: number, strings: StringTable): Tags {
  if (from >= to) return NO_TAGS;
  const tags = new Map<string, string>();
  for (let i = from; i < to; i += 2) tags.set(strings.get(keysValues[i]!), strings.get(keysValues[i + 1] ?? -1));
  return tags;
}

function way(
  pbf: PbfReader,
  end: number,
  frame: Frame,
  wayKeys: ReadonlySet<number> | undefined,
  sink: OsmSink,
  counts: OsmCounts,
): void {
  counts.ways++;
  let id = 0;
  let keys: number[] = [];
  let values: number[] = [];
  let refs: number[] = [];
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) {
      keys = packed(pbf, end, false, false);
      // Keys come before references in every writer we know: most ways of a map are not roads and end here.
      if (wayKeys !== undefined && !keys.some((key) => wayKeys.has(key))) return;
    } else if (field === 3) values = packed(pbf, end, false, false);
    else if (field === 8) refs = packed(pbf, end, true, true);
    else skipField(pbf, end);
  }
  if (wayKeys !== undefined && keys.length === 0) return;
  sink.way!(id, refs, tagsOf(keys, values, frame.strings));
}

function relation(pbf: PbfReader, end: number, frame: Frame, sink: OsmSink, counts: OsmCounts): void {
  counts.relations++;
  let id = 0;
  let keys: number[] = [];
  let values: number[] = [];
  let roles: number[] = [];
  let ids: number[] = [];
  let kinds: number[] = [];
  for (let field = pbf.nextField(end); field !== 0; field = pbf.nextField(end)) {
    if (field === 1) id = pbf.readVarint(true);
    else if (field === 2) keys = packed(pbf, end, false, false);
    else if (field === 3) values = packed(pbf, end, false, false);
    else if (field === 8) roles = packed(pbf, end, false, false);
    else if (field === 9) ids = packed(pbf, end, true, true);
    else if (field === 10) kinds = packed(pbf, end, false, false);
    else skipField(pbf, end);
  }
  if (roles.length !== ids.length || kinds.length !== ids.length)
    throw new RangeError(`relation ${id}: ${ids.length} members but ${roles.length} roles and ${kinds.length} kinds`);
  const members: OsmMember[] = ids.map((memberId, i) => {
    const kind = MEMBER_KINDS[kinds[i]!];
    if (kind === undefined) throw new RangeError(`relation ${id}: unknown member kind ${kinds[i]}`);
    return { kind, id: memberId, role: frame.strings.get(roles[i]!) };
  });
  sink.relation!(id, members, tagsOf(keys, values, frame.strings));
}
