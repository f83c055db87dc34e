/** Indicators of CO2. A car's electricity counts once: with the electricity, not with its trips. Pure. */
import { DRIVE_TYPES } from '../../demand/population.ts';
import type { DistrictSteps } from '../balance.ts';
import { type Indicators, indicator } from '../indicator.ts';
import { averageDaySum, type DayWeights, type RunParts, type Sample } from '../parts.ts';

const BATTERY = DRIVE_TYPES.indexOf('battery');
const NO_CAR = 0xffffffff;
const UNIT = 't CO2/year';

export function climateIndicators(
  parts: RunParts,
  weights: DayWeights,
  steps: DistrictSteps,
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
  const meanGPerKwh = parts.scenario.emissions.electricityGPerKwh;
  const electricityG = importedG(parts, steps, meanGPerKwh) + outsideKwh * meanGPerKwh;
  const electricityT = (electricityG * weights.toYear) / 1e6;
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

/** CO2 of what the district draws from outside, step by step where the scenario has it by the hour [g]. */
function importedG({ energy }: RunParts, steps: DistrictSteps, meanGPerKwh: number): number {
  let grams = 0;
  for (let step = 0; step < steps.netKw.length; step++)
    grams += Math.max(0, steps.netKw[step]!) * steps.stepH * (energy.carbonGPerKwh?.[step] ?? meanGPerKwh);
  return grams;
}
