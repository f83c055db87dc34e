/** Which lever matters: a tornado for each result, and Sobol indices where the design has them. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { allLevers } from '../../results/levers.ts';
import { both, dataTable, escapeHtml, text } from '../../results/report/html.ts';
import { drawPlot } from '../../results/report/plot.ts';
import type { LeverEffect } from '../summary.ts';
import { nameOf, type StudyReportInput, valueText, wordsOf } from './words.ts';

/** Results that get a picture; the tables have all. */
const MOST_PICTURES = 6;

export function effectsSection(input: StudyReportInput): string {
  const { effects } = input.summary;
  if (effects.length === 0) return '';
  const scenarios = [...new Set(effects.map(({ scenario }) => scenario))];
  const parts = scenarios.flatMap((scenario) => {
    const mine = effects.filter((row) => row.scenario === scenario);
    const keys = [...new Set(mine.map(({ indicator }) => indicator))];
    const chosen = input.study.indicators?.filter((key) => keys.includes(key)) ?? keys;
    const title = scenarios.length > 1 ? `<h3>${escapeHtml(scenario)}</h3>` : '';
    const pictures = chosen.slice(0, MOST_PICTURES).map((key) => tornado(input, key, sorted(mine, key)));
    return [
      title,
      ...pictures,
      table(
        input,
        keys.flatMap((key) => sorted(mine, key)),
      ),
    ];
  });
  return `<section><h2>${text('Welke knop het meest doet', 'Which lever matters most')}</h2>${parts.join('')}</section>`;
}

const sorted = (effects: readonly LeverEffect[], key: string): LeverEffect[] =>
  effects.filter(({ indicator }) => indicator === key).sort((a, b) => Math.abs(b.swing ?? 0) - Math.abs(a.swing ?? 0));

function leverName(key: string, language: 'nl' | 'en'): string {
  return allLevers().find((lever) => lever.key === key)?.label[language] ?? key;
}

function tornado(input: StudyReportInput, key: string, rows: readonly LeverEffect[]): string {
  const bars = rows.filter((row): row is LeverEffect & { swing: number } => row.swing !== null);
  if (bars.length === 0) return '';
  const draw = (language: 'nl' | 'en'): string => {
    const percent = input.texts[key]?.unit === 'share' ? 100 : 1;
    const data = bars.map((row) => ({ lever: leverName(row.lever, language), swing: row.swing * percent }));
    return drawPlot(nameOf(input, key, language), {
      height: 62 + 26 * data.length,
      marginLeft: 430,
      marginBottom: 44,
      marginRight: 40,
      x: { label: nameOf(input, key, language), grid: true },
      y: { label: null, domain: data.map(({ lever }) => lever), padding: 0.25 },
      marks: [
        Plot.barX(data, { y: 'lever', x: 'swing', fill: 'var(--other)' }),
        Plot.ruleX([0], { stroke: 'currentColor' }),
      ],
    });
  };
  return `<figure><figcaption><strong>${wordsOf(input, key)}</strong> ${text('Verandering van de laagste naar de hoogste stand van elke knop.', 'Change from the lowest to the highest setting of each lever.')}</figcaption>${both(draw, 'div')}</figure>`;
}

function table(input: StudyReportInput, rows: readonly LeverEffect[]): string {
  const index = (value: number, lower: number, upper: number): string =>
    `${value.toFixed(2)} (${lower.toFixed(2)}–${upper.toFixed(2)})`;
  const cells = rows.map((row) => [
    wordsOf(input, row.indicator, ` · ${both((language) => escapeHtml(leverName(row.lever, language)))}`),
    row.swing === null ? '–' : both((language) => valueText(input, row.indicator, row.swing!, language, true)),
    row.rankCorrelation === null ? '–' : row.rankCorrelation.toFixed(2),
    row.sobol === null ? '–' : index(row.sobol.first, row.sobol.firstLower, row.sobol.firstUpper),
    row.sobol === null ? '–' : index(row.sobol.total, row.sobol.totalLower, row.sobol.totalUpper),
  ]);
  const head = [
    text('uitkomst · knop', 'result · lever'),
    text('uitslag', 'swing'),
    text('rangcorrelatie', 'rank correlation'),
    text('Sobol, eerste orde', 'Sobol, first order'),
    text('Sobol, totaal', 'Sobol, total'),
  ];
  return `<details><summary>${text('Alle knoppen en uitkomsten', 'All levers and results')}</summary><div class="scroll">${dataTable(text('Invloed van de knoppen', 'Effect of the levers'), head, cells)}</div></details>`;
}
