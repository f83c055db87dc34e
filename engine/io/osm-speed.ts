/** Speed limits as OpenStreetMap writes them, and the limits of a country where nothing is tagged. Pure.
 *  Sources: OSM wiki Key:maxspeed, Default_speed_limits; RVV 1990 (Netherlands), StVO §3 (Germany), CTB art. 61 (Brazil). */
import type { Tags } from './osm-source.ts';

export interface SpeedTable {
  readonly country: string;
  /** Limit by `highway` value, else by road class [km/h]. */
  readonly classKmh: Readonly<Record<string, number>>;
  /** Limit by the word after the colon in `NL:urban`. */
  readonly zoneKmh: Readonly<Record<string, number>>;
}

const TABLES: Readonly<Record<string, SpeedTable>> = {
  NL: {
    country: 'NL',
    classKmh: {
      motorway: 100,
      motorway_link: 80,
      trunk: 100,
      trunk_link: 80,
      primary: 80,
      secondary: 80,
      tertiary: 50,
      unclassified: 60,
      residential: 30,
      living_street: 15,
      service: 15,
      track: 30,
      busway: 50,
    },
    zoneKmh: { motorway: 100, trunk: 100, rural: 80, urban: 50, zone30: 30, zone60: 60, living_street: 15 },
  },
  DE: {
    country: 'DE',
    classKmh: {
      motorway: 130,
      motorway_link: 80,
      trunk: 100,
      trunk_link: 80,
      primary: 70,
      secondary: 70,
      tertiary: 50,
      unclassified: 50,
      residential: 30,
      living_street: 10,
      service: 15,
      track: 20,
      busway: 50,
    },
    zoneKmh: { motorway: 130, trunk: 100, rural: 100, urban: 50, zone30: 30, living_street: 10, bicycle_road: 30 },
  },
  BR: {
    country: 'BR',
    classKmh: {
      motorway: 110,
      motorway_link: 60,
      trunk: 80,
      trunk_link: 60,
      primary: 60,
      secondary: 60,
      tertiary: 40,
      unclassified: 40,
      residential: 30,
      living_street: 20,
      service: 20,
      track: 20,
      busway: 50,
    },
    zoneKmh: { motorway: 110, trunk: 80, rural: 60, urban: 60 },
  },
};

/** The limits of a country; of the Netherlands when it is not among those known. */
export const speedTable = (country: string): SpeedTable => TABLES[country] ?? TABLES['NL']!;
export const KNOWN_COUNTRIES: readonly string[] = Object.keys(TABLES);

/** The known country a point lies in, by rough boxes; NL where none fits. */
export function countryAt(lonDeg: number, latDeg: number): string {
  if (lonDeg > 3.2 && lonDeg < 7.3 && latDeg > 50.7 && latDeg < 53.7) return 'NL';
  if (lonDeg > 5.8 && lonDeg < 15.1 && latDeg > 47.2 && latDeg < 55.1) return 'DE';
  if (lonDeg > -74 && lonDeg < -34 && latDeg > -34 && latDeg < 5.3) return 'BR';
  return 'NL';
}

const KEYS = [
  'maxspeed',
  'maxspeed:forward',
  'maxspeed:backward',
  'zone:maxspeed',
  'maxspeed:type',
  'source:maxspeed',
  'maxspeed:advisory',
];

/** The limit that is tagged [km/h], the first of the keys that can be read; undefined when none can. */
export function parseMaxSpeed(tags: Tags, speeds: SpeedTable): number | undefined {
  for (const key of KEYS) {
    const value = tags.get(key);
    const speed = value === undefined ? undefined : speedOf(value, speeds);
    if (speed !== undefined) return speed;
  }
  return undefined;
}

function speedOf(text: string, speeds: SpeedTable): number | undefined {
  const value = text.split(';')[0]!.trim();
  if (value === 'walk') return 7;
  if (value === 'none') return speeds.classKmh['motorway'];
  const zone = /^([A-Z]{2}):(?:zone:?)?([a-z_]*)(\d*)$/.exec(value);
  if (zone !== null) {
    const table = TABLES[zone[1]!] ?? speeds;
    const digits = Number(zone[3]);
    return zone[3] === '' ? table.zoneKmh[zone[2]!] : (table.zoneKmh[`zone${digits}`] ?? inRange(digits));
  }
  const plain = /^(\d+(?:\.\d+)?)\s*(km\/h|kmh|kph|mph|knots)?$/.exec(value);
  if (plain === null) return undefined;
  const factor = plain[2] === 'mph' ? 1.609344 : plain[2] === 'knots' ? 1.852 : 1;
  return inRange(Number(plain[1]) * factor);
}

const inRange = (speedKmh: number): number | undefined =>
  speedKmh >= 3 && speedKmh <= 200 ? Math.round(speedKmh) : undefined;
