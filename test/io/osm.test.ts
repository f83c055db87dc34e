/** OpenStreetMap reader: real extracts against the counts listed with them, and small maps drawn by hand. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { distanceM } from '../../engine/core/units.ts';
import { ruleByDay } from '../../engine/io/osm-hours.ts';
import { importRoads, osmSource, readOsmNetwork } from '../../engine/io/osm-network.ts';
import { speedTable } from '../../engine/io/osm-speed.ts';
import { streetFacts } from '../../engine/io/osm-tags.ts';
import {
  ARC_BRIDGE,
  ARC_TUNNEL,
  freeTimeMs,
  NO_ACCESS,
  type RoadGraph,
  type RoadMode,
} from '../../engine/network/road-graph.ts';
import { prepareRoads, RoadQuery } from '../../engine/routing/road-query.ts';
import { hasShared, shared, temporaryFolder, WITHOUT_SHARED, writeTemporary } from './files.ts';

const SPEEDS = { bikeSpeedKmh: 16, walkSpeedKmh: 4.8 };
const folder = temporaryFolder();

function hashOf(graph: RoadGraph): string {
  const hash = createHash('sha256');
  for (const value of Object.values(graph)) {
    if (ArrayBuffer.isView(value))
      hash.update(Uint8Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
    else hash.update(JSON.stringify(value));
  }
  return hash.digest('hex');
}

describe.skipIf(!hasShared)(`real extracts${WITHOUT_SHARED}`, () => {
  test('the same map of Delft as XML and as PBF gives the same graph, bit by bit', async () => {
    const xml = await importRoads(shared('geo/osm-delft-tu/tu-delft-2014.osm'), SPEEDS);
    const pbf = await importRoads(shared('geo/osm-delft-tu/tu-delft-2014.osm.pbf'), SPEEDS);
    expect(hashOf(xml.graph)).toBe(hashOf(pbf.graph));
    expect({ ...xml.report, file: '', format: '' }).toEqual({ ...pbf.report, file: '', format: '' });
    expect(xml.graph.nodeCount).toBeGreaterThan(1000);
  });

  // Counts as listed in the README of the data folder.
  test.each([
    ['geo/osm-nl-n201/n201-roads.osm.pbf', { nodes: 91_444, ways: 30_527, 'highway ways': 30_527, relations: 0 }],
    ['geo/porto-alegre/poa.osm.pbf', { nodes: 43_264, ways: 16_032, 'highway ways': 15_886, relations: 23 }],
    ['geo/heidelberg/heidelberg.osm.pbf', { nodes: 221_009, ways: 31_619, 'highway ways': 25_359, relations: 1_700 }],
    ['geo/osm-delft-tu/tu-delft-2014.osm', { nodes: 17_084, ways: 3_512, 'highway ways': 1_032, relations: 131 }],
    [
      'geo/osm-nl-small/heemserveen.osm.pbf',
      { nodes: 42, ways: 20, 'highway ways': 20, relations: 79, 'turn restrictions': 73 },
    ],
  ])('%s: as many elements are read as the file is known to hold', async (file, counts) => {
    const { report } = await readOsmNetwork(osmSource(shared(file)));
    expect(report.done().read).toMatchObject(counts);
  });

  test('Haarlemmermeer: the largest car network keeps 98 % of the car links (data README: 99.2 % of nodes connect)', async () => {
    const { graph, dropped } = await importRoads(shared('geo/osm-nl-n201/n201-roads.osm.pbf'), SPEEDS);
    const carLinks = new Set<number>();
    graph.carTimeMs.forEach((timeMs, arc) => {
      if (timeMs !== NO_ACCESS) carLinks.add(graph.linkOfArc[arc]!);
    });
    const lost = dropped.find(({ mode }) => mode === 'car')!.links;
    expect(carLinks.size / (carLinks.size + lost)).toBeGreaterThan(0.98);
  });

  test('joining chains keeps every metre: link lengths add up to those of the streets (Porto Alegre)', async () => {
    const network = await readOsmNetwork(osmSource(shared('geo/porto-alegre/poa.osm.pbf')));
    let linkM = 0;
    for (const { fromNode, toNode, via } of network.links) {
      const points = [
        [network.lonDeg[fromNode]!, network.latDeg[fromNode]!],
        ...via,
        [network.lonDeg[toNode]!, network.latDeg[toNode]!],
      ];
      for (let i = 1; i < points.length; i++)
        linkM += distanceM(points[i - 1]![0]!, points[i - 1]![1]!, points[i]![0]!, points[i]![1]!);
    }
    const nodes = new Map<number, readonly [number, number]>();
    const ways: number[][] = [];
    await osmSource(shared('geo/porto-alegre/poa.osm.pbf')).read({
      node: (id, lon, lat) => void nodes.set(id, [lon, lat]),
      way: (_id, ids, tags) => {
        if (typeof streetFacts(tags, speedTable('BR')) !== 'string') ways.push([...ids]);
      },
    });
    let wayM = 0;
    for (const ids of ways)
      for (let i = 1; i < ids.length; i++) {
        const a = nodes.get(ids[i - 1]!)!;
        const b = nodes.get(ids[i]!)!;
        wayM += distanceM(a[0], a[1], b[0], b[1]);
      }
    expect(Math.abs(linkM - wayM) / wayM).toBeLessThan(1e-9);
  });
});

/** A map drawn in letters: nodes by name at grid places, ways as words. */
function map(
  nodes: Record<string, readonly [number, number] | readonly [number, number, Record<string, string>]>,
  ways: Record<string, Record<string, string>>,
  relations = '',
): string {
  const id = (name: string): number => name.charCodeAt(0);
  const tags = (own: Record<string, string> = {}): string =>
    Object.entries(own)
      .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
      .join('');
  const nodeText = Object.entries(nodes).map(
    ([name, [x, y, own]]) => `<node id="${id(name)}" lon="${5 + x / 1000}" lat="${52 + y / 1000}">${tags(own)}</node>`,
  );
  const wayText = Object.entries(ways).map(
    ([word, own], w) =>
      `<way id="${w + 1}">${[...word].map((name) => `<nd ref="${id(name)}"/>`).join('')}${tags(own)}</way>`,
  );
  return `<?xml version="1.0"?>\n<osm version="0.6">${nodeText.join('')}${wayText.join('')}${relations}</osm>`;
}

