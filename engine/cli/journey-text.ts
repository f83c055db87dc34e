/** Journeys in words for a terminal, in Dutch or English. Pure. */
import type { Journey, JourneyLeg, JourneyMode, LegMode } from '../routing/journey.ts';
import { clockText } from './journey-options.ts';
import type { Language } from './shell.ts';
import { alignTable } from './text-table.ts';

const MODE_NAMES: Readonly<Record<JourneyMode | LegMode, Readonly<Record<Language, string>>>> = {
  walk: { nl: 'lopen', en: 'walk' },
  bike: { nl: 'fiets', en: 'bicycle' },
  car: { nl: 'auto', en: 'car' },
  transit: { nl: 'openbaar vervoer', en: 'public transport' },
  'bike-transit': { nl: 'fiets en openbaar vervoer', en: 'bicycle and public transport' },
  'park-and-ride': { nl: 'P+R', en: 'park and ride' },
  'shared-car': { nl: 'deelauto', en: 'shared car' },
  'shared-bike': { nl: 'deelfiets', en: 'shared bicycle' },
  tram: { nl: 'tram', en: 'tram' },
  metro: { nl: 'metro', en: 'metro' },
  train: { nl: 'trein', en: 'train' },
  bus: { nl: 'bus', en: 'bus' },
  ferry: { nl: 'veer', en: 'ferry' },
};

const WORDS = {
  journey: { nl: 'reis', en: 'journey' },
  leaves: { nl: 'vertrek', en: 'leaves' },
  arrives: { nl: 'aankomst', en: 'arrives' },
  minutes: { nl: 'min', en: 'min' },
  changes: { nl: 'overstap', en: 'changes' },
  nothing: { nl: 'geen reis gevonden', en: 'no journey found' },
} as const;

const WHEELCHAIR = {
  yes: { nl: 'rolstoeltoegankelijk', en: 'wheelchair accessible' },
  unknown: { nl: 'toegankelijkheid onbekend', en: 'accessibility not known' },
} as const;

const clockOf = (seconds: number): string => clockText(Math.round(seconds / 60) * 60).slice(0, 5);

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
    MODE_NAMES[journey.mode][lang],
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
      const access = leg.wheelchair === undefined ? '' : ` [${WHEELCHAIR[leg.wheelchair][lang]}]`;
      const metres = leg.distanceM < 1000 ? `${number(leg.distanceM, 0)} m` : `${number(leg.distanceM / 1000, 1)} km`;
      return `${clockOf(leg.departureS)}–${clockOf(leg.arrivalS)}  ${MODE_NAMES[leg.mode][lang]}${line}, ${metres}: ${leg.from.name} → ${leg.to.name}${access}`;
    })
    .join('\n   ');
}
