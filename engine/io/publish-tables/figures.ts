/** Published tables of figures: results of the district, public values. Pure. */
import type { Indicator } from '../../results/result.ts';
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import { column } from '../../results/tables/column.ts';
import type { ValueDefinition } from '../../values/model.ts';
import { type PublishedTable, published, rounded } from './table.ts';
import { shareColumn, type TravelPattern } from './travel-pattern.ts';

/** Units in which people, trips or vehicles are counted, of those that are simulated and scaled up. */
const SCALED_COUNT = /^(trips|people|vehicles|persons)\/(day|weekday)$/;
const COUNT = /^(residents|subscribers|cars|households|bookings|persons)$/;

/** Figures that are a small count, and those that tell one: shares of trips of a mode that few use, the share of trips that failed. */
function told(key: string, { unit, value: own }: Indicator, travel: TravelPattern, scale: number): boolean {
  for (const mode of travel.fewUsers) {
    const name = shareColumn(mode).slice('share'.length);
    if (
      key === `modeShare${name}` ||
      key === `kmShare${name}` ||
      key.toLowerCase() === `${name}TripsPerDay`.toLowerCase()
    )
      return false;
  }
  if (SCALED_COUNT.test(unit)) return own / scale >= SMALLEST_CELL;
  if (COUNT.test(unit)) return own >= SMALLEST_CELL;
  return true;
}

export function indicatorsPublished(
  indicators: Readonly<Record<string, Indicator>>,
  travel: TravelPattern,
  scale: number,
): PublishedTable {
  const failed = indicators['failedTripsPerDay'];
  const failedTold = failed === undefined || told('failedTripsPerDay', failed, travel, scale);
  const rows = Object.entries(indicators);
  const pick = (get: (indicator: Indicator) => string): string[] => rows.map(([, indicator]) => get(indicator));
  return published('indicators', { nl: 'Uitkomsten van de wijk', en: 'Results of the district' }, rows.length, [
    column(
      'key',
      '',
      'name of the indicator',
      rows.map(([key]) => key),
    ),
    column(
      'value',
      '',
      'value in its unit; empty where it counts, or tells, fewer than ten people or vehicles',
      rows.map(([key, indicator]) =>
        told(key, indicator, travel, scale) && (failedTold || key !== 'failedTripShare')
          ? rounded(indicator.value)
          : null,
      ),
    ),
    column(
      'unit',
      '',
      'unit',
      pick((indicator) => indicator.unit),
    ),
    column(
      'labelNl',
      '',
      'Dutch name',
      pick((indicator) => indicator.label.nl),
    ),
    column(
      'labelEn',
      '',
      'English name',
      pick((indicator) => indicator.label.en),
    ),
    column(
      'theme',
      '',
      'theme',
      pick((indicator) => indicator.theme),
    ),
  ]);
}

/** Public values with their definitions. */
export function valuesPublished(
  figures: Readonly<Record<string, Indicator>>,
  definitionOf: (key: string) => ValueDefinition | undefined,
  hidden: ReadonlySet<string> = new Set(),
): PublishedTable {
  const rows = Object.entries(figures);
  const texts = (get: (definition: ValueDefinition) => string): string[] =>
    rows.map(([key]) => {
      const definition = definitionOf(key);
      return definition === undefined ? '' : get(definition);
    });
  return published('public_values', { nl: 'Publieke waarden', en: 'Public values' }, rows.length, [
    column(
      'key',
      '',
      'name of the figure',
      rows.map(([key]) => key),
    ),
    column(
      'publicValue',
      '',
      'value it is about',
      rows.map(([, { theme }]) => theme),
    ),
    column(
      'value',
      '',
      'value in its unit',
      rows.map(([key, { value: own }]) => (hidden.has(key) ? null : rounded(own))),
    ),
    column(
      'unit',
      '',
      'unit',
      rows.map(([, { unit }]) => unit),
    ),
    column(
      'labelNl',
      '',
      'Dutch name',
      rows.map(([, { label }]) => label.nl),
    ),
    column(
      'labelEn',
      '',
      'English name',
      rows.map(([, { label }]) => label.en),
    ),
    column(
      'definitionNl',
      '',
      'Dutch definition',
      texts(({ definition }) => definition.nl),
    ),
    column(
      'definitionEn',
      '',
      'English definition',
      texts(({ definition }) => definition.en),
    ),
    column(
      'formula',
      '',
      'formula',
      texts(({ formula }) => formula),
    ),
    column(
      'source',
      '',
      'source of the method',
      texts(({ source }) => source),
    ),
  ]);
}
