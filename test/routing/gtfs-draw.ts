/** Random GTFS feeds as facts and as text tables, and a search over the facts that knows nothing of the engine. */
import { Stream } from '../../engine/core/random.ts';

interface Call {
  readonly stop: string;
  readonly arrivalS: number;
  readonly departureS: number;
  readonly pickup: boolean;
  readonly dropOff: boolean;
}
interface Trip {
  readonly id: string;
  readonly route: string;
  readonly service: string;
  readonly calls: readonly Call[];
  readonly block?: string;
  readonly frequencies: ReadonlyArray<{ readonly fromS: number; readonly toS: number; readonly headwayS: number }>;
}
interface Service {
  readonly id: string;
  /** Monday … Sunday. */
  readonly weekdays: readonly boolean[];
  readonly exceptions: ReadonlyArray<{ readonly date: string; readonly added: boolean }>;
}
interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly possible: boolean;
  readonly timeS: number;
}
interface InSeat {
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
}
export interface DrawnFeed {
  readonly services: readonly Service[];
  readonly trips: readonly Trip[];
  readonly transfers: readonly Transfer[];
  readonly inSeat?: readonly InSeat[];
}

/** Six platforms, two of them of station S. */
const STOPS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const PLATFORMS_OF_S = ['p2', 'p3'];
/** A Wednesday; the day before counts as a day of the same kind, as the engine's days do. */
const DATE = '20250319';
const EARLY_S = 8 * 3600;

export function drawFeed(seed: number): DrawnFeed {
  const random = new Stream(seed, 'drawn feed');
  const services = ['s0', 's1', 's2', 'all'].map((id) => ({
    id,
    weekdays: Array.from({ length: 7 }, () => id === 'all' || random.uniform() < 0.6),
    exceptions: [DATE, '20250318', '20250322'].flatMap((date) =>
      id === 'all' || random.uniform() < 0.5 ? [] : [{ date, added: random.uniform() < 0.5 }],
    ),
  }));
  const trips = Array.from({ length: 14 }, (_, t): Trip => {
    const night = random.uniform() < 0.25;
    let atS = night ? 82_000 + random.integer(9_000) : 5 * 3600 + random.integer(3 * 3600);
    const calls = Array.from({ length: 2 + random.integer(4) }, () => STOPS[random.integer(STOPS.length)]!).map(
      (stop) => {
        atS += random.integer(500);
        const arrivalS = atS;
        atS += 30 * random.integer(3);
        return {
          stop,
          arrivalS,
          departureS: atS,
          pickup: random.uniform() < 0.85,
          dropOff: random.uniform() < 0.85,
        };
      },
    );
    const fromS = 5 * 3600 + random.integer(3600);
    const often = !night && random.uniform() < 0.3;
    return {
      id: `t${t}`,
      route: `r${t % 4}`,
      service: services[random.integer(services.length)]!.id,
      calls,
      frequencies: often
        ? [{ fromS, toS: fromS + 600 + random.integer(5400), headwayS: 300 + 60 * random.integer(15) }]
        : [],
    };
  });
  const ends = [...STOPS, 'S'];
  const transfers = Array.from({ length: 5 }, () => ({
    from: ends[random.integer(ends.length)]!,
    to: ends[random.integer(ends.length)]!,
    possible: random.uniform() < 0.8,
    timeS: random.integer(400),
  }));
  return { services, trips, transfers };
}

/** The feed with vehicles that make one trip after another: blocks, rows that allow staying seated, to several trips too, and rows that forbid it. */
export function withVehicles(feed: DrawnFeed, seed: number): DrawnFeed {
  const random = new Stream(seed, 'drawn vehicles');
  const trips: Trip[] = [];
  for (const trip of feed.trips) {
    const before = random.uniform() < 0.7 ? trips[random.integer(trips.length)] : undefined;
    const block = random.uniform() < 0.6 ? `b${random.integer(3)}` : undefined;
    const last = before?.calls[before.calls.length - 1];
    if (before === undefined || last === undefined) {
      // Something runs on the date always.
      const service = trips.length === 0 ? 'all' : trip.service;
      trips.push({ ...trip, service, ...(block === undefined ? {} : { block }) });
    } else {
      // Goes on from where the other ends, at the same stop or the other platform, a little later.
      const laterS = last.departureS + 60 * random.integer(10) - trip.calls[0]!.departureS;
      const stop = last.stop === 'p2' && random.uniform() < 0.5 ? 'p3' : last.stop;
      trips.push({
        ...trip,
        ...(before.block === undefined && block === undefined ? {} : { block: before.block ?? block! }),
        service: random.uniform() < 0.7 ? before.service : trip.service,
        frequencies: random.uniform() < 0.8 ? [] : trip.frequencies,
        calls: trip.calls.map((call, i) => ({
          ...call,
          stop: i === 0 ? stop : call.stop,
          arrivalS: Math.max(0, call.arrivalS + laterS),
          departureS: Math.max(0, call.departureS + laterS),
        })),
      });
    }
  }
  const inSeat = Array.from({ length: 8 }, () => ({
    from: `t${random.integer(trips.length)}`,
    to: `t${random.integer(trips.length)}`,
    allowed: random.uniform() < 0.75,
  })).filter(({ from, to }, i, all) => all.findIndex((one) => one.from === from && one.to === to) === i);
  return { ...feed, trips, inSeat };
}

