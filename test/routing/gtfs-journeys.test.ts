/** Whole feeds, from the text of their tables to journeys, against a search that reads the same tables in its own way: every ride of every
 *  departure of the day and of the night before. Services with exceptions, frequencies, trips past midnight, closed boardings and alightings,
 *  stations, transfers with a time, without one possible, and at the stop itself. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readGtfs } from '../../engine/io/gtfs.ts';
import type { StopReach } from '../../engine/routing/stop-access.ts';
import { prepareTransit } from '../../engine/routing/transit-index.ts';
import { NO_ARRIVAL, TransitQuery } from '../../engine/routing/transit-query.ts';
import { temporaryFolder, writeTemporary } from '../io/files.ts';
import { bestByRides, type DrawnFeed, drawFeed, tables, withVehicles } from './gtfs-draw.ts';

const folder = temporaryFolder();
const CHANGE_S = 60;
const RIDES = 4;

async function open(seed: number, feed: DrawnFeed = drawFeed(seed)) {
  const files = Object.entries(tables(feed)).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
  const zip = writeTemporary(folder, `feed-${seed}.zip`, zipSync(Object.fromEntries(files), { level: 0 }));
  const { timetable, dates } = await readGtfs([zip], { date: '2025-03-19' });
  expect(dates[0]?.[0]).toBe('2025-03-19');
  const query = new TransitQuery(prepareTransit(timetable, null, { changeS: CHANGE_S }));
  const at = (id: string): StopReach[] => {
    const stop = timetable.stopIds.indexOf(id);
    return stop < 0 ? [] : [{ stop, timeS: 0, distanceM: 0 }];
  };
  return { feed, timetable, query, at };
}

const SEEDS = Array.from({ length: 120 }, (_, seed) => seed + 1);

test('from tables to journeys: arrivals by number of rides equal those of trying every departure, on 120 random feeds', async () => {
  let found = 0;
  for (const seed of SEEDS) {
    const { feed, query, at } = await open(seed);
    for (const departureS of [0, 6 * 3600 + 17 * seed, 23 * 3600]) {
      const truth = bestByRides(feed, 'p0', departureS, RIDES, CHANGE_S);
      const out = query.journeys({
        access: at('p0'),
        egress: at('p5'),
        departureS,
        dayType: 0,
        maxTransfers: RIDES - 1,
      });
      const expected: [number, number][] = [];
      let best = Number.POSITIVE_INFINITY;
      truth.forEach((arrivals, rides) => {
        const arrivalS = arrivals.get('p5') ?? Number.POSITIVE_INFINITY;
        if (rides === 0 || arrivalS >= best) return;
        best = arrivalS;
        expected.push([arrivalS, rides - 1]);
      });
      expect([seed, departureS, out.map(({ arrivalS, transfers }) => [arrivalS, transfers])]).toEqual([
        seed,
        departureS,
        expected,
      ]);
      found += expected.length;
    }
  }
  // The feeds are not so thin that nothing is ever found.
  expect(found).toBeGreaterThan(200);
});

test('from tables to one-to-all and to profiles: the same truth for every stop, and for every minute of an hour', async () => {
  for (const seed of SEEDS.slice(0, 40)) {
    const { feed, timetable, query, at } = await open(seed);
    const departureS = 6 * 3600 + 31 * seed;
    const arrivalS = new Int32Array(timetable.stopCount);
    query.oneToAll(at('p0'), departureS, 0, arrivalS, RIDES - 1);
    const truth = bestByRides(feed, 'p0', departureS, RIDES, CHANGE_S, true);
    timetable.stopIds.forEach((id, stop) => {
      const best = Math.min(...truth.map((arrivals) => arrivals.get(id) ?? NO_ARRIVAL));
      expect([seed, id, arrivalS[stop]]).toEqual([seed, id, best]);
    });
    const toS = departureS + 3600;
    const ask = { access: at('p0'), egress: at('p5'), dayType: 0, maxTransfers: RIDES - 1 };
    const profile = query.profile({ ...ask, fromS: departureS, toS });
    for (let timeS = departureS; timeS <= toS; timeS += 300) {
      const rides = bestByRides(feed, 'p0', timeS, RIDES, CHANGE_S).slice(1);
      const best = Math.min(...rides.map((arrivals) => arrivals.get('p5') ?? Number.POSITIVE_INFINITY));
      const told = Math.min(
        Number.POSITIVE_INFINITY,
        ...profile.filter((journey) => journey.departureS >= timeS).map((journey) => journey.arrivalS),
      );
      expect([seed, timeS, told]).toEqual([seed, timeS, best]);
    }
  }
});

/** Arrivals at p5 by number of rides, those that no fewer rides match. */
function pareto(truth: readonly Map<string, number>[]): [number, number][] {
  const expected: [number, number][] = [];
  let best = Number.POSITIVE_INFINITY;
  truth.forEach((arrivals, rides) => {
    const arrivalS = arrivals.get('p5') ?? Number.POSITIVE_INFINITY;
    if (rides === 0 || arrivalS >= best) return;
    best = arrivalS;
    expected.push([arrivalS, rides - 1]);
  });
  return expected;
}

test('who stays seated changes nowhere: blocks and in-seat transfers of 200 random feeds, against trying every departure and every trip its vehicle goes on as', async () => {
  let gained = 0;
  let seated = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const { feed, timetable, query, at } = await open(seed, withVehicles(drawFeed(seed), seed));
    const apart = { ...feed, trips: feed.trips.map(({ block: _, ...trip }) => trip), inSeat: [] };
    seated += timetable.sectionLine === undefined ? 0 : 1;
    for (const departureS of [0, 6 * 3600 + 17 * seed, 23 * 3600]) {
      const expected = pareto(bestByRides(feed, 'p0', departureS, RIDES, CHANGE_S));
      const ask = { access: at('p0'), egress: at('p5'), dayType: 0, maxTransfers: RIDES - 1 };
      const told = query.journeys({ ...ask, departureS }).map(({ arrivalS, transfers }) => [arrivalS, transfers]);
      expect([seed, departureS, told]).toEqual([seed, departureS, expected]);
      if (JSON.stringify(expected) !== JSON.stringify(pareto(bestByRides(apart, 'p0', departureS, RIDES, CHANGE_S))))
        gained++;
    }
  }
  expect(seated).toBeGreaterThan(100);
  expect(gained).toBeGreaterThan(40);
});
