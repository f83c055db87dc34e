import { beforeAll, describe, expect, test } from 'vitest';
import { runDay } from '../../engine/mobility/day-events.ts';
import type { DayInput, DayRecord } from '../../engine/mobility/day-record.ts';
import { PARK_AND_RIDE } from '../../engine/mobility/modes.ts';
import { prepareCalibration } from '../../engine/mobility/simulate-travel-day.ts';
import { prepareSupply } from '../../engine/mobility/supply.ts';
import { smallTown, town } from '../demand/small-town.ts';
import { plainDay } from './plain-day.ts';

const district = smallTown([12_000, 9_000]);
const SAMPLE = 0.2;
/** The town has one P+R, of 40 places. */
const HUB = 1;
const NO_MODE = 255;

describe('a P+R of 40 places that many like', () => {
  let roomy: DayInput;
  beforeAll(async () => {
    const scenario = town([`travel.sampleShare=${SAMPLE}`, 'choice.constants.parkAndRide=6']);
    const input = await plainDay(scenario, district);
    roomy = await prepareCalibration(input);
  });
  const withPlaces = (factor: number): DayInput => {
    const scenario = { ...roomy.scenario, fleets: { ...roomy.scenario.fleets, parkAndRidePlacesFactor: factor } };
    return { ...roomy, scenario, supply: prepareSupply(scenario, district, SAMPLE) };
  };
  /** Tours that set out for it, in order of leaving. */
  const parked = ({ trips }: DayInput, { outcome }: DayRecord): number[] =>
    Array.from({ length: trips.tourCount }, (_, tour) => tour).filter((tour) => {
      const first = trips.firstTrip[tour]!;
      return outcome.failure[first] === 0 && outcome.mode[first] === PARK_AND_RIDE;
    });

  test('with room for all nobody is turned away', () => {
    const day = withPlaces(1000);
    const record = runDay(day);
    expect(parked(day, record).length).toBeGreaterThan(0.2 * 40);
    expect(record.parkAndRide.turnedAway[HUB]).toBe(0);
    expect(record.outcome.turnedAwayFrom.includes(PARK_AND_RIDE)).toBe(false);
  });

  test('with 40 places never more than 40 cars stand there; the rest is counted and travels another way or, without one, stays', () => {
    const day = withPlaces(1);
    const record = runDay(day);
    const { trips } = day;
    const { outcome } = record;
    const capacity = 40 * SAMPLE;
    const changes: [number, number][] = [];
    for (const tour of parked(day, record)) {
      const first = trips.firstTrip[tour]!;
      const last = trips.firstTrip[tour + 1]! - 1;
      changes.push([outcome.departureS[first]!, 1], [outcome.departureS[last]! + outcome.timeS[last]!, -1]);
    }
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let standing = 0;
    let most = 0;
    for (const [, by] of changes) {
      standing += by;
      most = Math.max(most, standing);
    }
    expect(most).toBe(capacity);
    const elsewhere = new Set<number>();
    for (let t = 0; t < trips.count; t++) {
      if (outcome.turnedAwayFrom[t] !== PARK_AND_RIDE) continue;
      expect(outcome.mode[t]).not.toBe(PARK_AND_RIDE);
      if (outcome.failure[t] === 0) expect(outcome.mode[t]).not.toBe(NO_MODE);
      elsewhere.add(trips.tour[t]!);
    }
    // Whoever found another place full first is counted at both, told under the first.
    expect(elsewhere.size).toBeGreaterThan(0);
    expect(record.parkAndRide.turnedAway[HUB]).toBeGreaterThanOrEqual(elsewhere.size);
  });

  test('half the places take no more people than all of them', () => {
    const taken = [0, 0.5, 1, 4].map((factor) => {
      const day = withPlaces(factor);
      return parked(day, runDay(day)).length;
    });
    expect(taken[0]).toBe(0);
    for (let i = 1; i < taken.length; i++) expect(taken[i]!).toBeGreaterThanOrEqual(taken[i - 1]!);
    expect(taken[3]).toBeGreaterThan(taken[1]!);
  });
});
