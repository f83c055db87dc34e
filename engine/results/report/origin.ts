/** What opens where a figure comes from: formula, tables, version, seed, and the way to the inputs with their fingerprints. Pure. */
import { formulaInDutch } from '../formula-nl.ts';
import { sourceInDutch } from '../source-nl.ts';
import { columnOrigin } from '../provenance-columns.ts';
import type { Origin } from '../provenance.ts';
import { both, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';

/** One quantity of a chart or table. */
export interface OriginLine {
  /** HTML */
  readonly label: string;
  readonly origin: Origin;
}

/** Lines for columns of one table of the results; columns that older results lack are left out.
 *  @param columns name of the column (or a sum of names), and what the reader sees it called */
export const columnLines = (
  input: ReportInput,
  table: string,
  columns: ReadonlyArray<readonly [name: string, nl: string, en: string]>,
): OriginLine[] =>
  columns
    .filter(
      ([name]) =>
        !/^\w+$/.test(name) || input.sides.some(({ columns: held }) => held?.[`${table}.${name}`] !== undefined),
    )
    .map(([name, nl, en]) => ({ label: text(nl, en), origin: columnOf(input, table, name) }));

export const columnOf = ({ sides }: ReportInput, table: string, name: string): Origin =>
  columnOrigin(table, name, sides[1].columns?.[`${table}.${name}`] ?? sides[0].columns?.[`${table}.${name}`]);

/** Below a chart or a table: where each of its quantities comes from. */
export function originsBelow(input: ReportInput, lines: readonly OriginLine[]): string {
  const items = lines.map(({ label, origin }) => `<li>${label}: ${howMade(origin)}</li>`);
  return `<details class="origin origins"><summary>${text('Waar deze cijfers vandaan komen', 'Where these figures come from')}</summary><ul>${items.join('')}</ul><p>${madeWith(input)}</p></details>`;
}

/** Charts or tables with what opens below them; nothing for nothing. */
export const withOrigins = (input: ReportInput, html: string, lines: readonly OriginLine[]): string =>
  html === '' ? '' : `<div class="figures">${html}${originsBelow(input, lines)}</div>`;

/** A label that opens where its figure comes from. @param label HTML of the label; @param more HTML before the formula */
export const originDetails = (input: ReportInput, label: string, origin: Origin, more = ''): string =>
  `<details class="origin"><summary>${label}</summary><p>${more}${howMade(origin, '<br>')}<br>${madeWith(input)}</p></details>`;

/** Formula, tables and method. @param next what parts them */
export function howMade({ formula, tables, source }: Origin, next = ' · '): string {
  const from =
    tables.length === 0
      ? ''
      : `${next}${text('uit', 'from')} <code>${tables.map(escapeHtml).join('</code>, <code>')}</code>`;
  const method =
    source === undefined ? '' : `${next}${text('methode:', 'method:')} ${text(sourceInDutch(source), source)}`;
  return `<code>${text(formulaInDutch(formula), formula)}</code>${from}${method}`;
}

function madeWith({ sides }: ReportInput): string {
  const [base, other] = [sides[0].manifest, sides[1].manifest];
  const seeds = base.seed === other.seed ? String(base.seed) : `${base.seed}, ${other.seed}`;
  const made = both(
    (language) =>
      `Rijnstroom ${escapeHtml(base.engineVersion)}, ${language === 'nl' ? 'toevalsgetal' : 'seed'} ${seeds}, ${language === 'nl' ? 'uitkomsten' : 'results'} ${base.resultsHash.slice(0, 8)}, ${other.resultsHash.slice(0, 8)}`,
  );
  return `${made} · <a href="#inputs">${text('invoer, vingerafdrukken en licenties', 'inputs, fingerprints and licences')}</a>`;
}
