/** One travel day of the sampled residents: routes, choices, limited supply, congestion; what it leaves to the stages after it.
 *  In: scenario, district, population, plans, network. Out: TravelDay. Deterministic for any number of threads. */
import { RunError, throwIfCancelled } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { sharedU32 } from '../core/shared.ts';
import { type BusHops, busesPerSlot, busHops } from './bus-hops.ts';
import { serveCars, writeCarTimes } from './car-times.ts';
import { averageFlows, congestedTimes, HOURS } from './congestion.ts';
import { runDay } from './day-events.ts';
import type { DayInput, DayRecord } from './day-record.ts';
import { hubUse, placesUse } from './hub-use.ts';
import { countLegs, hourlyFlows, linkFlows, pathFlows } from './link-flows.ts';
import { prepareDay, type TravelDayInput } from './prepare-day.ts';
import { drivenLegs } from './road-legs.ts';
import type { TravelDay } from './stores.ts';
import { type TrafficDay, trafficRounds } from './traffic-rounds.ts';
import { tripStore } from './trip-store.ts';

/** @throws RunError when trips planned are not trips made and failed */
export async function simulateTravelDay(input: TravelDayInput): Promise<TravelDay> {
  const { scenario, district, population, dayType, parallel, context } = input;
  const { roads } = district;
  const day = await prepareDay(input);
  const { trips, network } = day;
  const through = scenario.travel.throughTrafficShare;
  const hops = busHops(district, network, dayType);
  const queued = scenario.travel.traffic === 'queue' ? await queuedDay(input, day, hops) : undefined;
  const volumes = queued === undefined ? await volumeDay(input, day) : undefined;
  const record = (queued ?? volumes)!.record;
  const { outcome } = record;
  const bikes = await pathFlows(
    trips,
    outcome.mode,
    [1, 2],
    network.bike,
    population.sampleShare,
    roads.arcCount,
    parallel,
    context,
  );
  const walks = await pathFlows(
    trips,
    outcome.mode,
    [0],
    network.walk,
    population.sampleShare,
    roads.arcCount,
    parallel,
    context,
  );
  const store = tripStore(day, outcome);
  let made = 0;
  let failed = 0;
  for (let t = 0; t < store.count; t++) store.failure[t] === 0 ? made++ : failed++;
  if (made + failed !== trips.count)
    throw new RunError(`trips planned ${trips.count}, made ${made} and failed ${failed}`);
  return {
    dayType,
    trips: store,
    parking: record.stays.store(),
    flows: {
      ...(queued === undefined
        ? linkFlows(
            dayType,
            volumes!.flow,
            congestedTimes(roads, volumes!.flow, through, dayType),
            roads.arcCount,
            bikes,
            walks,
          )
        : hourlyFlows(dayType, queued.traffic, roads.arcCount, bikes, walks)),
      busPerH: busesPerSlot(hops, HOURS, roads.arcCount),
    },
    hubs: hubUse(dayType, record, population.sampleShare, district),
    ...(record.places.any ? { places: placesUse(day, record) } : {}),
    subscriptions: day.subscriptions,
    ...(queued === undefined ? {} : { traffic: queued.traffic }),
    ...(input.plans.notes === undefined ? {} : { notes: input.plans.notes }),
  };
}

/** A day ready for calibration: its trips, with car times under through traffic only. */
export async function prepareCalibration(input: TravelDayInput): Promise<DayInput> {
  const { scenario, district, dayType, parallel, context } = input;
  const day = await prepareDay(input);
  const empty = new Float64Array(HOURS * district.roads.arcCount);
  await serveCars(
    day,
    congestedTimes(district.roads, empty, scenario.travel.throughTrafficShare, dayType),
    false,
    parallel,
    context,
  );
  return day;
}

/** A day ready for calibration with the car times and late buses of a coupled day: people chose, queues grew, people chose again.
 *  Without queues (`travel.traffic`) as `prepareCalibration`. */
export async function prepareCoupled(input: TravelDayInput): Promise<DayInput> {
  if (input.scenario.travel.traffic !== 'queue') return prepareCalibration(input);
  const day = await prepareDay(input);
  await queuedDay(input, day, busHops(input.district, day.network, input.dayType));
  return day;
}

function queuedDay({ district, parallel, context }: TravelDayInput, day: DayInput, hops: BusHops): Promise<TrafficDay> {
  return trafficRounds({
    ...{ day, district, hops, parallel, context },
    serve: (bySlot, timesOnly) => writeCarTimes(day, bySlot, timesOnly, parallel, context),
  });
}

/** Times by the volume of the hour; `none` leaves them as passing traffic makes them. */
async function volumeDay(
  { scenario, district, population, dayType, parallel, context }: TravelDayInput,
  day: DayInput,
): Promise<{ readonly record: DayRecord; readonly flow: Float64Array }> {
  const { roads } = district;
  const flow = new Float64Array(HOURS * roads.arcCount);
  const { throughTrafficShare, congestionIterations, traffic } = scenario.travel;
  const rounds = traffic === 'none' ? 1 : congestionIterations;
  let record: DayRecord | undefined;
  for (let round = 1; round <= rounds; round++) {
    throwIfCancelled(context.signal);
    const felt = traffic === 'none' ? new Float64Array(flow.length) : flow;
    const byHour = await serveCars(
      day,
      congestedTimes(roads, felt, throughTrafficShare, dayType),
      round > 1,
      parallel,
      context,
    );
    await breathe();
    record = runDay(day);
    await breathe();
    const count = sharedU32(HOURS * roads.arcCount);
    await countLegs(drivenLegs(day.trips, record, day), byHour, count, roads.arcCount, parallel, context);
    averageFlows(flow, count, 1 / population.sampleShare, round);
  }
  if (record === undefined) throw new RunError('a travel day needs at least one round');
  return { record, flow };
}
