/** Zones and places as readers find them, before they become files of a district folder. */
import type { ZoneFigure } from './district-format.ts';

export interface ZoneRow {
  readonly code: string;
  readonly name: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Figures that are known; the district's defaults stand in for the others. */
  readonly figures: Readonly<Partial<Record<ZoneFigure, number>>>;
  /** Outline, when it is known. */
  readonly geometry?: GeoJSON.Geometry;
}

export interface PlaceRow {
  readonly name: string;
  readonly zone: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly jobs: number;
  readonly pupils: number;
  readonly students: number;
  readonly shopVisits: number;
  readonly leisureVisits: number;
}

export interface ZoneTable {
  readonly zones: readonly ZoneRow[];
  readonly places: readonly PlaceRow[];
  readonly defaults: Readonly<Partial<Record<ZoneFigure, number>>>;
}

/** What stands in where a source does not tell a figure: Dutch means, rounded, to be replaced by local ones in `zoneDefaults`.
 *  @source CBS StatLine, Kerncijfers wijken en buurten 2022–2023 (Netherlands): one-person 40 %, with children 32 %, under 15 15 %,
 *  65 and over 20 %, social rent 29 %, flats 36 %, cars 1.0 a household, 2,500 kWh and 900 m³ a dwelling, low income 40 % and high
 *  income 20 % by definition; licences 80 % of adults, district heating 6 %, PV 30 % (assumption) */
export const ZONE_STAND_INS: Readonly<
  Record<Exclude<ZoneFigure, 'residents' | 'households' | 'dwellings' | 'jobs'>, number>
> = {
  flatShare: 0.36,
  socialRentShare: 0.29,
  onePersonShare: 0.4,
  withChildrenShare: 0.32,
  under15Share: 0.15,
  over65Share: 0.2,
  carsPerHousehold: 1,
  licencesPerAdult: 0.8,
  incomeKeurPerHousehold: 37,
  lowIncomeShare: 0.4,
  highIncomeShare: 0.2,
  electricityKwhPerDwelling: 2500,
  gasM3PerDwelling: 900,
  districtHeatingShare: 0.06,
  pvDwellingShare: 0.3,
};

/** Persons in a household where only residents are known. @source CBS 2023, mean size of private households: 2.1 */
export const HOUSEHOLD_SIZE = 2.1;

/** What a place attracts where only jobs or residents are known (assumption; ODiN gives about 0.6 shopping and 0.7 leisure trips
 *  a person and day). */
export const SHOP_VISITS_PER_RESIDENT = 0.6;
export const LEISURE_VISITS_PER_RESIDENT = 0.7;
/** Jobs a resident where no jobs are known. @source CBS 2023: 9.6 million jobs, 17.8 million residents */
export const JOBS_PER_RESIDENT = 0.54;
/** Share of residents at school between 5 and 18. @source CBS 2023: about 15 % */
export const PUPIL_SHARE = 0.15;

const total = (rows: readonly ZoneRow[], figure: ZoneFigure): number =>
  rows.reduce((sum, { figures }) => sum + (figures[figure] ?? 0), 0);

/** One place a zone that has jobs or schools: visits follow the jobs, pupils the schools (residents where no school is known).
 *  @param schools by zone code */
export function placesOfZones(zones: readonly ZoneRow[], schools: ReadonlyMap<string, number> | undefined): PlaceRow[] {
  const residents = total(zones, 'residents');
  const jobs = total(zones, 'jobs');
  const schoolCount = schools === undefined ? 0 : [...schools.values()].reduce((sum, n) => sum + n, 0);
  const pupils = residents * PUPIL_SHARE;
  return zones.flatMap(({ code, name, lonDeg, latDeg, figures }) => {
    const ownJobs = figures.jobs ?? 0;
    const jobShare = jobs > 0 ? ownJobs / jobs : (figures.residents ?? 0) / Math.max(1, residents);
    const pupilShare =
      schoolCount > 0 ? (schools?.get(code) ?? 0) / schoolCount : (figures.residents ?? 0) / Math.max(1, residents);
    if (jobShare === 0 && pupilShare === 0) return [];
    return {
      name,
      zone: code,
      lonDeg,
      latDeg,
      jobs: jobs > 0 ? ownJobs : Math.round((figures.residents ?? 0) * JOBS_PER_RESIDENT),
      pupils: Math.round(pupils * pupilShare),
      students: 0,
      shopVisits: Math.round(residents * SHOP_VISITS_PER_RESIDENT * jobShare),
      leisureVisits: Math.round(residents * LEISURE_VISITS_PER_RESIDENT * jobShare),
    };
  });
}
