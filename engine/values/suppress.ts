/** Which cells of published tables are left empty, so that no number about fewer than ten people stands there or can be worked out from the others.
 *  In: cells with the people behind each, and every sum that a reader can make. Out: [cell] 1 = withheld. No other effect.
 *  Method: primary suppression below the threshold (zero is not told apart); then in each sum at least two cells and at least ten people are
 *  missing; then an audit by linear programming: whoever knows everything else must be left with an interval of at least ten for each small
 *  cell, or a further cell is withheld. Source: Hundepool et al., Statistical Disclosure Control (2012), ch. 4. */
import { SMALLEST_CELL } from '../results/small-cells.ts';
import { cellBounds, type Relation } from './cell-bounds.ts';

export interface SuppressionInput {
  /** [cell] people, households or cars behind the cell. */
  readonly counts: ArrayLike<number>;
  /** [cell] people behind a cell that counts something else (trips), which must be as many as the threshold too. */
  readonly behind?: ArrayLike<number> | undefined;
  readonly relations: readonly Relation[];
  /** [cell] 1 for cells that are known anyway and can never be withheld (totals of the district). */
  readonly fixed?: ArrayLike<number> | undefined;
  /** [cell] 1 for cells that are withheld for another reason. */
  readonly forced?: ArrayLike<number> | undefined;
  readonly threshold?: number;
}

export interface Suppression {
  /** [cell] 1 = withheld. */
  readonly withheld: Uint8Array;
  /** Cells too small by themselves, and those withheld to protect them. */
  readonly primary: number;
  readonly complementary: number;
  /** Small cells that stay confined because everything else is known anyway: tables with such cells must not be published. */
  readonly exposed: readonly number[];
}

export async function suppress(input: SuppressionInput): Promise<Suppression> {
  const { counts, behind = counts, relations, fixed, forced, threshold = SMALLEST_CELL } = input;
  const withheld = Uint8Array.from(counts, (count, cell) => (Math.min(count, behind[cell]!) < threshold ? 1 : 0));
  if (fixed !== undefined) for (let cell = 0; cell < withheld.length; cell++) if (fixed[cell] === 1) withheld[cell] = 0;
  const sensitive = withheld.slice();
  const state: State = { counts, relations, fixed, withheld, threshold };
  if (forced !== undefined)
    for (let cell = 0; cell < withheld.length; cell++) if (forced[cell] === 1) withheld[cell] = 1;
  completeSums(state);
  // A cell in one sum alone is safe by the rule above; where sums cross, the audit decides.
  const crossings = new Uint32Array(withheld.length);
  for (const { total, parts } of relations) for (const cell of [total, ...parts]) crossings[cell]!++;
  let exposed: number[] = [];
  for (let again = true; again; ) {
    again = false;
    exposed = [];
    for (let cell = 0; cell < withheld.length; cell++) {
      if (sensitive[cell] === 0 || crossings[cell]! < 2) continue;
      const { lower, upper } = await cellBounds(counts, withheld, relations, cell);
      if (upper - lower >= threshold - 1e-6) continue;
      if (!withholdOneMore(state, cell)) {
        exposed.push(cell);
        continue;
      }
      completeSums(state);
      again = true;
    }
  }
  let primary = 0;
  let all = 0;
  for (let cell = 0; cell < withheld.length; cell++) {
    primary += sensitive[cell]!;
    all += withheld[cell]!;
  }
  return { withheld, primary, complementary: all - primary, exposed };
}

interface State extends SuppressionInput {
  readonly withheld: Uint8Array;
  readonly threshold: number;
}

/** Every sum with something missing misses two cells or more, and ten people or more. */
function completeSums(state: State): void {
  const { counts, relations, withheld, threshold } = state;
  for (let changed = true; changed; ) {
    changed = false;
    for (const relation of relations) {
      const parts = relation.parts.filter((cell) => withheld[cell] === 1);
      const missing = parts.length + withheld[relation.total]!;
      if (missing === 0) continue;
      const people = parts.reduce((sum, cell) => sum + counts[cell]!, 0);
      if (missing >= 2 && (withheld[relation.total] === 1 || people >= threshold)) continue;
      if (smallestOpen(state, relation.parts) ?? smallestOpen(state, [relation.total])) changed = true;
    }
  }
}

/** Withholds the smallest cell of a list that still stands open; @returns true when there was one */
function smallestOpen({ counts, withheld, fixed }: State, cells: readonly number[]): true | undefined {
  let best = -1;
  for (const cell of cells)
    if (withheld[cell] === 0 && fixed?.[cell] !== 1 && (best < 0 || counts[cell]! < counts[best]!)) best = cell;
  if (best < 0) return undefined;
  withheld[best] = 1;
  return true;
}

/** One more cell: in a sum that the cell takes part in, else in a sum where something is missing, else anywhere. */
function withholdOneMore(state: State, cell: number): boolean {
  const { relations, withheld } = state;
  const own = relations.filter(({ total, parts }) => total === cell || parts.includes(cell));
  const near = relations.filter(
    ({ total, parts }) => withheld[total] === 1 || parts.some((part) => withheld[part] === 1),
  );
  for (const list of [own, near, relations])
    for (const pick of [({ parts }: Relation) => parts, ({ total }: Relation) => [total]])
      if (smallestOpen(state, [...new Set(list.flatMap(pick))])) return true;
  return false;
}
