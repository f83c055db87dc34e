/** Web Mercator on a flat sheet, as deck.gl's map view draws it: world units of 512 at zoom 0, north up. Pure. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

export const worldX = (lonDeg: number): number => (512 * (lonDeg + 180)) / 360;
export const worldY = (latDeg: number): number =>
  256 - (256 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (latDeg * Math.PI) / 360));
const lonOf = (x: number): number => (x * 360) / 512 - 180;
const latOf = (y: number): number => (360 / Math.PI) * (Math.atan(Math.exp(((256 - y) * Math.PI) / 256)) - Math.PI / 4);

/** World to screen: x = a × worldX + dx, y = a × worldY + dy. */
export interface Sheet {
  readonly a: number;
  readonly dx: number;
  readonly dy: number;
}

export function sheetOf(view: View, size: Size): Sheet {
  const a = 2 ** view.zoom;
  return {
    a,
    dx: size.width / 2 - a * worldX(view.longitude),
    dy: size.height / 2 - a * worldY(view.latitude),
  };
}

export const toLonLat = (sheet: Sheet, x: number, y: number): [number, number] => [
  lonOf((x - sheet.dx) / sheet.a),
  latOf((y - sheet.dy) / sheet.a),
];

/** Metres a pixel at the middle of the view. */
export const metresPerPixel = (view: View): number =>
  (40_075_016.7 * Math.cos((view.latitude * Math.PI) / 180)) / (512 * 2 ** view.zoom);

/** The view that holds a box with a margin [px]. */
export function viewOfBox(
  [west, south, east, north]: readonly [number, number, number, number],
  size: Size,
  margin = 24,
  /** Taken by other things at the left edge [px]. */
  leftPx = 0,
): View {
  const wide = worldX(east) - worldX(west);
  const tall = worldY(south) - worldY(north);
  const scale = Math.min(
    Math.max(80, size.width - leftPx - 2 * margin) / Math.max(wide, 1e-6),
    Math.max(80, size.height - 2 * margin) / Math.max(tall, 1e-6),
  );
  return {
    longitude: lonOf((worldX(west) + worldX(east)) / 2 - leftPx / 2 / scale),
    latitude: latOf((worldY(north) + worldY(south)) / 2),
    zoom: Math.min(17, Math.max(8, Math.log2(scale))),
  };
}

/** Box of the places that hold most of a weight (homes): the built-up district rather than its rural rim.
 *  @param share part of the weight outside on each side */
export function denseBox(
  lonDeg: ArrayLike<number>,
  latDeg: ArrayLike<number>,
  weight: ArrayLike<number>,
  share = 0.03,
): [number, number, number, number] {
  const quantiles = (values: ArrayLike<number>): [number, number] => {
    const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
    const total = order.reduce((sum, i) => sum + weight[i]!, 0) || 1;
    let low = values[order[0] ?? 0] ?? 0;
    let high = values[order.at(-1) ?? 0] ?? 0;
    let sum = 0;
    for (const i of order) {
      if (sum / total <= share) low = values[i]!;
      sum += weight[i]!;
      if (sum / total >= 1 - share) {
        high = values[i]!;
        break;
      }
    }
    return [low, high];
  };
  const [west, east] = quantiles(lonDeg);
  const [south, north] = quantiles(latDeg);
  return [west, south, east, north];
}
