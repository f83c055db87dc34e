/** Where activities happen: work and school by a doubly constrained gravity model over zones, fixed per person; everything else by the size of a
 *  destination and the worth of its modes (logsum), from where the person is. Pure; draws are handed in. */
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { compositeAt, compositeTable } from './composite.ts';
import { type DestinationPoints, destinationPoints } from './destination-points.ts';
import { balanceNotes, type DemandNote, schoolNotes } from './destination-notes.ts';
import { balance } from './gravity.ts';
import { firstAbove } from './homes.ts';
import type { Population } from './population.ts';

export const NO_PLACE = 0xffffffff;
export type SchoolLevel = 'primary' | 'secondary' | 'college';
export type FreePurpose = 'shop' | 'leisure' | 'visit' | 'business' | 'escort';

/** Pupils from which a school is taken for a secondary school; Dutch primary schools have 220 pupils on average. */
const SECONDARY_FROM_PUPILS = 700;

export interface Destinations {
  readonly points: DestinationPoints;
  /** What was scaled, replaced or out of reach. */
  readonly notes: readonly DemandNote[];
  /** Place of work for somebody who lives in a zone, by a uniform draw. */
  work(zone: number, u: number): number;
  school(zone: number, level: SchoolLevel, u: number): number;
  /** Point for a free activity, from a node (with metres beyond it), for a person with or without a car and a bicycle. */
  free(purpose: FreePurpose, node: number, beyondM: number, car: boolean, bike: boolean, u: number): number;
}

export function prepareDestinations(scenario: Scenario, district: District, population: Population): Destinations {
  const points = destinationPoints(district);
  const { places } = district;
  const scale = scenario.choice.destinations;
  const withCar = compositeTable(scenario, true, true);
  const workers = originsOf(district, population, (p) => population.persons.group[p] === 2, places.jobs);
  const [primary, secondary] = schoolSizes(places.pupils);
  const notes = schoolNotes({
    students: sum(places.students) > 0,
    secondary: places.pupils.some((n) => n >= SECONDARY_FROM_PUPILS),
    primary: places.pupils.some((n) => n > 0 && n < SECONDARY_FROM_PUPILS),
  });
  const children = (from: number, to: number, sizes: Float64Array): Float64Array =>
    originsOf(district, population, (p) => inAge(population, p, from, to), sizes);
  const college = sum(places.students) > 0 ? places.students : secondary;
  const students = originsOf(district, population, (p) => population.persons.group[p] === 1, college);
  const table = (
    origins: Float64Array,
    sizes: Float64Array,
    what: string,
    nl: string,
    en: string,
    weight: (m: number) => number,
  ) => {
    const balanced = balance(deterrence(district, points, weight, sizes), origins, sizes, what);
    notes.push(...balanceNotes(balanced, places, nl, en));
    return cumulative(balanced.flow, places.count);
  };
  const workTable = table(workers, places.jobs, 'work', 'banen', 'jobs', (m) =>
    Math.exp(scale.work * compositeAt(withCar, m)),
  );
  const byKm = (km: number) => (m: number) => Math.exp(-m / 1000 / km);
  const schoolTables = {
    primary: table(
      children(0, 11, primary),
      primary,
      'primary school',
      'plaatsen op basisscholen',
      'places at primary schools',
      byKm(scale.primarySchoolKm),
    ),
    secondary: table(
      children(12, 17, secondary),
      secondary,
      'secondary school',
      'plaatsen op middelbare scholen',
      'places at secondary schools',
      byKm(scale.secondarySchoolKm),
    ),
    college: table(students, college, 'college', 'studieplaatsen', 'places for students', byKm(scale.collegeKm)),
  };
  const sizes = freeSizes(district, points);
  // [car × 2 + bike]
  const composites = [false, true].flatMap((car) => [false, true].map((bike) => compositeTable(scenario, car, bike)));
  const candidates = Object.fromEntries(
    Object.entries(sizes).map(([purpose, size]) => [purpose, listPositive(size)]),
  ) as Record<FreePurpose, Uint32Array>;
  const upTo = new Float64Array(points.count);
  return {
    points,
    notes,
    work: (zone, u) => draw(workTable, places.count, zone, u),
    school: (zone, level, u) => draw(schoolTables[level], places.count, zone, u),
    free(purpose, node, beyondM, car, bike, u) {
      const size = sizes[purpose];
      const list = candidates[purpose];
      const composite = composites[(car ? 2 : 0) + (bike ? 1 : 0)]!;
      const sensitivity = scale[purpose];
      let total = 0;
      for (let i = 0; i < list.length; i++) {
        const point = list[i]!;
        const metres = points.fromNode(point, node) + points.beyondM[point]! + beyondM;
        if (metres < Infinity) total += size[point]! * Math.exp(sensitivity * compositeAt(composite, metres));
        upTo[i] = total;
      }
      return list[firstAbove(upTo.subarray(0, list.length), u * total)]!;
    },
  };
}

