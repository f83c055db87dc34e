/** Sources of settings are told in the reader's language. */
import { expect, test } from 'vitest';
import { sourceText } from '../../desktop/renderer/src/i18n/source-nl.ts';
import { allLevers } from '../../engine/results/levers.ts';

test('what is said about the source of a lever has no English in the Dutch window; names of publications stay', () => {
  const english = /\b(assumption|assumed|about|the|a|an|and|with|by|calibrated|price list|home|year|practice)\b/;
  // Titles are what they are.
  const titles = /Regional Science and Urban Economics/g;
  const left = allLevers()
    .map(({ key, source }) => `${key}: ${sourceText(source, 'nl').replace(titles, '')}`)
    .filter((text) => english.test(text.slice(text.indexOf(':'))));
  expect(left).toEqual([]);
  expect(sourceText('assumption', 'nl')).toBe('aanname');
  expect(sourceText('assumption', 'en')).toBe('assumption');
});
