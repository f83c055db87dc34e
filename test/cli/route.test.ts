/** `route` and `isochrone` from outside, on the built-in district. Runs the built program. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
/** Near Terwijde station, and Utrecht Centraal. */
const terwijde = '5.045,52.095';
const centraal = '5.110,52.089';

interface Answer {
  readonly journeys: ReadonlyArray<{
    readonly mode: string;
    readonly departure: string;
    readonly arrival: string;
    readonly transfers: number;
    readonly legs: ReadonlyArray<{ readonly mode: string; readonly route?: string; readonly distanceM: number }>;
    readonly costEur: number;
  }>;
}

test('route --json answers with the agreed keys: a bicycle and a train from Terwijde to Utrecht Centraal', () => {
  const { stdout, status } = run(
    'route',
    '--from',
    terwijde,
    '--to',
    centraal,
    '--at',
    '08:15',
    '--modes',
    'bike,transit',
    '--json',
  );
  expect(status).toBe(0);
  const { journeys } = JSON.parse(stdout) as Answer;
  const bike = journeys.find((journey) => journey.mode === 'bike')!;
  expect(bike.legs.map((leg) => leg.mode)).toEqual(['bike']);
  // 4.4 km as the crow flies; a cyclist rides 5 to 6.
  expect(bike.legs[0]!.distanceM).toBeGreaterThan(4500);
  expect(bike.legs[0]!.distanceM).toBeLessThan(6500);
  const transit = journeys.filter((journey) => journey.mode === 'transit');
  expect(transit.length).toBeGreaterThan(0);
  for (const journey of transit) {
    expect(journey.arrival > journey.departure).toBe(true);
    expect(journey.costEur).toBeGreaterThan(0);
    expect(journey.legs.filter((leg) => leg.route !== undefined)).toHaveLength(journey.transfers + 1);
  }
});

test('a start outside the network and a mode that does not exist are the user’s mistakes: exit code 2, no stack trace', () => {
  const far = run('route', '--from', '6.5,53.2', '--to', centraal);
  expect([far.status, far.stdout]).toEqual([2, '']);
  expect(far.stderr).toMatch(/--from — must lie within 1 km of the streets/);
  expect(far.stderr).not.toMatch(/\n\s+at /);
  const wrong = run('route', '--from', terwijde, '--to', centraal, '--modes', 'horse');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/"horse" must be one of walk, bike/);
});

test('isochrone --geojson gives an outline a time, and more minutes reach more', () => {
  const { stdout, status } = run('isochrone', '--from', terwijde, '--mode', 'bike', '--minutes', '5,10', '--geojson');
  expect(status).toBe(0);
  const { features } = JSON.parse(stdout) as {
    features: { geometry: { type: string }; properties: { nodes: number } }[];
  };
  expect(features.map((feature) => feature.geometry.type)).toEqual(['MultiPolygon', 'MultiPolygon']);
  expect(features[0]!.properties.nodes).toBeGreaterThan(features[1]!.properties.nodes);
});
