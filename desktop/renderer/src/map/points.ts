/** People on the way as pixels: written straight into a sheet, so that many thousands fit in a frame without a graphics card. */
import type { Movers } from './moving.ts';
import { type MapPalette, MODE_COLOUR, MODE_GROUPS } from './palette.ts';
import { type Size, sheetOf, type View } from './projection.ts';

const ALPHA = 255;

export class PointSheet {
  readonly image: ImageData;
  private readonly size: Size;
  private readonly words: Uint32Array;
  private readonly colours: readonly number[];
  private readonly rim: number;

  constructor(size: Size, palette: MapPalette) {
    this.size = size;
    const data = new Uint8ClampedArray(4 * size.width * size.height);
    this.image = new ImageData(data, size.width, size.height);
    this.words = new Uint32Array(data.buffer);
    this.colours = MODE_GROUPS.map((group) => wordOf(hex(MODE_COLOUR[group])));
    this.rim = wordOf(palette.ground);
  }

  draw(movers: Movers, view: View): void {
    const { width, height } = this.size;
    const { a, dx, dy } = sheetOf(view, this.size);
    const side = view.zoom < 12.5 ? 3 : view.zoom < 14.5 ? 4 : 5;
    const half = side >> 1;
    this.words.fill(0);
    for (let i = 0; i < movers.drawn; i++) {
      const x = Math.round(a * movers.x[i]! + dx) - half;
      const y = Math.round(a * movers.y[i]! + dy) - half;
      // A rim in the colour of the ground keeps points apart from lines of the same colour.
      if (x > 0 && y > 0 && x + side + 1 < width && y + side + 1 < height) {
        this.square(x - 1, y - 1, side + 2, this.rim);
        this.square(x, y, side, this.colours[movers.mode[i]!]!);
      }
    }
  }

  private square(x: number, y: number, side: number, word: number): void {
    const { width } = this.size;
    for (let row = y; row < y + side; row++) {
      const at = row * width + x;
      for (let i = 0; i < side; i++) this.words[at + i] = word;
    }
  }
}

const hex = (colour: string): [number, number, number] => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** RGBA as one number in this machine's order of bytes. */
const wordOf = ([r, g, b]: readonly [number, number, number]): number =>
  new Uint32Array(Uint8Array.of(r, g, b, ALPHA).buffer)[0]!;
