/** OpenStreetMap XML (`.osm`, also `.osm.gz`), streamed element by element in bounded memory.
 *  In: a file. Out: its elements, to a sink. Touches the file; nothing else.
 *  Format: https://wiki.openstreetmap.org/wiki/OSM_XML */
import { InputError } from '../core/errors.ts';
import {
  type MemberKind,
  NO_TAGS,
  type OsmCounts,
  type OsmMember,
  type OsmSink,
  type OsmSource,
  roundDeg,
} from './osm-source.ts';
import { scanXml } from './xml-scan.ts';

/** More references than any way (2,000) or relation (32,000) may have: a file that never closes an element is not read for ever. */
const MAX_CHILDREN = 100_000;

export function osmXml(file: string): OsmSource {
  return { file, format: 'osm-xml', read: (sink, signal) => readXml(file, sink, signal) };
}

interface OpenElement {
  kind: MemberKind;
  id: number;
  lon: number;
  lat: number;
  refs: number[];
  members: OsmMember[];
  tags: Map<string, string> | undefined;
}

async function readXml(file: string, sink: OsmSink, signal: AbortSignal | undefined): Promise<OsmCounts> {
  const counts: OsmCounts = { nodes: 0, ways: 0, relations: 0 };
  let current: OpenElement | undefined;
  let isOsm = false;
  const number = (text: string | undefined, key: string): number => {
    const value = text === undefined || text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) throw new InputError(file, key, 'must be a number', text);
    return value;
  };
  await scanXml(
    file,
    {
      open(name, attribute) {
        if (name === 'osm') isOsm = true;
        else if (name === 'node' || name === 'way' || name === 'relation') {
          if (!isOsm) throw new InputError(file, name, 'must stand inside <osm>');
          const id = number(attribute('id'), `${name} id`);
          const wanted = name === 'node' && sink.node !== undefined && (sink.wantsNode?.(id) ?? true);
          // Of nodes that only their keys may make wanted, a missing place is no damage yet.
          const keyed = name === 'node' && sink.nodeKeys !== undefined;
          const degrees = (key: 'lon' | 'lat'): number =>
            wanted ? number(attribute(key), `node ${id} ${key}`) : keyed ? Number(attribute(key)) : 0;
          current = {
            kind: name,
            id,
            lon: degrees('lon'),
            lat: degrees('lat'),
            refs: [],
            members: [],
            tags: undefined,
          };
        } else if (current !== undefined) child(file, current, name, attribute, number);
      },
      close(name) {
        if (current === undefined || name !== current.kind) return;
        deliver(current, sink, counts);
        current = undefined;
      },
    },
    signal,
  );
  if (!isOsm) throw new InputError(file, '', 'must be OpenStreetMap XML with an <osm> element');
  return counts;
}

function child(
  file: string,
  into: OpenElement,
  name: string,
  attribute: (name: string) => string | undefined,
  number: (text: string | undefined, key: string) => number,
): void {
  if (name === 'tag') {
    into.tags ??= new Map();
    into.tags.set(attribute('k') ?? '', attribute('v') ?? '');
  } else if (name === 'nd') into.refs.push(number(attribute('ref'), `way ${into.id} nd`));
  else if (name === 'member') {
    const kind = attribute('type');
    if (kind !== 'node' && kind !== 'way' && kind !== 'relation')
      throw new InputError(file, `relation ${into.id} member type`, 'must be node, way or relation', kind);
    into.members.push({
      kind,
      id: number(attribute('ref'), `relation ${into.id} member`),
      role: attribute('role') ?? '',
    });
  }
  if (into.refs.length > MAX_CHILDREN || into.members.length > MAX_CHILDREN || (into.tags?.size ?? 0) > MAX_CHILDREN)
    throw new InputError(file, `${into.kind} ${into.id}`, `must have at most ${MAX_CHILDREN} children`);
}

function deliver(element: OpenElement, sink: OsmSink, counts: OsmCounts): void {
  const tags = element.tags ?? NO_TAGS;
  if (element.kind === 'node') {
    counts.nodes++;
    const wanted = sink.wantsNode?.(element.id) ?? true;
    if (sink.node !== undefined && (wanted || [...(sink.nodeKeys ?? [])].some((key) => tags.has(key))))
      sink.node(element.id, roundDeg(element.lon), roundDeg(element.lat), tags);
  } else if (element.kind === 'way') {
    counts.ways++;
    if (sink.way === undefined) return;
    if (sink.wayKeys !== undefined && ![...sink.wayKeys].some((key) => tags.has(key))) return;
    sink.way(element.id, element.refs, tags);
  } else {
    counts.relations++;
    sink.relation?.(element.id, element.members, tags);
  }
}
