/** What the choice has to know of the person who makes a tour: how much money and effort weigh, what is paid for them, what they may use.
 *  In: scenario, population, subscriptions. Out: one object, filled anew for each tour. */
import { purposeId, uniform } from '../core/random.ts';
import type { AlternativesInput } from './alternatives.ts';

/** Time weights for people with reduced mobility; assumption. */
const REDUCED_WALK = 1.8;
const REDUCED_BIKE = 1.6;
const WORKER = 2;
const BUSINESS = 7;
const WORK = 1;
/** Days of a month that a working day's budget is spread over. */
const WORKING_DAYS_PER_MONTH = 253 / 12;
const EMPLOYER = purposeId('employer budget');

export class Traveller {
  person = 0;
  homeZone = 0;
  /** The car at home has no resident permit. */
  carWithoutPermit = false;
  /** Weight of a euro (negative). */
  costWeight = 0;
  walkFactor = 1;
  bikeFactor = 1;
  /** Shares of the full fare that the person pays. */
  busFareShare = 1;
  trainFareShare = 1;
  /** The employer pays up to this for each trip of the tour [EUR]. */
  employerEurPerTrip = 0;
  usesApp = false;
  /** On the first and last trip of the tour the train is taken with a bicycle hired at the station. */
  hires = false;
  /** A shared car is kept for the whole tour and brought back where it was taken; otherwise it is left at a hub after each trip. */
  keepsCar = true;
  /** Index into maas.bundles, -1 for none. */
  bundle = -1;

  /** Learns about the person of a tour with trips first … last. */
  know(input: AlternativesInput, p: number, first: number, last: number, carWithoutPermit: boolean): void {
    const { scenario, population, trips, subscriptions, dayType } = input;
    const { choice } = scenario;
    this.person = p;
    this.hires = false;
    this.keepsCar = !scenario.fleets.sharedCarOneWay;
    this.homeZone = trips.fromZone[first]!;
    this.carWithoutPermit = carWithoutPermit;
    const { persons, households } = population;
    const income = households.incomeClass[persons.household[p]!]!;
    let purposeFactor = 1;
    let works = false;
    for (let t = first; t < last; t++) {
      if (trips.purpose[t] === BUSINESS || trips.purpose[t] === WORK) works = true;
      if (trips.purpose[t] === BUSINESS) purposeFactor = Math.min(purposeFactor, choice.businessCostFactor);
      if (trips.purpose[t] === WORK) purposeFactor = Math.min(purposeFactor, choice.commuteCostFactor);
    }
    this.costWeight =
      choice.costPerEur *
      purposeFactor *
      (income === 0 ? choice.lowIncomeCostFactor : income === 2 ? choice.highIncomeCostFactor : 1);
    const reduced = persons.reducedMobility[p] === 1;
    this.walkFactor = reduced ? REDUCED_WALK : 1;
    this.bikeFactor = reduced ? REDUCED_BIKE : 1;
    const age = persons.ageYears[p]!;
    const free = age < 4 || (persons.studentCard[p] === 1 && dayType === 0);
    this.busFareShare = free ? 0 : age < 12 || age >= 65 ? 0.66 : 1;
    this.trainFareShare = free ? 0 : age < 12 ? 0.15 : age >= 65 ? 0.8 : 1;
    const { employerBudgetEurPerMonth, employerBudgetShare } = scenario.maas;
    this.employerEurPerTrip =
      employerBudgetEurPerMonth > 0 &&
      works &&
      persons.group[p] === WORKER &&
      dayType === 0 &&
      uniform(scenario.seed, EMPLOYER, persons.key[p]!) < employerBudgetShare
        ? employerBudgetEurPerMonth / WORKING_DAYS_PER_MONTH / (last - first + 1)
        : 0;
    this.usesApp = subscriptions.usesApp[p] === 1;
    this.bundle = subscriptions.bundleOf[p] === 255 ? -1 : subscriptions.bundleOf[p]!;
  }
}
