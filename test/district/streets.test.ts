import { beforeAll, describe, expect, test } from 'vitest';
import type { District } from '../../engine/district/district.ts';
import { crossing, makePlane, type Xy } from '../../engine/district/plane.ts';
import { insideRings } from '../../engine/district/zone-of-point.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { ARC_TUNNEL, freeTimeMs, NO_ACCESS, ROAD_CLASSES, ROAD_MODES } from '../../engine/network/road-graph.ts';
import { Dijkstra, NO_PATH, reverseView } from '../../engine/routing/dijkstra.ts';
import { nearestNode, way } from './walks.ts';

let district: District;
beforeAll(async () => {
  district = await loadDistrict('leidsche-rijn');
});

const plane = makePlane([5.04, 52.09]);

/** Names of links that cross a line and are open to a mode of travel. */
function crossers(
  line: ReadonlyArray<readonly [number, number]>,
  modes = ROAD_MODES.slice(),
): Map<string, Set<string>> {
  const { roads } = district;
  const points = line.map((point) => plane.toXy(point));
  const found = new Map<string, Set<string>>();
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const link = roads.linkOfArc[arc]!;
    let crosses = false;
    for (let i = roads.shapeFirst[link]!; i + 1 < roads.shapeFirst[link + 1]!; i++) {
      const a: Xy = plane.toXy([roads.shapeLonDeg[i]!, roads.shapeLatDeg[i]!]);
      const b: Xy = plane.toXy([roads.shapeLonDeg[i + 1]!, roads.shapeLatDeg[i + 1]!]);
      for (let p = 0; p + 1 < points.length; p++)
        if (crossing(a, b, points[p]!, points[p + 1]!) !== null) crosses = true;
    }
    if (!crosses) continue;
    const name = roads.names[roads.linkName[link]!]!;
    const open = modes.filter((mode) => freeTimeMs(roads, mode)[arc] !== NO_ACCESS);
    found.set(name, new Set([...(found.get(name) ?? []), ...open]));
  }
  return found;
}

describe('the screenline of the Amsterdam-Rijnkanaal', () => {
  // Axis of the canal along the boundary of the wijk (CBS), from the A12 to the railway.
  const canal: [number, number][] = [
    [5.0985, 52.0585],
    [5.0964, 52.062],
    [5.0931, 52.0655],
    [5.0875, 52.0715],
    [5.0839, 52.0755],
    [5.0809, 52.0802],
    [5.0793, 52.0868],
    [5.0786, 52.09],
    [5.0779, 52.0942],
    [5.0774, 52.097],
    [5.0768, 52.0995],
  ];

  test('is crossed by Prins Clausbrug, De Meernbrug, Dafne Schippersbrug, Hogeweidebrug and the A12, and by nothing else', () => {
    expect([...crossers(canal).keys()].sort()).toEqual([
      'A12',
      'Dafne Schippersroute',
      'Hogeweidebaan',
      'Martin Luther Kinglaan',
      'Papendorpseweg',
    ]);
  });

  test('the Dafne Schippersbrug is for walking and cycling only (Fietsberaad 2017), the A12 for cars only', () => {
    const open = crossers(canal);
    expect([...open.get('Dafne Schippersroute')!].sort()).toEqual(['bike', 'walk']);
    expect([...open.get('A12')!]).toEqual(['car']);
    expect([...open.get('Hogeweidebaan')!].sort()).toEqual(['bike', 'car', 'walk']);
  });
});

