/** Sources of settings are told in the reader's language. */
import { expect, test } from 'vitest';
import { allLevers } from '../../engine/results/levers.ts';
import { ALL_ORIGINS } from '../../engine/results/provenance.ts';
import { COLUMN_ORIGINS } from '../../engine/results/provenance-columns.ts';
import { SCREEN_ORIGINS } from '../../engine/results/provenance-screens.ts';
import { sourceInDutch } from '../../engine/results/source-nl.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { VALUE_DEFINITIONS } from '../../engine/values/figures.ts';
import { purseOrigins } from '../../engine/values/purse-origin.ts';
import { referenceOf } from '../../engine/values/reference.ts';

const { values } = scenarioSchema.parse({ version: 1, name: { nl: 'x', en: 'x' }, question: { nl: 'x', en: 'x' } });
const figures: readonly { readonly source?: string }[] = [
  ...ALL_ORIGINS,
  ...Object.values(COLUMN_ORIGINS),
  ...Object.values(SCREEN_ORIGINS),
  ...Object.values(purseOrigins(referenceOf(values))),
  ...VALUE_DEFINITIONS,
];

test('what is said about the source of a lever or a figure has no English in Dutch; titles of publications stay', () => {
  const english =
    /\b(assumption|assumed|about|the|a|an|and|with|by|for|calibrated|price list|home|year|practice|lever|levers|method|guideline|January|GDPR)\b/;
  // Titles are what they are.
  const titles =
    /Regional Science and Urban Economics|Int\. J\. Uncertainty, Fuzziness and Knowledge-Based Systems|Journal of Econometrics|Development and Change|Environmental noise guidelines for the European Region|Health economic assessment tool \(HEAT\) for walking and for cycling/g;
  const sources = [
    ...allLevers().map(({ key, source }) => [key, source] as const),
    ...figures.flatMap(({ source }) => (source === undefined ? [] : [['figure', source] as const])),
  ];
  const left = sources
    .map(([key, source]) => `${key}: ${sourceInDutch(source).replace(titles, '')}`)
    .filter((text) => english.test(text.slice(text.indexOf(':'))));
  expect(left).toEqual([]);
  expect(sourceInDutch('assumption')).toBe('aanname');
  expect(sourceInDutch('own study 2025')).toBe('own study 2025');
});
