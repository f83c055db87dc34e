/** Beam from a series of global irradiance by DIRINT: DISC corrected for how steady and how moist the sky is.
 *  In: series of global irradiance and zenith, dew point where known. Out: series of beam at normal incidence [W/m²]. Pure.
 *  Source: Perez et al., ASHRAE Transactions 98-1 (1992) 354–369. */
import { DIRINT_FACTORS } from './dirint-table.ts';
import { disc } from './disc.ts';

const CLEARNESS_EDGES = [0.24, 0.4, 0.56, 0.7, 0.8];
const ZENITH_EDGES = [25, 40, 55, 70, 80];
const CHANGE_EDGES = [0.015, 0.035, 0.07, 0.15, 0.3];
const WATER_EDGES = [1, 2, 3];
const UNKNOWN_CHANGE = 6;
const UNKNOWN_WATER = 4;

function bin(value: number, edges: readonly number[]): number {
  let i = 0;
  while (i < edges.length && value >= edges[i]!) i++;
  return i;
}

export interface DirintInput {
  /** [step], steps of about an hour. */
  readonly ghiWm2: ArrayLike<number>;
  readonly zenithDeg: ArrayLike<number>;
  /** 1..366 */
  readonly dayOfYear: ArrayLike<number>;
  readonly pressureHpa?: number;
  /** [step] dew point; left out when unknown. */
  readonly dewPointC?: ArrayLike<number>;
  /** Take the change of clearness between neighbours into account (default true). */
  readonly useChange?: boolean;
}

/** @returns dni [step], W/m² */
export function dirint(input: DirintInput): Float64Array {
  const { ghiWm2, zenithDeg, dayOfYear, pressureHpa, dewPointC, useChange = true } = input;
  const count = ghiWm2.length;
  const dni = new Float64Array(count);
  const steadyClearness = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const one = disc(ghiWm2[i]!, zenithDeg[i]!, dayOfYear[i]!, pressureHpa);
    dni[i] = one.dniWm2;
    // Clearness freed of its dependence on the sun's height (equation 1).
    steadyClearness[i] = Math.min(
      1,
      Math.max(0, one.clearness / (1.031 * Math.exp(-1.4 / (0.9 + 9.4 / one.airMass)) + 0.1)),
    );
  }
  for (let i = 0; i < count; i++) {
    if (dni[i] === 0) continue;
    const here = steadyClearness[i]!;
    const before = i > 0 ? Math.abs(here - steadyClearness[i - 1]!) : null;
    const after = i < count - 1 ? Math.abs(here - steadyClearness[i + 1]!) : null;
    const change = before === null ? after : after === null ? before : (before + after) / 2;
    const changeBin = useChange && change !== null ? bin(change, CHANGE_EDGES) : UNKNOWN_CHANGE;
    const dew = dewPointC?.[i];
    const waterBin = dew === undefined ? UNKNOWN_WATER : bin(Math.exp(0.07 * dew - 0.075), WATER_EDGES);
    const row = (bin(here, CLEARNESS_EDGES) * 6 + bin(zenithDeg[i]!, ZENITH_EDGES)) * 7 + changeBin;
    dni[i]! *= DIRINT_FACTORS[row * 5 + waterBin]!;
  }
  return dni;
}
