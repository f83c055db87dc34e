/** The tables of a district folder as text: weather, prices, sessions, zones, places, hubs. Pure. Format: scenarios/README.md. */
import type { Table } from '../core/table.ts';
import type { Prices, Weather } from '../district/district.ts';
import type { PlaceRow, ZoneRow } from './zone-rows.ts';

type Cell = string | number;

const cell = (value: Cell): string =>
  typeof value === 'string' && /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);

/** Rows of cells as CSV with a header line. */
export const csvText = (header: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string =>
  `${[header.join(','), ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`;

export const isoTime = (utcS: number): string => new Date(utcS * 1000).toISOString().replace('.000Z', 'Z');

/** Numbers in files keep what they can mean: watts and degrees to a thousandth. */
const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

export function weatherText(weather: Weather): string {
  const { startUtcS, stepS, ghiWm2, dniWm2, dhiWm2, airTemperatureC, windSpeedMps } = weather;
  const beam = dniWm2 !== null && dhiWm2 !== null;
  return csvText(
    ['timeUtc', 'ghiWm2', 'airTemperatureC', 'windSpeedMps', ...(beam ? ['dniWm2', 'dhiWm2'] : [])],
    Array.from(ghiWm2, (ghi, i) => [
      isoTime(startUtcS + i * stepS),
      rounded(ghi, 3),
      rounded(airTemperatureC[i]!, 3),
      rounded(windSpeedMps[i]!, 3),
      ...(beam ? [rounded(dniWm2[i]!, 3), rounded(dhiWm2[i]!, 3)] : []),
    ]),
  );
}

export function pricesText({ startUtcS, stepS, priceEurPerKwh }: Prices): string {
  return csvText(
    ['timeUtc', 'priceEurPerKwh'],
    Array.from(priceEurPerKwh, (price, i) => [isoTime(startUtcS + i * stepS), rounded(price, 7)]),
  );
}

/** A table of results as CSV; unknown numbers are empty. */
export function tableText(table: Table): string {
  return csvText(
    table.columns.map(({ name }) => name),
    Array.from({ length: table.rowCount }, (_, row) =>
      table.columns.map(({ values }) => {
        const value = values[row];
        return value === null || value === undefined || Number.isNaN(value) ? '' : value;
      }),
    ),
  );
}

/** Zones with figures; as points where no outline is known. */
export function zonesText(zones: readonly ZoneRow[]): string {
  const features = zones.map(({ code, name, lonDeg, latDeg, figures, geometry }) => ({
    type: 'Feature',
    properties: { code, name, lonDeg, latDeg, ...figures },
    geometry: geometry ?? { type: 'Point', coordinates: [lonDeg, latDeg] },
  }));
  return `{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}

const PLACE_COLUMNS = [
  'name',
  'lonDeg',
  'latDeg',
  'zone',
  'jobs',
  'pupils',
  'students',
  'shopVisits',
  'leisureVisits',
] as const;

export const placesText = (places: readonly PlaceRow[]): string =>
  csvText(
    PLACE_COLUMNS,
    places.map((place) => PLACE_COLUMNS.map((column) => place[column])),
  );
