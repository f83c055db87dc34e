/** Picture of a study's differences: a dot and its 95 % interval for each result, as a share of the base. Values in, HTML out. Pure. */
import * as Plot from '@observablehq/plot';
import { both, text } from '../../results/report/html.ts';
import { drawPlot } from '../../results/report/plot.ts';
import type { IndicatorDifference } from '../summary.ts';
import { nameOf, type StudyReportInput } from './words.ts';

const MOST = 24;

/** The surest changes first; results whose base is zero have no share and stand in the table only. */
export function intervalsFigure(input: StudyReportInput, rows: readonly IndicatorDifference[]): string {
  const shown = rows
    .filter((row) => row.baseMean !== 0 && Number.isFinite(row.lower) && row.mean !== 0)
    .sort(
      (a, b) => Number(b.verdict !== 'no difference shown') - Number(a.verdict !== 'no difference shown') || a.p - b.p,
    )
    .slice(0, MOST);
  if (shown.length === 0) return '';
  const draw = (language: 'nl' | 'en'): string => {
    const data = shown.map((row) => {
      const scale = 100 / Math.abs(row.baseMean);
      return {
        name: nameOf(input, row.indicator, language),
        mean: row.mean * scale,
        lower: row.lower * scale,
        upper: row.upper * scale,
        sure: row.verdict === 'lower' || row.verdict === 'higher',
      };
    });
    const colour = (point: { sure: boolean }): string => (point.sure ? 'var(--other)' : 'var(--base)');
    return drawPlot(language === 'nl' ? 'Verschillen met hun interval' : 'Differences with their interval', {
      height: 62 + 24 * data.length,
      marginLeft: 430,
      marginBottom: 44,
      marginRight: 30,
      x: { label: language === 'nl' ? 'verschil, % van de basis' : 'difference, % of the base', grid: true },
      y: { label: null, domain: data.map(({ name }) => name) },
      marks: [
        Plot.ruleX([0], { stroke: 'currentColor' }),
        Plot.ruleY(data, { y: 'name', x1: 'lower', x2: 'upper', stroke: colour, strokeWidth: 3 }),
        Plot.dot(data, { y: 'name', x: 'mean', fill: colour, r: 5 }),
      ],
    });
  };
  return `<figure><figcaption><strong>${text('Verschillen met hun interval', 'Differences with their interval')}</strong> ${text('Een streep die nul niet raakt, is een aangetoond verschil; grijs is niet aangetoond.', 'A line that does not touch zero is a difference shown; grey is not shown.')}</figcaption>${both(draw, 'div')}</figure>`;
}
