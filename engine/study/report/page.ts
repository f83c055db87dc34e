/** The report of a study: one HTML file that needs nothing else, in both languages. In: study, summary, words of indicators. Out: text. Pure. */
import { both, dataTable, escapeHtml, text } from '../../results/report/html.ts';
import { SCRIPT } from '../../results/report/script.ts';
import { STYLE } from '../../results/report/style.ts';
import type { PointMean } from '../summary.ts';
import { effectsSection } from './effects.ts';
import { intervalsFigure } from './intervals.ts';
import { type StudyReportInput, valueText, verdictText, wordsOf } from './words.ts';

export function renderStudyReport(input: StudyReportInput): string {
  const { study, summary, language } = input;
  return `<!doctype html>
<html lang="${language}" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Rijnstroom ${escapeHtml(input.engineVersion)}">
<title>${escapeHtml(study.name)} · Rijnstroom</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">${text('Naar de inhoud', 'Skip to content')}</a>
${topBar()}
<main id="main">
<section class="opening"><h1>${escapeHtml(study.name)}</h1>${study.question === undefined ? '' : `<p>${escapeHtml(study.question)}</p>`}
<p>${both((nl) => shape(input, nl))}</p></section>
${summary.differences.length > 0 ? differencesSection(input) : meansSection(input)}
${effectsSection(input)}
${deadSection(input)}
<section><h2>${text('Hoe dit te lezen', 'How to read this')}</h2>${method(summary.effects.length > 0)}</section>
</main>
<footer><p>Rijnstroom ${escapeHtml(input.engineVersion)} · EUPL-1.2 · ${text('hash van alle uitkomsten', 'hash of all results')} <code>${summary.resultsHash.slice(0, 16)}</code></p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function shape({ study, summary }: StudyReportInput, language: 'nl' | 'en'): string {
  const points = new Set(summary.means.map(({ point }) => point).filter((point) => point !== null)).size;
  const failed =
    summary.failed === 0 ? '' : language === 'nl' ? `, ${summary.failed} mislukt` : `, ${summary.failed} failed`;
  const levers =
    points > 1 ? (language === 'nl' ? `, ${points} standen van de knoppen` : `, ${points} settings of the levers`) : '';
  return language === 'nl'
    ? `${summary.runs} runs van ${study.scenarios.length} scenario’s${levers}${failed}. Elke herhaling deelt haar toeval over alle scenario’s, zodat een verschil door het scenario komt.`
    : `${summary.runs} runs of ${study.scenarios.length} scenarios${levers}${failed}. Each replication shares its chance over all scenarios, so that a difference is due to the scenario.`;
}

function topBar(): string {
  const button = (action: string, value: string, words: string): string =>
    `<button type="button" data-${action}="${value}" aria-pressed="false">${words}</button>`;
  return `<header class="bar"><span class="mark-name">Rijnstroom</span><div class="switches"><div role="group" aria-label="Taal / Language">${button('lang', 'nl', 'Nederlands')}${button('lang', 'en', 'English')}</div><div role="group" class="themes">${button('theme', 'light', text('licht', 'light'))}${button('theme', 'dark', text('donker', 'dark'))}</div><button type="button" data-print>${text('afdrukken', 'print')}</button></div></header>`;
}

/** Rows over all points where there are several, else those of the one point. */
const mainRows = <T extends { readonly point: number | null }>(rows: readonly T[]): readonly T[] => {
  const over = rows.filter(({ point }) => point === null);
  return over.length > 0 ? over : rows;
};

function differencesSection(input: StudyReportInput): string {
  const rows = mainRows(input.summary.differences);
  const scenarios = [...new Set(rows.map(({ scenario }) => scenario))];
  const parts = scenarios.map((scenario) => {
    const mine = rows.filter((row) => row.scenario === scenario);
    const cells = mine.map((row) => [
      wordsOf(input, row.indicator),
      both((language) => valueText(input, row.indicator, row.baseMean, language)),
      both((language) => valueText(input, row.indicator, row.mean, language, true)),
      both((language) => interval(input, row.indicator, row.lower, row.upper, language)),
      row.bcaLower === null || row.bcaUpper === null
        ? '–'
        : both((language) => interval(input, row.indicator, row.bcaLower!, row.bcaUpper!, language)),
      both((language) => escapeHtml(verdictText(row, language))),
    ]);
    const table = dataTable(
      text('Verschil met de basis', 'Difference from the base'),
      [
        text('uitkomst', 'result'),
        text('basis', 'base'),
        text('verschil', 'difference'),
        text('95%-interval', '95 % interval'),
        text('bootstrap (BCa)', 'bootstrap (BCa)'),
        text('oordeel', 'verdict'),
      ],
      cells,
    );
    return `<h3>${escapeHtml(scenario)} ${text('tegenover', 'against')} ${escapeHtml(mine[0]!.base)}</h3>${intervalsFigure(input, mine)}<div class="scroll">${table}</div>`;
  });
  return `<section><h2>${text('Wat verandert, en hoe zeker', 'What changes, and how certain')}</h2>${parts.join('')}</section>`;
}

function meansSection(input: StudyReportInput): string {
  const rows: readonly PointMean[] = mainRows(input.summary.means);
  const cells = rows.map((row) => [
    wordsOf(input, row.indicator, ` · ${escapeHtml(row.scenario)}`),
    both((language) => valueText(input, row.indicator, row.mean, language)),
    both((language) => interval(input, row.indicator, row.lower, row.upper, language)),
    String(row.replications),
  ]);
  const head = [
    text('uitkomst', 'result'),
    text('gemiddelde', 'mean'),
    text('95%-interval', '95 % interval'),
    text('aantal', 'count'),
  ];
  return `<section><h2>${text('Gemiddelden', 'Means')}</h2><div class="scroll">${dataTable(text('Gemiddelden', 'Means'), head, cells)}</div></section>`;
}

const interval = (input: StudyReportInput, key: string, lower: number, upper: number, language: 'nl' | 'en'): string =>
  Number.isFinite(lower) && Number.isFinite(upper)
    ? `${valueText(input, key, lower, language, true)} … ${valueText(input, key, upper, language, true)}`
    : '–';

function deadSection({ summary }: StudyReportInput): string {
  if (summary.dead.length === 0) return '';
  const rows = summary.dead.map((run) => [
    `<code>${escapeHtml(run.id)}</code>`,
    escapeHtml(run.scenario),
    String(run.point),
    String(run.replication + 1),
    escapeHtml(run.message),
  ]);
  const head = ['run', 'scenario', text('stand', 'point'), text('herhaling', 'replication'), text('oorzaak', 'cause')];
  return `<section><h2>${text('Mislukte runs', 'Failed runs')}</h2><div class="scroll">${dataTable(text('Mislukte runs tellen niet mee', 'Failed runs do not count'), head, rows)}</div></section>`;
}

/** @param levers whether the report shows what levers do */
function method(levers: boolean): string {
  const points: Array<readonly [string, string]> = [
    [
      'Een verschil is het gemiddelde over paren van runs met hetzelfde toeval; het interval is dat van Student, daarnaast staat vanaf acht paren een bootstrap-interval (BCa, Efron 1987, verbreed voor kleine aantallen naar Hesterberg 2015) dat geen normale verdeling aanneemt.',
      'A difference is the mean over pairs of runs with the same chance; the interval is Student’s, and from eight pairs on a bootstrap interval (BCa, Efron 1987, widened for small numbers after Hesterberg 2015) stands beside it that assumes no normal distribution.',
    ],
    [
      '“Geen verschil aangetoond” zegt niet dat er geen verschil is, maar dat deze runs het niet tonen; het aantal herhalingen dat er nog nodig is, is een schatting.',
      '“No difference shown” does not say that there is none, but that these runs do not show it; the number of further replications is an estimate.',
    ],
    [
      'Wie veel uitkomsten bekijkt, vindt er altijd een paar die door toeval lijken te verschillen. “Niet als alle uitkomsten samen beoordeeld worden” staat waar het oordeel na correctie (Holm 1979) niet blijft staan.',
      'Who looks at many results always finds a few that seem to differ by chance. “Not when all indicators are judged together” stands where the verdict does not survive correction (Holm 1979).',
    ],
  ];
  if (levers)
    points.push([
      'De tornado toont hoeveel een uitkomst beweegt tussen de laagste en de hoogste stand van een knop, over alle standen van de andere knoppen heen. Sobol-indices delen de spreiding toe: eerste orde door de knop alleen, totaal met alle samenspel.',
      'The tornado shows how far a result moves between the lowest and the highest setting of a lever, over all settings of the others. Sobol indices share out the variance: first order by the lever alone, total with all interplay.',
    ]);
  return `<ul class="method">${points.map(([nl, en]) => `<li>${text(nl, en)}</li>`).join('')}</ul>`;
}
