/** Ships that call at the berths over the period: when they come and leave, what they use for themselves, what their battery needs.
 *  In: levers, calendar, seed. Out: CallStore in order of berth and arrival; one ship at a berth at a time. Pure.
 *  Gaps between ships are exponential around the mean that gives the calls per week, stays uniform between half and one and a half of the mean. */
import { Stream } from '../core/random.ts';
import type { Calendar } from '../core/time.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Calls of ships. All arrays [call]; energy at the battery. */
export interface CallStore {
  readonly count: number;
  readonly berth: Uint32Array;
  readonly arrivalStep: Uint32Array;
  /** First step after the stay. */
  readonly departureStep: Uint32Array;
  /** 1: on shore power; 0: its generator runs, and it asks nothing of the grid. */
  readonly shorePower: Uint8Array;
  /** What the ship uses for itself, from the shore or from its generator. */
  readonly hotelKw: Float64Array;
  /** 0 for a ship without a battery. */
  readonly batteryKwh: Float64Array;
  readonly needKwh: Float64Array;
}

const HOURS_PER_WEEK = 168;

export function makeCalls({ harbour, seed }: Scenario, calendar: Calendar): CallStore {
  const stepH = calendar.grid.stepS / 3600;
  const end = calendar.grid.count;
  const rows: number[][] = [];
  harbour.berths.forEach((berth, b) => {
    const stream = new Stream(seed, 'harbour-calls', b);
    const exponential = (): number => -Math.log(stream.uniform());
    const gapH = Math.max(0, HOURS_PER_WEEK / berth.callsPerWeek - berth.stayHours);
    let hour = exponential() * gapH;
    for (;;) {
      const stay = berth.stayHours * (0.5 + stream.uniform());
      const arrival = Math.ceil(hour / stepH);
      const departure = Math.max(arrival + 1, Math.round((hour + stay) / stepH));
      const shore = stream.uniform() < harbour.shorePowerShare ? 1 : 0;
      const hotel = berth.hotelKw * (0.7 + 0.6 * stream.uniform());
      const electric = stream.uniform() < harbour.electricShipShare;
      const needShare = Math.min(0.95, harbour.shipNeedShare * (0.6 + 0.8 * stream.uniform()));
      if (departure > end) break;
      const battery = electric && shore === 1 ? harbour.shipBatteryKwh : 0;
      rows.push([b, arrival, departure, shore, hotel, battery, battery * needShare]);
      hour = departure * stepH + exponential() * gapH;
    }
  });
  const column = (at: number): number[] => rows.map((row) => row[at]!);
  return {
    count: rows.length,
    berth: Uint32Array.from(column(0)),
    arrivalStep: Uint32Array.from(column(1)),
    departureStep: Uint32Array.from(column(2)),
    shorePower: Uint8Array.from(column(3)),
    hotelKw: Float64Array.from(column(4)),
    batteryKwh: Float64Array.from(column(5)),
    needKwh: Float64Array.from(column(6)),
  };
}

/** Hotel power that comes from the shore: at most what the connection gives. */
export const shoreHotelKw = (calls: CallStore, call: number, shorePowerKw: number): number =>
  calls.shorePower[call] === 1 ? Math.min(calls.hotelKw[call]!, shorePowerKw) : 0;

/** [berth × step] power of ships for themselves from the shore. */
export function hotelLoadKw(calls: CallStore, { harbour }: Scenario, stepCount: number): Float64Array {
  const load = new Float64Array(harbour.berths.length * stepCount);
  for (let call = 0; call < calls.count; call++) {
    const berth = calls.berth[call]!;
    const power = shoreHotelKw(calls, call, harbour.berths[berth]!.shorePowerKw);
    for (let step = calls.arrivalStep[call]!; step < calls.departureStep[call]!; step++)
      load[berth * stepCount + step] = power;
  }
  return load;
}
