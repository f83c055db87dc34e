/** GTFS route types, the basic ones and the extended ones, as transit modes. Pure.
 *  Source: GTFS reference, routes.txt route_type; Google extended route types. */
import type { TransitMode } from '../network/timetable.ts';

const BASIC: Readonly<Record<number, TransitMode>> = {
  0: 'tram',
  1: 'metro',
  2: 'train',
  3: 'bus',
  4: 'ferry',
  5: 'tram',
  6: 'tram',
  7: 'tram',
  11: 'bus',
  12: 'metro',
};

/** undefined for aeroplanes, taxis and numbers that mean nothing. */
export function transitMode(routeType: number): TransitMode | undefined {
  const basic = BASIC[routeType];
  if (basic !== undefined) return basic;
  if (routeType >= 100 && routeType < 200) return 'train';
  if (routeType >= 200 && routeType < 300) return 'bus';
  if (routeType >= 400 && routeType < 500) return 'metro';
  if (routeType >= 700 && routeType < 900) return 'bus';
  if (routeType >= 900 && routeType < 1000) return 'tram';
  if (routeType === 1000 || routeType === 1200) return 'ferry';
  if (routeType === 1300 || routeType === 1400) return 'tram';
  return undefined;
}
