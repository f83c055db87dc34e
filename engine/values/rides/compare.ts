/** Measured rides against the model: exposure by ride, means by street, and how well both agree. Pure.
 *  In: rides, the street of each point and the model's PM2.5 there. Out: figures. A street with fewer than ten rides is withheld, and single
 *  rides are for their riders alone: they are never published. */
import { sampleCorrelation } from 'simple-statistics';
import { distanceM } from '../../core/units.ts';
import { SMALLEST_CELL } from '../../results/small-cells.ts';
import type { Ride } from './clean.ts';

export interface RideExposure {
  readonly points: number;
  readonly distanceKm: number;
  readonly durationMin: number;
  /** Share of the time on a street of the model. */
  readonly matchedShare: number;
  /** Means over the time of the ride [µg/m³]; the model over the matched time. */
  readonly measuredUgM3: number;
  readonly modelUgM3: number;
}

export interface StreetExposure {
  readonly street: number;
  readonly rides: number;
  readonly measuredUgM3: number;
  readonly modelUgM3: number;
}

export interface RideComparison {
  readonly rides: readonly RideExposure[];
  readonly streets: readonly StreetExposure[];
  readonly streetsWithheld: number;
  /** Over streets shown: mean of model less measurement, root of the mean square, correlation (NaN below three streets). */
  readonly biasUgM3: number;
  readonly rmseUgM3: number;
  readonly correlation: number;
}

/** @param streetOf [ride][point] street, −1 where none is near; @param modelUgM3 of a street */
export function compareRides(
  rides: readonly Ride[],
  streetOf: ReadonlyArray<readonly number[]>,
  modelUgM3: (street: number) => number,
): RideComparison {
  const byStreet = new Map<number, { rides: Set<number>; seconds: number; dose: number }>();
  const exposures = rides.map(({ points }, r): RideExposure => {
    let metres = 0;
    let seconds = 0;
    let matched = 0;
    let dose = 0;
    let modelDose = 0;
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [points[i - 1]!, points[i]!];
      const step = to.utcS - from.utcS;
      metres += distanceM(from.lonDeg, from.latDeg, to.lonDeg, to.latDeg);
      seconds += step;
      dose += step * to.pm25UgM3;
      const street = streetOf[r]![i]!;
      if (street < 0) continue;
      matched += step;
      modelDose += step * modelUgM3(street);
      const own = byStreet.get(street) ?? { rides: new Set<number>(), seconds: 0, dose: 0 };
      own.rides.add(r);
      own.seconds += step;
      own.dose += step * to.pm25UgM3;
      byStreet.set(street, own);
    }
    return {
      points: points.length,
      distanceKm: metres / 1000,
      durationMin: seconds / 60,
      matchedShare: seconds > 0 ? matched / seconds : 0,
      measuredUgM3: dose / seconds,
      modelUgM3: modelDose / matched,
    };
  });
  const all = [...byStreet].sort(([a], [b]) => a - b);
  const streets = all
    .filter(([, { rides: own }]) => own.size >= SMALLEST_CELL)
    .map(
      ([street, own]): StreetExposure => ({
        street,
        rides: own.rides.size,
        measuredUgM3: own.dose / own.seconds,
        modelUgM3: modelUgM3(street),
      }),
    );
  const off = streets.map((one) => one.modelUgM3 - one.measuredUgM3);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    rides: exposures,
    streets,
    streetsWithheld: all.length - streets.length,
    biasUgM3: mean(off),
    rmseUgM3: Math.sqrt(mean(off.map((value) => value ** 2))),
    correlation:
      streets.length < 3
        ? Number.NaN
        : sampleCorrelation(
            streets.map((one) => one.modelUgM3),
            streets.map((one) => one.measuredUgM3),
          ),
  };
}