const restriction = (kind: string, from: number, via: string, to: number): string =>
  `<relation id="9"><member type="way" ref="${from}" role="from"/>${via}<member type="way" ref="${to}" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="${kind}"/></relation>`;
const viaNode = (name: string): string => `<member type="node" ref="${name.charCodeAt(0)}" role="via"/>`;

async function build(text: string, name = 'map.osm') {
  return importRoads(writeTemporary(folder, name, text), SPEEDS);
}

/** Nodes reachable from a coordinate by a mode. */
function reaches(
  graph: RoadGraph,
  mode: RoadMode,
  from: readonly [number, number],
  to: readonly [number, number],
): boolean {
  const timeMs = freeTimeMs(graph, mode);
  const at = ([x, y]: readonly [number, number]): number[] =>
    [...graph.lonDeg.keys()].filter(
      (n) => Math.abs(graph.lonDeg[n]! - 5 - x / 1000) < 1e-7 && Math.abs(graph.latDeg[n]! - 52 - y / 1000) < 1e-7,
    );
  const seen = new Set(at(from));
  const queue = [...seen];
  for (const node of queue)
    for (let arc = graph.firstOut[node]!; arc < graph.firstOut[node + 1]!; arc++)
      if (timeMs[arc] !== NO_ACCESS && !seen.has(graph.head[arc]!)) {
        seen.add(graph.head[arc]!);
        queue.push(graph.head[arc]!);
      }
  return at(to).some((node) => seen.has(node));
}

const NL = speedTable('NL');
const facts = (tags: Record<string, string>) => {
  const found = streetFacts(new Map(Object.entries(tags)), NL);
  return typeof found === 'string'
    ? found
    : { car: found.car, bike: found.bike, walk: found.walk, kmh: found.speedKmh };
};

