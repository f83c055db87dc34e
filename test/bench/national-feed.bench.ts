/** Memory and time of reading a national timetable: a feed made here, with shapes, of as many calls as asked for (30 million take about 1 GB of
 *  disk), read by the command in a process of its own, whole and clipped to a province.
 *  Run after npm run build: CALLS=30000000 npm run bench -- national-feed */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Zip, ZipDeflate } from 'fflate';
import { expect, test } from 'vitest';
import { Stream } from '../../engine/core/random.ts';

const CALLS = Number(process.env['CALLS'] ?? 2_000_000);
const STOPS = 60_000;
const LINES = 2_000;
const PATTERNS = 6;
const main = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));

const two = (value: number): string => String(value).padStart(2, '0');
const clock = (s: number): string => `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;

/** Buses on a country of 300 × 300 km: lines of 20 to 40 stops near each other, trips from 5 to 25 hours, three kinds of days. */
function* tables(): Generator<readonly [name: string, text: string]> {
  const random = new Stream(1, 'national feed');
  yield ['agency.txt', 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://b,Europe/Amsterdam\n'];
  yield [
    'calendar_dates.txt',
    'service_id,date,exception_type\nweekday,20250318,1\nsaturday,20250322,1\nsunday,20250323,1\n',
  ];
  const side = Math.ceil(Math.sqrt(STOPS));
  const stops = Array.from(
    { length: STOPS },
    (_, s) =>
      `${2_000_000 + s},Halte ${s},${(51 + (2.7 * Math.floor(s / side)) / side).toFixed(6)},${(3.5 + (3.7 * (s % side)) / side).toFixed(6)}\n`,
  );
  yield ['stops.txt', `stop_id,stop_name,stop_lat,stop_lon\n${stops.join('')}`];
  const lines = Array.from({ length: LINES }, (_, l) => `${70_000 + l},A,${l},Lijn ${l},3\n`);
  yield ['routes.txt', `route_id,agency_id,route_short_name,route_long_name,route_type\n${lines.join('')}`];
  const patterns = Array.from({ length: LINES * PATTERNS }, () => {
    const first = random.integer(STOPS);
    return Array.from({ length: 20 + random.integer(21) }, (_, i) => (first + i * (1 + (first % 3))) % STOPS);
  });
  const trips: number[] = [];
  for (let calls = 0; calls < CALLS; calls += patterns[trips[trips.length - 1]!]!.length)
    trips.push(trips.length % patterns.length);
  trips.sort((a, b) => a - b);
  const days = ['weekday', 'weekday', 'weekday', 'saturday', 'sunday'];
  for (let from = 0; from < trips.length; from += 5000) {
    let text =
      from === 0 ? 'route_id,service_id,trip_id,trip_headsign,direction_id,wheelchair_accessible,shape_id\n' : '';
    for (let t = from; t < Math.min(trips.length, from + 5000); t++)
      text += `${70_000 + Math.floor(trips[t]! / PATTERNS)},${days[t % 5]},${230_000_000 + t},Utrecht Centraal,${trips[t]! % 2},${t % 3},${trips[t]!}\n`;
    yield ['trips.txt', text];
  }
  // A point every 40 m or so between the stops of a pattern, from one to the next.
  const place = (stop: number): readonly [number, number] => [
    51 + (2.7 * Math.floor(stop / side)) / side,
    3.5 + (3.7 * (stop % side)) / side,
  ];
  for (let p = 0; p < patterns.length; p++) {
    let text = p === 0 ? 'shape_id,shape_pt_sequence,shape_pt_lat,shape_pt_lon,shape_dist_traveled\n' : '';
    let sequence = 0;
    for (let i = 0; i + 1 < patterns[p]!.length; i++) {
      const [a, b] = [place(patterns[p]![i]!), place(patterns[p]![i + 1]!)];
      for (let k = 0; k < 25; k++) {
        const [lat, lon] = [0, 1].map((x) => a[x]! + ((b[x]! - a[x]!) * k) / 25 + 0.0002 * random.uniform());
        text += `${p},${sequence},${lat!.toFixed(6)},${lon!.toFixed(6)},${40 * sequence++}\n`;
      }
    }
    yield ['shapes.txt', text];
  }
  for (let from = 0; from < trips.length; from += 500) {
    let text =
      from === 0
        ? 'trip_id,stop_sequence,stop_id,stop_headsign,arrival_time,departure_time,pickup_type,drop_off_type,timepoint,shape_dist_traveled,fare_units_traveled\n'
        : '';
    for (let t = from; t < Math.min(trips.length, from + 500); t++) {
      let atS = 5 * 3600 + random.integer(20 * 3600);
      const stopsOfTrip = patterns[trips[t]!]!;
      stopsOfTrip.forEach((stop, i) => {
        const leaveS = atS + (random.integer(10) === 0 ? 30 : 0);
        text += `${230_000_000 + t},${i + 1},${2_000_000 + stop},,${clock(atS)},${clock(leaveS)},0,0,0,${i * 411},${i * 400}\n`;
        atS = leaveS + 45 + random.integer(60);
      });
    }
    yield ['stop_times.txt', text];
  }
}

async function writeFeed(file: string): Promise<void> {
  const out = createWriteStream(file);
  let wait: Promise<void> | undefined;
  const done = new Promise<void>((resolve, reject) => {
    out.on('error', reject);
    out.on('finish', resolve);
  });
  const zip = new Zip((error, bytes, final) => {
    if (error !== null) throw error;
    if (!out.write(bytes)) wait = new Promise((resolve) => out.once('drain', resolve));
    if (final) out.end();
  });
  let name = '';
  let entry: ZipDeflate | undefined;
  for (const [table, text] of tables()) {
    if (table !== name) {
      entry?.push(new Uint8Array(0), true);
      entry = new ZipDeflate(table, { level: 1 });
      zip.add(entry);
      name = table;
    }
    entry!.push(new TextEncoder().encode(text));
    await wait;
  }
  entry!.push(new Uint8Array(0), true);
  zip.end();
  await done;
}

test('a national timetable', { timeout: 1_800_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-national-'));
  try {
    const feed = join(folder, 'feed.zip');
    await writeFeed(feed);
    for (const area of [[], ['--bbox', '4.8,51.9,5.5,52.3']]) {
      const start = performance.now();
      const { status, stdout, stderr } = spawnSync(
        '/usr/bin/time',
        ['-v', process.execPath, main, 'import', 'gtfs', feed, '--to', join(folder, `d${area.length}`), ...area],
        { encoding: 'utf8' },
      );
      expect(status, stderr).toBe(0);
      const kb = Number(/Maximum resident set size \(kbytes\): (\d+)/.exec(stderr)?.[1]);
      const kept = stdout
        .split('\n')
        .filter((line) => /kept/.test(line))
        .join('; ');
      console.log(
        `${CALLS} calls ${area.join(' ')}: ${((performance.now() - start) / 1000).toFixed(0)} s, peak ${(kb / 2 ** 20).toFixed(2)} GiB; ${kept}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
