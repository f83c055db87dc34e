/** Table of hubs: what stands there and who was turned away on a weekday. Pure. */
import type { Column, Table } from '../../core/table.ts';
import { HUB_KINDS } from '../../district/district.ts';
import type { HubUse } from '../../mobility/stores.ts';
import type { RunParts } from '../parts.ts';
import { orWithheld } from '../small-cells.ts';
import { coded, column, table } from './column.ts';

const QUARTERS = 96;

/** Bicycles for hire at stations. */
function stationBikeColumns({ stationBikesLeast, turnedAwayStationBike }: HubUse): Column[] {
  if (stationBikesLeast === undefined || turnedAwayStationBike === undefined) return [];
  return [
    column(
      'stationBikesLeast',
      'bicycles',
      'fewest bicycles for hire left at a station on a weekday',
      stationBikesLeast,
    ),
    column(
      'turnedAwayStationBike',
      'people/day',
      'found no bicycle for hire; empty below ten',
      Array.from(turnedAwayStationBike, (people) => orWithheld(people, people)),
    ),
  ];
}

/** Bicycle parking at stations. */
function bikePlaceColumns({ bikePlacesMost, turnedAwayBikePlace }: HubUse): Column[] {
  if (bikePlacesMost === undefined || turnedAwayBikePlace === undefined) return [];
  return [
    column(
      'bikePlacesMost',
      'bicycles',
      'most bicycles of train travellers parked at a station on a weekday',
      bikePlacesMost,
    ),
    column(
      'turnedAwayBikePlace',
      'people/day',
      'found no place for a bicycle at the station; empty below ten',
      Array.from(turnedAwayBikePlace, (people) => orWithheld(people, people)),
    ),
  ];
}

/** Chargers, bookings and bringing back of the shared cars that belong to a hub. */
function sharedCarColumns({ population, charging }: RunParts, { relocatedTo }: HubUse): Column[] {
  const { cars } = population;
  const count = relocatedTo?.length ?? 0;
  const sum = (of: (position: number) => number): Float64Array => {
    const byHub = new Float64Array(count);
    charging.cars.car.forEach((car, position) => {
      if (car >= cars.privateCount) byHub[cars.hub[car]!]! += of(position);
    });
    return byHub;
  };
  const { bookings, bookingsShort } = charging.cars;
  return [
    column('relocatedPerDay', 'cars/day', 'one-way cars brought back here at night, weekday', relocatedTo ?? []),
    column(
      'chargePoints',
      'charge points',
      'charge points of its electric shared cars',
      sum(() => 1),
    ),
    ...(bookings === undefined || bookingsShort === undefined
      ? []
      : [
          column(
            'bookings',
            'bookings',
            'bookings of its electric cars over the period',
            sum((i) => bookings[i]!),
          ),
          column(
            'bookingsShort',
            'bookings',
            'of them, with less in the battery at the reserved hour than they took',
            sum((i) => bookingsShort[i]!),
          ),
        ]),
  ];
}

export function hubsTable(parts: RunParts): Table {
  const { district, travel } = parts;
  const { hubs } = district;
  const use = (travel.find((day) => day.dayType === 0) ?? travel[0]!).hubs;
  const extreme = (pick: (use: HubUse) => Float32Array, choose: (...values: number[]) => number): Float32Array =>
    Float32Array.from({ length: hubs.count }, (_, hub) =>
      pick(use)
        .subarray(hub * QUARTERS, (hub + 1) * QUARTERS)
        .reduce((a, b) => choose(a, b), pick(use)[hub * QUARTERS] ?? 0),
    );
  const turnedAway = (values: Uint32Array): Array<number | null> =>
    Array.from(values, (people) => orWithheld(people, people));
  return table('hubs', hubs.count, [
    column('hub', '', 'id', [...hubs.id]),
    column('name', '', 'name', [...hubs.name]),
    coded('kind', 'kind of hub', hubs.kind.slice(), HUB_KINDS),
    column('lonDeg', '°', 'longitude, WGS 84', hubs.lonDeg.slice()),
    column('latDeg', '°', 'latitude, WGS 84', hubs.latDeg.slice()),
    column('carPlaces', 'places', 'P+R places', hubs.carPlaces.slice()),
    column(
      'parkAndRideMost',
      'cars',
      'most P+R places taken on a weekday',
      extreme((u) => u.parkAndRide, Math.max),
    ),
    column(
      'sharedCarsLeast',
      'cars',
      'fewest shared cars standing on a weekday',
      extreme((u) => u.sharedCars, Math.min),
    ),
    column(
      'sharedCarsMost',
      'cars',
      'most shared cars standing on a weekday',
      extreme((u) => u.sharedCars, Math.max),
    ),
    column(
      'sharedBikesLeast',
      'bicycles',
      'fewest shared bicycles standing on a weekday',
      extreme((u) => u.sharedBikes, Math.min),
    ),
    column(
      'sharedBikesMost',
      'bicycles',
      'most shared bicycles standing on a weekday',
      extreme((u) => u.sharedBikes, Math.max),
    ),
    column(
      'turnedAwayCar',
      'people/day',
      'found no shared car on a weekday; empty below ten',
      turnedAway(use.turnedAwayCar),
    ),
    column('turnedAwayBike', 'people/day', 'found no shared bicycle; empty below ten', turnedAway(use.turnedAwayBike)),
    column(
      'turnedAwayParkAndRide',
      'people/day',
      'found the P+R full; empty below ten',
      turnedAway(use.turnedAwayParkAndRide),
    ),
    ...stationBikeColumns(use),
    ...bikePlaceColumns(use),
    ...sharedCarColumns(parts, use),
  ]);
}
