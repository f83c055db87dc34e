/** The npm package minotor on the same trips and walks, for comparison only. It is not a dependency: the caller names where it stands. */
import { pathToFileURL } from 'node:url';
import type { Timetable } from '../../engine/network/timetable.ts';
import type { StopFootpaths, StopReach } from '../../engine/routing/stop-access.ts';

interface MinotorModule {
  readonly Time: { fromSeconds(seconds: number): unknown };
  readonly Duration: { fromSeconds(seconds: number): unknown };
  readonly Timetable: new (stops: unknown, routes: unknown, services: unknown) => unknown;
  readonly StopsIndex: new (stops: unknown) => unknown;
  readonly Router: new (timetable: unknown, stops: unknown) => { route(query: unknown): MinotorResult };
  readonly Query: { readonly Builder: new () => MinotorBuilder };
}
interface MinotorBuilder {
  from(stop: number): MinotorBuilder;
  to(stop: number): MinotorBuilder;
  departureTime(time: unknown): MinotorBuilder;
  maxTransfers(count: number): MinotorBuilder;
  build(): unknown;
}
interface MinotorResult {
  arrivalAt(stop: number): { readonly time: { toSeconds(): number } } | undefined;
}
export interface MinotorRouter {
  readonly module: MinotorModule;
  readonly router: { route(query: unknown): MinotorResult };
}

export async function minotorRouter(file: string, timetable: Timetable, walks: StopFootpaths): Promise<MinotorRouter> {
  const module = (await import(pathToFileURL(file).href)) as MinotorModule;
  const { Time, Duration } = module;
  const stops = new Map<number, unknown>();
  const adjacency = new Map<number, { transfers: unknown[]; routes: string[] }>();
  for (let stop = 0; stop < timetable.stopCount; stop++) {
    const transfers: unknown[] = [];
    for (let e = walks.first[stop]!; e < walks.first[stop + 1]!; e++)
      transfers.push({
        destination: walks.to[e]!,
        type: 'REQUIRES_MINIMAL_TIME',
        minTransferTime: Duration.fromSeconds(walks.timeS[e]!),
      });
    adjacency.set(stop, { transfers, routes: [] });
    stops.set(stop, {
      id: stop,
      name: timetable.stopNames[stop],
      children: [],
      locationType: 'SIMPLE_STOP_OR_PLATFORM',
    });
  }
  const routes = new Map<string, unknown>();
  for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
    const first = timetable.patternFirstStop[pattern]!;
    const calls = Array.from(timetable.patternStop.subarray(first, timetable.patternFirstStop[pattern + 1]));
    const stopIndices = new Map<number, number>();
    calls.forEach((stop, i) => {
      if (!stopIndices.has(stop)) stopIndices.set(stop, i);
    });
    const stopTimes: unknown[] = [];
    for (let trip = timetable.patternFirstTrip[pattern]!; trip < timetable.patternFirstTrip[pattern + 1]!; trip++) {
      if ((timetable.tripDayMask[trip]! & 1) === 0) continue;
      const base = timetable.tripFirstTime[trip]!;
      for (let i = 0; i < calls.length; i++)
        stopTimes.push({
          arrival: Time.fromSeconds(timetable.arrivalS[base + i]!),
          departure: Time.fromSeconds(timetable.departureS[base + i]!),
          pickUpType: 'REGULAR',
          dropOffType: 'REGULAR',
        });
    }
    routes.set(`${pattern}`, { stopTimes, stops: calls, stopIndices, serviceRouteId: 'all' });
    for (const stop of stopIndices.keys()) adjacency.get(stop)!.routes.push(`${pattern}`);
  }
  const services = new Map([['all', { type: 'BUS', name: 'all' }]]);
  const router = new module.Router(new module.Timetable(adjacency, routes, services), new module.StopsIndex(stops));
  return { module, router };
}

export function minotorArrivalS(
  { module, router }: MinotorRouter,
  from: number,
  to: number,
  departureS: number,
): number | null {
  const query = new module.Query.Builder()
    .from(from)
    .to(to)
    .departureTime(module.Time.fromSeconds(departureS))
    .maxTransfers(5)
    .build();
  return router.route(query).arrivalAt(to)?.time.toSeconds() ?? null;
}

/** Access and egress of a search from stop to stop: the stop itself and the walks from and to it. */
export function openStops(walks: StopFootpaths): {
  readonly from: (stop: number) => readonly StopReach[];
  readonly to: (stop: number) => readonly StopReach[];
} {
  const stopCount = walks.first.length - 1;
  const itself = (stop: number): StopReach => ({ stop, timeS: 0, distanceM: 0 });
  const out: StopReach[][] = Array.from({ length: stopCount }, (_, stop) => [itself(stop)]);
  const back: StopReach[][] = Array.from({ length: stopCount }, (_, stop) => [itself(stop)]);
  for (let stop = 0; stop < stopCount; stop++)
    for (let e = walks.first[stop]!; e < walks.first[stop + 1]!; e++) {
      const reach = { timeS: walks.timeS[e]!, distanceM: walks.distanceM[e]! };
      out[stop]!.push({ stop: walks.to[e]!, ...reach });
      back[walks.to[e]!]!.push({ stop, ...reach });
    }
  return { from: (stop) => out[stop]!, to: (stop) => back[stop]! };
}
