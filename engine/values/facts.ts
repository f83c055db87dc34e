/** What is counted in a result for its public values: plain numbers, read from its tables. Types only.
 *  A part is null when the result has no such table (a thinned sample, or one written before the table existed). */
import type { Scenario } from '../scenario/schema.ts';

/** Sums over an average day of a group of residents, scaled to all residents. */
export interface PeopleFacts {
  readonly persons: number;
  readonly plannedTrips: number;
  readonly madeTrips: number;
  readonly turnedAway: number;
  /** Trips made in a mode that asks for an app (shared car, shared bicycle). */
  readonly appTrips: number;
  /** The same, and trips by bus, train and P+R of those who use the app: an operator writes down who went when from where to where. */
  readonly recordedTrips: number;
  /** Σ of what the alternatives of a planned trip are worth [EUR]. */
  readonly logsumEur: number;
}

export const PEOPLE_GROUPS = [
  'all',
  'noLicence',
  'lowDigitalSkill',
  'reducedMobility',
  'low',
  'middle',
  'high',
] as const;
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number];

export interface HouseholdFacts {
  /** [household with simulated travel] */
  readonly weight: Float64Array;
  /** Not a number where the district has no incomes. */
  readonly incomeEurPerMonth: Float64Array;
  /** Trips, bundles, fixed cost of own cars, electricity at home, and gas or district heat where the result has them. */
  readonly costEurPerMonth: Float64Array;
  readonly zone: readonly string[];
  readonly incomeClass: readonly string[];
}

export interface ActiveFacts {
  readonly walkers: number;
  readonly walkMinPerWeek: number;
  readonly cyclists: number;
  readonly cycleMinPerWeek: number;
}

export interface ChargingFacts {
  readonly sessionsPerYear: number;
  readonly sessions: number;
  readonly sessionsKept: number;
  /** Sessions in the district's grid, where the strategy decides. */
  readonly sessionsSteered: number;
  readonly privateCars: number;
  /** By place [kWh, in the district]. */
  readonly ownChargerKwh: number;
  readonly workKwh: number;
  readonly publicKwh: number;
  /** By income class of the car's household. */
  readonly unservedKwhByIncome: Readonly<Record<string, number>>;
  readonly requestedKwhByIncome: Readonly<Record<string, number>>;
}

export interface StreetFacts {
  readonly bikeKmPerWeekday: number;
  readonly bikeKmAmongCars: number;
  /** On streets with more than 2,500 cars a day. */
  readonly bikeKmAmongManyCars: number;
}

export interface ValueFacts {
  readonly scenario: Scenario;
  /** Indicators of the run, by key. */
  readonly indicators: Readonly<Record<string, number>>;
  readonly people: Readonly<Record<PeopleGroup, PeopleFacts>> | null;
  readonly households: HouseholdFacts | null;
  readonly active: ActiveFacts | null;
  /** Means of modes a resident of 18 and over could use. */
  readonly choiceSet: { readonly withApp: number; readonly withoutApp: number } | null;
  /** Users of the app, and others who make trips in shared vehicles. */
  readonly knownResidents: number | null;
  readonly charging: ChargingFacts | null;
  readonly streets: StreetFacts | null;
  /** Tables of households as they are published: households behind the smallest cell shown, cells withheld and all cells. */
  readonly published: { readonly smallest: number; readonly withheld: number; readonly cells: number };
  readonly inputs: { readonly count: number; readonly withHash: number; readonly withLicence: number };
  readonly levers: { readonly count: number; readonly withSource: number };
  /** Sessions whose course was kept, and those of them whose explanation holds against their schedule. */
  readonly explained: { readonly sessions: number; readonly verified: number } | null;
  /** From emissions and exposure by street, where the run has them. */
  readonly exposure: {
    /** NOx of residents' cars on a weekday. */
    readonly noxKgPerWeekday: number;
    /** PM2.5 that cyclists meet, weighted by the kilometres they ride. */
    readonly cyclistPm25UgM3: number;
    /** Not a number in results of older versions. */
    readonly cyclistNo2UgM3: number;
    /** Length of residential streets where traffic is louder than 53 dB Lden, of all residential streets. */
    readonly noisyStreetShare: number;
  } | null;
  /** Sessions in which the driver overrode the strategy ("charge now"); NaN when the result does not tell. */
  readonly overridden: number;
}
