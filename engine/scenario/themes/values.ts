/** Levers about public values: what counts as a burden, what a life is worth in the sums, who owns the public charge points. They change no
 *  simulation; they say how its results are read. */
import { quantity, share, theme } from '../lever.ts';
import { referenceRows } from '../reference-budget.ts';

const GK = 'assumption';

export const valuesTheme = theme('Publieke waarden', 'Public values', {
  burdenShare: share({
    default: 0.3,
    nl: 'Deel van het inkomen waarboven mobiliteit en energie samen een last zijn',
    en: 'Share of income above which mobility and energy together are a burden',
    // Dutch households spend about 16 % on transport and energy (CBS, Budgetonderzoek 2015 and 2020); nearly twice that is called a burden.
    source: GK,
  }),
  carFixedEurPerMonth: quantity({
    unit: 'EUR/car/month',
    min: 0,
    max: 2000,
    default: 180,
    nl: 'Vaste kosten van een eigen auto (afschrijving, verzekering, belasting)',
    en: 'Fixed cost of an own car (depreciation, insurance, tax)',
    source: GK,
  }),
  referencePriceFactor: quantity({
    unit: '×',
    min: 0.5,
    max: 3,
    default: 1.25,
    nl: 'Prijspeil ten opzichte van het Budgetonderzoek van 2020',
    en: 'Price level relative to the household budget survey of 2020',
    source: GK,
  }),
  referenceElectricityEurPerMonth: quantity({
    unit: 'EUR/household/month',
    min: 0,
    max: 1000,
    default: 86,
    nl: 'Referentie voor stroom in huis',
    en: 'Reference for electricity at home',
    source: 'CBS 2025: EUR 1,030 a year for a home heated by electricity',
  }),
  referenceHeatEurPerMonth: quantity({
    unit: 'EUR/household/month',
    min: 0,
    max: 1000,
    default: 86,
    nl: 'Referentie voor gas of warmte in huis',
    en: 'Reference for gas or heat at home',
    source: 'CBS 2025: the mean energy bill of EUR 2,065 less the EUR 1,030 of a home heated by electricity',
  }),
  referenceBudget: referenceRows.default([]).meta({
    description:
      'A reference budget of your own by kind of household (Nibud, a municipal study), each row with its source; empty: CBS',
    unit: 'EUR/household/month',
    nl: 'Eigen referentiebudget',
    en: 'Reference budget of your own',
    source: 'CBS Budgetonderzoek where it is empty',
  }),
  deathsPer100000: quantity({
    unit: 'deaths/100,000/year',
    min: 1,
    max: 5000,
    default: 330,
    nl: 'Sterfte onder 20- tot 74-jarigen',
    en: 'Mortality of people aged 20 to 74',
    source: GK,
  }),
  lifeValueEur: quantity({
    unit: 'EUR',
    min: 0,
    max: 20_000_000,
    default: 2_800_000,
    nl: 'Waarde van een voorkomen sterfgeval',
    en: 'Value of a death prevented',
    source: 'SWOV 2021, De Staat van de verkeersveiligheid: EUR 2.8 million a road death',
  }),
  publicOperatorShare: share({
    default: 0.87,
    nl: 'Deel van de openbare laadpunten dat de grootste exploitant heeft',
    en: 'Share of public charge points that the largest operator has',
    source: 'charge points of the city of Utrecht by operator',
  }),
  explainedSessions: quantity({
    unit: 'sessions',
    min: 0,
    max: 100_000,
    default: 1000,
    integer: true,
    nl: 'Laadsessies waarvan het hele verloop wordt bewaard om uit te leggen',
    en: 'Charging sessions whose whole course is kept to be explained',
    source: GK,
  }),
});
