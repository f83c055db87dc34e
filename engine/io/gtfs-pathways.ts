/** Ways inside stations (pathways.txt) as transfers between platforms, with and without steps, and which platforms no wheelchair gets to.
 *  In: rows, stops. Out: transfers, stops with their access. Source: GTFS reference, pathways.txt and stops.txt (location types). */
import type { StopDraft } from '../network/build-timetable.ts';
import type { Rows, TransferRow } from './gtfs-tables.ts';
import type { ReportBuilder } from './report-builder.ts';

/** Kinds of pathways that no wheelchair takes: stairs and escalators. */
const STEPS = new Set(['2', '4']);
const WALK_MPS = 1.25;
/** Time of a pathway that tells neither time nor length [s]: an elevator with its wait, anything else (assumption). */
const ELEVATOR_S = 60;
const OTHER_S = 30;
const ELEVATOR = '5';
/** Longest way between two platforms that counts as one change [s]. */
const LONGEST_S = 1200;

interface Way {
  readonly to: number;
  readonly timeS: number;
  readonly stepFree: boolean;
}

/** @param stopOf numbers of the stops that are kept; nodes and entrances of stations get numbers above them */
export async function readPathways(
  rows: Rows,
  stops: readonly StopDraft[],
  stopOf: ReadonlyMap<string, number>,
  report: ReportBuilder,
): Promise<{ transfers: readonly TransferRow[]; stops: readonly StopDraft[] }> {
  const numberOf = new Map(stopOf);
  const entrances: number[] = [];
  const ways: Way[][] = [];
  const number = (id: string): number => {
    let found = numberOf.get(id);
    if (found === undefined) {
      found = numberOf.size;
      numberOf.set(id, found);
    }
    return found;
  };
  const columns = ['from_stop_id', 'to_stop_id', 'pathway_mode', 'is_bidirectional', 'traversal_time', 'length'];
  await rows('pathways.txt', columns, columns.slice(0, 4), (values, row) => {
    const [from, to, mode, both, time, length] = values as [string, string, string, string, string, string];
    const given = time !== '' ? Number(time) : length !== '' ? Number(length) / WALK_MPS : undefined;
    const timeS = given ?? (mode === ELEVATOR ? ELEVATOR_S : OTHER_S);
    if (from === '' || to === '' || !(timeS >= 0 && timeS < 86_400)) {
      report.dropped('ways inside stations that make no sense', `row ${row}`);
      return;
    }
    const stepFree = !STEPS.has(mode);
    const add = (a: number, b: number): void => {
      ways[a] = [...(ways[a] ?? []), { to: b, timeS, stepFree }];
    };
    add(number(from), number(to));
    if (both === '1') add(number(to), number(from));
  });
  if (ways.length === 0) return { transfers: [], stops };
  await rows('stops.txt', ['stop_id', 'location_type'], [], ([id, type]) => {
    if (type === '2' && numberOf.has(id!)) entrances.push(numberOf.get(id!)!);
  });
  const transfers: TransferRow[] = [];
  const platforms = stops.map((_, stop) => stop).filter((stop) => ways[stop] !== undefined);
  for (const from of platforms) {
    const quick = timesFrom(ways, from, false);
    const flat = timesFrom(ways, from, true);
    for (const to of platforms)
      if (to !== from && quick.has(to))
        transfers.push({ from, to, timeS: quick.get(to)!, stepFreeS: flat.get(to) ?? null });
  }
  const reached = new Set(entrances.flatMap((entrance) => [...timesFrom(ways, entrance, true).keys()]));
  const closed = platforms.filter((stop) => entrances.length > 0 && !reached.has(stop));
  for (const stop of closed)
    if (stops[stop]!.wheelchair !== 1)
      report.repaired('platforms that no way without steps leads to, closed to wheelchairs', stops[stop]!.id);
  return {
    transfers,
    stops: stops.map((stop, s) =>
      closed.includes(s) && stop.wheelchair !== 1 ? { ...stop, wheelchair: 2 as const } : stop,
    ),
  };
}

/** Least times from a node over the ways [s], up to the longest. Bellman and Ford: stations are small. */
function timesFrom(
  ways: ReadonlyArray<readonly Way[] | undefined>,
  from: number,
  stepFree: boolean,
): Map<number, number> {
  const timeS = new Map([[from, 0]]);
  const queue = [from];
  for (let node = queue.shift(); node !== undefined; node = queue.shift())
    for (const way of ways[node] ?? []) {
      const atS = timeS.get(node)! + way.timeS;
      if ((stepFree && !way.stepFree) || atS > LONGEST_S || atS >= (timeS.get(way.to) ?? Infinity)) continue;
      timeS.set(way.to, atS);
      queue.push(way.to);
    }
  return timeS;
}
