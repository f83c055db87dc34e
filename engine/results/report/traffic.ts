/** Section of the report: how the roads flow, and what that does to air and quiet. In: comparison. Out: HTML in both languages, empty when the
 *  results hold none of it. Pure. */
import { text } from './html.ts';
import { indicatorTable } from './indicator-table.ts';
import type { ReportInput } from './model.ts';
import { serviceLevels } from './service-levels.ts';
import { timeReliability } from './time-reliability.ts';

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
  'carPm25GPerWeekday',
  'cyclistPm25UgM3',
  'cyclistNo2UgM3',
  'homePm25UgM3',
  'homeNo2UgM3',
  'homeNoisyShare',
] as const;

export function trafficSection(input: ReportInput): string {
  const table = indicatorTable(input, TRAFFIC_KEYS);
  if (table === '') return '';
  return `<section><h2>${text('Verkeer, lucht en geluid', 'Traffic, air and noise')}</h2><p>${text(
    'Een werkdag van de bewoners. Auto’s en bussen rijden straat voor straat door wachtrijen; wie vertraging heeft, zoekt de volgende ronde een andere weg of een ander vervoermiddel, tot dat niets meer uitmaakt. Doorgaand verkeer neemt ruimte in maar rijdt niet mee. Lucht en geluid zijn jaargemiddelden met eenvoudige rekenmethoden, zonder bebouwing en schermen.',
    'A weekday of the residents. Cars and buses drive through queues street by street; who is delayed looks for another route or another mode in the next round, until that makes no difference. Passing traffic takes room but is not simulated. Air and noise are yearly means by simple methods, without buildings and barriers.',
  )}</p>${table}${serviceLevels(input)}${timeReliability(input)}</section>`;
}
