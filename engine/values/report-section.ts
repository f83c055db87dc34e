/** Sections of the report about public values and the household purse, in both languages. Pure. */

import type { Comparison } from '../results/compare.ts';
import { differenceText, intervalText, rowSize } from '../results/comparison-text.ts';
import { formatIndicator, formatNumber, formatPercent, type Language, unitText } from '../results/format.ts';
import { both, dataTable, escapeHtml, label, text } from '../results/report/html.ts';
import type { ReportInput } from '../results/report/model.ts';
import { originDetails } from '../results/report/origin.ts';
import { sourceInDutch } from '../results/source-nl.ts';
import { sideHead } from '../results/report/sides.ts';
import { verdict } from '../results/report/tables.ts';
import { valueDefinition } from './figures.ts';
import { DIRECTION_TEXT, PUBLIC_VALUES, VALUE_TEXT, type ValueDefinition } from './model.ts';
import type { PurseRow } from './purse.ts';
import { type PurseColumn, purseOrigins } from './purse-origin.ts';
import { HOUSEHOLD_TEXT, INCOME_CLASS_TEXT } from './purse-text.ts';
import type { Reference } from './reference.ts';

export function valuesSection(
  input: ReportInput,
  { comparison, missing }: { readonly comparison: Comparison; readonly missing: readonly ValueDefinition[] },
): string {
  const withInterval = comparison.indicators.some((row) => row.lower !== null);
  const parts = PUBLIC_VALUES.flatMap((value) => {
    const rows = comparison.indicators.filter(({ theme }) => theme === value);
    if (rows.length === 0) return [];
    const table = dataTable(
      label(VALUE_TEXT[value]),
      [
        text('Wat wordt gemeten', 'What is measured'),
        text('eenheid', 'unit'),
        sideHead(input, 0),
        sideHead(input, 1),
        text('verschil', 'difference'),
        ...(withInterval ? [text('95%-interval', '95 % interval')] : []),
        '',
      ],
      rows.map((row) => {
        const definition = valueDefinition(row.key);
        const show = (one: number | null | undefined): string =>
          both((language) => (one == null ? '–' : formatIndicator(one, row.unit, language, rowSize(row))));
        return [
          originDetails(
            input,
            both((language) => escapeHtml(row.label[language])),
            definition ?? { formula: row.key, tables: [] },
            definition === undefined
              ? ''
              : `${both((language) => escapeHtml(`${definition.definition[language]} ${DIRECTION_TEXT[row.lowerIs][language]}`))}<br>`,
          ),
          both((language) => escapeHtml(unitText(row.unit, language))),
          show(row.values[0]),
          show(row.values.at(-1)),
          both((language) => differenceText(row, language)),
          ...(withInterval ? [both((language) => intervalText(row, language))] : []),
          verdict(row),
        ];
      }),
    );
    return [`<p class="question">${label(VALUE_TEXT[value].question)}</p><div class="scroll">${table}</div>`];
  });
  const absent =
    missing.length === 0
      ? ''
      : `<p class="missing">${both((language) =>
          escapeHtml(
            `${language === 'nl' ? 'Niet te zeggen uit deze uitkomsten' : 'Cannot be told from these results'}: ${missing.map((one) => one.label[language]).join('; ')}.`,
          ),
        )}</p>`;
  return `<section class="values-grid" id="values"><h2>${text('Publieke waarden', 'Public values')}</h2><p>${text(
    'Acht waarden uit de digitale visie van de gemeenteraad, gemeten met wat de simulatie uitrekent. Open een regel voor definitie, formule en herkomst. Een cijfer weegt een waarde niet; dat doen mensen.',
    'Eight values of the council’s digital vision, measured with what the simulation computes. Open a line for its definition, formula and origin. A figure does not weigh a value; people do.',
  )}</p>${parts.join('')}${absent}</section>`;
}

export function purseSection(
  input: ReportInput,
  base: readonly PurseRow[],
  other: readonly PurseRow[],
  burdenShare: number,
  reference: Reference,
): string {
  const euro = (value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatNumber(value, language, 1000)));
  const percent = (value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatPercent(value, language)));
  const parts = [
    ['tripsEurPerMonth', text('ritten', 'trips')],
    ['ownCarEurPerMonth', text('eigen auto', 'own car')],
    ['electricityEurPerMonth', text('stroom', 'electricity')],
    ['heatEurPerMonth', text('gas of warmte', 'gas or heat')],
  ] as const;
  const origins = purseOrigins(reference);
  const origin = (key: PurseColumn, name: string): string => originDetails(input, name, origins[key]);
  const sides = (a: number | null, b: number | null | undefined, language: Language): string => {
    const [one, two] = [a, b].map((value) => (value == null ? '–' : formatNumber(value, language, 1000)));
    return one === two ? one! : `${one} → ${two}`;
  };
  const table = dataTable(
    text('Kosten per maand [€] naar huishouden en inkomen', 'Cost a month [€] by household and income'),
    [
      text('Huishouden', 'Household'),
      text('inkomen', 'income'),
      ...parts.map(([key, name]) => origin(key, name)),
      origin('totalEurPerMonth', sideHead(input, 0)),
      origin('totalEurPerMonth', sideHead(input, 1)),
      origin('referenceEurPerMonth', text('referentie', 'reference')),
      origin('costShare', text('deel van inkomen (1)', 'share of income (1)')),
      origin('costShare', text('deel van inkomen (2)', 'share of income (2)')),
      origin('burdenedShare', text('boven de drempel (1)', 'above the threshold (1)')),
      origin('burdenedShare', text('boven de drempel (2)', 'above the threshold (2)')),
    ],
    base.map((row, i) => [
      label(HOUSEHOLD_TEXT[row.type] ?? { nl: row.type, en: row.type }),
      label(INCOME_CLASS_TEXT[row.incomeClass] ?? { nl: row.incomeClass, en: row.incomeClass }),
      ...parts.map(([key]) => both((language) => sides(row[key], other[i]?.[key], language))),
      euro(row.totalEurPerMonth),
      euro(other[i]?.totalEurPerMonth),
      euro(row.referenceEurPerMonth),
      percent(row.costShare),
      percent(other[i]?.costShare),
      percent(row.burdenedShare),
      percent(other[i]?.burdenedShare),
    ]),
  );
  const sharePercent = Math.round(burdenShare * 100);
  const heat = [...base, ...other].some((row) => row.households !== null && row.heatEurPerMonth === null)
    ? {
        nl: ' Gas en stadswarmte ontbreken: een van de resultaten is van een oudere versie.',
        en: ' Gas and district heat are missing: one of the results is of an older version.',
      }
    : { nl: '', en: '' };
  return `<section id="purse"><h2>${text('Huishoudboekje', 'Household purse')}</h2><p>${text(
    `Ritten, bundels, vaste kosten van eigen auto’s, stroom in huis en gas of stadswarmte samen. Drempel: ${sharePercent}% van het inkomen (instelbaar).${heat.nl} Groepen die te klein zijn, blijven leeg.`,
    `Trips, bundles, fixed cost of own cars, electricity at home, and gas or district heat together. Threshold: ${sharePercent}% of income (a lever).${heat.en} Groups that are too small stay empty.`,
  )}</p><div class="scroll">${table}</div><p class="missing">${text('Referentie:', 'Reference:')} ${text(reference.why.nl, reference.why.en)} ${text('Bron:', 'Source:')} ${text(sourceInDutch(reference.source), reference.source)}.</p></section>`;
}
