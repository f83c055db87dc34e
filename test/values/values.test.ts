/** Public values of the hand-made run, by pencil; and what happens when data is missing or a group is too small. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scenarioSchema } from '../../engine/scenario/schema.ts';
import { readResult, type StoredResult, writeResult } from '../../engine/io/result-folder.ts';
import { compareValues } from '../../engine/io/values-compare.ts';
import { readPurse, readValueFacts } from '../../engine/io/values-data.ts';
import { collectResult } from '../../engine/results/collect.ts';
import type { RunParts } from '../../engine/results/parts.ts';
import { VALUE_DEFINITIONS } from '../../engine/values/figures.ts';
import { PUBLIC_VALUES } from '../../engine/values/model.ts';
import { purse } from '../../engine/values/purse.ts';
import { smallParts } from '../results/small-run.ts';

const FACTS = { threads: 1, durationS: 1, peakMemoryBytes: 1, createdUtc: '2025-01-02T03:04:05Z' };

async function stored(parts: RunParts): Promise<StoredResult> {
  const folder = join(mkdtempSync(join(tmpdir(), 'rijnstroom-values-')), 'result');
  await writeResult(folder, collectResult(parts), FACTS);
  return readResult(folder);
}

const withIncome = (parts: RunParts, income: (household: number) => number): RunParts => ({
  ...parts,
  population: {
    ...parts.population,
    households: {
      ...parts.population.households,
      incomeEurPerYear: Float32Array.from(parts.population.households.zone, (_, h) => income(h)),
    },
  },
});

const figureOf = async (results: readonly StoredResult[], key: string): Promise<number | null | undefined> =>
  (await compareValues(results)).comparison.indicators.find((row) => row.key === key)?.values[0];

describe('the hand-made run: 80 people of 40 years, 39 of them cycle 3 km in 12 minutes a day, one trip fails', async () => {
  const result = await stored(smallParts());

  test('HEAT of cycling: 39 × 12 × 7 / 80 minutes a week, 80 people, the scenario’s mortality (by hand)', async () => {
    const minutes = (39 * 12 * 7) / 80;
    const deaths = (80 * 330 * 0.1 * (minutes / 100)) / 100_000;
    expect(await figureOf([result], 'healthDeathsPreventedCycling')).toBeCloseTo(deaths, 9);
    expect(await figureOf([result], 'healthDeathsPreventedWalking')).toBe(0);
    expect(await figureOf([result], 'healthHeatMeurPerYear')).toBeCloseTo(deaths * 2.8, 9);
  });

  test('the only session in the hand-made table left without what was asked: no promise was kept', async () => {
    expect(await figureOf([result], 'autonomyPromisesKept')).toBe(0);
  });

  test('the neighbourhood of four people shows nothing: the smallest cell of the open data has ten households or more', async () => {
    const facts = await readValueFacts(result);
    expect(facts.published.smallest).toBeGreaterThanOrEqual(10);
    expect(facts.published.withheld).toBeGreaterThan(0);
  });

  test('residents an operator knows: drivers with a plug, and of 80 people without an app those who took a shared vehicle: none', async () => {
    const facts = await readValueFacts(result);
    expect(facts.knownResidents).toBe(0);
    expect(await figureOf([result], 'privacyPersonsFollowed')).toBe(facts.charging!.privateCars);
    expect(facts.people!.all.recordedTrips).toBe(0);
  });

  test('every value has figures and every figure says what it is, in Dutch and English, with formula and source', () => {
    for (const value of PUBLIC_VALUES)
      expect(VALUE_DEFINITIONS.filter((one) => one.value === value).length, value).toBeGreaterThan(1);
    expect(new Set(VALUE_DEFINITIONS.map(({ key }) => key)).size).toBe(VALUE_DEFINITIONS.length);
    for (const { key, label, definition, formula, source, unit } of VALUE_DEFINITIONS)
      for (const text of [label.nl, label.en, definition.nl, definition.en, formula, source, unit])
        expect(text.length, key).toBeGreaterThan(0);
  });

  test('a figure is there or told as missing, never silently zero', async () => {
    const { comparison, missing } = await compareValues([result]);
    expect(comparison.indicators.length + missing.length).toBe(VALUE_DEFINITIONS.length);
    for (const { values } of comparison.indicators) expect(values[0]).toBeTypeOf('number');
  });

  test('of two scenarios there is a difference, and equal ones differ by nothing', async () => {
    const other = await stored(smallParts({ strategy: 'solar-following' }));
    const { comparison } = await compareValues([result, other]);
    expect(comparison.indicators.find(({ key }) => key === 'autonomySteered')?.difference).toBeGreaterThan(0);
    expect(comparison.indicators.find(({ key }) => key === 'healthActiveMin')?.difference).toBe(0);
  });
});

describe('justice', () => {
  test('when all pay alike and earn alike nothing is unequal', async () => {
    const parts = smallParts();
    const result = await stored(withIncome(parts, () => 38_000));
    const facts = await readValueFacts(result);
    expect(facts.households?.weight.length).toBe(40);
    expect(await figureOf([result], 'justiceGiniBurden')).toBeGreaterThanOrEqual(0);
  });

  test('missing incomes: costs stay, shares of income are told as missing and never published as zero', async () => {
    const result = await stored(withIncome(smallParts(), () => Number.NaN));
    const { comparison, missing } = await compareValues([result]);
    for (const key of [
      'justiceBurdenedShare',
      'justiceGiniBurden',
      'justicePalmaBurden',
      'justiceSuits',
      'justiceCostConcentration',
    ]) {
      expect(
        comparison.indicators.some((row) => row.key === key),
        key,
      ).toBe(false);
      expect(
        missing.some((one) => one.key === key),
        key,
      ).toBe(true);
    }
    const [all] = await purse(await readPurse(result), result.scenario);
    expect(all!.totalEurPerMonth).toBeGreaterThan(0);
    expect(all!.costShare).toBeNull();
    expect(all!.burdenedShare).toBeNull();
  });
});

describe('household purse', async () => {
  const result = await stored(smallParts());
  const rows = await purse(await readPurse(result), result.scenario);

  test('the mean of all: EUR 3 of trips a day, electricity as in the run, the fixed cost of own cars (by hand)', () => {
    const [all] = rows;
    expect(all!.households).toBe(40);
    expect(all!.tripsEurPerMonth).toBeCloseTo((3 * 365) / 12, 3);
    expect(all!.electricityEurPerMonth).toBeCloseTo((10 * ((23 * 0.2 + 0.4) / 24) * 365) / 12 + 40, 3);
    expect(all!.totalEurPerMonth).toBeCloseTo(
      all!.tripsEurPerMonth! + all!.ownCarEurPerMonth! + all!.electricityEurPerMonth!,
      6,
    );
    expect(all!.incomeEurPerMonth).toBeCloseTo(38_000 / 12, 3);
  });

  test('gas and district heat are in it where the run knows them: 20 homes on 24 GJ, 20 on 1,000 m3 (by hand at the default tariffs)', async () => {
    const parts = smallParts();
    const { households } = parts.population;
    const half = (first: number, second: number): Float32Array =>
      Float32Array.from({ length: households.count }, (_, h) => (h < 20 ? first : second));
    const heated = await stored({
      ...parts,
      population: {
        ...parts.population,
        households: {
          ...households,
          heating: Uint8Array.from({ length: households.count }, (_, h) => (h < 20 ? 0 : 1)),
          heatGjPerYear: half(24, 0),
          gasM3PerYear: half(0, 1000),
        },
      },
    });
    const [all] = await purse(await readPurse(heated), heated.scenario);
    expect(all!.heatEurPerMonth).toBeCloseTo((760.77 + 24 * 43.79 + 320 + 1000 * 1.33) / 2 / 12, 3);
    expect(all!.totalEurPerMonth).toBeCloseTo(rows[0]!.totalEurPerMonth! + all!.heatEurPerMonth!, 3);
    // The figure of the district holds it too: a heat pump is no loss that only its electricity shows.
    const of = (key: string): number => heated.summary.indicators[key]!.value;
    expect(of('costPerHouseholdPerMonth')).toBeCloseTo(
      of('mobilityCostPerHouseholdPerMonth') + of('energyCostPerHouseholdPerMonth') + all!.heatEurPerMonth!,
      3,
    );
    expect(all!.referenceEurPerMonth).toBeCloseTo(rows[0]!.referenceEurPerMonth! + 86, 6);
    // An older result has none: not zero, and not in the sum.
    expect(rows[0]!.heatEurPerMonth).toBeNull();
  });

  test('the default tariffs give the mean Dutch energy bill of January 2025: EUR 2,065 for 987 m3 and 1,706 kWh, within 6 % (CBS, De energierekening); the fixed charge of the electricity supplier is not modelled', () => {
    const { tariff } = scenarioSchema.parse({
      version: 1,
      name: { nl: 'a', en: 'a' },
      question: { nl: 'a?', en: 'a?' },
    });
    const vat = 1 + tariff.vatShare;
    const perKwh = (tariff.fixedEurPerKwh + tariff.supplierMarginEurPerKwh + tariff.energyTaxEurPerKwh) * vat;
    const electricity = 1706 * perKwh + tariff.networkEurPerYear - tariff.energyTaxRebateEurPerYear * vat;
    const gas = tariff.gasFixedEurPerYear + 987 * tariff.gasEurPerM3;
    expect(Math.abs(electricity + gas - 2065) / 2065).toBeLessThan(0.06);
  });

  test('the two households with low incomes are too few: their row is withheld, and one more so that a subtraction does not give them away', () => {
    expect(rows.filter((row) => row.type === 'all' && row.households === null).length).toBeGreaterThan(1);
    const low = rows.find((row) => row.type === 'all' && row.incomeClass === 'low')!;
    expect(Object.values(low).slice(2)).toEqual(Array.from({ length: 10 }, () => null));
  });

  test('the reference of couples is CBS’s EUR 4,500 of transport in 2020 at today’s prices, and the mean energy bill', async () => {
    const everybody = ['single', 'couple', 'family', 'single-parent', 'other'].flatMap((type) =>
      ['low', 'middle', 'high'].flatMap((incomeClass) =>
        Array.from({ length: 20 }, () => ({
          type,
          incomeClass,
          weight: 1,
          cars: 1,
          incomeEurPerMonth: 3000,
          mobilityEurPerMonth: 200,
          energyEurPerMonth: 70,
          heatEurPerMonth: 90,
        })),
      ),
    );
    const couple = (await purse(everybody, result.scenario)).find(
      (row) => row.type === 'couple' && row.incomeClass === 'middle',
    )!;
    expect(couple.referenceEurPerMonth).toBeCloseTo((4500 / 12) * 1.25 + 86 + 86, 9);
    // (200 + 70 + 90 + 180) / 3000 = 18 %, below the threshold of 30 %
    expect(couple.costShare).toBeCloseTo(0.18, 12);
    expect(couple.burdenedShare).toBe(0);
  });
});
