/** The trips of a car on each day of the period: a draw among the days of its donors, with small shifts in time.
 *  Order of trips and length of each are kept; the day stays within its midnights; the night runs on into the next day.
 *  Pure functions of (seed, car, day, trip), so any day can be asked at any time. */
import { purposeId, uniform } from '../core/random.ts';
import type { Calendar } from '../core/time.ts';
import { type ParkingDays, PROFILES } from './donors.ts';
import { STAY, type StayTable, stayTable } from './stay-table.ts';

/** Shift of a whole day and of one trip, uniform within ±; a stay keeps at least SHORTEST_STAY_S of its length. */
const DAY_SHIFT_S = 900;
const TRIP_SHIFT_S = 600;
const SHORTEST_STAY_S = 300;
const LAST_ARRIVAL_S = 86_390;

const CAR_DAY = purposeId('car-day');
const SHIFT = purposeId('car-day-shift');

export class CarDays {
  private readonly calendar: Calendar;
  private readonly seed: number;
  private readonly days: ParkingDays;
  private readonly tables: readonly StayTable[];
  private readonly donors: Uint32Array;
  private readonly usualDayShare: number;
  /** [car] day whose shift is at hand, and the shift. */
  private readonly shiftDay: Int32Array;
  private readonly shiftS: Float64Array;

  constructor(
    calendar: Calendar,
    seed: number,
    days: ParkingDays,
    donors: Uint32Array,
    usualDayShare: number,
    areas: Parameters<typeof stayTable>[1],
  ) {
    this.tables = days.map((day) => stayTable(day, areas));
    this.calendar = calendar;
    this.seed = seed;
    this.days = days;
    this.donors = donors;
    this.usualDayShare = usualDayShare;
    const carCount = days[0].firstStay.length - 1;
    this.shiftDay = new Int32Array(carCount).fill(-1);
    this.shiftS = new Float64Array(carCount);
  }

  parking(day: number): ParkingDays[number] {
    return this.days[this.calendar.dayType[day]! as 0 | 1 | 2];
  }

  table(day: number): StayTable {
    return this.tables[this.calendar.dayType[day]!]!;
  }

  /** Donor car of a day. */
  donor(plugIn: number, car: number, day: number): number {
    const u = uniform(this.seed, CAR_DAY, car, day);
    const other = (u - this.usualDayShare) / (1 - this.usualDayShare);
    const profile = u < this.usualDayShare ? 0 : 1 + Math.min(PROFILES - 2, Math.floor(other * (PROFILES - 1)));
    return this.donors[plugIn * PROFILES + profile]!;
  }

  /** Departure of trip k (from stay k to stay k + 1 of the donor's day) [s after local midnight].
   *  @param donor of that day; must have more than k + 1 stays
   *  @param previousArrivalS of trip k − 1 as shifted; negative for the first */
  departureS(car: number, day: number, donor: number, trip: number, previousArrivalS: number): number {
    const { firstStay, rows } = this.table(day);
    const stay = STAY.size * (firstStay[donor]! + trip);
    const last = STAY.size * (firstStay[donor + 1]! - 1);
    const departureS = rows[stay + STAY.departureS]!;
    const wholeDay = this.dayShiftS(car, day);
    const thisTrip = (2 * uniform(this.seed, SHIFT, car, day, trip + 1) - 1) * TRIP_SHIFT_S;
    const slackS = Math.max(0, LAST_ARRIVAL_S - rows[last + STAY.arrivalS]!);
    const shifted = departureS + Math.min(slackS, wholeDay + thisTrip);
    if (previousArrivalS < 0) return Math.max(0, shifted);
    const stayS = departureS - rows[stay + STAY.arrivalS]!;
    return Math.max(previousArrivalS + Math.max(0, Math.min(stayS, SHORTEST_STAY_S)), shifted);
  }

  /** The trips of a car's day are asked one after the other: the shift of the whole day is kept. */
  private dayShiftS(car: number, day: number): number {
    if (this.shiftDay[car] !== day) {
      this.shiftDay[car] = day;
      this.shiftS[car] = (2 * uniform(this.seed, SHIFT, car, day, 0) - 1) * DAY_SHIFT_S;
    }
    return this.shiftS[car]!;
  }

  /** Step of a local time of a day: the step it lies in. Days on which clocks change keep their wall clock. */
  stepOf(day: number, localS: number): number {
    const { firstStepOfDay, grid } = this.calendar;
    const first = firstStepOfDay[day]!;
    const end = firstStepOfDay[day + 1]!;
    const extra = end - first - 86_400 / grid.stepS;
    const step = first + Math.floor(localS / grid.stepS) + (extra !== 0 && localS >= 10_800 ? extra : 0);
    return Math.min(Math.max(step, first), end - 1);
  }
}
