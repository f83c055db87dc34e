/** Rules of the engine in Dutch: the ones an advisor meets. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the rules are written that a text of the window can break. */
const PLACES = [
  'engine/scenario',
  'engine/study/plan.ts',
  'engine/study/study-file.ts',
  'engine/io/checked-yaml.ts',
  'engine/io/scenario-file.ts',
  'desktop/server/engine/studies.ts',
  'desktop/server/engine/study-plan.ts',
  'desktop/server/engine/library.ts',
];
const filesOf = (place: string): string[] =>
  statSync(join(root, place)).isDirectory()
    ? readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(place, name))
    : [place];

test('every rule that a scenario or a study of the window can break has Dutch words', () => {
  const rules = new Set(
    PLACES.flatMap(filesOf).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/(['`])(must (?:(?!\1).)+)\1/g)].map(([, quote, rule]) =>
        // What stands in braces is a value; a rule of several parts is told by the parts' own tests above.
        quote === '`' ? rule!.replace(/\$\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '7') : rule!,
      ),
    ),
  );
  expect(rules.size).toBeGreaterThan(20);
  // "must be 7…": bounds and kinds, which the test above covers.
  const told = [...rules].filter((rule) => !rule.includes('${') && !rule.startsWith('must be 7'));
  expect(told.filter((rule) => ruleText(rule, 'nl') === rule)).toEqual([]);
});
