/** A strategy's plan as OCPP 2.1 charging profiles: one SetChargingProfileRequest a session, ready for a charging station management system.
 *  In: site, run of a strategy. Out: plain JSON values. Pure.
 *  Signs and modes of the standard: `setpoint` + charging and − discharging, `limit` ≥ 0, `dischargeLimit` ≤ 0, all in W and for all
 *  phases together; `ChargingOnly` carries a limit, `CentralSetpoint` a setpoint within [dischargeLimit, limit].
 *  Source: OCPP 2.1 part 2, ChargingProfileType and block Q (bidirectional). */
import type { StrategyRun } from './laboratory.ts';
import type { Site } from './site.ts';

export interface OcppPeriod {
  readonly startPeriod: number;
  readonly operationMode: 'ChargingOnly' | 'CentralSetpoint';
  readonly limit: number;
  readonly dischargeLimit?: number;
  readonly setpoint?: number;
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

/** Stations accept this many periods at least; more are merged by the station's own limits. @source OCPP 2.1 schema: 1…1024 */
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
    const periods: OcppPeriod[] = [];
    let last = Number.NaN;
    for (let k = 0; k < steps; k++) {
      const watts = Math.round(run.sessionKw[run.first[s]! + k]! * 1000);
      if (watts === last || periods.length === MOST_PERIODS) continue;
      last = watts;
      const startPeriod = k * stepS;
      periods.push(
        twoWay
          ? {
              startPeriod,
              operationMode: 'CentralSetpoint',
              limit,
              dischargeLimit,
              setpoint: Math.max(dischargeLimit, Math.min(limit, watts)) + 0,
            }
          : { startPeriod, operationMode: 'ChargingOnly', limit: Math.max(0, watts) },
      );
    }
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
