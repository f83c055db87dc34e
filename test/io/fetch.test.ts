/** Fetching a district from a web server on this machine: files in the true formats, broken transfers, changed files, no network. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CancelledError, InputError, RunError } from '../../engine/core/errors.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { type DownloadOptions, download } from '../../engine/io/download.ts';
import { fetchDistrict } from '../../engine/io/fetch-district.ts';
import { parseSources } from '../../engine/io/sources-file.ts';
import { temporaryFolder } from './files.ts';
import { knmi, pbfMap } from './makers.ts';

const folder = temporaryFolder();
const BUILT_IN = fileURLToPath(new URL('../../scenarios/leidsche-rijn', import.meta.url));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the server does with the next request of a path; then it behaves. */
type Prank = 'cut' | 'status 500' | 'status 404' | 'silent';

const files = new Map<string, Uint8Array>();
const pranks = new Map<string, Prank[]>();
const requests: Array<{ path: string; range: string | undefined; status: number }> = [];
let ranges = true;
let server: Server;
let origin: string;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  const bytes = files.get(path);
  const prank = pranks.get(path)?.shift();
  const tell = (status: number, headers: Record<string, string | number> = {}): void => {
    requests.push({ path, range: request.headers.range, status });
    response.writeHead(status, headers);
  };
  if (bytes === undefined || prank?.startsWith('status')) {
    tell(prank === undefined ? 404 : Number(prank.slice(7)));
    response.end();
    return;
  }
  const etag = `"${sha256(bytes).slice(0, 16)}"`;
  if (request.headers['if-none-match'] === etag) {
    tell(304, { etag });
    response.end();
    return;
  }
  const wanted = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = ranges && wanted !== null && request.headers['if-range'] === etag ? Number(wanted[1]) : 0;
  const part = bytes.subarray(from);
  tell(from > 0 ? 206 : 200, { etag, 'content-length': part.length });
  if (prank === 'silent') {
    response.write(part.subarray(0, 10));
    return;
  }
  if (prank === 'cut') {
    response.write(part.subarray(0, Math.ceil(part.length / 2)), () => setTimeout(() => response.destroy(), 20));
    return;
  }
  response.end(part);
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests.length = 0;
  pranks.clear();
  ranges = true;
});

let caches = 0;
const options = (more: Partial<DownloadOptions> = {}): DownloadOptions => ({
  cacheFolder: join(folder, `cache-${caches++}`),
  maxBytes: 1e7,
  retryWaitMs: 1,
  ...more,
});
const BIG = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);

