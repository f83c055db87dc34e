import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-charge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sessions = join(folder, 'sessions.csv');
writeFileSync(
  sessions,
  `id;arrival;departure;energyKwh
a;2025-06-02 08:30;2025-06-02 17:00;18,5
b;2025-06-02 18:10;2025-06-03 07:45;31,2
c;2025-06-02 17:50;2025-06-03 08:10;12
`,
);
const prices = join(folder, 'prices.csv');
writeFileSync(
  prices,
  `Datetime,Price (EUR/MWh)\n${Array.from({ length: 72 }, (_, h) => `2025-06-0${1 + Math.floor(h / 24)} ${String(h % 24).padStart(2, '0')}:00:00,${60 + 50 * Math.sin(h / 4)}`).join('\n')}\n`,
);

test('charge --json keeps its contract, and writes a picture and OCPP profiles', () => {
  const picture = join(folder, 'out.svg');
  const ocpp = join(folder, 'out.json');
  const args = [
    'charge',
    sessions,
    '--prices',
    prices,
    '--strategy',
    'uncontrolled,price,v2g-arbitrage',
    '--limit',
    '30',
    '--json',
  ];
  const text = execFileSync(process.execPath, [main, ...args, '--plot', picture, '--ocpp', ocpp], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const answer = JSON.parse(text);
  expect(answer.strategies.map(({ name }: { name: string }) => name)).toEqual([
    'uncontrolled',
    'price',
    'v2g-arbitrage',
  ]);
  for (const strategy of answer.strategies) {
    for (const key of [
      'objective',
      'costEur',
      'peakKw',
      'selfConsumptionShare',
      'selfSufficiencyShare',
      'chargedKwh',
      'dischargedKwh',
      'unservedKwh',
      'regret',
    ])
      expect(strategy[key], key).toBeTypeOf('number');
    expect(strategy.regret).toBeGreaterThan(-1e-6);
    expect(strategy.ledger.relativeError).toBeLessThan(1e-6);
  }
  const [uncontrolled] = answer.strategies;
  // What was charged, and 5 W of standby for the 36.5 hours of the three stays.
  expect(uncontrolled.chargedKwh).toBeCloseTo(18.5 + 31.2 + 12 + 0.005 * 36.5, 3);
  expect(answer.optimum.lowerBound).toBeLessThanOrEqual(answer.optimum.objective);
  expect(answer.optimum.gap).toBeLessThan(1e-3);
  expect(readFileSync(picture, 'utf8')).toMatch(/^<svg/);
  expect(JSON.parse(readFileSync(ocpp, 'utf8'))).toHaveLength(3);
}, 60_000);

test.each([
  [['charge', sessions, '--strategy', 'nonsense'], /must be one of uncontrolled/],
  [['charge', join(folder, 'missing.csv')], /must exist/],
  [['charge'], /must be a file, or use --generate/],
  [['charge', sessions, '--from', '2023-02-30'], /must be a day that exists/],
  [['charge', sessions, '--plot', 'plan.png'], /must end in .svg or .html/],
  [['charge', sessions, '--ocpp', join(folder, 'nowhere', 'plan.json')], /folder .* must exist/],
  [['charge', sessions, '--limit', 'NaN'], /must be a number from 0/],
  [['charge', sessions, '--prices', prices, '--from', '2030-01-01', '--days', '2'], /must lie in the chosen period/],
])(
  'a mistake is told in a sentence with exit code 2: %j',
  (args, message) => {
    const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ at .*\.js:/);
    expect(status).toBe(2);
  },
  60_000,
);
