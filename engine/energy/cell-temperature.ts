/** Temperature of solar cells in sun and wind.
 *  In: irradiance on the plane, air temperature, wind. Out: °C. Pure.
 *  Sources: Faiman, Progress in Photovoltaics 16 (2008) 307–315; King, Boyson and Kratochvil, SAND2004-3535 (2004). */

/** Heat loss u0 [W/m²K] and u1 [W s/m³K]; Koehl et al. (2011) for crystalline silicon, as in PVGIS. */
export const FAIMAN_OPEN = { u0: 25, u1: 6.84 } as const;
export const FAIMAN_CRYSTALLINE = { u0: 26.92, u1: 6.24 } as const;

/** @param windMps wind at the height of the modules [m/s] */
export function faimanC(
  poaWm2: number,
  airC: number,
  windMps: number,
  loss: { readonly u0: number; readonly u1: number } = FAIMAN_OPEN,
): number {
  return airC + poaWm2 / (loss.u0 + loss.u1 * Math.max(0, windMps));
}

export interface SapmMounting {
  readonly a: number;
  readonly b: number;
  /** Cell above module at 1000 W/m² [K]. */
  readonly deltaC: number;
}

/** Glass–cell–glass on an open rack, glass–cell–polymer close to a roof. */
export const SAPM_OPEN_RACK: SapmMounting = { a: -3.47, b: -0.0594, deltaC: 3 };
export const SAPM_CLOSE_ROOF: SapmMounting = { a: -2.98, b: -0.0471, deltaC: 1 };

/** @param windMps wind at 10 m [m/s] */
export function sapmC(poaWm2: number, airC: number, windMps: number, mounting: SapmMounting = SAPM_CLOSE_ROOF): number {
  return airC + poaWm2 * Math.exp(mounting.a + mounting.b * Math.max(0, windMps)) + (poaWm2 / 1000) * mounting.deltaC;
}

/** A model with its parameters. `windShare`: wind at the modules over wind at 10 m (Faiman). */
export type CellModel =
  | { readonly kind: 'faiman'; readonly u0: number; readonly u1: number; readonly windShare: number }
  | ({ readonly kind: 'sapm' } & SapmMounting);

/** @param windMps at 10 m */
export function cellC(model: CellModel, poaWm2: number, airC: number, windMps: number): number {
  return model.kind === 'faiman'
    ? faimanC(poaWm2, airC, windMps * model.windShare, model)
    : sapmC(poaWm2, airC, windMps, model);
}
