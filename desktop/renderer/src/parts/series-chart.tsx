/** Long series with uPlot: drawn on a canvas, thinned to the width of the window by minimum and maximum so that no peak is lost. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Series {
  readonly label: string;
  /** Name of a colour of the style sheet, without the dashes. */
  readonly colour: string;
  readonly values: Float64Array;
  readonly axis?: 'power' | 'price' | 'energy';
  readonly dash?: readonly number[];
}

/** At most this many points are drawn of a series; each pixel column shows its lowest and highest value. */
const MOST_POINTS = 2600;

export function thin(
  x: Float64Array,
  series: readonly Float64Array[],
  from: number,
  to: number,
): [number[], ...number[][]] {
  const count = to - from;
  const cells = MOST_POINTS / 2;
  if (count <= MOST_POINTS)
    return [Array.from(x.subarray(from, to)), ...series.map((values) => Array.from(values.subarray(from, to)))];
  const xs: number[] = [];
  const out = series.map(() => [] as number[]);
  for (let cell = 0; cell < cells; cell++) {
    const a = from + Math.floor((cell * count) / cells);
    const b = from + Math.floor(((cell + 1) * count) / cells);
    xs.push(x[a]!, x[Math.max(a, b - 1)]!);
    series.forEach((values, s) => {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = a; i < b; i++) {
        const value = values[i]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      out[s]!.push(low, high);
    });
  }
  return [xs, ...out];
}

export function SeriesChart({
  x,
  series,
  range,
  onRange,
  label,
  height = 260,
  time = true,
  yLabel,
}: {
  readonly x: Float64Array;
  readonly series: readonly Series[];
  readonly range: readonly [number, number];
  readonly onRange?: (range: readonly [number, number]) => void;
  readonly label: string;
  readonly height?: number;
  readonly time?: boolean;
  readonly yLabel: string;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const rangeCall = useRef(onRange);
  rangeCall.current = onRange;
  const data = useMemo(() => {
    let from = 0;
    while (from < x.length && x[from]! < range[0]) from++;
    let to = x.length;
    while (to > from && x[to - 1]! > range[1]) to--;
    return thin(
      x,
      series.map((one) => one.values),
      Math.max(0, from - 1),
      Math.min(x.length, to + 1),
    );
  }, [x, series, range]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chart is built again only when its series change; data follow below.
  useEffect(() => {
    if (place.current === null) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const axis = {
      stroke: colour('soft'),
      grid: { stroke: colour('line'), width: 0.5 },
      ticks: { stroke: colour('line') },
    };
    const made = new uPlot(
      {
        width: Math.max(300, place.current.clientWidth),
        height,
        scales: { x: { time }, price: { auto: true } },
        axes: [
          axis,
          { ...axis, label: yLabel, size: 64 },
          ...(series.some((one) => one.axis === 'price')
            ? [{ ...axis, scale: 'price', side: 1 as const, label: '€/kWh', grid: { show: false } }]
            : []),
        ],
        series: [
          {},
          ...series.map((one) => ({
            label: one.label,
            stroke: colour(one.colour),
            width: 1.5,
            scale: one.axis === 'price' ? 'price' : 'y',
            ...(one.dash === undefined ? {} : { dash: [...one.dash] }),
          })),
        ],
        cursor: { drag: { x: true, y: false } },
        hooks: {
          setSelect: [
            (self) => {
              if (self.select.width > 4)
                rangeCall.current?.([
                  self.posToVal(self.select.left, 'x'),
                  self.posToVal(self.select.left + self.select.width, 'x'),
                ]);
            },
          ],
        },
      },
      data,
      place.current,
    );
    chart.current = made;
    const fit = new ResizeObserver(() =>
      made.setSize({ width: Math.max(300, place.current?.clientWidth ?? 300), height }),
    );
    fit.observe(place.current);
    return () => {
      fit.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [series, height, time, yLabel]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);

  return <div className="chart" ref={place} role="img" aria-label={label} />;
}
