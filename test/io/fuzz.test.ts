/** Hostile files: every reader gives a result or an `InputError`, in bounded time and memory, whatever the bytes.
 *  Seeded loops over truncations, flipped bytes and swapped pieces of sound files, and headers that promise too much. */
import { gzipSync, zipSync } from 'fflate';
import { PbfWriter } from 'pbf';
import { expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { Stream } from '../../engine/core/random.ts';
import { readGtfs } from '../../engine/io/gtfs.ts';
import { checkGrid } from '../../engine/io/import-grid.ts';
import { importRoads } from '../../engine/io/osm-network.ts';
import { parsePrices } from '../../engine/io/prices.ts';
import { parseSessions } from '../../engine/io/sessions.ts';
import { readText } from '../../engine/io/text-file.ts';
import { parseWeather } from '../../engine/io/weather.ts';
import { parseZoneTable } from '../../engine/io/zones.ts';
import { temporaryFolder, writeTemporary } from './files.ts';
import { pbfMap, zlib } from './makers.ts';

const folder = temporaryFolder();
const SPEEDS = { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const STREET = {
  nodes: [
    { id: 1, lonDeg: 5, latDeg: 52 },
    { id: 2, lonDeg: 5.001, latDeg: 52.001 },
    { id: 3, lonDeg: 5.002, latDeg: 52.002 },
  ],
  ways: [{ id: 7, nodes: [1, 2, 3], tags: { highway: 'residential', name: 'A' } }],
};

/** Sound bytes with one kind of damage. */
function damaged(sound: Uint8Array, random: Stream): Uint8Array {
  const bytes = sound.slice();
  switch (random.integer(5)) {
    case 0:
      return bytes.subarray(0, random.integer(bytes.length));
    case 1:
      for (let i = 0; i < 1 + random.integer(8); i++) bytes[random.integer(bytes.length)]! ^= 1 << random.integer(8);
      return bytes;
    case 2: {
      const from = random.integer(bytes.length);
      return new Uint8Array([...bytes.subarray(from), ...bytes.subarray(0, from)]);
    }
    case 3: {
      const at = random.integer(bytes.length);
      for (let i = at; i < Math.min(bytes.length, at + 8); i++) bytes[i] = 255;
      return bytes;
    }
    default: {
      const at = random.integer(bytes.length);
      return new Uint8Array([
        ...bytes.subarray(0, at),
        ...bytes.subarray(0, random.integer(bytes.length)),
        ...bytes.subarray(at),
      ]);
    }
  }
}

/** A mistake of ours is any error that is no InputError. */
async function survives(
  name: string,
  rounds: number,
  sound: Uint8Array,
  read: (bytes: Uint8Array) => unknown,
): Promise<void> {
  const random = new Stream(2025, `fuzz ${name}`);
  let refused = 0;
  for (let round = 0; round < rounds; round++) {
    const bytes = round === 0 ? new Uint8Array() : damaged(sound, random);
    try {
      await read(bytes);
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`${name}, round ${round}: ${(error as Error).stack}`);
      expect(error.message.length).toBeLessThan(20_000);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(0);
}

test('OpenStreetMap PBF: a file made by the definition of the format is read, its damaged copies are survived', async () => {
  const sound = pbfMap(STREET);
  const { graph } = await importRoads(writeTemporary(folder, 'sound.osm.pbf', sound), SPEEDS);
  expect([graph.nodeCount, graph.linkCount, graph.names[1]]).toEqual([2, 1, 'A']);
  await survives('pbf', 400, sound, (bytes) => importRoads(writeTemporary(folder, 'fuzz.osm.pbf', bytes), SPEEDS));
});

test('OpenStreetMap PBF: lengths inside a block that promise too much are refused, not believed', async () => {
  for (const field of [1, 2, 17]) {
    const bytes = pbfMap(STREET, (w) => {
      w.writeVarint((field << 3) | (field === 17 ? 0 : 2));
      w.writeVarint(field === 17 ? 1e15 : 0xfffffff0);
    });
    const reading = importRoads(writeTemporary(folder, 'promise.osm.pbf', bytes), SPEEDS);
    await expect(reading).rejects.toThrow(InputError);
  }
});

test('OpenStreetMap PBF: a block that unpacks to more than the format allows is refused', async () => {
  const bomb = new Uint8Array(40 * 1024 * 1024);
  const file = pbfMap(STREET);
  const zipped = zlib(bomb);
  const writer = new PbfWriter();
  writer.writeVarintField(2, 100);
  writer.writeBytesField(3, zipped);
  const body = writer.finish();
  const head = new PbfWriter();
  head.writeBytesField(1, utf8('OSMData'));
  head.writeVarintField(3, body.length);
  const headBytes = head.finish();
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, headBytes.length);
  const bytes = new Uint8Array(file.length + 4 + headBytes.length + body.length);
  bytes.set(file);
  bytes.set(length, file.length);
  bytes.set(headBytes, file.length + 4);
  bytes.set(body, file.length + 4 + headBytes.length);
  await expect(importRoads(writeTemporary(folder, 'bomb.osm.pbf', bytes), SPEEDS)).rejects.toThrow(InputError);
});

test('OpenStreetMap XML', async () => {
  const text =
    '<osm><node id="1" lon="5" lat="52"/><node id="2" lon="5.01" lat="52"><tag k="barrier" v="gate"/></node><node id="3" lon="5.02" lat="52"/><way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way><relation id="1"><member type="way" ref="1" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="1" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation></osm>';
  await survives('xml', 300, utf8(text), (bytes) => importRoads(writeTemporary(folder, 'fuzz.osm', bytes), SPEEDS));
});

const FEED: Record<string, string> = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://b,Europe/Amsterdam\n',
  'stops.txt': 'stop_id,stop_name,stop_lat,stop_lon,parent_station\na,A,52.1,5.1,b\nb,"B, b",52.1,5.11,\n',
  'routes.txt': 'route_id,route_short_name,route_type\nR,28,3\n',
  'trips.txt': 'route_id,service_id,trip_id,shape_id\nR,week,t1,s\nR,week,t2,s\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20250303,20250330\n',
  'calendar_dates.txt': 'service_id,date,exception_type\nweek,20250305,2\n',
  'frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nt2,07:00:00,09:00:00,600\n',
  'transfers.txt': 'from_stop_id,to_stop_id,transfer_type,min_transfer_time\na,b,2,60\n',
  'shapes.txt':
    'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\ns,52.1,5.1,0\ns,52.101,5.104,1\ns,52.1,5.107,2\ns,52.1,5.11,3\n',
  'pathways.txt': 'pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time\np,a,b,1,1,40\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1\nt1,08:08:00,08:08:00,b,2\nt2,08:00:00,08:00:00,a,1\nt2,08:08:00,08:08:00,b,2\n',
};

test('GTFS: damaged archives', async () => {
  const sound = zipSync(Object.fromEntries(Object.entries(FEED).map(([name, text]) => [name, utf8(text)])));
  await survives('zip', 300, sound, (bytes) => readGtfs([writeTemporary(folder, 'fuzz.zip', bytes)]));
});

test('GTFS: damaged tables inside sound archives', async () => {
  const names = Object.keys(FEED);
  const random = new Stream(2025, 'fuzz tables');
  let refused = 0;
  for (let round = 0; round < 400; round++) {
    const hurt = names[random.integer(names.length)]!;
    const files = Object.fromEntries(
      Object.entries(FEED).map(([name, text]) => [name, name === hurt ? damaged(utf8(text), random) : utf8(text)]),
    );
    try {
      await readGtfs([writeTemporary(folder, 'tables.zip', zipSync(files, { level: 0 }))]);
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`round ${round}, ${hurt}: ${(error as Error).stack}`);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(50);
});

test('GTFS: a table that is one endless line is refused without being held', async () => {
  const files = Object.fromEntries(
    Object.entries(FEED).map(([name, text]) => [
      name,
      name === 'stop_times.txt' ? new Uint8Array(8 * 1024 * 1024).fill(65) : utf8(text),
    ]),
  );
  await expect(readGtfs([writeTemporary(folder, 'endless.zip', zipSync(files, { level: 1 }))])).rejects.toThrow(
    /a row must end within/,
  );
});

const hours = Array.from(
  { length: 60 },
  (_, h) => `2024-03-${Math.min(31, 30 + Math.floor(h / 24))} ${String(h % 24).padStart(2, '0')}:00:00,${h}`,
);
const TEXTS: ReadonlyArray<readonly [name: string, text: string, read: (text: string) => unknown]> = [
  ['prices', `Datetime,Price (EUR/MWh)\n${hours.join('\n')}\n`, (text) => parsePrices(text, 'p')],
  [
    'sessions',
    'point;user;start;end;kwh;max_kw\nP1;a;2025-01-10 08:00;2025-01-10 10:00;7,5;11\nP1;b;2025-01-10 09:00;2025-01-10 12:00;7,5;11\n',
    (text) => parseSessions(text, 's'),
  ],
  [
    'cdr',
    '[{"start_date_time":"2025-06-29T20:39:09Z","end_date_time":"2025-06-29T23:37:32Z","cdr_token":{"uid":"1"},"cdr_location":{"evse_uid":"2"},"charging_periods":[{"dimensions":[{"type":"ENERGY","volume":3}]}],"total_energy":3}]',
    (text) => parseSessions(text, 's'),
  ],
  [
    'zones',
    'id,lon,lat,population,schools,jobs\na,5,52,10,0,3\nb,5.1,52.1,20,1,0\n',
    (text) => parseZoneTable(text, 'z'),
  ],
  [
    'cbs',
    'Kerncijfers\n,Inwoners,,Huishouden\nPostcode-4,Totaal,tot 15 jaar,Totaal\nCode,x1,x1,x1\n3451,100,10,50\n',
    (text) => parseZoneTable(text, 'z', { centroids: new Map([['3451', [5, 52]]]) }),
  ],
  [
    'grid',
    '{"version":"1.0","type":"input","is_batch":false,"attributes":{},"data":{"node":[{"id":1,"u_rated":400},{"id":2,"u_rated":400}],"line":[{"id":3,"from_node":1,"to_node":2}],"source":[{"id":4,"node":1}]}}',
    (text) => checkGrid(text, 'g'),
  ],
  [
    'epw',
    `LOCATION,De Bilt,-,NLD,x,1,52.1,5.18,1,2${'\n'.repeat(8)}${Array.from({ length: 50 }, (_, h) => `2023,1,${1 + Math.floor(h / 24)},${(h % 24) + 1},60,?,7.9,6.3,89,103090,0,1415,288,10,20,5,0,0,0,0,230,3.0`).join('\n')}`,
    (text) => parseWeather(text, 'w'),
  ],
  [
    'knmi',
    `# KNMI\n# STN,YYYYMMDD,HH,FH,T,Q\n${Array.from({ length: 50 }, (_, h) => `260,2023010${1 + Math.floor(h / 24)},${(h % 24) + 1},30,55,7`).join('\n')}`,
    (text) => parseWeather(text, 'w'),
  ],
  [
    'pvgis',
    '{"inputs":{"location":{"latitude":52,"longitude":5},"mounting_system":{"fixed":{"slope":{"value":0}}}},"outputs":{"hourly":[{"time":"20230101:0010","G(i)":1,"T2m":2,"WS10m":3}]}}',
    (text) => parseWeather(text, 'w'),
  ],
];

test.each(TEXTS)('%s: damaged text', async (name, text, read) => {
  await survives(name, 400, utf8(text), (bytes) => read(new TextDecoder().decode(bytes)));
});

test('gzipped text: damaged archives', async () => {
  await survives('gzip', 100, gzipSync(utf8('hello\n'.repeat(100))), (bytes) =>
    readText(writeTemporary(folder, 'fuzz.csv.gz', bytes)),
  );
});
