/** Weather measured far from a district, made to stand in there: its noon falls at the district's noon, its summer in the district's summer.
 *  In: weather with its station, the district's area. Out: the same year, turned, and a warning that says so. Pure. */

import type { Problem } from '../core/errors.ts';
import { distanceM } from '../core/units.ts';
import type { Weather } from '../district/district.ts';
import type { StationWeather } from './weather-hours.ts';

/** Nearer than this a station speaks for the district. */
const NEAR_KM = 150;
const HALF_YEAR_H = 4_368;
/** Seasons mean little between these latitudes. */
const TROPIC_DEG = 15;

export function weatherAt(
  { weather, latDeg, lonDeg }: StationWeather,
  bbox: readonly [number, number, number, number] | undefined,
  file: string,
): { weather: Weather; moved: Problem[] } {
  if (bbox === undefined) return { weather, moved: [] };
  const there = { lonDeg: (bbox[0] + bbox[2]) / 2, latDeg: (bbox[1] + bbox[3]) / 2 };
  const farKm = distanceM(lonDeg, latDeg, there.lonDeg, there.latDeg) / 1000;
  if (farKm < NEAR_KM) return { weather, moved: [] };
  const laterH = Math.round((lonDeg - there.lonDeg) / 15);
  const otherHalf = latDeg * there.latDeg < 0 && Math.min(Math.abs(latDeg), Math.abs(there.latDeg)) > TROPIC_DEG;
  const turned = turn(weather, otherHalf ? HALF_YEAR_H : 0);
  const words = [
    laterH === 0 ? '' : `hours moved by ${laterH} h so that noon falls at noon`,
    otherHalf ? 'seasons turned by half a year' : '',
  ].filter((text) => text !== '');
  return {
    weather: {
      ...turned,
      startUtcS: turned.startUtcS + laterH * 3600,
      source: `${weather.source} (stand-in from ${Math.round(farKm)} km away)`,
    },
    moved: [
      {
        file,
        key: 'place',
        rule: `the station lies ${Math.round(farKm)} km from the district: a stand-in${words.length === 0 ? '' : `, ${words.join(', ')}`}`,
      },
    ],
  };
}

/** The same year begun `hours` later; what falls off the end goes to the front. */
function turn(weather: Weather, hours: number): Weather {
  if (hours === 0) return weather;
  const n = weather.ghiWm2.length;
  const shift = (values: Float64Array): Float64Array => values.map((_, h) => values[(h + hours) % n]!);
  return {
    ...weather,
    ghiWm2: shift(weather.ghiWm2),
    dniWm2: weather.dniWm2 && shift(weather.dniWm2),
    dhiWm2: weather.dhiWm2 && shift(weather.dhiWm2),
    airTemperatureC: shift(weather.airTemperatureC),
    windSpeedMps: shift(weather.windSpeedMps),
  };
}
