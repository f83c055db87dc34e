import { expect, test } from 'vitest';
import { runStrategy } from '../../engine/charging/laboratory.ts';
import { chargingProfiles } from '../../engine/charging/ocpp.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import { strategyByName } from '../../engine/charging/strategies/index.ts';
import { scenarioWith } from './fixtures.ts';
import { randomSite } from './random-site.ts';

const site = randomSite({ seed: 6, sessions: 10, v2gShare: 0.5, pvFactor: 2 });
const run = runStrategy(site, strategyByName('v2g-peak-shaving'), chargingSettings(scenarioWith({})));
const profiles = chargingProfiles(site, run, (session) => session + 1);

test('OCPP 2.1: modes carry the fields they may, signs are the standard’s (setpoint + charging, dischargeLimit ≤ 0)', () => {
  expect(profiles).toHaveLength(10);
  profiles.forEach(({ chargingProfile }, s) => {
    const [schedule] = chargingProfile.chargingSchedule;
    const periods = schedule.chargingSchedulePeriod;
    expect(periods[0]!.startPeriod).toBe(0);
    for (const period of periods) {
      expect(period.startPeriod).toBeLessThan(schedule.duration);
      expect(period.limit).toBeGreaterThanOrEqual(0);
      if (site.sessions.maximumDischargeKw[s] === 0) {
        expect(period.operationMode).toBe('ChargingOnly');
        expect(period.setpoint).toBeUndefined();
      } else {
        expect(period.operationMode).toBe('CentralSetpoint');
        expect(period.dischargeLimit).toBeLessThanOrEqual(0);
        expect(period.setpoint).toBeGreaterThanOrEqual(period.dischargeLimit!);
        expect(period.setpoint).toBeLessThanOrEqual(period.limit);
      }
    }
  });
});

test('the energy of a profile is the energy of its session, to the watt', () => {
  profiles.forEach(({ chargingProfile }, s) => {
    const [{ chargingSchedulePeriod: periods, duration }] = chargingProfile.chargingSchedule;
    let wattHours = 0;
    periods.forEach((period, p) => {
      const end = periods[p + 1]?.startPeriod ?? duration;
      wattHours += ((period.setpoint ?? period.limit) * (end - period.startPeriod)) / 3600;
    });
    let wanted = 0;
    for (let k = run.first[s]!; k < run.first[s + 1]!; k++) wanted += run.sessionKw[k]! * 1000 * site.stepH;
    expect(Math.abs(wattHours - wanted)).toBeLessThan(0.5 * ((run.first[s + 1]! - run.first[s]!) * site.stepH));
  });
});
