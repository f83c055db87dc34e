/** The day of the thing pointed at: departures of a neighbourhood, cars of a street, loading of a transformer, stock of a hub, lines of a stop. */
import { type ReactNode, useMemo } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { useShared } from '../context.tsx';
import { LOCALE } from '../parts/format.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { type DaySeries, DayLines, HourBars, YearLine } from '../parts/small-charts.tsx';
import { useCall } from '../parts/use-call.ts';
import { linesOf } from '../parts/wkt.ts';
import { ChargerDay } from './charger-day.tsx';
import { type MapDay, useHubStock } from './clock.ts';
import type { MapTables } from './model.ts';
import { MODE_COLOUR, MODE_GROUP, MODE_GROUPS } from './palette.ts';
import type { Thing } from './pick.ts';

export function ThingDay({
  id,
  tables,
  thing,
  trips,
  day,
}: {
  readonly id: string;
  readonly tables: MapTables;
  readonly thing: Thing;
  readonly trips: BridgeTable | null;
  readonly day: MapDay | undefined;
}): ReactNode {
  switch (thing.kind) {
    case 'zone':
      return trips === null ? null : <ZoneDay trips={trips} zone={texts(tables.zones, 'zone')[thing.row] ?? ''} />;
    case 'street':
      return <StreetDay id={id} link={numbers(tables.links, 'link')[thing.row] ?? -1} />;
    case 'transformer':
      return <TransformerDay id={id} area={numbers(tables.transformers, 'area')[thing.row] ?? -1} day={day} />;
    case 'hub':
      return <HubDay id={id} hub={texts(tables.hubs, 'hub')[thing.row] ?? ''} dayType={day?.dayType ?? 'weekday'} />;
    case 'stop':
      return <StopLines tables={tables} row={thing.row} />;
    case 'charger':
      return <ChargerDay id={id} tables={tables} row={thing.row} day={day} />;
  }
}

function ZoneDay({ trips, zone }: { readonly trips: BridgeTable; readonly zone: string }): ReactNode {
  const { t } = useShared();
  const series = useMemo(() => {
    const counts = MODE_GROUPS.map(() => new Array<number>(24).fill(0));
    const from = texts(trips, 'fromZone');
    const modes = texts(trips, 'mode');
    numbers(trips, 'departureS').forEach((departure, i) => {
      if (from[i] !== zone) return;
      const hour = Math.floor(departure / 3600) % 24;
      counts[MODE_GROUPS.indexOf(MODE_GROUP[modes[i] ?? ''] ?? 'car')]![hour]!++;
    });
    return MODE_GROUPS.map((group, g) => ({
      name: t(`map.modes.${group}`),
      colour: MODE_COLOUR[group],
      values: counts[g]!,
    }));
  }, [trips, zone, t]);
  return (
    <>
      <h3>{t('map.zoneDay')}</h3>
      <HourBars series={series} label={t('map.zoneDay')} />
      <Key series={series} />
    </>
  );
}

function Key({
  series,
}: {
  readonly series: readonly { readonly name: string; readonly colour: string }[];
}): ReactNode {
  return (
    <ul className="legend">
      {series.map((one) => (
        <li key={one.name}>
          <i style={{ background: one.colour }} />
          {one.name}
        </li>
      ))}
    </ul>
  );
}

function StreetDay({ id, link }: { readonly id: string; readonly link: number }): ReactNode {
  const { t } = useShared();
  const hours = useCall('readTable', { id, table: 'linkHours', where: { column: 'link', equals: link } }).value;
  if (hours === null || hours.rowCount === 0) return null;
  const byHour = (column: string): number[] => {
    const values = new Array<number>(24).fill(0);
    numbers(hours, 'hour').forEach((hour, i) => {
      values[hour] = numbers(hours, column)[i]!;
    });
    return values;
  };
  const delays = byHour('delayS');
  return (
    <>
      <h3>{t('map.streetDay')}</h3>
      <HourBars
        series={[{ name: t('map.modes.car'), colour: MODE_COLOUR.car, values: byHour('carsPerH') }]}
        label={t('map.streetDay')}
      />
      {delays.some((s) => s >= 0.5) && (
        <>
          <h3>{t('map.streetDelay')}</h3>
          <DayLines
            series={[{ name: t('map.streetDelay'), colour: 'var(--limit)', values: delays }]}
            label={t('map.streetDelay')}
            unit=""
          />
        </>
      )}
    </>
  );
}

