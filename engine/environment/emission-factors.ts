/** What a car or lorry puts out per kilometre, by how the traffic flows and by what drives it. Pure.
 *  @source NOx and PM10: emission factors for motorways and other roads, Dutch ministry of infrastructure, year 2021 as published 15 March
 *  2022 (light; heavy as mean of medium-heavy and heavy 2:1), the fleet's mean. PM of wear: EMEP/EEA guidebook 2019, 1.A.3.b.vi–vii, tier 1,
 *  passenger cars: tyres and brakes 13.8 mg PM10 and 7.4 mg PM2.5, road surface 7.5 and 4.1 mg. CO2 relative to the yearly mean: shape of
 *  the average-speed functions of EMEP/EEA 1.A.3.b.i (assumption, rounded). */

/** How traffic flows, after Dutch calculation method 1: motorway, rural road, and the city normal, stagnating and free-flowing. */
export const FLOW_CLASSES = ['motorway', 'rural', 'city', 'stagnating', 'city-free'] as const;
const MOTORWAY = 0;
const RURAL = 1;
const CITY = 2;
const STAGNATING = 3;
const CITY_FREE = 4;

/** [flow class] g/km of a light vehicle with an engine. */
const LIGHT_NOX_G_PER_KM = [0.234, 0.205, 0.272, 0.377, 0.255];
const LIGHT_PM10_G_PER_KM = [0.02, 0.016, 0.031, 0.033, 0.032];
/** [flow class] g/km of a lorry; motorway PM10 read as 0.0897 (0.897 in the table would be ten times its neighbours). */
const HEAVY_NOX_G_PER_KM = [1.909, 2.732, 4.532, 7.277, 3.089];
const HEAVY_PM10_G_PER_KM = [0.0897, 0.0893, 0.1567, 0.1853, 0.1427];
/** [flow class] CO2 relative to the mean of all kilometres. */
const CO2_FACTOR = [0.95, 0.85, 1.2, 1.6, 1.05];

const WEAR_PM10_G_PER_KM = 0.0213;
const WEAR_PM25_G_PER_KM = 0.0115;
/** Part of a lorry's PM10 that is PM2.5 (assumption: wear in the proportion of cars, exhaust fine). */
const HEAVY_PM25_SHARE = 0.6;

/** @param speedKmh mean over the link, waiting included  @param motorway true on motorways and trunk roads */
export function flowClassOf(speedKmh: number, motorway: boolean): number {
  if (speedKmh < 15) return STAGNATING;
  if (motorway && speedKmh >= 70) return MOTORWAY;
  if (speedKmh > 45) return RURAL;
  return speedKmh > 30 ? CITY_FREE : CITY;
}

/** Grams a kilometre. */
export interface EmissionRate {
  co2G: number;
  noxG: number;
  pm10G: number;
  pm25G: number;
}

/** Adds `km` vehicle kilometres of a car. Electric kilometres have wear only; their CO2 is the current's.
 *  @param electricShare share of the kilometres driven on electricity, 0–1
 *  @param petrolGPerKm, electricGPerKm CO2 well to wheel of a mean kilometre */
export function addCarEmission(
  to: EmissionRate,
  flowClass: number,
  km: number,
  electricShare: number,
  petrolGPerKm: number,
  electricGPerKm: number,
): void {
  const engine = (1 - electricShare) * km;
  const electric = electricShare * km;
  const pm10 = LIGHT_PM10_G_PER_KM[flowClass]!;
  const wear = Math.min(pm10, WEAR_PM10_G_PER_KM);
  const exhaust = pm10 - wear;
  to.co2G += engine * petrolGPerKm * CO2_FACTOR[flowClass]! + electric * electricGPerKm;
  to.noxG += engine * LIGHT_NOX_G_PER_KM[flowClass]!;
  to.pm10G += km * wear + engine * exhaust;
  to.pm25G += (km * wear * WEAR_PM25_G_PER_KM) / WEAR_PM10_G_PER_KM + engine * exhaust;
}

/** Adds `km` vehicle kilometres of lorries (NOx and PM only). */
export function addLorryEmission(to: EmissionRate, flowClass: number, km: number): void {
  to.noxG += km * HEAVY_NOX_G_PER_KM[flowClass]!;
  to.pm10G += km * HEAVY_PM10_G_PER_KM[flowClass]!;
  to.pm25G += km * HEAVY_PM10_G_PER_KM[flowClass]! * HEAVY_PM25_SHARE;
}

export const noEmission = (): EmissionRate => ({ co2G: 0, noxG: 0, pm10G: 0, pm25G: 0 });
