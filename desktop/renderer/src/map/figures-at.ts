/** All figures of the map for what was chosen: of a result, of the change to a second one, or at an hour of a day. Pure. */
import { numbers, texts } from '../parts/plain-table.tsx';
import type { HubStock } from './clock.ts';
import { type Classed, differences, type StreetHours, streetClasses } from './figures.ts';
import type { MapFigures } from './layers.ts';
import { changeBounds, type MapTables, quintiles } from './model.ts';
import { LOADING_BOUNDS, MOMENT_BOUNDS } from './palette.ts';
import type { Thing } from './pick.ts';
import { FIGURE_WORDS } from './words.ts';

/** The id column by which the same thing is found in another result. */
export const KEYS: Readonly<Record<Thing['kind'], string>> = {
  zone: 'zone',
  // Streets are numbered anew when the network is built; their drawing stays.
  street: 'geometry',
  transformer: 'area',
  hub: 'hub',
  stop: 'stop',
  charger: 'chargePoint',
};

export interface MapMoment {
  readonly hour: number;
  readonly streetHours: StreetHours | null;
  readonly transformerDay: ((hour: number) => Float64Array) | null;
  readonly hubStock: HubStock | null;
}

export function figuresAt({
  tables,
  second,
  zone,
  street,
  clock,
}: {
  readonly tables: MapTables;
  readonly second: MapTables | null;
  readonly zone: string;
  readonly street: string;
  readonly clock: MapMoment | null;
}): MapFigures {
  const transformerNow = clock?.transformerDay?.(clock.hour) ?? null;
  return {
    zone: zoneClasses(tables, second, zone),
    street: streetClasses(tables.links, second?.links ?? null, street, clock?.streetHours ?? null, clock?.hour ?? 0),
    transformer: transformerClasses(tables, second, transformerNow),
    moment: transformerNow !== null,
    change: second !== null,
    hubFull: clock?.hubStock == null ? null : hubFull(tables, clock.hubStock, clock.hour),
  };
}

function zoneClasses({ zones }: MapTables, second: MapTables | null, column: string): Classed {
  const values = second === null ? numbers(zones, column) : differences(zones, second.zones, 'zone', column);
  return {
    values,
    bounds: second === null ? quintiles(values) : changeBounds(values),
    unit: zones.units[column] ?? '',
    column: `zones.${column}`,
    words: FIGURE_WORDS[column] ?? { nl: column, en: column },
  };
}

function transformerClasses({ transformers }: MapTables, second: MapTables | null, now: Float64Array | null): Classed {
  const column = 'peakLoadingShare';
  const words = { nl: 'Transformatoren: hoogste belasting', en: 'Transformers: highest loading' };
  if (second !== null) {
    const values = differences(transformers, second.transformers, 'area', column);
    return { values, bounds: [-0.1, -0.02, 0.02, 0.1], unit: 'share', column: `transformers.${column}`, words };
  }
  if (now !== null)
    return {
      values: now,
      bounds: MOMENT_BOUNDS,
      unit: 'share',
      column: 'transformerHours.loadingShare',
      words: { nl: 'Transformatoren: ◀ teruglevering, afname ▶', en: 'Transformers: ◀ feed-in, load ▶' },
    };
  const values = numbers(transformers, column);
  return { values, bounds: LOADING_BOUNDS, unit: 'share', column: `transformers.${column}`, words };
}

/** [hub] P+R: places taken; others: shared vehicles standing, of the most on that day. */
function hubFull({ hubs }: MapTables, stock: HubStock, hour: number): Float64Array {
  const places = numbers(hubs, 'carPlaces');
  return Float64Array.from(texts(hubs, 'hub'), (hub, row) => {
    const own = stock.of(hub ?? '');
    if (own === null) return 0;
    const at = Math.min(95, 4 * hour);
    if (places[row]! > 0 && own.parkAndRide.some((cars) => cars > 0)) return own.parkAndRide[at]! / places[row]!;
    const all = own.sharedCars.map((cars, i) => cars + own.sharedBikes[i]!);
    const most = all.reduce((high, value) => Math.max(high, value), 0);
    return most > 0 ? all[at]! / most : 0;
  });
}
