/** Switches above the map and keys below it. Pure. */
import { formatNumber, type Language } from '../format.ts';
import { both, escapeHtml, text } from './html.ts';
import { changeBreaks, EQUAL_SHARE, MAP_METRICS, type MapMetric, TRAFFIC_CLASSES } from './map-scales.ts';
import type { ReportInput } from './model.ts';
import { DIVERGING, SEQUENTIAL } from './palette.ts';
import { allSides, sideHead } from './sides.ts';
import { metricText } from './zone-chart.ts';

const LAYERS = [
  { id: 'zones', nl: 'buurten', en: 'neighbourhoods' },
  { id: 'streets', nl: 'straten en verkeer', en: 'streets and traffic' },
  { id: 'transformers', nl: 'transformatoren', en: 'transformers' },
  { id: 'hubs', nl: 'stations, P+R, hubs', en: 'stations, P+R, hubs' },
  { id: 'names', nl: 'namen', en: 'names' },
] as const;

/** The map shows the base, the alternative, or the difference. */
export function mapControls(input: ReportInput): string {
  const sides = [sideHead(input, 0), sideHead(input, 1), text('verschil', 'difference')];
  const radios = sides.map(
    (words, i) => `<label><input type="radio" name="side" value="${i}"${i === 2 ? ' checked' : ''}> ${words}</label>`,
  );
  const boxes = LAYERS.map(
    ({ id, nl, en }) => `<label><input type="checkbox" data-layer="${id}" checked> ${text(nl, en)}</label>`,
  );
  const option = (language: Language): string =>
    MAP_METRICS.map((metric, i) => `<option value="${i}">${escapeHtml(metric[language])}</option>`).join('');
  const select = (['nl', 'en'] as const)
    .map(
      (language) =>
        `<select lang="${language}" data-metric aria-label="${language === 'nl' ? 'Kleur van de buurten' : 'Colour of the neighbourhoods'}">${option(language)}</select>`,
    )
    .join('');
  return `<form class="controls" id="map-controls"><fieldset><legend>${text('Toon', 'Show')}</legend>${radios.join('')}</fieldset><fieldset><legend>${text('Kleur van de buurten', 'Colour of the neighbourhoods')}</legend>${select}</fieldset><fieldset><legend>${text('Lagen', 'Layers')}</legend>${boxes.join('')}</fieldset></form>`;
}

const swatch = (style: string, words: string): string => `<li><i class="box" style="${style}"></i>${words}</li>`;

/** Words and colours of the classes of an amount. @param values all that the map shows */
export function amountSwatches(metric: MapMetric, values: readonly number[]): string {
  const lowest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const ends = [lowest, ...metric.breaks(values), highest];
  return SEQUENTIAL.map((colour, k) =>
    swatch(
      `--c:${colour}`,
      both((language) => `${metricText(ends[k], metric, language)} – ${metricText(ends[k + 1], metric, language)}`),
    ),
  ).join('');
}

/** Words and colours of the classes of change. */
export function changeSwatches([clear, much]: readonly [number, number]): string {
  const percent = (share: number): string => `${Math.round(share * 100)}`;
  const steps: ReadonlyArray<readonly [nl: string, en: string]> = [
    [`${percent(much)}% of meer lager`, `${percent(much)}% or more lower`],
    [`${percent(clear)} – ${percent(much)}% lager`, `${percent(clear)} – ${percent(much)}% lower`],
    [`${percent(EQUAL_SHARE)} – ${percent(clear)}% lager`, `${percent(EQUAL_SHARE)} – ${percent(clear)}% lower`],
    ['ongeveer gelijk', 'about equal'],
    [`${percent(EQUAL_SHARE)} – ${percent(clear)}% hoger`, `${percent(EQUAL_SHARE)} – ${percent(clear)}% higher`],
    [`${percent(clear)} – ${percent(much)}% hoger`, `${percent(clear)} – ${percent(much)}% higher`],
    [`${percent(much)}% of meer hoger`, `${percent(much)}% or more higher`],
  ];
  return steps.map(([nl, en], k) => swatch(`--c:${DIVERGING[k]}`, text(nl, en))).join('');
}

export function mapKeys(input: ReportInput): string {
  const zones = MAP_METRICS.map((metric, i) => {
    const values = allSides(input).flatMap((side) =>
      side.zones.filter((zone) => zone.external === 0).flatMap((zone) => zone[metric.key] ?? []),
    );
    return `<ul class="key zones-key" data-for="${i}"><li class="key-title">${text(metric.nl, metric.en)}</li>${amountSwatches(metric, values)}</ul>`;
  });
  const changes = MAP_METRICS.map(
    (metric, i) =>
      `<ul class="key changes-key" data-for="${i}"><li class="key-title">${text(`Verandering: ${metric.nl.toLowerCase()}`, `Change: ${metric.en.toLowerCase()}`)}</li>${changeSwatches(changeBreaks(input, metric))}</ul>`,
  );
  const cars = (from: number): string => both((language) => formatNumber(from, language));
  const traffic = TRAFFIC_CLASSES.map(
    ({ from }, k) =>
      `<li><i class="line t${k}"></i>${k === TRAFFIC_CLASSES.length - 1 ? text('vanaf', 'from') : ''} ${cars(from)}${k === TRAFFIC_CLASSES.length - 1 ? '' : ` – ${cars(TRAFFIC_CLASSES[k + 1]!.from)}`}</li>`,
  );
  const dot = (name: string, words: string): string => `<li><i class="dot ${name}"></i>${words}</li>`;
  return `<div class="keys">
${zones.join('')}${changes.join('')}
<ul class="key amount-key"><li class="key-title">${text('Auto’s op een werkdag', 'Cars on a weekday')}</li>${traffic.join('')}</ul>
<ul class="key difference-key"><li class="key-title">${text('Verkeer: verandering', 'Traffic: change')}</li><li><i class="line less"></i>${text('minder auto’s', 'fewer cars')}</li><li><i class="line more"></i>${text('meer auto’s', 'more cars')}</li></ul>
<ul class="key amount-key"><li class="key-title">${text('Transformator, hoogste belasting', 'Transformer, highest loading')}</li>${dot('l0', text('onder 70 %', 'below 70 %'))}${dot('l1', '70 – 90 %')}${dot('l2', '90 – 100 %')}${dot('l3', text('boven 100 %: overbelast', 'above 100 %: overloaded'))}</ul>
<ul class="key difference-key"><li class="key-title">${text('Transformator: verandering', 'Transformer: change')}</li>${dot('less', text('lager belast', 'less loaded'))}${dot('same', text('ongeveer gelijk', 'about equal'))}${dot('more', text('zwaarder belast', 'more loaded'))}</ul>
<ul class="key"><li class="key-title">${text('Plaatsen', 'Places')}</li><li><i class="mark">S</i>${text('station', 'station')}</li><li><i class="mark">P</i>P+R</li><li><i class="diamond"></i>${text('buurthub', 'neighbourhood hub')}</li></ul>
</div><p class="hint">${text('Wijs iets aan voor de cijfers. Lege buurten hebben minder dan tien inwoners.', 'Point at something for its numbers. Empty neighbourhoods have fewer than ten residents.')}</p>`;
}
