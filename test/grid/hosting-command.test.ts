import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const main = 'dist/engine/cli/main.js';

test('hosting tells by neighbourhood of the built-in district how many dwellings can charge a car, with the limit that stops them', () => {
  const text = execFileSync(
    'node',
    [main, 'hosting', 'baseline-2025', '--technology', 'car', '--orders', '3', '--json'],
    {
      encoding: 'utf8',
      stdio: 'pipe',
    },
  );
  const { orders, zones } = JSON.parse(text);
  expect(orders).toBe(3);
  expect(zones.length).toBeGreaterThan(20);
  for (const zone of zones) {
    expect(zone.p10).toBeLessThanOrEqual(zone.median);
    expect(zone.median).toBeLessThanOrEqual(zone.p90);
    expect(zone.p90).toBeLessThanOrEqual(zone.homes);
    expect(['none', 'transformer', 'cable', 'low voltage']).toContain(zone.limit);
  }
});

test('a technology that does not exist is a mistake of the user', () => {
  const run = spawnSync('node', [main, 'hosting', 'baseline-2025', '--technology', 'windmill'], { encoding: 'utf8' });
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('pv, car or heat-pump');
});
