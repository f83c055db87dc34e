/** Small random timetables, and a search that tries every ride of every trip. */
import { Stream } from '../../engine/core/random.ts';
import { buildTimetable, type TripDraft } from '../../engine/network/build-timetable.ts';
import type { Timetable } from '../../engine/network/timetable.ts';
import type { StopFootpaths, StopReach } from '../../engine/routing/stop-access.ts';

export interface RandomFeed {
  readonly timetable: Timetable;
  readonly footpaths: StopFootpaths;
  readonly changeS: number;
  readonly access: readonly StopReach[];
  readonly egress: readonly StopReach[];
}

/** Lines that turn back and cross themselves, trips that overtake, start before and end after midnight, stops without boarding. */
export function randomFeed(seed: number, stopCount = 10): RandomFeed {
  const random = new Stream(seed, 'random feed');
  const stops = Array.from({ length: stopCount }, (_, s) => ({
    id: `s${s}`,
    name: `Halte ${s}`,
    lonDeg: 5 + 0.01 * random.uniform(),
    latDeg: 52 + 0.01 * random.uniform(),
  }));
  const lines = Array.from({ length: 6 }, (_, l) => ({ id: `l${l}`, name: `${l}`, mode: 'bus' as const }));
  const trips: TripDraft[] = [];
  for (let line = 0; line < lines.length; line++) {
    const calls = Array.from({ length: 2 + random.integer(6) }, () => random.integer(stopCount));
    const use = calls.map(() => (random.uniform() < 0.15 ? random.integer(4) : 3));
    let clockS = random.integer(3) === 0 ? 80_000 : random.integer(6000);
    for (let k = random.integer(12); k >= 0; k--) {
      clockS += random.integer(900);
      const arrivalS: number[] = [];
      const departureS: number[] = [];
      let atS = clockS;
      for (let i = 0; i < calls.length; i++) {
        atS += i === 0 ? 0 : random.integer(600);
        arrivalS.push(atS);
        atS += random.integer(4) * 20;
        departureS.push(atS);
      }
      trips.push({ id: `${line}-${k}`, line, stops: calls, arrivalS, departureS, dayMask: 1 + random.integer(7), use });
    }
  }
  const transfers = Array.from({ length: 4 }, () => ({
    from: random.integer(stopCount),
    to: random.integer(stopCount),
    timeS: random.integer(400),
  }));
  const { timetable } = buildTimetable({ stops, lines, trips, transfers });
  return {
    timetable,
    footpaths: randomWalks(random, stopCount),
    changeS: 20 * random.integer(4),
    access: reaches(random, stopCount),
    egress: reaches(random, stopCount),
  };
}

function reaches(random: Stream, stopCount: number): StopReach[] {
  return Array.from({ length: 1 + random.integer(3) }, () => ({
    stop: random.integer(stopCount),
    timeS: random.integer(500),
    distanceM: random.integer(600),
  }));
}

function randomWalks(random: Stream, stopCount: number): StopFootpaths {
  const first = new Uint32Array(stopCount + 1);
  const to: number[] = [];
  for (let stop = 0; stop < stopCount; stop++) {
    for (let other = 0; other < stopCount; other++) if (other !== stop && random.uniform() < 0.2) to.push(other);
    first[stop + 1] = to.length;
  }
  return {
    first,
    to: Uint32Array.from(to),
    timeS: Uint32Array.from(to, () => 30 + random.integer(500)),
    distanceM: Float32Array.from(to, () => random.integer(600)),
  };
}

/** [rides] earliest arrival at the destination with exactly so many rides, and [rides][stop] at the stops; Infinity where there is none. */
export function bruteArrivals(
  feed: RandomFeed,
  departureS: number,
  dayType: number,
  maxRides: number,
): { arrivalS: number[]; rideS: number[][] } {
  const { timetable, footpaths } = feed;
  const runs: { trip: number; pattern: number; shiftS: number }[] = [];
  for (let pattern = 0; pattern < timetable.patternCount; pattern++)
    for (let trip = timetable.patternFirstTrip[pattern]!; trip < timetable.patternFirstTrip[pattern + 1]!; trip++) {
      const runsOn = (type: number): boolean => ((timetable.tripDayMask[trip]! >> type) & 1) === 1;
      if (runsOn(dayType)) runs.push({ trip, pattern, shiftS: 0 });
      if (runsOn([0, 0, 1][dayType]!)) runs.push({ trip, pattern, shiftS: -86_400 });
      const starts = timetable.departureS[timetable.tripFirstTime[trip]!]!;
      if (runsOn([0, 2, 0][dayType]!) && starts < 8 * 3600) runs.push({ trip, pattern, shiftS: 86_400 });
    }
  let ready = new Array<number>(timetable.stopCount).fill(Infinity);
  for (const { stop, timeS } of feed.access) ready[stop] = Math.min(ready[stop]!, departureS + timeS);
  const arrivalS: number[] = [Infinity];
  const rideS: number[][] = [ready.slice()];
  for (let rides = 1; rides <= maxRides; rides++) {
    const ride = new Array<number>(timetable.stopCount).fill(Infinity);
    for (const { trip, pattern, shiftS } of runs) {
      const first = timetable.patternFirstStop[pattern]!;
      const calls = timetable.patternFirstStop[pattern + 1]! - first;
      const base = timetable.tripFirstTime[trip]!;
      for (let i = 0; i < calls; i++) {
        if ((timetable.patternStopUse[first + i]! & 1) === 0) continue;
        if (timetable.departureS[base + i]! + shiftS < ready[timetable.patternStop[first + i]!]!) continue;
        for (let j = i + 1; j < calls; j++) {
          if ((timetable.patternStopUse[first + j]! & 2) === 0) continue;
          const stop = timetable.patternStop[first + j]!;
          ride[stop] = Math.min(ride[stop]!, timetable.arrivalS[base + j]! + shiftS);
        }
      }
    }
    arrivalS.push(Math.min(Infinity, ...feed.egress.map(({ stop, timeS }) => ride[stop]! + timeS)));
    rideS.push(ride);
    const given = (from: number, to: number): number | undefined => {
      let timeS: number | undefined;
      for (let t = 0; t < timetable.transferFrom.length; t++)
        if (timetable.transferFrom[t] === from && timetable.transferTo[t] === to) timeS = timetable.transferS[t];
      return timeS;
    };
    ready = ready.map((_, to) => {
      let best = ride[to]! + (given(to, to) ?? feed.changeS);
      for (let from = 0; from < timetable.stopCount; from++) {
        if (from === to) continue;
        let walkS: number | undefined;
        for (let e = footpaths.first[from]!; e < footpaths.first[from + 1]!; e++)
          if (footpaths.to[e] === to) walkS = footpaths.timeS[e]! + feed.changeS;
        const timeS = given(from, to) ?? walkS;
        if (timeS !== undefined) best = Math.min(best, ride[from]! + timeS);
      }
      return best;
    });
  }
  return { arrivalS, rideS };
}
