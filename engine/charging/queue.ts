/** Who finds a socket when there are fewer sockets than cars. In: sessions of a site, number of sockets, patience. Out: the sessions that
 *  were served, with the arrival at which their socket came free, and how many drove on. Pure.
 *  First come, first served; who waits longer than his patience, or would have left before, is turned away. A stay does not depend on the
 *  strategy, so this is settled before strategies begin. */
import type { SiteSessionList } from './site.ts';

export interface Queued {
  readonly sessions: SiteSessionList;
  /** [served session] its index in the list given, and its socket from 0. */
  readonly origin: Uint32Array;
  readonly socket: Uint32Array;
  /** Indices of the list given that got no socket. */
  readonly turnedAway: readonly number[];
  /** Steps waited by those that were served. */
  readonly waitedSteps: number;
}

/** @param sessions in order of arrival
 *  @param patienceSteps longest wait; 0: nobody waits
 *  @param perPoint sockets on a connection: cars take the emptiest connection */
export function queueForSockets(
  sessions: SiteSessionList,
  sockets: number,
  patienceSteps: number,
  perPoint = 1,
): Queued {
  const freeFrom = new Float64Array(sockets);
  const served: number[] = [];
  const starts: number[] = [];
  const socketOf: number[] = [];
  const turnedAway: number[] = [];
  let waitedSteps = 0;
  const busyAt = (point: number, step: number): number => {
    let busy = 0;
    for (let k = point * perPoint; k < Math.min(sockets, (point + 1) * perPoint); k++) if (freeFrom[k]! > step) busy++;
    return busy;
  };
  for (let s = 0; s < sessions.count; s++) {
    const arrival = sessions.arrivalStep[s]!;
    let best = -1;
    for (let socket = 0; socket < sockets; socket++) {
      if (best < 0) {
        best = socket;
        continue;
      }
      const start = Math.max(arrival, freeFrom[socket]!);
      const bestStart = Math.max(arrival, freeFrom[best]!);
      const emptier = (): boolean =>
        busyAt(Math.floor(socket / perPoint), start) < busyAt(Math.floor(best / perPoint), start);
      if (start < bestStart || (start === bestStart && perPoint > 1 && emptier())) best = socket;
    }
    const start = best < 0 ? Number.POSITIVE_INFINITY : Math.max(arrival, freeFrom[best]!);
    if (start - arrival > patienceSteps || start >= sessions.departureStep[s]!) {
      turnedAway.push(s);
      continue;
    }
    freeFrom[best] = sessions.departureStep[s]!;
    waitedSteps += start - arrival;
    served.push(s);
    starts.push(start);
    socketOf.push(best);
  }
  // Those that waited begin later: the list stays in order of arrival.
  const order = served.map((_, k) => k).sort((a, b) => starts[a]! - starts[b]! || served[a]! - served[b]!);
  const pick = order.map((k) => served[k]!);
  const f64 = (of: Float64Array): Float64Array => Float64Array.from(pick, (s) => of[s]!);
  const u32 = (of: Uint32Array): Uint32Array => Uint32Array.from(pick, (s) => of[s]!);
  return {
    sessions: {
      count: pick.length,
      id: pick.map((s) => sessions.id[s]!),
      arrivalStep: Uint32Array.from(order, (k) => starts[k]!),
      departureStep: u32(sessions.departureStep),
      statedDepartureStep: u32(sessions.statedDepartureStep),
      initialKwh: f64(sessions.initialKwh),
      targetKwh: f64(sessions.targetKwh),
      floorKwh: f64(sessions.floorKwh),
      maximumKw: f64(sessions.maximumKw),
      minimumKw: f64(sessions.minimumKw),
      maximumDischargeKw: f64(sessions.maximumDischargeKw),
      ...(sessions.ceilingKwh && { ceilingKwh: f64(sessions.ceilingKwh) }),
      ...(sessions.capacityKwh && { capacityKwh: f64(sessions.capacityKwh) }),
      ...(sessions.phases && { phases: Uint8Array.from(pick, (s) => sessions.phases![s]!) }),
      ...(sessions.curve && { curve: Int16Array.from(pick, (s) => sessions.curve![s]!) }),
    },
    origin: Uint32Array.from(pick),
    socket: Uint32Array.from(order, (k) => socketOf[k]!),
    turnedAway,
    waitedSteps,
  };
}
