/** Where more than two results are compared: a small map of each on one scale, and of each difference with the first. They need no script and
 *  stand on paper as well. In: sides. Out: HTML; nothing for two results, which the large map shows. Pure. */
import { both, escapeHtml, text } from './html.ts';
import { amountSwatches, changeSwatches } from './map-legend.ts';
import { changeBreaks, classOf, differenceClass, LOADING_CLASSES, MAP_METRICS } from './map-scales.ts';
import { differenceStreets, drawable, frameOf, round, shapeOf, trafficStreets, zoneShape } from './map-shapes.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { allNames, allSides } from './sides.ts';

/** Neighbourhoods are coloured by their most loaded transformer. */
const METRIC = MAP_METRICS[0]!;
/** Streets whose traffic changes by more cars than this on a weekday. */
const CLEAR_CARS = 500;
/** Streets from this class of traffic on. */
const BUSY = 1;
const OVERLOADED = LOADING_CLASSES.length - 1;

export function eachMap(input: ReportInput): string {
  const sides = allSides(input);
  const [base, ...others] = sides as readonly [ReportSide, ...ReportSide[]];
  if (others.length < 2) return '';
  const { inside, projection } = frameOf(base);
  const streets = new Map(drawable(base).map((link) => [link.link, shapeOf(link, projection)]));
  const outline = new Map(inside.map((zone) => [zone.zone, zoneShape(zone, projection)]));
  const all = sides.flatMap(({ zones }) =>
    zones.filter(({ external }) => external === 0).flatMap((zone) => zone[METRIC.key] ?? []),
  );
  const breaks = METRIC.breaks(all);
  const change = changeBreaks(input, METRIC, others);
  const zonesOf = (side: ReportSide, nameOf: (value: number | null, from: number | null) => string): string => {
    const values = new Map(side.zones.map((zone) => [zone.zone, zone[METRIC.key]]));
    return inside
      .map(({ zone, ...from }) => {
        const d = outline.get(zone)!;
        return d === '' ? '' : `<path class="zone ${nameOf(values.get(zone) ?? null, from[METRIC.key])}" d="${d}"/>`;
      })
      .join('');
  };
  const overloaded = (side: ReportSide): string =>
    side.transformers
      .filter(({ peakLoadingShare }) => peakLoadingShare >= LOADING_CLASSES[OVERLOADED]!.from)
      .map(
        ({ lonDeg, latDeg }) =>
          `<circle class="transformer l${OVERLOADED}" cx="${round(projection.x(lonDeg))}" cy="${round(projection.y(latDeg))}" r="8"/>`,
      )
      .join('');
  const small = (i: number, content: string, kind: 'amount' | 'change'): string => {
    const name = (language: 'nl' | 'en'): string => escapeHtml(allNames(input, language)[i]!);
    // One drawing for both languages: its name is the heading above it.
    return `<div><h4 id="${kind}-${i}">${both(name)}</h4><svg role="img" aria-labelledby="each-${kind} ${kind}-${i}" viewBox="0 0 ${projection.width} ${projection.height}">${content}</svg></div>`;
  };
  const none = (at: number): string => (at < 0 ? 'none' : '');
  const amounts = sides.map((side, i) =>
    small(
      i,
      `${zonesOf(side, (value) => {
        const at = classOf(value, breaks);
        return none(at) || `s${at + 1}`;
      })}${trafficStreets(side, streets, projection, BUSY)}${overloaded(side)}`,
      'amount',
    ),
  );
  const changes = others.map((side, k) =>
    small(
      k + 1,
      `${zonesOf(side, (value, from) => {
        const at = differenceClass(from, value, change);
        return none(at) || `d${at + 1}`;
      })}${differenceStreets(base, side, streets, CLEAR_CARS)}`,
      'change',
    ),
  );
  return `<div class="each-group"><h3 id="each-amount">${text('Elk scenario', 'Each scenario')}</h3><p>${text(
    `Kleur: ${METRIC.nl.toLowerCase()}; lijnen: straten met 5.000 auto’s op een werkdag of meer; punten: overbelaste transformatoren.`,
    `Colour: ${METRIC.en.toLowerCase()}; lines: streets with 5,000 cars on a weekday or more; dots: overloaded transformers.`,
  )}</p><ul class="legend">${amountSwatches(METRIC, all)}</ul><div class="each-maps">${amounts.join('')}</div></div><div class="each-group"><h3 id="each-change">${text(
    'Verschil met het eerste scenario',
    'Difference from the first scenario',
  )}</h3><p>${text(
    'Lijnen: straten met minstens 500 auto’s minder (blauw) of meer (oranje, gestreept).',
    'Lines: streets with at least 500 cars fewer (blue) or more (orange, dashed).',
  )}</p><ul class="legend">${changeSwatches(change)}</ul><div class="each-maps">${changes.join('')}</div></div>`;
}
