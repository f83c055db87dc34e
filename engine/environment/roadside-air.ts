/** What traffic adds to the air beside a road: Dutch calculation method 1 for roads without tall buildings close by. Pure.
 *  @source Regeling beoordeling luchtkwaliteit 2007, annex 1: C = 0.62 · E · θ(s) · Fb · 5/u, θ(s) = a·s² + b·s + c for 3.5 ≤ s ≤ 30 m
 *  (road type 4: a 3.10e-4, b −1.82e-2, c 0.33) and 0.856·s^−0.747 beyond; Fb = 1 (no trees over the road). Yearly means. */

const TO_CONCENTRATION = 0.62;
const NEAREST_M = 3.5;
const KERB_M = 30;
const FURTHEST_M = 60;

/** Dilution [-] at a distance from the middle of the road; 0 beyond 60 m, where the method ends. */
export function dilution(distanceM: number): number {
  const s = Math.max(NEAREST_M, distanceM);
  if (s > FURTHEST_M) return 0;
  return s <= KERB_M ? 3.1e-4 * s * s - 1.82e-2 * s + 0.33 : 0.856 * s ** -0.747;
}

/** Traffic's part of a concentration [µg/m³]. @param emissionGPerKmDay output of a kilometre of road over a day  @param windMps yearly mean, > 0 */
export function trafficPartUgM3(emissionGPerKmDay: number, distanceM: number, windMps: number): number {
  const ugPerMS = (emissionGPerKmDay * 1e6) / 1000 / 86_400;
  return (TO_CONCENTRATION * ugPerMS * dilution(distanceM) * 5) / windMps;
}
