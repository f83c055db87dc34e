/** What the household purse is set against: CBS by default, rows of one's own when there are some, and what is wrong with a file of them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOUSEHOLD_TYPES, INCOME_CLASSES } from '../../engine/demand/population.ts';
import { readReferenceBudget } from '../../engine/io/reference-file.ts';
import { REFERENCE_HOUSEHOLDS } from '../../engine/scenario/reference-budget.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { type PurseHousehold, purse } from '../../engine/values/purse.ts';
import { referenceOf } from '../../engine/values/reference.ts';

const place = mkdtempSync(join(tmpdir(), 'rijnstroom-reference-'));
let files = 0;
const file = (text: string): string => {
  const path = join(place, `${files++}.csv`);
  writeFileSync(path, text);
  return path;
};
const HEAD = 'household,transportEurPerMonth,electricityEurPerMonth,heatEurPerMonth,source\n';
const scenarioWith = (referenceBudget: unknown) =>
  scenarioSchema.parse({
    version: 1,
    name: { nl: 'x', en: 'x' },
    question: { nl: 'x', en: 'x' },
    values: { referenceBudget },
  });
const row = {
  household: 'single',
  transportEurPerMonth: 120,
  electricityEurPerMonth: 60,
  heatEurPerMonth: 70,
  source: 'own study 2025',
};
const household = (type: string): PurseHousehold => ({
  type,
  incomeClass: 'low',
  weight: 1,
  cars: 0,
  incomeEurPerMonth: 2000,
  mobilityEurPerMonth: 100,
  energyEurPerMonth: 50,
  heatEurPerMonth: 60,
});

test('the kinds of household are those of the population', () => {
  expect([...REFERENCE_HOUSEHOLDS].sort()).toEqual([...HOUSEHOLD_TYPES].sort());
});

describe('which reference', () => {
  test('CBS by default, and it says why not Nibud, in both languages', () => {
    const { why, source, eurPerMonth } = referenceOf(scenarioWith([]).values);
    expect(source).toContain('CBS 83678NED');
    expect(why.nl).toContain('Nibud');
    expect(why.en).toContain('Nibud');
    // By hand: 2,100 a year / 12 × 1.25 + 86 + 86.
    expect(eurPerMonth('single', true)).toBeCloseTo((2100 / 12) * 1.25 + 172, 9);
  });

  test('rows of one’s own take its place, with their source; a kind that is not in them has no reference, nor has the sum that holds it', async () => {
    const scenario = scenarioWith([row]);
    const reference = referenceOf(scenario.values);
    expect(reference.source).toBe('own study 2025');
    expect(reference.eurPerMonth('single', true)).toBe(250);
    expect(reference.eurPerMonth('single', false)).toBe(180);
    const everybody = HOUSEHOLD_TYPES.flatMap((type) =>
      INCOME_CLASSES.flatMap((incomeClass) => Array.from({ length: 20 }, () => ({ ...household(type), incomeClass }))),
    );
    const rows = await purse(everybody, scenario);
    const of = (type: string) => rows.find((one) => one.type === type && one.incomeClass === 'all')!;
    expect(of('single').referenceEurPerMonth).toBe(250);
    expect(of('couple').referenceEurPerMonth).toBeNull();
    expect(of('all').referenceEurPerMonth).toBeNull();
    expect(of('all').totalEurPerMonth).toBeCloseTo(210, 9);
  });

  test.each([
    ['a kind twice', [row, row]],
    ['a kind that does not exist', [{ ...row, household: 'gezin' }]],
    ['less than nothing', [{ ...row, heatEurPerMonth: -1 }]],
    ['no source', [{ ...row, source: ' ' }]],
  ])('a lever with %s is refused', (_, rows) => {
    expect(() => scenarioWith(rows)).toThrow();
  });
});

describe('a file', () => {
  test('is read with comma or semicolon and decimal comma', () => {
    expect(readReferenceBudget(file(`${HEAD}single,120,60,70,own study 2025\n`))).toEqual([row]);
    expect(readReferenceBudget(file(`${HEAD.replaceAll(',', ';')}couple;250,50;80;75;Nibud 2025\n`))).toEqual([
      {
        household: 'couple',
        transportEurPerMonth: 250.5,
        electricityEurPerMonth: 80,
        heatEurPerMonth: 75,
        source: 'Nibud 2025',
      },
    ]);
  });

  test('tells every mistake at once, with its line', () => {
    const bad = file(
      `${HEAD}single,veel,60,70,s 2025\ngezin,1,1,1,s 2025\ncouple,1,1,1,\ncouple,1,1,1,s 2025\ncouple,1,1,1,s 2025\n`,
    );
    expect(() => readReferenceBudget(bad)).toThrow(
      /:2.*transportEurPerMonth[\s\S]*:3.*household[\s\S]*:4.*source[\s\S]*:6.*must come once/,
    );
    expect(() => readReferenceBudget(file('a,b\n1,2\n'))).toThrow(/household[\s\S]*transportEurPerMonth[\s\S]*source/);
    expect(() => readReferenceBudget(file(HEAD))).toThrow(/at least one row/);
    expect(() => readReferenceBudget(join(place, 'none.csv'))).toThrow(/ENOENT/);
  });
});
