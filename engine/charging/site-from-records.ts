/** A site from a partner's sessions: steps, what each car needs and can take, and what had to be assumed.
 *  In: records, assumptions, energy of the site per step. Out: site and notes in plain words. Pure. */

import { Temporal } from 'temporal-polyfill';
import { InputError } from '../core/errors.ts';
import { purposeId, uniform } from '../core/random.ts';
import { type Calendar, makeCalendar } from '../core/time.ts';
import type { SessionRecords } from './records.ts';
import { minimumKw } from './settings.ts';
import type { Site, SiteSessionList } from './site.ts';

export interface CarAssumptions {
  readonly efficiencyShare: number;
  /** Lost while power flows; 0 when left out. */
  readonly fixedLossKw?: number;
  readonly targetSocShare: number;
  readonly minimumSocShare: number;
  /** Battery where the file does not tell; larger when a session needs it. */
  readonly batteryKwh: number;
  /** Power where the file does not tell. */
  readonly chargerKw: number;
  readonly dischargeKw: number;
  /** Share of drivers (or sessions without a driver) whose car can discharge. */
  readonly v2gShare: number;
  /** Longest stay that is looked at [h]; longer ones are cut. */
  readonly longestStayH: number;
  readonly seed: number;
  /** Share of the battery up to which strategies may store beyond what was asked; below the target: not at all. */
  readonly ceilingSocShare?: number;
  /** Types of car to draw from, in equal shares: a driver keeps his. Without any, all have `batteryKwh` and no curve. The number of a type is
   *  that of its charge curve. */
  readonly types?: ReadonlyArray<{ readonly batteryKwh: number; readonly maximumAcKw: number }>;
}

/** Series of the site per step. */
export type SiteSeries = Omit<Site, 'stepCount' | 'stepH' | 'startUtcS' | 'localS' | 'sessions' | 'efficiencyShare'>;

const V2G = purposeId('session-v2g');
const TYPE = purposeId('session-car-type');
/** Share of the battery that one session may fill at most: sets a larger battery when it took more. */
const LARGEST_FILL_SHARE = 0.8;

/** Whole local days around the sessions. @throws InputError when there are none */
export function recordsCalendar(
  records: SessionRecords,
  stepS: number,
  timeZone: string,
  from?: string,
  days?: number,
): Calendar {
  if (records.count === 0) throw new InputError('sessions', '', 'must hold at least one session');
  const localDate = (utcS: number): string =>
    Temporal.Instant.fromEpochMilliseconds(utcS * 1000)
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .toString();
  const first = from ?? localDate(records.arrivalUtcS.reduce((a, b) => Math.min(a, b)));
  const last = localDate(records.departureUtcS.reduce((a, b) => Math.max(a, b)));
  const span = Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: 'day' }).days + 1;
  const count = days ?? span;
  if (count < 1) throw new InputError('sessions', 'from', `must not lie after the last session (${last})`, first);
  if (count > 1500) throw new InputError('sessions', '', 'must lie within 1,500 days; choose --from and --days', count);
  return makeCalendar(first, count, stepS, timeZone);
}

export interface SiteFromRecords {
  readonly sessions: SiteSessionList;
  /** [session] row in the records. */
  readonly record: Uint32Array;
  readonly notes: readonly string[];
}

