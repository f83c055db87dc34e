/** What a car, bus or lorry puts out per kilometre, by how the traffic flows and by what drives it. Pure.
 *  @source NOx and PM10: emission factors for motorways (100 km/h) and other roads, Dutch ministry of infrastructure, year 2021 as published 15
 *  March 2022, the fleet's mean; light, and heavy as mean of medium-heavy and heavy 2:1 (table of mobiliteitsscan-info.nl, "Emissiefactoren PM10 en
 *  NOx", read in full). PM of wear: EMEP/EEA guidebook 2019, 1.A.3.b.vi–vii, at 65 km/h (as listed in the German inventory report 2022; those of cars agree
 *  with TSP 10.7, 7.5, 15 mg × PM10 0.6, 0.98, 0.5 × PM2.5 0.42, 0.39, 0.27 of public implementations; the edition of 2023 has more of brakes,
 *  12.2 mg): cars: tyres 6.40, brakes 7.35, road 7.50 mg PM10 and 4.49, 2.93, 4.05 mg PM2.5; lorries 27.0, 32.0, 38.0 and 18.9, 12.7, 20.5 mg;
 *  buses 24.3, 28.8, 34.2 and 18.9, 12.7, 20.5 mg; more below 40 km/h, less above (see WEAR_SPEED). CO2 by flow: see CO2_FACTOR.
 *  Checked against other programs in test/environment/emission-judges.test.ts, which tells how far apart they are. */

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
/** [flow class] g/km of a lorry; motorway PM10 read as 0.0897 (the table's 0.897 is ten times its neighbours; it was 0.096 two years before). */
const HEAVY_NOX_G_PER_KM = [1.909, 2.732, 4.532, 7.277, 3.089];
const HEAVY_PM10_G_PER_KM = [0.0897, 0.0893, 0.1567, 0.1853, 0.1427];
/** [flow class] CO2 relative to the mean of all kilometres.
 *  @source HBEFA 4 as in SUMO 1.28 on the phases of the WLTC (91.7, 56.5, 18.9, 10.7 and 39.4 km/h), mean of petrol Euro 4 and 6d and diesel
 *  Euro 5 and 6d, relative to the rural road: 1.07, 1, 1.67, 2.82, 1.13; scaled so that Dutch kilometres (45 % on motorways, 30 % on rural roads,
 *  25 % in town, of these half normal, 40 % free, a tenth stagnating: assumption) have a mean of 1 */
const CO2_FACTOR = [0.91, 0.85, 1.42, 2.4, 0.96];

/** g/km at 65 km/h: tyres, brakes, road. */
interface Wear {
  readonly pm10G: readonly [number, number, number];
  readonly pm25G: readonly [number, number, number];
}
const CAR_WEAR: Wear = { pm10G: [0.0064, 0.00735, 0.0075], pm25G: [0.00449, 0.00293, 0.00405] };
const LORRY_WEAR: Wear = { pm10G: [0.027, 0.032, 0.038], pm25G: [0.0189, 0.0127, 0.0205] };
const BUS_WEAR: Wear = { pm10G: [0.0243, 0.0288, 0.0342], pm25G: [0.0189, 0.0127, 0.0205] };
/** [flow class] wear of tyres, brakes and road relative to 65 km/h.
 *  @source EMEP/EEA 2019, 1.A.3.b.vi, tier 2: tyres 1.39 below 40 km/h, 0.902 above 90; brakes 1.67 below 40 and 0.185 above 95; between them
 *  straight lines (−0.00974 v + 1.78 and −0.0270 v + 2.75; the factors below 40 are also those of a public implementation, the lines are not
 *  checked). Rural roads at 60 km/h, motorways at 100, all of the town below 40. */
const WEAR_SPEED: readonly (readonly [number, number, number])[] = [
  [0.902, 0.185, 1],
  [1.196, 1.13, 1],
  [1.39, 1.67, 1],
  [1.39, 1.67, 1],
  [1.39, 1.67, 1],
];

const wornG = (parts: readonly [number, number, number], flowClass: number): number => {
  const speed = WEAR_SPEED[flowClass]!;
  return parts[0] * speed[0] + parts[1] * speed[1] + parts[2] * speed[2];
};

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
  to.co2G += engine * petrolGPerKm * CO2_FACTOR[flowClass]! + electricShare * km * electricGPerKm;
  to.noxG += engine * LIGHT_NOX_G_PER_KM[flowClass]!;
  addParticles(to, flowClass, LIGHT_PM10_G_PER_KM[flowClass]!, CAR_WEAR, km, engine);
}

/** Adds `km` vehicle kilometres of lorries (NOx and PM only). */
export function addLorryEmission(to: EmissionRate, flowClass: number, km: number): void {
  to.noxG += km * HEAVY_NOX_G_PER_KM[flowClass]!;
  addParticles(to, flowClass, HEAVY_PM10_G_PER_KM[flowClass]!, LORRY_WEAR, km, km);
}

/** Adds `km` vehicle kilometres of buses: an engine as a lorry's, electric ones wear only. @param gPerKm CO2 of a mean bus kilometre, well to wheel */
export function addBusEmission(
  to: EmissionRate,
  flowClass: number,
  km: number,
  electricShare: number,
  gPerKm: number,
): void {
  const engine = (1 - electricShare) * km;
  to.co2G += km * gPerKm;
  to.noxG += engine * HEAVY_NOX_G_PER_KM[flowClass]!;
  addParticles(to, flowClass, HEAVY_PM10_G_PER_KM[flowClass]!, BUS_WEAR, km, engine);
}

/** The published PM10 holds wear and exhaust; exhaust is what is left of it, all of it finer than 2.5 µm.
 *  @param engineKm kilometres with an exhaust */
function addParticles(
  to: EmissionRate,
  flowClass: number,
  pm10GPerKm: number,
  wear: Wear,
  km: number,
  engineKm: number,
): void {
  const all = wornG(wear.pm10G, flowClass);
  const worn = Math.min(pm10GPerKm, all);
  const exhaust = pm10GPerKm - worn;
  to.pm10G += km * worn + engineKm * exhaust;
  to.pm25G += (km * worn * wornG(wear.pm25G, flowClass)) / all + engineKm * exhaust;
}

export const noEmission = (): EmissionRate => ({ co2G: 0, noxG: 0, pm10G: 0, pm25G: 0 });
