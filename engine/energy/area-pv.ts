/** PV of each transformer area: the district's roofs in a mix of its own.
 *  In: power per kWp of each roof, composition, seed. Out: kW per area and step, ≥ 0 (produced). Pure. */
import { purposeId, uniform } from '../core/random.ts';
import { DISTRICT_ROOFS } from './roofs.ts';
import type { AreaComposition } from './stores.ts';

const ROOF = purposeId('area-roofs');
/** Installed power at which an area's mix is halfway between one roof and the whole district's [kWp]. */
const TYPICAL_KWP = 40;

/** Shares of an area's panels by roof of DISTRICT_ROOFS; few panels lie on few kinds of roof. */
export function roofShares(seed: number, area: number, kwp: number): Float64Array {
  const shares = new Float64Array(DISTRICT_ROOFS.length);
  const evenness = kwp / (kwp + TYPICAL_KWP);
  let total = 0;
  DISTRICT_ROOFS.forEach(({ share }, roof) => {
    // An exponential draw around the district's share; its spread fades with the number of systems.
    const draw = -Math.log(uniform(seed, ROOF, area, 0, roof));
    shares[roof] = share * (evenness + (1 - evenness) * draw);
    total += shares[roof]!;
  });
  for (let roof = 0; roof < shares.length; roof++) shares[roof]! /= total;
  return shares;
}

/** Writes one area's production at `offset` of `out`. */
export function fillAreaPv(
  seed: number,
  areas: AreaComposition,
  roofKwPerKwp: readonly Float32Array[],
  area: number,
  out: Float32Array,
  offset: number,
): void {
  const kwp = areas.pvKwpHomes[area]! + areas.pvKwpBusiness[area]!;
  if (!(kwp > 0)) return;
  const shares = roofShares(seed, area, kwp);
  for (let roof = 0; roof < shares.length; roof++) {
    const factor = kwp * shares[roof]!;
    const series = roofKwPerKwp[roof]!;
    for (let step = 0; step < series.length; step++) out[offset + step]! += factor * series[step]!;
  }
}
