/** Long series on a canvas that this computer's processor draws, with or without a graphics card: dragging zooms, keys move and zoom, Shift and
 *  arrows read values, names switch curves on and off. All charts of a range move together, one drawing a frame, without React. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useShared } from '../context.tsx';
import { Curve, extentOf, indexAt } from './chart/curve.ts';
import { type DrawnCurve, draw, EDGE } from './chart/draw.ts';
import type { ChartRange, Range } from './chart/range.ts';
import { numberTicks, timeTicks } from './chart/ticks.ts';
import { figure, LOCALE } from './format.ts';
import { useDark } from './theme.ts';
import { Button } from './controls.tsx';

export interface Series {
  readonly label: string;
  /** Name of a colour of the style sheet, without the dashes. */
  readonly colour: string;
  readonly values: Float64Array;
  readonly dash?: readonly number[];
  /** Fills down to the next series of the list. */
  readonly fillToNext?: boolean;
  /** Not shown until it is asked for. */
  readonly off?: boolean;
}

export function SeriesChart({
  x,
  series,
  range,
  label,
  height = 260,
  time = true,
  unit,
  yRange,
}: {
  readonly x: Float64Array;
  readonly series: readonly Series[];
  readonly range: ChartRange;
  readonly label: string;
  readonly height?: number;
  readonly time?: boolean;
  readonly unit: string;
  /** The same scale for charts that are compared; from the values where absent. */
  readonly yRange?: (range: Range) => Range;
}): ReactNode {
  const { t, language } = useShared();
  const dark = useDark();
  const canvas = useRef<HTMLCanvasElement>(null);
  const mark = useRef<HTMLDivElement>(null);
  const selection = useRef<HTMLDivElement>(null);
  const readouts = useRef<(HTMLElement | null)[]>([]);
  const moment = useRef<HTMLSpanElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(
    () => new Set(series.filter((one) => one.off === true).map((one) => one.label)),
  );
  const [read, setRead] = useState('');
  const curves = useMemo(() => series.map((one) => new Curve(one.values)), [series]);
  const words = useMemo(
    () =>
      new Intl.DateTimeFormat(LOCALE[language], {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'Europe/Amsterdam',
      }),
    [language],
  );
  const sayX = (value: number): string =>
    time ? words.format(value * 1000) : `${figure(value, '', language)} ${t('energy.hours')}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language, colours with the look.
  useEffect(() => {
    const place = canvas.current;
    // The processor draws: a graphics card that is only imitated takes seconds for what it does in milliseconds.
    const context = place?.getContext('2d', { willReadFrequently: true }) ?? null;
    if (place === null || context === null) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const colours = { soft: colour('soft'), line: colour('line'), text: colour('text') };
    const font = `12px ${getComputedStyle(document.body).fontFamily || 'sans-serif'}`;
    const drawn: DrawnCurve[] = series.flatMap((one, i) =>
      hidden.has(one.label)
        ? []
        : [
            {
              curve: curves[i]!,
              colour: colour(one.colour),
              dash: one.dash,
              downTo: one.fillToNext === true ? curves[i + 1] : undefined,
            },
          ],
    );
    const shown = drawn.map(({ curve }) => curve);
    let width = 0;
    // Once drawn, charts out of sight are drawn again when they come into it, or are printed.
    let seen = true;
    let due = false;
    let sheet: ReturnType<typeof draw> | null = null;
    const paint = (): void => {
      due = !seen && sheet !== null;
      if (width === 0 || due) return;
      const [low, high] = niceRange(...(yRange?.(range.value) ?? extentOf(x, shown, ...range.value)));
      const [from, to] = range.value;
      sheet = draw(
        context,
        {
          width,
          height,
          scale: place.width / width,
          x,
          range: range.value,
          yRange: [low, high],
          xTicks: time
            ? timeTicks(from, to, width / 95, language)
            : numberTicks(from, to, width / 95).map((at) => ({ at, text: figure(at, '', language) })),
          yTicks: numberTicks(low, high, height / 45).map((at) => ({ at, text: figure(at, '', language) })),
          curves: drawn,
          unit,
          colours,
          font,
          stepped: time,
        },
        sheet,
      );
      point();
    };
    const point = (): void => {
      const at = range.cursor;
      const [from, to] = range.value;
      const inside = at !== null && at >= from && at <= to;
      if (mark.current !== null) {
        mark.current.style.display = inside ? 'block' : 'none';
        if (inside)
          mark.current.style.transform = `translateX(${EDGE.left + ((at - from) / (to - from)) * (width - EDGE.left - EDGE.right)}px)`;
      }
      const i = at === null ? -1 : Math.max(0, indexAt(x, at + 1e-6) - 1);
      series.forEach((one, s) => {
        const target = readouts.current[s];
        const text = inside ? figure(one.values[i] ?? null, '', language) : '';
        if (target !== null && target !== undefined && target.textContent !== text) target.textContent = text;
      });
      if (moment.current !== null) moment.current.textContent = inside ? sayX(x[i] ?? at) : '';
    };
    const fit = new ResizeObserver(([entry]) => {
      const next = Math.max(200, Math.floor(entry?.contentRect.width ?? 0));
      const scale = Math.min(2, devicePixelRatio);
      if (next === width && place.width === Math.round(next * scale)) return;
      width = next;
      place.width = Math.round(width * scale);
      place.height = Math.round(height * scale);
      paint();
    });
    fit.observe(place.parentElement ?? place);
    const sight = new IntersectionObserver(([entry]) => {
      seen = entry?.isIntersecting ?? true;
      if (seen && due) paint();
    });
    sight.observe(place);
    const print = (): void => {
      seen = true;
      paint();
    };
    addEventListener('beforeprint', print);
    const stop = range.follow(paint);
    return () => {
      fit.disconnect();
      sight.disconnect();
      removeEventListener('beforeprint', print);
      stop();
    };
  }, [x, series, curves, hidden, range, yRange, height, time, unit, dark, language]);

  /** Value of the axis under a pointer. */
  const valueAt = (event: PointerEvent | WheelEvent): number => {
    const box = canvas.current!.getBoundingClientRect();
    const share = (event.clientX - box.left - EDGE.left) / Math.max(1, box.width - EDGE.left - EDGE.right);
    const [from, to] = range.value;
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  };
  const start = useRef<{ value: number; px: number } | null>(null);
  const showSelection = (fromPx: number, toPx: number): void => {
    const box = selection.current;
    if (box === null) return;
    box.style.display = Math.abs(toPx - fromPx) < 3 ? 'none' : 'block';
    box.style.left = `${Math.min(fromPx, toPx)}px`;
    box.style.width = `${Math.abs(toPx - fromPx)}px`;
  };
  const pxIn = (event: PointerEvent): number => event.clientX - canvas.current!.getBoundingClientRect().left;

  // Wheel with Ctrl, and two fingers: a plain wheel keeps scrolling the page.
  useEffect(() => {
    const place = canvas.current;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      range.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 200))), valueAt(event));
    };
    place?.addEventListener('wheel', wheel, { passive: false });
    return () => place?.removeEventListener('wheel', wheel);
  });

  const readAt = (direction: number): void => {
    const [from, to] = range.value;
    const now = range.cursor ?? (from + to) / 2;
    const i = Math.max(0, indexAt(x, now + 1e-6) - 1);
    const next = Math.min(
      x.length - 1,
      Math.max(0, i + direction * Math.max(1, Math.round((indexAt(x, to) - indexAt(x, from)) / 200))),
    );
    const at = x[next] ?? now;
    range.point(at);
    if (at < from || at > to) range.set([at - (to - from) / 2, at + (to - from) / 2]);
    const said = series
      .filter((one) => !hidden.has(one.label))
      .map((one) => `${one.label} ${figure(one.values[next] ?? null, '', language)} ${unit}`);
    setRead(`${sayX(at)}: ${said.join(', ')}`);
  };
  const key = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = event.shiftKey
      ? { ArrowLeft: () => readAt(-1), ArrowRight: () => readAt(1), '+': () => range.zoom(0.5) }
      : {
          ArrowLeft: () => range.move(-0.25),
          ArrowRight: () => range.move(0.25),
          '+': () => range.zoom(0.5),
          '=': () => range.zoom(0.5),
          '-': () => range.zoom(2),
          Home: () => range.set(range.whole),
          Escape: () => range.point(null),
        };
    const act = acts[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="chart-box">
      <div
        className="chart"
        style={{ height }}
        role="application"
        aria-label={`${label}. ${t('energy.keys')}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is moved by keys.
        tabIndex={0}
        onKeyDown={key}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { value: valueAt(event), px: pxIn(event) };
        }}
        onPointerMove={(event) => {
          range.point(valueAt(event));
          if (start.current !== null) showSelection(start.current.px, pxIn(event));
        }}
        onPointerUp={(event) => {
          const from = start.current;
          start.current = null;
          showSelection(0, 0);
          if (from === null || Math.abs(pxIn(event) - from.px) < 5) return;
          const to = valueAt(event);
          range.set([Math.min(from.value, to), Math.max(from.value, to)]);
        }}
        onPointerCancel={() => {
          start.current = null;
          showSelection(0, 0);
        }}
        onPointerLeave={() => range.point(null)}
        onDoubleClick={() => range.set(range.whole)}
      >
        <canvas ref={canvas} style={{ width: '100%', height }} />
        <div className="chart-mark" ref={mark} />
        <div className="chart-selection" ref={selection} />
      </div>
      <ul className="legend chart-legend">
        {series.map((one, i) => (
          <li key={one.label}>
            <Button
              look="subtle"
              aria-pressed={!hidden.has(one.label)}
              onClick={() => {
                const next = new Set(hidden);
                if (!next.delete(one.label)) next.add(one.label);
                setHidden(next);
              }}
            >
              <svg width="26" height="10" aria-hidden="true">
                <line
                  x1="0"
                  x2="26"
                  y1="5"
                  y2="5"
                  stroke={`var(--${one.colour})`}
                  strokeWidth="3"
                  strokeDasharray={one.dash?.join(' ')}
                />
              </svg>
              {one.label}
            </Button>
            <span
              className="chart-value"
              ref={(element) => {
                readouts.current[i] = element;
              }}
            />
          </li>
        ))}
        <li>
          <span ref={moment} className="soft" />
        </li>
      </ul>
      <p className="hidden" role="status">
        {read}
      </p>
    </div>
  );
}

/** Room above and below, and always with zero. */
function niceRange(low: number, high: number): [number, number] {
  const bottom = Math.min(0, low);
  const top = Math.max(0, high);
  const room = 0.06 * (top - bottom || 1);
  return [bottom < 0 ? bottom - room : 0, top + room];
}
