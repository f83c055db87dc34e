/** What colours the things of the map: a figure of each row and the bounds of its classes. Pure. */
import type { BridgeTable, Text } from '../../../shared/bridge.ts';
import { numbers, texts } from '../parts/plain-table.tsx';
import { lineOf } from '../parts/wkt.ts';
import { besides, changeBounds, quintiles } from './model.ts';

export interface Classed {
  readonly values: ArrayLike<number>;
  readonly bounds: readonly number[];
  readonly unit: string;
  /** Table and column, where the origin of the figure is found. */
  readonly column: string;
  readonly words: Text;
}

export interface StreetFigure {
  readonly column: string;
  /** Column of the table of hours, for figures that follow the clock. */
  readonly hourly?: string;
  readonly perKm?: boolean;
  readonly bounds?: readonly number[];
  readonly hourBounds?: readonly number[];
  readonly words: Text;
  readonly hourWords?: Text;
}

/** Saturation by level of service, A and B together. */
const SERVICE = [0.5, 0.7, 0.85, 1];

export const STREET_FIGURES: readonly StreetFigure[] = [
  {
    column: 'carsPerWeekday',
    hourly: 'carsPerH',
    bounds: [300, 1000, 3000, 8000],
    hourBounds: [30, 100, 300, 800],
    words: { nl: 'Auto’s op een werkdag', en: 'Cars on a weekday' },
    hourWords: { nl: 'Auto’s in dit uur van een werkdag', en: 'Cars in this hour of a weekday' },
  },
  {
    column: 'busiestHourShare',
    hourly: 'capacityShare',
    bounds: SERVICE,
    hourBounds: SERVICE,
    words: { nl: 'Drukste uur, deel van wat de straat aankan', en: 'Busiest hour, share of capacity' },
    hourWords: { nl: 'Dit uur, deel van wat de straat aankan', en: 'This hour, share of capacity' },
  },
  {
    column: 'delayS',
    hourly: 'delayS',
    bounds: [1, 3, 10, 30],
    hourBounds: [1, 3, 10, 30],
    words: { nl: 'Vertraging in het drukste uur', en: 'Delay in the busiest hour' },
    hourWords: { nl: 'Vertraging in dit uur', en: 'Delay in this hour' },
  },
  {
    column: 'bikesPerWeekday',
    bounds: [100, 300, 1000, 3000],
    words: { nl: 'Fietsen op een werkdag', en: 'Bicycles on a weekday' },
  },
  {
    column: 'walkersPerWeekday',
    bounds: [100, 300, 1000, 3000],
    words: { nl: 'Voetgangers op een werkdag', en: 'People on foot on a weekday' },
  },
  {
    column: 'co2Kg',
    perKm: true,
    words: { nl: 'CO₂ van auto’s en bussen per km straat', en: 'CO₂ of cars and buses per km of street' },
  },
  {
    column: 'noxG',
    perKm: true,
    words: { nl: 'NOx van auto’s en bussen per km straat', en: 'NOx of cars and buses per km of street' },
  },
  {
    column: 'pm10G',
    perKm: true,
    words: { nl: 'PM10 van auto’s en bussen per km straat', en: 'PM10 of cars and buses per km of street' },
  },
  {
    column: 'pm25G',
    perKm: true,
    words: { nl: 'PM2,5 van auto’s en bussen per km straat', en: 'PM2.5 of cars and buses per km of street' },
  },
  {
    column: 'noiseDb',
    bounds: [50, 55, 60, 65],
    words: { nl: 'Geluid aan de gevel (Lden)', en: 'Noise at the façade (Lden)' },
  },
  { column: 'no2FacadeUgM3', words: { nl: 'NO₂ aan de gevel', en: 'NO₂ at the façade' } },
  { column: 'pm25FacadeUgM3', words: { nl: 'PM2,5 aan de gevel', en: 'PM2.5 at the façade' } },
  {
    column: 'pm25ExposureUgM3',
    words: { nl: 'Fijnstof PM2,5 voor fietsers', en: 'PM2.5 for cyclists' },
  },
];

export const streetFigure = (column: string): StreetFigure =>
  STREET_FIGURES.find((one) => one.column === column) ?? STREET_FIGURES[0]!;

/** Values of a street by hour: [hour] → by row of the links table. */
export type StreetHours = (column: string, hour: number) => Float64Array;

/** @param hours null for the figure of the whole day */
export function streetClasses(
  links: BridgeTable,
  second: BridgeTable | null,
  column: string,
  hours: StreetHours | null,
  hour: number,
): Classed {
  const figure = streetFigure(column);
  const unit = `${links.units[column] ?? ''}${figure.perKm === true ? '/km' : ''}`;
  if (second !== null) {
    const change = differences(links, second, 'geometry', column, figure.perKm === true ? lengthsKm(links) : null);
    return { values: change, bounds: changeBounds(change), unit, column: `links.${column}`, words: figure.words };
  }
  if (hours !== null && figure.hourly !== undefined && figure.hourBounds !== undefined)
    return {
      values: hours(figure.hourly, hour),
      bounds: figure.hourBounds,
      unit: figure.hourly === 'carsPerH' ? 'vehicles/h' : unit,
      column: `linkHours.${figure.hourly}`,
      words: figure.hourWords ?? figure.words,
    };
  const values = figure.perKm === true ? perKm(links, column) : numbers(links, column);
  return {
    values,
    bounds: figure.bounds ?? quintiles(Float64Array.from(values).filter((value) => value > 0)),
    unit,
    column: `links.${column}`,
    words: figure.words,
  };
}

/** Second less first in the rows of the first; what the second does not have is no change. */
export function differences(
  first: BridgeTable,
  second: BridgeTable,
  key: string,
  column: string,
  per: Float64Array | null = null,
): Float64Array {
  const others = besides(first, second, key, column);
  return numbers(first, column).map((value, row) =>
    Number.isFinite(others[row]!) ? (others[row]! - value) / (per?.[row] ?? 1) : 0,
  );
}

const lengths = new WeakMap<BridgeTable, Float64Array>();

/** Length of each street from its drawing [km]. */
function lengthsKm(links: BridgeTable): Float64Array {
  let known = lengths.get(links);
  if (known === undefined) {
    known = Float64Array.from(texts(links, 'geometry'), (wkt) => {
      const path = lineOf(wkt ?? '');
      let km = 0;
      for (let i = 1; i < path.length; i++) {
        const [aLon, aLat] = path[i - 1]!;
        const [bLon, bLat] = path[i]!;
        km += 111.32 * Math.hypot((bLon - aLon) * Math.cos((aLat * Math.PI) / 180), bLat - aLat);
      }
      return Math.max(0.005, km);
    });
    lengths.set(links, known);
  }
  return known;
}

const perKm = (links: BridgeTable, column: string): Float64Array => {
  const km = lengthsKm(links);
  return numbers(links, column).map((value, row) => value / km[row]!);
};
