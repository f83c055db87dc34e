/** Plans of the members of a household for one day type: children first, then the adults who bring and fetch them.
 *  Scratch state; each person draws from a stream of its own, workplaces and schools are the same on every day and in every scenario that leaves
 *  destinations as they are. */
import { purposeId, Stream, uniform } from '../core/random.ts';
import type { District } from '../district/district.ts';
import type { Scenario } from '../scenario/schema.ts';
import { drawDurationS, drawStartS, timingKind } from './activity-times.ts';
import { CHAINS, type Chain, PLAN_GROUPS, type PlanGroup } from './chains.ts';
import {
  type Act,
  ESCORT,
  ESCORTED_BELOW,
  estimatedTravelS,
  HOME,
  planGroup,
  SCHOOL,
  type Spot,
  VISIT,
  WORK,
} from './day-plan.ts';
import {
  type Destinations,
  type FreePurpose,
  NO_PLACE,
  prepareDestinations,
  type SchoolLevel,
} from './destinations.ts';
import { type Errand, Errands, goTogether } from './errands.ts';
import { ACTIVITIES } from './plans.ts';
import type { Population } from './population.ts';

const WORKPLACE = purposeId('workplace');
const SCHOOL_DRAW = purposeId('school');
const FULL_TIME = purposeId('full time');
/** Plans end here; later tours are not planned [s]. */
const LAST_START_S = 23 * 3600;
/** Shortest stay at home between two tours [s]. */
const BETWEEN_TOURS_S = 600;
/** One is at school this long before a child comes out [s]. */
const BEFORE_SCHOOL_ENDS_S = 180;

export class Planner {
  private readonly scenario: Scenario;
  private readonly population: Population;
  private readonly dayType: number;
  readonly destinations: Destinations;
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

  /** @returns activities of each member; none for a day at home */
  household(h: number): ReadonlyArray<readonly Act[]> {
    const { persons, households } = this.population;
    const from = households.firstPerson[h]!;
    const members = Array.from({ length: households.firstPerson[h + 1]! - from }, (_, m) => from + m);
    const errands = new Errands();
    const plans = new Map<number, readonly Act[]>();
    const children = members
      .filter((p) => persons.ageYears[p]! < ESCORTED_BELOW)
      .sort((a, b) => persons.ageYears[a]! - persons.ageYears[b]! || a - b);
    for (const p of children) {
      const acts = this.plan(p, errands);
      plans.set(p, acts);
      // Who goes to school on a Saturday or Sunday is not brought there.
      if (this.dayType === 0) errands.add(p, acts);
    }
    return members.map((p) => plans.get(p) ?? this.plan(p, errands));
  }

  private plan(p: number, errands: Errands): readonly Act[] {
    const { persons, households } = this.population;
    const h = persons.household[p]!;
    const stream = new Stream(this.scenario.seed, 'plan', persons.key[p]!, this.dayType);
    const group = planGroup(this.population, p);
    const chains = CHAINS[this.dayType]![group];
    const chain = chains[stream.weighted(this.weights.get(chains)!)]!;
    if (chain.tours.length === 0) return [];
    const home: Spot = { node: households.homeNode[h]!, zone: households.zone[h]!, place: NO_PLACE, beyondM: 0 };
    const fullTime =
      uniform(this.scenario.seed, FULL_TIME, persons.key[p]!) < (group === 'working-parent' ? 0.5 : 0.65);
    const acts: Act[] = [{ kind: HOME, spot: home, startS: 0, endS: 0 }];
    let homeSinceS = 0;
    for (const tour of chain.tours) {
      const next = this.tour(p, group, tour, home, homeSinceS, fullTime, stream, acts, errands);
      if (next < 0) break;
      homeSinceS = next;
    }
    // No tour fitted: a day at home.
    if (acts.length === 1) return [];
    const last = acts.at(-1)!;
    last.endS = Math.max(86_400, last.startS);
    return acts;
  }