describe('one file', () => {
  test('is downloaded once; asked again, the server says that nothing changed', async () => {
    files.set('/a.bin', BIG);
    const own = options();
    const first = await download(`${origin}/a.bin`, own);
    expect([first.from, first.bytes, first.sha256]).toEqual(['network', 300_000, sha256(BIG)]);
    expect((await download(`${origin}/a.bin`, own)).from).toBe('cache');
    expect(requests.map(({ status }) => status)).toEqual([200, 304]);
  });

  test('a transfer that breaks off goes on where it ended', async () => {
    files.set('/b.bin', BIG);
    pranks.set('/b.bin', ['cut', 'cut']);
    const { sha256: found } = await download(`${origin}/b.bin`, options());
    expect(found).toBe(sha256(BIG));
    expect(requests.map(({ status }) => status)).toEqual([200, 206, 206]);
    expect(Number(requests[1]!.range!.replace(/\D/g, ''))).toBeGreaterThan(1000);
  });

  test('a broken transfer is kept, and another command goes on from there', async () => {
    files.set('/c.bin', BIG);
    pranks.set('/c.bin', ['cut']);
    const own = options({ attempts: 1 });
    await expect(download(`${origin}/c.bin`, own)).rejects.toThrow(/MB are kept: the same command goes on from there/);
    await download(`${origin}/c.bin`, own);
    expect(requests.map(({ status }) => status)).toEqual([200, 206]);
    expect(readdirSync(own.cacheFolder).some((name) => name.includes('.part'))).toBe(false);
  });

  test('a file that changed in between is begun again, never sewn together', async () => {
    files.set('/d.bin', BIG);
    pranks.set('/d.bin', ['cut']);
    const own = options({ attempts: 1 });
    await expect(download(`${origin}/d.bin`, own)).rejects.toThrow(RunError);
    const newer = BIG.map((byte) => byte ^ 255);
    files.set('/d.bin', newer);
    expect((await download(`${origin}/d.bin`, own)).sha256).toBe(sha256(newer));
  });

  test('a server that knows no ranges sends it all again', async () => {
    ranges = false;
    files.set('/e.bin', BIG);
    pranks.set('/e.bin', ['cut']);
    expect((await download(`${origin}/e.bin`, options())).sha256).toBe(sha256(BIG));
    expect(requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('errors of the server are tried again; "not found" is not', async () => {
    files.set('/f.bin', BIG);
    pranks.set('/f.bin', ['status 500', 'status 500']);
    expect((await download(`${origin}/f.bin`, options())).bytes).toBe(300_000);
    await expect(download(`${origin}/missing.bin`, options())).rejects.toThrow(/answered 404/);
    expect(requests.filter(({ path }) => path === '/missing.bin').length).toBe(1);
  });

  test('a server that falls silent is given up', async () => {
    files.set('/g.bin', BIG);
    pranks.set('/g.bin', ['silent']);
    await expect(download(`${origin}/g.bin`, options({ attempts: 1, silenceMs: 100 }))).rejects.toThrow(
      /sent nothing for 0.1 s/,
    );
  });

  test('a checksum that differs is refused and the file does not enter the cache', async () => {
    files.set('/h.bin', BIG);
    const own = options({ checksum: { algorithm: 'sha256', value: 'ab'.repeat(32) } });
    await expect(download(`${origin}/h.bin`, own)).rejects.toThrow(/has changed since it was named there/);
    expect(readdirSync(own.cacheFolder)).toEqual([]);
    expect(
      (await download(`${origin}/h.bin`, { ...own, checksum: { algorithm: 'sha256', value: sha256(BIG) } })).from,
    ).toBe('network');
  });

  test('a checksum that the publisher puts beside the file is used', async () => {
    files.set('/i.bin', BIG);
    files.set('/i.bin.md5', utf8(`${createHash('md5').update(BIG).digest('hex')}  i.bin\n`));
    files.set('/wrong.md5', utf8(`${'0'.repeat(32)}  i.bin\n`));
    const own = options();
    await expect(
      download(`${origin}/i.bin`, { ...own, checksum: { algorithm: 'md5', url: `${origin}/wrong.md5` } }),
    ).rejects.toThrow(InputError);
    expect(
      (await download(`${origin}/i.bin`, { ...own, checksum: { algorithm: 'md5', url: `${origin}/i.bin.md5` } })).from,
    ).toBe('network');
  });

  test('a file larger than allowed is not downloaded', async () => {
    files.set('/j.bin', BIG);
    await expect(download(`${origin}/j.bin`, options({ maxBytes: 1000 }))).rejects.toThrow(
      /more than the 1000 that are allowed/,
    );
  });

  test('offline: the cache serves; without a copy the word is clear', async () => {
    files.set('/k.bin', BIG);
    const own = options();
    await expect(download(`${origin}/k.bin`, { ...own, offline: true })).rejects.toThrow(/not in the cache/);
    await download(`${origin}/k.bin`, own);
    expect((await download(`${origin}/k.bin`, { ...own, offline: true })).from).toBe('cache');
    await expect(download('http://no-such-host.invalid/x', options({ attempts: 1 }))).rejects.toThrow(/offline/);
    await expect(download('http://127.0.0.1:9/x', options({ attempts: 1 }))).rejects.toThrow(RunError);
  });

  test('when the network fails, an older copy serves and says so; a changed file says so too', async () => {
    files.set('/l.bin', BIG);
    const own = options({ attempts: 1 });
    await download(`${origin}/l.bin`, own);
    pranks.set('/l.bin', ['status 500']);
    expect((await download(`${origin}/l.bin`, own)).from).toBe('stale');
    files.set('/l.bin', BIG.slice(1));
    expect(await download(`${origin}/l.bin`, own)).toMatchObject({ from: 'network', replacedSha256: sha256(BIG) });
  });

  test('a copy that was tampered with in the cache is refused', async () => {
    files.set('/m.bin', BIG);
    const own = options();
    const { file } = await download(`${origin}/m.bin`, own);
    const bytes = readFileSync(file);
    bytes[5]! ^= 1;
    writeFileSync(file, bytes);
    await expect(download(`${origin}/m.bin`, { ...own, offline: true })).rejects.toThrow(/was changed in the cache/);
  });

  test('it can be cancelled', async () => {
    files.set('/n.bin', BIG);
    await expect(download(`${origin}/n.bin`, options({ signal: AbortSignal.abort() }))).rejects.toThrow(CancelledError);
  });
});

/** Streets in a grid over the district, as PBF. */
function streets(): Uint8Array {
  const side = 25;
  const nodes = Array.from({ length: side * side }, (_, i) => ({
    id: i + 1,
    lonDeg: 4.94 + (i % side) * 0.0065,
    latDeg: 52.015 + Math.floor(i / side) * 0.0055,
  }));
  const line = (at: (k: number) => number): number[] => Array.from({ length: side }, (_, k) => at(k) + 1);
  const ways = Array.from({ length: side }, (_, j) => [
    { id: 2 * j + 1, nodes: line((k) => j * side + k), tags: { highway: 'residential', name: `Laan ${j}` } },
    { id: 2 * j + 2, nodes: line((k) => k * side + j), tags: { highway: 'tertiary', maxspeed: '50' } },
  ]).flat();
  return pbfMap({ nodes, ways });
}

/** One line inside the area, one far away, on every day. */
function timetable(): Uint8Array {
  return zipSync({
    'agency.txt': utf8('agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://b,Europe/Amsterdam\n'),
    'stops.txt': utf8(
      'stop_id,stop_name,stop_lat,stop_lon\na,A,52.08,5.02\nb,B,52.09,5.06\nx,X,53.2,6.5\ny,Y,53.21,6.6\n',
    ),
    'routes.txt': utf8('route_id,route_short_name,route_type\nR,28,3\n'),
    'trips.txt': utf8('route_id,service_id,trip_id\nR,all,t1\nR,all,t2\n'),
    'calendar.txt': utf8(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nall,1,1,1,1,1,1,1,20250303,20250330\n',
    ),
    'stop_times.txt': utf8(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,a,1\nt1,08:08:00,08:08:00,b,2\nt2,08:00:00,08:00:00,x,1\nt2,08:08:00,08:08:00,y,2\n',
    ),
  });
}

const figures = (): Uint8Array =>
  utf8(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {
            buurtcode: 'BU03440912',
            buurtnaam: 'Terwijde-West',
            aantalInwoners: 7000,
            aantalHuishoudens: 2500,
            percentageEenpersoonshuishoudens: 30,
            personenautosPerHuishouden: 0.9,
            gemiddeldGasverbruikTotaal: -99997,
          },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [5.03, 52.1],
                [5.04, 52.1],
                [5.04, 52.11],
                [5.03, 52.1],
              ],
            ],
          },
        },
        {
          type: 'Feature',
          properties: {
            buurtcode: 'BU03440913',
            aantalInwoners: -99997,
            aantalHuishoudens: -99997,
            percentageMeergezinswoning: 64,
          },
          geometry: { type: 'Point', coordinates: [5.05, 52.1] },
        },
      ],
    }),
  );