describe('what tags mean', () => {
  // Meanings by the OpenStreetMap wiki; 0 none, 1 forward, 2 backward, 3 both.
  test.each([
    ['residential street', { highway: 'residential' }, { car: 3, bike: 3, walk: 3, kmh: 30 }],
    ['one-way street, cyclists too', { highway: 'residential', oneway: 'yes' }, { car: 1, bike: 1, walk: 3 }],
    ['one-way except bicycles', { highway: 'residential', oneway: 'yes', 'oneway:bicycle': 'no' }, { car: 1, bike: 3 }],
    ['contraflow lane', { highway: 'residential', oneway: 'yes', cycleway: 'opposite_lane' }, { car: 1, bike: 3 }],
    [
      'contraflow lane on the left side',
      { highway: 'residential', oneway: 'yes', 'cycleway:left': 'lane', 'cycleway:left:oneway': '-1' },
      { car: 1, bike: 3 },
    ],
    ['one-way against the drawing', { highway: 'tertiary', oneway: '-1' }, { car: 2, bike: 2, walk: 3 }],
    ['roundabout', { highway: 'tertiary', junction: 'roundabout' }, { car: 1, bike: 1 }],
    ['motorway', { highway: 'motorway' }, { car: 1, bike: 0, walk: 0, kmh: 100 }],
    ['autoweg closed to slow traffic', { highway: 'trunk' }, { car: 3, bike: 0, walk: 0, kmh: 100 }],
    ['cycleway', { highway: 'cycleway' }, { car: 0, bike: 3, walk: 3 }],
    ['one-way cycleway', { highway: 'cycleway', oneway: 'yes' }, { bike: 1, walk: 3 }],
    [
      'cycleway that mopeds may use is still closed to cars',
      { highway: 'cycleway', access: 'yes' },
      { car: 0, bike: 3 },
    ],
    ['footway', { highway: 'footway' }, { car: 0, bike: 0, walk: 3 }],
    ['footway open to bicycles', { highway: 'footway', bicycle: 'yes' }, { bike: 3, walk: 3 }],
    ['steps', { highway: 'steps', bicycle: 'no' }, { car: 0, bike: 0, walk: 3 }],
    ['cycle street: cars are guests', { highway: 'residential', bicycle_road: 'yes' }, { car: 3, bike: 3, kmh: 30 }],
    [
      'cycle street without cars',
      { highway: 'residential', bicycle_road: 'yes', motor_vehicle: 'no' },
      { car: 0, bike: 3 },
    ],
    ['private road', { highway: 'service', access: 'private' }, 'closed to cars, bicycles and walkers alike'],
    ['private for cars only', { highway: 'service', motor_vehicle: 'private' }, { car: 0, bike: 3, walk: 3 }],
    [
      'closed in general, open to bicycles',
      { highway: 'unclassified', access: 'no', bicycle: 'yes' },
      { car: 0, bike: 3, walk: 0 },
    ],
    [
      'bicycles must use the path beside',
      { highway: 'secondary', bicycle: 'use_sidepath' },
      { car: 3, bike: 0, walk: 3 },
    ],
    [
      'for destinations only: open to cars',
      { highway: 'residential', motor_vehicle: 'destination' },
      { car: 3, bike: 3 },
    ],
    [
      'for deliveries only: open to cars',
      { highway: 'pedestrian', motor_vehicle: 'delivery' },
      { car: 3, bike: 0, walk: 3 },
    ],
    [
      'delivery road, cycling allowed',
      { highway: 'service', access: 'delivery', bicycle: 'yes' },
      { car: 3, bike: 3, walk: 3 },
    ],
    [
      'bus gate: no cars in one direction',
      { highway: 'tertiary', 'motor_vehicle:backward': 'no' },
      { car: 1, bike: 3 },
    ],
    [
      'closed to vehicles one way, bicycles free',
      { highway: 'residential', 'vehicle:forward': 'no', 'bicycle:forward': 'yes' },
      { car: 2, bike: 3 },
    ],
    ['cycle street by its Dutch tag', { highway: 'residential', cyclestreet: 'yes' }, { car: 3, bike: 3, kmh: 30 }],
    ['get off and walk: the bicycle is pushed', { highway: 'footway', bicycle: 'dismount' }, { bike: 3, walk: 3 }],
    [
      'pushed against a one-way street, as on foot',
      { highway: 'residential', oneway: 'yes', bicycle: 'dismount' },
      { car: 1, bike: 3, walk: 3 },
    ],
    ['no pushing where nobody may walk', { highway: 'trunk', bicycle: 'dismount' }, { car: 3, bike: 0, walk: 0 }],
    ['motorroad', { highway: 'primary', motorroad: 'yes' }, { car: 3, bike: 0, walk: 0 }],
    ['polder road without a sign', { highway: 'unclassified' }, { kmh: 60 }],
    ['road out of town', { highway: 'secondary' }, { kmh: 80 }],
    ['escalator upward', { highway: 'steps', conveying: 'forward' }, { walk: 1 }],
    ['woonerf', { highway: 'living_street' }, { car: 3, kmh: 15 }],
    ['limit in words', { highway: 'primary', maxspeed: 'NL:urban' }, { kmh: 50 }],
    ['limit of a zone', { highway: 'unclassified', 'zone:maxspeed': 'NL:30' }, { kmh: 30 }],
    ['limit in miles', { highway: 'primary', maxspeed: '30 mph' }, { kmh: 48 }],
    ['limit that cannot be read', { highway: 'residential', maxspeed: 'signals' }, { kmh: 30 }],
    ['ferry for walkers and bicycles', { route: 'ferry' }, { car: 0, bike: 3, walk: 3 }],
    ['ferry that takes cars', { route: 'ferry', motor_vehicle: 'yes' }, { car: 3 }],
    ['busway', { highway: 'busway' }, 'for buses only'],
    [
      'bus lane open to cyclists',
      { highway: 'service', access: 'no', bus: 'yes', bicycle: 'yes' },
      { car: 0, bike: 3 },
    ],
    ['building site', { highway: 'construction' }, 'highway=construction carries no traffic'],
    ['square', { highway: 'service', area: 'yes' }, 'area=yes: an area, not a line'],
  ])('%s', (_name, tags, expected) => {
    const found = facts(tags as unknown as Record<string, string>);
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });

  test('lanes are per direction: four on a two-way road are two, three on a one-way road are three', () => {
    const lanes = (tags: Record<string, string>): number =>
      (streetFacts(new Map(Object.entries(tags)), NL) as { lanes: number }).lanes;
    expect(lanes({ highway: 'primary', lanes: '4' })).toBe(2);
    expect(lanes({ highway: 'primary', lanes: '3', oneway: 'yes' })).toBe(3);
    expect(lanes({ highway: 'primary', lanes: '3' })).toBe(1);
    expect(lanes({ highway: 'primary', lanes: 'many' })).toBe(1);
  });
});

