/** Words for journeys in Dutch and English: ways to travel, and why one gives no journey. Pure. */
import type { JourneyMode, LegMode, NoJourneyReason } from './journey.ts';

export interface Words {
  readonly nl: string;
  readonly en: string;
}

export const MODE_WORDS: Readonly<Record<JourneyMode | LegMode, Words>> = {
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

export const REASON_WORDS: Readonly<Record<NoJourneyReason, Words>> = {
  'same-place': {
    nl: 'vertrekpunt en bestemming zijn dezelfde plek',
    en: 'start and destination are the same place',
  },
  'off-network-start': {
    nl: 'binnen 1 km van het vertrekpunt ligt geen weg waar dit mag',
    en: 'no street open to it within 1 km of the start',
  },
  'off-network-end': {
    nl: 'binnen 1 km van de bestemming ligt geen weg waar dit mag',
    en: 'no street open to it within 1 km of the destination',
  },
  'no-way': {
    nl: 'geen weg van vertrekpunt naar bestemming (een eiland, of afgesloten)',
    en: 'no way from start to destination over the streets (an island, or closed off)',
  },
  'no-service': { nl: 'op deze dag rijdt er niets', en: 'nothing runs on this day' },
  'no-stop-start': { nl: 'geen halte dicht bij het vertrekpunt', en: 'no stop near the start' },
  'no-stop-end': { nl: 'geen halte dicht bij de bestemming', en: 'no stop near the destination' },
  'no-connection': {
    nl: 'op dit tijdstip is er geen verbinding (meer)',
    en: 'no connection at (or after) this time',
  },
  'walking-is-quicker': { nl: 'lopen is sneller', en: 'walking is quicker' },
  'no-park-and-ride': { nl: 'hier is geen P+R', en: 'there is no park and ride here' },
  'no-hub-start': { nl: 'geen hub dicht bij het vertrekpunt', en: 'no hub near the start' },
  'no-hub-end': {
    nl: 'geen hub dicht bij de bestemming om het voertuig achter te laten',
    en: 'no hub near the destination to leave the vehicle',
  },
  'hubs-full': { nl: 'alle hubs in de buurt zijn vol', en: 'all hubs nearby are full' },
};

export const WHEELCHAIR_WORDS: Readonly<Record<'yes' | 'unknown', Words>> = {
  yes: { nl: 'rolstoeltoegankelijk', en: 'wheelchair accessible' },
  unknown: { nl: 'toegankelijkheid onbekend', en: 'accessibility not known' },
};

export const STAY_SEATED_WORDS: Words = { nl: 'blijf zitten', en: 'stay seated' };