const prices = (): Uint8Array => {
  const start = Date.UTC(2023, 11, 31, 23) / 1000;
  const times = Array.from({ length: 8784 }, (_, h) => start + 3600 * h);
  return utf8(
    JSON.stringify({
      license_info: 'CC BY 4.0',
      unix_seconds: times,
      price: times.map((_, h) => 80 + 20 * Math.sin(h / 4)),
      unit: 'EUR / MWh',
    }),
  );
};

describe('a district', () => {
  const base = join(folder, 'base');
  const cacheFolder = join(folder, 'district-cache');

  beforeAll(() => {
    cpSync(BUILT_IN, base, { recursive: true });
    files.set('/utrecht.osm.pbf', streets());
    files.set('/utrecht.osm.pbf.md5', utf8(createHash('md5').update(files.get('/utrecht.osm.pbf')!).digest('hex')));
    files.set('/gtfs-nl.zip', timetable());
    files.set('/uurgeg_260.zip', zipSync({ 'uurgeg_260_2021-2030.txt': utf8(knmi(2024)) }));
    files.set('/buurten', figures());
    files.set('/price', prices());
    const common = 'licence: CC0-1.0, attribution: test, maxMegabytes: 10';
    writeFileSync(
      join(base, 'sources.yaml'),
      `format: 1
name: Leidsche Rijn of public files
area: [4.93, 52.01, 5.20, 52.16]
sources:
  - { id: roads, kind: osm, title: Streets, url: '${origin}/utrecht.osm.pbf', checksum: { algorithm: md5, url: '${origin}/utrecht.osm.pbf.md5' }, ${common} }
  - { id: timetable, kind: gtfs, title: Timetable, url: '${origin}/gtfs-nl.zip', ${common} }
  - { id: weather, kind: weather, title: Weather, url: '${origin}/uurgeg_260.zip', year: 2024, ${common} }
  - { id: figures, kind: zones, title: Figures, url: '${origin}/buurten', ${common} }
  - { id: prices, kind: prices, title: Prices, url: '${origin}/price', immutable: true, ${common} }
`,
    );
  });

  test('is made of five public files, clipped, and loads; figures go onto the zones, secret ones leave them as they are', async () => {
    const to = join(folder, 'made');
    const { sources } = await fetchDistrict(base, { to, cacheFolder, retryWaitMs: 1 });
    expect(sources.map(({ id }) => id)).toEqual(['roads', 'timetable', 'weather', 'figures', 'prices']);
    const built = await loadDistrict(BUILT_IN);
    const made = await loadDistrict(to);
    expect([made.id, made.name, made.bbox]).toEqual(['made', 'Leidsche Rijn of public files', built.bbox]);
    expect(made.roads.nodeCount).toBe(25 * 25);
    expect([made.timetable.tripCount, made.timetable.stopCount]).toEqual([1, 2]);
    expect([made.weather.ghiWm2.length, made.prices.priceEurPerKwh.length]).toEqual([8784, 8784]);
    const at = (code: string): number => made.zones.code.indexOf(code);
    expect([
      made.zones.count,
      made.zones.residents[at('BU03440912')],
      made.zones.carsPerHousehold[at('BU03440912')],
    ]).toEqual([built.zones.count, 7000, 0.9]);
    expect(made.zones.onePersonShare[at('BU03440912')]).toBeCloseTo(0.3, 10);
    expect(made.zones.residents[at('BU03440913')]).toBe(built.zones.residents[built.zones.code.indexOf('BU03440913')]);
    expect(made.zones.flatShare[at('BU03440913')]).toBeCloseTo(0.64, 10);
    expect(made.zones.residents[at('BU03441024')]).toBe(built.zones.residents[built.zones.code.indexOf('BU03441024')]);
    expect(made.places.count).toBe(built.places.count);
    expect(made.sources.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['osm: utrecht.osm.pbf', 'weather: uurgeg_260.zip']),
    );
  });

  test('a selection replaces its part only; the cache serves without network', async () => {
    const to = join(folder, 'weather-only');
    requests.length = 0;
    await fetchDistrict(base, { to, cacheFolder, only: ['weather'], offline: true });
    expect(requests).toEqual([]);
    const built = await loadDistrict(BUILT_IN);
    const made = await loadDistrict(to);
    expect([made.roads.nodeCount, made.timetable.tripCount]).toEqual([
      built.roads.nodeCount,
      built.timetable.tripCount,
    ]);
    expect(made.weather.source).toBe('KNMI 260 2024');
  });

  test('a source that fails leaves the older folder as it was and nothing half made', async () => {
    const to = join(folder, 'made');
    const before = readFileSync(join(to, 'district.yaml'), 'utf8');
    const damaged = files.get('/gtfs-nl.zip')!;
    files.set('/gtfs-nl.zip', damaged.slice(0, 200));
    await expect(fetchDistrict(base, { to, cacheFolder: join(folder, 'other-cache'), retryWaitMs: 1 })).rejects.toThrow(
      InputError,
    );
    files.set('/gtfs-nl.zip', damaged);
    expect(readFileSync(join(to, 'district.yaml'), 'utf8')).toBe(before);
    expect(readdirSync(folder).some((name) => name.endsWith('.part') || name.endsWith('.old'))).toBe(false);
  });

  test('a transfer that breaks off on the way goes on, and the district is the same as of a whole one', async () => {
    const to = join(folder, 'broken');
    pranks.set('/utrecht.osm.pbf', ['cut']);
    requests.length = 0;
    const { sources } = await fetchDistrict(base, {
      to,
      cacheFolder: join(folder, 'broken-cache'),
      only: ['roads'],
      retryWaitMs: 1,
    });
    expect(requests.filter(({ path }) => path === '/utrecht.osm.pbf').map(({ status }) => status)).toEqual([200, 206]);
    expect(sources[0]!.files[0]!.sha256).toBe(sha256(files.get('/utrecht.osm.pbf')!));
    expect(readFileSync(join(to, 'roads.bin'))).toEqual(readFileSync(join(folder, 'made', 'roads.bin')));
  });

  test('a file that no longer fits the checksum its publisher gives is refused in words; the older folder stays', async () => {
    const to = join(folder, 'made');
    const before = readFileSync(join(to, 'roads.bin'));
    const sound = files.get('/utrecht.osm.pbf')!;
    files.set(
      '/utrecht.osm.pbf',
      sound.map((byte, i) => (i === 100 ? byte ^ 1 : byte)),
    );
    await expect(
      fetchDistrict(base, { to, cacheFolder: join(folder, 'changed-cache'), only: ['roads'], retryWaitMs: 1 }),
    ).rejects.toThrow(/md5/i);
    files.set('/utrecht.osm.pbf', sound);
    expect(readFileSync(join(to, 'roads.bin'))).toEqual(before);
  });

  test('unknown sources, a folder without sources.yaml and a target that holds something else are refused', async () => {
    await expect(fetchDistrict(base, { to: join(folder, 'x'), only: ['moon'] })).rejects.toThrow(
      /must name sources: roads, timetable/,
    );
    await expect(fetchDistrict(join(folder, 'made'), { to: join(folder, 'x') })).rejects.toThrow(/sources.yaml/);
    const other = join(folder, 'other-cache');
    await expect(fetchDistrict(base, { to: other, only: ['prices'], cacheFolder })).rejects.toThrow(
      /holds something else/,
    );
    expect(existsSync(other)).toBe(true);
  });
});

test('the sources of Leidsche Rijn are sound: each with licence, attribution and the page where its publisher tells of it', () => {
  const file = join(BUILT_IN, 'sources.yaml');
  const { sources } = parseSources(readFileSync(file, 'utf8'), file);
  expect(sources.map(({ kind }) => kind)).toEqual(['osm', 'gtfs', 'weather', 'zones', 'prices']);
  for (const { licence, attribution, url, page } of sources)
    expect([licence, attribution, url, page].every((text) => text !== undefined && text.length > 3)).toBe(true);
});

test('sources.yaml: every problem is told at once', () => {
  const text =
    'format: 1\nname: x\narea: [1, 2, 0, 3]\nsources:\n  - { id: A, kind: moon, title: t, url: ftp://x, licence: l, attribution: a, maxMegabytes: 1, extra: 1 }\n';
  expect(() => parseSources(text, 's')).toThrow(InputError);
  try {
    parseSources(text, 's');
  } catch (error) {
    expect((error as InputError).problems.length).toBeGreaterThanOrEqual(4);
  }
});
