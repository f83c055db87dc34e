/** Colours of the style sheet as numbers. Pure. */

/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

const known = new Map<string, Rgb>();

/** @param colour #rgb or #rrggbb; anything else is a middle grey */
export function rgbOf(colour: string): Rgb {
  let rgb = known.get(colour);
  if (rgb === undefined) {
    const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1] ?? '808080';
    const wide = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
    const part = (at: number): number => Number.parseInt(wide.slice(at, at + 2), 16);
    rgb = [part(0), part(2), part(4)];
    known.set(colour, rgb);
  }
  return rgb;
}