function TransformerDay({
  id,
  area,
  day,
}: {
  readonly id: string;
  readonly area: number;
  readonly day: MapDay | undefined;
}): ReactNode {
  const { t, language } = useShared();
  const year = useCall('readTable', {
    id,
    table: 'transformerHours',
    columns: ['startUtcS', 'loadingShare'],
    where: { column: 'area', equals: area },
  }).value;
  const shown = useMemo(() => {
    if (year === null || year.rowCount === 0) return null;
    const starts = numbers(year, 'startUtcS');
    const share = numbers(year, 'loadingShare');
    const of = (fromS: number): Float64Array =>
      share.filter((_, i) => starts[i]! >= fromS && starts[i]! < fromS + 86_400).map((value) => 100 * value);
    // Days of the year by their highest and lowest hour, on the clock of UTC: for a line of a few hundred pixels.
    const days = new Map<number, { high: number; low: number }>();
    starts.forEach((start, i) => {
      const key = Math.floor(start / 86_400);
      const known = days.get(key);
      const value = 100 * share[i]!;
      if (known === undefined) days.set(key, { high: value, low: value });
      else {
        known.high = Math.max(known.high, value);
        known.low = Math.min(known.low, value);
      }
    });
    return { of, days };
  }, [year]);
  if (shown === null) return null;
  const values = day === undefined ? new Float64Array() : shown.of(day.startUtcS);
  const date =
    day === undefined
      ? ''
      : new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
          new Date(`${day.date}T12:00:00Z`),
        );
  const label = t('map.transformerDay', { day: date });
  const lines: DaySeries[] = [
    { name: t('energy.net'), colour: 'var(--charge)', values },
    { name: '100 %', colour: 'var(--limit)', dash: '5 3', values: new Float64Array(24).fill(100) },
  ];
  return (
    <>
      {values.length > 0 && (
        <>
          <h3>{label} (%)</h3>
          <DayLines series={lines} label={label} unit="" />
        </>
      )}
      {shown.days.size > 30 && (
        <>
          <h3>{t('map.transformerYear')} (%)</h3>
          <YearLine
            days={[...shown.days.keys()].map((dayNumber) => dayNumber * 86_400)}
            high={[...shown.days.values()].map(({ high }) => high)}
            low={[...shown.days.values()].map(({ low }) => low)}
            label={t('map.transformerYear')}
          />
        </>
      )}
    </>
  );
}

function HubDay({
  id,
  hub,
  dayType,
}: {
  readonly id: string;
  readonly hub: string;
  readonly dayType: string;
}): ReactNode {
  const { t } = useShared();
  const stock = useHubStock(id, dayType)?.of(hub) ?? null;
  if (stock === null) return null;
  const series = (
    [
      ['sharedCars', 'var(--charge)', ''],
      ['sharedBikes', 'var(--v2g)', '6 3'],
      ['parkAndRide', 'var(--limit)', '2 3'],
    ] as const
  )
    .filter(([name]) => stock[name].some((value) => value > 0))
    .map(([name, colour, dash]) => ({ name: t(`map.stock.${name}`), colour, dash, values: stock[name] }));
  if (series.length === 0) return null;
  const label = t('map.hubDay', { day: t(`map.days.${dayType}`) });
  return (
    <>
      <h3>{label}</h3>
      {series.map((one) => (
        <figure key={one.name}>
          <figcaption className="soft">{one.name}</figcaption>
          <DayLines series={[one]} label={`${label}: ${one.name}`} unit="" />
        </figure>
      ))}
    </>
  );
}

/** Lines that call at a stop: those drawn through its place. */
function StopLines({ tables, row }: { readonly tables: MapTables; readonly row: number }): ReactNode {
  const { t } = useShared();
  const lines = tables.transitLines;
  const lon = numbers(tables.stops, 'lonDeg')[row] ?? 0;
  const lat = numbers(tables.stops, 'latDeg')[row] ?? 0;
  const names = texts(lines, 'geometry').flatMap((wkt, i) =>
    linesOf(wkt ?? '').some((path) => path.some(([x, y]) => Math.abs(x - lon) < 2e-5 && Math.abs(y - lat) < 2e-5))
      ? [texts(lines, 'name')[i] ?? '']
      : [],
  );
  if (names.length === 0) return null;
  return (
    <>
      <h3>{t('map.stopLines')}</h3>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
