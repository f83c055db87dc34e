/** What weather, prices and areas must be like before a year is built of them. All problems are told at once.
 *  In: the inputs. Out: nothing. @throws InputError */
import { InputError, type Problem } from '../core/errors.ts';
import type { AreaComposition, Prices, Weather } from './stores.ts';

/** Problems told of one array; more are counted. */
const TOLD = 3;

interface Rule {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

const FINITE: Rule = { text: 'must be a finite number', holds: Number.isFinite };
const IRRADIANCE: Rule = { text: 'must lie in −10..1600 W/m²', holds: (value) => value >= -10 && value <= 1600 };
const AIR: Rule = { text: 'must lie in −90..60 °C', holds: (value) => value >= -90 && value <= 60 };
const WIND: Rule = { text: 'must lie in 0..120 m/s', holds: (value) => value >= 0 && value <= 120 };
const PRICE: Rule = { text: 'must lie in −10..10 EUR/kWh', holds: (value) => Math.abs(value) <= 10 };
const AMOUNT: Rule = { text: 'must be a finite number >= 0', holds: (value) => value >= 0 && Number.isFinite(value) };

function checkArray(
  problems: Problem[],
  file: string,
  key: string,
  values: ArrayLike<number>,
  count: number,
  rule: Rule,
): void {
  if (values.length !== count) {
    problems.push({ file, key, rule: `must have ${count} values`, value: values.length });
    return;
  }
  let broken = 0;
  for (let i = 0; i < count; i++) {
    if (rule.holds(values[i]!)) continue;
    if (broken < TOLD) problems.push({ file, key: `${key}[${i}]`, rule: rule.text, value: values[i] });
    broken++;
  }
  if (broken > TOLD) problems.push({ file, key, rule: `${broken - TOLD} more values break the same rule` });
}

function checkSteps(problems: Problem[], file: string, stepS: number, startUtcS: number, count: number): void {
  if (!(stepS >= 60 && (3600 % stepS === 0 || stepS % 3600 === 0)))
    problems.push({ file, key: 'stepS', rule: 'must divide an hour or be whole hours', value: stepS });
  if (!Number.isFinite(startUtcS)) problems.push({ file, key: 'startUtcS', rule: FINITE.text, value: startUtcS });
  if (count === 0) problems.push({ file, key: '', rule: 'must hold at least one step' });
}

/** @throws InputError with every problem of the three */
export function checkInputs(weather: Weather, prices: Prices, areas: AreaComposition): void {
  const problems: Problem[] = [];
  const hours = weather.ghiWm2.length;
  checkSteps(problems, 'weather', weather.stepS, weather.startUtcS, hours);
  checkArray(problems, 'weather', 'ghiWm2', weather.ghiWm2, hours, IRRADIANCE);
  if (weather.dniWm2) checkArray(problems, 'weather', 'dniWm2', weather.dniWm2, hours, IRRADIANCE);
  if (weather.dhiWm2) checkArray(problems, 'weather', 'dhiWm2', weather.dhiWm2, hours, IRRADIANCE);
  checkArray(problems, 'weather', 'airTemperatureC', weather.airTemperatureC, hours, AIR);
  checkArray(problems, 'weather', 'windSpeedMps', weather.windSpeedMps, hours, WIND);
  checkSteps(problems, 'prices', prices.stepS, prices.startUtcS, prices.priceEurPerKwh.length);
  checkArray(problems, 'prices', 'priceEurPerKwh', prices.priceEurPerKwh, prices.priceEurPerKwh.length, PRICE);
  const { count, ...figures } = areas;
  for (const [key, values] of Object.entries(figures)) checkArray(problems, 'areas', key, values, count, AMOUNT);
  if (problems.length > 0) throw new InputError(problems);
}
