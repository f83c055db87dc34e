/** Deaths prevented by regular walking and cycling, and their value: the physical-activity part of WHO's HEAT.
 *  In: people, their mean minutes a week, mortality. Out: deaths a year and euros a year. Pure.
 *  Method: WHO Regional Office for Europe, Health economic assessment tool (HEAT) for walking and for cycling (2017): risk falls in proportion to
 *  minutes up to a cap. Relative risks: Kelly et al., Int. J. Behavioral Nutrition and Physical Activity 11 (2014), doi 10.1186/s12966-014-0132-x:
 *  walking 0.89 and cycling 0.90 at 11.25 MET-hours a week. Build-up over years and discounting are left out: this is the yearly effect once habits last. */

export interface HeatMode {
  /** Relative risk of dying at the reference volume. */
  readonly relativeRisk: number;
  readonly referenceMinPerWeek: number;
  /** Most that the risk can fall. */
  readonly capShare: number;
  readonly fromAge: number;
  readonly toAge: number;
}

export const HEAT_WALKING: HeatMode = {
  relativeRisk: 0.89,
  referenceMinPerWeek: 168,
  capShare: 0.3,
  fromAge: 20,
  toAge: 74,
};
export const HEAT_CYCLING: HeatMode = {
  relativeRisk: 0.9,
  referenceMinPerWeek: 100,
  capShare: 0.45,
  fromAge: 20,
  toAge: 64,
};

/** By how much the risk of dying falls, 0 … capShare. */
export function riskReductionShare(mode: HeatMode, minPerWeek: number): number {
  return Math.min(mode.capShare, Math.max(0, ((1 - mode.relativeRisk) * minPerWeek) / mode.referenceMinPerWeek));
}

/** Deaths that a mean of `minPerWeek` among `persons` prevents each year. @param deathsPer100000 of the same ages, a year */
export function deathsPreventedPerYear(
  mode: HeatMode,
  persons: number,
  minPerWeek: number,
  deathsPer100000: number,
): number {
  return (persons * deathsPer100000 * riskReductionShare(mode, minPerWeek)) / 100_000;
}
