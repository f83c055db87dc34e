/** The operator's grid of a district folder: checked as for a flow by phase, with the places of its nodes. Pure. */
import { InputError } from '../core/errors.ts';
import type { OperatorGrid } from '../grid/operator/areas.ts';
import { layOut } from '../grid/operator/lay-out.ts';
import { lowVoltageAreas } from '../grid/operator/low-voltage.ts';
import { parseGridPlaces } from './grid-places.ts';
import { allProblems, gridProblems } from './grid-problems.ts';
import { readPgmInput } from './pgm-json.ts';

/** @throws InputError with every problem, by component id or line */
export function parseDistrictGrid(text: string, file: string, placesText: string, placesFile: string): OperatorGrid {
  const read = readPgmInput(text, file);
  const found = gridProblems(read, { file, byPhase: true });
  if (found.errors.length > 0) throw new InputError(allProblems(found));
  const { model } = read;
  const places = parseGridPlaces(placesText, placesFile, new Set(model.nodes.map(({ id }) => id)));
  const grid = { file, model, places };
  // What cannot be cut into areas, or stands nowhere, is told where the file is read, not after an hour of travel.
  layOut(grid, lowVoltageAreas(model, file));
  return grid;
}
