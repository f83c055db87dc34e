/** Energy over the year and the day: power, price, energy in the cars; load duration curve; ledger as bands. With a second result beside it
 *  the same charts stand under each other on the same scale. */
import { type ReactNode, useMemo, useState } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { ChooseResults, useResultNames } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { LOCALE } from '../parts/format.ts';
import { MonthTable } from '../parts/month-table.tsx';
import { durationOf, energySeries, peakWeek } from '../parts/energy-series.ts';
import { numbers } from '../parts/plain-table.tsx';
import { type Range, type Series, SeriesChart } from '../parts/series-chart.tsx';
import { indexAt } from '../parts/thin.ts';
import { useCall } from '../parts/use-call.ts';
import { DriversPanel } from './drivers.tsx';
import { LedgerBands } from './ledger.tsx';

export const STEP_COLUMNS = [
  'startUtcS',
  'localDate',
  'loadKw',
  'pvKw',
  'chargeKw',
  'dischargeKw',
  'netKw',
  'storedKwh',
  'consumptionEurPerKwh',
];
const DAY_S = 86_400;
const SPANS = { day: 1, week: 7, month: 31, year: 366 } as const;
type Span = keyof typeof SPANS;
/** From this width on, days are drawn instead of quarters of an hour. */
const DAYS_FROM_S = 45 * DAY_S;

export function EnergyScreen(): ReactNode {
  const { t, chosen } = useShared();
  const { names } = useResultNames();
  const [first, second] = chosen;
  const steps = useCall('readTable', first === undefined ? null : { id: first, table: 'steps', columns: STEP_COLUMNS });
  const others = useCall(
    'readTable',
    second === undefined ? null : { id: second, table: 'steps', columns: STEP_COLUMNS },
  );
  const loading = (steps.loading && first !== undefined) || (others.loading && second !== undefined);
  const tables = useMemo(
    () =>
      [
        steps.value === null ? null : { name: names.get(first ?? '') ?? '', table: steps.value },
        second === undefined || others.value === null ? null : { name: names.get(second) ?? '', table: others.value },
      ].filter((side): side is Side => side !== null),
    [steps.value, others.value, names, first, second],
  );
  return (
    <>
      <div className="row spread">
        <h1>{t('energy.title')}</h1>
        <ChooseResults />
      </div>
      {steps.failure !== null && <Failure failure={steps.failure} again={steps.again} />}
      {others.failure !== null && <Failure failure={others.failure} again={others.again} />}
      {loading && <p role="status">{t('common.loading')}</p>}
      {!loading && tables[0] !== undefined && <Charts key={first} sides={tables} />}
      <h2>{t('energy.ledger')}</h2>
      {chosen.slice(0, 2).map((id) => (
        <section key={id}>
          <h3>{names.get(id) ?? id}</h3>
          <LedgerBands id={id} />
          <DriversPanel id={id} />
        </section>
      ))}
    </>
  );
}

interface Side {
  readonly name: string;
  readonly table: BridgeTable;
}

