/** Series of the energy charts from the table of steps, in megawatts: quarters of an hour, or days for a long look. Pure. */
import type { TFunction } from 'i18next';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from './plain-table.tsx';
import type { Range, Series } from './series-chart.tsx';
import { daysOf } from './thin.ts';

const LINES = [
  ['loadKw', 'load', 'load'],
  ['pvKw', 'pv', 'pv'],
  ['chargeKw', 'charge', 'charge'],
  ['dischargeKw', 'discharge', 'v2g'],
] as const;

const mega = (values: Float64Array): Float64Array => values.map((value) => value / 1000);
const anything = (values: Float64Array): boolean => values.some((value) => Math.abs(value) > 0);

export function energySeries(
  table: BridgeTable,
  byDay: boolean,
  t: TFunction,
): { x: Float64Array; power: Series[]; stored: Series[]; price: Series[] } {
  const x = numbers(table, 'startUtcS');
  const day = texts(table, 'localDate');
  const lines = LINES.filter(([column]) => anything(numbers(table, column)));
  if (byDay) {
    const net = daysOf(x, mega(numbers(table, 'netKw')), day);
    return {
      x: net.x,
      power: [
        { label: t('energy.netHigh'), colour: 'limit', values: net.high, fillToNext: true },
        { label: t('energy.netLow'), colour: 'limit', values: net.low },
        ...lines.map(([column, word, colour]) => ({
          label: t(`energy.${word}`),
          colour,
          values: daysOf(x, mega(numbers(table, column)), day).mean,
        })),
      ],
      stored: [],
      price: [],
    };
  }
  return {
    x,
    power: [
      ...lines.map(([column, word, colour]) => ({
        label: t(`energy.${word}`),
        colour,
        values: mega(numbers(table, column)),
      })),
      { label: t('energy.net'), colour: 'limit', values: mega(numbers(table, 'netKw')), dash: [6, 4] },
    ],
    stored: [{ label: t('energy.stored'), colour: 'charge', values: mega(numbers(table, 'storedKwh')) }],
    price: [{ label: t('energy.price'), colour: 'price', values: numbers(table, 'consumptionEurPerKwh') }],
  };
}

/** The seven days around the highest demand. */
export function peakWeek(table: BridgeTable): Range {
  const x = numbers(table, 'startUtcS');
  const net = numbers(table, 'netKw');
  const dates = texts(table, 'localDate');
  let peak = 0;
  net.forEach((value, i) => {
    if (value > net[peak]!) peak = i;
  });
  const day = x[Math.max(0, dates.indexOf(dates[peak] ?? ''))] ?? x[0] ?? 0;
  const first = x[0] ?? 0;
  const last = (x[x.length - 1] ?? 0) + 900;
  const from = Math.max(first, Math.min(last - 7 * 86_400, day - 3 * 86_400));
  return [from, Math.min(last, from + 7 * 86_400)];
}

/** Net power from the highest step to the lowest, over hours. */
export function durationOf(table: BridgeTable): { x: Float64Array; mw: Float64Array } {
  const x = numbers(table, 'startUtcS');
  const sorted = mega(numbers(table, 'netKw')).sort().reverse();
  const stepH = x.length > 1 ? (x[1]! - x[0]!) / 3600 : 0.25;
  return { x: Float64Array.from(sorted, (_, i) => i * stepH), mw: sorted };
}
