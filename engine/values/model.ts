/** The eight public values of the council's digital vision and what a figure about one of them is made of. Types and names only. */
import type { ValueFacts } from './facts.ts';

export interface Text {
  readonly nl: string;
  readonly en: string;
}

export const PUBLIC_VALUES = [
  'privacy',
  'autonomy',
  'health',
  'justice',
  'safety',
  'control',
  'power',
  'dignity',
] as const;
export type PublicValue = (typeof PUBLIC_VALUES)[number];

/** Which way is better, in words. */
export const DIRECTION_TEXT: Readonly<Record<'better' | 'worse' | 'neutral', Text>> = {
  better: { nl: 'Lager is beter.', en: 'Lower is better.' },
  worse: { nl: 'Hoger is beter.', en: 'Higher is better.' },
  neutral: { nl: 'Lager of hoger is op zichzelf niet beter.', en: 'Neither lower nor higher is better in itself.' },
};

export const VALUE_TEXT: Readonly<Record<PublicValue, Text & { readonly question: Text }>> = {
  privacy: {
    nl: 'Privacy',
    en: 'Privacy',
    question: {
      nl: 'Welke persoonsgegevens zou dit in het echt vragen, en wat is uit de uitkomsten te herleiden?',
      en: 'What personal data would this ask in reality, and what can be traced back from the results?',
    },
  },
  autonomy: {
    nl: 'Autonomie',
    en: 'Autonomy',
    question: {
      nl: 'Krijgen mensen wat zij vroegen, en kunnen zij kiezen zonder app?',
      en: 'Do people get what they asked, and can they choose without an app?',
    },
  },
  health: {
    nl: 'Gezondheid',
    en: 'Health',
    question: {
      nl: 'Bewegen mensen, en welke lucht en welk geluid krijgen zij?',
      en: 'Do people move, and what air and noise do they get?',
    },
  },
  justice: {
    nl: 'Rechtvaardigheid',
    en: 'Justice',
    question: { nl: 'Wie wint, wie betaalt, wie valt buiten de boot?', en: 'Who gains, who pays, who is left out?' },
  },
  safety: {
    nl: 'Veiligheid',
    en: 'Safety',
    question: {
      nl: 'Waar rijden kwetsbare mensen tussen de auto’s, en houdt het net het?',
      en: 'Where do vulnerable people ride among cars, and does the grid hold?',
    },
  },
  control: {
    nl: 'Controle over technologie',
    en: 'Control over technology',
    question: {
      nl: 'Is uit te leggen waarom een auto laadde, en zijn aannames te zien en te veranderen?',
      en: 'Can it be explained why a car charged, and can assumptions be seen and changed?',
    },
  },
  power: {
    nl: 'Machtsverhoudingen',
    en: 'Power relations',
    question: { nl: 'Van wie worden mensen afhankelijk?', en: 'On whom do people come to depend?' },
  },
  dignity: {
    nl: 'Menselijke waardigheid en inclusie',
    en: 'Human dignity and inclusion',
    question: {
      nl: 'Kan iemand zonder smartphone, rijbewijs of volledige mobiliteit op reis?',
      en: 'Can somebody without smartphone, licence or full mobility travel?',
    },
  },
};

/** One figure about a value: what it is, how it is computed and from which tables. */
export interface ValueDefinition {
  readonly key: string;
  readonly value: PublicValue;
  readonly unit: string;
  readonly lowerIs: 'better' | 'worse' | 'neutral';
  readonly label: Text;
  readonly definition: Text;
  /** The sum in symbols or SQL-like words, the same in both languages. */
  readonly formula: string;
  /** Tables of the result it reads. */
  readonly tables: readonly string[];
  /** Publication of the method. */
  readonly source: string;
  /** NaN when the result does not hold what it needs. */
  readonly compute: (facts: ValueFacts) => number;
}
