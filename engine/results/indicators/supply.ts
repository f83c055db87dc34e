/** Indicators of what runs out: parking places, bicycles at stations, one-way cars in the wrong place, bookings; and of children taken along. Pure. */
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts } from '../parts.ts';

const NOBODY = 0xffffffff;

export function supplyIndicators({ travel, charging, population, scenario }: RunParts): Indicators {
  const weekday = travel.find((day) => day.dayType === 0);
  if (weekday === undefined) return {};
  const { hubs, places, trips } = weekday;
  const perWeekday = (value: number, unit: string, lowerIs: 'better' | 'neutral', nl: string, en: string) =>
    indicator(value, unit, 'travel', lowerIs, nl, en);
  let together = 0;
  trips.escortTrip?.forEach((adult) => {
    if (adult !== NOBODY) together++;
  });
  return {
    childTripsTogetherPerWeekday: perWeekday(
      together / population.sampleShare,
      'trips/weekday',
      'neutral',
      'Kinderen samen met wie hen brengt of haalt',
      'Children together with whoever brings or fetches them',
    ),
    ...(places === undefined
      ? {}
      : {
          turnedAwayParkingPerWeekday: perWeekday(
            places.turnedAway.reduce((a, b) => a + b, 0),
            'people/weekday',
            'better',
            'Vond geen parkeerplaats in de zone',
            'Found no parking place in the zone',
          ),
        }),
    ...(hubs.withoutStationBike === undefined || !scenario.fleets.stationBikes
      ? {}
      : {
          withoutStationBikePerWeekday: perWeekday(
            hubs.withoutStationBike,
            'people/weekday',
            'better',
            'Vond geen huurfiets op een station',
            'Found no bicycle for hire at a station',
          ),
        }),
    ...(hubs.withoutBikePlace === undefined
      ? {}
      : {
          withoutBikePlacePerWeekday: perWeekday(
            hubs.withoutBikePlace,
            'people/weekday',
            'better',
            'Vond geen stallingsplaats voor de fiets op een station',
            'Found no place for a bicycle at a station',
          ),
        }),
    ...(scenario.fleets.sharedCarOneWay
      ? {
          relocatedCarsPerWeekday: perWeekday(
            hubs.relocatedCars ?? 0,
            'cars/weekday',
            'better',
            'Deelauto’s die ’s nachts worden teruggebracht',
            'Shared cars brought back at night',
          ),
        }
      : {}),
    ...bookings(charging.cars),
  };
}

function bookings({ bookings, bookingsShort }: RunParts['charging']['cars']): Indicators {
  if (bookings === undefined || bookingsShort === undefined) return {};
  const sum = (values: Uint32Array): number => values.reduce((a, b) => a + b, 0);
  const all = sum(bookings);
  if (all === 0) return {};
  return {
    sharedCarBookings: indicator(
      all,
      'bookings',
      'charging',
      'neutral',
      'Reserveringen van elektrische deelauto’s, in de periode',
      'Bookings of electric shared cars, over the period',
    ),
    sharedCarBookingsShort: indicator(
      sum(bookingsShort),
      'bookings',
      'charging',
      'better',
      'Daarvan niet genoeg geladen op het gereserveerde uur',
      'Of them, not charged enough by the reserved hour',
    ),
  };
}
