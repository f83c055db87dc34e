/** Charge curves of the cars in the district's fleet, by the size of their battery. Pure.
 *  @source open-ev-data (MIT licence), fast-charging curves of the models named; the model nearest in size stands for a car */
import { type ChargeCurve, makeCurve } from './charge-curve.ts';

const curve = (...points: ReadonlyArray<readonly [percentage: number, powerKw: number]>): ChargeCurve =>
  makeCurve(points.map(([percentage, powerKw]) => ({ percentage, powerKw })));

/** Usable battery [kWh] and curve. */
const BY_SIZE: ReadonlyArray<readonly [batteryKwh: number, curve: ChargeCurve]> = [
  // Plug-in hybrids charge on alternating current only: level, with the last percents slowing down.
  [12, curve([0, 7.4], [95, 7.4], [100, 1.8])],
  // Nissan Leaf 24 kWh
  [24, curve([0, 40], [22, 46], [100, 10])],
  // Nissan Leaf 40 kWh
  [38, curve([0, 41], [62, 45], [65, 36], [100, 15])],
  // Peugeot e-208
  [
    45,
    curve(
      [0, 100],
      [30, 97],
      [32, 78],
      [58, 78],
      [59, 60],
      [66, 60],
      [68, 55],
      [78, 55],
      [80, 27],
      [90, 27],
      [100, 11],
    ),
  ],
  // Renault Zoe ZE50
  [52, curve([0, 41], [52, 46], [80, 27], [100, 22])],
  // Volkswagen ID.3 58 kWh
  [58, curve([0, 100], [15, 130], [20, 120], [70, 50], [80, 50], [100, 20])],
  // Hyundai Kona 64 kWh
  [
    64,
    curve([0, 70], [40, 77], [42, 70], [53, 71], [55, 57], [71, 58], [72, 38], [76, 38], [78, 25], [88, 25], [100, 8]),
  ],
  // Volkswagen ID.3 77 kWh
  [77, curve([0, 125], [15, 130], [20, 120], [70, 65], [80, 65], [100, 22])],
];

/** Curves in the order of `fleetCurveOf`. */
export const FLEET_CURVES: readonly ChargeCurve[] = BY_SIZE.map(([, points]) => points);

/** Number of the curve of a car with this battery. */
export function fleetCurveOf(batteryKwh: number): number {
  let best = 0;
  for (let i = 1; i < BY_SIZE.length; i++)
    if (Math.abs(BY_SIZE[i]![0] - batteryKwh) < Math.abs(BY_SIZE[best]![0] - batteryKwh)) best = i;
  return best;
}