  /** Adds a tour. @returns when one is home again, -1 when it does not fit any more */
  private tour(
    p: number,
    group: PlanGroup,
    tour: readonly number[],
    home: Spot,
    homeSinceS: number,
    fullTime: boolean,
    stream: Stream,
    acts: Act[],
    errands: Errands,
  ): number {
    // Draws of a tour are used up even when it does not fit, so that tours do not shift each other's draws.
    const first = tour[0]!;
    const leaveAfterS = homeSinceS === 0 ? 4 * 3600 : homeSinceS + BETWEEN_TOURS_S;
    const wayTo = (from: Spot, to: Spot): number => estimatedTravelS(this.metresBetween(from, to));
    const brought =
      first === ESCORT ? errands.fromHome((school) => leaveAfterS + wayTo(home, school), tour.length > 1) : [];
    const free = brought.length > 0 ? undefined : this.spotFor(p, first, home, stream);
    const spot = brought[0]?.school ?? free!;
    const wayS = wayTo(home, spot);
    const drawnS = drawStartS(timingKind(first, group), this.dayType, leaveAfterS + wayS, stream);
    const startS = brought.length === 0 ? drawnS : errandStartS(brought[0]!);
    if (startS > LAST_START_S) return -1;
    const homeAct = acts.at(-1)!;
    homeAct.endS = Math.max(homeSinceS, startS - wayS);
    if (brought[0]?.kind === 'bring') goTogether(brought, p, acts.length - 1, homeAct.endS, startS);
    let at = spot;
    let timeS = startS;
    let fetched: readonly Errand[] = brought[0]?.kind === 'fetch' ? brought : [];
    for (let i = 0; i < tour.length; i++) {
      const kind = tour[i]!;
      if (i > 0) {
        if (kind === ESCORT && i === tour.length - 1)
          fetched = errands.onTheWayHome((school) => timeS + wayTo(at, school));
        const next =
          kind === ESCORT && fetched.length > 0 ? fetched[0]!.school : this.spotFor(p, kind, at, stream, home);
        timeS += wayTo(at, next);
        at = next;
      }
      const shorter = kind === WORK && tour.length > 1 && tour.filter((k) => k === WORK).length > 1 ? 0.5 : 1;
      const drawnEndS = timeS + Math.round(shorter * drawDurationS(timingKind(kind, group), fullTime, stream));
      const endS = kind === ESCORT && fetched.length > 0 ? Math.max(timeS, fetched[0]!.schoolS) : drawnEndS;
      acts.push({ kind, spot: at, startS: timeS, endS });
      timeS = endS;
    }
    const leftS = timeS;
    timeS += wayTo(at, home);
    if (fetched.length > 0) goTogether(fetched, p, acts.length - 1, leftS, timeS);
    acts.push({ kind: HOME, spot: home, startS: timeS, endS: timeS });
    return timeS;
  }

  private spotFor(p: number, kind: number, from: Spot, stream: Stream, home: Spot = from): Spot {
    const { seed } = this.scenario;
    const { persons, households } = this.population;
    const { destinations } = this;
    if (kind === WORK) return this.placeSpot(destinations.work(home.zone, uniform(seed, WORKPLACE, persons.key[p]!)));
    if (kind === SCHOOL) return this.schoolSpot(p);
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

  /** Children of a household go to the same primary school. */
  private schoolSpot(p: number): Spot {
    const { persons, households } = this.population;
    const age = persons.ageYears[p]!;
    const level: SchoolLevel = age < 12 ? 'primary' : age < 18 ? 'secondary' : 'college';
    const h = persons.household[p]!;
    const key = level === 'primary' ? 16 * households.key[h]! : persons.key[p]!;
    return this.placeSpot(
      this.destinations.school(households.zone[h]!, level, uniform(this.scenario.seed, SCHOOL_DRAW, key)),
    );
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

/** When somebody who leaves home for it is at the school. */
const errandStartS = ({ kind, schoolS }: Errand): number =>
  kind === 'bring' ? schoolS : schoolS - BEFORE_SCHOOL_ENDS_S;