describe('the railway and the motorways', () => {
  test('local streets cross the railway only at its named crossings', () => {
    const railway: [number, number][] = [
      [5.0088, 52.1033],
      [5.043, 52.101],
      [5.067, 52.1003],
      [5.0768, 52.0995],
    ];
    const open = crossers(railway, ['car']);
    expect(
      [...open]
        .filter(([, modes]) => modes.has('car'))
        .map(([name]) => name)
        .sort(),
    ).toEqual(['A2', 'Burchtlaan', 'Europaweg', 'Musicallaan', 'Stadsbaan Leidsche Rijn']);
  });

  test('between Oudenrijn and the tunnel and from the tunnel to Maarssen the A2 is crossed only where there is a viaduct', () => {
    const south: [number, number][] = [
      [5.0655, 52.0664],
      [5.0705, 52.073],
      [5.0738, 52.0797],
    ];
    const north: [number, number][] = [
      [5.0639, 52.1025],
      [5.0608, 52.105],
      [5.0524, 52.11],
      [5.0402, 52.1152],
    ];
    const others = (line: [number, number][]): string[] =>
      [...crossers(line).keys()].filter((name) => name !== 'A2' && name !== 'Martin Luther Kinglaan').sort();
    expect(others(south)).toEqual(['Heycoproute']);
    expect(others(north)).toEqual(['Soestwetering']);
  });

  test('motorways are for cars, the Leidsche Rijntunnel is a tunnel, and streets above it do not join it', () => {
    const { roads } = district;
    for (let arc = 0; arc < roads.arcCount; arc++) {
      if (ROAD_CLASSES[roads.roadClass[arc]!] !== 'motorway') continue;
      expect(roads.bikeTimeMs[arc]).toBe(NO_ACCESS);
      expect(roads.walkTimeMs[arc]).toBe(NO_ACCESS);
      if (!roads.names[roads.linkName[roads.linkOfArc[arc]!]!]!.includes('Leidsche Rijntunnel')) continue;
      expect(roads.arcFlags[arc]! & ARC_TUNNEL).toBe(ARC_TUNNEL);
      for (const node of [roads.tail[arc]!, roads.head[arc]!])
        for (let out = roads.firstOut[node]!; out < roads.firstOut[node + 1]!; out++)
          expect(ROAD_CLASSES[roads.roadClass[out]!]).toBe('motorway');
    }
  });
});

describe('the network as a whole', () => {
  test('has several thousand nodes, most of them at home in the two wijken', () => {
    const { roads, zones } = district;
    expect(roads.nodeCount).toBeGreaterThan(6000);
    expect(roads.nodeCount).toBeLessThan(11_000);
    let inside = 0;
    for (let node = 0; node < roads.nodeCount; node++)
      if (zones.outline.some((rings) => insideRings(rings, roads.lonDeg[node]!, roads.latDeg[node]!))) inside++;
    expect(inside / roads.nodeCount).toBeGreaterThan(0.7);
  });

  test('hangs together for each mode: from one node every other can be reached and left', () => {
    const { roads } = district;
    for (const mode of ROAD_MODES) {
      const view = {
        nodeCount: roads.nodeCount,
        firstOut: roads.firstOut,
        head: roads.head,
        weightMs: freeTimeMs(roads, mode),
      };
      const start = nearestNode(roads, mode, 5.065, 52.0985);
      const there = new Dijkstra(view);
      there.run(start);
      const back = new Dijkstra(reverseView(view));
      back.run(start);
      let cutOff = 0;
      for (let node = 0; node < roads.nodeCount; node++)
        for (let arc = roads.firstOut[node]!; arc < roads.firstOut[node + 1]!; arc++) {
          if (view.weightMs[arc] === NO_ACCESS) continue;
          if (there.timeMs(node) === NO_PATH || back.timeMs(roads.head[arc]!) === NO_PATH) cutOff++;
        }
      expect(cutOff, mode).toBe(0);
    }
  });

  test('no street meant for a mode was lost for being cut off: residential streets are open to cars, bicycles and walkers', () => {
    const { roads } = district;
    let lost = 0;
    for (let arc = 0; arc < roads.arcCount; arc++) {
      const roadClass = ROAD_CLASSES[roads.roadClass[arc]!]!;
      if (roadClass !== 'residential' && roadClass !== 'living_street') continue;
      for (const mode of ROAD_MODES) if (freeTimeMs(roads, mode)[arc] === NO_ACCESS) lost++;
    }
    expect(lost).toBe(0);
  });

  test('every neighbourhood with more than a hundred dwellings has streets for them: at most 350 dwellings a kilometre', () => {
    const { roads, zones } = district;
    const lengthKm = new Float64Array(zones.count);
    for (let arc = 0; arc < roads.arcCount; arc++) {
      const roadClass = ROAD_CLASSES[roads.roadClass[arc]!]!;
      if (!['residential', 'living_street', 'unclassified'].includes(roadClass)) continue;
      const lon = (roads.lonDeg[roads.tail[arc]!]! + roads.lonDeg[roads.head[arc]!]!) / 2;
      const lat = (roads.latDeg[roads.tail[arc]!]! + roads.latDeg[roads.head[arc]!]!) / 2;
      const zone = zones.outline.findIndex((rings) => rings.length > 0 && insideRings(rings, lon, lat));
      if (zone >= 0) lengthKm[zone]! += roads.lengthM[arc]! / 2000;
    }
    for (let zone = 0; zone < zones.count; zone++)
      if (zones.external[zone] === 0 && zones.dwellings[zone]! > 120)
        expect(zones.dwellings[zone]! / lengthKm[zone]!, zones.name[zone]).toBeLessThan(350);
  });

  test('is the same each time it is generated', async () => {
    const again = await loadDistrict('leidsche-rijn');
    expect(Buffer.from(again.roads.head.buffer).equals(Buffer.from(district.roads.head.buffer))).toBe(true);
    expect(Buffer.from(again.roads.shapeLonDeg.buffer).equals(Buffer.from(district.roads.shapeLonDeg.buffer))).toBe(
      true,
    );
    expect(again.roads.names).toEqual(district.roads.names);
    expect(again.chargePoints.lonDeg).toEqual(district.chargePoints.lonDeg);
    expect(
      Buffer.from(again.timetable.departureS.buffer).equals(Buffer.from(district.timetable.departureS.buffer)),
    ).toBe(true);
  });
});

