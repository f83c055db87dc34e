/** Target shares of modes from a file, and fitted constants back to a scenario file. */
import { writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { DEFAULT_TARGETS, TARGET_FROM_KM, TARGET_MODES, TARGET_PURPOSES } from '../demand/mode-targets.ts';
import type { Calibration } from '../mobility/calibrate-modes.ts';
import { type ModeTargets, requireShares } from '../mobility/calibration-targets.ts';
import { parseChecked } from './checked-yaml.ts';
import { readText } from './text-file.ts';

const share = z.number().gt(0).lt(1);
const schema = z.strictObject({
  /** Rows by distance class, columns walk, bicycle, public transport, car; each row sums to 100. */
  percent: z.array(z.array(z.number().min(0).max(100)).length(TARGET_MODES.length)).length(TARGET_FROM_KM.length),
  /** Rows by purpose, same columns; without it the constants by purpose stay as they are. */
  byPurpose: z
    .array(z.array(z.number().min(0).max(100)).length(TARGET_MODES.length))
    .length(TARGET_PURPOSES.length)
    .optional(),
  passengerOfCar: share.default(DEFAULT_TARGETS.passengerOfCar),
  eBikeOfBicycle: share.default(DEFAULT_TARGETS.eBikeOfBicycle),
  trainOfTransit: share.default(DEFAULT_TARGETS.trainOfTransit),
});

/** @param file built-in targets when absent  @throws InputError */
export async function readModeTargets(file: string | undefined): Promise<ModeTargets> {
  if (file === undefined) return DEFAULT_TARGETS;
  const targets = { ...parseChecked(await readText(file), file, schema), file };
  requireShares(targets);
  return targets;
}

/** Writes a scenario that extends another with the fitted constants. */
export async function writeCalibration(
  file: string,
  base: string,
  { byDistance, byPurpose, constants }: Calibration,
): Promise<void> {
  const from = relative(dirname(resolve(file)), base);
  await writeFile(
    file,
    `# Constants of the mode choice fitted by "rijnstroom calibrate".\n${stringify({ extends: from, choice: { byDistance, byPurpose, constants } })}`,
  );
}
