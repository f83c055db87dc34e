/** Section of the report: how the roads flow, and what that does to air and quiet. In: comparison. Out: HTML in both languages, empty when the
 *  results hold none of it. Pure. */
import type { IndicatorComparison } from '../compare.ts';
import { rowSize } from '../comparison-text.ts';
import { formatIndicator, unitText } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { ReportInput } from './model.ts';
import { sideHead } from './sides.ts';

/** In the order of the story: how much is driven and lost, on which roads, who else waits, how far the model came, what it does outside. */
export const TRAFFIC_KEYS = [
  'carHoursPerWeekday',
  'carDelayHPerWeekday',
  'carTimeIndex',
  'crowdedKmShare',
  'carKmMotorways',
  'carKmMainRoads',
  'carKmStreets',
  'busDelayHPerWeekday',
  'riderDelayHPerWeekday',
  'bikeDelayHPerWeekday',
  'stuckVehiclesPerWeekday',
  'trafficGap',
  'trafficRounds',
  'carCo2KgPerWeekday',
  'carNoxGPerWeekday',
  'cyclistPm25UgM3',
  'cyclistNo2UgM3',
  'homePm25UgM3',
  'homeNo2UgM3',
  'homeNoisyShare',
] as const;

export function trafficSection(input: ReportInput): string {
  const rows = TRAFFIC_KEYS.flatMap((key) => input.comparison.indicators.find((row) => row.key === key) ?? []);
  if (rows.length === 0) return '';
  const cell = (row: IndicatorComparison, value: number | null | undefined): string =>
    both((language) => (value == null ? '–' : formatIndicator(value, row.unit, language, rowSize(row))));
  return `<section><h2>${text('Verkeer, lucht en geluid', 'Traffic, air and noise')}</h2><p>${text(
    'Een werkdag van de bewoners. Auto’s en bussen rijden straat voor straat door wachtrijen; wie vertraging heeft, zoekt de volgende ronde een andere weg of een ander vervoermiddel, tot dat niets meer uitmaakt. Doorgaand verkeer neemt ruimte in maar rijdt niet mee. Lucht en geluid zijn jaargemiddelden met eenvoudige rekenmethoden, zonder bebouwing en schermen.',
    'A weekday of the residents. Cars and buses drive through queues street by street; who is delayed looks for another route or another mode in the next round, until that makes no difference. Passing traffic takes room but is not simulated. Air and noise are yearly means by simple methods, without buildings and barriers.',
  )}</p><div class="scroll">${dataTable(
    text('Verkeer, lucht en geluid', 'Traffic, air and noise'),
    [text('Uitkomst', 'Result'), text('eenheid', 'unit'), sideHead(input, 0), sideHead(input, 1)],
    rows.map((row) => [
      both((language) => escapeHtml(row.label[language])),
      both((language) => escapeHtml(unitText(row.unit, language))),
      cell(row, row.values[0]),
      cell(row, row.values.at(-1)),
    ]),
  )}</div></section>`;
}
