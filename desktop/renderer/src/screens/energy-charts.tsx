/** The charts of one or two results over the same period, and the buttons that choose it. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import type { TFunction } from 'i18next';
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { Curve, extentOf } from '../parts/chart/curve.ts';
import { ChartRange, type Range, useSettled } from '../parts/chart/range.ts';
import { DurationTable } from '../parts/duration-table.tsx';
import {
  durationOf,
  type EnergyChart,
  energyCharts,
  type EnergyCharts as EnergyChartsOf,
  peakWeek,
} from '../parts/energy-series.ts';
import { LOCALE } from '../parts/format.ts';
import { Folded } from '../parts/folded.tsx';
import { InSight } from '../parts/in-sight.tsx';
import { MonthTable } from '../parts/month-table.tsx';
import { linesOfTable, OriginsBelow } from '../parts/origins-below.tsx';
import { numbers } from '../parts/plain-table.tsx';
import { type Series, SeriesChart } from '../parts/series-chart.tsx';
import { Button, Check } from '../parts/controls.tsx';

export interface Side {
  readonly name: string;
  readonly table: BridgeTable;
  readonly limitShare: number | null;
  readonly id: string;
}

const DAY_S = 86_400;
const SPANS = { day: 1, week: 7, month: 31, year: 366 } as const;
type Span = keyof typeof SPANS;
/** From this width on, days are drawn instead of quarters of an hour, unless these are asked for. */
const DAYS_FROM_S = 45 * DAY_S;
/** Columns behind the curves of each chart, with the words of the curves. */
const ORIGIN_COLUMNS: Readonly<Record<EnergyChart['name'], ReadonlyArray<readonly [column: string, word: string]>>> = {
  power: [
    ['loadKw', 'load'],
    ['pvKw', 'pv'],
    ['chargeKw', 'charge'],
    ['dischargeKw', 'discharge'],
    ['netKw', 'net'],
  ],
  loading: [['fullestTransformerShare', 'fullest']],
  stored: [
    ['socShare', 'soc'],
    ['storedKwh', 'stored'],
  ],
  price: [
    ['consumptionEurPerKwh', 'price'],
    ['wholesaleEurPerKwh', 'bare'],
  ],
};
const HEIGHT = { power: 280, loading: 150, stored: 150, price: 150 } as const;

const isWide = ([from, to]: Range): boolean => to - from > DAYS_FROM_S;
const itself = (range: Range): Range => range;

/** Remembers what was made for either answer. */
function once<T>(make: (flag: boolean) => T): (flag: boolean) => T {
  const made = new Map<boolean, T>();
  return (flag) => {
    if (!made.has(flag)) made.set(flag, make(flag));
    return made.get(flag)!;
  };
}

export function EnergyCharts({ sides }: { readonly sides: readonly Side[] }): ReactNode {
  const { t } = useShared();
  const base = sides[0]!.table;
  const [range] = useState(() => {
    const x = numbers(base, 'startUtcS');
    const first = x[0] ?? 0;
    return new ChartRange([first, (x[x.length - 1] ?? first) + 900], peakWeek(base), 2 * 3600);
  });
  const [fine, setFine] = useState(false);
  const wide = useSettled(range, isWide);
  const byDay = wide && !fine;
  const made = useMemo(
    () => once((days: boolean) => sides.map((side) => energyCharts(side.table, days, side.limitShare, t))),
    [sides, t],
  );
  const drawn = made(byDay);
  return (
    <>
      <Tools range={range} peak={() => range.set(peakWeek(base))} fine={fine} setFine={setFine} />
      <p className="soft">{byDay ? t('energy.byDay') : t('energy.zoom')}</p>
      {drawn[0]!.charts.map(({ name, unit }) => (
        <Comparable key={name} name={name} unit={unit} sides={sides} drawn={drawn} range={range} />
      ))}
      <div className="pairs">
        {sides.map((side) => (
          <section key={side.id}>
            {sides.length > 1 && <h3>{side.name}</h3>}
            <Folded title={t('energy.months')}>
              <MonthTable table={side.table} id={side.id} />
            </Folded>
            <OriginsBelow ids={[side.id]} lines={originLines('power', [side], t)} />
          </section>
        ))}
      </div>
      {/* Sorting a year takes a while: when somebody scrolls to it. */}
      <InSight>
        <Duration sides={sides} />
      </InSight>
    </>
  );
}

/** The same chart of each result, one above the other, on one axis of time and one scale. */
function Comparable({
  name,
  unit,
  sides,
  drawn,
  range,
}: {
  readonly name: EnergyChart['name'];
  readonly unit: string;
  readonly sides: readonly Side[];
  readonly drawn: readonly EnergyChartsOf[];
  readonly range: ChartRange;
}): ReactNode {
  const { t } = useShared();
  const scale = useScale(drawn, name);
  const title = t(`energy.charts.${name}`);
  const Title = name === 'power' ? 'h2' : 'h3';
  return (
    <section>
      <Title>{title}</Title>
      {sides.map((side, i) => {
        const chart = drawn[i]!.charts.find((one) => one.name === name && one.unit === unit);
        if (chart === undefined) return null;
        return (
          <figure key={side.id} className="energy-chart">
            {sides.length > 1 && <figcaption>{side.name}</figcaption>}
            <SeriesChart
              x={drawn[i]!.x}
              series={chart.series}
              range={range}
              label={`${title}, ${side.name}`}
              unit={unit}
              height={HEIGHT[name]}
              {...(sides.length > 1 ? { yRange: scale } : {})}
            />
          </figure>
        );
      })}
      <OriginsBelow ids={sides.map(({ id }) => id)} lines={originLines(name, sides, t)} />
    </section>
  );
}