describe('distances, measured by hand along the skeleton', () => {
  // Straight line 3.88 km; along the railway path to Stadsbaan and Londenboulevard 4.1–4.6 km measured on the map.
  test('Vleuten station to Leidsche Rijn Centrum by bicycle is 3.95 to 5 km, a quarter of an hour to 24 minutes', () => {
    const found = way(district.roads, 'bike', [5.0088, 52.1036], [5.065, 52.0985])!;
    expect(found.lengthM).toBeGreaterThan(3950);
    expect(found.lengthM).toBeLessThan(5000);
    expect(found.timeS / 60).toBeGreaterThan(15);
    expect(found.timeS / 60).toBeLessThan(24);
  });

  // Langerak – Dafne Schippersbrug – Oog in Al – Centraal: 5 km by the published cycle route.
  test('Langerak to Utrecht Centraal by bicycle runs over the Dafne Schippersbrug and is about 5 km', () => {
    const found = way(district.roads, 'bike', [5.0585, 52.086], [5.106, 52.0893])!;
    expect(found.names).toContain('Dafne Schippersroute');
    expect(found.lengthM).toBeGreaterThan(3400);
    expect(found.lengthM).toBeLessThan(5200);
  });

  test('a car from Langerak to Utrecht Centraal takes one of the two bridges for cars, not the Dafne Schippersbrug', () => {
    const found = way(district.roads, 'car', [5.0585, 52.086], [5.106, 52.088])!;
    expect(found.names).not.toContain('Dafne Schippersroute');
    expect(found.names.has('Hogeweidebaan') || found.names.has('Martin Luther Kinglaan')).toBe(true);
  });

  // Utrecht – Amsterdam Zuid is about 35 km over the A2 from Leidsche Rijn; 20 to 35 minutes without a queue.
  test('Leidsche Rijn to Amsterdam by car runs over the A2', () => {
    const found = way(district.roads, 'car', [5.05, 52.095], [4.867, 52.343])!;
    expect(found.names).toContain('A2');
    expect(found.lengthM / 1000).toBeGreaterThan(30);
    expect(found.lengthM / 1000).toBeLessThan(42);
    expect(found.timeS / 60).toBeGreaterThan(18);
    expect(found.timeS / 60).toBeLessThan(40);
  });

  test('every place can be reached from the middle of the district by car, by bicycle and on foot', () => {
    const { roads, places } = district;
    for (const mode of ROAD_MODES) {
      const weightMs = freeTimeMs(roads, mode);
      const search = new Dijkstra({ nodeCount: roads.nodeCount, firstOut: roads.firstOut, head: roads.head, weightMs });
      search.run(nearestNode(roads, mode, 5.05, 52.095));
      for (let place = 0; place < places.count; place++) {
        const node = nearestNode(roads, mode, places.lonDeg[place]!, places.latDeg[place]!);
        expect(search.timeMs(node), `${mode} to ${places.name[place]}`).not.toBe(NO_PATH);
      }
    }
  });
});
