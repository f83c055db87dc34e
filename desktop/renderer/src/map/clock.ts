/** Figures of the map at a moment: streets by hour, transformers on a date, stock of hubs. In: calls of the bridge. Out: lookups by row. */
import { useMemo } from 'react';
import type { BridgeTable } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { useCall } from '../parts/use-call.ts';
import type { StreetHours } from './figures.ts';

const HOUR_S = 3600;
const DAY_TYPES = ['weekday', 'saturday', 'sunday'] as const;

export interface MapDay {
  readonly date: string;
  readonly dayType: string;
  /** UTC of local midnight. */
  readonly startUtcS: number;
}

/** Days of the period, and which of them have transformers by the hour (a thinned result has few). */
export function useDays(id: string): { readonly days: readonly MapDay[]; readonly peak: number } {
  const steps = useCall('readTable', {
    id,
    table: 'steps',
    columns: ['startUtcS', 'localDate', 'dayType', 'netKw'],
    skipMissing: true,
  });
  const hours = useCall('readTable', {
    id,
    table: 'transformerHours',
    columns: ['startUtcS'],
    where: { column: 'area', equals: 0 },
  });
  return useMemo(() => {
    if (steps.value === null || (hours.value === null && hours.failure === null)) return { days: [], peak: 0 };
    const known = hours.value === null ? null : new Set(numbers(hours.value, 'startUtcS'));
    const starts = numbers(steps.value, 'startUtcS');
    const dates = texts(steps.value, 'localDate');
    const types = texts(steps.value, 'dayType');
    const codes = numbers(steps.value, 'dayType');
    const net = numbers(steps.value, 'netKw');
    const days: MapDay[] = [];
    let peak = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < starts.length; i++) {
      if (dates[i] !== dates[i - 1] && (known === null || known.has(starts[i]!)))
        days.push({
          date: dates[i] ?? '',
          dayType: types[i] ?? DAY_TYPES[codes[i] ?? 0] ?? 'weekday',
          startUtcS: starts[i]!,
        });
      if (days.at(-1)?.date === dates[i] && net[i]! > most) {
        most = net[i]!;
        peak = days.length - 1;
      }
    }
    return { days, peak };
  }, [steps.value, hours.value, hours.failure]);
}

/** Streets by the hour of a weekday; null while they are read or where the result has none. */
export function useStreetHours(id: string, links: BridgeTable, wanted: boolean): StreetHours | null {
  const table = useCall('readTable', wanted ? { id, table: 'linkHours', limit: 2_000_000 } : null).value;
  return useMemo(() => {
    if (table === null) return null;
    const rowOf = new Map(Array.from(numbers(links, 'link'), (link, row) => [link, row] as const));
    const made = new Map<string, Float64Array>();
    const hours = numbers(table, 'hour');
    const rows = numbers(table, 'link').map((link) => rowOf.get(link) ?? -1);
    return (column, hour) => {
      const key = `${column} ${hour}`;
      let values = made.get(key);
      if (values === undefined) {
        const all = numbers(table, column);
        values = new Float64Array(links.rowCount);
        for (let i = 0; i < rows.length; i++) if (hours[i] === hour && rows[i]! >= 0) values[rows[i]!] = all[i]!;
        made.set(key, values);
      }
      return values;
    };
  }, [table, links]);
}

/** Loading of each transformer at hours of a date: [hour] → by row of the transformers. */
export function useTransformerDay(
  id: string,
  transformers: BridgeTable,
  day: MapDay | undefined,
): ((hour: number) => Float64Array) | null {
  const table = useCall(
    'readTable',
    day === undefined
      ? null
      : {
          id,
          table: 'transformerHours',
          // A day is at most 25 hours long.
          where: { column: 'startUtcS', from: day.startUtcS, before: day.startUtcS + 25 * HOUR_S },
          limit: 2_000_000,
        },
  ).value;
  return useMemo(() => {
    if (table === null || day === undefined || table.rowCount === 0) return null;
    const areas = numbers(transformers, 'area');
    const rowOf = new Map(Array.from(areas, (area, row) => [area, row] as const));
    const byHour = Array.from({ length: 25 }, () => new Float64Array(areas.length));
    const starts = numbers(table, 'startUtcS');
    const area = numbers(table, 'area');
    const share = numbers(table, 'loadingShare');
    for (let i = 0; i < share.length; i++) {
      const row = rowOf.get(area[i]!);
      const values = byHour[Math.floor((starts[i]! - day.startUtcS) / HOUR_S)];
      if (row !== undefined && values !== undefined) values[row] = share[i]!;
    }
    return (hour) => byHour[hour] ?? byHour[0]!;
  }, [table, transformers, day]);
}

export interface HubStock {
  /** Hub id → 96 values. */
  readonly of: (hub: string) => Readonly<Record<'sharedCars' | 'sharedBikes' | 'parkAndRide', Float64Array>> | null;
}

export function useHubStock(id: string, dayType: string): HubStock | null {
  const table = useCall('readTable', {
    id,
    table: 'hubQuarters',
    where: { column: 'dayType', equals: dayType },
  }).value;
  return useMemo(() => {
    if (table === null || table.rowCount === 0) return null;
    const hubs = texts(table, 'hub');
    const quarter = numbers(table, 'quarter');
    const stock = new Map<string, Record<'sharedCars' | 'sharedBikes' | 'parkAndRide', Float64Array>>();
    hubs.forEach((hub, i) => {
      let own = stock.get(hub ?? '');
      if (own === undefined) {
        own = {
          sharedCars: new Float64Array(96),
          sharedBikes: new Float64Array(96),
          parkAndRide: new Float64Array(96),
        };
        stock.set(hub ?? '', own);
      }
      for (const name of ['sharedCars', 'sharedBikes', 'parkAndRide'] as const)
        own[name][quarter[i]!] = numbers(table, name)[i]!;
    });
    return { of: (hub) => stock.get(hub) ?? null };
  }, [table]);
}