describe('small maps', () => {
  const cross = { a: [0, 0], b: [1, 0], c: [2, 0], d: [1, 1], e: [1, -1] } as const;

  test('nodes in the middle of nowhere become shape: a bent street of five nodes is one link', async () => {
    const { graph } = await build(
      map(
        { a: [0, 0], b: [1, 0], c: [1, 1], d: [2, 1], e: [3, 1] },
        { abc: { highway: 'residential' }, cde: { highway: 'residential' } },
      ),
    );
    expect([graph.nodeCount, graph.linkCount, graph.shapeFirst[1]]).toEqual([2, 1, 5]);
  });

  test('a ring without junctions survives as links that do not lead back to their own node', async () => {
    const { graph } = await build(
      map({ a: [0, 0], b: [1, 0], c: [1, 1], d: [0, 1] }, { abcda: { highway: 'residential' } }),
    );
    expect(graph.linkCount).toBe(2);
    for (let arc = 0; arc < graph.arcCount; arc++) expect(graph.tail[arc]).not.toBe(graph.head[arc]);
  });

  test('a bollard stops cars and lets bicycles and walkers through', async () => {
    const { graph } = await build(
      map({ a: [0, 0], b: [1, 0, { barrier: 'bollard' }], c: [2, 0] }, { abc: { highway: 'residential' } }),
    );
    expect(reaches(graph, 'car', [0, 0], [2, 0])).toBe(false);
    expect(reaches(graph, 'bike', [0, 0], [2, 0])).toBe(true);
    expect(reaches(graph, 'walk', [2, 0], [0, 0])).toBe(true);
  });

  test('a gate that is private stops all, one without tags stops nobody', async () => {
    const street = { abc: { highway: 'residential' } };
    const closed = await build(
      map({ a: [0, 0], b: [1, 0, { barrier: 'gate', access: 'private' }], c: [2, 0] }, street),
    );
    const open = await build(map({ a: [0, 0], b: [1, 0, { barrier: 'gate' }], c: [2, 0] }, street));
    for (const mode of ['car', 'bike', 'walk'] as const) {
      expect(reaches(closed.graph, mode, [0, 0], [2, 0])).toBe(false);
      expect(reaches(open.graph, mode, [0, 0], [2, 0])).toBe(true);
    }
  });

  test('a street for destinations only is driven to its own houses and to a yard behind them, never as a short cut', async () => {
    const street = { highway: 'residential' };
    // a – b – c is the signed short cut of 200 m, a – d – e – c the long way of 400 m, f a yard behind b.
    const { graph, report } = await build(
      map(
        { a: [0, 0], b: [1, 0], c: [2, 0], d: [0, 1], e: [2, 1], f: [1, -1] },
        { abc: { ...street, motor_vehicle: 'destination' }, adec: street, bf: street },
      ),
    );
    const node = (x: number, y: number): number =>
      [...graph.lonDeg.keys()].find(
        (n) => Math.abs(graph.lonDeg[n]! - 5 - x / 1000) < 1e-7 && Math.abs(graph.latDeg[n]! - 52 - y / 1000) < 1e-7,
      )!;
    const lengthM = (from: number, to: number): number =>
      new RoadQuery(prepareRoads(graph, graph.carTimeMs, 'car'))
        .path(from, to)!
        .arcs.reduce((sum, arc) => sum + graph.lengthM[arc]!, 0);
    const direct = lengthM(node(1, 0), node(0, 0)) + lengthM(node(1, 0), node(2, 0));
    expect(lengthM(node(0, 0), node(2, 0))).toBeGreaterThan(2 * direct);
    expect(lengthM(node(0, 0), node(1, -1))).toBeLessThan(1.7 * direct);
    expect(lengthM(node(1, -1), node(2, 0))).toBeLessThan(1.7 * direct);
    expect(report.kept['streets for destinations only, on which a car may begin or end but not pass']).toBe(1);
  });

  test('rules for certain hours: those of most of the day hold, the others are counted', async () => {
    const nodes = { a: [0, 0], b: [1, 0], c: [2, 0] } as const;
    const street = { highway: 'residential' };
    const { graph, report } = await build(
      map(nodes, {
        ab: { ...street, 'motor_vehicle:conditional': 'no @ (Mo-Fr 07:00-19:00)' },
        bc: { ...street, 'access:conditional': 'no @ (22:00-06:00)' },
      }),
    );
    expect(reaches(graph, 'car', [0, 0], [1, 0])).toBe(false);
    expect(reaches(graph, 'bike', [0, 0], [2, 0])).toBe(true);
    expect(reaches(graph, 'car', [1, 0], [2, 0])).toBe(true);
    expect(report.repaired).toContainEqual({
      what: 'rules for certain hours that cover most of the day: held all day',
      count: 1,
      examples: ['way 1'],
    });
    expect(report.dropped).toContainEqual({
      what: 'rules for certain hours: the plain rule holds all day',
      count: 1,
      examples: ['way 2'],
    });
  });

  test.each([
    ['no @ (07:00-22:00)', 'no'],
    ['100 @ (06:00-19:00)', '100'],
    ['destination @ (Mo-Fr 00:00-24:00; Sa 10:00-12:00)', 'destination'],
    ['no @ (Fr-We)', 'no'],
    ['no @ 24/7', 'no'],
    ['yes @ (07:00-11:00)', undefined],
    ['no @ (Sa,Su 00:00-24:00)', undefined],
    ['no @ (18:00-06:00)', undefined],
    ['delivery @ (06:30-11:00); no @ (11:00-23:00)', 'no'],
    ['no @ (weight>3.5)', undefined],
    ['no @ (Nov-Mar)', undefined],
    ['', undefined],
    ['@ (', undefined],
  ])('hours: %s', (text, value) => {
    expect(ruleByDay(text)).toBe(value);
  });

  test('a barrier that lets cars pass makes no link without length, and is told', async () => {
    const toll = map(
      { a: [0, 0], b: [1, 0, { barrier: 'toll_booth', bicycle: 'no' }], c: [2, 0] },
      { abc: { highway: 'tertiary' } },
    );
    const { graph, report } = await build(toll);
    expect(reaches(graph, 'car', [0, 0], [2, 0])).toBe(true);
    expect(graph.lengthM.every((lengthM) => lengthM > 0)).toBe(true);
    expect(report.dropped[0]).toMatchObject({
      what: 'barriers that let cars pass but not bicycles or walkers: open to all',
      count: 1,
    });
  });

  test('an island is left out of the network of its mode, and told with its length; another mode may keep it', async () => {
    const street = { highway: 'residential' };
    const nodes = { a: [0, 0], b: [1, 0], c: [2, 0], d: [5, 0], e: [6, 0] } as const;
    const { graph, report } = await build(map(nodes, { abc: street, de: street, cd: { highway: 'cycleway' } }, ''));
    expect(report.dropped).toContainEqual({
      what: 'links outside the largest network by car',
      count: 1,
      examples: ['0.1 km in 1 islands'],
    });
    expect(reaches(graph, 'car', [0, 0], [6, 0])).toBe(false);
    expect(reaches(graph, 'bike', [0, 0], [6, 0])).toBe(true);
  });

  test('a bridge and the road below do not meet where they share no node', async () => {
    const { graph } = await build(
      map(
        { a: [0, 0], c: [2, 0], d: [1, 1], e: [1, -1] },
        {
          ac: { highway: 'residential', bridge: 'yes', layer: '1' },
          de: { highway: 'residential' },
          ad: { highway: 'footway' },
        },
      ),
    );
    expect(reaches(graph, 'car', [0, 0], [1, -1])).toBe(false);
  });

  test('a ferry with a duration takes that long: 1,369 m in 10 minutes are 8.2 km/h', async () => {
    const { graph } = await build(map({ a: [0, 0], b: [20, 0] }, { ab: { route: 'ferry', duration: '00:10' } }));
    expect(graph.freeSpeedKmh[0]).toBe(8);
  });

  const turns = async (relations: string, oneway = false) => {
    const street = { highway: 'tertiary', ...(oneway ? { oneway: 'yes' } : {}) };
    const { graph, report } = await build(
      map(cross, { ab: { ...street }, bc: street, bd: street, be: street }, relations),
    );
    const sequences: string[] = [];
    const name = (node: number): string =>
      Object.entries(cross).find(
        ([, [x, y]]) =>
          Math.abs(graph.lonDeg[node]! - 5 - x / 1000) < 1e-7 && Math.abs(graph.latDeg[node]! - 52 - y / 1000) < 1e-7,
      )![0];
    for (let r = 0; r + 1 < graph.forbiddenFirst.length; r++) {
      const arcs = [...graph.forbiddenArc.subarray(graph.forbiddenFirst[r], graph.forbiddenFirst[r + 1])];
      sequences.push(name(graph.tail[arcs[0]!]!) + arcs.map((arc) => name(graph.head[arc]!)).join(''));
    }
    return { sequences: sequences.sort(), report };
  };

  test('no_left_turn forbids that turn only', async () => {
    expect((await turns(restriction('no_left_turn', 1, viaNode('b'), 3))).sequences).toEqual(['abd']);
  });

  test('only_straight_on forbids every other way out, turning back too', async () => {
    expect((await turns(restriction('only_straight_on', 1, viaNode('b'), 2))).sequences).toEqual(['aba', 'abd', 'abe']);
  });

  test('no_u_turn on one street forbids turning back there', async () => {
    expect((await turns(restriction('no_u_turn', 1, viaNode('b'), 1))).sequences).toEqual(['aba']);
  });

  test('a restriction that does not bind cars, or names ways that are not here, is dropped and counted', async () => {
    const bicycle = restriction('no_left_turn', 1, viaNode('b'), 3).replace('k="restriction"', 'k="restriction:bus"');
    const unknown = restriction('no_left_turn', 1, viaNode('b'), 99);
    for (const text of [bicycle, unknown]) {
      const { sequences, report } = await turns(text);
      expect(sequences).toEqual([]);
      expect(report.dropped.some(({ what }) => what.startsWith('turn restrictions'))).toBe(true);
    }
  });

  test('a restriction over a via-way forbids the whole sequence and neither half of it', async () => {
    const nodes = { a: [0, 0], b: [1, 0], c: [2, 0], d: [2, 1], e: [1, 1], f: [3, 0] } as const;
    const street = { highway: 'tertiary' };
    const { graph } = await build(
      map(
        nodes,
        { ab: street, bc: street, cd: street, be: street, cf: street },
        restriction('no_left_turn', 1, '<member type="way" ref="2" role="via"/>', 3),
      ),
    );
    expect(graph.forbiddenFirst.length).toBe(2);
    const arcs = [...graph.forbiddenArc];
    expect(arcs.map((arc) => graph.lonDeg[graph.head[arc]!]!.toFixed(3))).toEqual(['5.001', '5.002', '5.002']);
  });

  test('no_u_turn over the cross-over of a dual carriageway: cars go round at its end, and still cross to the street beyond', async () => {
    // h – a – b – c – k eastward, k – d – e – f – h westward, b – e across and on to g, side streets x, y, z at the ends and at f.
    const nodes = {
      h: [-1, 0],
      a: [0, 0],
      b: [1, 0],
      c: [2, 0],
      k: [6, 0],
      d: [2, 1],
      e: [1, 1],
      f: [0, 1],
      g: [1, 2],
      x: [-2, 0],
      y: [7, 0],
      z: [0, 2],
    } as const;
    const way = { highway: 'primary', oneway: 'yes' };
    const street = { highway: 'tertiary' };
    const ways = {
      hab: way,
      bck: way,
      kde: way,
      ef: way,
      fh: way,
      be: street,
      eg: street,
      xh: street,
      ky: street,
      fz: street,
    };
    const metres = async (relations: string): Promise<readonly [number, number]> => {
      const { graph } = await build(map(nodes, ways, relations));
      const find = ([x, y]: readonly [number, number]): number =>
        [...graph.lonDeg.keys()].find(
          (n) => Math.abs(graph.lonDeg[n]! - 5 - x / 1000) < 1e-7 && Math.abs(graph.latDeg[n]! - 52 - y / 1000) < 1e-7,
        )!;
      const query = new RoadQuery(prepareRoads(graph, graph.carTimeMs, 'car'));
      const length = (to: readonly [number, number]): number =>
        query.path(find(nodes.x), find(to))!.arcs.reduce((sum, arc) => sum + graph.lengthM[arc]!, 0);
      return [length(nodes.z), length(nodes.g)];
    };
    const [free, onward] = await metres('');
    const [bound, stillOnward] = await metres(
      restriction('no_u_turn', 1, '<member type="way" ref="6" role="via"/>', 4),
    );
    expect(stillOnward).toBe(onward);
    // Round by k: 5 degrees-thousandths of longitude further there and back, 68.4 m each.
    expect(bound - free).toBeGreaterThan(10 * 68.4 - 150);
  });

  test('bridges and tunnels are marked on their links, so that they can be told from the streets below and above', async () => {
    const street = { highway: 'residential' };
    const { graph } = await build(
      map(
        { a: [0, 0], b: [1, 0], c: [2, 0], d: [3, 0] },
        { ab: street, bc: { ...street, bridge: 'yes', layer: '1' }, cd: { ...street, tunnel: 'yes', layer: '-1' } },
      ),
    );
    const flags = new Map<number, number>();
    graph.arcFlags.forEach((flag, arc) => {
      flags.set(graph.linkOfArc[arc]!, flag & (ARC_BRIDGE | ARC_TUNNEL));
    });
    expect([...flags.values()].sort()).toEqual([0, ARC_BRIDGE, ARC_TUNNEL].sort());
  });

  test('where cyclists get off, the bicycle goes at walking speed: 68.4 m at 16 km/h and 68.4 m at 4.8 km/h take 15.4 and 51.3 s; a barrier to get off at lets them through', async () => {
    const { graph } = await build(
      map(
        { a: [0, 0], b: [1, 0], c: [2, 0, { barrier: 'cycle_barrier', bicycle: 'dismount' }], d: [3, 0] },
        { ab: { highway: 'cycleway' }, bcd: { highway: 'cycleway', bicycle: 'dismount' } },
      ),
    );
    const query = new RoadQuery(prepareRoads(graph, graph.bikeTimeMs, 'bike'));
    const node = (x: number): number =>
      [...graph.lonDeg.keys()].find((n) => Math.abs(graph.lonDeg[n]! - 5 - x / 1000) < 1e-7)!;
    expect(query.timeMs(node(0), node(1)) / 1000).toBeCloseTo(15.4, 1);
    expect(query.timeMs(node(1), node(3)) / 1000).toBeCloseTo(2 * 51.3, 0);
  });

  test('over a ferry one waits half its headway and sails its duration: 5 and 10 minutes, and walks the rest', async () => {
    const { graph } = await build(
      map(
        { a: [0, 0], b: [1, 0], c: [21, 0], d: [22, 0] },
        { ab: { highway: 'footway' }, bc: { route: 'ferry', duration: '00:10' }, cd: { highway: 'footway' } },
      ),
    );
    const query = new RoadQuery(prepareRoads(graph, graph.walkTimeMs, 'walk'));
    const ends = [...graph.lonDeg.keys()].sort((a, b) => graph.lonDeg[a]! - graph.lonDeg[b]!);
    // 68.4 m at each end at 4.8 km/h: 103 s.
    expect(query.timeMs(ends[0]!, ends[ends.length - 1]!) / 1000).toBeCloseTo(300 + 600 + 103, -1);
  });

  test('the order of elements in the file does not matter', async () => {
    const text = map(cross, {
      ab: { highway: 'primary' },
      bc: { highway: 'residential' },
      dbe: { highway: 'tertiary' },
    });
    const shuffled = text.replace(/(<way id="1">.*?<\/way>)(.*)(<\/osm>)/s, '$2$1$3');
    expect(shuffled).not.toBe(text);
    expect(hashOf((await build(shuffled, 'shuffled.osm')).graph)).toBe(hashOf((await build(text)).graph));
  });

  test('ways are cut where a node is missing, and at the edge of the area', async () => {
    const nodes = { a: [0, 0], b: [1, 0], d: [3, 0], e: [4, 0] } as const;
    const missing = await build(map(nodes, { abcde: { highway: 'residential' } }));
    expect(missing.report.repaired.map(({ what }) => what)).toContain('ways cut where a node is missing');
    const file = writeTemporary(folder, 'box.osm', map({ ...nodes, c: [2, 0] }, { abcde: { highway: 'residential' } }));
    const clipped = await importRoads(file, {
      ...SPEEDS,
      bbox: { west: 4.9995, south: 51.9, east: 5.0025, north: 52.1 },
    });
    expect(clipped.graph.shapeLonDeg.at(-1)).toBeCloseTo(5.002, 7);
  });
});

