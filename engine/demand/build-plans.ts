/** Day plans of the sampled persons for one day type: which activities, where and when.
 *  In: scenario, district, population. Out: Plans. Pure; each person draws from a stream of its own, workplaces and schools are the same
 *  on every day and in every scenario that leaves destinations as they are. */
import { InputError, throwIfCancelled } from '../core/errors.ts';
import type { Parallel } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { purposeId, Stream, uniform } from '../core/random.ts';
import { sharedI32, sharedU8, sharedU32 } from '../core/shared.ts';
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { drawDurationS, drawStartS, timingKind } from './activity-times.ts';
import { CHAINS, type Chain, PLAN_GROUPS, type PlanGroup } from './chains.ts';
import { carSpeedKmh } from './composite.ts';
import {
  type Destinations,
  type FreePurpose,
  NO_PLACE,
  prepareDestinations,
  type SchoolLevel,
} from './destinations.ts';
import { ACTIVITIES, type Plans } from './plans.ts';
import type { Population } from './population.ts';

const WORKPLACE = purposeId('workplace');
const SCHOOL = purposeId('school');
const FULL_TIME = purposeId('full time');

const HOME = 0;
const WORK = 1;
const SCHOOL_ACTIVITY = 2;
const VISIT = 5;
const ESCORT = 6;
/** Plans end here; later tours are not planned [s]. */
const LAST_START_S = 23 * 3600;
/** Shortest stay at home between two tours [s]. */
const BETWEEN_TOURS_S = 600;

interface Spot {
  readonly node: number;
  readonly zone: number;
  readonly place: number;
  readonly beyondM: number;
}

interface Columns {
  readonly kind: number[];
  readonly node: number[];
  readonly zone: number[];
  readonly place: number[];
  readonly startS: number[];
  readonly endS: number[];
}

/** @throws InputError when a zone can reach no work, school or a purpose has no destination */
export async function buildPlans(
  scenario: Scenario,
  district: District,
  population: Population,
  dayType: number,
  _parallel: Parallel,
  context: StageContext,
): Promise<Plans> {
  const { persons, households } = population;
  checkPurposes(district);
  const planner = new Planner(scenario, district, population, dayType);
  const firstActivity = sharedU32(persons.count + 1);
  let last = performance.now();
  for (let p = 0; p < persons.count; p++) {
    if (households.inSample[persons.household[p]!] === 1) planner.plan(p);
    firstActivity[p + 1] = planner.columns.kind.length;
    if ((p & 255) === 0 && performance.now() - last > 100) {
      throwIfCancelled(context.signal);
      context.onProgress({ stage: 'plans', fraction: p / persons.count });
      await breathe();
      last = performance.now();
    }
  }
  context.onProgress({ stage: 'plans', fraction: 1 });
  const { columns } = planner;
  const count = columns.kind.length;
  const fill = <A extends { set(values: ArrayLike<number>): void }>(array: A, values: number[]): A => {
    array.set(values);
    return array;
  };
  return {
    dayType,
    firstActivity,
    kind: fill(sharedU8(count), columns.kind),
    node: fill(sharedU32(count), columns.node),
    zone: fill(sharedU32(count), columns.zone),
    place: fill(sharedU32(count), columns.place),
    startS: fill(sharedI32(count), columns.startS),
    endS: fill(sharedI32(count), columns.endS),
  };
}

function checkPurposes({ id, places }: District): void {
  const problems = (
    [
      ['jobs', places.jobs, 'work'],
      ['shopVisits', places.shopVisits, 'shopping'],
      ['leisureVisits', places.leisureVisits, 'leisure'],
      ['pupils', places.pupils, 'school'],
    ] as const
  )
    .filter(([, size]) => !size.some((value) => value > 0))
    .map(([key, , what]) => ({
      file: id,
      key: `places.${key}`,
      rule: `must give at least one destination for ${what}`,
    }));
  if (problems.length > 0) throw new InputError(problems);
}

