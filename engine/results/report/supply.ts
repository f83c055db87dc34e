/** What runs out: shared vehicles, P+R and hired bicycles by hub, parking places by neighbourhood. Values in, HTML out. Pure. */
import { formatFixed, type Language } from '../format.ts';
import { both, dataTable, escapeHtml, text } from './html.ts';
import type { HubRow, ReportInput, ZoneRow } from './model.ts';
import { columnLines, type OriginLine, withOrigins } from './origin.ts';
import { sideNames } from './sides.ts';

const KIND: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  neighbourhood: { nl: 'buurthub', en: 'neighbourhood hub' },
  station: { nl: 'station', en: 'station' },
  'park-and-ride': { nl: 'P+R', en: 'park and ride' },
};

const n = (value: number | null | undefined, language: Language): string =>
  value === null || value === undefined ? '–' : formatFixed(value, language, 0);

/** Nothing stands there: a dash. */
const some = (value: number | null | undefined, language: Language): string => (value === 0 ? '–' : n(value, language));
const range = (least: number | null | undefined, most: number | null | undefined, language: Language): string =>
  most === 0 ? '–' : `${n(least, language)}–${n(most, language)}`;

/** Nothing for results of older versions, which lack the columns. */
export function supplySection(input: ReportInput): string {
  const parts = [hubTables(input), parkingTables(input)].filter((part) => part !== '');
  return parts.length === 0
    ? ''
    : `<h3>${text('Wat er staat en wat op raakt', 'What stands where and what runs out')}</h3>${parts.join('')}`;
}

const details = (input: ReportInput, summary: string, inside: string, lines: readonly OriginLine[]): string =>
  `<details><summary>${summary}</summary>${withOrigins(input, `<div class="scroll">${inside}</div>`, lines)}</details>`;

function perSide(
  input: ReportInput,
  table: (side: ReportInput['sides'][0], name: string, language: Language) => string,
): string {
  return input.sides
    .map((side, i) =>
      i === 1 && input.sides[0] === input.sides[1]
        ? ''
        : both((language) => table(side, escapeHtml(sideNames(input, language)[i]!), language), 'div'),
    )
    .join('');
}

function hubTables(input: ReportInput): string {
  if (input.sides[1].hubs.every(({ sharedCarsMost }) => sharedCarsMost === undefined)) return '';
  const row = (hub: HubRow, language: Language): string[] => [
    escapeHtml(hub.name),
    KIND[hub.kind]?.[language] ?? escapeHtml(hub.kind),
    range(hub.sharedCarsLeast, hub.sharedCarsMost, language),
    range(hub.sharedBikesLeast, hub.sharedBikesMost, language),
    hub.kind === 'station' ? n(hub.stationBikesLeast, language) : '–',
    hub.carPlaces > 0 ? `${n(hub.parkAndRideMost, language)} / ${n(hub.carPlaces, language)}` : '–',
    hub.kind === 'station' ? n(hub.bikePlacesMost, language) : '–',
    n(
      sumOf(
        hub.turnedAwayCar,
        hub.turnedAwayBike,
        hub.turnedAwayParkAndRide,
        hub.turnedAwayStationBike,
        hub.turnedAwayBikePlace,
      ),
      language,
    ),
    some(hub.relocatedPerDay, language),
    some(hub.chargePoints, language),
    some(hub.bookings, language),
    (hub.bookings ?? 0) > 0 ? n(hub.bookingsShort, language) : '–',
  ];
  return details(
    input,
    text(
      'Hubs: deelvoertuigen, P+R, laadpunten en reserveringen',
      'Hubs: shared vehicles, P+R, charge points and bookings',
    ),
    perSide(input, ({ hubs }, name, language) =>
      dataTable(
        language === 'nl'
          ? `${name}: een werkdag, minste–meeste; reserveringen over de periode`
          : `${name}: a weekday, fewest–most; bookings over the period`,
        language === 'nl'
          ? [
              '',
              '',
              'deelauto’s',
              'deelfietsen',
              'huurfietsen over',
              'P+R bezet',
              'fietsen gestald',
              'geweigerd',
              'teruggebracht',
              'laadpunten',
              'reserveringen',
              'te weinig geladen',
            ]
          : [
              '',
              '',
              'shared cars',
              'shared bicycles',
              'hire bicycles left',
              'P+R taken',
              'bicycles parked',
              'turned away',
              'brought back',
              'charge points',
              'bookings',
              'charged too little',
            ],
        hubs.map((hub) => row(hub, language)),
      ),
    ),
    columnLines(input, 'hubs', [
      ['sharedCarsLeast', 'deelauto’s, minste', 'shared cars, fewest'],
      ['sharedCarsMost', 'deelauto’s, meeste', 'shared cars, most'],
      ['sharedBikesLeast', 'deelfietsen, minste', 'shared bicycles, fewest'],
      ['sharedBikesMost', 'deelfietsen, meeste', 'shared bicycles, most'],
      ['stationBikesLeast', 'huurfietsen over', 'hire bicycles left'],
      ['parkAndRideMost', 'P+R bezet', 'P+R taken'],
      ['bikePlacesMost', 'fietsen gestald', 'bicycles parked'],
      ['turnedAwayCar', 'geweigerd, deelauto (en zo ook de andere)', 'turned away, shared car (and so the others)'],
      ['relocatedPerDay', 'teruggebracht', 'brought back'],
      ['chargePoints', 'laadpunten', 'charge points'],
      ['bookings', 'reserveringen', 'bookings'],
      ['bookingsShort', 'te weinig geladen', 'charged too little'],
    ]),
  );
}

/** What is known of a sum of which small parts are withheld; null when all are. */
const sumOf = (...values: ReadonlyArray<number | null | undefined>): number | null => {
  const known = values.filter((value): value is number => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
};

function parkingTables(input: ReportInput): string {
  const limited = (zones: readonly ZoneRow[]): readonly ZoneRow[] =>
    zones.filter(({ parkingPlaces }) => parkingPlaces !== null && parkingPlaces !== undefined);
  if (input.sides.every(({ zones }) => limited(zones).length === 0)) return '';
  return details(
    input,
    text('Parkeren per buurt', 'Parking by neighbourhood'),
    perSide(input, ({ zones }, name, language) =>
      limited(zones).length === 0
        ? ''
        : dataTable(
            language === 'nl'
              ? `${name}: plaatsen voor bezoekers op een werkdag`
              : `${name}: places for visitors on a weekday`,
            language === 'nl'
              ? ['', 'plaatsen', 'meest bezet', 'vond geen plaats']
              : ['', 'places', 'most taken', 'found none'],
            limited(zones).map((zone) => [
              escapeHtml(zone.name),
              n(zone.parkingPlaces, language),
              n(zone.parkingMostTaken, language),
              n(zone.turnedAwayParking, language),
            ]),
          ),
    ),
    columnLines(input, 'zones', [
      ['parkingPlaces', 'plaatsen', 'places'],
      ['parkingMostTaken', 'meest bezet', 'most taken'],
      ['turnedAwayParking', 'vond geen plaats', 'found none'],
    ]),
  );
}
