/** How far a driver can rely on travel times: their spread over runs of one scenario. Pure. */
import { formatNumber, formatPercent } from '../format.ts';
import { SCREEN_ORIGINS } from '../provenance-screens.ts';
import { both, dataTable, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { withOrigins } from './origin.ts';
import { sideHead } from './sides.ts';

/** Times by street over several runs of one scenario that differ in their seed only. */
export interface TimeReliability {
  readonly runs: number;
  readonly periods: ReadonlyArray<{
    readonly period: 'day' | 'morning' | 'evening';
    readonly timeIndex: number;
    /** Standard deviation over runs relative to the mean time. */
    readonly spread: number;
    readonly planningIndex: number;
  }>;
}

const PERIODS = {
  day: text('hele dag', 'whole day'),
  morning: text('ochtendspits, 7–9 uur', 'morning peak, 7–9 h'),
  evening: text('avondspits, 16–18 uur', 'evening peak, 16–18 h'),
} as const;

/** Empty unless a side has several runs. */
export function timeReliability(input: ReportInput): string {
  const tables = input.sides.map((side, at) => {
    if (side.reliability === undefined) return '';
    const ratio = (value: number): string => both((language) => formatNumber(value, language));
    return `<div class="scroll">${dataTable(
      sideHead(input, at === 0 ? 0 : 1),
      [
        text(`Werkdag, ${side.reliability.runs} runs`, `Weekday, ${side.reliability.runs} runs`),
        text('rijtijd / lege weg', 'driving time / empty road'),
        text('spreiding', 'spread'),
        text('tijd om op te rekenen / lege weg', 'time to plan for / empty road'),
      ],
      side.reliability.periods.map((row) => [
        PERIODS[row.period],
        ratio(row.timeIndex),
        both((language) => formatPercent(row.spread, language)),
        ratio(row.planningIndex),
      ]),
    )}</div>`;
  });
  if (tables.every((table) => table === '')) return '';
  return `<h3>${text('Hoe betrouwbaar de reistijd is', 'How reliable travel times are')}</h3><p>${text(
    'Verschil tussen runs van hetzelfde scenario, per straat en kwartier. De tijd om op te rekenen is op 19 van de 20 dagen genoeg. In een steekproef komt een deel van de spreiding van de steekproef zelf.',
    'Difference between runs of one scenario, by street and quarter-hour. The time to plan for is enough on 19 of 20 days. In a sample part of the spread is the sample’s own.',
  )}</p>${withOrigins(input, tables.join(''), [
    {
      label: text('rijtijd / lege weg', 'driving time / empty road'),
      origin: SCREEN_ORIGINS.timeIndex,
    },
    {
      label: text('spreiding', 'spread'),
      origin: SCREEN_ORIGINS.timeSpread,
    },
    {
      label: text('tijd om op te rekenen', 'time to plan for'),
      origin: SCREEN_ORIGINS.planningTime,
    },
  ])}`;
}