class Planner {
  readonly columns: Columns = { kind: [], node: [], zone: [], place: [], startS: [], endS: [] };
  private readonly scenario: Scenario;
  private readonly population: Population;
  private readonly dayType: number;
  private readonly destinations: Destinations;
  private readonly weights: ReadonlyMap<readonly Chain[], Float64Array>;
  /** [zone + 1] first household of the zone. */
  private readonly zoneFirst: Uint32Array;

  constructor(scenario: Scenario, district: District, population: Population, dayType: number) {
    this.scenario = scenario;
    this.population = population;
    this.dayType = dayType;
    this.destinations = prepareDestinations(scenario, district, population);
    this.weights = new Map(
      PLAN_GROUPS.map((group) => {
        const chains = CHAINS[dayType]![group];
        return [chains, Float64Array.from(chains, (chain) => chain.weight)];
      }),
    );
    this.zoneFirst = new Uint32Array(district.zones.count + 1);
    const { households } = population;
    for (let h = 0; h < households.count; h++) this.zoneFirst[households.zone[h]! + 1]!++;
    for (let z = 0; z < district.zones.count; z++) this.zoneFirst[z + 1]! += this.zoneFirst[z]!;
  }

  plan(p: number): void {
    const { persons, households } = this.population;
    const h = persons.household[p]!;
    const stream = new Stream(this.scenario.seed, 'plan', persons.key[p]!, this.dayType);
    const group = planGroup(this.population, p);
    const chains = CHAINS[this.dayType]![group];
    const chain = chains[stream.weighted(this.weights.get(chains)!)]!;
    if (chain.tours.length === 0) return;
    const home: Spot = { node: households.homeNode[h]!, zone: households.zone[h]!, place: NO_PLACE, beyondM: 0 };
    const fullTime =
      uniform(this.scenario.seed, FULL_TIME, persons.key[p]!) < (group === 'working-parent' ? 0.5 : 0.65);
    const from = this.columns.kind.length;
    this.push(HOME, home, 0, 0);
    let homeSinceS = 0;
    for (const tour of chain.tours) {
      // Draws of a tour are used up even when it does not fit, so that tours do not shift each other's draws.
      const first = tour[0]!;
      const row = timingKind(first, group);
      const spot = this.spotFor(p, first, home, stream);
      const wayS = estimatedTravelS(this.metresBetween(home, spot));
      const earliestS = homeSinceS === 0 ? 4 * 3600 : homeSinceS + BETWEEN_TOURS_S + wayS;
      const startS = drawStartS(row, this.dayType, earliestS, stream);
      if (startS > LAST_START_S) break;
      this.columns.endS[this.columns.endS.length - 1] = Math.max(homeSinceS, startS - wayS);
      let at = spot;
      let timeS = startS;
      for (let i = 0; i < tour.length; i++) {
        const kind = tour[i]!;
        if (i > 0) {
          const next = this.spotFor(p, kind, at, stream, home);
          timeS += estimatedTravelS(this.metresBetween(at, next));
          at = next;
        }
        const shorter = kind === WORK && tour.length > 1 && tour.filter((k) => k === WORK).length > 1 ? 0.5 : 1;
        const endS = timeS + Math.round(shorter * drawDurationS(timingKind(kind, group), fullTime, stream));
        this.push(kind, at, timeS, endS);
        timeS = endS;
      }
      timeS += estimatedTravelS(this.metresBetween(at, home));
      this.push(HOME, home, timeS, timeS);
      homeSinceS = timeS;
    }
    const lastHome = this.columns.kind.length - 1;
    if (lastHome === from) {
      // No tour fitted: a day at home.
      for (const column of Object.values(this.columns) as number[][]) column.length = from;
      return;
    }
    this.columns.endS[lastHome] = Math.max(86_400, this.columns.startS[lastHome]!);
  }

  private push(kind: number, spot: Spot, startS: number, endS: number): void {
    this.columns.kind.push(kind);
    this.columns.node.push(spot.node);
    this.columns.zone.push(spot.zone);
    this.columns.place.push(spot.place);
    this.columns.startS.push(startS);
    this.columns.endS.push(endS);
  }

