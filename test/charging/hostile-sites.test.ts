import { describe, expect, test } from 'vitest';
import { contest } from '../../engine/charging/contest.ts';
import { LABORATORY } from '../../engine/charging/laboratory.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { OBJECTIVES, type Objective, type Site, siteFlows } from '../../engine/charging/site.ts';
import { strategyByName, strategyNames } from '../../engine/charging/strategies/index.ts';
import { scenarioWith } from './fixtures.ts';
import { hostileSite, wildStrategies } from './hostile-site.ts';

const settings = { ...chargingSettings(scenarioWith({})), ceilingSocShare: 1 };
const context = { signal: undefined, onProgress: () => {} };
const seeds = Array.from({ length: 24 }, (_, k) => k + 1);

const beyondKwh = (site: Site, objective: Objective, carKw: Float64Array): number =>
  objective === 'peak'
    ? 0
    : siteFlows(site, carKw, objective === 'cost').violationKw.reduce((sum, power) => sum + power, 0) * site.stepH;

describe.each(OBJECTIVES)('%s on sites where nothing is as usual', (objective) => {
  test('no strategy, ours or wild, that serves everyone and keeps the limits as well beats the bound; books close; powers stay within limits', async () => {
    let compared = 0;
    for (const seed of seeds) {
      const site = hostileSite(seed);
      const strategies = [...strategyNames.map(strategyByName), ...wildStrategies(seed)];
      const { optimum, contestants } = await contest(site, strategies, settings, objective, LABORATORY, 1e-4, context);
      expect(optimum.lowerBound).toBeLessThanOrEqual(optimum.objective);
      expect(Number.isFinite(optimum.lowerBound)).toBe(true);
      expect(optimum.leastViolationKwh).toBeLessThanOrEqual(optimum.violationKwh);
      for (const { run, objective: value } of contestants) {
        const where = `seed ${seed}, ${run.name}`;
        expect(run.ledger.relativeError, where).toBeLessThan(1e-6);
        for (let s = 0; s < site.sessions.count; s++)
          for (let k = run.first[s]!; k < run.first[s + 1]!; k++) {
            expect(run.sessionKw[k], where).toBeLessThanOrEqual(site.sessions.maximumKw[s]! + 1e-4);
            expect(run.sessionKw[k], where).toBeGreaterThanOrEqual(-site.sessions.maximumDischargeKw[s]! - 1e-4);
          }
        if (run.drivers.unservedKwh > 1e-6) continue;
        const beyond = beyondKwh(site, objective, run.carKw);
        expect(beyond, where).toBeGreaterThan(0.999 * optimum.leastViolationKwh - 1e-3);
        if (beyond > optimum.violationKwh + 1e-6) continue;
        compared++;
        expect(value, where).toBeGreaterThanOrEqual(optimum.lowerBound - 1e-7 * Math.abs(value) - 1e-7);
      }
    }
    expect(compared).toBeGreaterThan(150);
  }, 60_000);
});
