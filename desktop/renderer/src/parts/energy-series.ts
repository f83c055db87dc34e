/** Series of the energy charts from the table of steps: quarters of an hour, or days for a long look. Pure. */
import type { TFunction } from 'i18next';
import type { BridgeTable } from '../../../shared/bridge.ts';
import type { Range } from './chart/range.ts';
import { daysOf } from './days.ts';
import { numbers, texts } from './plain-table.tsx';
import type { Series } from './series-chart.tsx';

const LINES = [
  ['loadKw', 'load', 'load'],
  ['pvKw', 'pv', 'pv'],
  ['chargeKw', 'charge', 'charge'],
  ['dischargeKw', 'discharge', 'v2g'],
] as const;
/** Columns that a chart may draw; older results have not all of them. */
export const STEP_COLUMNS = [
  'startUtcS',
  'localDate',
  'loadKw',
  'pvKw',
  'chargeKw',
  'dischargeKw',
  'netKw',
  'storedKwh',
  'socShare',
  'fullestTransformerShare',
  'consumptionEurPerKwh',
  'wholesaleEurPerKwh',
] as const;

const times = (values: Float64Array, factor: number): Float64Array => values.map((value) => value * factor);
const anything = (values: Float64Array): boolean => values.some((value) => Math.abs(value) > 0);

export interface EnergyChart {
  readonly name: 'power' | 'loading' | 'stored' | 'price';
  readonly unit: string;
  readonly series: readonly Series[];
}
export interface EnergyCharts {
  /** Start of each step or day, UTC seconds. */
  readonly x: Float64Array;
  readonly charts: readonly EnergyChart[];
}

/** @param limitShare what the operator lets through a transformer, of its rating */
export function energyCharts(
  table: BridgeTable,
  byDay: boolean,
  limitShare: number | null,
  t: TFunction,
): EnergyCharts {
  const steps = numbers(table, 'startUtcS');
  const day = texts(table, 'localDate');
  const of = (name: string, factor = 1): Float64Array => times(numbers(table, name), factor);
  const days = (values: Float64Array): ReturnType<typeof daysOf> => daysOf(steps, values, day);
  const mean = (values: Float64Array): Float64Array => (byDay ? days(values).mean : values);
  const highest = (values: Float64Array): Float64Array => (byDay ? days(values).high : values);
  const x = byDay ? days(steps).x : steps;
  const lines = LINES.filter(([column]) => anything(numbers(table, column))).map<Series>(([column, word, colour]) => ({
    label: t(`energy.${word}`),
    colour,
    values: mean(of(column, 1e-3)),
  }));
  const net = of('netKw', 1e-3);
  const power: Series[] = byDay
    ? [
        { label: t('energy.netHigh'), colour: 'limit', values: days(net).high, fillToNext: true },
        { label: t('energy.netLow'), colour: 'limit', values: days(net).low },
        ...lines,
      ]
    : [...lines, { label: t('energy.net'), colour: 'limit', values: net, dash: [6, 4] }];
  const charts: EnergyChart[] = [{ name: 'power', unit: 'MW', series: power }];
  const fullest = of('fullestTransformerShare', 100);
  if (fullest.length > 0)
    charts.push({
      name: 'loading',
      unit: '%',
      series: [
        { label: t('energy.fullest'), colour: 'charge', values: highest(fullest) },
        ...(limitShare === null
          ? []
          : [
              {
                label: t('energy.limit'),
                colour: 'limit',
                values: new Float64Array(x.length).fill(100 * limitShare),
                dash: [7, 4],
              },
            ]),
      ],
    });
  const soc = of('socShare', 100);
  charts.push(
    soc.length > 0
      ? {
          name: 'stored',
          unit: '%',
          series: [{ label: t('energy.soc'), colour: 'v2g', values: mean(soc) }],
        }
      : {
          name: 'stored',
          unit: 'MWh',
          series: [{ label: t('energy.stored'), colour: 'v2g', values: mean(of('storedKwh', 1e-3)) }],
        },
  );
  const price = of('consumptionEurPerKwh');
  const bare = of('wholesaleEurPerKwh');
  charts.push({
    name: 'price',
    unit: '€/kWh',
    series: [
      { label: t('energy.price'), colour: 'price', values: mean(price) },
      ...(bare.length > 0 ? [{ label: t('energy.bare'), colour: 'soft', values: mean(bare), dash: [2, 3] }] : []),
    ],
  });
  return { x, charts };
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
  const sorted = times(numbers(table, 'netKw'), 1e-3).sort().reverse();
  const stepH = x.length > 1 ? (x[1]! - x[0]!) / 3600 : 0.25;
  return { x: Float64Array.from(sorted, (_, i) => i * stepH), mw: sorted };
}