/** Trips that riders of a trip stay seated for, on the date: by the letter of the reference, pair by pair. */
function nextTrips({ services, trips, inSeat = [] }: DrawnFeed, trip: Trip): Trip[] {
  const runs = (one: Trip): boolean => runsOnDate(services.find(({ id }) => id === one.service)!, DATE);
  const start = (one: Trip): number => one.calls[0]!.departureS;
  const end = trip.calls[trip.calls.length - 1]!;
  const fits = (next: Trip): boolean =>
    next !== trip &&
    runs(next) &&
    next.frequencies.length === 0 &&
    trip.frequencies.length === 0 &&
    start(next) >= end.arrivalS &&
    start(next) > start(trip);
  const row = (next: Trip): InSeat | undefined => inSeat.find(({ from, to }) => from === trip.id && to === next.id);
  const inBlock = trips
    .filter((one) => one.block !== undefined && one.block === trip.block && runs(one) && one.frequencies.length === 0)
    .sort((a, b) => start(a) - start(b) || trips.indexOf(a) - trips.indexOf(b));
  const after = inBlock[inBlock.indexOf(trip) + 1];
  return trips.filter((next) => {
    if (!fits(next) || row(next)?.allowed === false) return false;
    if (row(next)?.allowed === true) return true;
    if (next !== after || start(next) - end.arrivalS > 1800) return false;
    const at = next.calls[0]!.stop;
    const station = PLATFORMS_OF_S.includes(at) && PLATFORMS_OF_S.includes(end.stop);
    if (at !== end.stop && !station) return false;
    return next.route !== trip.route || (trip.calls[0]!.stop === end.stop && at === end.stop);
  });
}

