/** What changed and where, in plain words. Only what the numbers show; nothing is called an improvement that is not one. Pure. */
import type { IndicatorComparison } from '../compare.ts';
import { differenceText, relativeText, rowSize } from '../comparison-text.ts';
import { formatIndicator, type Language, SHARE_UNIT, unitText } from '../format.ts';
import { originOf } from '../provenance.ts';
import { SCREEN_ORIGINS } from '../provenance-screens.ts';
import { both, escapeHtml, text } from './html.ts';
import type { ReportInput, ReportSide } from './model.ts';
import { originDetails, originsBelow } from './origin.ts';

/** Figures that a council asks for first. */
export const KEY_FIGURES = [
  'selfConsumptionShare',
  'peakDistrictKw',
  'overloadHours',
  'unservedSessionShare',
  'modeShareCar',
  'carKmPerDay',
  'co2TotalTPerYear',
  'costPerHouseholdPerMonth',
] as const;

/** Relative changes smaller than this are called "about the same". */
const SAME_SHARE = 0.01;

export type Judgement = 'better' | 'worse' | 'same' | 'neutral';

/** What a difference means for the city. An interval that holds 0 is no difference. */
export function judge(row: IndicatorComparison): Judgement {
  const from = row.values[0] ?? null;
  if (row.difference === null || from === null) return 'neutral';
  const size = Math.max(Math.abs(from), Math.abs(row.values.at(-1) ?? 0));
  if (size === 0 || Math.abs(row.difference) / size < SAME_SHARE) return 'same';
  if (row.lower !== null && row.upper !== null && row.lower <= 0 && row.upper >= 0) return 'same';
  if (row.lowerIs === 'neutral') return 'neutral';
  return row.difference < 0 === (row.lowerIs === 'better') ? 'better' : 'worse';
}

/** Other results that join the headline when they change much: this many at most. */
const MORE = 4;

/** Size of a change: 1 for ten per cent, or for five points of a share. Changes under half a point say nothing. */
function weight(row: IndicatorComparison): number {
  const from = row.values[0] ?? 0;
  if (row.difference === null) return 0;
  if (row.unit === SHARE_UNIT) return Math.abs(row.difference) < 0.005 ? 0 : Math.abs(row.difference) / 0.05;
  return from === 0 ? 0 : Math.abs(row.difference / from) / 0.1;
}

/** Key figures, and beside them the results that change most. */
function headlineRows(input: ReportInput): readonly IndicatorComparison[] {
  const key = KEY_FIGURES.flatMap((name) => input.comparison.indicators.find((row) => row.key === name) ?? []);
  const others = input.comparison.indicators
    .filter((row) => !key.includes(row) && ['better', 'worse'].includes(judge(row)) && weight(row) >= 0.3)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MORE);
  return [...key, ...others];
}

/** A key figure as a sentence: "Highest demand of the district: from 22,900 to 19,800 kW (−14%)". */
function sentence(row: IndicatorComparison, language: Language): string {
  const show = (value: number | null | undefined): string =>
    value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row));
  const unit = unitText(row.unit, language);
  const change =
    row.unit === SHARE_UNIT
      ? differenceText(row, language)
      : relativeText(row, language) || differenceText(row, language);
  const [from, to] = [show(row.values[0]), show(row.values.at(-1))];
  const span = row.unit === SHARE_UNIT ? `${from}% → ${to}%` : `${from} → ${to} ${unit}`;
  return `${row.label[language]}: ${span} (${change.replaceAll(' ', '\u00a0')})`;
}

/** Without its capital, unless it is an abbreviation. */
const lowerFirst = (words: string): string =>
  /^\p{Lu}[\p{Lu}\d]/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);

/** Lists of what gets better, worse and stays, as HTML. */
export function headline(input: ReportInput): string {
  const rows = headlineRows(input);
  const group = (judgement: Judgement): IndicatorComparison[] => rows.filter((row) => judge(row) === judgement);
  const list = (
    members: readonly IndicatorComparison[],
    words: { nl: string; en: string },
    mark: string,
    kind: Judgement,
  ): string =>
    members.length === 0
      ? ''
      : `<div class="gain ${kind}"><h3><span aria-hidden="true">${mark}</span> ${both((language) => words[language])}</h3><ul>${members
          .map(
            (row) =>
              `<li>${originDetails(
                input,
                both((language) => escapeHtml(sentence(row, language))),
                originOf(row.key, row.theme),
              )}</li>`,
          )
          .join('')}</ul></div>`;
  const same = group('same');
  const sameLine =
    same.length === 0
      ? ''
      : `<p class="unchanged">${both((language) => `${language === 'nl' ? 'Blijft ongeveer gelijk' : 'Stays about the same'}: ${same.map((row) => lowerFirst(row.label[language])).join('; ')}.`)}</p>`;
  const none =
    rows.length > 0 && group('better').length + group('worse').length === 0
      ? `<p>${both((language) => (language === 'nl' ? 'De belangrijkste uitkomsten verschillen nauwelijks tussen de twee scenario’s.' : 'The main results hardly differ between the two scenarios.'))}</p>`
      : '';
  return `${none}<div class="gains">${list(group('better'), { nl: 'Wordt beter', en: 'Gets better' }, '▲', 'better')}${list(group('worse'), { nl: 'Wordt slechter', en: 'Gets worse' }, '▼', 'worse')}</div>${sameLine}${where(input)}`;
}

/** Residents from which a neighbourhood is named in the headline. */
const WORTH_NAMING = 500;

/** Where it changes most: transformers by neighbourhood. */
function where(input: ReportInput): string {
  const [base, other] = input.sides;
  const overloaded = (side: ReportSide): number =>
    side.transformers.filter(({ peakLoadingShare }) => peakLoadingShare > 1).length;
  const changes = base.zones
    .flatMap((zone) => {
      const to = other.zones.find((candidate) => candidate.zone === zone.zone)?.peakLoadingShare ?? null;
      return (zone.persons ?? 0) < WORTH_NAMING || zone.peakLoadingShare === null || to === null
        ? []
        : [{ name: zone.name, change: to - zone.peakLoadingShare }];
    })
    .sort((a, b) => a.change - b.change);
  const relieved = changes.filter(({ change }) => change < -0.02).slice(0, 3);
  const burdened = changes
    .filter(({ change }) => change > 0.02)
    .slice(-3)
    .reverse();
  const names = (list: ReadonlyArray<{ readonly name: string }>, language: Language): string =>
    new Intl.ListFormat(language === 'nl' ? 'nl' : 'en-GB').format(list.map(({ name }) => name));
  return `<p class="where">${both((language) => {
    const dutch = language === 'nl';
    const parts = [
      dutch
        ? `Transformatoren die overbelast raken: ${overloaded(base)} → ${overloaded(other)} van ${base.transformers.length}.`
        : `Transformers that get overloaded: ${overloaded(base)} → ${overloaded(other)} of ${base.transformers.length}.`,
      relieved.length === 0
        ? ''
        : `${dutch ? 'Het net wordt het meest ontlast in' : 'The grid is relieved most in'} ${escapeHtml(names(relieved, language))}.`,
      burdened.length === 0
        ? ''
        : `${dutch ? 'Zwaarder belast wordt het in' : 'It is loaded more in'} ${escapeHtml(names(burdened, language))}.`,
    ];
    return parts.filter((part) => part !== '').join(' ');
  })}</p>${originsBelow(input, [
    {
      label: text('overbelaste transformatoren en waar', 'overloaded transformers, and where'),
      origin: SCREEN_ORIGINS.overloaded,
    },
  ])}`;
}
