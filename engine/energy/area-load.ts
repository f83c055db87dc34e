/** Load of each transformer area: shapes times yearly use, with chance that fades as more homes share a cable.
 *  In: shapes, composition, seed. Out: kW per area and step, ≥ 0. Pure.
 *  Chance: the power of one home is a sum of switched appliances, so its variance is its mean power times the power of an appliance;
 *  the sum of n homes has √n times the spread of one (the same law as Rusck's coincidence). Energy of a year is met exactly. */
import { normal, purposeId, Stream, uniform } from '../core/random.ts';
import { type Calendar, DAY_S } from '../core/time.ts';
import type { LoadShapes } from './load-shapes.ts';
import type { AreaComposition } from './stores.ts';

/** Power of an appliance that comes and goes [kW], and how long it stays on. @source fitted: 1.0–1.4 kW a home at 100 homes after diversity */
const APPLIANCE_KW = 2;
const APPLIANCE_S = 1800;
/** Use of a house and of a flat that turn energy into a number of homes [kWh a year]. @source CBS, Utrecht West, rounded */
const HOUSE_KWH = 3200;
const FLAT_KWH = 2100;
/** A business connection counts as a large appliance of this power [kW]. */
const BUSINESS_KW = 4;
const HEAT_PUMP_KW = 1.8;
const HOURS_A_YEAR = 8760;

const DAY_SPREAD = 0.05;

const BUSY_DAY = purposeId('load-of-the-day');
const MIX = purposeId('area-household-mix');

/** Share of homes of each kind of HOUSEHOLD_SHAPES in an area; districts lean one way or the other, small areas more so. */
export function householdMix(seed: number, area: number, homes: number): readonly [number, number] {
  const spread = 0.06 + 0.5 / Math.sqrt(Math.max(1, homes));
  const away = Math.min(0.9, Math.max(0.1, 0.52 + spread * normal(seed, MIX, area)));
  return [away, 1 - away];
}

/** Homes of an area by their use. */
export const homesOf = (areas: AreaComposition, area: number): number =>
  areas.houseKwhPerYear[area]! / HOUSE_KWH + areas.flatKwhPerYear[area]! / FLAT_KWH;

/** How busy each step's day is for all homes alike (visitors, dark weather, a match on television), mean about 1.
 *  @source assumption: day totals of many homes stray 5 % from their standard profile, with some memory from day to day */
export function sharedDays(seed: number, calendar: Calendar): Float32Array {
  const draw = (epochDay: number): number => normal(seed, BUSY_DAY, 0, epochDay);
  const byDay = calendar.date.map((date) => {
    const epochDay = Math.round(Date.parse(date) / (DAY_S * 1000));
    return Math.max(0.8, 1 + (DAY_SPREAD * (draw(epochDay) + 0.5 * draw(epochDay - 1))) / Math.sqrt(1.25));
  });
  return Float32Array.from(calendar.dayOfStep, (day) => byDay[day]!);
}

export interface AreaLoadInput {
  readonly seed: number;
  readonly stepS: number;
  readonly areas: AreaComposition;
  readonly shapes: LoadShapes;
  /** [step] from sharedDays. */
  readonly busyDay: Float32Array;
  /** [step] mean 1 over a year. */
  readonly heatPumpShape: Float32Array;
  /** Homes' and businesses' use relative to today. */
  readonly loadFactor: number;
  readonly heatPumpKwhPerYear: number;
  readonly businessKwhPerJob: number;
}

/** Writes one area's load at `offset` of `out`; `scratch` holds one number a step. */
export function fillAreaLoad(
  input: AreaLoadInput,
  area: number,
  out: Float32Array,
  offset: number,
  scratch: Float32Array,
): void {
  const { seed, stepS, areas, shapes, busyDay, heatPumpShape, loadFactor } = input;
  const steps = heatPumpShape.length;
  const houseKwh = areas.houseKwhPerYear[area]!;
  const flatKwh = areas.flatKwhPerYear[area]!;
  const homes = homesOf(areas, area);
  const [away, home] = householdMix(seed, area, homes);
  const homesKw = ((houseKwh + flatKwh) * loadFactor) / HOURS_A_YEAR;
  const pumps = areas.heatPumps[area]!;
  const pumpKw = (pumps * input.heatPumpKwhPerYear) / HOURS_A_YEAR;
  const businessKw = (areas.jobs[area]! * input.businessKwhPerJob * loadFactor) / HOURS_A_YEAR;
  const awayShape = shapes.households[0]!;
  const homeShape = shapes.households[1]!;
  // A few businesses differ in hours more than many; the shape moves by up to an hour.
  const shiftSteps = Math.round(((uniform(seed, MIX, area, 0, 9) - 0.5) * 3600) / stepS);
  const memory = Math.exp(-stepS / APPLIANCE_S);
  const fresh = Math.sqrt(1 - memory * memory);
  // Averaging over a step longer than an appliance runs takes chance away.
  const x = stepS / APPLIANCE_S;
  const stepSpread = Math.sqrt((2 * (x - 1 + Math.exp(-x))) / (x * x));
  const stream = new Stream(seed, 'area-load', area);
  let state = stream.normal();
  let expectedSum = 0;
  let drawnSum = 0;
  for (let step = 0; step < steps; step++) {
    const homeKw = homesKw * (away * awayShape[step]! + home * homeShape[step]!);
    const heatKw = pumpKw * heatPumpShape[step]!;
    const shifted = Math.min(steps - 1, Math.max(0, step + shiftSteps));
    const workKw = businessKw * shapes.business[shifted]!;
    const expected = homeKw + heatKw + workKw;
    state = memory * state + fresh * stream.normal();
    const spread = stepSpread * Math.sqrt(homeKw * APPLIANCE_KW + heatKw * HEAT_PUMP_KW + workKw * BUSINESS_KW * 0.25);
    // Base load never stops: chance takes away at most two thirds.
    const drawn = Math.max(expected * 0.35, homeKw * busyDay[step]! + heatKw + workKw + spread * state);
    scratch[step] = drawn;
    expectedSum += expected;
    drawnSum += drawn;
  }
  const exact = drawnSum > 0 ? expectedSum / drawnSum : 0;
  for (let step = 0; step < steps; step++) out[offset + step] = scratch[step]! * exact;
}
