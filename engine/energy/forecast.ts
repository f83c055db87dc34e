/** What a controller could know of the coming sun, load or price, with an error that is stated.
 *  In: the truth per step. Out: forecasts per step. Pure; chance by named streams.
 *  Models: persistence (as yesterday), smart persistence (yesterday's share of what a clear sky gives, or the last hour's), and a perfect
 *  forecast spoilt by an autoregressive error whose size grows with the lead time.
 *  Sources: Perez et al., Solar Energy 84 (2010) 2161–2172 (clear-sky persistence as the reference); error growth: assumption. */
import { normal, purposeId, Stream } from '../core/random.ts';
import { DAY_S } from '../core/time.ts';

const FORECAST = purposeId('forecast-error');

/** As the same step of the day before; the first day reads itself. */
export function persistenceForecast(truth: ArrayLike<number>, stepsPerDay: number): Float64Array {
  return Float64Array.from(
    { length: truth.length },
    (_, step) => truth[step >= stepsPerDay ? step - stepsPerDay : step]!,
  );
}

/** Share of the clear sky that counts as seen: below this part of a day's best the sun stands too low to tell. */
const TELLING_SHARE = 0.08;
/** Broken cloud can lift what came above a clear sky, but not for long. */
const HIGHEST_SHARE = 1.1;
/** Where nothing has been seen yet. */
const USUAL_SHARE = 0.5;

/** Forecast made at a step for the steps ahead: the clear-sky share of the last `windowSteps` holds on; where the sun stood too low in
 *  these, the share of the last day.
 *  @param clear [step] what a clear sky would give, same unit as truth
 *  @returns [ahead] for steps from … from + ahead − 1 */
export function smartPersistenceForecast(
  truth: ArrayLike<number>,
  clear: ArrayLike<number>,
  from: number,
  ahead: number,
  windowSteps: number,
  stepsPerDay: number,
): Float64Array {
  let got = 0;
  let possible = 0;
  let recentGot = 0;
  let recentPossible = 0;
  let best = 0;
  for (let step = Math.max(0, from - stepsPerDay); step < from; step++) {
    got += truth[step]!;
    possible += clear[step]!;
    best = Math.max(best, clear[step]!);
    if (step < from - windowSteps) continue;
    recentGot += truth[step]!;
    recentPossible += clear[step]!;
  }
  const telling = recentPossible > TELLING_SHARE * best * windowSteps;
  const share = telling ? recentGot / recentPossible : possible > 0 ? got / possible : USUAL_SHARE;
  const held = Math.min(HIGHEST_SHARE, share);
  return Float64Array.from({ length: ahead }, (_, i) => held * (clear[from + i] ?? 0));
}

export interface ErrorModel {
  /** Standard deviation of the relative error at a lead of one hour and its ceiling far ahead. */
  readonly relativeAtOneHour: number;
  readonly relativeFarAhead: number;
  /** Time over which errors of neighbouring steps stay alike [h]. */
  readonly memoryHours: number;
  /** Mean relative error, e.g. 0.05 for a forecast that is 5 % too high. */
  readonly biasShare: number;
}

/** Day-ahead PV forecast of a district. @source assumption near published values: nRMSE 5 % an hour ahead, 20–25 % of output a day ahead */
export const PV_ERROR: ErrorModel = { relativeAtOneHour: 0.08, relativeFarAhead: 0.25, memoryHours: 4, biasShare: 0 };

/** Truth spoilt by an error that belongs to the moment of issue: the same issue gives the same forecast, however often it is asked.
 *  @param issue number of the forecast (e.g. the step at which it is made)
 *  @param agent whose forecast, e.g. the area
 *  @returns [ahead], never below 0 when the truth is not */
export function noisyForecast(
  truth: ArrayLike<number>,
  from: number,
  ahead: number,
  stepS: number,
  model: ErrorModel,
  seed: number,
  agent: number,
  issue = from,
): Float64Array {
  const memory = Math.exp(-stepS / (model.memoryHours * 3600));
  const fresh = Math.sqrt(1 - memory * memory);
  const stream = new Stream(seed, 'forecast-error', agent, issue);
  let state = normal(seed, FORECAST, agent, issue);
  return Float64Array.from({ length: ahead }, (_, i) => {
    state = memory * state + fresh * stream.normal();
    const leadH = ((i + 0.5) * stepS) / 3600;
    const size = Math.min(model.relativeFarAhead, model.relativeAtOneHour * Math.sqrt(leadH));
    const value = truth[Math.min(truth.length - 1, from + i)]!;
    const factor = 1 + model.biasShare + size * state;
    return value >= 0 ? Math.max(0, value * factor) : value * factor;
  });
}

export const FORECASTS = ['persistence', 'smart-persistence', 'noisy'] as const;
export type ForecastModel = (typeof FORECASTS)[number];

/** A forecast for every step of a series: persistence of the day before; smart persistence made up to an hour before; or noisy, issued at each midnight
 *  (UTC) for the whole day.
 *  @param truth, clear [step] what came, and what a clear sky would have given
 *  @throws RangeError when a day is no whole number of steps */
export function forecastSeries(
  model: ForecastModel,
  truth: ArrayLike<number>,
  clear: ArrayLike<number>,
  grid: { readonly startUtcS: number; readonly stepS: number },
  seed: number,
): Float64Array {
  const { startUtcS, stepS } = grid;
  const perDay = DAY_S / stepS;
  if (!Number.isInteger(perDay)) throw new RangeError(`a day must be a whole number of steps, got steps of ${stepS} s`);
  if (model === 'persistence') return persistenceForecast(truth, perDay);
  const series = new Float64Array(truth.length);
  if (model === 'smart-persistence') {
    const hour = Math.max(1, Math.round(3600 / stepS));
    for (let step = 0; step < series.length; step++) {
      const lead = Math.min(hour - 1, step);
      series[step] = smartPersistenceForecast(truth, clear, step - lead, lead + 1, hour, perDay)[lead]!;
    }
    return series;
  }
  const firstMidnight = Math.ceil(startUtcS / DAY_S) * DAY_S;
  let from = 0;
  while (from < series.length) {
    const to = Math.min(
      series.length,
      from === 0 && firstMidnight > startUtcS ? Math.ceil((firstMidnight - startUtcS) / stepS) : from + perDay,
    );
    const issueDay = Math.floor((startUtcS + from * stepS) / DAY_S);
    series.set(noisyForecast(truth, from, to - from, stepS, PV_ERROR, seed, 0, issueDay), from);
    from = to;
  }
  return series;
}
