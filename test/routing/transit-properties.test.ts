import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareTransit } from '../../engine/routing/transit-index.ts';
import type { TransitJourney } from '../../engine/routing/transit-journey.ts';
import { NO_ARRIVAL, TransitQuery } from '../../engine/routing/transit-query.ts';
import { bruteArrivals, type RandomFeed, randomFeed } from './random-feed.ts';

const open = (feed: RandomFeed): TransitQuery =>
  new TransitQuery(prepareTransit(feed.timetable, feed.footpaths, { changeS: feed.changeS }));

/** A journey's legs follow one another in place and time, and its totals are their sums. */
function expectSound(journey: TransitJourney, feed: RandomFeed): void {
  const { timetable } = feed;
  let atS = journey.departureS + journey.accessS;
  let at = -1;
  for (const leg of journey.legs) {
    expect(leg.departureS).toBeGreaterThanOrEqual(atS);
    expect(leg.arrivalS).toBeGreaterThanOrEqual(leg.departureS);
    const from = leg.kind === 'ride' ? leg.boardStop : leg.fromStop;
    if (at >= 0) expect(from).toBe(at);
    if (leg.kind === 'ride') {
      const base = timetable.tripFirstTime[leg.trip]!;
      expect((leg.departureS - timetable.departureS[base + leg.boardPosition]!) % 86_400 === 0).toBe(true);
      expect((leg.arrivalS - timetable.arrivalS[base + leg.alightPosition]!) % 86_400 === 0).toBe(true);
      const first = timetable.patternFirstStop[leg.pattern]!;
      expect(timetable.patternStop[first + leg.boardPosition]).toBe(leg.boardStop);
      expect(timetable.patternStop[first + leg.alightPosition]).toBe(leg.alightStop);
    }
    at = leg.kind === 'ride' ? leg.alightStop : leg.toStop;
    atS = leg.arrivalS;
  }
  expect(journey.arrivalS).toBe(atS + journey.egressS);
  expect(journey.departureS).toBeGreaterThanOrEqual(journey.leaveS);
  expect(journey.waitS).toBeGreaterThanOrEqual(0);
  expect(
    journey.departureS + journey.accessS + journey.rideS + journey.transferWalkS + journey.waitS + journey.egressS,
  ).toBe(journey.arrivalS);
}

test('arrivals by number of transfers equal those of trying every ride of every trip, on 300 random feeds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(90_000), fc.nat(2), (seed, departureS, dayType) => {
      const feed = randomFeed(seed);
      const truth = bruteArrivals(feed, departureS, dayType, 4);
      const found = open(feed).journeys({ ...feed, departureS, dayType, maxTransfers: 3 });
      const expected: [number, number][] = [];
      let best = Infinity;
      truth.arrivalS.forEach((arrivalS, rides) => {
        if (arrivalS >= best) return;
        best = arrivalS;
        expected.push([arrivalS, rides - 1]);
      });
      expect(found.map((journey) => [journey.arrivalS, journey.transfers])).toEqual(expected);
      for (const journey of found) expectSound(journey, feed);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('bounds over wide cells of stops leave out no journey: 1, 2 and 4 cells give the journeys and profiles of a cell a stop', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(90_000), (seed, departureS) => {
      const feed = randomFeed(seed, 14);
      const answers = [1, 2, 4, 14].map((boundCells) => {
        const query = new TransitQuery(
          prepareTransit(feed.timetable, feed.footpaths, { changeS: feed.changeS, boundCells }),
        );
        return [
          query.journeys({ ...feed, departureS, dayType: 0 }),
          query.profile({ ...feed, fromS: departureS, toS: departureS + 3600, dayType: 0 }),
        ];
      });
      for (const answer of answers.slice(0, 3)) expect(answer).toEqual(answers[3]);
    }),
    { numRuns: 150, seed: 12 },
  );
});

test('one-to-all arrivals equal those of trying every ride, the last walk included', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(7000), (seed, departureS) => {
      const feed = randomFeed(seed);
      const { rideS } = bruteArrivals(feed, departureS, 0, 4);
      const query = open(feed);
      const out = new Int32Array(feed.timetable.stopCount);
      query.oneToAll(feed.access, departureS, 0, out, 3);
      const index = prepareTransit(feed.timetable, feed.footpaths, { changeS: feed.changeS });
      for (let stop = 0; stop < out.length; stop++) {
        let best = Math.min(...rideS.map((row) => row[stop]!));
        for (const row of rideS.slice(1))
          for (let from = 0; from < out.length; from++)
            for (let e = index.footFirst[from]!; e < index.footFirst[from + 1]!; e++)
              if (index.footTo[e] === stop) best = Math.min(best, row[from]! + index.footS[e]!);
        expect(out[stop]).toBe(Number.isFinite(best) ? best : NO_ARRIVAL);
      }
    }),
    { numRuns: 100, seed: 4 },
  );
});

test('a profile gives for every minute of its window what a search at that minute gives, transfer by transfer', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(6000), (seed, fromS) => {
      const feed = randomFeed(seed);
      const query = open(feed);
      const toS = fromS + 2400;
      const profile = query.profile({ ...feed, dayType: 0, fromS, toS, maxTransfers: 3 });
      for (const journey of profile) expectSound(journey, feed);
      for (let atS = fromS; atS <= toS; atS += 60) {
        const expected = query.journeys({ ...feed, departureS: atS, dayType: 0, maxTransfers: 3 });
        for (let transfers = 0; transfers <= 3; transfers++) {
          const earliest = (list: readonly TransitJourney[]): number =>
            Math.min(
              Infinity,
              ...list.filter((j) => j.departureS >= atS && j.transfers <= transfers).map((j) => j.arrivalS),
            );
          expect(earliest(profile)).toBe(earliest(expected));
        }
      }
      for (const [i, a] of profile.entries())
        for (const b of profile.slice(i + 1))
          expect(a.departureS >= b.departureS && a.arrivalS <= b.arrivalS && a.transfers <= b.transfers).toBe(false);
    }),
    { numRuns: 100, seed: 5 },
  );
});

test('leaving later never means arriving earlier, and more transfers allowed never means arriving later', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(6000), fc.nat(1000), (seed, departureS, laterS) => {
      const feed = randomFeed(seed);
      const query = open(feed);
      const at = (timeS: number, maxTransfers: number): number =>
        query.journey({ ...feed, departureS: timeS, dayType: 0, maxTransfers })?.arrivalS ?? Infinity;
      expect(at(departureS + laterS, 3)).toBeGreaterThanOrEqual(at(departureS, 3));
      expect(at(departureS, 1)).toBeGreaterThanOrEqual(at(departureS, 3));
    }),
    { numRuns: 100, seed: 6 },
  );
});
