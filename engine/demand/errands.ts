/** Who brings and fetches which child of a household on a day: each way to and from school is given to at most one adult, and both leave together.
 *  An adult who goes out to bring or fetch keeps the child's hours; one who fetches on the way home from somewhere comes when they come: the child
 *  waits, or stays in care after school. Children of a household at the same school go along when their hours are near.
 *  In: plans of the children. Out: errands, and the children's plans changed to the common departure. Scratch state of one household's day. */
import { type Act, HOME, SCHOOL, type Spot } from './day-plan.ts';

/** How far hours of children at one school may lie apart to go together [s]. */
const TOGETHER_S = 20 * 60;
/** An adult waits this long at school for a child, and a child with plans after school for an adult [s]. */
const ADULT_WAITS_S = 30 * 60;
const CHILD_WAITS_S = 15 * 60;
/** Care after school closes [s after midnight]. */
const CARE_CLOSES_S = 19 * 3600;

/** A child's way to or from school. */
export interface Errand {
  readonly kind: 'bring' | 'fetch';
  readonly child: number;
  readonly acts: readonly Act[];
  /** Activity the child leaves from. */
  readonly at: number;
  /** When school begins (bring) or ends (fetch) [s]. */
  readonly schoolS: number;
  readonly school: Spot;
}

export class Errands {
  private open: Errand[] = [];

  /** Children in order of who comes first: the youngest. */
  add(child: number, acts: readonly Act[]): void {
    acts.forEach((act, i) => {
      if (act.kind !== SCHOOL) return;
      if (acts[i - 1]?.kind === HOME)
        this.open.push({ kind: 'bring', child, acts, at: i - 1, schoolS: act.startS, school: act.spot });
      if (acts[i + 1]?.kind === HOME)
        this.open.push({ kind: 'fetch', child, acts, at: i, schoolS: act.endS, school: act.spot });
    });
  }

  /** The next errand of the day that somebody who leaves home can do; removed from the list with those of siblings who go along.
   *  @param earliestS when one could be at a school at the earliest  @param bringOnly when one goes on somewhere else afterwards */
  fromHome(earliestS: (school: Spot) => number, bringOnly: boolean): readonly Errand[] {
    let next: Errand | undefined;
    for (const errand of this.open) {
      if (bringOnly && errand.kind === 'fetch') continue;
      if (errand.schoolS < earliestS(errand.school)) continue;
      if (next === undefined || errand.schoolS < next.schoolS) next = errand;
    }
    return next === undefined ? [] : this.take(next);
  }

  /** A child to fetch on the way home. @param arrivalS when the adult would be at a school */
  onTheWayHome(arrivalS: (school: Spot) => number): readonly Errand[] {
    let best: Errand | undefined;
    let bestWaitS = Infinity;
    for (const errand of this.open) {
      if (errand.kind !== 'fetch') continue;
      const lateS = arrivalS(errand.school) - errand.schoolS;
      if (lateS < -ADULT_WAITS_S || lateS > this.childWaitsS(errand)) continue;
      if (Math.abs(lateS) >= bestWaitS) continue;
      best = errand;
      bestWaitS = Math.abs(lateS);
    }
    return best === undefined ? [] : this.take(best);
  }

  /** A child whose day is over after school stays in care until somebody comes; others wait a little. */
  private childWaitsS({ acts, at, schoolS }: Errand): number {
    return at + 2 === acts.length ? Math.max(CHILD_WAITS_S, CARE_CLOSES_S - schoolS) : CHILD_WAITS_S;
  }

  private take(errand: Errand): readonly Errand[] {
    const together = this.open.filter(
      (other) =>
        other === errand ||
        (other.kind === errand.kind &&
          other.child !== errand.child &&
          other.school.place === errand.school.place &&
          Math.abs(other.schoolS - errand.schoolS) <= TOGETHER_S),
    );
    // A child goes once; the nearest in time of two ways of the same child.
    const taken = together.filter(
      (one) =>
        one === errand ||
        !together.some(
          (other) =>
            other !== one &&
            other.child === one.child &&
            Math.abs(other.schoolS - errand.schoolS) < Math.abs(one.schoolS - errand.schoolS),
        ),
    );
    this.open = this.open.filter((one) => !taken.includes(one));
    return taken;
  }
}

/** The children of an errand leave when the adult leaves, and are there when the adult is.
 *  @param person, act the adult and the activity it leaves from  @param leaveS, arriveS of the common trip */
export function goTogether(
  errands: readonly Errand[],
  person: number,
  act: number,
  leaveS: number,
  arriveS: number,
): void {
  for (const { acts, at } of errands) {
    const from = acts[at]!;
    const to = acts[at + 1]!;
    from.endS = leaveS;
    from.escort = { person, act };
    to.startS = arriveS;
    to.endS = Math.max(to.endS, arriveS);
  }
}
