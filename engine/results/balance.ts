/** Where the district's electricity comes from and goes to, step by step and for every transformer area. Pure.
 *  At a step: sun + discharge + import = load + charging + export. Sun serves buildings first, then cars, and the rest is exported. */
import type { RunParts } from './parts.ts';

/** All areas together, [step] kW, all ≥ 0 except netKw (+ import, − export). */
export interface DistrictSteps {
  readonly stepH: number;
  readonly loadKw: Float64Array;
  readonly pvKw: Float64Array;
  readonly chargeKw: Float64Array;
  readonly dischargeKw: Float64Array;
  readonly netKw: Float64Array;
}

/** Energy of the period [kWh]. */
export interface EnergyTotals {
  readonly loadKwh: number;
  readonly pvKwh: number;
  readonly chargeKwh: number;
  readonly dischargeKwh: number;
  readonly importKwh: number;
  readonly exportKwh: number;
  /** Sun used by buildings and by charging cars at the moment it shines, and sun that left the district. */
  readonly pvToLoadKwh: number;
  readonly pvToCarsKwh: number;
  readonly pvExportKwh: number;
}

/** The year of one transformer area. */
export interface AreaTotals extends EnergyTotals {
  readonly peakKw: number;
  readonly peakFeedInKw: number;
}

export function districtSteps({ energy, charging }: RunParts): DistrictSteps {
  const { areaCount, stepCount, loadKw, pvProducedKw } = energy.areas;
  const load = new Float64Array(stepCount);
  const pv = new Float64Array(stepCount);
  for (let area = 0; area < areaCount; area++) {
    const at = area * stepCount;
    for (let step = 0; step < stepCount; step++) {
      load[step] = load[step]! + loadKw[at + step]!;
      pv[step] = pv[step]! + pvProducedKw[at + step]!;
    }
  }
  const net = new Float64Array(stepCount);
  for (let step = 0; step < stepCount; step++)
    net[step] = load[step]! - pv[step]! + charging.chargeKw[step]! - charging.dischargeKw[step]!;
  return {
    stepH: energy.calendar.grid.stepS / 3600,
    loadKw: load,
    pvKw: pv,
    chargeKw: charging.chargeKw,
    dischargeKw: charging.dischargeKw,
    netKw: net,
  };
}

class Tally {
  loadKwh = 0;
  pvKwh = 0;
  chargeKwh = 0;
  dischargeKwh = 0;
  importKwh = 0;
  exportKwh = 0;
  pvToLoadKwh = 0;
  pvToCarsKwh = 0;
  pvExportKwh = 0;
  peakKw = 0;
  peakFeedInKw = 0;
  private readonly stepH: number;

  constructor(stepH: number) {
    this.stepH = stepH;
  }

  add(loadKw: number, pvKw: number, chargeKw: number, dischargeKw: number): void {
    const h = this.stepH;
    const netKw = loadKw - pvKw + chargeKw - dischargeKw;
    const pvToLoadKw = Math.min(pvKw, Math.max(0, loadKw));
    const pvToCarsKw = Math.min(pvKw - pvToLoadKw, chargeKw);
    this.loadKwh += loadKw * h;
    this.pvKwh += pvKw * h;
    this.chargeKwh += chargeKw * h;
    this.dischargeKwh += dischargeKw * h;
    if (netKw > 0) this.importKwh += netKw * h;
    else this.exportKwh -= netKw * h;
    this.pvToLoadKwh += pvToLoadKw * h;
    this.pvToCarsKwh += pvToCarsKw * h;
    this.pvExportKwh += (pvKw - pvToLoadKw - pvToCarsKw) * h;
    if (netKw > this.peakKw) this.peakKw = netKw;
    if (-netKw > this.peakFeedInKw) this.peakFeedInKw = -netKw;
  }
}

export function districtTotals(steps: DistrictSteps): EnergyTotals {
  const tally = new Tally(steps.stepH);
  for (let step = 0; step < steps.loadKw.length; step++)
    tally.add(steps.loadKw[step]!, steps.pvKw[step]!, steps.chargeKw[step]!, steps.dischargeKw[step]!);
  return tally;
}

/** [area] Cars of an area that charge and discharge at the same step are seen as their net power. */
export function areaTotals({ energy, charging }: RunParts): AreaTotals[] {
  const { areaCount, stepCount, loadKw, pvProducedKw } = energy.areas;
  const stepH = energy.calendar.grid.stepS / 3600;
  return Array.from({ length: areaCount }, (_, area) => {
    const tally = new Tally(stepH);
    for (let i = area * stepCount; i < (area + 1) * stepCount; i++) {
      const evKw = charging.evKw[i]!;
      tally.add(loadKw[i]!, pvProducedKw[i]!, Math.max(0, evKw), Math.max(0, -evKw));
    }
    return tally;
  });
}
