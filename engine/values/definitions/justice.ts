/** Figures about justice: how costs, access and what goes wrong are spread. Pure. */
import type { HouseholdFacts, PeopleFacts, ValueFacts } from '../facts.ts';
import { concentrationIndex, gini, palma, suits, type TheilParts, theil } from '../../core/inequality.ts';
import type { ValueDefinition } from '../model.ts';

const COWELL = 'Cowell, Measuring Inequality (2011)';

/** [household] cost over income; NaN without income. */
const burdens = ({ costEurPerMonth, incomeEurPerMonth }: HouseholdFacts): Float64Array =>
  costEurPerMonth.map((cost, i) =>
    incomeEurPerMonth[i]! > 0 ? Math.max(0, cost) / incomeEurPerMonth[i]! : Number.NaN,
  );

const onBurden = (facts: ValueFacts, measure: (shares: Float64Array, of: HouseholdFacts) => number): number =>
  facts.households === null ? Number.NaN : measure(burdens(facts.households), facts.households);

const theilBy = (facts: ValueFacts, part: keyof TheilParts, by: 'zone' | 'incomeClass'): number =>
  onBurden(facts, (shares, of) => theil(shares, of.weight, of[by])[part]);

const perPlanned = (group: PeopleFacts | undefined, pick: (group: PeopleFacts) => number): number =>
  group === undefined || group.plannedTrips === 0 ? Number.NaN : pick(group) / group.plannedTrips;

