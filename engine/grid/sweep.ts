/** Three-phase power flow of a radial network with constant-power loads by backward/forward sweep.
 *  In: tree of series impedances [pu], power per bus and phase [pu]. Out: voltages and branch currents in the solver's own arrays.
 *  The solver owns scratch arrays and starts from its last solution (warm start); the network is immutable.
 *  Method: Shirmohammadi, Hong, Semlyen and Luo (1988), IEEE TPS 3(2), doi 10.1109/59.192932; load currents of the next pass are made
 *  while voltages of this one are swept, so that a pass touches each bus twice.
 *
 *  A four-wire cable with its neutral earthed at the transformer only is the same network: with phase impedance z and neutral
 *  impedance zN, the phase-to-neutral drop is z·I + zN·ΣI, so zMutual = zN and voltages are phase to neutral. */

/** Buses in an order in which parents come first; bus 0 is the stiff source. Impedances in pu of the phase base. */
export interface RadialTree {
  readonly busCount: number;
  /** [bus] parent[b] < b; -1 for bus 0. */
  readonly parent: Int32Array;
  /** [bus] positive-sequence impedance of the branch from the parent. */
  readonly rPu: Float64Array;
  readonly xPu: Float64Array;
  /** [bus] (z0 − z1) / 3: what the sum of the phase currents drops in each phase. */
  readonly rMutualPu: Float64Array;
  readonly xMutualPu: Float64Array;
}

const COS_120 = -0.5;
const SIN_120 = Math.sqrt(3) / 2;

export class RadialSweep {
  readonly tree: RadialTree;
  /** [bus × 3] phase voltages; phases a, b, c at 0°, −120°, +120° without load. */
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;
  /** [bus × 3] after `solve`: current from the parent into the bus. */
  readonly iRe: Float64Array;
  readonly iIm: Float64Array;
  /** Bus and phase with the largest change in the last pass: the place to look when a step does not converge. */
  worst = 0;

  constructor(tree: RadialTree, sourceVoltagePu: number) {
    this.tree = tree;
    this.vRe = new Float64Array(3 * tree.busCount);
    this.vIm = new Float64Array(3 * tree.busCount);
    this.iRe = new Float64Array(3 * tree.busCount);
    this.iIm = new Float64Array(3 * tree.busCount);
    this.reset(sourceVoltagePu);
  }

  /** Flat start. */
  reset(sourceVoltagePu: number): void {
    for (let bus = 0; bus < this.tree.busCount; bus++) {
      this.vRe.set([sourceVoltagePu, sourceVoltagePu * COS_120, sourceVoltagePu * COS_120], 3 * bus);
      this.vIm.set([0, -sourceVoltagePu * SIN_120, sourceVoltagePu * SIN_120], 3 * bus);
    }
  }