const clock = (s: number): string =>
  [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((part) => String(part).padStart(2, '0')).join(':');

export function tables({ services, trips, transfers, inSeat = [] }: DrawnFeed): Record<string, string> {
  const rows = (head: string, lines: readonly string[]): string => `${[head, ...lines].join('\n')}\n`;
  const bit = (value: boolean): string => (value ? '1' : '0');
  return {
    'agency.txt': rows('agency_id,agency_name,agency_url,agency_timezone', ['A,Bus,http://b,Europe/Amsterdam']),
    'stops.txt': rows('stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station', [
      'S,Station,52.1,5.1,1,',
      ...STOPS.map((id, s) => `${id},${id},52.1,${5.1 + s / 100},0,${PLATFORMS_OF_S.includes(id) ? 'S' : ''}`),
    ]),
    'routes.txt': rows('route_id,route_short_name,route_type', ['r0,0,3', 'r1,1,3', 'r2,2,2', 'r3,3,0']),
    'calendar.txt': rows(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      services.map(({ id, weekdays }) => `${id},${weekdays.map(bit).join(',')},20250301,20250430`),
    ),
    'calendar_dates.txt': rows(
      'service_id,date,exception_type',
      services.flatMap(({ id, exceptions }) => exceptions.map(({ date, added }) => `${id},${date},${added ? 1 : 2}`)),
    ),
    'trips.txt': rows(
      'route_id,service_id,trip_id,block_id',
      trips.map(({ id, route, service, block }) => `${route},${service},${id},${block ?? ''}`),
    ),
    'stop_times.txt': rows(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type',
      trips.flatMap(({ id, calls }) =>
        calls.map(
          ({ stop, arrivalS, departureS, pickup, dropOff }, i) =>
            `${id},${clock(arrivalS)},${clock(departureS)},${stop},${i},${bit(!pickup)},${bit(!dropOff)}`,
        ),
      ),
    ),
    'frequencies.txt': rows(
      'trip_id,start_time,end_time,headway_secs',
      trips.flatMap(({ id, frequencies }) =>
        frequencies.map(({ fromS, toS, headwayS }) => `${id},${clock(fromS)},${clock(toS)},${headwayS}`),
      ),
    ),
    'transfers.txt': rows('from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id', [
      ...transfers.map(
        ({ from, to, possible, timeS }) => `${from},${to},${possible ? 2 : 3},${possible ? timeS : ''},,`,
      ),
      ...inSeat.map(({ from, to, allowed }) => `,,${allowed ? 4 : 5},,${from},${to}`),
    ]),
  };
}

function runsOnDate({ weekdays, exceptions }: Service, date: string): boolean {
  const exception = exceptions.find((one) => one.date === date);
  if (exception !== undefined) return exception.added;
  const day = new Date(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T12:00:00Z`).getUTCDay();
  return weekdays[(day + 6) % 7]!;
}

/** [rides] earliest arrival by stop with exactly so many rides; with `walkOn`, the last transfer on foot included. */
export function bestByRides(
  feed: DrawnFeed,
  from: string,
  departureS: number,
  maxRides: number,
  changeS: number,
  walkOn = false,
): Map<string, number>[] {
  const { services, trips, transfers } = feed;
  /** Calls of a trip, and calls that follow for who stays seated. */
  const departures: { calls: Call[]; on: Call[][] }[] = [];
  const callsAfter = (trip: Trip): Call[][] =>
    nextTrips(feed, trip).flatMap((next) => [next.calls.slice(1), ...callsAfter(next)]);
  const early = (trip: Trip): boolean =>
    (trip.frequencies.length === 0 && trip.calls[0]!.departureS < EARLY_S) ||
    trips.some(
      (one) =>
        runsOnDate(services.find(({ id }) => id === one.service)!, DATE) &&
        nextTrips(feed, one).includes(trip) &&
        early(one),
    );
  for (const trip of trips) {
    if (!runsOnDate(services.find(({ id }) => id === trip.service)!, DATE)) continue;
    const startS = trip.calls[0]!.departureS;
    const starts = trip.frequencies.length === 0 ? [startS] : [];
    for (const { fromS, toS, headwayS } of trip.frequencies) for (let s = fromS; s < toS; s += headwayS) starts.push(s);
    for (const start of starts)
      for (const day of [-86_400, 0, 86_400]) {
        // Of the next day, vehicles that leave in its early hours belong to the night.
        if (day > 0 && !(start < EARLY_S || early(trip))) continue;
        const shifted = (calls: readonly Call[]): Call[] =>
          calls.map((call) => ({
            ...call,
            arrivalS: call.arrivalS + start - startS + day,
            departureS: call.departureS + start - startS + day,
          }));
        departures.push({ calls: shifted(trip.calls), on: callsAfter(trip).map(shifted) });
      }
  }
  const members = (id: string): string[] => (id === 'S' ? PLATFORMS_OF_S : [id]);
  const given = new Map<string, number | null>();
  for (const { from: a, to: b, possible, timeS } of transfers)
    for (const x of members(a)) for (const y of members(b)) given.set(`${x} ${y}`, possible ? timeS : null);
  let ready = new Map([[from, departureS]]);
  const found = [new Map(ready)];
  for (let rides = 1; rides <= maxRides; rides++) {
    const arrivals = new Map<string, number>();
    for (const { calls, on } of departures)
      calls.forEach((board, i) => {
        if (i === calls.length - 1) return;
        if (!board.pickup || board.departureS < (ready.get(board.stop) ?? Number.POSITIVE_INFINITY)) return;
        for (const alight of [...calls.slice(i + 1), ...on.flat()])
          if (alight.dropOff && alight.arrivalS < (arrivals.get(alight.stop) ?? Number.POSITIVE_INFINITY))
            arrivals.set(alight.stop, alight.arrivalS);
      });
    ready = new Map();
    const walked = new Map(arrivals);
    for (const [stop, arrivalS] of arrivals)
      for (const to of STOPS) {
        const timeS = given.has(`${stop} ${to}`) ? given.get(`${stop} ${to}`)! : to === stop ? changeS : null;
        if (timeS === null) continue;
        ready.set(to, Math.min(ready.get(to) ?? Number.POSITIVE_INFINITY, arrivalS + timeS));
        if (to !== stop) walked.set(to, Math.min(walked.get(to) ?? Number.POSITIVE_INFINITY, arrivalS + timeS));
      }
    found.push(walkOn ? walked : arrivals);
  }
  return found;
}
