/** Formulas of origins are told in the reader's language: no English word is left in the Dutch ones. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BERTH_COLUMNS } from '../../engine/results/berths.ts';
import { descriptionInDutch } from '../../engine/results/description-nl.ts';
import { formulaInDutch } from '../../engine/results/formula-nl.ts';
import { ALL_ORIGINS } from '../../engine/results/provenance.ts';
import { COLUMN_ORIGINS } from '../../engine/results/provenance-columns.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { MEAN_OF_SEASON, SCREEN_ORIGINS } from '../../engine/results/provenance-screens.ts';
import { VALUE_DEFINITIONS } from '../../engine/values/figures.ts';
import { purseOrigins } from '../../engine/values/purse-origin.ts';
import { referenceOf } from '../../engine/values/reference.ts';

const { values } = scenarioSchema.parse({ version: 1, name: { nl: 'x', en: 'x' }, question: { nl: 'x', en: 'x' } });
const OWN = {
  household: 'single',
  transportEurPerMonth: 1,
  electricityEurPerMonth: 1,
  heatEurPerMonth: 1,
  source: 'own',
} as const;
const formulas = [
  ...ALL_ORIGINS,
  ...Object.values(COLUMN_ORIGINS),
  ...Object.values(purseOrigins(referenceOf(values))),
  ...BERTH_COLUMNS,
  ...Object.values(SCREEN_ORIGINS),
  { formula: `${MEAN_OF_SEASON}Σ sessions` },
  ...Object.values(purseOrigins(referenceOf(values, [OWN]))),
  ...VALUE_DEFINITIONS,
].map(({ formula }) => formula);

/** The same in both languages: signs, units, columns that are written small, and words that are Dutch too. */
const SAME = new Set(
  'moment scenario runs min max ln km gas factor homes bookings hub hubs van in week per over of bus late routes was is app index uncontrolled primary secondary tertiary'.split(
    ' ',
  ),
);
const words = (formula: string): string[] =>
  formula.match(/(?<![\p{L}\p{N}_.’])[a-z]{2,}(?![\p{L}\p{N}_’]|\.[a-z*])/gu) ?? [];

test('the Dutch formula of every indicator, map column, public value and purse line has no English word', () => {
  expect(formulas.length).toBeGreaterThan(150);
  const left = formulas.flatMap((formula) => {
    const dutch = new Set(words(formulaInDutch(formula)));
    const kept = words(formula).filter((word) => dutch.has(word) && !SAME.has(word));
    return kept.length === 0 ? [] : [`${kept.join(', ')}: ${formula}`];
  });
  expect(left).toEqual([]);
});

test('names of columns and levers, numbers and signs stay as they are', () => {
  const signs = (text: string): string => text.replace(/[^Σ×/+−=<>|±0-9]/g, '');
  const names = (text: string): string[] => (text.match(/[a-z]+(?:[A-Z][A-Za-z0-9]*|\.[a-zA-Z0-9]+)+/g) ?? []).sort();
  for (const formula of formulas) {
    expect(signs(formulaInDutch(formula)), formula).toBe(signs(formula));
    expect(names(formulaInDutch(formula)), formula).toEqual(names(formula));
  }
  expect(formulaInDutch('(sun − export) / sun')).toBe('(zon − teruglevering) / zon');
  expect(formulaInDutch('Σ steps pvKw × h / 1000')).toBe('Σ stappen pvKw × h / 1000');
});

test('every column that the window shows has Dutch words, also where its sentence has figures of the run', () => {
  const schema = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../scenarios/samples/baseline-2025/schema.json', import.meta.url)), 'utf8'),
  ) as { tables: Record<string, { columns: { name: string; description: string }[] }> };
  const SHOWN = [
    'zones links transformers hubs stops transitLines chargePoints',
    'steps violations causes hosting travellers accounts access groups',
  ].flatMap((names) => names.split(' '));
  const without = SHOWN.flatMap((table) =>
    schema.tables[table]!.columns.filter(({ description }) => descriptionInDutch(description) === null).map(
      ({ name, description }) => `${table}.${name}: ${description}`,
    ),
  );
  expect(without).toEqual([]);
  expect(descriptionInDutch('transformer 7 (highest loading of the period), + load, − feed-in')).toBe(
    'transformator 7 (hoogste belasting van de periode), + afname, − teruglevering',
  );
  expect(descriptionInDutch('something new')).toBeNull();
});
