/** Draws curves on a plain canvas: a line where there is room, else in each column of pixels a bar from its lowest to its highest value, so that no
 *  peak is lost and the work follows the width of the picture, not the length of the series. Bars are written as pixels: thousands of rectangles
 *  a frame are too many for a canvas without a graphics card. No state. */
import { type Curve, columnsOf, indexAt } from './curve.ts';
import { barsOn, Pixels } from './pixels.ts';
import type { Tick } from './ticks.ts';

export interface DrawnCurve {
  readonly curve: Curve;
  readonly colour: string;
  readonly dash?: readonly number[] | undefined;
  /** Fills down to this curve. */
  readonly downTo?: Curve | undefined;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen a CSS pixel. */
  readonly scale: number;
  readonly x: Float64Array;
  readonly range: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly curves: readonly DrawnCurve[];
  readonly unit: string;
  readonly colours: { readonly soft: string; readonly line: string; readonly text: string };
  readonly font: string;
  /** Values hold until the next one: drawn as steps. */
  readonly stepped: boolean;
}

export const EDGE = { left: 54, right: 10, top: 22, bottom: 26 } as const;
const LINE_PX = 1.6;
/** From this many columns a step on, steps are drawn as such. */
const STEP_PX = 3;

export const xAt = ({ width, range }: Pick<Picture, 'width' | 'range'>, value: number): number =>
  EDGE.left + ((value - range[0]) / (range[1] - range[0])) * (width - EDGE.left - EDGE.right);

/** @param sheet of the picture before: used again where it has the size, so that no frame asks for memory
 *  @returns the sheet for the next one */
export function draw(context: CanvasRenderingContext2D, picture: Picture, sheet: Pixels | null): Pixels {
  const { width, height, scale, curves } = picture;
  const wide = Math.round((width - EDGE.left - EDGE.right) * scale);
  const firstOf = columnsOf(picture.x, ...picture.range, wide);
  // More than a value for every three columns of pixels: no room for lines.
  const dense = (firstOf[wide]! - firstOf[0]!) * 3 > wide;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  words(context, picture);
  const top = EDGE.top * scale;
  const tall = Math.max(1, Math.round((height - EDGE.top - EDGE.bottom) * scale));
  const pixels = sheet?.width === wide && sheet.height === tall ? sheet : new Pixels(wide, tall);
  pixels.clear();
  grid(pixels, picture);
  if (dense) for (const one of curves) barsOn(pixels, one.curve, one.colour, firstOf, picture.yRange, LINE_PX * scale);
  context.putImageData(pixels.image, Math.round(EDGE.left * scale), Math.round(top));
  context.save();
  context.beginPath();
  context.rect(EDGE.left, EDGE.top - 2, width - EDGE.left - EDGE.right, height - EDGE.bottom - EDGE.top + 4);
  context.clip();
  for (const one of curves) if (one.downTo !== undefined) band(context, picture, one, one.downTo, firstOf);
  if (!dense)
    for (const one of curves) lineOn(context, picture, one, wide / scale / Math.max(1, firstOf[wide]! - firstOf[0]!));
  context.restore();
  return pixels;
}

function grid(pixels: Pixels, picture: Picture): void {
  const { yTicks, xTicks, colours, scale } = picture;
  for (const { at } of xTicks) pixels.column(Math.round((xAt(picture, at) - EDGE.left) * scale), colours.line, scale);
  const yOf = yScale(picture);
  for (const { at } of yTicks)
    pixels.row(Math.round((yOf(at) - EDGE.top) * scale), at === 0 ? colours.soft : colours.line, scale);
}

/** Words along the axes, beside the place of the curves. */
function words(context: CanvasRenderingContext2D, picture: Picture): void {
  const { width, height, xTicks, yTicks, colours, font, unit } = picture;
  const yOf = yScale(picture);
  context.font = font;
  context.fillStyle = colours.soft;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, text } of yTicks) context.fillText(text, EDGE.left - 6, yOf(at));
  context.textAlign = 'center';
  let free = Number.NEGATIVE_INFINITY;
  for (const { at, text } of xTicks) {
    const x = Math.round(xAt(picture, at));
    const half = context.measureText(text).width / 2 + 5;
    if (x - half < free || x + half > width) continue;
    free = x + half;
    context.fillText(text, x, height - EDGE.bottom / 2 + 3);
  }
  context.textAlign = 'left';
  context.fillText(unit, 4, EDGE.top / 2 - 1);
}

function yScale({ height, yRange }: Picture): (value: number) => number {
  const tall = height - EDGE.top - EDGE.bottom;
  return (value) => EDGE.top + tall * (1 - (value - yRange[0]) / (yRange[1] - yRange[0]));
}

function lineOn(context: CanvasRenderingContext2D, picture: Picture, one: DrawnCurve, stepPx: number): void {
  const { x, range } = picture;
  const { curve } = one;
  const yOf = yScale(picture);
  const stepped = picture.stepped && stepPx >= STEP_PX;
  const from = Math.max(0, indexAt(x, range[0]) - 1);
  const to = Math.min(x.length - 1, indexAt(x, range[1]));
  context.strokeStyle = one.colour;
  context.lineWidth = LINE_PX;
  context.lineJoin = 'round';
  context.setLineDash(one.dash === undefined ? [] : [...one.dash]);
  context.beginPath();
  let open = false;
  for (let i = from; i <= to; i++) {
    const value = curve.values[i]!;
    if (Number.isNaN(value)) {
      open = false;
      continue;
    }
    const [px, py] = [xAt(picture, x[i]!), yOf(value)];
    if (!open) context.moveTo(px, py);
    else if (stepped) {
      context.lineTo(px, yOf(curve.values[i - 1]!));
      context.lineTo(px, py);
    } else context.lineTo(px, py);
    open = true;
  }
  const end = curve.values[to]!;
  if (stepped && open && x.length > 1)
    context.lineTo(xAt(picture, x[to]! + (x[to]! - (x[to - 1] ?? x[to]!))), yOf(end));
  context.stroke();
  context.setLineDash([]);
}

/** The area between two curves, lightly. */
function band(
  context: CanvasRenderingContext2D,
  picture: Picture,
  { curve, colour }: DrawnCurve,
  under: Curve,
  firstOf: Int32Array,
): void {
  const { x } = picture;
  const yOf = yScale(picture);
  const from = Math.max(0, firstOf[0]! - 1);
  const to = Math.min(x.length - 1, firstOf[firstOf.length - 1]!);
  context.beginPath();
  for (let i = from; i <= to; i++) context.lineTo(xAt(picture, x[i]!), yOf(curve.values[i]!));
  for (let i = to; i >= from; i--) context.lineTo(xAt(picture, x[i]!), yOf(under.values[i]!));
  context.globalAlpha = 0.18;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
}
