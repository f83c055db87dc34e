import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { openUserStrategy } from '../../engine/workers/user-strategy.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const module = (name: string): string => fileURLToPath(new URL(`./strategies-of-users/${name}.mjs`, import.meta.url));
const settings = chargingSettings(scenarioWith({}));
const site = randomSite({ seed: 1, sessions: 8, v2gShare: 0 });

test('a strategy of a user’s own runs on a thread and serves everyone', async () => {
  const own = await openUserStrategy(module('even'));
  try {
    const { drivers, chargedKwh } = runStrategy(site, own.definition, settings);
    expect(chargedKwh).toBeGreaterThan(0);
    expect(drivers.unservedKwh / site.sessions.count).toBeLessThan(1);
  } finally {
    await own.close();
  }
});

test.each([
  ['endless', /no answer within 1 s/],
  ['too-much', /asked for 1000000 kW/],
  ['not-a-number', /asked for NaN kW/],
  ['throws', /threw an exception: /],
  ['promises', /returned a promise/],
  ['wrong-length', /powers of its own/],
  ['gives-away', /left 0 powers for \d+ sessions/],
])('a hostile strategy (%s) is stopped and named', async (name, message) => {
  const own = await openUserStrategy(module(name));
  try {
    expect(() => runStrategy(site, own.definition, settings)).toThrow(message);
    expect(() => runStrategy(site, own.definition, settings)).toThrow(module(name));
  } finally {
    await own.close();
  }
});

test.each(['empty', 'missing'])('a module that cannot serve (%s) is refused as wrong input', async (name) => {
  await expect(openUserStrategy(module(name))).rejects.toThrow(/must be a/);
});

test('a strategy that changes the snapshot it is shown changes only its copy: the run is that of charging nothing', async () => {
  const own = await openUserStrategy(module('mutates'));
  try {
    const before = structuredClone(site.sessions);
    const { drivers, endKwh, ledger } = runStrategy(site, own.definition, settings);
    expect(site.sessions).toEqual(before);
    expect(Array.from(endKwh)).toEqual(Array.from(site.sessions.initialKwh));
    expect(drivers.sessionsUnserved).toBe(site.sessions.count);
    expect(ledger.relativeError).toBeLessThan(1e-9);
  } finally {
    await own.close();
  }
});
