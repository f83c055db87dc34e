/** Rules of the engine in Dutch: the ones an advisor meets. */
import { expect, test } from 'vitest';
import { ruleText } from '../../desktop/renderer/src/parts/rule-text.ts';

test('common rules are told in Dutch with their values, in English as they are, and unknown ones stay', () => {
  expect(ruleText('is not a known key', 'nl')).toBe('is geen bekende sleutel');
  expect(ruleText('must be >= 0.5', 'nl')).toBe('moet >= 0.5 zijn');
  expect(ruleText('must be one of "price", "co2"', 'nl')).toBe('moet een van deze zijn: "price", "co2"');
  expect(ruleText('must be at most 1: this file was made by a newer Rijnstroom', 'nl')).toContain(
    'werk Rijnstroom bij',
  );
  expect(ruleText('must be 12 bytes (damaged?)', 'nl')).toContain('12 bytes');
  expect(ruleText('must be >= 0.5', 'en')).toBe('must be >= 0.5');
  expect(ruleText('something new', 'nl')).toBe('something new');
});
