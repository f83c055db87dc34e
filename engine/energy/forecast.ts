/** What a controller could know of the coming sun, load or price, with an error that is stated.
 *  In: the truth per step. Out: forecasts per step. Pure; chance by named streams.
 *  Models: persistence (as yesterday), smart persistence (yesterday's share of what a clear sky gives, or the last hour's), and a perfect
 *  forecast spoilt by an autoregressive error whose size grows with the lead time.
 *  Sources: Perez et al., Solar Energy 84 (2010) 2161–2172 (clear-sky persistence as the reference); error growth: assumption. */
import { normal, purposeId, Stream } from '../core/random.ts';

const FORECAST = purposeId('forecast-error');

/** As the same step of the day before; the first day reads itself. */
export function persistenceForecast(truth: ArrayLike<number>, stepsPerDay: number): Float64Array {
  return Float64Array.from(
    { length: truth.length },
    (_, step) => truth[step >= stepsPerDay ? step - stepsPerDay : step]!,
  );
}

/** Forecast made at a step for the steps ahead: the clear-sky share of the last `windowSteps` holds on.
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
  const shareUntil = (end: number): number | null => {
    let got = 0;
    let possible = 0;
    for (let step = Math.max(0, end - windowSteps); step < end; step++) {
      got += truth[step]!;
      possible += clear[step]!;
    }
    return possible > 0 ? got / possible : null;
  };
  // Before sunrise nothing has been seen today: yesterday's share of the whole day decides.
  let share = shareUntil(from);
  if (share === null) {
    let got = 0;
    let possible = 0;
    for (let step = Math.max(0, from - stepsPerDay); step < from; step++) {
      got += truth[step]!;
      possible += clear[step]!;
    }
    share = possible > 0 ? got / possible : 0.5;
  }
  const held = share;
  return Float64Array.from({ length: ahead }, (_, i) => held * (clear[Math.min(clear.length - 1, from + i)] ?? 0));
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
