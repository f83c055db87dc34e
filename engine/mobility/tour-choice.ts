/** How a tour is chosen: what its alternatives are worth to whoever makes it, the preferences, the best of what is left.
 *  Scratch state of one day on one thread. */
import { purposeId } from '../core/random.ts';
import { Allowances } from './allowances.ts';
import { Alternatives, type AlternativesInput } from './alternatives.ts';
import { JointTrips } from './joint-trips.ts';
import { MODE_COUNT, NEST_OF, NESTS, WALK } from './modes.ts';
import { drawPreferences, nestedLogsum } from './nested-gumbel.ts';
import { NO_MODE, NONE } from './outcome.ts';

const PREFERENCE = purposeId('mode preference');

export class TourChoice {
  readonly alternatives: Alternatives;
  readonly joint: JointTrips;
  readonly allowances: Allowances;
  /** [mode] preferences of the tour drawn last. */
  readonly preference = new Float64Array(MODE_COUNT);
  private readonly input: AlternativesInput;

  constructor(input: AlternativesInput) {
    this.input = input;
    this.alternatives = new Alternatives(input);
    this.allowances = new Allowances(input);
    this.joint = new JointTrips(input.trips);
  }

  /** Utilities of a tour for whoever makes it, and the preferences. @returns its logsum [EUR] */
  evaluate(tour: number, car: number, withoutPermit: boolean): number {
    const { trips, scenario, population } = this.input;
    this.allowances.tell(trips.tourPerson[tour]!, this.alternatives.allowance);
    this.alternatives.evaluate(tour, car === NONE ? -1 : population.cars.driveType[car]!, withoutPermit);
    this.preferences(tour);
    const logsum = nestedLogsum(this.alternatives.utility, NEST_OF, NESTS, scenario.choice.nestScale);
    return -logsum / this.alternatives.eurWeight;
  }

  /** Leaves the utilities of what a child can do by itself on the trips nobody takes it along. @param outBy mode of its joint first trip */
  evaluateAlone(tour: number, outBy: number): void {
    this.alternatives.withoutHire(tour);
    const modes = this.joint.mainModes(tour, outBy, this.input.population.persons);
    this.alternatives.evaluatePart(tour, modes, (t) => !this.joint.isJoint(t));
  }

  /** How a child makes the trips alone that follow a joint first one; any mode when there are none, NO_MODE when it cannot. */
  mainModeAlone(tour: number, first: number, outBy: number): number {
    const last = this.input.trips.firstTrip[tour + 1]! - 1;
    let alone = false;
    for (let t = first + 1; t <= last; t++) if (!this.joint.isJoint(t)) alone = true;
    if (!alone) return WALK;
    this.evaluateAlone(tour, outBy);
    const best = this.best(this.alternatives.utility, new Uint8Array(MODE_COUNT));
    return best < 0 ? NO_MODE : best;
  }

  best(utility: Float64Array, tried: Uint8Array): number {
    let best = -1;
    let bestU = -Infinity;
    for (let mode = 0; mode < MODE_COUNT; mode++) {
      if (tried[mode] === 1) continue;
      const u = utility[mode]! + this.preference[mode]!;
      if (u > bestU) {
        bestU = u;
        best = mode;
      }
    }
    return best;
  }

  preferences(tour: number): void {
    const { trips, scenario, population, dayType } = this.input;
    const key = population.persons.key[trips.tourPerson[tour]!]!;
    const ofDay = trips.tourOfDay[trips.firstTrip[tour]!]!;
    drawPreferences(
      this.preference,
      NEST_OF,
      scenario.choice.nestScale,
      scenario.seed,
      PREFERENCE,
      key,
      dayType * 256 + ofDay,
    );
  }
}
