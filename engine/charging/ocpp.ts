/** A strategy's plan as OCPP 2.1 charging profiles: one SetChargingProfileRequest a session, ready for a charging station management system.
 *  In: site, run of a strategy. Out: plain JSON values. Pure.
 *  Signs and modes of the standard: `setpoint` + charging and − discharging, `limit` ≥ 0, `dischargeLimit` ≤ 0, all in W and for all
 *  phases together; `ChargingOnly` carries a limit and nothing else, `CentralSetpoint` a setpoint within [dischargeLimit, limit]. A station
 *  takes three phases unless told otherwise, and would give a car on one phase a third: so fewer phases are told.
 *  Source: OCPP 2.1 part 2, ChargingProfileType and block Q (bidirectional: limits and setpoints per operation mode). */
import type { StrategyRun } from './laboratory.ts';
import type { Site } from './site.ts';

export interface OcppPeriod {
  readonly startPeriod: number;
  readonly operationMode: 'ChargingOnly' | 'CentralSetpoint';
  readonly limit: number;
  readonly dischargeLimit?: number;
  readonly setpoint?: number;
  readonly numberPhases?: number;
}

export interface SetChargingProfileRequest {
  readonly evseId: number;
  readonly chargingProfile: {
    readonly id: number;
    readonly stackLevel: number;
    readonly chargingProfilePurpose: 'TxProfile';
    readonly chargingProfileKind: 'Absolute';
    readonly transactionId: string;
    readonly validFrom: string;
    readonly validTo: string;
    readonly chargingSchedule: readonly [
      {
        readonly id: number;
        readonly startSchedule: string;
        readonly duration: number;
        readonly chargingRateUnit: 'W';
        readonly chargingSchedulePeriod: readonly OcppPeriod[];
      },
    ];
  };
}

/** A schedule holds so many periods at most: where power changes more often, steps are averaged over ever longer spans until it does.
 *  @source OCPP 2.1 schema: 1…1024 */
const MOST_PERIODS = 1024;

const iso = (utcS: number): string => new Date(utcS * 1000).toISOString();

/** @param evseOf number of the charge point of a session, from 1 */
export function chargingProfiles(
  site: Site,
  run: StrategyRun,
  evseOf: (session: number) => number,
): SetChargingProfileRequest[] {
  const { sessions, startUtcS, stepH } = site;
  const stepS = Math.round(stepH * 3600);
  return Array.from({ length: sessions.count }, (_, s) => {
    const arrivalUtcS = startUtcS + sessions.arrivalStep[s]! * stepS;
    const steps = sessions.departureStep[s]! - sessions.arrivalStep[s]!;
    const twoWay = sessions.maximumDischargeKw[s]! > 0;
    const limit = Math.round(sessions.maximumKw[s]! * 1000);
    const dischargeLimit = -Math.round(sessions.maximumDischargeKw[s]! * 1000);
    const numberPhases = sessions.phases?.[s] ?? 0;
    const phases = numberPhases === 1 || numberPhases === 2 ? { numberPhases } : {};
    const kw = run.sessionKw.subarray(run.first[s]!, run.first[s]! + steps);
    const periods = changes(kw).map(({ step, watts }): OcppPeriod => {
      const startPeriod = step * stepS;
      if (!twoWay) return { startPeriod, operationMode: 'ChargingOnly', limit: Math.max(0, watts), ...phases };
      const setpoint = Math.max(dischargeLimit, Math.min(limit, watts)) + 0;
      return { startPeriod, operationMode: 'CentralSetpoint', limit, dischargeLimit, setpoint, ...phases };
    });
    return {
      evseId: evseOf(s),
      chargingProfile: {
        id: s + 1,
        stackLevel: 0,
        chargingProfilePurpose: 'TxProfile',
        chargingProfileKind: 'Absolute',
        transactionId: sessions.id[s]!.slice(0, 36),
        validFrom: iso(arrivalUtcS),
        validTo: iso(arrivalUtcS + steps * stepS),
        chargingSchedule: [
          {
            id: s + 1,
            startSchedule: iso(arrivalUtcS),
            duration: steps * stepS,
            chargingRateUnit: 'W',
            chargingSchedulePeriod: periods,
          },
        ],
      },
    };
  });
}

/** Steps at which the power changes, in whole watts. */
function changes(kw: Float32Array): Array<{ readonly step: number; readonly watts: number }> {
  for (let span = 1; ; span++) {
    const found: Array<{ readonly step: number; readonly watts: number }> = [];
    for (let step = 0; step < kw.length; step += span) {
      const part = kw.subarray(step, step + span);
      const watts = Math.round((part.reduce((sum, power) => sum + power, 0) * 1000) / part.length);
      if (watts !== found.at(-1)?.watts) found.push({ step, watts });
    }
    if (found.length <= MOST_PERIODS) return found;
  }
}