function Charts({ sides }: { readonly sides: readonly Side[] }): ReactNode {
  const { t, language } = useShared();
  const base = sides[0]!.table;
  const x = numbers(base, 'startUtcS');
  const first = x[0] ?? 0;
  const last = (x[x.length - 1] ?? 0) + 900;
  const [range, setRangeState] = useState<Range>(() => peakWeek(base));
  const setRange = ([from, to]: Range): void => {
    const width = Math.min(last - first, Math.max(2 * 3600, to - from));
    const start = Math.max(first, Math.min(last - width, from));
    setRangeState([start, start + width]);
  };
  const show = (span: Span): void => {
    const middle = (range[0] + range[1]) / 2;
    const half = (SPANS[span] * DAY_S) / 2;
    setRange(span === 'year' ? [first, last] : [middle - half, middle + half]);
  };
  const width = range[1] - range[0];
  const byDay = width > DAYS_FROM_S;
  const drawn = useMemo(() => sides.map((side) => energySeries(side.table, byDay, t)), [sides, byDay, t]);
  const durations = useMemo(() => {
    const curves = sides.map((side) => durationOf(side.table));
    return {
      x: curves[0]!.x,
      series: curves.map<Series>((curve, i) => ({
        label: sides[i]!.name,
        colour: i === 0 ? 'charge' : 'pv',
        values:
          curve.x.length === curves[0]!.x.length ? curve.mw : new Float64Array(curves[0]!.x.length).fill(Number.NaN),
        ...(i === 0 ? {} : { dash: [6, 4] }),
      })),
    };
  }, [sides]);
  const scale = useMemo<Range>(() => {
    let [low, high] = [0, 0];
    for (const { x: at, power } of drawn) {
      const [from, to] = [indexAt(at, range[0]), indexAt(at, range[1])];
      for (const { values } of power)
        for (let i = from; i < to; i++) {
          if (values[i]! < low) low = values[i]!;
          if (values[i]! > high) high = values[i]!;
        }
    }
    return [low, high];
  }, [drawn, range]);
  const date = new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'medium', timeZone: 'Europe/Amsterdam' });
  const nearest = (Object.keys(SPANS) as Span[]).find((span) => width <= SPANS[span] * DAY_S * 1.02);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons, not a form. */}
      <div className="row tools" role="group" aria-label={t('energy.span')}>
        {(Object.keys(SPANS) as Span[]).map((span) => (
          <button key={span} type="button" aria-pressed={nearest === span} onClick={() => show(span)}>
            {t(`energy.${span}`)}
          </button>
        ))}
        <button type="button" onClick={() => setRange([range[0] - width, range[1] - width])}>
          ◀ {t('energy.back')}
        </button>
        <button type="button" onClick={() => setRange([range[0] + width, range[1] + width])}>
          {t('energy.forward')} ▶
        </button>
        <button
          type="button"
          aria-label={t('map.zoomIn')}
          onClick={() => setRange([range[0] + width / 4, range[1] - width / 4])}
        >
          +
        </button>
        <button
          type="button"
          aria-label={t('map.zoomOut')}
          onClick={() => setRange([range[0] - width / 2, range[1] + width / 2])}
        >
          −
        </button>
        <button type="button" onClick={() => setRange(peakWeek(base))}>
          {t('energy.peakWeek')}
        </button>
        <span aria-live="polite">{date.formatRange(range[0] * 1000, range[1] * 1000 - 1)}</span>
      </div>
      <p className="soft">{byDay ? t('energy.byDay') : t('energy.zoom')}</p>
      {sides.map((side, i) => (
        <section key={side.name + String(i)}>
          <h2>
            {t('energy.power')}
            {sides.length > 1 && ` – ${side.name}`}
          </h2>
          <SeriesChart
            x={drawn[i]!.x}
            series={drawn[i]!.power}
            range={range}
            onRange={setRange}
            label={`${t('energy.power')}, ${side.name}`}
            unit="MW"
            height={sides.length > 1 ? 250 : 300}
            yRange={scale}
          />
          {!byDay && (
            <div className="split">
              <div>
                <h3>{t('energy.stored')}</h3>
                <SeriesChart
                  x={drawn[i]!.x}
                  series={drawn[i]!.stored}
                  range={range}
                  onRange={setRange}
                  label={`${t('energy.stored')}, ${side.name}`}
                  unit="MWh"
                  height={150}
                />
              </div>
              <div>
                <h3>{t('energy.price')}</h3>
                <SeriesChart
                  x={drawn[i]!.x}
                  series={drawn[i]!.price}
                  range={range}
                  onRange={setRange}
                  label={`${t('energy.price')}, ${side.name}`}
                  unit="€/kWh"
                  height={150}
                />
              </div>
            </div>
          )}
          <details>
            <summary>{t('energy.months')}</summary>
            <MonthTable table={side.table} />
          </details>
        </section>
      ))}
      <h2>{t('energy.duration')}</h2>
      <p className="soft">{t('energy.durationText')}</p>
      <SeriesChart
        x={durations.x}
        series={durations.series}
        range={[0, durations.x[durations.x.length - 1] ?? 1]}
        label={t('energy.duration')}
        unit="MW"
        time={false}
        height={220}
      />
    </>
  );
}
