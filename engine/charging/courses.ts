/** Keeps the whole course of some charging sessions, so that somebody can ask why a car charged or discharged at a moment.
 *  Which sessions is a draw named by car and stay: the same in every scenario, whatever the threads. Scratch state of one simulation. */
import { purposeId, uniform } from '../core/random.ts';
import { takenKw } from './charge-curve.ts';
import type { ChargePhysics } from './physics.ts';
import type { SiteSessions } from './site-sessions.ts';
import type { SiteSnapshot } from './snapshot.ts';

const EXPLAINED = purposeId('explained-session');

/** Sessions a plug-in car begins a day, about: what turns a wanted number into a chance. */
const SESSIONS_PER_CAR_DAY = 0.5;

/** Columns of a course, one row a step; power at the grid side, + charging, − discharging. */
export const COURSE_COLUMNS = [
  'step',
  'localS',
  'powerKw',
  'maximumKw',
  'ratedKw',
  'minimumKw',
  'maximumDischargeKw',
  'takeableKw',
  'chargeNow',
  'storedKwh',
  'targetKwh',
  'floorKwh',
  'statedDepartureStep',
  'loadKw',
  'pvKw',
  'carsKw',
  'limitKw',
  'signal',
  'bestSignal',
  'betterSteps',
  'withheldKw',
] as const;
export type CourseColumn = (typeof COURSE_COLUMNS)[number];

/** What a controller knew of a session at one step, and what came of it. `storedKwh` before the step; `carsKw` of all cars of the site in it;
 *  `takeableKw` what the battery accepts by its charge curve; `chargeNow` 1 when the driver overrode the strategy;
 *  `signal` is what the strategy goes by (price or CO2), `bestSignal` the lowest known before the stated departure, `betterSteps` how many are lower;
 *  `withheldKw` what limits of the grid took off what the strategy asked for, not a number in results of older versions. */
export type CourseRow = Readonly<Record<CourseColumn, number>>;

export interface CourseStore {
  readonly courseCount: number;
  /** [course] row in SessionStore. */
  readonly session: Uint32Array;
  /** [course] area of the charger. */
  readonly area: Uint32Array;
  /** [course + 1] */
  readonly firstRow: Uint32Array;
  /** column → [row] */
  readonly columns: Readonly<Record<CourseColumn, Float64Array>>;
}

interface Course {
  readonly site: number;
  session: number;
  readonly rows: number[];
}

export class CourseRecorder {
  private readonly chance: number;
  private readonly seed: number;
  private readonly outside: number;
  private readonly carbon: boolean;
  /** [site] plug-in cars that are watched there. */
  private readonly watched: number[][];
  private readonly open = new Map<number, Course>();
  private readonly done: Course[] = [];
  private readonly held = new Map<number, number>();
  private readonly withheld = new Map<number, number>();

  /** @param wanted about how many sessions; @param outside site beyond the district's grid, where nothing is steered */
  constructor(seed: number, wanted: number, carCount: number, dayCount: number, outside: number, strategy: string) {
    this.seed = seed;
    this.chance = Math.min(1, wanted / Math.max(1, carCount * dayCount * SESSIONS_PER_CAR_DAY));
    this.outside = outside;
    this.carbon = strategy === 'co2';
    this.watched = Array.from({ length: outside + 1 }, () => []);
  }

  watching(site: number): boolean {
    return this.watched[site]!.length > 0;
  }

  /** A car plugs in. @param id plug-in car; @param name of the car in draws; @param stay its stays so far */
  plugged(id: number, name: number, stay: number, site: number): void {
    if (site === this.outside || uniform(this.seed, EXPLAINED, name, stay) >= this.chance) return;
    this.open.set(id, { site, session: -1, rows: [] });
    this.watched[site]!.push(id);
  }

  /** @param session row of the session in the log */
  unplugged(id: number, session: number): void {
    const course = this.open.get(id);
    if (course === undefined) return;
    course.session = session;
    this.open.delete(id);
    const here = this.watched[course.site]!;
    here.splice(here.indexOf(id), 1);
    if (course.rows.length > 0) this.done.push(course);
  }

