/** Charging sessions by the hour of a day. Pure. */

const HOUR_S = 3600;

/** Cars that are plugged in [mean of each hour] and what they charge less what they give back [kWh of each hour, spread over their stay]. */
export function hoursOf(
  sessions: ReadonlyArray<{ readonly fromS: number; readonly untilS: number; readonly kwh: number }>,
  startS: number,
): { cars: number[]; kwh: number[] } {
  const cars = new Array<number>(24).fill(0);
  const kwh = new Array<number>(24).fill(0);
  for (const { fromS, untilS, kwh: energy } of sessions)
    for (let hour = 0; hour < 24; hour++) {
      const from = Math.max(fromS, startS + hour * HOUR_S);
      const shared = Math.min(untilS, startS + (hour + 1) * HOUR_S) - from;
      if (shared <= 0) continue;
      cars[hour]! += shared / HOUR_S;
      kwh[hour]! += (energy * shared) / (untilS - fromS);
    }
  return { cars, kwh };
}