  /** Solves one step.
   *  @param pPu, qPu [bus × 3] power taken from the bus
   *  @param tolerancePu largest voltage change of the last pass
   *  @returns passes used, or -1 when they did not suffice (voltages are then of no use; reset before the next step) */
  solve(pPu: Float64Array, qPu: Float64Array, tolerancePu: number, maxPasses: number): number {
    const { busCount, parent, rPu, xPu, rMutualPu, xMutualPu } = this.tree;
    const { vRe, vIm, iRe, iIm } = this;
    const tolerance2 = tolerancePu * tolerancePu;
    this.drawCurrents(pPu, qPu);
    for (let pass = 1; pass <= maxPasses; pass++) {
      this.gather();
      let worst2 = 0;
      let worst = 0;
      for (let bus = 1; bus < busCount; bus++) {
        const k = 3 * bus;
        const up = 3 * parent[bus]!;
        const r = rPu[bus]!;
        const x = xPu[bus]!;
        const sumRe = iRe[k]! + iRe[k + 1]! + iRe[k + 2]!;
        const sumIm = iIm[k]! + iIm[k + 1]! + iIm[k + 2]!;
        const commonRe = rMutualPu[bus]! * sumRe - xMutualPu[bus]! * sumIm;
        const commonIm = rMutualPu[bus]! * sumIm + xMutualPu[bus]! * sumRe;
        for (let phase = 0; phase < 3; phase++) {
          const j = k + phase;
          const re = vRe[up + phase]! - r * iRe[j]! + x * iIm[j]! - commonRe;
          const im = vIm[up + phase]! - r * iIm[j]! - x * iRe[j]! - commonIm;
          const dRe = re - vRe[j]!;
          const dIm = im - vIm[j]!;
          const d2 = dRe * dRe + dIm * dIm;
          if (!(d2 <= worst2)) {
            worst2 = d2;
            worst = j;
          }
          vRe[j] = re;
          vIm[j] = im;
          const s = 1 / (re * re + im * im);
          const p = pPu[j]!;
          const q = qPu[j]!;
          iRe[j] = (p * re + q * im) * s;
          iIm[j] = (p * im - q * re) * s;
        }
      }
      this.worst = worst;
      if (worst2 <= tolerance2) {
        this.gather();
        return pass;
      }
      if (!(worst2 < 1e6)) return -1;
      iRe.fill(0, 0, 3);
      iIm.fill(0, 0, 3);
    }
    return -1;
  }

  /** Load current at the present voltages; the source bus takes none. */
  private drawCurrents(pPu: Float64Array, qPu: Float64Array): void {
    const { vRe, vIm, iRe, iIm } = this;
    iRe.fill(0, 0, 3);
    iIm.fill(0, 0, 3);
    for (let j = 3; j < vRe.length; j++) {
      const re = vRe[j]!;
      const im = vIm[j]!;
      const s = 1 / (re * re + im * im);
      iRe[j] = (pPu[j]! * re + qPu[j]! * im) * s;
      iIm[j] = (pPu[j]! * im - qPu[j]! * re) * s;
    }
  }

  /** Branch currents from load currents, leaves first. */
  private gather(): void {
    const { busCount, parent } = this.tree;
    const { iRe, iIm } = this;
    for (let bus = busCount - 1; bus > 0; bus--) {
      const k = 3 * bus;
      const up = 3 * parent[bus]!;
      iRe[up]! += iRe[k]!;
      iRe[up + 1]! += iRe[k + 1]!;
      iRe[up + 2]! += iRe[k + 2]!;
      iIm[up]! += iIm[k]!;
      iIm[up + 1]! += iIm[k + 1]!;
      iIm[up + 2]! += iIm[k + 2]!;
    }
  }

  /** Power the source gives [pu of the phase base], all phases. */
  sourceP(): number {
    let p = 0;
    for (let j = 0; j < 3; j++) p += this.vRe[j]! * this.iRe[j]! + this.vIm[j]! * this.iIm[j]!;
    return p;
  }

  /** Negative over positive sequence voltage of a bus (unbalance as EN 50160 counts it). */
  unbalanceShare(bus: number): number {
    const { vRe, vIm } = this;
    const k = 3 * bus;
    const [aRe, bRe, cRe] = [vRe[k]!, vRe[k + 1]!, vRe[k + 2]!];
    const [aIm, bIm, cIm] = [vIm[k]!, vIm[k + 1]!, vIm[k + 2]!];
    // a = exp(j120°): positive sequence (Va + a·Vb + a²·Vc) / 3, negative (Va + a²·Vb + a·Vc) / 3.
    const meanRe = aRe + COS_120 * (bRe + cRe);
    const meanIm = aIm + COS_120 * (bIm + cIm);
    const turnRe = SIN_120 * (cIm - bIm);
    const turnIm = SIN_120 * (bRe - cRe);
    return Math.hypot(meanRe - turnRe, meanIm - turnIm) / Math.hypot(meanRe + turnRe, meanIm + turnIm);
  }
}