  /** Before anybody is asked in a step: what each watched car holds, and what was withheld from it so far. */
  before(sessions: SiteSessions, site: number, position: (id: number) => number): void {
    for (const id of this.watched[site]!) {
      this.held.set(id, sessions.storedKwh[position(id)]!);
      this.withheld.set(id, sessions.withheldKwh[position(id)]!);
    }
  }

  /** After the power of a step was delivered. @param powerKw of sessions 0 … active - 1 before those that are done were retired */
  record(
    now: SiteSnapshot,
    site: number,
    position: (id: number) => number,
    powerKw: Float64Array,
    active: number,
    carsKw: number,
    physics: ChargePhysics,
  ): void {
    const { sessions, forecast } = now;
    for (const id of this.watched[site]!) {
      const at = position(id);
      const power = at < active ? powerKw[at]! : 0;
      const stored = this.held.get(id) ?? sessions.storedKwh[at]!;
      const signalAt = (k: number): number => (this.carbon ? forecast.co2GPerKwh(k) : forecast.priceEurPerKwh(k));
      const signal = signalAt(0);
      const window = Math.min(forecast.horizonSteps, sessions.statedDepartureStep[at]! - now.step - 1);
      let best = Number.NaN;
      let better = 0;
      for (let k = 1; k < window; k++) {
        const later = signalAt(k);
        if (Number.isNaN(later)) continue;
        if (!(later >= best)) best = later;
        if (later < signal) better++;
      }
      this.open
        .get(id)!
        .rows.push(
          now.step,
          now.localS,
          power,
          sessions.maximumKw[at]!,
          sessions.ratedKw[at]!,
          sessions.minimumKw[at]!,
          sessions.maximumDischargeKw[at]!,
          takeableKw(sessions, at, stored, now.stepH, physics),
          sessions.chargeNow[at]!,
          stored,
          sessions.targetKwh[at]!,
          sessions.floorKwh[at]!,
          sessions.statedDepartureStep[at]!,
          now.loadKw,
          now.pvKw,
          carsKw,
          now.limitKw,
          signal,
          best,
          better,
          (sessions.withheldKwh[at]! - (this.withheld.get(id) ?? 0)) / now.stepH,
        );
    }
  }

  finish(): CourseStore {
    const courses = this.done.sort((a, b) => a.session - b.session);
    const width = COURSE_COLUMNS.length;
    const firstRow = new Uint32Array(courses.length + 1);
    courses.forEach((course, i) => {
      firstRow[i + 1] = firstRow[i]! + course.rows.length / width;
    });
    const total = firstRow[courses.length]!;
    const columns = Object.fromEntries(
      COURSE_COLUMNS.map((name, c) => {
        const values = new Float64Array(total);
        courses.forEach((course, i) => {
          for (let row = 0; row < course.rows.length / width; row++)
            values[firstRow[i]! + row] = course.rows[row * width + c]!;
        });
        return [name, values];
      }),
    ) as Record<CourseColumn, Float64Array>;
    return {
      courseCount: courses.length,
      session: Uint32Array.from(courses, ({ session }) => session),
      area: Uint32Array.from(courses, ({ site }) => site),
      firstRow,
      columns,
    };
  }
}

/** Most that the battery takes in a step, at the grid side: the charger's power, or less by the charge curve. */
function takeableKw(
  { curve, capacityKwh, maximumKw }: SiteSessions,
  at: number,
  storedKwh: number,
  stepH: number,
  { efficiencyShare, fixedLossKw, curves }: ChargePhysics,
): number {
  const own = curve[at]!;
  if (own < 0) return maximumKw[at]!;
  const offered = maximumKw[at]! * efficiencyShare - fixedLossKw;
  const taken = takenKw(curves[own]!, capacityKwh[at]!, storedKwh, offered, stepH);
  return taken < offered ? (taken + fixedLossKw) / efficiencyShare : maximumKw[at]!;
}
