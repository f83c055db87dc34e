/** A monitoring framework as one HTML page in both languages, with the look of the report. Pure. */
import { formatIndicator, unitText } from '../../results/format.ts';
import { both, dataTable, escapeHtml, label, text } from '../../results/report/html.ts';
import { howMade } from '../../results/report/origin.ts';
import { SCRIPT } from '../../results/report/script.ts';
import { STYLE } from '../../results/report/style.ts';
import type { Text } from '../model.ts';
import { LIGHT_MARK, LIGHT_TEXT, type MonitoringResult, type MonitoringSeries } from './table.ts';

const COLOUR = { green: 'var(--good)', amber: 'var(--m5)', red: 'var(--bad)', none: 'inherit' } as const;

export function monitoringPage(
  name: Text,
  series: readonly MonitoringSeries[],
  results: readonly MonitoringResult[],
  opensIn: 'nl' | 'en',
): string {
  const paths = [...new Set(series.map(({ path }) => path.nl))];
  const tables = paths.map((path) => {
    const own = series.filter((one) => one.path.nl === path);
    const years = own[0]?.points.map(({ year }) => year) ?? [];
    return `<section><h2>${label(own[0]!.path)}</h2><div class="scroll">${dataTable(
      text(
        'Per jaar; tussen haakjes: op de lijn tussen bekende jaren',
        'By year; in brackets: on the line between known years',
      ),
      [text('Indicator', 'Indicator'), text('eenheid', 'unit'), ...years.map(String)],
      own.map((one) => [
        origin(one),
        both((language) => escapeHtml(unitText(one.unit, language))),
        ...one.points.map(({ value, kind, light, target }) =>
          both((language) => {
            if (value === null) return '–';
            const shown = formatIndicator(value, one.unit, language);
            const mark =
              light === 'none'
                ? ''
                : ` <span role="img" aria-label="${LIGHT_TEXT[light][language]}" title="${LIGHT_TEXT[light][language]}${target === null ? '' : `: ${formatIndicator(target, one.unit, language)}`}" style="color:${COLOUR[light]}">${LIGHT_MARK[light]}</span>`;
            return `${kind === 'interpolated' ? `(${shown})` : shown}${mark}`;
          }),
        ),
      ]),
    )}</div></section>`;
  });
  return `<!doctype html>
<html lang="${opensIn}" data-theme="auto"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(name[opensIn])}</title><style>${STYLE}</style></head>
<body><header class="bar"><span class="mark-name">Rijnstroom</span><div class="switches"><div role="group" aria-label="Taal / Language"><button type="button" data-lang="nl" aria-pressed="false">Nederlands</button><button type="button" data-lang="en" aria-pressed="false">English</button></div></div></header>
<main><h1>${label(name)}</h1><p>${LIGHT_MARK.green} ${label(LIGHT_TEXT.green)} · ${LIGHT_MARK.amber} ${label(LIGHT_TEXT.amber)} · ${LIGHT_MARK.red} ${label(LIGHT_TEXT.red)}</p>${tables.join('')}${inputs(results)}</main><script>${SCRIPT}</script></body></html>
`;
}

/** The name of an indicator, which opens how it is computed, who measured it and who set its target. */
function origin({ label: name, origin: how, measuredBy, targetSource }: MonitoringSeries): string {
  const from = (words: string, source: string): string => (source === '' ? '' : `<br>${words} ${escapeHtml(source)}`);
  return `<details class="origin"><summary>${label(name)}</summary><p>${howMade(how, '<br>')}${from(text('gemeten:', 'measured:'), measuredBy)}${from(text('doel:', 'target:'), targetSource)}<br><a href="#inputs">${text('uitkomsten en invoer', 'results and inputs')}</a></p></details>`;
}

/** The results behind the simulated years, and their inputs with fingerprint and licence. */
function inputs(results: readonly MonitoringResult[]): string {
  const sources = new Map(
    results.flatMap(({ manifest }) => manifest.inputs).map((source) => [source.file + source.sha256, source]),
  );
  const made = dataTable(
    text('Uitkomsten per jaar', 'Results by year'),
    [
      text('Pad en jaar', 'Path and year'),
      text('scenario', 'scenario'),
      text('versie', 'version'),
      text('toevalsgetal', 'seed'),
      text('uitkomsten', 'results'),
    ],
    results.map(({ path, year, scenario, manifest }) => [
      `${label(path)} ${year}`,
      label(scenario),
      escapeHtml(manifest.engineVersion),
      String(manifest.seed),
      `<code>${escapeHtml(manifest.resultsHash.slice(0, 16))}</code>`,
    ]),
  );
  const read = dataTable(
    text('Invoer', 'Inputs'),
    [
      text('Bron', 'Source'),
      text('naamsvermelding', 'attribution'),
      text('licentie', 'licence'),
      text('vingerafdruk (SHA-256)', 'fingerprint (SHA-256)'),
    ],
    [...sources.values()].map(({ title, attribution, licence, sha256 }) => [
      ...[title, attribution, licence].map(escapeHtml),
      sha256 === '' ? '–' : `<code>${escapeHtml(sha256.slice(0, 16))}</code>`,
    ]),
  );
  return `<section id="inputs"><h2>${text('Bronnen en herkomst', 'Sources and provenance')}</h2><div class="scroll words">${made}</div><div class="scroll words">${read}</div></section>`;
}
