/** What somebody who holds all published numbers can say about a withheld one: its least and greatest possible value.
 *  In: cells, which are withheld, and the sums they take part in. Out: an interval a cell, by linear programming. No other effect.
 *  Method: audit of cell suppression, Fischetti and Salazar-González, Management Science 47 (2001); solver HiGHS in WebAssembly. */
import { RunError } from '../core/errors.ts';

/** total = Σ parts; all are indices of cells. */
export interface Relation {
  readonly total: number;
  readonly parts: readonly number[];
}

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

interface Solver {
  solve(text: string): { readonly Status: string; readonly ObjectiveValue: number };
}

let loaded: Promise<Solver> | undefined;

async function solver(): Promise<Solver> {
  loaded ??= (async () => {
    const module = await import('highs');
    // The package's types describe its CommonJS form; as an ES module the loader is the default export itself.
    const loader: unknown = module.default;
    return (typeof loader === 'function' ? (loader as typeof module.default.default) : module.default.default)();
  })();
  return loaded;
}

/** Bounds of `target` given that every cell is ≥ 0.
 *  @param values [cell] true values; those of withheld cells are used nowhere else than as unknowns */
export async function cellBounds(
  values: ArrayLike<number>,
  withheld: ArrayLike<number>,
  relations: readonly Relation[],
  target: number,
): Promise<Interval> {
  const { rows, names } = program(values, withheld, relations, target);
  if (!names.has(target)) return { lower: 0, upper: Number.POSITIVE_INFINITY };
  const highs = await solver();
  const ask = (direction: 'Minimize' | 'Maximize'): number => {
    const bounds = [...names].map((cell) => `0 <= x${cell} <= 1e12`).join('\n ');
    const text = `${direction}\n obj: x${target}\nSubject To\n ${rows.join('\n ')}\nBounds\n ${bounds}\nEnd\n`;
    const answer = highs.solve(text);
    if (answer.Status !== 'Optimal')
      throw new RunError(`the audit of withheld cells ended with status ${answer.Status}`);
    return answer.ObjectiveValue;
  };
  return { lower: ask('Minimize'), upper: ask('Maximize') };
}

/** Rows of the programme that hang together with the target. */
function program(
  values: ArrayLike<number>,
  withheld: ArrayLike<number>,
  relations: readonly Relation[],
  target: number,
): { readonly rows: string[]; readonly names: Set<number> } {
  const names = new Set<number>([target]);
  const used = new Set<Relation>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const relation of relations) {
      if (used.has(relation)) continue;
      const members = [relation.total, ...relation.parts].filter((cell) => withheld[cell] === 1);
      if (!members.some((cell) => names.has(cell))) continue;
      used.add(relation);
      for (const cell of members) names.add(cell);
      grown = true;
    }
  }
  if (used.size === 0) names.clear();
  const rows = [...used].map(({ total, parts }, i) => {
    let right = withheld[total] === 1 ? 0 : values[total]!;
    const terms: string[] = withheld[total] === 1 ? [`- x${total}`] : [];
    for (const cell of parts)
      if (withheld[cell] === 1) terms.push(`+ x${cell}`);
      else right -= values[cell]!;
    return `r${i}: ${terms.join(' ')} = ${right}`;
  });
  return { rows, names };
}
