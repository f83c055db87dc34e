/** Size and place of the window, kept between starts in a small file. A place on a display that is gone is not used again. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const whole = z.int().min(-100_000).max(100_000);
const stateSchema = z.strictObject({
  x: whole,
  y: whole,
  width: whole.min(400),
  height: whole.min(300),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** At least this much of the title bar's width and height must be on a display to take hold of the window [px]. */
const GRIP_PX = 100;
const FIRST: Area = { x: 0, y: 0, width: 1440, height: 900 };

/** null for a file that is missing or damaged: the first window then opens as if for the first time. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A state that cannot be kept is no reason to trouble anybody. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    // The next start has the first size again.
  }
}

/** @param workAreas of the displays, the first display first
 *  @returns bounds without x and y where the kept place is on no display */
export function boundsOn(state: WindowState | null, workAreas: readonly Area[]): Partial<Area> {
  const main = workAreas[0] ?? FIRST;
  const { x, y, width, height } = state ?? FIRST;
  const home = workAreas.find(
    (area) =>
      state !== null &&
      Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= GRIP_PX &&
      y >= area.y &&
      y <= area.y + area.height - GRIP_PX,
  );
  const area = home ?? main;
  const size = { width: Math.min(width, area.width), height: Math.min(height, area.height) };
  return home === undefined ? size : { x, y, ...size };
}
