/** Places by name for questions of a traveller: stops, hubs, neighbourhoods, streets; and coordinates as text. Pure. */
import { numbers, texts } from '../parts/plain-table.tsx';
import { lineOf } from '../parts/wkt.ts';
import type { MapTables } from './model.ts';
import type { Place } from './overlay.ts';

/** Name → place, the first of a name counts. */
export function placesOf(tables: MapTables): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const table of [tables.stops, tables.hubs, tables.zones]) {
    const lon = numbers(table, 'lonDeg');
    const lat = numbers(table, 'latDeg');
    texts(table, 'name').forEach((name, row) => {
      if (name !== null && name !== '' && !places.has(name)) places.set(name, [lon[row]!, lat[row]!]);
    });
  }
  const geometry = texts(tables.links, 'geometry');
  texts(tables.links, 'name').forEach((name, row) => {
    if (name === null || name === '' || places.has(name)) return;
    const path = lineOf(geometry[row] ?? '');
    const middle = path[path.length >> 1];
    if (middle !== undefined) places.set(name, middle);
  });
  return places;
}

/** "52.09, 5.05" (latitude first, as maps write it; decimal commas too when the two are apart by a space or semicolon), or a name.
 *  @returns null for what is neither */
export function placeNamed(text: string, places: ReadonlyMap<string, Place>): Place | null {
  const known = places.get(text.trim());
  if (known !== undefined) return known;
  const match = /^(-?\d{1,2}[.,]\d+)\s*[;,\s]\s*(-?\d{1,3}[.,]\d+)$/.exec(text.trim());
  if (match !== null) {
    const lat = Number(match[1]!.replace(',', '.'));
    const lon = Number(match[2]!.replace(',', '.'));
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
  }
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  for (const [name, place] of places) if (name.toLowerCase() === wanted) return place;
  for (const [name, place] of places) if (name.toLowerCase().startsWith(wanted)) return place;
  return null;
}

export const placeText = ([lon, lat]: Place): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
