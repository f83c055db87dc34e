/** Curves of the results above each other: a mean winter and summer day, and the day of the highest demand of the base. */
import { SCREEN_ORIGINS } from '../../../../engine/results/provenance-screens.ts';
import { type ReactNode, useMemo } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { useResultNames } from '../parts/choose-results.tsx';
import { LOCALE } from '../parts/format.ts';
import { OriginsBelow } from '../parts/origins-below.tsx';
import { numbers, texts } from '../parts/plain-table.tsx';
import { DayLines } from '../parts/small-charts.tsx';
import { useCall } from '../parts/use-call.ts';

const COLUMNS = ['startUtcS', 'localDate', 'localS', 'dayType', 'netKw'];
const LINES = [
  { colour: 'var(--charge)', dash: '' },
  { colour: 'var(--pv)', dash: '6 3' },
  { colour: 'var(--v2g)', dash: '2 3' },
  { colour: 'var(--price)', dash: '8 3 2 3' },
];

export function CompareCurves({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t } = useShared();
  const { names } = useResultNames();
  const shown = ids.slice(0, 4);
  const a = useSteps(shown[0]);
  const b = useSteps(shown[1]);
  const c = useSteps(shown[2]);
  const d = useSteps(shown[3]);
  const tables = [a, b, c, d].slice(0, shown.length);
  if (tables.some((table) => table === null)) return <p role="status">{t('common.loading')}</p>;
  const sides = tables.map((table, i) => ({
    table: table!,
    name: names.get(shown[i]!) ?? shown[i]!,
    ...LINES[i]!,
  }));
  return (
    <section>
      <h2>{t('compare.curves')}</h2>
      <ul className="legend">
        {sides.map((side) => (
          <li key={side.name}>
            <svg width="34" height="10" aria-hidden="true">
              <line x1="0" x2="34" y1="5" y2="5" stroke={side.colour} strokeWidth="3" strokeDasharray={side.dash} />
            </svg>
            {side.name}
          </li>
        ))}
      </ul>
      <Days sides={sides} />
      <OriginsBelow
        ids={shown}
        lines={[
          {
            label: t('energy.net'),
            of: SCREEN_ORIGINS.meanDay,
          },
        ]}
      />
    </section>
  );
}

function useSteps(id: string | undefined): BridgeTable | null {
  return useCall('readTable', id === undefined ? null : { id, table: 'steps', columns: COLUMNS }).value;
}

interface Side {
  readonly table: BridgeTable;
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
}

function Days({ sides }: { readonly sides: readonly Side[] }): ReactNode {
  const { t, language } = useShared();
  const charts = useMemo(() => {
    const peak = peakDate(sides[0]!.table);
    const day = new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' });
    const winter = (date: string): boolean => ['12', '01', '02'].includes(date.slice(5, 7));
    const summer = (date: string): boolean => ['06', '07', '08'].includes(date.slice(5, 7));
    return [
      { title: t('compare.peakDay', { day: day.format(new Date(peak)) }), wanted: (date: string) => date === peak },
      { title: t('compare.winterDay'), wanted: winter },
      { title: t('compare.summerDay'), wanted: summer },
    ].map(({ title, wanted }) => ({
      title,
      series: sides.map((side) => ({
        name: side.name,
        colour: side.colour,
        dash: side.dash,
        values: meanDay(side.table, wanted),
      })),
    }));
  }, [sides, t, language]);
  return (
    <div className="thirds">
      {charts
        .filter((chart) => chart.series.some((one) => one.values.length > 0))
        .map((chart) => (
          <figure key={chart.title}>
            <figcaption>{chart.title} (MW)</figcaption>
            <DayLines series={chart.series} label={`${t('compare.curves')}: ${chart.title}`} unit="" />
          </figure>
        ))}
    </div>
  );
}

function peakDate(table: BridgeTable): string {
  const net = numbers(table, 'netKw');
  let peak = 0;
  net.forEach((value, i) => {
    if (value > net[peak]!) peak = i;
  });
  return texts(table, 'localDate')[peak] ?? '2025-01-01';
}

/** Mean net power by quarter of an hour [MW] over weekdays that are wanted; a single date may be any kind of day. */
function meanDay(table: BridgeTable, wanted: (date: string) => boolean): Float64Array {
  const net = numbers(table, 'netKw');
  const local = numbers(table, 'localS');
  const dates = texts(table, 'localDate');
  const sums = new Float64Array(96);
  const counts = new Float64Array(96);
  for (let i = 0; i < net.length; i++) {
    if (!wanted(dates[i] ?? '')) continue;
    const quarter = Math.min(95, Math.floor(local[i]! / 900));
    sums[quarter]! += net[i]! / 1000;
    counts[quarter]!++;
  }
  const filled = Array.from(sums.keys()).filter((quarter) => counts[quarter]! > 0);
  return Float64Array.from(filled, (quarter) => sums[quarter]! / counts[quarter]!);
}
