/** Power of modules and inverter by PVWatts.
 *  In: light that reaches the cells, cell temperature. Out: kW, ≥ 0 (produced). Pure.
 *  Source: Dobos, PVWatts Version 5 Manual, NREL/TP-6A20-62641 (2014). */

export interface PvWatts {
  /** Module power at 1000 W/m² and 25 °C. */
  readonly kwp: number;
  /** Change of power per kelvin; −0.0047 standard, −0.0035 premium. */
  readonly perKelvin: number;
  /** Soiling, shading, mismatch, wiring, ageing, downtime; PVWatts 0.1408. */
  readonly lossShare: number;
  /** Module power over inverter power; 1.1–1.3. */
  readonly dcAcRatio: number;
  /** Nominal efficiency of the inverter. */
  readonly inverterShare: number;
}

export const PV_WATTS_STANDARD: PvWatts = {
  kwp: 1,
  perKelvin: -0.0047,
  lossShare: 0.1408,
  dcAcRatio: 1.2,
  inverterShare: 0.96,
};

/** Direct-current power after system losses [kW]. */
export function dcKw(system: PvWatts, absorbedWm2: number, cellC: number): number {
  const share = (absorbedWm2 / 1000) * (1 + system.perKelvin * (cellC - 25)) * (1 - system.lossShare);
  return Math.max(0, system.kwp * share);
}

/** Alternating-current power, clipped at the inverter's rating [kW]. */
export function acKw(system: PvWatts, directKw: number): number {
  const ratedAcKw = system.kwp / system.dcAcRatio;
  const ratedDcKw = ratedAcKw / system.inverterShare;
  const load = directKw / ratedDcKw;
  if (!(load > 0)) return 0;
  if (load >= 1) return ratedAcKw;
  const efficiency = (system.inverterShare / 0.9637) * (-0.0162 * load - 0.0059 / load + 0.9858);
  return Math.min(ratedAcKw, Math.max(0, efficiency * directKw));
}
