/** What the charging levers of a scenario mean in numbers. In: resolved scenario. Out: plain values. Pure. */

import { clockS } from '../scenario/lever.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { AgeingModel } from './ageing.ts';
import { FLEET_CURVES } from './fleet-curves.ts';
import type { ChargePhysics } from './physics.ts';

/** Lowest current a car accepts [A] and the voltage of a phase [kV]. Source: IEC 61851-1. */
const MINIMUM_CURRENT_A = 6;
const PHASE_KV = 0.23;

/** Least power of a car that charges at all [kW]: 6 A on each of its phases. */
export const minimumKw = (phases: number): number => MINIMUM_CURRENT_A * PHASE_KV * (phases === 1 ? 1 : 3);

/** Power of a car at a point with three phases [kW]. */
export const pointKw = (maxAcKw: number, phases: number, chargerKw: number): number =>
  Math.min(maxAcKw, phases === 1 ? chargerKw / 3 : chargerKw);

/** What strategies and the delivery of power are told once, before the first step. */
export interface ChargingSettings {
  /** One way, between grid side and battery, 0–1. */
  readonly efficiencyShare: number;
  readonly targetSocShare: number;
  readonly ceilingSocShare: number;
  readonly minimumSocShare: number;
  /** Delayed charging waits from … until …; seconds after local midnight. */
  readonly delayFromS: number;
  readonly delayUntilS: number;
  /** Off-peak window; seconds after local midnight. */
  readonly offPeakFromS: number;
  readonly offPeakUntilS: number;
  /** In the operator's window the cars of a site share this part of their points' power. */
  readonly operatorFromS: number;
  readonly operatorUntilS: number;
  readonly operatorShare: number;
  /** Wear of the battery for each kWh discharged. */
  readonly wearEurPerKwh: number;
  /** True where hundreds of sites plan ahead all year: plans with discharge are made in whole hours where prices are. */
  readonly plansByHour?: boolean;
}

export function chargingSettings(scenario: Scenario): ChargingSettings {
  const levers = scenario.charging;
  return {
    efficiencyShare: levers.oneWayEfficiencyShare,
    targetSocShare: levers.targetSocShare,
    ceilingSocShare: Math.max(levers.ceilingSocShare, levers.targetSocShare),
    minimumSocShare: Math.min(levers.minimumSocShare, levers.targetSocShare),
    delayFromS: clockS(levers.delayFrom),
    delayUntilS: clockS(levers.delayUntil),
    offPeakFromS: clockS(levers.offPeakFrom),
    offPeakUntilS: clockS(levers.offPeakUntil),
    operatorFromS: clockS(levers.eveningLimitFrom),
    operatorUntilS: clockS(levers.eveningLimitTo),
    operatorShare: levers.operatorLimitShare,
    wearEurPerKwh: levers.wearEurPerKwh,
  };
}

/** Losses, standby and charge curves of a scenario. */
export const chargePhysics = ({ charging }: Scenario): ChargePhysics => ({
  efficiencyShare: charging.oneWayEfficiencyShare,
  fixedLossKw: charging.fixedLossW / 1000,
  standbyKw: charging.standbyW / 1000,
  curves: FLEET_CURVES,
});

export const ageingModel = ({ charging }: Scenario): AgeingModel => ({
  cycleLife: charging.batteryCycleLife,
  calendarLifeYears: charging.batteryCalendarLifeYears,
  batteryEurPerKwh: charging.batteryEurPerKwh,
});

/** True when a time of day lies in [fromS, toS), which may run across midnight. */
export const inWindow = (localS: number, fromS: number, toS: number): boolean =>
  fromS <= toS ? localS >= fromS && localS < toS : localS >= fromS || localS < toS;
