/** Simulated trips in the words of the TOMP-API 2.0 (modules OFFERS and CORE): what a provider would ask, and the package it would get.
 *  In: a result folder. Out: bodies of search-offers requests (`searchOfferInput`) with the packages that were bought (`package`, `leg`).
 *  Only trips with a service that is booked: public transport, P+R, shared cars and bicycles. Places are centres of zones: homes are not told. */
import { InputError } from '../core/errors.ts';
import { openTables, queryRows, type StoredResult } from './result-folder.ts';

/** The version whose words are used. */
export const TOMP_VERSION = '2.0.0';

type TompMode = 'FOOT' | 'BUS' | 'RAIL' | 'CAR' | 'BICYCLE';

interface TravelSpecification {
  /** `gps:` longitude, latitude: a place that no outside source names. */
  readonly from: string;
  readonly to: string;
  /** RFC 3339 with offset. */
  readonly startTime: string;
  readonly endTime: string;
}

interface TompLeg extends TravelSpecification {
  readonly type: 'LEG';
  /** That of the package when it is the only leg. */
  readonly id: string;
  readonly sequenceNumber: number;
  readonly state: 'ENDED';
  /** Absent for the part in one's own car. */
  readonly product?: string;
  readonly assets: ReadonlyArray<{ readonly type: 'ASSET'; readonly mode: TompMode }>;
}

export interface TompPlan {
  /** Body of POST /processes/search-offers/execute. */
  readonly request: {
    readonly inputs: TravelSpecification & {
      readonly type: 'SEARCH_OFFER';
      readonly party: ReadonlyArray<{
        readonly travellers: ReadonlyArray<{ readonly type: 'INDIVIDUAL_TRAVELLER'; readonly id: string }>;
      }>;
    };
  };
  readonly package: TravelSpecification & {
    readonly type: 'PACKAGE';
    readonly id: string;
    readonly status: 'ENDED';
    readonly price: { readonly amount: number; readonly currencyCode: 'EUR' };
    readonly products: ReadonlyArray<{ readonly type: 'PRODUCT'; readonly id: string }>;
    readonly legs: readonly TompLeg[];
  };
}

/** mode of MODES → TOMP mode of the leg, product. */
const WORDS: Readonly<Record<string, { readonly mode: TompMode; readonly product: string }>> = {
  'bus-tram': { mode: 'BUS', product: 'public-transport' },
  train: { mode: 'RAIL', product: 'public-transport' },
  'park-and-ride': { mode: 'BUS', product: 'park-and-ride' },
  'shared-car': { mode: 'CAR', product: 'shared-car' },
  'shared-bike': { mode: 'BICYCLE', product: 'shared-bicycle' },
};

const DAY_OF_TYPE: Readonly<Record<string, number>> = { weekday: 2, saturday: 5, sunday: 6 };

/** Where public transport fits two modes, P+R begins by car. */
const P_AND_R = 'park-and-ride';

/** @param most plans @throws InputError when the result has no trips by a service */
export async function tompPlans(result: StoredResult, most: number): Promise<TompPlan[]> {
  using connection = await openTables(result);
  const modes = Object.keys(WORDS)
    .map((mode) => `'${mode}'`)
    .join(', ');
  const rows = await queryRows(
    connection,
    `SELECT t.person, t.tour, t."dayType", t.mode, t."turnedAwayFrom", t.failure, t."departureS", t."travelTimeS", t."costEur",
       a."lonDeg" AS "fromLon", a."latDeg" AS "fromLat", b."lonDeg" AS "toLon", b."latDeg" AS "toLat"
     FROM trips t JOIN zones a ON a.zone = t."fromZone" JOIN zones b ON b.zone = t."toZone"
     WHERE t.mode IN (${modes}) AND t.failure = 'none'
     ORDER BY t."dayType", t.person, t."departureS" LIMIT ${Math.max(1, Math.floor(most))}`,
  );
  if (rows.length === 0)
    throw new InputError(result.folder, 'trips', 'must hold at least one trip by a service that is booked');
  return rows.map((row) => planOf(row as unknown as TripRow, result.scenario.period.start));
}

export interface TripRow {
  readonly person: number;
  readonly tour: number;
  readonly dayType: string;
  readonly mode: string;
  readonly departureS: number;
  readonly travelTimeS: number;
  readonly costEur: number;
  readonly fromLon: number;
  readonly fromLat: number;
  readonly toLon: number;
  readonly toLat: number;
}

/** One trip as request and package. @param start first day of the period; the trip is told on the first day of its type from there */
export function planOf(row: TripRow, start: string): TompPlan {
  const { mode, product } = WORDS[row.mode]!;
  const day = dayOfType(start, row.dayType);
  const at = (seconds: number): string => localTime(day, seconds);
  const specification: TravelSpecification = {
    from: gps(row.fromLon, row.fromLat),
    to: gps(row.toLon, row.toLat),
    startTime: at(row.departureS),
    endTime: at(row.departureS + row.travelTimeS),
  };
  const id = `${row.dayType}-${row.person}-${row.tour}-${row.departureS}`;
  const parts: ReadonlyArray<{ readonly mode: TompMode; readonly product?: string }> =
    row.mode === P_AND_R ? [{ mode: 'CAR' }, { mode, product }] : [{ mode, product }];
  return {
    request: {
      inputs: {
        type: 'SEARCH_OFFER',
        ...specification,
        party: [{ travellers: [{ type: 'INDIVIDUAL_TRAVELLER', id: `synthetic-${row.person}` }] }],
      },
    },
    package: {
      type: 'PACKAGE',
      id,
      status: 'ENDED',
      ...specification,
      price: { amount: Math.round(row.costEur * 100) / 100, currencyCode: 'EUR' },
      products: [{ type: 'PRODUCT', id: product }],
      legs: parts.map(({ mode: legMode, product: bought }, i) => ({
        type: 'LEG',
        id: parts.length === 1 ? id : `${id}-${i + 1}`,
        sequenceNumber: i + 1,
        state: 'ENDED',
        ...specification,
        ...(bought === undefined ? {} : { product: bought }),
        assets: [{ type: 'ASSET', mode: legMode }],
      })),
    },
  };
}

/** A place without an id in an outside source. */
const gps = (lonDeg: number, latDeg: number): string => `gps:${lonDeg.toFixed(4)},${latDeg.toFixed(4)}`;

function dayOfType(start: string, dayType: string): string {
  const date = new Date(`${start}T12:00:00Z`);
  const wanted = DAY_OF_TYPE[dayType] ?? 2;
  // Monday is 0.
  const weekday = (date.getUTCDay() + 6) % 7;
  date.setUTCDate(date.getUTCDate() + ((wanted - weekday + 7) % 7));
  return date.toISOString().slice(0, 10);
}

/** Amsterdam winter and summer time, as offset in the text. */
function localTime(day: string, seconds: number): string {
  const noon = new Date(`${day}T12:00:00Z`);
  const offsetH =
    Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', hourCycle: 'h23' }).format(
        noon,
      ),
    ) - 12;
  const local = new Date(Date.parse(`${day}T00:00:00Z`) + Math.round(seconds) * 1000);
  return `${local.toISOString().slice(0, 19)}+0${offsetH}:00`;
}
