/** Speed of charging: rate, minimum and spread on made-up sites, measured as built in processes of their own (what a test runner does to modules
 *  costs a third). Run after a build: npx vitest run --config test/bench/vitest.config.ts test/bench/charging.bench.ts */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { strategyNames } from '../../engine/charging/strategies/index.ts';
import { randomSite } from '../charging/random-site.ts';

const CARS = Number(process.env['CARS'] ?? 11_900);
const DAYS = Number(process.env['DAYS'] ?? 365);
const RUNS = Number(process.env['RUNS'] ?? 1);
const THREADS = Number(process.env['THREADS'] ?? 2);

/** The made-up district as JavaScript beside the build, which the races read. */
const built = fileURLToPath(new URL('../../dist/test', import.meta.url));
beforeAll(() => {
  const options = '--ignoreConfig --noCheck --noResolve --rewriteRelativeImportExtensions --allowImportingTsExtensions';
  const target = '--module nodenext --target es2023 --rootDir . --outDir dist test/charging/fixtures.ts';
  execFileSync('npx', ['tsc', ...options.split(' '), ...target.split(' ')], { stdio: 'inherit' });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

test.each(strategyNames)('year of the district under %s', (strategy) => {
  const race = fileURLToPath(new URL('./year-race.mjs', import.meta.url));
  const of = [strategy, CARS, DAYS, THREADS, RUNS].map(String);
  process.stdout.write(execFileSync(process.execPath, [race, ...of], { encoding: 'utf8' }));
});

/** Optimum beside HiGHS: 96 steps; the limit is 2 % above the lowest peak without discharge. HiGHS only up to its most sessions, HIGHS. */
const HIGHS_ROUNDS = Number(process.env['HIGHS_ROUNDS'] ?? 5);
const MOST_FOR_HIGHS = Number(process.env['HIGHS'] ?? 1000);

test.each([
  [100, 1, 'cost'],
  [1000, 1, 'cost'],
  [10_000, 1, 'cost'],
  [100, 1, 'peak'],
  [1000, 1, 'peak'],
  [10_000, 1, 'peak'],
  [1000, 0, 'peak'],
  [10_000, 0, 'peak'],
] as const)('optimum of %i sessions, discharge share %i, %s', (sessions, v2gShare, objective) => {
  const limit = objective === 'cost' ? { limitFactor: 1.02 } : {};
  const site = randomSite({ seed: 1, sessions, v2gShare, ...limit });
  const folder = mkdtempSync(join(tmpdir(), 'rijnstroom-race-'));
  try {
    const file = join(folder, 'site.json');
    writeFileSync(
      file,
      JSON.stringify(site, (_, value: unknown) =>
        ArrayBuffer.isView(value)
          ? { typed: value.constructor.name, values: Array.from(value as Float64Array) }
          : value,
      ),
    );
    const race = fileURLToPath(new URL('./optimum-race.mjs', import.meta.url));
    const rounds = sessions <= MOST_FOR_HIGHS ? HIGHS_ROUNDS : 0;
    process.stdout.write(
      `discharge share ${v2gShare}, ${execFileSync(process.execPath, [race, file, objective, String(rounds)], { encoding: 'utf8' })}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