/** Where the curves of a chart come from, as far as the results have them. */
const originLines = (
  name: EnergyChart['name'],
  sides: readonly Side[],
  t: TFunction,
): ReturnType<typeof linesOfTable> => {
  const words = new Map(
    ORIGIN_COLUMNS[name].filter(([column]) => sides.some(({ table }) => table.columns[column] !== undefined)),
  );
  return linesOfTable('steps', [...words.keys()], (column) => t(`energy.${words.get(column) ?? ''}`));
};

/** One scale for the same chart of all results, whatever part of the year is shown. */
function useScale(drawn: readonly EnergyChartsOf[], name: EnergyChart['name']): (range: Range) => Range {
  return useMemo(() => {
    const curves = drawn.map(({ x, charts }) => ({
      x,
      curves: (charts.find((one) => one.name === name)?.series ?? []).map((one) => new Curve(one.values)),
    }));
    return ([from, to]) => {
      let [low, high] = [0, 0];
      for (const side of curves) {
        const [least, most] = extentOf(side.x, side.curves, from, to);
        low = Math.min(low, least);
        high = Math.max(high, most);
      }
      return [low, high];
    };
  }, [drawn, name]);
}

function Tools({
  range,
  peak,
  fine,
  setFine,
}: {
  readonly range: ChartRange;
  readonly peak: () => void;
  readonly fine: boolean;
  readonly setFine: (fine: boolean) => void;
}): ReactNode {
  const { t, language } = useShared();
  const shown = useSettled(range, itself);
  const width = shown[1] - shown[0];
  const nearest = (Object.keys(SPANS) as Span[]).find((span) => width <= SPANS[span] * DAY_S * 1.02);
  const date = new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'medium', timeZone: 'Europe/Amsterdam' });
  const show = (span: Span): void => {
    const middle = (range.value[0] + range.value[1]) / 2;
    const half = (SPANS[span] * DAY_S) / 2;
    range.set(span === 'year' ? range.whole : [middle - half, middle + half]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not a form.
    <div className="row tools" role="group" aria-label={t('energy.span')}>
      {(Object.keys(SPANS) as Span[]).map((span) => (
        <Button key={span} aria-pressed={nearest === span} onClick={() => show(span)}>
          {t(`energy.${span}`)}
        </Button>
      ))}
      <Button onClick={() => range.move(-1)}>◀ {t('energy.back')}</Button>
      <Button onClick={() => range.move(1)}>{t('energy.forward')} ▶</Button>
      <Button aria-label={t('map.zoomIn')} onClick={() => range.zoom(0.5)}>
        +
      </Button>
      <Button aria-label={t('map.zoomOut')} onClick={() => range.zoom(2)}>
        −
      </Button>
      <Button onClick={peak}>{t('energy.peakWeek')}</Button>
      <Check checked={fine} onChange={(event) => setFine(event.target.checked)}>
        {t('energy.quarters')}
      </Check>
      <span aria-live="polite">{date.formatRange(shown[0] * 1000, shown[1] * 1000 - 1)}</span>
    </div>
  );
}

function Duration({ sides }: { readonly sides: readonly Side[] }): ReactNode {
  const { t } = useShared();
  const { x, series, range } = useMemo(() => {
    const curves = sides.map((side) => durationOf(side.table));
    const axis = curves[0]!.x;
    return {
      x: axis,
      range: new ChartRange([0, axis[axis.length - 1] ?? 1], undefined, 10),
      series: curves.map<Series>((curve, i) => ({
        label: sides[i]!.name,
        colour: i === 0 ? 'charge' : 'pv',
        values: curve.x.length === axis.length ? curve.mw : new Float64Array(axis.length).fill(Number.NaN),
        ...(i === 0 ? {} : { dash: [6, 4] }),
      })),
    };
  }, [sides]);
  return (
    <section>
      <h2>{t('energy.duration')}</h2>
      <p className="soft">{t('energy.durationText')}</p>
      <SeriesChart
        x={x}
        series={series}
        range={range}
        label={t('energy.duration')}
        unit="MW"
        time={false}
        height={220}
      />
      <Folded title={t('common.table')}>
        <DurationTable sides={sides} />
      </Folded>
      <OriginsBelow
        ids={sides.map(({ id }) => id)}
        lines={[
          {
            label: t('energy.duration'),
            of: SCREEN_ORIGINS.duration,
          },
        ]}
      />
    </section>
  );
}
