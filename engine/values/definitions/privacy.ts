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
      nl: 'Elke laadsessie en elke geboekte rit met een deelvoertuig laat bij een uitvoerder een regel na met persoon, plaats en tijd. In Rijnstroom zelf zijn het nagebootste mensen.',
      en: 'Each charging session and each booked trip in a shared vehicle leaves a line with person, place and time at an operator. In Rijnstroom itself the people are synthetic.',
    },
    formula: 'sessions per year + 365 × trips per day in shared car or shared bicycle',
    tables: ['sessions', 'trips', 'persons'],
    source: 'GDPR art. 4(1): location data about an identifiable person',
    compute: ({ charging, people }) =>
      charging === null || people === null ? Number.NaN : charging.sessionsPerYear + 365 * people.all.appTrips,
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
      nl: 'Bestuurders van auto’s met een stekker (één per auto) en gebruikers van de app.',
      en: 'Drivers of cars with a plug (one a car) and users of the app.',
    },
    formula: 'private cars with a plug + users of the app',
    tables: ['vehicles', 'persons'],
    source: 'GDPR art. 35: scale of the processing',
    compute: ({ charging, appUsers }) =>
      charging === null || appUsers === null ? Number.NaN : charging.privateCars + appUsers,
  },
  {
    key: 'privacySmallestCell',
    value: 'privacy',
    unit: 'residents',
    lowerIs: 'worse',
    label: {
      nl: 'Kleinste groep waarover een cijfer te zien is (k-anonimiteit)',
      en: 'Smallest group about which a figure is shown (k-anonymity)',
    },
    definition: {
      nl: 'Het kleinste aantal inwoners achter een gevuld vak van de tabellen per buurt en inkomen.',
      en: 'The fewest residents behind a filled cell of the tables by neighbourhood and income.',
    },
    formula: 'k = min over published cells of persons',
    tables: ['zones', 'groups'],
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
      nl: 'Deel van de vakken per buurt en inkomen met minder dan tien inwoners.',
      en: 'Share of the cells by neighbourhood and income with fewer than ten residents.',
    },
    formula: 'withheld cells / all cells',
    tables: ['zones', 'groups'],
    source: 'small-cell rule of Rijnstroom: 10',
    compute: ({ published }) => (published.cells > 0 ? published.withheld / published.cells : Number.NaN),
  },
];
