/** Figures about privacy. Pure. */
import type { ValueDefinition } from '../model.ts';

export const PRIVACY: readonly ValueDefinition[] = [
  {
    key: 'privacyRecordsPerYear',
    value: 'privacy',
    unit: 'records/year',
    lowerIs: 'better',
    label: {
      nl: 'Gegevens over wie wanneer waar was, als dit echt werd gedaan',
      en: 'Records of who was where and when, if this were done in reality',
    },
    definition: {
      nl: 'Elke laadsessie (ook thuis en op het werk), elke rit met een deelvoertuig en elke rit met bus, trein of P+R van wie de app gebruikt, laat bij een uitvoerder een regel na met persoon, plaats en tijd. Niet meegeteld: ov-chipkaart, parkeren op kenteken en slimme meters, die er ook zonder dit scenario zijn. In Rijnstroom zelf zijn het nagebootste mensen.',
      en: 'Each charging session (at home and at work too), each trip in a shared vehicle, and each trip by bus, train or P+R of a user of the app leaves a line with person, place and time at an operator. Not counted: public-transport cards, parking by number plate and smart meters, which exist without this scenario. In Rijnstroom itself the people are synthetic.',
    },
    formula: 'sessions per year + 365 × trips per day in shared vehicles, or by bus, train and P+R of users of the app',
    tables: ['sessions', 'trips', 'persons'],
    source: 'GDPR art. 4(1): location data about an identifiable person',
    compute: ({ charging, people }) =>
      charging === null || people === null ? Number.NaN : charging.sessionsPerYear + 365 * people.all.recordedTrips,
  },
  {
    key: 'privacyPersonsFollowed',
    value: 'privacy',
    unit: 'residents',
    lowerIs: 'better',
    label: {
      nl: 'Inwoners over wie een uitvoerder zulke gegevens zou hebben',
      en: 'Residents about whom an operator would hold such records',
    },
    definition: {
      nl: 'Bestuurders van auto’s met een stekker (één per auto), gebruikers van de app en wie zonder app een deelvoertuig neemt. Wie het ene en het andere is, telt twee keer.',
      en: 'Drivers of cars with a plug (one a car), users of the app, and those who take a shared vehicle without it. Who is one and the other counts twice.',
    },
    formula: 'private cars with a plug + users of the app + others with a trip in a shared vehicle',
    tables: ['vehicles', 'persons', 'trips'],
    source: 'GDPR art. 35: scale of the processing',
    compute: ({ charging, knownResidents }) =>
      charging === null || knownResidents === null ? Number.NaN : charging.privateCars + knownResidents,
  },
  {
    key: 'privacySmallestCell',
    value: 'privacy',
    unit: 'households',
    lowerIs: 'worse',
    label: {
      nl: 'Kleinste groep huishoudens waarover open data iets laat zien (k-anonimiteit)',
      en: 'Smallest group of households about which open data show anything (k-anonymity)',
    },
    definition: {
      nl: 'Het kleinste aantal huishoudens achter een gevuld vak van de tabellen die `publish` maakt: per buurt, inkomen en soort huishouden. Het zegt niets over wie een uitvoerder in het echt kent.',
      en: 'The fewest households behind a filled cell of the tables that `publish` makes: by neighbourhood, income and kind of household. It says nothing about whom an operator knows in reality.',
    },
    formula: 'k = min over published cells of households',
    tables: ['households', 'zones'],
    source: 'Sweeney (2002), Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems 10',
    compute: ({ published }) => published.smallest,
  },
  {
    key: 'privacyWithheldShare',
    value: 'privacy',
    unit: 'share',
    lowerIs: 'neutral',
    label: { nl: 'Vakken die leeg blijven om mensen te beschermen', en: 'Cells left empty to protect people' },
    definition: {
      nl: 'Deel van die vakken dat te klein is, of leeg blijft omdat anders een te klein vak is uit te rekenen.',
      en: 'Share of those cells that are too small, or stay empty because a too small cell could be worked out otherwise.',
    },
    formula: 'withheld cells / all cells',
    tables: ['households', 'zones'],
    source: 'small-cell rule of Rijnstroom: 10',
    compute: ({ published }) => (published.cells > 0 ? published.withheld / published.cells : Number.NaN),
  },
];
