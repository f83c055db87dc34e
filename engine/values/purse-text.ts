/** The household purse in words and rows. Pure. */
import { formatNumber, formatPercent, type Language } from '../results/format.ts';
import type { Text } from './model.ts';
import type { PurseRow } from './purse.ts';

export const HOUSEHOLD_TEXT: Readonly<Record<string, Text>> = {
  all: { nl: 'alle huishoudens', en: 'all households' },
  single: { nl: 'alleenstaand', en: 'single' },
  couple: { nl: 'paar', en: 'couple' },
  family: { nl: 'gezin met kinderen', en: 'family with children' },
  'single-parent': { nl: 'eenoudergezin', en: 'single parent' },
  other: { nl: 'overig', en: 'other' },
};
export const INCOME_CLASS_TEXT: Readonly<Record<string, Text>> = {
  all: { nl: 'alle inkomens', en: 'all incomes' },
  low: { nl: 'laag', en: 'low' },
  middle: { nl: 'midden', en: 'middle' },
  high: { nl: 'hoog', en: 'high' },
};

export const PURSE_HEAD: readonly Text[] = [
  { nl: 'Huishouden', en: 'Household' },
  { nl: 'Inkomen', en: 'Income' },
  { nl: 'aantal', en: 'number' },
  { nl: 'besteedbaar €/mnd', en: 'disposable €/month' },
  { nl: 'ritten en bundels', en: 'trips and bundles' },
  { nl: 'eigen auto (vast)', en: 'own car (fixed)' },
  { nl: 'stroom', en: 'electricity' },
  { nl: 'gas of warmte', en: 'gas or heat' },
  { nl: 'samen', en: 'together' },
  { nl: 'referentie', en: 'reference' },
  { nl: 'deel van inkomen', en: 'share of income' },
  { nl: 'boven de drempel', en: 'above the threshold' },
];

export function purseCells(rows: readonly PurseRow[], language: Language): string[][] {
  const euro = (value: number | null): string => (value === null ? '–' : formatNumber(value, language, 1000));
  const percent = (value: number | null): string => (value === null ? '–' : formatPercent(value, language));
  return [
    PURSE_HEAD.map((text) => text[language]),
    ...rows.map((row) => [
      HOUSEHOLD_TEXT[row.type]?.[language] ?? row.type,
      INCOME_CLASS_TEXT[row.incomeClass]?.[language] ?? row.incomeClass,
      euro(row.households),
      euro(row.incomeEurPerMonth),
      euro(row.tripsEurPerMonth),
      euro(row.ownCarEurPerMonth),
      euro(row.electricityEurPerMonth),
      euro(row.heatEurPerMonth),
      euro(row.totalEurPerMonth),
      euro(row.referenceEurPerMonth),
      percent(row.costShare),
      percent(row.burdenedShare),
    ]),
  ];
}