  private spotFor(p: number, kind: number, from: Spot, stream: Stream, home: Spot = from): Spot {
    const { seed } = this.scenario;
    const { persons, households } = this.population;
    const { destinations } = this;
    if (kind === WORK) return this.placeSpot(destinations.work(home.zone, uniform(seed, WORKPLACE, persons.key[p]!)));
    if (kind === SCHOOL_ACTIVITY) return this.schoolSpot(p);
    if (kind === ESCORT) {
      const child = this.youngestPupil(p);
      if (child >= 0 && this.dayType === 0) return this.schoolSpot(child);
    }
    const h = persons.household[p]!;
    const car = households.cars[h]! > 0 && persons.licence[p] === 1;
    const purpose = ACTIVITIES[kind]! as FreePurpose;
    const point = destinations.free(purpose, from.node, from.beyondM, car, persons.bike[p] === 1, stream.uniform());
    const pick = stream.uniform();
    if (kind !== VISIT || point < destinations.points.placeCount) return this.placeSpot(point);
    const zone = point - destinations.points.placeCount;
    const first = this.zoneFirst[zone]!;
    const host = first + Math.floor(pick * (this.zoneFirst[zone + 1]! - first));
    return { node: households.homeNode[host]!, zone, place: NO_PLACE, beyondM: 0 };
  }

  private schoolSpot(p: number): Spot {
    const { persons, households } = this.population;
    const age = persons.ageYears[p]!;
    const level: SchoolLevel = age < 12 ? 'primary' : age < 18 ? 'secondary' : 'college';
    const zone = households.zone[persons.household[p]!]!;
    return this.placeSpot(this.destinations.school(zone, level, uniform(this.scenario.seed, SCHOOL, persons.key[p]!)));
  }

  private youngestPupil(p: number): number {
    const { persons, households } = this.population;
    const h = persons.household[p]!;
    let child = -1;
    for (let q = households.firstPerson[h]!; q < households.firstPerson[h + 1]!; q++)
      if (persons.ageYears[q]! < 12 && (child < 0 || persons.ageYears[q]! < persons.ageYears[child]!)) child = q;
    return child;
  }

  private placeSpot(place: number): Spot {
    const { points } = this.destinations;
    return { node: points.node[place]!, zone: points.zone[place]!, place, beyondM: points.beyondM[place]! };
  }

  private metresBetween(a: Spot, b: Spot): number {
    const { points } = this.destinations;
    const between =
      b.place !== NO_PLACE
        ? points.fromNode(b.place, a.node)
        : a.place !== NO_PLACE
          ? points.fromNode(a.place, b.node)
          : points.fromNode(points.placeCount + b.zone, a.node);
    return (Number.isFinite(between) ? between : 10_000) + a.beyondM + b.beyondM;
  }
}

/** Time allowed for a trip when planning [s]: by bicycle when short, by car when long. */
function estimatedTravelS(metres: number): number {
  const km = metres / 1000;
  return Math.round(240 + Math.min((km / 14) * 3600, 300 + (km / carSpeedKmh(km)) * 3600));
}

export function planGroup(population: Population, p: number): PlanGroup {
  const { persons, households } = population;
  const age = persons.ageYears[p]!;
  if (age < 4) return 'toddler';
  if (age < 12) return 'pupil';
  if (age < 18) return 'teenager';
  const role = persons.group[p]!;
  if (role === 1) return 'student';
  if (role === 4) return age >= 80 || persons.reducedMobility[p] === 1 ? 'old' : 'retired';
  const h = persons.household[p]!;
  let pupils = false;
  for (let q = households.firstPerson[h]!; q < households.firstPerson[h + 1]!; q++)
    if (persons.ageYears[q]! < 12) pupils = true;
  if (role === 2) return pupils && age > 25 ? 'working-parent' : 'worker';
  return pupils && age > 25 ? 'home-parent' : 'home';
}