function freeSizes(district: District, at: DestinationPoints): Record<FreePurpose, Float64Array> {
  const { places, zones } = district;
  const placeSize = (values: Float64Array): Float64Array => {
    const size = new Float64Array(at.count);
    size.set(values);
    return size;
  };
  // Friends live in homes: zones inside by residents; outside, where residents are unknown, 1.3 people a job.
  const homes = new Float64Array(at.count);
  for (let i = 0; i < at.placeCount; i++) if (zones.external[places.zone[i]!] === 1) homes[i] = 1.3 * places.jobs[i]!;
  for (let zone = 0; zone < zones.count; zone++)
    if (zones.external[zone] === 0) homes[at.placeCount + zone] = zones.residents[zone]!;
  const bringing = places.leisureVisits.map((visits, i) => visits + 2 * places.pupils[i]!);
  return {
    shop: placeSize(places.shopVisits),
    leisure: placeSize(places.leisureVisits),
    visit: homes,
    business: placeSize(places.jobs),
    escort: placeSize(bringing),
  };
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

function inAge(population: Population, p: number, from: number, to: number): boolean {
  const age = population.persons.ageYears[p]!;
  return age >= from && age <= to;
}

/** Origins by zone: people of the district, and outside zones with as many people as they have places (the region is in balance), so that
 *  people from outside compete for the same places. */
function originsOf(
  district: District,
  population: Population,
  wanted: (person: number) => boolean,
  sizes: Float64Array,
): Float64Array {
  const { zones, places } = district;
  const origins = new Float64Array(zones.count);
  const { household, count } = population.persons;
  for (let p = 0; p < count; p++) if (wanted(p)) origins[population.households.zone[household[p]!]!]!++;
  const inner = sum(origins);
  let outer = 0;
  for (let i = 0; i < places.count; i++) if (zones.external[places.zone[i]!] === 1) outer += sizes[i]!;
  const left = Math.max(0, sum(sizes) - inner);
  for (let i = 0; i < places.count; i++) {
    const zone = places.zone[i]!;
    if (zones.external[zone] === 1 && outer > 0) origins[zone]! += (sizes[i]! / outer) * left;
  }
  return origins;
}

function schoolSizes(pupils: Float64Array): [primary: Float64Array, secondary: Float64Array] {
  const primary = pupils.map((n) => (n < SECONDARY_FROM_PUPILS ? n : 0));
  const secondary = pupils.map((n) => (n >= SECONDARY_FROM_PUPILS ? n : 0));
  return [sum(primary) > 0 ? primary : pupils, sum(secondary) > 0 ? secondary : pupils];
}

function deterrence(
  district: District,
  points: DestinationPoints,
  weight: (metres: number) => number,
  sizes: Float64Array,
): Float64Array {
  const { zones, places } = district;
  const values = new Float64Array(zones.count * places.count);
  for (let zone = 0; zone < zones.count; zone++) {
    const centre = points.placeCount + zone;
    for (let place = 0; place < places.count; place++) {
      if (!(sizes[place]! > 0)) continue;
      const metres = points.fromNode(place, points.node[centre]!) + points.beyondM[place]! + points.beyondM[centre]!;
      // Within a zone nothing is nearer than a few hundred metres on average.
      values[zone * places.count + place] = metres < Infinity ? sizes[place]! * weight(Math.max(400, metres)) : 0;
    }
  }
  return values;
}

/** Rows become running sums. */
function cumulative(flow: Float64Array, width: number): Float64Array {
  for (let i = 0; i < flow.length; i++) if (i % width > 0) flow[i]! += flow[i - 1]!;
  return flow;
}

function draw(table: Float64Array, width: number, zone: number, u: number): number {
  const row = table.subarray(zone * width, (zone + 1) * width);
  return firstAbove(row, u * row[width - 1]!);
}

function listPositive(size: Float64Array): Uint32Array {
  const list: number[] = [];
  size.forEach((value, i) => {
    if (value > 0) list.push(i);
  });
  return Uint32Array.from(list);
}
