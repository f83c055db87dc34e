/** The label of a figure that opens where it comes from: formula, tables, version, seed, and the way to the inputs with their fingerprints. Pure. */
import type { Origin } from '../provenance.ts';
import { both, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';

/** @param label HTML of the label; @param more HTML before the formula */
export function originDetails(
  input: ReportInput,
  label: string,
  { formula, tables, source }: Origin,
  more = '',
): string {
  const [base, other] = input.sides.map(({ manifest }) => manifest) as [
    ReportInput['sides'][0]['manifest'],
    ReportInput['sides'][0]['manifest'],
  ];
  const seeds = base.seed === other.seed ? String(base.seed) : `${base.seed}, ${other.seed}`;
  const made = both(
    (language) =>
      `Rijnstroom ${escapeHtml(base.engineVersion)}, ${language === 'nl' ? 'toevalsgetal' : 'seed'} ${seeds}, ${language === 'nl' ? 'uitkomsten' : 'results'} ${base.resultsHash.slice(0, 8)}, ${other.resultsHash.slice(0, 8)}`,
  );
  const from =
    tables.length === 0
      ? ''
      : `<br>${text('uit', 'from')} <code>${tables.map(escapeHtml).join('</code>, <code>')}</code>`;
  const method = source === undefined ? '' : `<br>${text('methode:', 'method:')} ${escapeHtml(source)}`;
  return `<details class="origin"><summary>${label}</summary><p>${more}<code>${escapeHtml(formula)}</code>${from}${method}<br>${made} · <a href="#inputs">${text('invoer, vingerafdrukken en licenties', 'inputs, fingerprints and licences')}</a></p></details>`;
}
