/** A small sheet of pixels that is written directly: ruled lines, and bars from lowest to highest value with soft ends. */
import { type Rgb, rgbOf } from '../colour.ts';
import type { Curve } from './curve.ts';

export class Pixels {
  readonly width: number;
  readonly height: number;
  readonly image: ImageData;
  private readonly data: Uint8ClampedArray<ArrayBuffer>;
  private readonly whole: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
    this.whole = new Uint32Array(this.data.buffer);
    this.image = new ImageData(this.data, width, height);
  }

  clear(): void {
    this.whole.fill(0);
  }

  row(y: number, colour: string, thick: number): void {
    const word = wordOf(rgbOf(colour));
    for (let i = 0; i < thick; i++)
      if (y + i >= 0 && y + i < this.height) this.whole.fill(word, (y + i) * this.width, (y + i + 1) * this.width);
  }

  column(x: number, colour: string, thick: number): void {
    const word = wordOf(rgbOf(colour));
    for (let i = x; i < x + thick; i++)
      if (i >= 0 && i < this.width) for (let y = 0; y < this.height; y++) this.whole[y * this.width + i] = word;
  }

  /** A bar one pixel wide; its ends cover a pixel in part. */
  bar(x: number, top: number, bottom: number, word: number, rgb: Rgb): void {
    const from = Math.max(0, top);
    const to = Math.min(this.height, bottom);
    if (to <= from) return;
    const first = Math.ceil(from);
    const last = Math.floor(to);
    for (let y = first; y < last; y++) this.whole[y * this.width + x] = word;
    if (first > from) this.blend(x, first - 1, rgb, Math.min(first, to) - from);
    if (last < to && last >= first) this.blend(x, last, rgb, to - last);
  }

  private blend(x: number, y: number, [r, g, b]: Rgb, share: number): void {
    if (y < 0 || y >= this.height) return;
    const i = 4 * (y * this.width + x);
    const { data } = this;
    const under = data[i + 3]! / 255;
    const alpha = share + under * (1 - share);
    const mix = (top: number, below: number): number => (top * share + below * under * (1 - share)) / alpha;
    data[i] = mix(r, data[i]!);
    data[i + 1] = mix(g, data[i + 1]!);
    data[i + 2] = mix(b, data[i + 2]!);
    data[i + 3] = 255 * alpha;
  }
}

/** RGBA as one number in this machine's order of bytes. */
function wordOf([r, g, b]: Rgb): number {
  return new Uint32Array(Uint8Array.of(r, g, b, 255).buffer)[0]!;
}

/** @param firstOf [column + 1] first value of each column of pixels @param thickPx of the line */
export function barsOn(
  pixels: Pixels,
  curve: Curve,
  colour: string,
  firstOf: Int32Array,
  [least, most]: readonly [number, number],
  thickPx: number,
): void {
  const rgb = rgbOf(colour);
  const word = wordOf(rgb);
  const perUnit = pixels.height / (most - least);
  const half = thickPx / 2;
  let last = Number.NaN;
  for (let c = 0; c < firstOf.length - 1; c++) {
    const a = firstOf[c]!;
    const b = firstOf[c + 1]!;
    let low = last;
    let high = last;
    if (b > a) {
      curve.extent(a, b);
      // From where the column before ended, so that the line does not break.
      low = last < curve.low ? last : curve.low;
      high = last > curve.high ? last : curve.high;
      last = curve.values[b - 1]!;
    }
    if (low <= high)
      pixels.bar(
        c,
        pixels.height - (high - least) * perUnit - half,
        pixels.height - (low - least) * perUnit + half,
        word,
        rgb,
      );
  }
}
