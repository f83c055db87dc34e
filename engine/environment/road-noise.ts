/** Noise of a road at a façade: sound power by the European method with the Dutch coefficients, then distance, air, ground and weather by the
 *  simple Dutch method, without reflection, barriers and junction surcharge. Pure.
 *  @source Sound power: CNOSSOS-EU (directive (EU) 2015/996 as amended by 2021/1226), coefficients of Omgevingsregeling annex XXXIII on the
 *  reference surface as in NoiseModelling 5 (RoadCnossos_NL.json); A-weighting: IEC 61672-1. Propagation: Reken- en meetvoorschrift geluid 2012,
 *  annex III, method 1: shortest distance to a line 0.75 m above the road, soft share of the ground (definitions read in the law's text, whose
 *  formulas are pictures; the constants of air and weather agree with those that Tygron lists for its overlay by this method, those of the ground are
 *  the customary ones, not checked). Lden: directive 2002/49/EC, annex I. */

export const LIGHT = 0;
/** Lorries with one rear axle, buses. */
export const MEDIUM = 1;
export const HEAVY = 2;
/** An electric light vehicle: rolling noise only (the method leaves its class open; assumption). */
export const ELECTRIC = 3;

/** [class][octave band 63 Hz … 8 kHz] rolling A, B and propulsion A, B [dB]. */
const ROLLING_A = [
  [83.4, 86.8, 86.1, 92.5, 99.8, 96.6, 85.8, 76.2],
  [88.2, 91.4, 91.0, 99.2, 100.2, 94.3, 86.6, 82.2],
  [90.4, 93.2, 94.4, 104.6, 105.3, 98.4, 89.3, 83.8],
];
const ROLLING_B = [
  [39.2, 37.5, 32.2, 18.4, 24.9, 25.8, 32.1, 35.1],
  [27.7, 23.7, 16.6, 18.3, 28.8, 32.6, 31.0, 28.2],
  [30.3, 26.9, 22.1, 26.1, 33.7, 35.2, 35.6, 34.0],
];
const PROPULSION_A = [
  [98.0, 90.3, 89.7, 88.3, 86.8, 89.7, 85.1, 78.0],
  [105.3, 99.4, 98.5, 99.4, 101.5, 98.6, 91.7, 84.6],
  [107.8, 102.2, 102.2, 104.9, 104.6, 100.1, 93.5, 86.7],
];
const PROPULSION_B = [
  [2.8, 6.1, 5.6, 5.4, 5.1, 3.5, 5.3, 6.3],
  [-2.4, -0.6, -1.0, 3.8, 5.9, 5.0, 3.3, 1.3],
  [0.8, 0.3, 0.3, 5.6, 6.2, 4.4, 3.9, 2.3],
];
const A_WEIGHT_DB = [-26.2, -16.1, -8.6, -3.2, 0, 1.2, 1, -1.1];
const REFERENCE_KMH = 70;
/** Speeds the method is made for [km/h]. */
const SLOWEST_KMH = 20;
const FASTEST_KMH = 130;

/** Height of the listener and of the road [m]. */
const LISTENER_M = 4.5;
const ROAD_M = 0;
const SOURCE_M = 0.75;

const power = (db: number): number => 10 ** (db / 10);

/** A-weighted sound power of one vehicle [dB]. @param propulsion false for an electric one: rolling noise only */
export function vehicleDb(kind: number, speedKmh: number, propulsion = true): number {
  const v = Math.min(FASTEST_KMH, Math.max(SLOWEST_KMH, speedKmh));
  let sum = 0;
  for (let band = 0; band < A_WEIGHT_DB.length; band++) {
    const rolling = ROLLING_A[kind]![band]! + ROLLING_B[kind]![band]! * Math.log10(v / REFERENCE_KMH);
    const engine = PROPULSION_A[kind]![band]! + (PROPULSION_B[kind]![band]! * (v - REFERENCE_KMH)) / REFERENCE_KMH;
    sum += power(rolling + A_WEIGHT_DB[band]!) + (propulsion ? power(engine + A_WEIGHT_DB[band]!) : 0);
  }
  return 10 * Math.log10(sum);
}

/** [class × speeds + speed] power of a vehicle relative to 1 pW, by whole km/h. */
const SPEEDS = FASTEST_KMH + 1;
const VEHICLE_POWER = Float64Array.from({ length: 4 * SPEEDS }, (_, i) => {
  const kind = Math.floor(i / SPEEDS);
  return power(vehicleDb(kind === ELECTRIC ? LIGHT : kind, i % SPEEDS, kind !== ELECTRIC));
});

/** Sound power of a metre of road relative to 1 pW of vehicles at a speed, `perH` of them an hour. */
export function metrePower(kind: number, perH: number, speedKmh: number): number {
  if (!(perH > 0)) return 0;
  const v = Math.min(FASTEST_KMH, Math.max(SLOWEST_KMH, speedKmh));
  const low = Math.min(SPEEDS - 2, Math.floor(v));
  const share = v - low;
  const at = kind * SPEEDS + low;
  const one = VEHICLE_POWER[at]! * (1 - share) + VEHICLE_POWER[at + 1]! * share;
  return (one * perH) / (1000 * v);
}

/** What is lost between the power of a metre of a long straight road and the listener's level [dB]; hard ground gives 3 dB back.
 *  @param distanceM to the middle of the road, > 0  @param softGround share of soft ground between */
export function propagationLossDb(distanceM: number, softGround: number): number {
  const r = Math.hypot(distanceM, LISTENER_M - ROAD_M - SOURCE_M);
  const spread = 10 * Math.log10(2 * r);
  const ground =
    softGround *
    (2 + 4 * (1 - Math.exp(-0.04 * r)) * (Math.exp(-0.65 * LISTENER_M) + Math.exp(-0.65 * (ROAD_M + SOURCE_M))));
  const weather = 3.5 - 3.5 * Math.exp((-0.04 * r) / (LISTENER_M + ROAD_M + SOURCE_M));
  return spread + 0.01 * r ** 0.9 + ground + weather;
}

/** Level of a power [dB], at least `leastDb`: two sounds together where `added` is the other's power. */
export const levelDb = (sum: number, leastDb = 0): number => Math.max(leastDb, sum > 0 ? 10 * Math.log10(sum) : 0);

/** Two levels together [dB]. */
export const addDb = (a: number, b: number): number => 10 * Math.log10(power(a) + power(b));

/** Lden of 24 hourly levels that begin at midnight: day 7–19 h, evening 19–23 h (+5), night 23–7 h (+10). */
export function ldenDb(hourlyDb: ArrayLike<number>): number {
  let sum = 0;
  for (let hour = 0; hour < 24; hour++) {
    const extra = hour >= 7 && hour < 19 ? 0 : hour >= 19 && hour < 23 ? 5 : 10;
    sum += power(hourlyDb[hour]! + extra);
  }
  return 10 * Math.log10(sum / 24);
}
