/** The map as a picture: its canvases, and the names drawn over them. Out: a PNG. */
import type { PlacedName } from './labels.ts';
import { css, type MapPalette } from './palette.ts';

const FONT: Readonly<Record<PlacedName['name']['kind'], string>> = {
  place: '600 14px "Segoe UI", system-ui, sans-serif',
  hub: '600 12px "Segoe UI", system-ui, sans-serif',
  street: '11px "Segoe UI", system-ui, sans-serif',
};

export function pictureOf(
  canvases: readonly (HTMLCanvasElement | null)[],
  names: readonly PlacedName[],
  { palette, width, height }: { palette: MapPalette; width: number; height: number },
): Promise<Blob | null> {
  const sheet = document.createElement('canvas');
  const scale = 2;
  sheet.width = width * scale;
  sheet.height = height * scale;
  const context = sheet.getContext('2d');
  if (context === null) return Promise.resolve(null);
  context.scale(scale, scale);
  context.fillStyle = css(palette.ground);
  context.fillRect(0, 0, width, height);
  for (const canvas of canvases) if (canvas !== null) context.drawImage(canvas, 0, 0, width, height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { name, x, y } of names) {
    context.font = FONT[name.kind];
    context.lineWidth = 3.5;
    context.strokeStyle = css(palette.ground);
    context.strokeText(name.text, x, y);
    context.fillStyle = palette.ground[0] > 128 ? '#16212b' : '#edf2f6';
    context.fillText(name.text, x, y);
  }
  return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
}
