/** The day of a public charge point: cars at the public sockets of its transformer and what they charged, by hour. A result knows sessions by
 *  transformer, not by socket; that is said. */
import { type ReactNode, useMemo } from 'react';
import { useShared } from '../context.tsx';
import { LOCALE } from '../parts/format.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { DayLines, HourBars } from '../parts/small-charts.tsx';
import { useCall } from '../parts/use-call.ts';
import { hoursOf } from './charger-hours.ts';
import type { MapDay } from './clock.ts';
import type { MapTables } from './model.ts';
import { worldX, worldY } from './projection.ts';

/** Area of the transformer nearest to a charge point; −1 without any. */
export function areaNear({ transformers, chargePoints }: MapTables, row: number): number {
  const x = worldX(numbers(chargePoints, 'lonDeg')[row] ?? Number.NaN);
  const y = worldY(numbers(chargePoints, 'latDeg')[row] ?? Number.NaN);
  const lat = numbers(transformers, 'latDeg');
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  numbers(transformers, 'lonDeg').forEach((lon, i) => {
    const distance = Math.hypot(worldX(lon) - x, worldY(lat[i]!) - y);
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return numbers(transformers, 'area')[best] ?? -1;
}

export function ChargerDay({
  id,
  tables,
  row,
  day,
}: {
  readonly id: string;
  readonly tables: MapTables;
  readonly row: number;
  readonly day: MapDay | undefined;
}): ReactNode {
  const { t, language } = useShared();
  const area = useMemo(() => areaNear(tables, row), [tables, row]);
  const call = useCall('readTable', {
    id,
    table: 'sessions',
    columns: ['place', 'arrivalUtcS', 'departureUtcS', 'chargedKwh', 'dischargedKwh'],
    where: { column: 'area', equals: area },
  });
  const hours = useMemo(() => {
    if (call.value === null || day === undefined) return null;
    const table = call.value;
    const place = texts(table, 'place');
    const until = numbers(table, 'departureUtcS');
    const charged = numbers(table, 'chargedKwh');
    const given = numbers(table, 'dischargedKwh');
    const all = Array.from(numbers(table, 'arrivalUtcS'), (fromS, i) => ({
      fromS,
      untilS: until[i]!,
      kwh: charged[i]! - given[i]!,
      place: place[i],
    }));
    return hoursOf(
      all.filter((one) => one.place === 'public'),
      day.startUtcS,
    );
  }, [call.value, day]);
  if (call.loading) return <p role="status">{t('common.loading')}</p>;
  if (hours === null || day === undefined) return <p className="soft">{t('map.noSessions')}</p>;
  const date = new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day.date}T12:00:00Z`),
  );
  const cars = t('map.chargerCars', { day: date });
  const kwh = t('map.chargerKwh', { day: date });
  return (
    <>
      <p className="soft">{t('map.chargerDay')}</p>
      <h3>{cars}</h3>
      <DayLines series={[{ name: cars, colour: 'var(--charge)', values: hours.cars }]} label={cars} unit="" />
      <h3>{kwh}</h3>
      {hours.kwh.every((value) => value >= 0) ? (
        <HourBars series={[{ name: kwh, colour: 'var(--charge)', values: hours.kwh }]} label={kwh} />
      ) : (
        <DayLines series={[{ name: kwh, colour: 'var(--charge)', values: hours.kwh }]} label={kwh} unit="" />
      )}
    </>
  );
}
