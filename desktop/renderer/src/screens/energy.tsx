/** Energy over the year and the day: power, price, energy in the cars; load duration curve; ledger. */
import { type ReactNode, useMemo, useState } from 'react';
import { useShared } from '../context.tsx';
import { ChooseResults } from '../parts/choose-results.tsx';
import { Failure } from '../parts/failure.tsx';
import { figure } from '../parts/format.ts';
import { numbers, type PlainTable } from '../parts/plain-table.tsx';
import { type Series, SeriesChart } from '../parts/series-chart.tsx';
import { useCall } from '../parts/use-call.ts';

const COLUMNS = [
  'startUtcS',
  'loadKw',
  'pvKw',
  'chargeKw',
  'dischargeKw',
  'netKw',
  'storedKwh',
  'consumptionEurPerKwh',
];
const SPANS = { year: 366, month: 31, week: 7, day: 1 } as const;
type Span = keyof typeof SPANS;

export function EnergyScreen(): ReactNode {
  const { t, chosen } = useShared();
  const id = chosen[0] ?? '';
  const steps = useCall('readTable', id === '' ? null : { id, table: 'steps', columns: COLUMNS });
  const result = useCall('readResult', id === '' ? null : { id });
  return (
    <>
      <h1>{t('energy.title')}</h1>
      <ChooseResults />
      {steps.failure !== null && <Failure failure={steps.failure} again={steps.again} />}
      {steps.loading && id !== '' && <p role="status">{t('common.loading')}</p>}
      {steps.value !== null && <Charts table={steps.value} />}
      {result.value !== null && (
        <section>
          <h2>{t('energy.ledger')}</h2>
          <Ledger entries={result.value.ledger} />
        </section>
      )}
    </>
  );
}

function Charts({ table }: { readonly table: Parameters<typeof PlainTable>[0]['table'] }): ReactNode {
  const { t, language } = useShared();
  const x = numbers(table, 'startUtcS');
  const first = x[0] ?? 0;
  const last = x[x.length - 1] ?? 0;
  const [range, setRange] = useState<readonly [number, number]>([first, last]);
  const show = (span: Span): void =>
    setRange(
      span === 'year'
        ? [first, last]
        : [
            Math.max(first, Math.min(range[0], last - SPANS[span] * 86_400)),
            Math.max(first, Math.min(range[0], last - SPANS[span] * 86_400)) + SPANS[span] * 86_400,
          ],
    );
  const move = (direction: number): void => {
    const width = range[1] - range[0];
    const from = Math.max(first, Math.min(last - width, range[0] + direction * width));
    setRange([from, from + width]);
  };
  const power = useMemo<Series[]>(
    () => [
      { label: t('energy.load'), colour: 'load', values: numbers(table, 'loadKw') },
      { label: t('energy.pv'), colour: 'pv', values: numbers(table, 'pvKw').map(Math.abs) },
      { label: t('energy.charge'), colour: 'charge', values: numbers(table, 'chargeKw') },
      { label: t('energy.discharge'), colour: 'v2g', values: numbers(table, 'dischargeKw').map(Math.abs) },
      { label: t('energy.net'), colour: 'limit', values: numbers(table, 'netKw'), dash: [6, 4] },
      { label: t('energy.price'), colour: 'price', values: numbers(table, 'consumptionEurPerKwh'), axis: 'price' },
    ],
    [table, t],
  );
  const stored = useMemo<Series[]>(
    () => [{ label: t('energy.stored'), colour: 'charge', values: numbers(table, 'storedKwh') }],
    [table, t],
  );
  const duration = useMemo(() => {
    const sorted = numbers(table, 'netKw').slice().sort().reverse();
    const stepH = x.length > 1 ? (x[1]! - x[0]!) / 3600 : 0.25;
    return {
      x: Float64Array.from(sorted, (_, i) => i * stepH),
      series: [{ label: t('energy.net'), colour: 'limit', values: sorted }] satisfies Series[],
    };
  }, [table, t, x]);
  const date = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'medium',
    timeZone: 'Europe/Amsterdam',
  });
  return (
    <>
      <div className="row">
        <span>{t('energy.span')}:</span>
        {(Object.keys(SPANS) as Span[]).map((span) => (
          <button key={span} type="button" onClick={() => show(span)}>
            {t(`energy.${span}`)}
          </button>
        ))}
        <button type="button" onClick={() => move(-1)} aria-label={t('energy.back')}>
          ◀
        </button>
        <span aria-live="polite">
          {date.format(range[0] * 1000)} – {date.format(range[1] * 1000)}
        </span>
        <button type="button" onClick={() => move(1)} aria-label={t('energy.forward')}>
          ▶
        </button>
      </div>
      <p className="soft">{t('energy.zoom')}</p>
      <h2>{t('energy.power')}</h2>
      <div>
        <SeriesChart
          x={x}
          series={power}
          range={range}
          onRange={setRange}
          label={t('energy.power')}
          yLabel="kW"
          height={320}
        />
        <SeriesChart
          x={x}
          series={stored}
          range={range}
          onRange={setRange}
          label={t('energy.stored')}
          yLabel="kWh"
          height={160}
        />
      </div>
      <details>
        <summary>{t('common.table')}</summary>
        <MonthTable table={table} />
      </details>
      <h2>{t('energy.duration')}</h2>
      <p className="soft">{t('energy.durationText')}</p>
      <SeriesChart
        x={duration.x}
        series={duration.series}
        range={[0, duration.x[duration.x.length - 1] ?? 0]}
        label={t('energy.duration')}
        yLabel="kW"
        time={false}
        height={220}
      />
    </>
  );
}

