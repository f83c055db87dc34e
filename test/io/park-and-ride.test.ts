/** Park-and-ride places of a street map: which car parks count, how many spaces they have, and whose hubs a folder keeps. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { importInto } from '../../engine/io/import-district.ts';
import { importRoads } from '../../engine/io/osm-network.ts';
import { hasShared, shared, temporaryFolder, WITHOUT_SHARED, writeTemporary } from './files.ts';

const folder = temporaryFolder();
const SPEEDS = { bikeSpeedKmh: 16, walkSpeedKmh: 4.8 };

const tags = (own: Record<string, string>): string =>
  Object.entries(own)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('');
const node = (id: number, lon: number, lat: number, own: Record<string, string> = {}): string =>
  `<node id="${id}" lon="${lon}" lat="${lat}">${tags(own)}</node>`;
const way = (id: number, nodes: readonly number[], own: Record<string, string>): string =>
  `<way id="${id}">${nodes.map((ref) => `<nd ref="${ref}"/>`).join('')}${tags(own)}</way>`;
const parking = (own: Record<string, string>) => ({ amenity: 'parking', ...own });

/** A street of 700 m, and squares of 0.001 degree (69 by 111 m at 52° north) beside it. */
const MAP = `<osm version="0.6">${[
  node(1, 5, 52),
  node(2, 5.01, 52),
  ...[0, 1, 2, 3].flatMap((square) => {
    const lon = 5 + 0.002 * square;
    return [
      node(10 + 4 * square, lon, 52.001),
      node(11 + 4 * square, lon + 0.001, 52.001),
      node(12 + 4 * square, lon + 0.001, 52.002),
      node(13 + 4 * square, lon, 52.002),
    ];
  }),
  node(50, 5.005, 52.0005, parking({ park_ride: 'yes', name: 'P+R Point', capacity: '120' })),
  node(51, 5.006, 52.0005, parking({ park_ride: 'tram' })),
  node(52, 5.3, 52.3, parking({ park_ride: 'yes', capacity: '9' })),
  node(53, 5.004, 52.0005, { park_ride: 'yes' }),
  '<node id="54"><tag k="note" v="no place"/></node>',
  way(1, [1, 2], { highway: 'residential' }),
  way(2, [10, 11, 12, 13, 10], parking({ park_ride: 'train;bus', name: 'P+R Area' })),
  way(3, [14, 15, 16, 17, 14], parking({ park_ride: 'hov' })),
  way(4, [18, 19, 20, 21, 18], parking({ park_ride: 'yes', access: 'private' })),
  way(5, [22, 23, 24, 25, 22], parking({ park_ride: 'bus', capacity: '45' })),
  `<relation id="6"><member type="way" ref="2" role="outer"/>${tags(parking({ park_ride: 'yes', type: 'multipolygon' }))}</relation>`,
].join('')}</osm>`;

test('car parks where one changes to public transport count: by capacity, by area at 25 m² a space (hand calculation), 50 for a bare point', async () => {
  const { parkAndRide, report } = await importRoads(writeTemporary(folder, 'places.osm', MAP), SPEEDS);
  expect(parkAndRide.map(({ id, name, carPlaces }) => [id, name, carPlaces])).toEqual([
    ['node-50', 'P+R Point', 120],
    ['node-51', '', 50],
    // 68.46 m by 111.19 m.
    ['way-2', 'P+R Area', Math.round((68.46 * 111.19) / 25)],
    ['way-5', '', 45],
  ]);
  expect(parkAndRide[2]!.lonDeg).toBeCloseTo(5.0005, 7);
  expect(parkAndRide[2]!.latDeg).toBeCloseTo(52.0015, 7);
  expect(report.kept['park-and-ride places']).toBe(4);
  const told = report.dropped
    .filter(({ what }) => what.startsWith('park-and-ride'))
    .map(({ what, count }) => [what, count]);
  expect(told).toEqual([
    ['park-and-ride places drawn as relations', 1],
    ['park-and-ride places far from any street for cars', 1],
  ]);
});

const FEED = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Rail,http://r,Europe/Amsterdam\n',
  'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon\na,Aal,52,5\nb,Bee,52,5.01\n',
  'routes.txt': 'route_id,route_short_name,route_type\nR,1,2\n',
  'trips.txt': 'route_id,service_id,trip_id\nR,all,t\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nall,1,1,1,1,1,1,1,20250303,20250330\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,08:00:00,08:00:00,a,1\nt,08:08:00,08:08:00,b,2\n',
};

test('stations and park-and-ride stand together in any order; hubs written by hand stay', async () => {
  const osm = writeTemporary(folder, 'map.osm', MAP);
  const files = Object.entries(FEED).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  const gtfs = writeTemporary(folder, 'feed.zip', zipSync(Object.fromEntries(files)));
  const hubs = (to: string): string[] =>
    readFileSync(join(to, 'hubs.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!);
  const all = ['station-1', 'station-2', 'osm-node-50', 'osm-node-51', 'osm-way-2', 'osm-way-5'];
  const [a, b] = [join(folder, 'osm-first'), join(folder, 'gtfs-first')];
  await importInto('osm', [osm], a);
  expect(hubs(a)).toEqual(all.slice(2));
  await importInto('gtfs', [gtfs], a);
  await importInto('gtfs', [gtfs], b);
  await importInto('osm', [osm], b);
  await importInto('osm', [osm], b);
  expect([hubs(a), hubs(b)]).toEqual([all, all]);
  const own = 'id,name,kind,lonDeg,latDeg,carPlaces\nmine,Mine,park-and-ride,5.001,52,7\n';
  writeFileSync(join(a, 'hubs.csv'), own);
  const { reports } = await importInto('osm', [osm], a);
  expect(readFileSync(join(a, 'hubs.csv'), 'utf8')).toBe(own);
  expect(reports[0]!.notes).toContainEqual(expect.stringContaining('hubs of the folder stay'));
  // Damaged hubs end an import in words, and nothing is written.
  writeFileSync(join(b, 'hubs.csv'), 'id,name\nstation-1,x\n');
  const before = readFileSync(join(b, 'roads.bin'));
  writeFileSync(join(b, 'roads.bin'), before.subarray(1));
  await expect(importInto('osm', [osm], b)).rejects.toThrow(InputError);
  expect(readFileSync(join(b, 'roads.bin'))).toEqual(before.subarray(1));
  rmSync(join(b, 'hubs.csv'));
  await expect(importInto('gtfs', [gtfs], b)).rejects.toThrow(InputError);
});

describe.skipIf(!hasShared)(`real extract${WITHOUT_SHARED}`, () => {
  test('Heidelberg: points and areas of a PBF, each with spaces', async () => {
    const { parkAndRide } = await importRoads(shared('geo/heidelberg/heidelberg.osm.pbf'), SPEEDS);
    expect(parkAndRide.filter(({ id }) => id.startsWith('node')).length).toBeGreaterThan(4);
    expect(parkAndRide.filter(({ id }) => id.startsWith('way')).length).toBeGreaterThan(20);
    expect(parkAndRide.every(({ carPlaces }) => carPlaces > 0)).toBe(true);
  });
});
