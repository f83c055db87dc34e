/** Small charts as SVG, for panels: bars by hour, a line over a day. Each says in words what it shows. */
import type { ReactNode } from 'react';
import { useShared } from '../context.tsx';
import { figure, LOCALE } from './format.ts';

const WIDTH = 300;
const HEIGHT = 110;
const EDGE = { left: 36, right: 6, top: 8, bottom: 18 };
const inner = { width: WIDTH - EDGE.left - EDGE.right, height: HEIGHT - EDGE.top - EDGE.bottom };

function Axes({
  most,
  least = 0,
  unit,
}: {
  readonly most: number;
  readonly least?: number;
  readonly unit: string;
}): ReactNode {
  const { language } = useShared();
  const y = (value: number): number => EDGE.top + inner.height * (1 - (value - least) / (most - least || 1));
  return (
    <g className="axes">
      {[least, most].map((value) => (
        <g key={value}>
          <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(value)} y2={y(value)} />
          <text x={EDGE.left - 4} y={y(value) + 4} textAnchor="end">
            {figure(value, unit, language)}
          </text>
        </g>
      ))}
      {[0, 6, 12, 18, 24].map((hour) => (
        <text key={hour} x={EDGE.left + (inner.width * hour) / 24} y={HEIGHT - 4} textAnchor="middle">
          {hour}
        </text>
      ))}
    </g>
  );
}

export interface HourSeries {
  readonly name: string;
  readonly colour: string;
  /** 24 values ≥ 0 */
  readonly values: readonly number[];
}

export function HourBars({
  series,
  label,
}: {
  readonly series: readonly HourSeries[];
  readonly label: string;
}): ReactNode {
  const sums = Array.from({ length: 24 }, (_, hour) => series.reduce((sum, one) => sum + (one.values[hour] ?? 0), 0));
  const most = niceTop(Math.max(...sums));
  const wide = inner.width / 24;
  return (
    <svg className="small-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <Axes most={most} unit="" />
      {sums.map((_, hour) => {
        let base = 0;
        return series.map((one) => {
          const value = one.values[hour] ?? 0;
          const y = EDGE.top + inner.height * (1 - (base + value) / most);
          base += value;
          return (
            <rect
              key={`${one.name}${
                // biome-ignore lint/suspicious/noArrayIndexKey: hours do not move.
                hour
              }`}
              x={EDGE.left + hour * wide + 0.5}
              y={y}
              width={wide - 1}
              height={(inner.height * value) / most}
              fill={one.colour}
            />
          );
        });
      })}
    </svg>
  );
}

export interface DaySeries {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
  readonly values: ArrayLike<number>;
}

/** A day from midnight to midnight in equal steps. */
export function DayLines({
  series,
  label,
  unit,
}: {
  readonly series: readonly DaySeries[];
  readonly label: string;
  readonly unit: string;
}): ReactNode {
  const all = series.flatMap((one) => Array.from(one.values)).filter(Number.isFinite);
  const most = niceTop(Math.max(0, ...all));
  const low = Math.min(0, ...all);
  const least = low < 0 ? -niceTop(-low) : 0;
  return (
    <svg className="small-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <Axes most={most} least={least} unit={unit} />
      {series.map((one) => (
        <polyline
          key={one.name}
          fill="none"
          stroke={one.colour}
          strokeWidth={2}
          strokeDasharray={one.dash}
          points={Array.from(one.values)
            .map(
              (value, i) =>
                `${(EDGE.left + (inner.width * (i + 0.5)) / one.values.length).toFixed(1)},${(EDGE.top + inner.height * (1 - (value - least) / (most - least || 1))).toFixed(1)}`,
            )
            .join(' ')}
        />
      ))}
    </svg>
  );
}

/** The next round number at or above a value. */
export function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** Highest and lowest value of each day of a year, as a band. */
export function YearLine({
  days,
  high,
  low,
  label,
}: {
  /** Start of each day, UTC seconds, rising. */
  readonly days: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly label: string;
}): ReactNode {
  const { language } = useShared();
  const most = niceTop(Math.max(0, ...high));
  const lowest = Math.min(0, ...low);
  const least = lowest < 0 ? -niceTop(-lowest) : 0;
  const first = days[0] ?? 0;
  const span = (days.at(-1) ?? 1) - first || 1;
  const x = (day: number): number => EDGE.left + (inner.width * (day - first)) / span;
  const y = (value: number): number => EDGE.top + inner.height * (1 - (value - least) / (most - least));
  const month = new Intl.DateTimeFormat(LOCALE[language], { month: 'narrow', timeZone: 'UTC' });
  const starts = days.filter((day) => new Date(day * 1000).getUTCDate() === 1);
  const edge = (values: readonly number[]): string[] =>
    values.map((value, i) => `${x(days[i]!).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg className="small-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <g className="axes">
        {[...new Set([least, 0, most])].map((value) => (
          <g key={value}>
            <line x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(value)} y2={y(value)} />
            <text x={EDGE.left - 4} y={y(value) + 4} textAnchor="end">
              {figure(value, '', language)}
            </text>
          </g>
        ))}
        {starts.map((day) => (
          <text key={day} x={x(day)} y={HEIGHT - 4}>
            {month.format(new Date(day * 1000))}
          </text>
        ))}
      </g>
      <polygon points={[...edge(high), ...edge(low).reverse()].join(' ')} fill="var(--charge)" />
    </svg>
  );
}
