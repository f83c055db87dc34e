/** Measured rides against the model: exposure by ride, means by street, and how well both agree. Pure.
 *  In: rides, the street of each point and the model's PM2.5 there. Out: figures. A street with fewer than ten rides, or of fewer than ten
 *  bicycles where the file tells them apart, is withheld: ten rides of one cyclist are one person's way to work. Single rides are for their
 *  riders alone: they are never published. */
import { quantile, sampleCorrelation } from 'simple-statistics';
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
  /** Different bicycles; null where the file does not tell them apart. */
  readonly bikes: number | null;
  readonly measuredUgM3: number;
  readonly modelUgM3: number;
}

/** Exposure by route: what nine of ten, half and one of ten rides exceed [µg/m³]. */
export interface ExposureSpread {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface RideComparison {
  /** Different bicycles; null where the file does not tell them apart. */
  readonly bikes: number | null;
  /** Mean exposure of a ride, over the rides; null below ten rides or bicycles. */
  readonly byRoute: { readonly measured: ExposureSpread; readonly model: ExposureSpread } | null;
  readonly rides: readonly RideExposure[];
  readonly streets: readonly StreetExposure[];
  readonly streetsWithheld: number;
  /** Over streets shown: mean of model less measurement, root of the mean square, correlation (NaN below three streets). */
  readonly biasUgM3: number;
  readonly rmseUgM3: number;
  readonly correlation: number;
}

interface Street {
  readonly rides: Set<number>;
  readonly bikes: Set<number | undefined>;
  seconds: number;
  dose: number;
}

/** Ten rides, and ten bicycles where they are told apart. */
const enough = ({ rides, bikes }: Pick<Street, 'rides' | 'bikes'>): boolean =>
  rides.size >= SMALLEST_CELL && (bikes.has(undefined) || bikes.size >= SMALLEST_CELL);

function spread(values: readonly number[]): ExposureSpread {
  const known = values.filter(Number.isFinite);
  const at = (share: number): number => (known.length === 0 ? Number.NaN : quantile(known, share));
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}

/** @param streetOf [ride][point] street, −1 where none is near; @param modelUgM3 of a street */
export function compareRides(
  rides: readonly Ride[],
  streetOf: ReadonlyArray<readonly number[]>,
  modelUgM3: (street: number) => number,
): RideComparison {
  const byStreet = new Map<number, Street>();
  const exposures = rides.map(({ points, bike }, r): RideExposure => {
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
      const own = byStreet.get(street) ?? { rides: new Set(), bikes: new Set(), seconds: 0, dose: 0 };
      own.rides.add(r);
      own.bikes.add(bike);
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
    .filter(([, own]) => enough(own))
    .map(
      ([street, own]): StreetExposure => ({
        street,
        rides: own.rides.size,
        bikes: own.bikes.has(undefined) ? null : own.bikes.size,
        measuredUgM3: own.dose / own.seconds,
        modelUgM3: modelUgM3(street),
      }),
    );
  const off = streets.map((one) => one.modelUgM3 - one.measuredUgM3);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const everybody = { rides: new Set(rides.keys()), bikes: new Set(rides.map(({ bike }) => bike)) };
  return {
    rides: exposures,
    bikes: everybody.bikes.has(undefined) ? null : everybody.bikes.size,
    byRoute: enough(everybody)
      ? {
          measured: spread(exposures.map(({ measuredUgM3 }) => measuredUgM3)),
          model: spread(exposures.map(({ modelUgM3 }) => modelUgM3)),
        }
      : null,
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
