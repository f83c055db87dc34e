/** Forecasts inside the year's simulation: what was metered at the same time of the last day (persistence), and the day-ahead prices
 *  that are public: today's, and tomorrow's from 13:00. Moved along by the simulation; allocates nothing. */
import type { Calendar } from '../core/time.ts';
import type { EnergyYear } from '../energy/stores.ts';
import type { Forecast } from './snapshot.ts';

/** Day-ahead prices of tomorrow are published after 13:00 on the wall clock. Source: SDAC. */
const PUBLISHED_S = 13 * 3600;

/** CO2 of the grid where the scenario has one figure for the whole year, which would tell a strategy nothing: a tenth above its mean without sun, and 0.8 of the mean less at a kW a kWp. Mean over a Dutch year (0.1 kW a kWp)
 *  stays about the same. @source assumption; no hourly Dutch series is open */
const SUNLESS_SHARE = 0.1;
const FULL_SUN_SHARE = 0.8;

export class YearForecast implements Forecast {
  private readonly calendar: Calendar;
  private readonly energy: EnergyYear;
  private readonly stepsPerDay: number;
  private readonly meanCo2GPerKwh: number;
  /** The energy room's hours; null when the scenario has one figure for the year. */
  private readonly hourlyGPerKwh: Float64Array | null;
  /** [area × step of two days, a ring] sun left over since the start of the period, up to and with a step [kWh]. */
  private readonly surplusSum: Float64Array;
  private area = 0;
  private step = 0;
  private knownSteps = 1;

  /** Power promised to the cars of an area in a step; null where the operator promises nothing. */
  private readonly promised: ((area: number, step: number) => number) | null;

  constructor(
    calendar: Calendar,
    energy: EnergyYear,
    meanCo2GPerKwh: number,
    promised: ((area: number, step: number) => number) | null = null,
  ) {
    this.promised = promised;
    this.meanCo2GPerKwh = meanCo2GPerKwh;
    const series = energy.carbonGPerKwh;
    this.hourlyGPerKwh = series?.some((value) => value !== series[0]) === true ? series : null;
    this.calendar = calendar;
    this.energy = energy;
    this.stepsPerDay = 86_400 / calendar.grid.stepS;
    this.surplusSum = new Float64Array(energy.areas.areaCount * 2 * this.stepsPerDay);
  }

  get horizonSteps(): number {
    return this.stepsPerDay;
  }

  moveTo(step: number): void {
    const { dayOfStep, localS, firstStepOfDay, dayCount } = this.calendar;
    this.step = step;
    const lastKnownDay = Math.min(dayCount - 1, dayOfStep[step]! + (localS[step]! >= PUBLISHED_S ? 1 : 0));
    this.knownSteps = firstStepOfDay[lastKnownDay + 1]! - step;
  }

  /** Takes in sun less load of a step [kW]; called for each area and step in order, before it is looked at, for strategies that ask for
   *  `surplusKwh`. */
  advance(area: number, step: number, leftKw: number): void {
    const ring = 2 * this.stepsPerDay;
    const before = step === 0 ? 0 : this.surplusSum[area * ring + ((step - 1) % ring)]!;
    const surplusKw = Math.max(0, leftKw);
    this.surplusSum[area * ring + (step % ring)] = before + (surplusKw * this.calendar.grid.stepS) / 3600;
  }

  surplusKwh(steps: number): number {
    return this.sumTo(this.step + steps - 1 - this.stepsPerDay) - this.sumTo(this.step - this.stepsPerDay);
  }

  private sumTo(step: number): number {
    const ring = 2 * this.stepsPerDay;
    return step < 0 ? 0 : this.surplusSum[this.area * ring + (step % ring)]!;
  }

  lookAt(area: number): void {
    this.area = area;
  }

  priceEurPerKwh(k: number): number {
    return k < this.knownSteps ? this.energy.tariff.consumptionEurPerKwh[this.step + k]! : Number.NaN;
  }

  feedInEurPerKwh(k: number): number {
    return k < this.knownSteps ? this.energy.tariff.feedInEurPerKwh[this.step + k]! : Number.NaN;
  }

  /** As the energy room has it for the hours of the forecast: CO2 of the next day is published with the day-ahead market. */
  co2GPerKwh(k: number): number {
    const series = this.hourlyGPerKwh;
    if (series !== null) return series[Math.min(series.length - 1, this.step + k)]!;
    const back = k === 0 ? 0 : this.stepsPerDay * Math.ceil(k / this.stepsPerDay);
    const sun = this.energy.pvKwPerKwp[Math.max(0, this.step + k - back)]!;
    return this.meanCo2GPerKwh * (1 + SUNLESS_SHARE - FULL_SUN_SHARE * sun);
  }

  promisedKw(k: number): number {
    if (this.promised === null) return Number.POSITIVE_INFINITY;
    return this.promised(this.area, Math.min(this.energy.areas.stepCount - 1, this.step + k));
  }

  netKw(k: number): number {
    const { stepCount, loadKw, pvProducedKw } = this.energy.areas;
    const back = k === 0 ? 0 : this.stepsPerDay * Math.ceil(k / this.stepsPerDay);
    const at = this.area * stepCount + Math.max(0, this.step + k - back);
    return loadKw[at]! - pvProducedKw[at]!;
  }
}
