/** Forecasts of a site for strategies in the laboratory: perfect, as yesterday, or perfect spoilt by a stated error of the sun.
 *  Prices are known to the end of today, from 13:00 to the end of tomorrow; the limit of the connection is agreed ahead. */
import { noisyForecast, PV_ERROR } from '../energy/forecast.ts';
import type { Site } from './site.ts';
import type { Forecast } from './snapshot.ts';

export const FORECASTS = ['perfect', 'noisy', 'persistence'] as const;
export type ForecastKind = (typeof FORECASTS)[number];

const PUBLISHED_S = 13 * 3600;

export class SiteForecast implements Forecast {
  readonly horizonSteps: number;
  private readonly site: Site;
  private readonly kind: ForecastKind;
  private readonly seed: number;
  private readonly stepsPerDay: number;
  private step = 0;
  private knownSteps = 1;
  /** Sun as forecast at `issued`. */
  private sunKw: Float64Array = new Float64Array(0);
  private issued = -1;

  constructor(site: Site, kind: ForecastKind, seed: number) {
    this.site = site;
    this.kind = kind;
    this.seed = seed;
    this.stepsPerDay = Math.max(1, Math.round(24 / site.stepH));
    this.horizonSteps = this.stepsPerDay;
  }

  moveTo(step: number): void {
    this.step = step;
    const localS = this.site.localS[step]!;
    const leftToday = Math.max(1, Math.ceil((86_400 - localS) / (this.site.stepH * 3600)));
    this.knownSteps = leftToday + (localS >= PUBLISHED_S ? this.stepsPerDay : 0);
    if (this.kind !== 'noisy' || (this.issued >= 0 && step - this.issued < 1 / this.site.stepH)) return;
    // A new forecast every hour, two days long.
    this.issued = step;
    const ahead = Math.min(2 * this.stepsPerDay, this.site.stepCount - step);
    this.sunKw = noisyForecast(this.site.pvKw, step, ahead, this.site.stepH * 3600, PV_ERROR, this.seed, 0, step);
  }

  private known(values: Float64Array, k: number): number {
    return k < this.knownSteps && this.step + k < this.site.stepCount ? values[this.step + k]! : Number.NaN;
  }

  priceEurPerKwh(k: number): number {
    return this.known(this.site.priceEurPerKwh, k);
  }

  feedInEurPerKwh(k: number): number {
    return this.known(this.site.feedInEurPerKwh, k);
  }

  co2GPerKwh(k: number): number {
    return this.site.co2GPerKwh[Math.min(this.site.stepCount - 1, this.step + k)]!;
  }

  promisedKw(k: number): number {
    const { limitKw, stepCount } = this.site;
    return limitKw[Math.min(stepCount - 1, this.step + k)]! - this.netKw(k);
  }

  netKw(k: number): number {
    const { site, step } = this;
    const at = Math.min(site.stepCount - 1, step + k);
    if (k === 0 || this.kind === 'perfect') return site.loadKw[at]! - site.pvKw[at]!;
    if (this.kind === 'noisy') {
      const sun = this.sunKw[step + k - this.issued];
      return site.loadKw[at]! - (sun ?? site.pvKw[at]!);
    }
    const before = Math.max(0, step + k - this.stepsPerDay * Math.ceil(k / this.stepsPerDay));
    return site.loadKw[before]! - site.pvKw[before]!;
  }
}
