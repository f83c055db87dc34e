/** Journeys in words for a terminal, in Dutch or English. Pure. */
import type { Journey, JourneyAnswer, JourneyLeg } from '../routing/journey.ts';
import { MODE_WORDS, REASON_WORDS, STAY_SEATED_WORDS, WHEELCHAIR_WORDS } from '../routing/journey-words.ts';
import { clockText } from './journey-options.ts';
import type { Language } from './shell.ts';
import { alignTable } from './text-table.ts';

const WORDS = {
  journey: { nl: 'reis', en: 'journey' },
  leaves: { nl: 'vertrek', en: 'leaves' },
  arrives: { nl: 'aankomst', en: 'arrives' },
  minutes: { nl: 'min', en: 'min' },
  changes: { nl: 'overstap', en: 'changes' },
  nothing: { nl: 'geen reis gevonden', en: 'no journey found' },
} as const;

const clockOf = (seconds: number): string => clockText(Math.round(seconds / 60) * 60).slice(0, 5);

/** Farther from a street than this is worth telling [m]. */
const FAR_FROM_STREET_M = 100;

/** What an answer leaves out, one line each: ways to travel without a journey, ends far from any street. */
export function journeyNotes({ missing, startToStreetM, endToStreetM }: JourneyAnswer, lang: Language): string[] {
  const far = (metres: number, end: 'start' | 'end'): string[] =>
    metres > FAR_FROM_STREET_M ? [FAR_WORDS[end][lang].replace('#', String(Math.round(metres)))] : [];
  return [
    ...far(startToStreetM, 'start'),
    ...far(endToStreetM, 'end'),
    ...missing.map(({ mode, reason }) => `${MODE_WORDS[mode][lang]}: ${REASON_WORDS[reason][lang]}`),
  ];
}

export const FAR_WORDS = {
  start: {
    nl: 'het vertrekpunt ligt # m van de dichtstbijzijnde weg',
    en: 'the start lies # m from the nearest street',
  },
  end: {
    nl: 'de bestemming ligt # m van de dichtstbijzijnde weg',
    en: 'the destination lies # m from the nearest street',
  },
} as const;

/** A table of the journeys, then each with its legs. */
export function journeysText(journeys: readonly Journey[], lang: Language): string {
  if (journeys.length === 0) return WORDS.nothing[lang];
  const head = [
    '',
    WORDS.journey[lang],
    WORDS.leaves[lang],
    WORDS.arrives[lang],
    WORDS.minutes[lang],
    WORDS.changes[lang],
    'km',
    'EUR',
    'g CO2',
    'kWh',
  ];
  const number = (value: number, digits: number): string =>
    value.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const rows = journeys.map((journey, i) => [
    String(i + 1),
    MODE_WORDS[journey.mode][lang],
    clockOf(journey.departureS),
    clockOf(journey.arrivalS),
    number((journey.arrivalS - journey.departureS) / 60, 0),
    String(journey.transfers),
    number(journey.legs.reduce((sum, leg) => sum + leg.distanceM, 0) / 1000, 1),
    number(journey.costEur, 2),
    number(journey.co2G, 0),
    number(journey.energyKwh, 2),
  ]);
  const table = alignTable(
    [head, ...rows],
    ['right', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
  );
  return [table, ...journeys.map((journey, i) => `\n${i + 1}  ${legsText(journey.legs, lang, number)}`)].join('\n');
}

function legsText(
  legs: readonly JourneyLeg[],
  lang: Language,
  number: (value: number, digits: number) => string,
): string {
  return legs
    .map((leg) => {
      const line = leg.route === undefined ? '' : ` ${leg.route}`;
      const access = leg.wheelchair === undefined ? '' : ` [${WHEELCHAIR_WORDS[leg.wheelchair][lang]}]`;
      const seated = leg.staySeated === true ? ` [${STAY_SEATED_WORDS[lang]}]` : '';
      const metres = leg.distanceM < 1000 ? `${number(leg.distanceM, 0)} m` : `${number(leg.distanceM / 1000, 1)} km`;
      return `${clockOf(leg.departureS)}–${clockOf(leg.arrivalS)}  ${MODE_WORDS[leg.mode][lang]}${line}, ${metres}: ${leg.from.name} → ${leg.to.name}${seated}${access}`;
    })
    .join('\n   ');
}
