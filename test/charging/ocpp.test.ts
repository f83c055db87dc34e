import { expect, test } from 'vitest';
import { runStrategy, type StrategyRun } from '../../engine/charging/laboratory.ts';
import { chargingProfiles } from '../../engine/charging/ocpp.ts';
import { chargingSettings } from '../../engine/charging/settings.ts';
import type { Site } from '../../engine/charging/site.ts';
import { strategyByName } from '../../engine/charging/strategies/index.ts';
import { scenarioWith } from './fixtures.ts';
import { FIELDS_OF_MODE, problemsOf } from './ocpp-schema.ts';
import { randomSite } from './random-site.ts';

const plain = randomSite({ seed: 6, sessions: 10, v2gShare: 0.5, pvFactor: 2 });
const site: Site = {
  ...plain,
  sessions: { ...plain.sessions, phases: Uint8Array.from({ length: 10 }, (_, s) => s % 4) },
};
const run = runStrategy(site, strategyByName('v2g-peak-shaving'), chargingSettings(scenarioWith({})));
const profiles = chargingProfiles(site, run, (session) => session + 1);

test('OCPP 2.1: every request keeps the rules of the standard’s JSON schema', () => {
  expect(profiles).toHaveLength(10);
  for (const profile of profiles) expect(problemsOf(profile)).toEqual([]);
});

test('the rules themselves refuse what the schema refuses: a positive dischargeLimit, an unknown field, a missing unit, a local time', () => {
  const broken = JSON.parse(JSON.stringify(profiles[0]));
  const schedule = broken.chargingProfile.chargingSchedule[0];
  const [period] = schedule.chargingSchedulePeriod;
  period.dischargeLimit = 1000;
  period.power = 1;
  delete schedule.chargingRateUnit;
  schedule.startSchedule = '2025-01-01 12:00';
  expect(problemsOf(broken)).toHaveLength(4);
});

test('OCPP 2.1, limits and setpoints per operation mode: modes carry the fields they must and no other; a setpoint lies within [dischargeLimit, limit]', () => {
  profiles.forEach(({ chargingProfile }, s) => {
    const [schedule] = chargingProfile.chargingSchedule;
    const periods = schedule.chargingSchedulePeriod;
    expect(periods[0]!.startPeriod).toBe(0);
    periods.forEach((period, p) => {
      const { must, may } = FIELDS_OF_MODE[period.operationMode]!;
      const carried = ['limit', 'dischargeLimit', 'setpoint', 'setpointReactive'].filter((key) => key in period);
      for (const key of must) expect(carried).toContain(key);
      for (const key of carried) expect([...must, ...may]).toContain(key);
      expect(period.startPeriod).toBeLessThan(schedule.duration);
      if (p > 0) expect(period.startPeriod).toBeGreaterThan(periods[p - 1]!.startPeriod);
      expect(period.limit).toBeGreaterThanOrEqual(0);
      expect(period.operationMode).toBe(site.sessions.maximumDischargeKw[s] === 0 ? 'ChargingOnly' : 'CentralSetpoint');
      if (period.setpoint === undefined) return;
      expect(period.setpoint).toBeGreaterThanOrEqual(period.dischargeLimit!);
      expect(period.setpoint).toBeLessThanOrEqual(period.limit);
    });
  });
});

test('a car on one or two phases says so: a station that hears nothing divides the power over three', () => {
  profiles.forEach(({ chargingProfile }, s) => {
    const told =
      site.sessions.phases![s] === 1 || site.sessions.phases![s] === 2 ? site.sessions.phases![s] : undefined;
    for (const period of chargingProfile.chargingSchedule[0].chargingSchedulePeriod)
      expect(period.numberPhases).toBe(told);
  });
});

test('the energy of a profile is the energy of its session, to the watt', () => {
  for (const [s, profile] of profiles.entries()) expect(Math.abs(energyOff(site, run, s, profile))).toBeLessThan(0.5);
});

test('a stay of 1,100 steps that change every time fits the schema’s 1,024 periods, and keeps its energy', () => {
  const steps = 1100;
  const long = randomSite({ seed: 1, sessions: 1, steps });
  const stay = {
    ...long,
    sessions: { ...long.sessions, arrivalStep: Uint32Array.of(0), departureStep: Uint32Array.of(steps) },
  };
  const nervous: StrategyRun = {
    ...run,
    first: Uint32Array.of(0, steps),
    sessionKw: Float32Array.from({ length: steps }, (_, k) => 5 + (k % 7)),
  };
  const [profile] = chargingProfiles(stay, nervous, () => 1);
  expect(problemsOf(profile)).toEqual([]);
  expect(Math.abs(energyOff(stay, nervous, 0, profile!))).toBeLessThan(1);
});

/** Energy of a profile less that of its session, in watts of mean power. */
function energyOff(
  of: Site,
  ran: StrategyRun,
  s: number,
  profile: ReturnType<typeof chargingProfiles>[number],
): number {
  const [{ chargingSchedulePeriod: periods, duration }] = profile.chargingProfile.chargingSchedule;
  let wattHours = 0;
  periods.forEach((period, p) => {
    const end = periods[p + 1]?.startPeriod ?? duration;
    wattHours += ((period.setpoint ?? period.limit) * (end - period.startPeriod)) / 3600;
  });
  let wanted = 0;
  for (let k = ran.first[s]!; k < ran.first[s + 1]!; k++) wanted += ran.sessionKw[k]! * 1000 * of.stepH;
  return (wattHours - wanted) / ((ran.first[s + 1]! - ran.first[s]!) * of.stepH);
}
