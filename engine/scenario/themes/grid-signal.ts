/** Levers of the operator's signal to charging: which limits cars obey, how early they are told, and what obeying costs. */

import { choice, flag, quantity, share } from '../lever.ts';

const GK = 'assumption';

/** How cars are told what the grid has left for them. */
export const CHARGING_LIMITS = ['none', 'day-ahead', 'real-time', 'both'] as const;

export const signalLevers = {
  chargingLimit: choice(CHARGING_LIMITS, {
    default: 'none',
    nl: 'Grens van transformator en kabel die laden moet aanhouden: geen, de dag tevoren beloofd, tijdens de dag afgeregeld, of beide',
    en: 'Limit of transformer and cable that charging must keep: none, promised a day ahead, cut in real time, or both',
    source: 'ElaadNL, Energies 13 (2020) 298: public points capped from transformer data and running sessions',
  }),
  forecastMarginShare: share({
    default: 0.1,
    nl: 'Deel van de transformator dat bij een belofte een dag tevoren achter de hand blijft',
    en: 'Share of the transformer kept back when capacity is promised a day ahead',
    source: GK,
  }),
  forecastSunShare: share({
    default: 0,
    nl: 'Deel van de zon van eergisteren waarop bij die belofte wordt gerekend',
    en: 'Share of the sun of two days before that such a promise counts on',
    source: 'assumption: a promise does not count on sun',
  }),
  noticeMin: quantity({
    unit: 'min',
    min: 0,
    max: 240,
    default: 15,
    nl: 'Tijd tussen meting en afregeling tijdens de dag',
    en: 'Time between measurement and cut in real time',
    source: GK,
  }),
  feederLimitShare: quantity({
    unit: 'share 0–1',
    min: 0.1,
    max: 2,
    default: 0.75,
    nl: 'Belastbaarheid van laagspanningskabels die de grens aanhoudt (de fasen zijn ongelijk belast)',
    en: 'Loading of low-voltage cables that the limit keeps to (phases are loaded unevenly)',
    source: GK,
  }),
  voltageDroop: flag({
    default: false,
    nl: 'Laadpunten laden minder naarmate de spanning daalt',
    en: 'Charge points take less as the voltage falls',
    source: GK,
  }),
  droopFullPu: quantity({
    unit: 'pu of 230 V',
    min: 0.8,
    max: 1.1,
    default: 0.95,
    nl: 'Spanning waarboven een laadpunt alles levert',
    en: 'Voltage above which a charge point gives all it can',
    source: GK,
  }),
  droopZeroPu: quantity({
    unit: 'pu of 230 V',
    min: 0.7,
    max: 1.05,
    default: 0.91,
    nl: 'Spanning waaronder een laadpunt niets levert',
    en: 'Voltage below which a charge point gives nothing',
    source: 'assumption: just above the 0.9 of EN 50160',
  }),
  unservedEurPerKwh: quantity({
    unit: 'EUR/kWh',
    min: 0,
    max: 20,
    default: 0.45,
    nl: 'Wat een kWh kost die door een grens van het net ontbreekt bij vertrek',
    en: 'Cost of a kWh that is missing at departure because of a limit of the grid',
    source: 'assumption: fast charging at EUR 0.80 in place of EUR 0.35',
  }),
  signalEurPerCarYear: quantity({
    unit: 'EUR/a',
    min: 0,
    max: 1000,
    default: 10,
    nl: 'Kosten van meten en sturen per auto die een grens van het net laat wachten',
    en: 'Cost of metering and control for each car that a limit of the grid holds back',
    source: GK,
  }),
};
