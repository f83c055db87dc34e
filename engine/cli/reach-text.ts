/** Areas within reach in words for a terminal, in Dutch or English. Pure. */
import type { ReachAnswer } from '../routing/reach-planner.ts';
import { FAR_WORDS } from './journey-text.ts';
import type { Language } from './shell.ts';
import { alignTable } from './text-table.ts';

const FAR_FROM_STREET_M = 100;
const NOT_RIDDEN = {
  nl: 'geen rit met openbaar vervoer haalbaar op dit tijdstip: het gebied is wat te lopen is',
  en: 'no ride by public transport in reach at this time: the area is what one walks',
};

/** What an answer would else hide, one line each. */
export function reachNotes({ startToStreetM, rode }: ReachAnswer, mode: string, lang: Language): string[] {
  const far = startToStreetM > FAR_FROM_STREET_M;
  return [
    ...(far ? [FAR_WORDS.start[lang].replace('#', String(Math.round(startToStreetM)))] : []),
    ...(mode === 'transit' && !rode ? [NOT_RIDDEN[lang]] : []),
  ];
}

/** A table of sizes; stops only by public transport. */
export function reachText(sizes: ReachAnswer['sizes'], mode: string, lang: Language): string {
  const number = (value: number, digits: number): string =>
    value.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const transit = mode === 'transit';
  const head = ['min', 'km²', ...(transit ? [lang === 'nl' ? 'haltes' : 'stops'] : [])];
  const rows = sizes.map(({ minutes, areaKm2, stops }) => [
    String(minutes),
    number(areaKm2, 2),
    ...(transit ? [number(stops, 0)] : []),
  ]);
  return alignTable([head, ...rows], ['right', 'right', 'right']);
}