describe('input that cannot serve', () => {
  test.each([
    ['an empty file', '', /empty|must be OpenStreetMap/],
    ['XML of another kind', '<?xml version="1.0"?><gpx></gpx>', /OpenStreetMap XML/],
    ['a map without streets', map({ a: [0, 0] }, {}), /must hold streets/],
    ['a file that stops inside a tag', '<osm><node id="1" lon="5', /truncated/],
    [
      'a coordinate that is no number',
      '<osm><node id="1" lon="east" lat="52"/><way id="1"><nd ref="1"/><nd ref="1"/><tag k="highway" v="path"/></way></osm>',
      /must be a number/,
    ],
    ['streets whose nodes are elsewhere', map({}, { ab: { highway: 'residential' } }), /nodes of its streets/],
  ])('%s is refused in words', async (_name, text, message) => {
    await expect(build(text)).rejects.toThrow(InputError);
    await expect(build(text)).rejects.toThrow(message);
  });

  test('a file that does not exist is the mistake of the user', async () => {
    await expect(importRoads('/nowhere/at/all.osm.pbf', SPEEDS)).rejects.toThrow(InputError);
  });

  test('a header that claims two gigabytes is refused before anything is read', async () => {
    const bytes = Buffer.alloc(64);
    bytes.writeUInt32BE(0x7fffffff, 0);
    await expect(importRoads(writeTemporary(folder, 'huge.osm.pbf', bytes), SPEEDS)).rejects.toThrow(
      /blob header must have/,
    );
  });

  test('a reading can be cancelled', async () => {
    const file = writeTemporary(
      folder,
      'cancel.osm',
      map({ a: [0, 0], b: [1, 0] }, { ab: { highway: 'residential' } }),
    );
    await expect(importRoads(file, { ...SPEEDS, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'CancelledError',
    });
  });
});
