/** Choices of levers in the words of somebody who does not read code. Pure. */
import type { Language } from '../format.ts';
import type { Bilingual } from './html.ts';

const CHOICES: Readonly<Record<string, Bilingual>> = {
  uncontrolled: { nl: 'ongestuurd: meteen vol vermogen', en: 'uncontrolled: full power at once' },
  delayed: { nl: 'uitgesteld tot na de avondpiek', en: 'delayed until after the evening peak' },
  'off-peak': { nl: 'alleen in daluren', en: 'in off-peak hours only' },
  'fair-share': { nl: 'vermogen eerlijk verdeeld', en: 'power shared fairly' },
  'least-laxity': { nl: 'wie het minste speling heeft, eerst', en: 'least slack first' },
  'earliest-deadline': { nl: 'wie het eerst vertrekt, eerst', en: 'earliest departure first' },
  price: { nl: 'op de goedkoopste uren', en: 'in the cheapest hours' },
  co2: { nl: 'op de schoonste uren', en: 'in the cleanest hours' },
  'solar-following': { nl: 'volgt de zon', en: 'follows the sun' },
  'solar-minimum': { nl: 'volgt de zon, met een ondergrens', en: 'follows the sun, with a floor' },
  'peak-shaving': { nl: 'vlakt de piek af', en: 'shaves the peak' },
  'operator-limit': { nl: 'houdt zich aan de grens van de netbeheerder', en: 'keeps to the operator’s limit' },
  mpc: { nl: 'kijkt vooruit en optimaliseert', en: 'looks ahead and optimises' },
  'v2g-peak-shaving': { nl: 'vlakt de piek af, levert terug', en: 'shaves the peak, gives back' },
  'v2g-self-consumption': {
    nl: 'houdt de zon in de wijk, levert terug',
    en: 'keeps the sun in the district, gives back',
  },
  'v2g-arbitrage': { nl: 'koopt goedkoop, levert duur terug', en: 'buys cheap, gives back dear' },
  'v2g-congestion': { nl: 'ontlast het net, levert terug', en: 'relieves the grid, gives back' },
  'v2g-mpc': { nl: 'plant vooruit, levert terug', en: 'plans ahead, gives back' },
  'day-ahead': { nl: 'dynamisch (prijs per uur)', en: 'dynamic (price by the hour)' },
  fixed: { nl: 'vaste prijs', en: 'fixed price' },
  flat: { nl: 'jaargemiddelde', en: 'yearly mean' },
  hourly: { nl: 'per uur', en: 'by the hour' },
};

export const choiceText = (choice: string, language: Language): string => CHOICES[choice]?.[language] ?? choice;
