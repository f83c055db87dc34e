/** Names on the map: the important first, none over another, more as one comes closer. Pure. */
import type { Sheet, Size } from './projection.ts';

export interface Name {
  readonly text: string;
  readonly kind: 'place' | 'hub' | 'street';
  /** World units. */
  readonly x: number;
  readonly y: number;
  /** Higher goes first. */
  readonly importance: number;
  /** Shown from this zoom on. */
  readonly fromZoom: number;
}

export interface PlacedName {
  readonly name: Name;
  readonly x: number;
  readonly y: number;
}

/** Width of a letter [px], per kind, at its size in the style sheet. */
const LETTER_PX = { place: 8.4, hub: 6.9, street: 5.8 } as const;
const LINE_PX = { place: 19, hub: 17, street: 15 } as const;

/** @param names sorted by importance, highest first */
export function placeNames(names: readonly Name[], sheet: Sheet, size: Size, zoom: number): PlacedName[] {
  const placed: (PlacedName & { readonly w: number; readonly h: number })[] = [];
  for (const name of names) {
    if (zoom < name.fromZoom) continue;
    const x = sheet.a * name.x + sheet.dx;
    const y = sheet.a * name.y + sheet.dy + (name.kind === 'hub' ? 14 : 0);
    const w = (name.text.length * LETTER_PX[name.kind]) / 2 + 5;
    const h = LINE_PX[name.kind] / 2 + 2;
    if (x - w < 0 || y - h < 0 || x + w > size.width || y + h > size.height) continue;
    if (placed.some((other) => Math.abs(other.x - x) < other.w + w && Math.abs(other.y - y) < other.h + h)) continue;
    placed.push({ name, x, y, w, h });
  }
  return placed;
}
