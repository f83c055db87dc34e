/** `rijnstroom assign` from outside: files in and out, user classes, and every kind of wrong input told clearly. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readMatrixOmx } from '../../engine/io/matrix-omx.ts';
import { parseTntpFlows } from '../../engine/io/tntp.ts';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'rijnstroom-assign-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Two zones, two ways: 1→3→2 (10 + 0.01 v) and 1→2 (25 + 0.02 v, toll 4, length 5); and zone 3 that nothing leads to but from. */
const row = (
  from: number,
  to: number,
  capacity: number,
  length: number,
  time: number,
  b: number,
  toll: number,
): string => `${from} ${to} ${capacity} ${length} ${time} ${b} 1 50 ${toll} 1 ;`;
const NET = [
  '<NUMBER OF ZONES> 3',
  '<NUMBER OF NODES> 4',
  '<FIRST THRU NODE> 4',
  '<NUMBER OF LINKS> 4',
  '<END OF METADATA>',
  row(1, 4, 1000, 1, 5, 1, 0),
  row(4, 2, 1000, 1, 5, 1, 0),
  row(1, 2, 1000, 5, 25, 0.8, 4),
  row(3, 4, 1000, 1, 5, 1, 0),
].join('\n');
const TRIPS = '<NUMBER OF ZONES> 3\n<END OF METADATA>\nOrigin 1\n2 : 3000; 3 : 7;\nOrigin 2\n3 : 2; 2 : 4;\n';

function write(name: string, text: string): string {
  const file = join(place, name);
  writeFileSync(file, text);
  return file;
}

function assign(...args: string[]): { readonly out: string; readonly told: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'assign', ...args], {
    encoding: 'utf8',
    cwd: place,
  });
  return { out: stdout, told: stderr, status };
}

const net = write('net.tntp', NET);
const trips = write('trips.tntp', TRIPS);

test('equilibrium by hand: 10 + 0.01 v = 25 + 0.02 (3000 − v), so v = 2500 and both ways cost 35; pairs without a way are counted and named', () => {
  const { out, told, status } = assign(net, trips, '--gap', '1e-10', '--json');
  expect(status).toBe(0);
  const answer = JSON.parse(out) as {
    links: { from: number; to: number; flow: number; cost: number }[];
    unserved: unknown[];
    intrazonalTrips: number;
  };
  expect(answer.links.map(({ flow }) => Number(flow.toFixed(4)))).toEqual([2500, 2500, 500, 0]);
  expect(answer.links[2]!.cost).toBeCloseTo(35, 6);
  expect(answer.unserved).toEqual([
    { userClass: 'car', origin: 1, destination: 3, trips: 7 },
    { userClass: 'car', origin: 2, destination: 3, trips: 2 },
  ]);
  expect(answer.intrazonalTrips).toBe(4);
  expect(told).toMatch(/2 pairs with 9 trips have no path: 1 → 3, 2 → 3/);
});

test('flows come as TNTP or CSV, the cost between zones as OMX with a matrix for each class; tolls and distance count as each class weighs them', async () => {
  const lorries = write('lorries.csv', 'origin,destination,trips\n1,2,10\n');
  const { out, status } = assign(
    ...[net, trips, '--gap', '1e-10', '--toll', '0.5', '--out', 'flows.tntp', '--skims', 'cost.omx'],
    ...['--user-class', `lorry:${lorries}:0:2:2.5`],
  );
  expect(status).toBe(0);
  expect(out).toMatch(/flows +flows\.tntp/);
  const flows = parseTntpFlows(readFileSync(join(place, 'flows.tntp'), 'utf8'), 'flows');
  // Cars pay 2 for the toll; a lorry 10 for 5 of length against 4 for 2, so 35 and 29 − all lorries go round: 25 units.
  // 10 + 0.01 v = 25 + 0.02 (3025 − v) + 2, so v = 2583.33.
  expect(flows[0]!.flow).toBeCloseTo(2583.333, 2);
  const car = await readMatrixOmx(join(place, 'cost.omx'), 3, 'cost_car').catch((error: Error) => error.message);
  // Unreachable pairs are infinite, which no demand may be: the reader of demand refuses them by name.
  expect(car).toMatch(/cost_car 1 → 3 — must be >= 0, got Infinity/);
  const csv = assign(...[net, trips, '--out', 'flows.csv', '--user-class', `lorry:${lorries}`]);
  expect(csv.status).toBe(0);
  expect(readFileSync(join(place, 'flows.csv'), 'utf8').split('\n')[0]).toBe(
    'from,to,capacity,flow,cost,load,vehicles_car,vehicles_lorry',
  );
});

