/** Levers about solar panels. */
import { quantity, share, theme } from '../lever.ts';

const GK = 'assumption';

export const solarTheme = theme('Zon', 'Sun', {
  dwellingFactor: quantity({
    unit: '×',
    min: 0,
    max: 3,
    default: 1,
    nl: 'Woningen met zonnepanelen ten opzichte van nu',
    en: 'Dwellings with panels relative to today',
    source: 'CBS wijk figures',
  }),
  houseKwp: quantity({
    unit: 'kWp',
    min: 0,
    max: 30,
    default: 4,
    nl: 'Vermogen per huis met panelen',
    en: 'Panels on a house',
    source: 'CBS/Netbeheer: 10–12 panels',
  }),
  flatKwp: quantity({
    unit: 'kWp',
    min: 0,
    max: 30,
    default: 1.2,
    nl: 'Vermogen per appartement met panelen',
    en: 'Panels per flat',
    source: GK,
  }),
  businessKwpPerJob: quantity({
    unit: 'kWp/job',
    min: 0,
    max: 10,
    default: 0.12,
    nl: 'Zakelijke daken per arbeidsplaats',
    en: 'Business roofs per job',
    source: 'assumption: as the load, small businesses only',
  }),
  performanceLossShare: share({
    default: 0.1,
    nl: 'Systeemverliezen zonder omvormer (vuil, schaduw, kabels, veroudering, uitval)',
    en: 'System losses without the inverter (dirt, shade, cables, ageing, outages)',
    source: 'PVGIS 14 % with inverter; CBS 875 kWh/kWp at 1,023 kWh/m²',
  }),
});
