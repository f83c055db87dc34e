/** Bad files all the way to a site: each fault is handled and counted as told, none crashes or is passed over in silence. */
import { expect, test } from 'vitest';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { checkSite } from '../../engine/charging/site.ts';
import { recordsCalendar, sessionsOnGrid } from '../../engine/charging/site-from-records.ts';
import { strategyByName } from '../../engine/charging/strategies/index.ts';
import { solveOptimum } from '../../engine/charging/optimum/index.ts';
import { InputError } from '../../engine/core/errors.ts';
import { parseSessions } from '../../engine/io/sessions.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const cars = {
  efficiencyShare: 0.933,
  targetSocShare: 0.9,
  minimumSocShare: 0.3,
  batteryKwh: 58,
  chargerKw: 11,
  dischargeKw: 10,
  v2gShare: 0,
  longestStayH: 48,
  seed: 1,
};
const read = (...rows: string[]) =>
  parseSessions(`id;point;arrival;departure;energyKwh\n${rows.join('\n')}\n`, 'sessions.csv', {
    timeZone: 'Europe/Amsterdam',
  });
const told = ({ report }: ReturnType<typeof read>): number =>
  [...report.dropped, ...report.repaired].reduce((total, { count }) => total + count, 0);

test.each([
  ['departure before arrival', 'b;2;2025-06-02 17:00;2025-06-02 08:00;10'],
  ['no end', 'b;2;2025-06-02 17:00;;10'],
  ['energy that is no number', 'b;2;2025-06-02 17:00;2025-06-02 19:00;NaN'],
  ['a second car at the same socket', 'b;1;2025-06-02 10:00;2025-06-02 19:00;10'],
])('%s is dropped or repaired, counted, and the other session stays', (_, row) => {
  const answer = read('a;1;2025-06-02 08:30;2025-06-02 17:00;18,5', row);
  expect(told(answer)).toBeGreaterThan(0);
  expect(Array.from(answer.records.id).length).toBeGreaterThanOrEqual(1);
  expect(answer.records.energyKwh[0]).toBe(18.5);
  expect(Array.from(answer.records.departureUtcS).every((end, s) => end > answer.records.arrivalUtcS[s]!)).toBe(true);
});

test('energy that cannot fit the stay: 40 kWh in one hour raises the power of that session, and says so', () => {
  const { records } = read('a;1;2025-06-02 08:00;2025-06-02 09:00;40');
  const calendar = recordsCalendar(records, 900, 'Europe/Amsterdam');
  const built = sessionsOnGrid(records, calendar, cars);
  expect(built.sessions.maximumKw[0]).toBeGreaterThan(40);
  expect(built.notes.some((text) => /1 sessions took more than their power allows/.test(text))).toBe(true);
});

test.each([
  ['2025-03-30', '2025-03-29 22:00', '2025-03-30 08:00', 9],
  ['2025-10-26', '2025-10-25 22:00', '2025-10-26 08:00', 11],
])('local time through the clock change of %s: 22:00 to 08:00 lasts the true number of hours', (_, from, to, hours) => {
  const { records } = read(`a;1;${from};${to};10`);
  expect((records.departureUtcS[0]! - records.arrivalUtcS[0]!) / 3600).toBe(hours);
  const calendar = recordsCalendar(records, 900, 'Europe/Amsterdam');
  const { sessions } = sessionsOnGrid(records, calendar, cars);
  expect(sessions.departureStep[0]! - sessions.arrivalStep[0]!).toBe(hours * 4);
});

test('not a number in a series, and a session that ends before it begins, are refused together, each named', () => {
  const site = randomSite({ seed: 1, sessions: 3 });
  const priceEurPerKwh = site.priceEurPerKwh.slice();
  priceEurPerKwh[5] = Number.NaN;
  const departureStep = site.sessions.departureStep.slice();
  departureStep[2] = site.sessions.arrivalStep[2]!;
  const bad = { ...site, priceEurPerKwh, sessions: { ...site.sessions, departureStep } };
  expect(() => checkSite(bad)).toThrow(InputError);
  expect(() => checkSite(bad)).toThrow(/priceEurPerKwh\[5\][\s\S]*sessions\[2\]/);
});

test('negative prices all day: no strategy and no optimum passes a physical limit, and the bound holds', async () => {
  const plain = randomSite({ seed: 6, sessions: 12, pvFactor: 2 });
  const site = { ...plain, priceEurPerKwh: plain.priceEurPerKwh.map((price) => -price) };
  const optimum = await solveOptimum(site, 'cost', 1e-5);
  // Charging and discharging at once would earn at negative prices; the bound allows it, the plan never does: a gap remains.
  expect(optimum.gap).toBeLessThan(0.02);
  const settings = chargingSettings(scenarioWith({}));
  for (const name of ['price', 'mpc', 'v2g-arbitrage', 'solar-following'] as const) {
    const run = runStrategy(site, strategyByName(name), settings);
    expect(run.ledger.relativeError).toBeLessThan(1e-6);
    if (run.drivers.unservedKwh === 0) expect(run.costEur).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-6);
  }
});

test('negative prices for five hours at noon, as on Dutch spring days: the optimum is proven to 1e-4', async () => {
  for (const seed of [1, 2, 3, 6]) {
    const plain = randomSite({ seed, sessions: 12, pvFactor: 2 });
    const priceEurPerKwh = plain.priceEurPerKwh.map((price, t) => (t > 40 && t < 60 ? -0.3 * price : price));
    expect((await solveOptimum({ ...plain, priceEurPerKwh }, 'cost', 1e-5)).gap).toBeLessThan(1e-4);
  }
});
