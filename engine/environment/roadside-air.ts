/** What traffic adds to the air beside a road: Dutch calculation method 1 for roads without tall buildings close by. Pure.
 *  @source Regeling beoordeling luchtkwaliteit 2007, annex 1, road type 4: C = 0.62 · E · θ(s) · Fb · 5/u with E in µg/m/s,
 *  θ(s) = 3.10e-4 s² − 1.82e-2 s + 0.33 to 30 m and 0.799 s^−0.747 from 30 to 60 m, where the method ends; Fb = 1 (no trees over the road). NO2:
 *  f C + B · O3 · C(1−f) / (C(1−f) + K) with B 0.6, K 100 µg/m³, C the NOx of traffic. Coefficients checked against an implementation of the
 *  Scottish environment agency (SRM1RoadNetwork.py: A, B, C, Alpha of "NotACanyon", B, K). Yearly means. */

const TO_CONCENTRATION = 0.62;
const NEAREST_M = 3.5;
const KERB_M = 30;
const FURTHEST_M = 60;
/** Ozone that meets the traffic's NO, and the NOx at which half of it reacts [µg/m³]. */
const OZONE_SHARE = 0.6;
const HALF_REACTED_UG_M3 = 100;

/** Dilution [-] at a distance from the middle of the road; 0 beyond 60 m, where the method ends. */
export function dilution(distanceM: number): number {
  const s = Math.max(NEAREST_M, distanceM);
  if (s > FURTHEST_M) return 0;
  return s <= KERB_M ? 3.1e-4 * s * s - 1.82e-2 * s + 0.33 : 0.799 * s ** -0.747;
}

/** Traffic's part of a concentration [µg/m³]. @param emissionGPerKmDay output of a kilometre of road over a day  @param windMps yearly mean, > 0 */
export function trafficPartUgM3(emissionGPerKmDay: number, distanceM: number, windMps: number): number {
  const ugPerMS = (emissionGPerKmDay * 1e6) / 1000 / 86_400;
  return (TO_CONCENTRATION * ugPerMS * dilution(distanceM) * 5) / windMps;
}

/** Traffic's part of NO2 [µg/m³]: what leaves the exhaust as NO2, and NO that ozone turns into it.
 *  @param noxUgM3 traffic's part of NOx  @param directShare part of NOx emitted as NO2  @param ozoneUgM3 background */
export function no2PartUgM3(noxUgM3: number, directShare: number, ozoneUgM3: number): number {
  const no = noxUgM3 * (1 - directShare);
  return directShare * noxUgM3 + (OZONE_SHARE * ozoneUgM3 * no) / (no + HALF_REACTED_UG_M3);
}
