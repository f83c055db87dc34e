/** Buses in traffic, and what their lateness does to riders. The small town: a bus from west over the middle to east every 10 minutes, 180 s a ride;
 *  a train every 15 minutes from the station beside the middle stop. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { District } from '../../engine/district/district.ts';
import { busesPerSlot, busHops, sampleOfBuses } from '../../engine/mobility/bus-hops.ts';
import {
  delayBuses,
  delayRiders,
  onTime,
  plannedRides,
  plannedService,
  RIDES,
  STOP_LOSS_S,
  serviceColumns,
} from '../../engine/mobility/late-buses.ts';
import { emptyLevelOfService } from '../../engine/mobility/level-of-service.ts';
import { BUS } from '../../engine/mobility/modes.ts';
import { simulateTravelDay } from '../../engine/mobility/simulate-travel-day.ts';
import type { TravelDay } from '../../engine/mobility/stores.ts';
import { prepareTravel } from '../../engine/mobility/travel-network.ts';
import { smallTown, town } from '../demand/small-town.ts';

const district = smallTown();
const scenario = town();
const network = await prepareTravel(scenario, district);
const { transit } = network;
const day = transit.days[0]!;
const hops = busHops(district, network, 0);
const EIGHT = 8 * 3600;

/** Trip of the day of a pattern that leaves its first stop at a time. */
function tripAt(pattern: number, departureS: number): number {
  for (let trip = 0; trip < day.tripId.length; trip++)
    if (
      day.pattern[day.tripRow[trip]!] === pattern &&
      transit.timeS[2 * day.trip[2 * trip]! + 1]! + day.trip[2 * trip + 1]! === departureS
    )
      return trip;
  throw new Error(`no trip of pattern ${pattern} at ${departureS}`);
}

/** Streets on which every arc takes `more` ms longer than free. */
const slower = (more: number): Uint32Array[] => {
  const times = district.roads.carTimeMs.map((ms) => ms + more);
  return Array.from({ length: 96 }, () => times);
};

test('every bus of the timetable is on the streets once, and the frequency lever puts more of them there', async () => {
  const buses = 2 * ((24 - 6) * 6);
  expect(hops.key.length).toBe(2 * buses);
  expect(hops.offStreet).toBe(0);
  const often = town(['travel.transitFrequencyFactor=2']);
  expect(busHops(district, await prepareTravel(often, district), 0).key.length).toBe(4 * buses);
  const arcs = district.roads.arcCount;
  const perDay = busesPerSlot(hops, 24, arcs);
  // The bus drives six streets from the western stop to the middle and six on.
  expect(perDay.reduce((sum, n) => sum + n, 0)).toBe(hops.arcs.length);
  expect(Math.max(...perDay.subarray(8 * arcs, 9 * arcs))).toBe(6);
});

test('lateness by hand: the ride with traffic and the stop, less the time planned, carried on to the next stop; never early', () => {
  const hop = [...hops.dayTrip].indexOf(tripAt(0, EIGHT));
  const freeS =
    Array.from(hops.arcs.subarray(hops.first[hop]!, hops.first[hop + 1]!)).reduce(
      (sum, arc) => sum + district.roads.carTimeMs[arc]!,
      0,
    ) / 1000;
  const streets = hops.first[hop + 1]! - hops.first[hop]!;
  const late = onTime(transit, 0);
  delayBuses(late, transit, 0, hops, slower(20_000), district.roads.carTimeMs);
  const once = freeS + 20 * streets + STOP_LOSS_S - 180;
  expect(once).toBeGreaterThan(0);
  const call = late.firstCall[tripAt(0, EIGHT)]!;
  expect(late.departureS[call]).toBe(0);
  expect(late.arrivalS[call + 1]).toBeCloseTo(once, 3);
  expect(late.departureS[call + 1]).toBeCloseTo(once, 3);
  expect(late.arrivalS[call + 2]!).toBeGreaterThan(once);
  delayBuses(late, transit, 0, hops, slower(0), district.roads.carTimeMs);
  expect(Math.max(...late.arrivalS, ...late.departureS)).toBe(0);
  // A timetable that asks more than the street allows is not late by itself, and has nothing to catch up with.
  const hasty = { ...hops, rideS: hops.rideS.map(() => 30) };
  delayBuses(late, transit, 0, hasty, slower(0), district.roads.carTimeMs);
  expect(Math.max(...late.arrivalS)).toBe(0);
  delayBuses(late, transit, 0, hasty, slower(1000), district.roads.carTimeMs);
  expect(late.arrivalS[call + 1]).toBeCloseTo(streets, 3);
});