test('conical functions: at capacity twice the free time, whatever the steepness (Spiess 1990)', () => {
  const one = write(
    'one.tntp',
    NET.replace('<NUMBER OF LINKS> 4', '<NUMBER OF LINKS> 1')
      .split('\n')
      .slice(0, 6)
      .join('\n')
      .replace('1 4 1000', '1 2 1000'),
  );
  const demand = write('one-trips.csv', 'origin,destination,trips\n1,2,1000\n');
  for (const alpha of ['2', '4', '8']) {
    const { out } = assign(one, demand, '--vdf', 'conical', '--alpha', alpha, '--json');
    expect((JSON.parse(out) as { links: { cost: number }[] }).links[0]!.cost).toBeCloseTo(10, 9);
  }
});

test('a gap out of reach is told and what was found is written', () => {
  const { out, status } = assign(
    net,
    trips,
    '--gap',
    '1e-12',
    '--method',
    'frank-wolfe',
    '--max-iterations',
    '1',
    '--out',
    'some.tntp',
  );
  expect(status).toBe(0);
  expect(out).toMatch(/not reached: asked 1e-12/);
  expect(existsSync(join(place, 'some.tntp'))).toBe(true);
});

const wrong: readonly (readonly [what: string, args: () => string[], told: RegExp])[] = [
  [
    'zero capacity',
    () => [write('w1.tntp', NET.replace('1 4 1000', '1 4 0')), trips],
    /w1\.tntp:6 capacity — must be > 0, got 0/,
  ],
  [
    'a negative toll',
    () => [write('w2.tntp', NET.replace(' 50 4 1 ;', ' 50 -4 1 ;')), trips],
    /w2\.tntp:8 toll — must be >= 0, got -4/,
  ],
  [
    'a header that disagrees with its rows',
    () => [write('w3.tntp', NET.replace('LINKS> 4', 'LINKS> 9')), trips],
    /<NUMBER OF LINKS> — must agree with the 4 links in the file, got 9/,
  ],
  [
    'trips of other zones',
    () => [net, write('w4.tntp', TRIPS.replace('ZONES> 3', 'ZONES> 5'))],
    /<NUMBER OF ZONES> — must be the network's 3, got 5/,
  ],
  [
    'a total that disagrees',
    () => [net, write('w5.tntp', TRIPS.replace('<END', '<TOTAL OD FLOW> 9\n<END'))],
    /<TOTAL OD FLOW> — must agree with the sum/,
  ],
  ['negative trips', () => [net, write('w6.tntp', TRIPS.replace('3000', '-3'))], /w6\.tntp:4 trips — must be >= 0/],
  ['a text that is no TNTP', () => [write('w7.tntp', 'hello'), trips], /is this a TNTP file\?/],
  ['a file that is not there', () => ['nowhere.tntp', trips], /nowhere\.tntp — must be a readable file \(ENOENT\)/],
  [
    'a class without trips',
    () => [net, trips, '--user-class', 'lorry'],
    /--user-class — must be name:trips:toll:distance:pcu/,
  ],
  ['two classes of one name', () => [net, trips, '--user-class', `car:${trips}`], /must have a name of its own/],
  ['a negative toll factor', () => [net, trips, '--toll', '-1'], /--toll — must be a number >= 0, got "-1"/],
  ['an unknown function', () => [net, trips, '--vdf', 'akcelik'], /--vdf — must be bpr or conical/],
  [
    'a folder that is not there',
    () => [net, trips, '--out', 'no/where.tntp'],
    /--out — must be a file that can be written \(ENOENT\)/,
  ],
];

test.each(wrong)('%s is refused in one sentence with file, line and value, and exit code 2', (_, args, expected) => {
  const { told, status, out } = assign(...args());
  expect(told).toMatch(expected);
  expect(told).not.toMatch(/ at .*\.js:/);
  expect(status).toBe(2);
  expect(out).toBe('');
});
