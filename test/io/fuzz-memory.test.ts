/** Damaged PBF and GTFS files read by a process that may use little memory: each gives a network or timetable, or an error in words; the process
 *  neither dies nor grows. Runs the built program's readers. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';
import { temporaryFolder, writeTemporary } from './files.ts';
import { pbfMap } from './makers.ts';

const folder = temporaryFolder();
const built = (file: string): string => new URL(`../../dist/engine/${file}`, import.meta.url).href;
const HEAP_MB = 96;
/** Heap, buffers outside it and the program itself. */
const MOST_RSS_MB = 420;

const CHILD = `
import { InputError } from ${JSON.stringify(built('core/errors.js'))};
import { readGtfs } from ${JSON.stringify(built('io/gtfs.js'))};
import { importRoads } from ${JSON.stringify(built('io/osm-network.js'))};
const told = { read: 0, refused: 0, failed: [] };
for (const file of process.argv.slice(1)) {
  try {
    if (file.endsWith('.zip')) await readGtfs([file]);
    else await importRoads(file, { bikeSpeedKmh: 15, walkSpeedKmh: 4.5 });
    told.read++;
  } catch (error) {
    if (error instanceof InputError && error.message.length > 10) told.refused++;
    else told.failed.push(file + ': ' + error.stack);
  }
}
console.log(JSON.stringify({ ...told, rssMb: process.resourceUsage().maxRSS / 1024 }));
`;

function readInLittleMemory(files: readonly string[]) {
  const child = spawnSync(
    process.execPath,
    [`--max-old-space-size=${HEAP_MB}`, '--input-type=module', '--eval', CHILD, '--', ...files],
    { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)), timeout: 300_000 },
  );
  expect([child.status, child.stderr]).toEqual([0, '']);
  return JSON.parse(child.stdout) as { read: number; refused: number; failed: string[]; rssMb: number };
}

/** Copies that are cut short, or have bits flipped, or bytes overwritten. */
function damagedCopies(name: string, sound: Uint8Array, count: number): string[] {
  const random = new Stream(7, name);
  return Array.from({ length: count }, (_, copy) => {
    let bytes = sound.slice();
    if (copy % 3 === 0) bytes = bytes.subarray(0, random.integer(bytes.length));
    else if (copy % 3 === 1)
      for (let i = 0; i < 1 + random.integer(20); i++) bytes[random.integer(bytes.length)]! ^= 1 << random.integer(8);
    else bytes.fill(random.integer(256), random.integer(bytes.length), random.integer(bytes.length));
    return writeTemporary(folder, `${copy}-${name}`, bytes);
  });
}

test('a street map of 20,000 nodes, 90 damaged copies', () => {
  const side = 141;
  const nodes = Array.from({ length: side * side }, (_, id) => ({
    id: id + 1,
    lonDeg: 5 + (id % side) / 1000,
    latDeg: 52 + Math.floor(id / side) / 1000,
  }));
  const ways = Array.from({ length: 2 * side }, (_, way) => ({
    id: way + 1,
    nodes: Array.from({ length: side }, (_, i) => 1 + (way < side ? way * side + i : i * side + way - side)),
    tags: { highway: 'residential', name: `Straat ${way}` },
  }));
  const sound = pbfMap({ nodes, ways });
  const whole = writeTemporary(folder, 'whole.osm.pbf', sound);
  const told = readInLittleMemory([whole, ...damagedCopies('map.osm.pbf', sound, 90)]);
  expect(told.failed).toEqual([]);
  expect(told.read + told.refused).toBe(91);
  expect(told.refused).toBeGreaterThan(40);
  expect(told.rssMb).toBeLessThan(MOST_RSS_MB);
}, 360_000);

test('a timetable of 60,000 calls, 90 damaged copies, stored and packed', () => {
  const STOPS = 30;
  const rows = (head: string, lines: readonly string[]): Uint8Array =>
    new TextEncoder().encode(`${[head, ...lines].join('\\n')}\\n`);
  const tripIds = Array.from({ length: 2000 }, (_, t) => `trip-${t}`);
  const clock = (s: number): string =>
    `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:00`.padStart(8, '0');
  const files = {
    'agency.txt': rows('agency_id,agency_name,agency_url,agency_timezone', ['A,Bus,http://b,Europe/Amsterdam']),
    'stops.txt': rows(
      'stop_id,stop_name,stop_lat,stop_lon',
      Array.from({ length: STOPS }, (_, s) => `s${s},Halte ${s},52.1,${5 + s / 100}`),
    ),
    'routes.txt': rows('route_id,route_short_name,route_type', ['R,28,3']),
    'calendar_dates.txt': rows('service_id,date,exception_type', ['all,20250319,1', 'all,20250322,1']),
    'trips.txt': rows(
      'route_id,service_id,trip_id',
      tripIds.map((id) => `R,all,${id}`),
    ),
    'stop_times.txt': rows(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence',
      tripIds.flatMap((id, t) =>
        Array.from({ length: STOPS }, (_, s) => {
          const time = clock(5 * 3600 + 30 * t + 120 * s);
          return `${id},${time},${time},s${s},${s}`;
        }),
      ),
    ),
  };
  const stored = zipSync(files, { level: 0 });
  const packed = zipSync(files, { level: 6 });
  const told = readInLittleMemory([
    writeTemporary(folder, 'whole.zip', packed),
    ...damagedCopies('stored.zip', stored, 45),
    ...damagedCopies('packed.zip', packed, 45),
  ]);
  expect(told.failed).toEqual([]);
  expect(told.read + told.refused).toBe(91);
  expect(told.refused).toBeGreaterThan(30);
  expect(told.rssMb).toBeLessThan(MOST_RSS_MB);
}, 360_000);
