/** The electricity bill of a household without its cars. Pure.
 *  A household uses its yearly electricity in the shape of the district's load and has the district's mix of roofs; then the bill of one kWh
 *  of use is a function of one number, panels per kWh of use, which is tabulated once. */
import type { RunParts } from './parts.ts';

const POINTS = 65;

export interface BillTable {
  /** Energy cost over the period of a household [EUR], without network charge; negative when the sun earns more. */
  readonly energyEur: (useKwh: number, pvKwp: number) => number;
}

/** @param loadKw [step] load of the district without cars, for its shape */
export function billTable(parts: RunParts, loadKw: Float64Array): BillTable {
  const { tariff, pvKwPerKwp, calendar } = parts.energy;
  const stepH = calendar.grid.stepS / 3600;
  const shape = normalised(loadKw);
  const ratios = parts.population.households;
  let highest = 0;
  for (let h = 0; h < ratios.count; h++)
    if (ratios.electricityKwhPerYear[h]! > 0)
      highest = Math.max(highest, ratios.pvKwp[h]! / ratios.electricityKwhPerYear[h]!);
  const table = new Float64Array(POINTS);
  for (let point = 0; point < POINTS; point++) {
    const kwpPerKwh = (highest * point) / (POINTS - 1);
    let eur = 0;
    for (let step = 0; step < shape.length; step++) {
      const netKwh = shape[step]! - kwpPerKwh * pvKwPerKwp[step]! * stepH;
      eur += netKwh * (netKwh > 0 ? tariff.consumptionEurPerKwh[step]! : tariff.feedInEurPerKwh[step]!);
    }
    table[point] = eur;
  }
  return {
    energyEur(useKwh, pvKwp) {
      if (!(useKwh > 0)) return 0;
      const at = highest === 0 ? 0 : Math.min(POINTS - 1, ((pvKwp / useKwh) * (POINTS - 1)) / highest);
      const low = Math.min(POINTS - 2, Math.floor(at));
      return useKwh * (table[low]! + (at - low) * (table[low + 1]! - table[low]!));
    },
  };
}

function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((a, b) => a + b, 0);
  return total > 0 ? values.map((value) => value / total) : values.map(() => 1 / values.length);
}
