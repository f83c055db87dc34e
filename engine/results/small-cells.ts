/** The small-cell rule: a published number about fewer than ten persons or vehicles is withheld, and zero is not told apart. Pure. */
import type { Column } from '../core/table.ts';

/** Fewer than this and the cell is empty. */
export const SMALLEST_CELL = 10;

/** The value, or null where it stands for too few. @param members persons or vehicles behind the value (true or scaled count) */
export const orWithheld = (value: number, members: number): number | null =>
  members >= SMALLEST_CELL && Number.isFinite(value) ? value : null;

/** A column of numbers about groups, empty where a group is too small. @param members [row] */
export function groupColumn(
  name: string,
  unit: string,
  description: string,
  values: ArrayLike<number>,
  members: ArrayLike<number>,
): Column {
  return {
    name,
    unit,
    description,
    values: Array.from({ length: values.length }, (_, row) => orWithheld(values[row]!, members[row]!)),
  };
}
