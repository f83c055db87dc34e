/** A small district's energy inputs for tests. */
import type { StageContext } from '../../engine/core/progress.ts';
import { makeCalendar } from '../../engine/core/time.ts';
import { buildEnergyYear, type EnergyYearInput } from '../../engine/energy/build.ts';
import type { AreaComposition, EnergyYear } from '../../engine/energy/stores.ts';
import { typicalPrices, typicalWeather } from '../../engine/energy/typical-year.ts';
import { scenarioSchema } from '../../engine/scenario/schema.ts';

export const LAT = 52.1;
export const LON = 5.18;
/** GHI of the De Bilt reference year (NEN) and temperature of 2023, computed from public files. */
export const DE_BILT = {
  monthlyGhiKwhM2: [21, 33, 72, 116, 147, 151, 142, 132, 89, 45, 25, 16],
  monthlyTemperatureC: [5.8, 5.7, 7.0, 8.7, 13.5, 19.4, 18.1, 17.6, 17.5, 13.2, 7.8, 6.9],
  latDeg: LAT,
  lonDeg: LON,
};
export const weather2025 = typicalWeather({ ...DE_BILT, year: 2025, seed: 1 });
export const prices2025 = typicalPrices({ year: 2025, seed: 1, weather: weather2025 });
export const scenario = scenarioSchema.parse({
  version: 1,
  name: { nl: 'a', en: 'a' },
  question: { nl: 'a', en: 'a' },
});
export const context: StageContext = { signal: undefined, onProgress: () => undefined };

/** Areas of 100 houses of 3,200 kWh with 40 kWp. */
export const areasOf = (count: number, part: Partial<Record<keyof AreaComposition, number>> = {}): AreaComposition => {
  const all = (value: number): number[] => Array.from({ length: count }, () => value);
  return {
    count,
    houseKwhPerYear: all(part.houseKwhPerYear ?? 320_000),
    flatKwhPerYear: all(part.flatKwhPerYear ?? 0),
    heatPumps: all(part.heatPumps ?? 0),
    jobs: all(part.jobs ?? 0),
    pvKwpHomes: all(part.pvKwpHomes ?? 40),
    pvKwpBusiness: all(part.pvKwpBusiness ?? 0),
  };
};

export const energyYear = (part: Partial<EnergyYearInput> = {}): Promise<EnergyYear> =>
  buildEnergyYear({
    scenario,
    calendar: makeCalendar('2025-01-01', 365, 900, 'Europe/Amsterdam'),
    weather: weather2025,
    prices: prices2025,
    latDeg: LAT,
    lonDeg: LON,
    seed: 1,
    areas: areasOf(1),
    context,
    ...part,
  });

export const sum = (values: ArrayLike<number>, from = 0, to = values.length): number => {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i]!;
  return total;
};

export const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const meanA = sum(a) / a.length;
  const meanB = sum(b) / b.length;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - meanA) * (b[i]! - meanB);
    aa += (a[i]! - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};
