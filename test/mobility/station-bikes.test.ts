import { beforeAll, describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { Alternatives } from '../../engine/mobility/alternatives.ts';
import { runDay } from '../../engine/mobility/day-events.ts';
import type { DayInput, DayRecord } from '../../engine/mobility/day-record.ts';
import { TRAIN } from '../../engine/mobility/modes.ts';
import { prepareDay } from '../../engine/mobility/prepare-day.ts';
import { prepareCalibration } from '../../engine/mobility/simulate-travel-day.ts';
import { TourSupply } from '../../engine/mobility/tour-supply.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);

const NONE = 0xffffffff;

const prepare = async (levers: readonly string[]) => {
  const scenario = town(['travel.sampleShare=0.2', ...levers]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  return {
    scenario,
    day: await prepareDay({ scenario, district, population, plans, dayType: 0, parallel: serial, context }),
  };
};

test('a train journey with a hired bicycle stands beside the one without: cycled at its end, paid half a day each way, at one station', async () => {
  const off = await prepare(['fleets.stationBikes=false']);
  const on = await prepare(['fleets.stationBikes=true']);
  const { hired, hiredAt, train } = on.day.los;
  let journeys = 0;
  for (let t = 0; t < on.day.trips.count; t++) {
    expect(train.utility[t]).toBe(off.day.los.train.utility[t]);
    expect(off.day.los.hiredAt[t]).toBe(NONE);
    if (hiredAt[t] === NONE) continue;
    journeys++;
    expect(hired.rentEur[t]).toBeCloseTo(on.scenario.prices.stationBikeEurPerDay / 2, 6);
    expect(hired.bikeM[t]!).toBeGreaterThan(0);
  }
  expect(journeys).toBeGreaterThan(0);
});

describe('bicycles at stations run out', () => {
  // Cheap, and trains liked, so that many hire.
  const liked = [
    'choice.constants.train=4',
    'prices.stationBikeEurPerDay=0',
    'fleets.stationBikes=true',
    'fleets.bikePlacesPerStation=100000',
  ];
  let real: DayInput;
  beforeAll(async () => {
    const { scenario } = loadScenarioFile('baseline-2025', ['travel.sampleShare=0.02', ...liked]);
    const place = await loadDistrict(scenario.district);
    const population = buildPopulation(scenario, place);
    const plans = await buildPlans(scenario, place, population, 0, serial, context);
    real = await prepareCalibration({
      scenario,
      district: place,
      population,
      plans,
      dayType: 0,
      parallel: serial,
      context,
    });
  });
  const withBikes = (stationBikesPerStation: number): DayInput => ({
    ...real,
    scenario: { ...real.scenario, fleets: { ...real.scenario.fleets, stationBikesPerStation } },
  });
  const hires = (day: DayInput): { readonly record: DayRecord; readonly tours: number[] } => {
    const record = runDay(day);
    const tours = new Set<number>();
    record.outcome.hired.forEach((flag, t) => {
      if (flag === 1) tours.add(day.trips.tour[t]!);
    });
    return { record, tours: [...tours] };
  };

  test('none are hired where there are none; whoever wanted one is counted and takes the next best way', () => {
    const day = withBikes(0);
    const { record, tours } = hires(day);
    expect(tours).toEqual([]);
    let counted = 0;
    for (const people of record.stationBikes.turnedAway.values()) counted += people;
    expect(counted).toBeGreaterThan(0);
    const marked = new Set<number>();
    record.outcome.turnedAwayFrom.forEach((mode, t) => {
      if (mode === TRAIN) marked.add(day.trips.tour[t]!);
    });
    expect(marked.size).toBe(counted);
  });

  test('never more are out at a time than a station has, and a tour hires on the way out and brings back on the way home', () => {
    const day = withBikes(100);
    const { record, tours } = hires(day);
    const { trips } = day;
    expect(tours.length).toBeGreaterThan(0);
    const changes: [number, number, number][] = [];
    for (const tour of tours) {
      const first = trips.firstTrip[tour]!;
      const last = trips.firstTrip[tour + 1]! - 1;
      expect([record.outcome.hired[first], record.outcome.hired[last]]).toEqual([1, 1]);
      expect(day.los.hiredAt[first]).toBe(day.los.hiredAt[last]);
      expect(day.population.persons.ageYears[trips.tourPerson[tour]!]).toBeGreaterThanOrEqual(16);
      const endS = record.outcome.departureS[last]! + record.outcome.timeS[last]!;
      changes.push(
        [record.outcome.departureS[first]!, 1, day.los.hiredAt[first]!],
        [endS, -1, day.los.hiredAt[first]!],
      );
    }
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const out = new Map<number, number>();
    for (const [, by, station] of changes) {
      out.set(station, (out.get(station) ?? 0) + by);
      expect(out.get(station)!).toBeLessThanOrEqual(record.stationBikes.capacity);
    }
  });

  const withPlaces = (bikePlacesPerStation: number): DayInput => ({
    ...real,
    scenario: { ...real.scenario, fleets: { ...real.scenario.fleets, bikePlacesPerStation } },
  });
  /** Station where the bicycle of a tour is left; NONE when the tour does not begin by cycling to a train. */
  const parkedAt = ({ trips, los }: DayInput, { outcome }: DayRecord, tour: number): number => {
    const first = trips.firstTrip[tour]!;
    if (outcome.mode[first] !== TRAIN) return NONE;
    return (outcome.hired[first] === 1 ? los.bikeLeftByHirersAt : los.bikeLeftAt)[first]!;
  };

  test('without bicycle parking at stations nobody cycles to a train; whoever wanted to is counted and travels another way', () => {
    const day = withPlaces(0);
    const record = runDay(day);
    for (let tour = 0; tour < day.trips.tourCount; tour++) expect(parkedAt(day, record, tour)).toBe(NONE);
    let counted = 0;
    for (const people of record.bikePlaces.turnedAway.values()) counted += people;
    expect(counted).toBeGreaterThan(0);
  });

  test('whoever falls back to the train parks like anybody else: with a place on the way out, home from where the bicycle stands', () => {
    const outOf = (places: number) => {
      const day = withPlaces(places);
      const { trips, los } = day;
      const tour = Array.from({ length: trips.tourCount }, (_, t) => t).find((t) => {
        const [first, last] = [trips.firstTrip[t]!, trips.firstTrip[t + 1]! - 1];
        return last > first && los.bikeLeftAt[first] !== NONE && los.train.bikeM[last]! > 0;
      })!;
      const [first, last] = [trips.firstTrip[tour]!, trips.firstTrip[tour + 1]! - 1];
      const supply = new TourSupply(day, new Alternatives(day));
      const station = los.bikeLeftAt[first]!;
      const homeBefore = supply.bikeForTrain(tour, last);
      const out = supply.bikeForTrain(tour, first);
      return {
        out,
        homeBefore,
        homeAfter: supply.bikeForTrain(tour, last),
        taken: supply.bikePlaces.capacity - (supply.bikePlaces.least.get(station) ?? supply.bikePlaces.capacity),
        turnedAway: supply.bikePlaces.turnedAway.get(station) ?? 0,
      };
    };
    expect(outOf(400)).toEqual({ out: true, homeBefore: false, homeAfter: true, taken: 1, turnedAway: 0 });
    expect(outOf(0)).toEqual({ out: false, homeBefore: false, homeAfter: false, taken: 0, turnedAway: 1 });
  });

  test('never more bicycles stand at a station than it has places, and with room for all nobody is turned away', () => {
    const day = withPlaces(400);
    const record = runDay(day);
    const { trips } = day;
    const changes: [number, number, number][] = [];
    for (let tour = 0; tour < trips.tourCount; tour++) {
      const station = parkedAt(day, record, tour);
      if (station === NONE) continue;
      const first = trips.firstTrip[tour]!;
      const last = trips.firstTrip[tour + 1]! - 1;
      changes.push(
        [record.outcome.departureS[first]!, 1, station],
        [record.outcome.departureS[last]! + record.outcome.timeS[last]!, -1, station],
      );
    }
    expect(changes.length).toBeGreaterThan(0);
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const standing = new Map<number, number>();
    for (const [, by, station] of changes) {
      standing.set(station, (standing.get(station) ?? 0) + by);
      expect(standing.get(station)!).toBeLessThanOrEqual(record.bikePlaces.capacity);
    }
    expect(runDay(withPlaces(100_000)).bikePlaces.turnedAway.size).toBe(0);
  });
});