export const JUSTICE: readonly ValueDefinition[] = [
  {
    key: 'justiceBurdenedShare',
    value: 'justice',
    unit: 'share',
    lowerIs: 'better',
    label: {
      nl: 'Huishoudens voor wie mobiliteit en energie een last zijn',
      en: 'Households for whom mobility and energy are a burden',
    },
    definition: {
      nl: 'Deel dat meer dan de drempel (lever values.burdenShare) van het inkomen kwijt is aan mobiliteit, eigen auto, stroom en gas of warmte.',
      en: 'Share that spends more than the threshold (lever values.burdenShare) of its income on mobility, own car, electricity, and gas or heat.',
    },
    formula: 'Σ weight [cost / income > values.burdenShare] / Σ weight',
    tables: ['households'],
    source: 'lever values.burdenShare',
    compute: (facts) =>
      onBurden(facts, (shares, { weight }) => {
        let over = 0;
        let all = 0;
        shares.forEach((share, i) => {
          if (Number.isNaN(share)) return;
          all += weight[i]!;
          if (share > facts.scenario.values.burdenShare) over += weight[i]!;
        });
        return all > 0 ? over / all : Number.NaN;
      }),
  },
  {
    key: 'justiceGiniBurden',
    value: 'justice',
    unit: 'index 0–1',
    lowerIs: 'better',
    label: { nl: 'Ongelijkheid van de last (Gini)', en: 'Inequality of the burden (Gini)' },
    definition: {
      nl: 'Hoe ongelijk het deel van het inkomen dat naar mobiliteit en energie gaat, over huishoudens is verdeeld: 0 is voor allen gelijk.',
      en: 'How unequally the share of income that goes to mobility and energy is spread over households: 0 is equal for all.',
    },
    formula: 'Gini of cost / income over households',
    tables: ['households'],
    source: COWELL,
    compute: (facts) => onBurden(facts, (shares, { weight }) => gini(shares, weight)),
  },
  {
    key: 'justicePalmaBurden',
    value: 'justice',
    unit: 'ratio',
    lowerIs: 'better',
    label: {
      nl: 'Zwaarst belaste tiende tegenover lichtst belaste vier tiende (Palma)',
      en: 'Most burdened tenth over least burdened four tenths (Palma)',
    },
    definition: {
      nl: 'Som van de last van de tien procent zwaarst belaste huishoudens gedeeld door die van de veertig procent lichtst belaste.',
      en: 'Sum of the burden of the most burdened tenth of households over that of the least burdened four tenths.',
    },
    formula: 'share of top 10 % / share of bottom 40 % of cost / income',
    tables: ['households'],
    source: 'Palma (2011), Development and Change 42',
    compute: (facts) => onBurden(facts, (shares, { weight }) => palma(shares, weight)),
  },
  ...(
    [
      ['justiceTheilBurden', 'total', 'zone', 'Ongelijkheid van de last (Theil)', 'Inequality of the burden (Theil)'],
      ['justiceTheilBetweenZones', 'between', 'zone', 'waarvan tussen buurten', 'of which between neighbourhoods'],
      ['justiceTheilWithinZones', 'within', 'zone', 'waarvan binnen buurten', 'of which within neighbourhoods'],
      [
        'justiceTheilBetweenIncomes',
        'between',
        'incomeClass',
        'waarvan tussen inkomensgroepen',
        'of which between income groups',
      ],
    ] as const
  ).map(
    ([key, part, by, nl, en]): ValueDefinition => ({
      key,
      value: 'justice',
      unit: 'index',
      lowerIs: 'better',
      label: { nl, en },
      definition: {
        nl: 'Theils T van de last; het geheel is de som van tussen en binnen groepen.',
        en: 'Theil’s T of the burden; the whole is the sum of between and within groups.',
      },
      formula: '(1/W) Σ w (x/m) ln (x/m); between: x replaced by the group’s mean',
      tables: ['households'],
      source: COWELL,
      compute: (facts) => theilBy(facts, part, by),
    }),
  ),
  {
    key: 'justiceSuits',
    value: 'justice',
    unit: 'index −1…1',
    lowerIs: 'worse',
    label: { nl: 'Wie betaalt naar draagkracht (Suits)', en: 'Who pays by ability (Suits)' },
    definition: {
      nl: 'Negatief: lage inkomens dragen een groter deel van de kosten dan van het inkomen; positief: hoge inkomens.',
      en: 'Negative: low incomes carry a larger share of costs than of income; positive: high incomes do.',
    },
    formula: '1 − (area under cumulative cost against cumulative income) / 0.5',
    tables: ['households'],
    source: 'Suits (1977), American Economic Review 67',
    compute: ({ households }) =>
      households === null
        ? Number.NaN
        : suits(households.costEurPerMonth, households.incomeEurPerMonth, households.weight),
  },
  {
    key: 'justiceCostConcentration',
    value: 'justice',
    unit: 'index −1…1',
    lowerIs: 'neutral',
    label: { nl: 'Kosten naar inkomen (concentratie-index)', en: 'Costs by income (concentration index)' },
    definition: {
      nl: 'Positief: wie meer verdient, geeft meer uit aan mobiliteit en energie.',
      en: 'Positive: who earns more spends more on mobility and energy.',
    },
    formula: 'concentration index of cost over households ranked by income',
    tables: ['households'],
    source: 'Kakwani, Wagstaff, van Doorslaer (1997), Journal of Econometrics 77',
    compute: ({ households }) =>
      households === null
        ? Number.NaN
        : concentrationIndex(
            households.costEurPerMonth.map((cost) => Math.max(0, cost)),
            households.incomeEurPerMonth,
            households.weight,
          ),
  },
  {
    key: 'justiceAccessGini',
    value: 'justice',
    unit: 'index 0–1',
    lowerIs: 'better',
    label: { nl: 'Ongelijkheid van bereikbare banen (Gini)', en: 'Inequality of jobs within reach (Gini)' },
    definition: {
      nl: 'Hoe ongelijk het aantal banen binnen 45 minuten, op de beste manier die iemand heeft, over inwoners is verdeeld.',
      en: 'How unequally the number of jobs within 45 minutes, by the best way a person has, is spread over residents.',
    },
    formula: 'Gini of jobs within 45 minutes over residents',
    tables: ['access'],
    source: COWELL,
    compute: ({ indicators }) => indicators['accessGiniJobs'] ?? Number.NaN,
  },
  {
    key: 'justiceTravelShareLow',
    value: 'justice',
    unit: 'share',
    lowerIs: 'better',
    label: { nl: 'Reizen als deel van het inkomen, lage inkomens', en: 'Travel as a share of income, low incomes' },
    definition: {
      nl: 'Betaald voor ritten en bundels door huishoudens met een laag inkomen, gedeeld door hun inkomen.',
      en: 'Paid for trips and bundles by households with a low income, over their income.',
    },
    formula: 'Σ paid / Σ income, low income',
    tables: ['travellers'],
    source: 'Rijnstroom',
    compute: ({ indicators }) => indicators['travelShareOfIncomeLow'] ?? Number.NaN,
  },
  {
    key: 'justiceAccessGapEur',
    value: 'justice',
    unit: 'EUR/trip',
    lowerIs: 'better',
    label: { nl: 'Toegang: hoog inkomen voor op laag inkomen', en: 'Access: high income ahead of low income' },
    definition: {
      nl: 'Verschil in wat de keuzemogelijkheden van een rit waard zijn (logsom, in euro’s van de groep zelf).',
      en: 'Difference in what the alternatives of a trip are worth (logsum, in euros of the group itself).',
    },
    formula: 'mean logsumEur (high income) − mean logsumEur (low income)',
    tables: ['trips', 'persons'],
    source: 'Small and Rosen (1981), Econometrica 49',
    compute: ({ people }) =>
      people === null
        ? Number.NaN
        : perPlanned(people.high, (g) => g.logsumEur) - perPlanned(people.low, (g) => g.logsumEur),
  },
  {
    key: 'justiceTurnedAwayRatio',
    value: 'justice',
    unit: 'ratio',
    lowerIs: 'better',
    label: { nl: 'Weggestuurd: laag inkomen tegenover hoog inkomen', en: 'Turned away: low income over high income' },
    definition: {
      nl: 'Kans per geplande rit dat de eerste keuze vol of op was, laag gedeeld door hoog inkomen; 1 is gelijk.',
      en: 'Chance per planned trip that the first choice was full or gone, low over high income; 1 is equal.',
    },
    formula: '(turned away / planned trips, low) / (turned away / planned trips, high)',
    tables: ['trips', 'persons'],
    source: 'Rijnstroom',
    compute: ({ people }) => {
      const high = perPlanned(people?.high, (g) => g.turnedAway);
      return high > 0 ? perPlanned(people?.low, (g) => g.turnedAway) / high : Number.NaN;
    },
  },
  {
    key: 'justiceUnservedLowShare',
    value: 'justice',
    unit: 'ratio',
    lowerIs: 'better',
    label: {
      nl: 'Stroom die bij vertrek ontbrak: laag inkomen tegenover allen',
      en: 'Energy missing at departure: low income over everybody',
    },
    definition: {
      nl: 'Ontbrekende kWh per gevraagde kWh van eigen auto’s, laag inkomen gedeeld door allen; 1 is gelijk. Leeg als niets ontbrak.',
      en: 'Missing kWh per kWh asked of own cars, low income over everybody; 1 is equal. Empty when nothing was missing.',
    },
    formula: '(unservedKwh / requestedKwh, low) / (unservedKwh / requestedKwh, all)',
    tables: ['sessions', 'vehicles', 'households'],
    source: 'Rijnstroom',
    compute: ({ charging }) => {
      if (charging === null) return Number.NaN;
      const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((a, b) => a + b, 0);
      const all = sum(charging.unservedKwhByIncome) / sum(charging.requestedKwhByIncome);
      const low = (charging.unservedKwhByIncome['low'] ?? 0) / (charging.requestedKwhByIncome['low'] ?? 0);
      return all > 0 ? low / all : Number.NaN;
    },
  },
];