/** Sums by month: what the chart shows, as figures. */
function MonthTable({ table }: { readonly table: Parameters<typeof PlainTable>[0]['table'] }): ReactNode {
  const { t, language } = useShared();
  const x = numbers(table, 'startUtcS');
  const stepH = x.length > 1 ? (x[1]! - x[0]!) / 3600 : 0.25;
  const names = ['loadKw', 'pvKw', 'chargeKw', 'dischargeKw'] as const;
  const months = new Map<string, number[]>();
  const month = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Amsterdam',
  });
  const columns = names.map((name) => numbers(table, name));
  const peak = numbers(table, 'netKw');
  let last = '';
  for (let i = 0; i < x.length; i++) {
    if (i % 96 === 0 || last === '') last = month.format(x[i]! * 1000);
    let sums = months.get(last);
    if (sums === undefined) {
      sums = [0, 0, 0, 0, 0];
      months.set(last, sums);
    }
    for (let c = 0; c < 4; c++) sums[c]! += (Math.abs(columns[c]![i]!) * stepH) / 1000;
    sums[4] = Math.max(sums[4]!, peak[i]! / 1000);
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <div className="scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>{t('energy.month')}</th>
            {['load', 'pv', 'charge', 'discharge'].map((name) => (
              <th key={name} className="number">
                {t(`energy.${name}`)} (MWh)
              </th>
            ))}
            <th className="number">{t('map.peak')} (MW)</th>
          </tr>
        </thead>
        <tbody>
          {[...months].map(([name, sums]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {sums.map((value, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move.
                <td key={i} className="number">
                  {figure(value, 'MWh', language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ledger({
  entries,
}: {
  readonly entries: readonly {
    readonly key: string;
    readonly unit: string;
    readonly parts: Readonly<Record<string, number>>;
    readonly relativeError: number;
  }[];
}): ReactNode {
  const { language, t } = useShared();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <div className="scroll" tabIndex={0}>
      <table>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key}>
              <th scope="row">{entry.key}</th>
              <td>
                {Object.entries(entry.parts)
                  .map(([name, value]) => `${name} ${figure(value, entry.unit, language, true)}`)
                  .join('; ')}
              </td>
              <td>{entry.unit}</td>
            </tr>
          ))}
        </tbody>
        <caption className="hidden">{t('energy.ledger')}</caption>
      </table>
    </div>
  );
}