export function sessionsOnGrid(records: SessionRecords, calendar: Calendar, cars: CarAssumptions): SiteFromRecords {
  const { startUtcS, stepS, count: stepCount } = calendar.grid;
  const counts = { outside: 0, short: 0, cut: 0, noPower: 0, faster: 0, larger: 0, stated: 0 };
  const rows: number[] = [];
  const at: Array<{ arrival: number; departure: number; stated: number }> = [];
  const longest = Math.max(1, Math.round((cars.longestStayH * 3600) / stepS));
  for (let r = 0; r < records.count; r++) {
    const arrival = Math.max(0, Math.ceil((records.arrivalUtcS[r]! - startUtcS) / stepS - 0.5));
    let departure = Math.min(stepCount, Math.round((records.departureUtcS[r]! - startUtcS) / stepS));
    if (records.departureUtcS[r]! <= startUtcS || records.arrivalUtcS[r]! >= startUtcS + stepCount * stepS) {
      counts.outside++;
      continue;
    }
    if (departure <= arrival) {
      counts.short++;
      departure = Math.min(stepCount, arrival + 1);
      if (departure <= arrival) continue;
    }
    if (departure - arrival > longest) {
      counts.cut++;
      departure = arrival + longest;
    }
    const statedUtcS = records.statedDepartureUtcS[r]!;
    let stated = departure;
    if (!Number.isNaN(statedUtcS)) {
      counts.stated++;
      stated = Math.max(arrival + 1, Math.round((statedUtcS - startUtcS) / stepS));
    }
    rows.push(r);
    at.push({ arrival, departure, stated });
  }
  if (rows.length === 0)
    throw new InputError('sessions', '', 'must lie in the chosen period; none does', records.count);
  const order = rows.map((_, k) => k).sort((a, b) => at[a]!.arrival - at[b]!.arrival || rows[a]! - rows[b]!);
  const count = order.length;
  const f64 = (): Float64Array => new Float64Array(count);
  const list = {
    count,
    id: order.map((k) => records.id[rows[k]!]!),
    arrivalStep: Uint32Array.from(order, (k) => at[k]!.arrival),
    departureStep: Uint32Array.from(order, (k) => at[k]!.departure),
    statedDepartureStep: Uint32Array.from(order, (k) => at[k]!.stated),
    initialKwh: f64(),
    targetKwh: f64(),
    floorKwh: f64(),
    maximumKw: f64(),
    minimumKw: f64(),
    maximumDischargeKw: f64(),
    ceilingKwh: f64(),
    capacityKwh: f64(),
    curve: new Int16Array(count).fill(-1),
    phases: new Uint8Array(count),
  };
  order.forEach((k, s) => {
    const r = rows[k]!;
    const stayH = ((at[k]!.departure - at[k]!.arrival) * stepS) / 3600;
    const energyKwh = records.energyKwh[r]!;
    const driver = records.user[r] !== '' ? records.user[r]! : records.id[r]!;
    const types = cars.types ?? [];
    const type = Math.floor(uniform(cars.seed, TYPE, purposeId(driver)) * types.length);
    const car = types[type];
    if (car !== undefined) list.curve[s] = type;
    let kw = records.maximumKw[r]!;
    if (!(kw > 0)) {
      counts.noPower++;
      kw = Math.min(cars.chargerKw, car?.maximumAcKw ?? cars.chargerKw);
    }
    // The car did take its energy in this time: a lower power cannot be true.
    if (energyKwh / stayH > kw) {
      counts.faster++;
      kw = (energyKwh / stayH) * 1.001;
    }
    // What was metered at the point less what a charge at full power loses.
    const needKwh = energyKwh * Math.max(0, cars.efficiencyShare - (cars.fixedLossKw ?? 0) / kw);
    let batteryKwh = car?.batteryKwh ?? cars.batteryKwh;
    if (needKwh > LARGEST_FILL_SHARE * batteryKwh) {
      counts.larger++;
      batteryKwh = needKwh / LARGEST_FILL_SHARE;
    }
    const phases = records.phases[r] === 0 ? (kw > 7.4 ? 3 : 1) : records.phases[r]!;
    list.phases[s] = phases;
    list.maximumKw[s] = kw;
    list.minimumKw[s] = Math.min(minimumKw(phases), kw);
    list.targetKwh[s] = Math.max(cars.targetSocShare * batteryKwh, needKwh);
    list.ceilingKwh[s] = Math.max(list.targetKwh[s]!, (cars.ceilingSocShare ?? 0) * batteryKwh);
    list.capacityKwh[s] = Math.max(batteryKwh, list.ceilingKwh[s]!);
    list.initialKwh[s] = list.targetKwh[s]! - needKwh;
    list.floorKwh[s] = cars.minimumSocShare * batteryKwh;
    list.maximumDischargeKw[s] =
      uniform(cars.seed, V2G, purposeId(driver)) < cars.v2gShare ? Math.min(cars.dischargeKw, kw) : 0;
  });
  const notes = [
    counts.outside > 0 && `${counts.outside} sessions lie outside the period and are left out`,
    counts.short > 0 && `${counts.short} sessions are shorter than a step and get one step`,
    counts.cut > 0 && `${counts.cut} stays are longer than ${cars.longestStayH} h and are cut to it`,
    counts.noPower > 0 && `${counts.noPower} sessions have no power; ${cars.chargerKw} kW is assumed`,
    counts.faster > 0 &&
      `${counts.faster} sessions took more than their power allows in their time; their power is raised`,
    counts.larger > 0 &&
      `${counts.larger} sessions need a battery larger than ${cars.types?.length ? 'that of their car' : `${cars.batteryKwh} kWh`} and get one`,
    counts.stated > 0
      ? `${counts.stated} drivers stated a departure; the others are taken to state the true one`
      : 'no driver stated a departure; the true one is taken as stated',
  ].filter((note) => note !== false);
  return { sessions: list, record: Uint32Array.from(order, (k) => rows[k]!), notes };
}

export function makeSite(
  calendar: Calendar,
  sessions: SiteSessionList,
  efficiencyShare: number,
  series: SiteSeries,
): Site {
  return {
    stepCount: calendar.grid.count,
    stepH: calendar.grid.stepS / 3600,
    startUtcS: calendar.grid.startUtcS,
    localS: calendar.localS,
    efficiencyShare,
    sessions,
    ...series,
  };
}
