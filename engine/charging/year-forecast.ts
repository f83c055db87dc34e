/** Forecasts inside the year's simulation: what was metered at the same time of the last day (persistence), and the day-ahead prices
 *  that are public: today's, and tomorrow's from 13:00. Moved along by the simulation; allocates nothing. */
import type { Calendar } from '../core/time.ts';
import type { EnergyYear } from '../energy/stores.ts';
import type { Forecast } from './snapshot.ts';

/** Day-ahead prices of tomorrow are published after 13:00 on the wall clock. Source: SDAC. */
const PUBLISHED_S = 13 * 3600;

export class YearForecast implements Forecast {
  private readonly calendar: Calendar;
  private readonly energy: EnergyYear;
  private readonly stepsPerDay: number;
  private area = 0;
  private step = 0;
  private knownSteps = 1;

  constructor(calendar: Calendar, energy: EnergyYear) {
    this.calendar = calendar;
    this.energy = energy;
    this.stepsPerDay = 86_400 / calendar.grid.stepS;
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

  lookAt(area: number): void {
    this.area = area;
  }

  priceEurPerKwh(k: number): number {
    return k < this.knownSteps ? this.energy.tariff.consumptionEurPerKwh[this.step + k]! : Number.NaN;
  }

  netKw(k: number): number {
    const { stepCount, loadKw, pvProducedKw } = this.energy.areas;
    const back = k === 0 ? 0 : this.stepsPerDay * Math.ceil(k / this.stepsPerDay);
    const at = this.area * stepCount + Math.max(0, this.step + k - back);
    return loadKw[at]! - pvProducedKw[at]!;
  }
}
