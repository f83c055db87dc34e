/** Ageing of batteries by use and by time, and what it costs. Pure.
 *  A battery is worn out when EOL_LOSS_SHARE of its capacity is lost; use and time add up.
 *  Use: in proportion to equivalent full cycles. Time: in proportion to the years, faster when kept full: at 0, 50 and 100 % charge half,
 *  one and one and a half times the mean.
 *  @source linear in both: the common planning model; level of charge: after Keil et al., J. Electrochem. Soc. 163 (2016) A1872 (rounded) */

const EOL_LOSS_SHARE = 0.2;
const HOURS_A_YEAR = 8766;

export interface AgeingModel {
  /** Full cycles until worn out, when nothing else ages it. */
  readonly cycleLife: number;
  /** Years until worn out at half charge, when it is not used. */
  readonly calendarLifeYears: number;
  readonly batteryEurPerKwh: number;
}

/** Capacity lost by charging and discharging, share of the capacity.
 *  @param throughputKwh in plus out, at the battery */
export const cyclicLossShare = (model: AgeingModel, capacityKwh: number, throughputKwh: number): number =>
  (EOL_LOSS_SHARE * throughputKwh) / (2 * capacityKwh * model.cycleLife);

/** Capacity lost in time, share of the capacity.
 *  @param socShare mean state of charge, 0–1 */
export const calendarLossShare = (model: AgeingModel, socShare: number, hours: number): number =>
  (EOL_LOSS_SHARE * hours * (0.5 + socShare)) / (HOURS_A_YEAR * model.calendarLifeYears);

/** What lost capacity is worth: the price of a battery, in proportion to the part of its life that is gone. */
export const ageingEur = (model: AgeingModel, capacityKwh: number, lossShare: number): number =>
  (lossShare / EOL_LOSS_SHARE) * capacityKwh * model.batteryEurPerKwh;