test('a rider of a late bus rides longer; who misses the train takes the next one, 15 minutes later; nobody arrives before the plan', () => {
  const los = emptyLevelOfService(1);
  const planned = plannedRides(1);
  Object.assign(los.bus.rides, planned);
  const bus = tripAt(0, EIGHT);
  const train = tripAt(2, EIGHT + 900);
  los.bus.utility[0] = -1;
  los.bus.timeS[0] = 2280;
  const rides = los.bus.rides;
  rides.vehicle.set([bus, train]);
  rides.stops.set([0 * 2 ** 22 + 1 * 2 ** 12, 0 * 2 ** 22 + 1 * 2 ** 12 + 60]);
  expect(rides.vehicle[2]).toBe(0xffffffff);
  const service = serviceColumns(los).map(plannedService);
  const late = onTime(transit, 0);
  const call = late.firstCall[bus]!;
  const choice = scenario.choice;
  const meet = (lateS: number): number => {
    late.arrivalS[call + 1] = lateS;
    delayRiders(los, service, late, transit, 0, choice);
    return los.bus.timeS[0]!;
  };
  // The bus arrives at 8:03, the train leaves at 8:15, the walk takes a minute: 11 minutes to spare.
  expect(meet(0)).toBe(2280);
  expect(meet(600)).toBe(2280);
  expect(los.bus.utility[0]).toBeCloseTo(-1 + (choice.transitPerMin - choice.waitPerMin) * 10, 5);
  expect(meet(660)).toBe(2280);
  expect(meet(661)).toBe(2280 + 900);
  // Rides of another timetable stay as they are.
  los.bus.timeS[0] = 2280;
  delayRiders(los, service, late, transit, 0, choice, () => true);
  expect(los.bus.timeS[0]).toBe(2280);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 20_000, noNaN: true }), (lateS) => {
      const before = meet(lateS);
      expect(before).toBeGreaterThanOrEqual(2280);
      expect(meet(lateS + 60)).toBeGreaterThanOrEqual(before);
    }),
  );
  expect(RIDES).toBe(4);
});

test('a bus so late that even the morning’s trains have gone leaves no way to travel', () => {
  const los = emptyLevelOfService(1);
  const bus = tripAt(0, 23 * 3600 + 1800);
  const train = tripAt(2, 23 * 3600 + 2700);
  los.train.utility[0] = -1;
  los.train.rides.vehicle.set([bus, train]);
  los.train.rides.stops.set([1 * 2 ** 12, 1 * 2 ** 12 + 60]);
  const service = serviceColumns(los).map(plannedService);
  const late = onTime(transit, 0);
  late.arrivalS[late.firstCall[bus]! + 1] = 12 * 3600;
  delayRiders(los, service, late, transit, 0, scenario.choice);
  expect(los.train.utility[0]).toBe(-Infinity);
});

async function dayOf(town_: District, ...overrides: string[]): Promise<TravelDay> {
  const own = town(['travel.sampleShare=1', 'choice.constants.busTram=4', ...overrides]);
  const population = buildPopulation(own, town_);
  const context = { signal: undefined, onProgress: () => {} };
  const plans = await buildPlans(own, town_, population, 0, serial, context);
  return simulateTravelDay({
    scenario: own,
    district: town_,
    population,
    plans,
    dayType: 0,
    parallel: serial,
    context,
  });
}

test('on jammed streets buses are late, and who rides in them loses that time against the same streets without jams', async () => {
  const { roads } = district;
  const jammed = { ...district, roads: { ...roads, capacityPcuPerH: new Float32Array(roads.arcCount).fill(30) } };
  const free = await dayOf(jammed, 'travel.traffic=none');
  const { traffic, trips } = await dayOf(jammed, 'travel.congestionIterations=3');
  expect(traffic!.busDelayH).toBeGreaterThan(0);
  expect(traffic!.riderDelayH!).toBeGreaterThan(0);
  let lostS = 0;
  let same = 0;
  let riders = 0;
  for (let t = 0; t < trips.count; t++) {
    if (trips.mode[t] !== BUS) continue;
    riders++;
    if (free.trips.mode[t] !== BUS) continue;
    same++;
    const slowerS = trips.travelTimeS[t]! - free.trips.travelTimeS[t]!;
    expect(slowerS).toBeGreaterThanOrEqual(-1e-3);
    lostS += slowerS;
  }
  expect(same).toBeGreaterThan(100);
  // Riders of both days lose about their share of what all riders lose.
  expect(lostS / 3600).toBeGreaterThan(0);
  expect(lostS / 3600).toBeLessThanOrEqual(traffic!.riderDelayH! + 1e-6);
  expect(riders).toBeGreaterThanOrEqual(same);
});

test('a sample has its share of the buses of every street, to one bus of each hop: never a whole line by chance', () => {
  const arcs = district.roads.arcCount;
  const perArc = (list: typeof hops): Float64Array => {
    const count = new Float64Array(arcs);
    for (const arc of list.arcs) count[arc]!++;
    return count;
  };
  const all = perArc(hops);
  const lines = new Set(hops.key).size;
  for (const share of [0.02, 0.1, 0.5]) {
    const some = sampleOfBuses(hops, 7, share, 0);
    expect(Math.abs(some.key.length - share * hops.key.length)).toBeLessThanOrEqual(lines);
    perArc(some).forEach((count, arc) => {
      const hopsHere = new Set<number>();
      for (let hop = 0; hop < hops.key.length; hop++)
        if (hops.arcs.subarray(hops.first[hop]!, hops.first[hop + 1]!).includes(arc)) hopsHere.add(hops.key[hop]!);
      expect(Math.abs(count - share * all[arc]!)).toBeLessThanOrEqual(hopsHere.size);
    });
  }
  expect(sampleOfBuses(hops, 7, 1, 0)).toBe(hops);
});
