/** How much power a battery accepts at each state of charge: the charge curve of a car, with its taper.
 *  In: points as published for fast charging. Out: [101] kW at the battery by whole percent. Pure. */
import { InputError, type Problem } from '../core/errors.ts';

/** [101] kW at the battery at 0 … 100 % charge. */
export type ChargeCurve = Float64Array;

export interface CurvePoint {
  readonly percentage: number;
  readonly powerKw: number;
}

/** Straight lines between the points, level outside of them.
 *  @param points any order, at least one; powers ≥ 0 */
export function makeCurve(points: readonly CurvePoint[]): ChargeCurve {
  const sorted = [...points].sort((a, b) => a.percentage - b.percentage);
  return Float64Array.from({ length: 101 }, (_, percent) => {
    const next = sorted.findIndex(({ percentage }) => percentage >= percent);
    if (next < 0) return sorted.at(-1)!.powerKw;
    const b = sorted[next]!;
    const a = sorted[next - 1];
    if (a === undefined || b.percentage === a.percentage) return b.powerKw;
    return a.powerKw + ((b.powerKw - a.powerKw) * (percent - a.percentage)) / (b.percentage - a.percentage);
  });
}

/** Power accepted at a state of charge [kW at the battery]. */
export function acceptedKw(curve: ChargeCurve, socShare: number): number {
  const percent = Math.min(100, Math.max(0, socShare * 100));
  const low = Math.min(99, Math.floor(percent));
  return curve[low]! + (curve[low + 1]! - curve[low]!) * (percent - low);
}

/** Mean power at the battery over a step that offers `offeredKw`: the curve is followed in parts of a percent.
 *  @param storedKwh at the start; the battery takes no more than capacityKwh */
export function takenKw(
  curve: ChargeCurve,
  capacityKwh: number,
  storedKwh: number,
  offeredKw: number,
  stepH: number,
): number {
  const end = storedKwh + offeredKw * stepH;
  const least = Math.min(acceptedKw(curve, storedKwh / capacityKwh), acceptedKw(curve, end / capacityKwh));
  // Far below the curve on both sides nothing is cut; a dip between the two is looked for.
  if (offeredKw <= least && end <= capacityKwh && !dips(curve, storedKwh / capacityKwh, end / capacityKwh, offeredKw))
    return offeredKw;
  let stored = storedKwh;
  let leftH = stepH;
  while (leftH > 1e-12 && stored < capacityKwh - 1e-12) {
    const percent = Math.floor((stored / capacityKwh) * 100 + 1e-9);
    const next = Math.min(capacityKwh, ((percent + 1) / 100) * capacityKwh);
    const power = Math.min(offeredKw, acceptedKw(curve, (stored + next) / 2 / capacityKwh));
    if (power <= 0) break;
    const timeH = Math.min(leftH, (next - stored) / power);
    stored += power * timeH;
    leftH -= timeH;
  }
  return (stored - storedKwh) / stepH;
}

/** Content up to which the battery takes `offeredKw` without being cut by its curve [kWh], from a content on; below `storedKwh` when it
 *  does not even take it there. */
export function freeUntilKwh(curve: ChargeCurve, capacityKwh: number, storedKwh: number, offeredKw: number): number {
  let percent = Math.min(100, Math.max(0, Math.floor((storedKwh / capacityKwh) * 100)));
  if (curve[percent]! < offeredKw) return -1;
  while (percent < 100 && curve[percent + 1]! >= offeredKw) percent++;
  return (percent / 100) * capacityKwh;
}

function dips(curve: ChargeCurve, fromShare: number, toShare: number, powerKw: number): boolean {
  const to = Math.min(100, Math.floor(toShare * 100));
  for (let percent = Math.ceil(fromShare * 100); percent <= to; percent++) if (curve[percent]! < powerKw) return true;
  return false;
}

/** A car of a fleet table: what the charging simulation needs to know of it. */
export interface VehicleType {
  readonly name: string;
  readonly batteryKwh: number;
  readonly maximumAcKw: number;
  readonly phases: number;
  /** 0 when it cannot charge fast. */
  readonly maximumDcKw: number;
  readonly curve: ChargeCurve;
}

/** Cars of a file in the form of open-ev-data: `{ data: [{ brand, model, variant, vehicle_type, usable_battery_size, ac_charger, dc_charger }] }`.
 *  Other vehicles than cars are left out.
 *  @throws InputError naming every car that cannot be used */
export function vehicleTypes(value: unknown, file: string): VehicleType[] {
  const problems: Problem[] = [];
  const types: VehicleType[] = [];
  const data = isRecord(value) ? value['data'] : undefined;
  if (!Array.isArray(data)) throw new InputError(file, 'data', 'must be a list of vehicles', typeof data);
  data.forEach((car: unknown, i) => {
    if (!isRecord(car) || (car['vehicle_type'] !== undefined && car['vehicle_type'] !== 'car')) return;
    const name = [car['brand'], car['model'], car['variant']].filter((text) => typeof text === 'string' && text !== '');
    const batteryKwh = car['usable_battery_size'];
    const ac = isRecord(car['ac_charger']) ? car['ac_charger'] : {};
    const dc = isRecord(car['dc_charger']) ? car['dc_charger'] : {};
    const points = curvePoints(dc['charging_curve']);
    const maximumAcKw = ac['max_power'];
    if (!isAmount(batteryKwh))
      problems.push({ file, key: `data[${i}].usable_battery_size`, rule: 'must be > 0', value: batteryKwh });
    else if (!isAmount(maximumAcKw))
      problems.push({ file, key: `data[${i}].ac_charger.max_power`, rule: 'must be > 0', value: maximumAcKw });
    else if (points === null)
      problems.push({
        file,
        key: `data[${i}].dc_charger.charging_curve`,
        rule: 'must be points { percentage 0–100, power ≥ 0 }',
        value: JSON.stringify(dc['charging_curve']),
      });
    else
      types.push({
        name: name.join(' '),
        batteryKwh,
        maximumAcKw,
        phases: isAmount(ac['usable_phases']) ? ac['usable_phases'] : 3,
        maximumDcKw: isAmount(dc['max_power']) ? dc['max_power'] : 0,
        curve: makeCurve(points.length > 0 ? points : [{ percentage: 0, powerKw: maximumAcKw }]),
      });
  });
  if (problems.length > 0) throw new InputError(problems);
  return types;
}

/** null: not a curve; empty: none given. */
function curvePoints(value: unknown): CurvePoint[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const points: CurvePoint[] = [];
  for (const point of value as unknown[]) {
    if (!isRecord(point)) return null;
    const { percentage, power } = point;
    if (typeof percentage !== 'number' || typeof power !== 'number') return null;
    if (!(percentage >= 0 && percentage <= 100 && power >= 0)) return null;
    points.push({ percentage, powerKw: power });
  }
  return points;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isAmount = (value: unknown): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value);
