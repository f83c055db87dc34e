/** Rules of the engine in Dutch: the ones an advisor meets. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { placeText } from '../../desktop/renderer/src/parts/place-text.ts';
import { ruleText } from '../../desktop/shared/rule-text.ts';

test('common rules are told in words with their values, without signs of arithmetic, and unknown ones stay', () => {
  expect(ruleText('is not a known key', 'nl')).toContain('is geen bekende instelling');
  expect(ruleText('must be >= 0.5', 'nl')).toBe('moet minstens 0,5 zijn');
  expect(ruleText('must be > 0', 'nl')).toBe('moet meer dan 0 zijn');
  expect(ruleText('must be < 1', 'en')).toBe('must be less than 1');
  expect(ruleText('must be <= 20000', 'nl')).toBe('mag hoogstens 20000 zijn');
  expect(ruleText('must be >= 1 characters long', 'en')).toBe('must not be empty');
  expect(ruleText('must be one of "price", "co2"', 'nl')).toBe('moet een van deze zijn: "price", "co2"');
  expect(ruleText('must be at most 1: this file was made by a newer Rijnstroom', 'nl')).toContain(
    'werk Rijnstroom bij',
  );
  expect(ruleText('must be 12 bytes (damaged?)', 'nl')).toContain('12 bytes');
  expect(ruleText('must be >= 0.5', 'en')).toBe('must be at least 0.5');
  expect(ruleText('something new', 'nl')).toBe('something new');
});

test('a place is told by the name of the setting, and of row and column in a table; what is no setting has no name', () => {
  const levers = [
    { key: 'harbour.berths', label: { nl: 'Ligplaatsen', en: 'Berths' } },
    { key: 'charging.chargerKw', label: { nl: 'Vermogen', en: 'Power' } },
    { key: 'parking.eurPerHourByZone', label: { nl: 'Tarief', en: 'Tariff' } },
  ];
  const t = ((key: string, { n }: { n?: number } = {}) =>
    key === 'edit.row' ? `row ${n}` : key === 'edit.berth.shorePowerKw' ? 'shore power [kW]' : key) as never;
  const say = (text: { en: string }): string => text.en;
  expect(placeText('harbour.berths[0].shorePowerKw', levers, t, say)).toBe('Berths, row 1, shore power [kW]');
  expect(placeText('harbour.berths[2].colour', levers, t, say)).toBe('Berths, row 3, colour');
  expect(placeText('charging.chargerKw', levers, t, say)).toBe('Power');
  expect(placeText('parking.eurPerHourByZone.Terwijde', levers, t, say)).toBe('Tariff, Terwijde');
  expect(placeText('charging.colour', levers, t, say)).toBe(null);
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
