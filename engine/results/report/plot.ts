/** Draws an Observable Plot outside a browser. In: plot options. Out: SVG text that takes its colours and letters from the page. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeHtml } from './html.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Width of charts in their own units; the page scales them. */
const CHART_WIDTH = 1100;

/** @param name what the picture shows, for those who do not see it */
export function drawPlot(name: string, options: Plot.PlotOptions): string {
  const svg = Plot.plot({
    width: CHART_WIDTH,
    style: { fontSize: '13px', background: 'none', overflow: 'visible' },
    ...options,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
  });
  const drawn = (svg as unknown as { readonly outerHTML: string }).outerHTML;
  return shorten(drawn).replace(/^<svg /, `<svg role="img" aria-label="${escapeHtml(name)}" `);
}

/** Coordinates to a tenth, without the style sheet that the page has itself, and without names inside (the picture has one). */
const shorten = (svg: string): string =>
  svg
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/ aria-(?:label|description|hidden)="[^"]*"/g, '')
    .replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10));
