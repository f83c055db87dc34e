/** `route` and `isochrone` on a folder of imported streets and timetable, without zones, weather and prices. Runs the built program. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { pbfMap } from '../io/makers.ts';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-route-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: place });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A street of 20 houses along a parallel, 130 m apart: 2.5 km at 52.1° north; an island of one street 400 m beyond. */
const nodes = Array.from({ length: 20 }, (_, i) => ({ id: i + 1, lonDeg: 5 + i * 0.0019, latDeg: 52.1 }));
const island = [
  { id: 21, lonDeg: 5.042, latDeg: 52.1 },
  { id: 22, lonDeg: 5.044, latDeg: 52.1 },
];
writeFileSync(
  join(place, 'town.osm.pbf'),
  pbfMap({
    nodes: [...nodes, ...island],
    ways: [
      { id: 1, nodes: nodes.map(({ id }) => id), tags: { highway: 'residential', name: 'Lange Laan' } },
      { id: 2, nodes: [21, 22], tags: { highway: 'residential', name: 'Eiland' } },
    ],
  }),
);
writeFileSync(
  join(place, 'bus.zip'),
  zipSync({
    'agency.txt': utf8('agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://b,Europe/Amsterdam\n'),
    'stops.txt': utf8('stop_id,stop_name,stop_lat,stop_lon\na,West,52.1,5.0019\nb,Oost,52.1,5.0342\n'),
    'routes.txt': utf8('route_id,route_short_name,route_type\nR,28,3\n'),
    'trips.txt': utf8('route_id,service_id,trip_id\nR,all,t1\n'),
    'calendar.txt': utf8(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nall,1,1,1,1,1,0,0,20250303,20250330\n',
    ),
    'stop_times.txt': utf8(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:20:00,08:20:00,a,1\nt1,08:25:00,08:25:00,b,2\n',
    ),
  }),
);
const journey = ['route', '--district', 'town', '--from', '5.0001,52.1', '--to', '5.036,52.1', '--at', '08:10'];

test('streets alone answer on foot, by bicycle and by car; the missing timetable is told', () => {
  const imported = run('import', 'osm', 'town.osm.pbf', '--to', 'town');
  expect(imported.status).toBe(0);
  expect(imported.stdout).toMatch(/links outside the largest network by walk {2}\(0\.1 km in 1 islands\)/);
  expect(imported.stderr).toMatch(/still to import before a scenario can use it: zones, gtfs, weather, prices/);
  expect(imported.stderr).toMatch(/route and isochrone can use it as it is: --district .*town/);
  const { status, stdout, stderr } = run(...journey, '--modes', 'walk,bike,car,transit', '--json');
  expect([status, stderr]).toEqual([
    0,
    'town has no timetable yet (rijnstroom import gtfs): nothing runs\npublic transport: nothing runs on this day\n',
  ]);
  const { journeys } = JSON.parse(stdout) as { journeys: Array<{ mode: string }> };
  expect(journeys.map(({ mode }) => mode).sort()).toEqual(['bike', 'car', 'walk']);
});

test('with a timetable one rides the bus of 08:20, in text, GeoJSON and as an area; a run is told what is missing', () => {
  expect(run('import', 'gtfs', 'bus.zip', '--to', 'town').status).toBe(0);
  const text = run(...journey, '--modes', 'walk,transit', '--lang', 'nl');
  expect([text.status, text.stderr]).toEqual([0, '']);
  expect(text.stdout).toMatch(/08:20–08:25 {2}bus 28, 2,2 km: West → Oost/);
  const { features } = JSON.parse(run(...journey, '--modes', 'transit', '--geojson').stdout) as {
    features: Array<{ properties: { mode: string } }>;
  };
  expect(features.map(({ properties }) => properties.mode)).toEqual(['walk', 'bus', 'walk']);
  const area = run('isochrone', '--district', 'town', '--from', '5.0001,52.1', '--at', '08:10', '--json');
  expect(area.status).toBe(0);
  expect(JSON.parse(area.stdout)).toMatchObject({ ridesInReach: true });
  const check = run('check', 'baseline-2025', '--set', 'district=town');
  expect(check.status).toBe(2);
  for (const kind of ['zones', 'weather', 'prices'])
    expect(check.stderr + check.stdout).toMatch(new RegExp(`rijnstroom import ${kind} `));
});

test('an island, a place without streets, a Sunday and the same place twice: each in words', () => {
  const say = (...args: string[]): string => {
    const { stdout, stderr } = run('route', '--district', 'town', ...args);
    return stderr + stdout;
  };
  // The import leaves the island out and tells so; a destination there is told to lie off the streets.
  expect(say('--from', '5.0001,52.1', '--to', '5.042,52.1', '--modes', 'walk')).toMatch(
    /the destination lies 4\d\d m from the nearest street/,
  );
  expect(say('--from', '5.0001,52.1', '--to', '5.2,52.3')).toMatch(
    /--to — must lie within 1 km of the streets of town/,
  );
  expect(say('--from', '5.0001,52.1', '--to', '5.036,52.1', '--modes', 'transit', '--day', '2025-03-09')).toMatch(
    /nothing runs on this day/,
  );
  expect(say('--from', '5.0001,52.1', '--to', '5.0001,52.1', '--modes', 'walk')).toMatch(/the same place/);
});

test('a folder without streets names the import that brings them', () => {
  writeFileSync(
    join(place, 'prices.csv'),
    `timeUtc,priceEurPerKwh\n${Array.from({ length: 24 }, (_, h) => `2025-01-01T${String(h).padStart(2, '0')}:00:00Z,0.1`).join('\n')}\n`,
  );
  expect(run('import', 'prices', 'prices.csv', '--to', 'bare').status).toBe(0);
  const { status, stderr } = run('route', '--district', 'bare', '--from', '5,52', '--to', '5.1,52');
  expect(status).toBe(2);
  expect(stderr).toMatch(/roads — must name streets: rijnstroom import osm FILE --to bare/);
});
