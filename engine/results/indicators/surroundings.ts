/** Indicators of what traffic does to its surroundings on a weekday: emissions of residents' cars, and what cyclists breathe. Pure. */
import { weekdayEnvironment } from '../environment.ts';
import { type Indicators, indicator } from '../indicator.ts';
import type { RunParts } from '../parts.ts';

export function surroundingsIndicators(parts: RunParts): Indicators {
  const { co2Kg, noxG, pm25G, pm25ExposureUgM3 } = weekdayEnvironment(parts);
  const { roads } = parts.district;
  const weekday = parts.travel.find((day) => day.dayType === 0) ?? parts.travel[0]!;
  const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
  let km = 0;
  let exposedKm = 0;
  for (let arc = 0; arc < roads.arcCount; arc++) {
    const cycled = weekday.flows.bikePerDay[arc]! * roads.lengthM[arc]!;
    km += cycled;
    exposedKm += cycled * pm25ExposureUgM3[roads.linkOfArc[arc]!]!;
  }
  return {
    carCo2KgPerWeekday: indicator(
      total(co2Kg),
      'kg/weekday',
      'climate',
      'better',
      'CO2 van auto’s op straten',
      'CO2 of cars on streets',
    ),
    carNoxGPerWeekday: indicator(
      total(noxG),
      'g/weekday',
      'climate',
      'better',
      'Stikstofoxiden (NOx) van auto’s',
      'Nitrogen oxides (NOx) of cars',
    ),
    carPm25GPerWeekday: indicator(
      total(pm25G),
      'g/weekday',
      'climate',
      'better',
      'Fijnstof (PM2,5) van auto’s, slijtage inbegrepen',
      'Fine particles (PM2.5) of cars, wear included',
    ),
    cyclistPm25UgM3: indicator(
      km > 0 ? exposedKm / km : parts.scenario.emissions.backgroundPm25UgM3,
      'µg/m³',
      'climate',
      'better',
      'Fijnstof (PM2,5) dat een fietser onderweg tegenkomt',
      'Fine particles (PM2.5) a cyclist meets on the way',
    ),
  };
}
