/** Published tables of travel: who travels how, and trips by distance and mode. Pure. */
import { MODES } from '../../mobility/stores.ts';
import { column } from '../../results/tables/column.ts';
import type { PublishSource, Row } from '../publish-source.ts';
import { type Cell, type Described, type PublishedTable, published, value, words } from './table.ts';
import { COUNTED, type CountedColumn, shareColumn, type TravelPattern } from './travel-pattern.ts';

const MEASURES: readonly Described[] = [
  ['tripsPerDay', 'trips/day', 'trips on an average day'],
  ['tripsPerPersonPerDay', 'trips/person/day', 'trips a resident'],
  ['kmPerPersonPerDay', 'km/person/day', 'kilometres a resident'],
  ['kmPerTrip', 'km', 'kilometres a trip'],
  ['travelTimeMinPerTrip', 'min', 'travel time a trip'],
  ['travelTimeMinPerPersonPerDay', 'min/person/day', 'travel time a resident'],
  ['paidEurPerPersonPerDay', 'EUR/person/day', 'paid for travel a resident, bundles included'],
  ['paidShareOfIncome', 'share', 'paid for travel as a share of income'],
  ['co2KgPerPersonPerDay', 'kg CO2/person/day', 'CO2 of travel a resident'],
  ['activeMinPerPersonPerDay', 'min/person/day', 'walking and cycling a resident'],
];
const COUNTED_TEXT: Readonly<Record<CountedColumn, readonly [unit: string, description: string]>> = {
  turnedAwayPerDay: ['people/day', 'times somebody was turned away from a first choice'],
  failedTripShare: ['share', 'share of planned trips not made'],
  subscriberShare: ['share', 'share of residents with a bundle'],
};

/** One row a group of residents or trips. */
export function travellersPublished({ travellers }: PublishSource, travel: TravelPattern): PublishedTable {
  const of = (row: Row): readonly [dimension: string, group: string] => [
    String(row['dimension']),
    String(row['group']),
  ];
  const when = (shown: (dimension: string, group: string) => boolean, name: string): Cell[] =>
    travellers.map((row) => (shown(...of(row)) ? value(row, name) : null));
  return published('travellers', { nl: 'Reizigers naar groep', en: 'Travellers by group' }, travellers.length, [
    words(travellers, 'dimension', 'what the group is made by'),
    words(travellers, 'group', 'name of the group'),
    column('persons', 'persons', 'residents; empty for groups of trips', when(travel.residents, 'persons')),
    ...MEASURES.map(([name, unit, description]) =>
      column(
        name,
        unit,
        description,
        when((dimension, group) => travel.trips(dimension, group), name),
      ),
    ),
    ...COUNTED.map((name) =>
      column(
        name,
        ...COUNTED_TEXT[name],
        when((dimension, group) => travel.counted(name, dimension, group), name),
      ),
    ),
    ...MODES.map((mode) =>
      column(
        shareColumn(mode),
        'share',
        `share of trips: ${mode}`,
        when(
          (dimension, group) => travel.trips(dimension, group) && travel.trips(dimension, group, mode),
          shareColumn(mode),
        ),
      ),
    ),
  ]);
}

/** Trips by distance and mode: the same numbers as the shares of the table of travellers, and withheld where those are. */
export function modesPublished({ modes }: PublishSource, travel: TravelPattern): PublishedTable {
  return published(
    'trips_by_distance_and_mode',
    { nl: 'Ritten naar afstand en vervoermiddel', en: 'Trips by distance and mode' },
    modes.length,
    [
      words(modes, 'distanceKm', 'distance class'),
      words(modes, 'mode', 'main mode'),
      column(
        'tripsPerDay',
        'trips/day',
        'trips of an average day',
        modes.map((row) => {
          const km = String(row['distanceKm']);
          const group = km.endsWith(' km') ? km : `${km} km`;
          const own = value(row, 'tripsPerDay');
          return own !== null && travel.trips('distance', group, String(row['mode'])) ? Math.round(own) : null;
        }),
      ),
    ],
  );
}
