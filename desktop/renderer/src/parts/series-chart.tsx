/** Long series with uPlot on a canvas: dragging zooms, keys move and zoom, two clicks show all. The figures stand in a table beside it. */
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useShared } from '../context.tsx';
import { figure, LOCALE } from './format.ts';
import { indexAt, thin } from './thin.ts';
import { useDark } from './use-theme.ts';

export interface Series {
  readonly label: string;
  /** Name of a colour of the style sheet, without the dashes. */
  readonly colour: string;
  readonly values: Float64Array;
  readonly dash?: readonly number[];
  /** Fills down to the next series of the list. */
  readonly fillToNext?: boolean;
}

export type Range = readonly [number, number];

export function SeriesChart({
  x,
  series,
  range,
  onRange,
  label,
  height = 260,
  time = true,
  unit,
  yRange,
}: {
  readonly x: Float64Array;
  readonly series: readonly Series[];
  readonly range: Range;
  readonly onRange?: (range: Range) => void;
  readonly label: string;
  readonly height?: number;
  readonly time?: boolean;
  readonly unit: string;
  /** The same scale for charts that are compared; from the values where absent. */
  readonly yRange?: Range;
}): ReactNode {
  const { t, language } = useShared();
  const dark = useDark();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const live = useRef({ onRange, range, yRange });
  live.current = { onRange, range, yRange };
  const data = useMemo(() => {
    const from = Math.max(0, indexAt(x, range[0]) - 1);
    const to = Math.min(x.length, indexAt(x, range[1]) + 1);
    return thin(
      x,
      series.map((one) => one.values),
      from,
      to,
    );
  }, [x, series, range]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: built again when its series or looks change; data follow below.
  useEffect(() => {
    if (place.current === null) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const words = new Intl.DateTimeFormat(LOCALE[language], {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Amsterdam',
    });
    const axis = {
      stroke: colour('soft'),
      font: `12px ${style.fontFamily || 'sans-serif'}`,
      labelFont: `12px ${style.fontFamily || 'sans-serif'}`,
      grid: { stroke: colour('line'), width: 0.5 },
      ticks: { stroke: colour('line'), width: 0.5 },
    };
    const made = new uPlot(
      {
        width: Math.max(280, place.current.clientWidth),
        height,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Europe/Amsterdam'),
        scales: {
          x: { time, range: () => [live.current.range[0], live.current.range[1]] },
          y: { range: (_, low, high) => niceRange(live.current.yRange?.[0] ?? low, live.current.yRange?.[1] ?? high) },
        },
        axes: [
          time
            ? { ...axis, space: 70, values: (_, splits) => axisTimes(splits, language) }
            : { ...axis, values: (_, splits) => splits.map((v) => figure(v, '', language)) },
          {
            ...axis,
            label: unit,
            size: 58,
            labelSize: 22,
            values: (_, splits) => splits.map((v) => figure(v, '', language)),
          },
        ],
        legend: { live: true },
        series: [
          {
            label: time ? t('energy.time') : t('energy.hours'),
            value: (_, value) =>
              value === null || value === undefined
                ? '–'
                : time
                  ? words.format(value * 1000)
                  : figure(value, '', language),
          },
          ...series.map((one) => ({
            label: one.label,
            stroke: colour(one.colour),
            width: 1.6,
            points: { show: false },
            value: (_: uPlot, value: number | null) =>
              value === null || value === undefined ? '–' : `${figure(value, '', language)} ${unit}`,
            ...(one.dash === undefined ? {} : { dash: [...one.dash] }),
          })),
        ],
        bands: series.flatMap((one, i) =>
          one.fillToNext === true
            ? [{ series: [i + 1, i + 2] as [number, number], fill: `${colour(one.colour)}33` }]
            : [],
        ),
        cursor: { drag: { x: live.current.onRange !== undefined, y: false, setScale: false } },
        hooks: {
          setSelect: [
            (self) => {
              if (self.select.width < 5) return;
              live.current.onRange?.([
                self.posToVal(self.select.left, 'x'),
                self.posToVal(self.select.left + self.select.width, 'x'),
              ]);
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      data,
      place.current,
    );
    chart.current = made;
    const fit = new ResizeObserver(() =>
      made.setSize({ width: Math.max(280, place.current?.clientWidth ?? 280), height }),
    );
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [series, height, time, unit, dark, language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scale is read while drawing, so a new one draws again.
  useEffect(() => {
    chart.current?.setData(data);
  }, [data, yRange]);

  const key = (event: KeyboardEvent): void => {
    if (onRange === undefined) return;
    const width = range[1] - range[0];
    const acts: Readonly<Record<string, Range>> = {
      ArrowLeft: [range[0] - width / 4, range[1] - width / 4],
      ArrowRight: [range[0] + width / 4, range[1] + width / 4],
      '+': [range[0] + width / 4, range[1] - width / 4],
      '=': [range[0] + width / 4, range[1] - width / 4],
      '-': [range[0] - width / 2, range[1] + width / 2],
      Home: [x[0] ?? 0, x[x.length - 1] ?? 1],
    };
    const next = acts[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onRange(next);
  };
  return onRange === undefined ? (
    <div className="chart" ref={place} role="img" aria-label={label} />
  ) : (
    <div
      className="chart"
      ref={place}
      role="application"
      aria-label={`${label}. ${t('energy.keys')}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is moved by keys.
      tabIndex={0}
      onKeyDown={key}
    />
  );
}

/** Room above and below, and always with zero. */
function niceRange(low: number | null, high: number | null): [number, number] {
  const bottom = Math.min(0, low ?? 0);
  const top = Math.max(0, high ?? 1);
  const room = 0.06 * (top - bottom || 1);
  return [bottom < 0 ? bottom - room : 0, top + room];
}

function axisTimes(splits: readonly number[], language: 'nl' | 'en'): string[] {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0);
  const zone = { timeZone: 'Europe/Amsterdam' } as const;
  const month = new Intl.DateTimeFormat(LOCALE[language], { month: 'short', ...zone });
  const day = new Intl.DateTimeFormat(LOCALE[language], { weekday: 'short', day: 'numeric', month: 'short', ...zone });
  const clock = new Intl.DateTimeFormat(LOCALE[language], { hour: '2-digit', minute: '2-digit', ...zone });
  return splits.map((at) => {
    if (step > 20 * 86_400) return month.format(at * 1000);
    if (step >= 86_400) return day.format(at * 1000);
    const text = clock.format(at * 1000);
    return text === '00:00' ? day.format(at * 1000) : text;
  });
}
