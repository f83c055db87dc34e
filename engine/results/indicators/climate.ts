/** Indicators of CO2. A car's electricity counts once: with the electricity, not with its trips. Pure. */
import { DRIVE_TYPES } from '../../demand/population.ts';
import type { EnergyTotals } from '../balance.ts';
import { type Indicators, indicator } from '../indicator.ts';
import { averageDaySum, type DayWeights, type RunParts, type Sample } from '../parts.ts';

const BATTERY = DRIVE_TYPES.indexOf('battery');
const NO_CAR = 0xffffffff;
const UNIT = 't CO2/year';

export function climateIndicators(
  parts: RunParts,
  weights: DayWeights,
  totals: EnergyTotals,
  sample: Sample,
): Indicators {
  const { driveType } = parts.population.cars;
  const fuelGPerDay = averageDaySum(parts, weights, (trips, trip) => {
    if (trips.failure[trip] !== 0) return 0;
    const car = trips.car[trip]!;
    return car !== NO_CAR && driveType[car] === BATTERY ? 0 : trips.co2G[trip]!;
  });
  const travelT = (fuelGPerDay * sample.travelScale * 365) / 1e6;
  const outsideKwh = parts.charging.cars.chargedOutsideKwh.reduce((a, b) => a + b, 0);
  const electricityT =
    ((totals.importKwh + outsideKwh) * weights.toYear * parts.scenario.emissions.electricityGPerKwh) / 1e6;
  return {
    co2TravelTPerYear: indicator(
      travelT,
      UNIT,
      'climate',
      'better',
      'CO₂ van brandstof en openbaar vervoer',
      'CO₂ of fuel and public transport',
    ),
    co2ElectricityTPerYear: indicator(
      electricityT,
      UNIT,
      'climate',
      'better',
      'CO₂ van stroom van buiten de wijk (met laden)',
      'CO₂ of electricity from outside (charging included)',
    ),
    co2TotalTPerYear: indicator(travelT + electricityT, UNIT, 'climate', 'better', 'CO₂ samen', 'CO₂ together'),
  };
}
