/** Batteries behind the meter of homes with panels, at each transformer area.
 *  In: load and sun of the area, number of batteries. Out: the area's load with batteries, and their books. Writes the load in place.
 *  A battery takes the surplus of its own roof and serves its own home, never the grid; so it counts as load: what it takes in comes on top,
 *  what it gives out is taken off. All batteries of an area do as one representative home does (the area's mean home with its panels),
 *  which makes their effect on the peak a little larger than that of homes that differ. */
import { Battery, type BatteryLedger, type BatterySpec } from './battery.ts';

/** Books of all batteries of the district [kWh]. */
export interface HomeBatteryYear extends BatteryLedger {
  readonly count: number;
}

export interface AreaBatteries {
  readonly count: number;
  /** Load of one home with a battery as a share of the area's load. */
  readonly loadShare: number;
  /** Panels of one home with a battery as a share of the area's panels. */
  readonly sunShare: number;
}

/** Runs one area; `loadKw` and `sunKw` are the area's steps. @returns books of one battery */
export function runAreaBatteries(
  spec: BatterySpec,
  stepS: number,
  batteries: AreaBatteries,
  loadKw: Float32Array,
  sunKw: Float32Array,
): BatteryLedger {
  const battery = new Battery(spec, stepS);
  for (let step = 0; step < loadKw.length; step++) {
    const homeKw = loadKw[step]! * batteries.loadShare;
    const surplusKw = sunKw[step]! * batteries.sunShare - homeKw;
    loadKw[step] = Math.max(0, loadKw[step]! + batteries.count * battery.step(surplusKw));
  }
  return battery.ledger();
}

/** Adds the books of `count` batteries to a sum. */
export function addBooks(sum: HomeBatteryYear, books: BatteryLedger, count: number): HomeBatteryYear {
  return {
    count: sum.count + count,
    chargedKwh: sum.chargedKwh + count * books.chargedKwh,
    dischargedKwh: sum.dischargedKwh + count * books.dischargedKwh,
    standbyKwh: sum.standbyKwh + count * books.standbyKwh,
    lostKwh: sum.lostKwh + count * books.lostKwh,
    storedStartKwh: sum.storedStartKwh + count * books.storedStartKwh,
    storedEndKwh: sum.storedEndKwh + count * books.storedEndKwh,
    fullCycles: (sum.fullCycles * sum.count + books.fullCycles * count) / Math.max(1e-9, sum.count + count),
    wearEur: sum.wearEur + count * books.wearEur,
  };
}

export const NO_BATTERIES: HomeBatteryYear = {
  count: 0,
  chargedKwh: 0,
  dischargedKwh: 0,
  standbyKwh: 0,
  lostKwh: 0,
  storedStartKwh: 0,
  storedEndKwh: 0,
  fullCycles: 0,
  wearEur: 0,
};
