/** Indicators of what residents can reach, what travel takes of their income, and who pays for shared services. Pure. */
import { ACCESS_MINUTES } from '../../mobility/access.ts';
import type { MobilityAccounts } from '../../mobility/accounts.ts';
import { ACCESS_WAYS, type AccessOfPeople } from '../access-groups.ts';
import { type Indicators, indicator } from '../indicator.ts';
import { SMALLEST_CELL } from '../small-cells.ts';
import type { TravellerGroup } from '../travellers.ts';
import { pascal } from './travel.ts';

const WAY_TEXT: Readonly<Record<(typeof ACCESS_WAYS)[number], { readonly nl: string; readonly en: string }>> = {
  car: { nl: 'met de auto', en: 'by car' },
  bike: { nl: 'met de fiets', en: 'by bicycle' },
  walk: { nl: 'lopend', en: 'on foot' },
  transit: { nl: 'met openbaar vervoer', en: 'by public transport' },
  best: { nl: 'op de beste manier die men heeft', en: 'by the best way one has' },
};

/** Means over residents, and how evenly access is spread. */
export function accessIndicators(access: AccessOfPeople): Indicators {
  const { groups, giniJobs, palmaJobs, giniTransitJobs, wheelchairTransitJobs } = access;
  const all = groups.find(({ dimension }) => dimension === 'all')!;
  const result: Indicators = {};
  ACCESS_WAYS.forEach((way, w) => {
    ACCESS_MINUTES.forEach((minutes, m) => {
      const at = w * ACCESS_MINUTES.length + m;
      const { nl, en } = WAY_TEXT[way];
      result[`jobsWithin${minutes}Min${pascal(way)}`] = indicator(
        all.jobsShare[at]!,
        'share',
        'travel',
        'worse',
        `Banen binnen ${minutes} minuten ${nl}`,
        `Jobs within ${minutes} minutes ${en}`,
      );
      result[`facilitiesWithin${minutes}Min${pascal(way)}`] = indicator(
        all.facilitiesShare[at]!,
        'share',
        'travel',
        'worse',
        `Voorzieningen binnen ${minutes} minuten ${nl}`,
        `Facilities within ${minutes} minutes ${en}`,
      );
    });
  });
  ACCESS_MINUTES.forEach((minutes, m) => {
    result[`jobsWithin${minutes}MinTransitWheelchair`] = indicator(
      wheelchairTransitJobs[m]!,
      'share',
      'travel',
      'worse',
      `Banen binnen ${minutes} minuten met openbaar vervoer in een rolstoel`,
      `Jobs within ${minutes} minutes by public transport in a wheelchair`,
    );
  });
  return {
    ...result,
    accessGiniJobs: indicator(
      giniJobs,
      'Gini',
      'travel',
      'better',
      'Ongelijkheid van bereikbare banen (45 minuten, Gini)',
      'Inequality of jobs within reach (45 minutes, Gini)',
    ),
    accessPalmaJobs: indicator(
      palmaJobs,
      'Palma',
      'travel',
      'better',
      'Bereikbare banen: bovenste tiende op onderste vier tiende (Palma)',
      'Jobs within reach: top tenth over bottom four tenths (Palma)',
    ),
    accessGiniJobsTransit: indicator(
      giniTransitJobs,
      'Gini',
      'travel',
      'better',
      'Ongelijkheid van banen per openbaar vervoer (45 minuten, Gini)',
      'Inequality of jobs by public transport (45 minutes, Gini)',
    ),
  };
}

/** Travel as a burden on income, all residents and the low incomes. */
export function burdenIndicators(groups: readonly TravellerGroup[]): Indicators {
  const incomes = groups.filter(({ dimension }) => dimension === 'income');
  const burden = (of: readonly TravellerGroup[]): number =>
    of.reduce((sum, g) => sum + g.paidEur, 0) / of.reduce((sum, g) => sum + g.incomeEur, 0);
  return {
    travelShareOfIncome: indicator(
      burden(incomes),
      'share',
      'money',
      'better',
      'Reiskosten als deel van het inkomen',
      'Cost of travel as a share of income',
    ),
    travelShareOfIncomeLow: indicator(
      burden(incomes.filter(({ group, persons }) => group === 'low' && persons >= SMALLEST_CELL)),
      'share',
      'money',
      'better',
      'Reiskosten als deel van het inkomen, lage inkomens',
      'Cost of travel as a share of income, low incomes',
    ),
  };
}

/** What operators of shared vehicles earn and what bundles cost whoever stands behind them. */
export function accountIndicators({
  services,
  bundles,
  employerEurPerYear,
  parkingEurPerYear,
  permitsEurPerYear,
}: MobilityAccounts): Indicators {
  const full = (name: string): number => {
    const service = services.find((candidate) => candidate.service === name);
    return (service?.paidEurPerYear ?? 0) + (service?.discountEurPerYear ?? 0) + (service?.employerEurPerYear ?? 0);
  };
  const shared = full('shared car') + full('shared bicycle');
  const transit = full('bus and tram') + full('train');
  const given = services.reduce((sum, { discountEurPerYear }) => sum + discountEurPerYear, 0);
  const sold = bundles.reduce((sum, { revenueEurPerYear }) => sum + revenueEurPerYear, 0);
  const perYear = (value: number, lowerIs: 'better' | 'neutral', nl: string, en: string) =>
    indicator(value, 'EUR/year', 'money', lowerIs, nl, en);
  return {
    sharedRevenueEurPerYear: perYear(
      shared,
      'neutral',
      'Opbrengst van deelvervoer, met kortingen vergoed',
      'Revenue of shared vehicles, discounts made good',
    ),
    transitRevenueEurPerYear: perYear(
      transit,
      'neutral',
      'Opbrengst van openbaar vervoer, met kortingen vergoed',
      'Revenue of public transport, discounts made good',
    ),
    parkingRevenueEurPerYear: perYear(
      parkingEurPerYear + permitsEurPerYear,
      'neutral',
      'Opbrengst van parkeren en bewonersvergunningen',
      'Revenue of parking and resident permits',
    ),
    ...(bundles.length > 0
      ? {
          maasRevenueEurPerYear: perYear(sold, 'neutral', 'Verkochte bundels', 'Bundles sold'),
          maasSubsidyEurPerYear: perYear(
            given - sold,
            'better',
            'Bijdrage aan bundels: kortingen min verkoop',
            'Subsidy of bundles: discounts less sales',
          ),
        }
      : {}),
    ...(employerEurPerYear > 0
      ? {
          employerMobilityEurPerYear: perYear(
            employerEurPerYear,
            'neutral',
            'Betaald uit mobiliteitsbudgetten van werkgevers',
            'Paid from employers’ mobility budgets',
          ),
        }
      : {}),
  };
}
