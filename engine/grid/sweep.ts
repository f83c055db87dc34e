/** Power flow of a radial network by backward/forward sweep, one phase (balanced) or three.
 *  In: tree of branches [pu], power per bus and phase [pu]. Out: voltages and branch currents in the solver's own arrays.
 *  The solver owns scratch arrays and starts from its last solution (warm start); the tree is immutable.
 *  Method: Shirmohammadi, Hong, Semlyen and Luo (1988), IEEE TPS 3(2), doi 10.1109/59.192932; load currents of the next pass are made
 *  while voltages of this one are swept, so that a pass touches each bus twice.
 *
 *  A four-wire cable with its neutral earthed at the transformer only is the same network: with phase impedance z and neutral
 *  impedance zN, the phase-to-neutral drop is z·I + zN·ΣI, so zMutual = zN and voltages are phase to neutral. */

/** Buses in an order in which parents come first; bus 0 is the stiff source. Impedances in pu of the phase base. */
export interface RadialTree {
  readonly busCount: number;
  readonly phases: 1 | 3;
  /** [bus] parent[b] < b; -1 for bus 0. */
  readonly parent: Int32Array;
  /** [bus] positive-sequence impedance of the branch from the parent. */
  readonly rPu: Float64Array;
  readonly xPu: Float64Array;
  /** [bus] (z0 − z1) / 3: what the sum of the phase currents drops in each phase. */
  readonly rMutualPu: Float64Array;
  readonly xMutualPu: Float64Array;
  /** [bus] PLAIN, or a sum of RATIO and SHUNT; null when all are plain. */
  readonly kind: Uint8Array | null;
  /** [bus × 6] for RATIO: voltage behind the ratio is A·V_parent, current into the parent's side is B·I. A and B are circulant: entries
   *  c[d], d = (row − column) mod 3, re and im. For one phase c[0] alone. */
  readonly ratioA: Float64Array | null;
  readonly ratioB: Float64Array | null;
  /** [bus × 4] for SHUNT: admittance at the bus, own (g, b) of the positive sequence and mutual (y0 − y1) / 3. */
  readonly shunt: Float64Array | null;
}

export const PLAIN = 0;
export const RATIO = 1;
export const SHUNT = 2;

/** Loads that are not of constant power, [bus × phase] at 1 pu. */
export interface VoltageDependentLoads {
  readonly pCurrent: Float64Array | null;
  readonly qCurrent: Float64Array | null;
  readonly pImpedance: Float64Array | null;
  readonly qImpedance: Float64Array | null;
}

const COS_120 = -0.5;
const SIN_120 = Math.sqrt(3) / 2;

export class RadialSweep {
  readonly tree: RadialTree;
  /** [bus × phase] phase voltages; phases a, b, c at 0°, −120°, +120° without load. */
  readonly vRe: Float64Array;
  readonly vIm: Float64Array;
  /** [bus × phase] after `solve`: current from the branch into the bus. */
  readonly iRe: Float64Array;
  readonly iIm: Float64Array;
  /** Bus and phase with the largest change in the last pass: the place to look when a step does not converge. */
  worst = 0;
  private readonly scratch = new Float64Array(6);

  constructor(tree: RadialTree, sourceVoltagePu: number, sourceAngleRad = 0) {
    this.tree = tree;
    const length = tree.phases * tree.busCount;
    this.vRe = new Float64Array(length);
    this.vIm = new Float64Array(length);
    this.iRe = new Float64Array(length);
    this.iIm = new Float64Array(length);
    this.reset(sourceVoltagePu, sourceAngleRad);
  }

  /** No-load start: the source's voltage through every ratio. */
  reset(sourceVoltagePu: number, sourceAngleRad = 0): void {
    const { busCount, parent, phases, kind } = this.tree;
    const { vRe, vIm } = this;
    const re = sourceVoltagePu * Math.cos(sourceAngleRad);
    const im = sourceVoltagePu * Math.sin(sourceAngleRad);
    vRe[0] = re;
    vIm[0] = im;
    if (phases === 3) {
      vRe[1] = re * COS_120 + im * SIN_120;
      vIm[1] = im * COS_120 - re * SIN_120;
      vRe[2] = re * COS_120 - im * SIN_120;
      vIm[2] = im * COS_120 + re * SIN_120;
    }
    for (let bus = 1; bus < busCount; bus++) {
      const up = parent[bus]! * phases;
      const k = bus * phases;
      if (kind !== null && (kind[bus]! & RATIO) !== 0) {
        this.circulant(this.tree.ratioA!, bus, vRe, vIm, up);
        for (let phase = 0; phase < phases; phase++) {
          vRe[k + phase] = this.scratch[2 * phase]!;
          vIm[k + phase] = this.scratch[2 * phase + 1]!;
        }
      } else
        for (let phase = 0; phase < phases; phase++) {
          vRe[k + phase] = vRe[up + phase]!;
          vIm[k + phase] = vIm[up + phase]!;
        }
    }
  }

  /** Solves one step.
   *  @param pPu, qPu [bus × phase] constant power taken from the bus
   *  @param tolerancePu largest voltage change of the last pass
   *  @returns passes used, or -1 when they did not suffice (voltages are then of no use; reset before the next step) */
  solve(
    pPu: Float64Array,
    qPu: Float64Array,
    tolerancePu: number,
    maxPasses: number,
    dependent: VoltageDependentLoads | null = null,
  ): number {
    const { phases } = this.tree;
    const { iRe, iIm } = this;
    const tolerance2 = tolerancePu * tolerancePu;
    const plain = phases === 3 && dependent === null;
    this.drawCurrents(pPu, qPu, dependent);
    let last2 = 0;
    for (let pass = 1; pass <= maxPasses; pass++) {
      this.gather();
      const worst2 = plain ? this.forwardPlain(pPu, qPu) : this.forwardGeneral(pPu, qPu, dependent);
      // Changes shrink by a steady ratio r; what is left after this one is about r times as large, r = change / last change.
      const near = pass > 1 && worst2 < 0.1 * last2 && worst2 * worst2 <= tolerance2 * last2;
      if (near || worst2 <= tolerance2) {
        this.gather();
        return pass;
      }
      if (!(worst2 < 1e6)) return -1;
      last2 = worst2;
      iRe.fill(0, 0, phases);
      iIm.fill(0, 0, phases);
    }
    return -1;
  }

  /** Voltages from the root outwards, and the load currents at them, for three phases and constant power: the hot loop, written out by
   *  phase. Branches that are not plain are left to `forwardBus`. */
  private forwardPlain(pPu: Float64Array, qPu: Float64Array): number {
    const { busCount, parent, rPu, xPu, rMutualPu, xMutualPu, kind } = this.tree;
    const { vRe, vIm, iRe, iIm } = this;
    let worst2 = 0;
    let worst = 0;
    for (let bus = 1; bus < busCount; bus++) {
      const a = 3 * bus;
      if (kind !== null && kind[bus] !== 0) {
        const d2 = this.forwardBus(bus, pPu, qPu, null);
        if (!(d2 <= worst2)) {
          worst2 = d2;
          worst = a;
        }
        continue;
      }
      const b = a + 1;
      const c = a + 2;
      const up = 3 * parent[bus]!;
      const r = rPu[bus]!;
      const x = xPu[bus]!;
      const iaRe = iRe[a]!;
      const iaIm = iIm[a]!;
      const ibRe = iRe[b]!;
      const ibIm = iIm[b]!;
      const icRe = iRe[c]!;
      const icIm = iIm[c]!;
      const sumRe = iaRe + ibRe + icRe;
      const sumIm = iaIm + ibIm + icIm;
      const rm = rMutualPu[bus]!;
      const xm = xMutualPu[bus]!;
      const commonRe = rm * sumRe - xm * sumIm;
      const commonIm = rm * sumIm + xm * sumRe;
      const aRe = vRe[up]! - r * iaRe + x * iaIm - commonRe;
      const aIm = vIm[up]! - r * iaIm - x * iaRe - commonIm;
      const bRe = vRe[up + 1]! - r * ibRe + x * ibIm - commonRe;
      const bIm = vIm[up + 1]! - r * ibIm - x * ibRe - commonIm;
      const cRe = vRe[up + 2]! - r * icRe + x * icIm - commonRe;
      const cIm = vIm[up + 2]! - r * icIm - x * icRe - commonIm;
      const dA = (aRe - vRe[a]!) ** 2 + (aIm - vIm[a]!) ** 2;
      const dB = (bRe - vRe[b]!) ** 2 + (bIm - vIm[b]!) ** 2;
      const dC = (cRe - vRe[c]!) ** 2 + (cIm - vIm[c]!) ** 2;
      // Written so that a NaN is the worst of all.
      if (!(dA + dB + dC <= worst2)) {
        worst2 = dA + dB + dC;
        worst = a;
      }
      vRe[a] = aRe;
      vIm[a] = aIm;
      vRe[b] = bRe;
      vIm[b] = bIm;
      vRe[c] = cRe;
      vIm[c] = cIm;
      // Most joints hold a few homes on one phase: a phase without load needs no division.
      const pa = pPu[a]!;
      const qa = qPu[a]!;
      if (pa === 0 && qa === 0) {
        iRe[a] = 0;
        iIm[a] = 0;
      } else {
        const s = 1 / (aRe * aRe + aIm * aIm);
        iRe[a] = (pa * aRe + qa * aIm) * s;
        iIm[a] = (pa * aIm - qa * aRe) * s;
      }
      const pb = pPu[b]!;
      const qb = qPu[b]!;
      if (pb === 0 && qb === 0) {
        iRe[b] = 0;
        iIm[b] = 0;
      } else {
        const s = 1 / (bRe * bRe + bIm * bIm);
        iRe[b] = (pb * bRe + qb * bIm) * s;
        iIm[b] = (pb * bIm - qb * bRe) * s;
      }
      const pc = pPu[c]!;
      const qc = qPu[c]!;
      if (pc === 0 && qc === 0) {
        iRe[c] = 0;
        iIm[c] = 0;
      } else {
        const s = 1 / (cRe * cRe + cIm * cIm);
        iRe[c] = (pc * cRe + qc * cIm) * s;
        iIm[c] = (pc * cIm - qc * cRe) * s;
      }
    }
    this.worst = worst;
    return worst2;
  }

  /** The same for any tree and any load. */
  private forwardGeneral(pPu: Float64Array, qPu: Float64Array, dependent: VoltageDependentLoads | null): number {
    const { busCount, phases } = this.tree;
    let worst2 = 0;
    let worst = 0;
    for (let bus = 1; bus < busCount; bus++) {
      const d2 = this.forwardBus(bus, pPu, qPu, dependent);
      if (!(d2 <= worst2)) {
        worst2 = d2;
        worst = phases * bus;
      }
    }
    this.worst = worst;
    return worst2;
  }

  /** One bus of the forward pass. @returns squared change of its voltages, all phases */
  private forwardBus(
    bus: number,
    pPu: Float64Array,
    qPu: Float64Array,
    dependent: VoltageDependentLoads | null,
  ): number {
    const { parent, phases, rPu, xPu, rMutualPu, xMutualPu, kind } = this.tree;
    const { vRe, vIm, iRe, iIm, scratch } = this;
    const k = phases * bus;
    const up = phases * parent[bus]!;
    const ratio = kind !== null && (kind[bus]! & RATIO) !== 0;
    if (ratio) this.circulant(this.tree.ratioA!, bus, vRe, vIm, up);
    let commonRe = 0;
    let commonIm = 0;
    if (phases === 3) {
      const sumRe = iRe[k]! + iRe[k + 1]! + iRe[k + 2]!;
      const sumIm = iIm[k]! + iIm[k + 1]! + iIm[k + 2]!;
      commonRe = rMutualPu[bus]! * sumRe - xMutualPu[bus]! * sumIm;
      commonIm = rMutualPu[bus]! * sumIm + xMutualPu[bus]! * sumRe;
    }
    let change2 = 0;
    for (let phase = 0; phase < phases; phase++) {
      const j = k + phase;
      const upRe = ratio ? scratch[2 * phase]! : vRe[up + phase]!;
      const upIm = ratio ? scratch[2 * phase + 1]! : vIm[up + phase]!;
      const re = upRe - rPu[bus]! * iRe[j]! + xPu[bus]! * iIm[j]! - commonRe;
      const im = upIm - rPu[bus]! * iIm[j]! - xPu[bus]! * iRe[j]! - commonIm;
      change2 += (re - vRe[j]!) ** 2 + (im - vIm[j]!) ** 2;
      vRe[j] = re;
      vIm[j] = im;
      this.drawAt(j, pPu, qPu, dependent);
    }
    if (kind !== null && (kind[bus]! & SHUNT) !== 0) this.drawShunt(bus);
    return change2;
  }

  /** Load current at the present voltages; the source bus takes none. */
  private drawCurrents(pPu: Float64Array, qPu: Float64Array, dependent: VoltageDependentLoads | null): void {
    const { busCount, phases, kind } = this.tree;
    this.iRe.fill(0, 0, phases);
    this.iIm.fill(0, 0, phases);
    for (let j = phases; j < this.vRe.length; j++) this.drawAt(j, pPu, qPu, dependent);
    if (kind === null) return;
    for (let bus = 1; bus < busCount; bus++) if ((kind[bus]! & SHUNT) !== 0) this.drawShunt(bus);
  }

  private drawAt(j: number, pPu: Float64Array, qPu: Float64Array, dependent: VoltageDependentLoads | null): void {
    const re = this.vRe[j]!;
    const im = this.vIm[j]!;
    const v2 = re * re + im * im;
    let p = pPu[j]! / v2;
    let q = qPu[j]! / v2;
    if (dependent !== null) {
      if (dependent.pCurrent !== null) {
        const v = Math.sqrt(v2);
        p += dependent.pCurrent[j]! / v;
        q += dependent.qCurrent![j]! / v;
      }
      if (dependent.pImpedance !== null) {
        p += dependent.pImpedance[j]!;
        q += dependent.qImpedance![j]!;
      }
    }
    this.iRe[j] = p * re + q * im;
    this.iIm[j] = p * im - q * re;
  }

  private drawShunt(bus: number): void {
    const { phases, shunt } = this.tree;
    const { vRe, vIm, iRe, iIm } = this;
    const [g, b, gm, bm] = [shunt![4 * bus]!, shunt![4 * bus + 1]!, shunt![4 * bus + 2]!, shunt![4 * bus + 3]!];
    let sumRe = 0;
    let sumIm = 0;
    if (phases === 3)
      for (let j = 3 * bus; j < 3 * bus + 3; j++) {
        sumRe += vRe[j]!;
        sumIm += vIm[j]!;
      }
    for (let j = phases * bus; j < phases * bus + phases; j++) {
      iRe[j]! += g * vRe[j]! - b * vIm[j]! + gm * sumRe - bm * sumIm;
      iIm[j]! += g * vIm[j]! + b * vRe[j]! + gm * sumIm + bm * sumRe;
    }
  }

  /** Branch currents from load currents, leaves first. */
  private gather(): void {
    const { busCount, parent, phases, kind } = this.tree;
    const { iRe, iIm } = this;
    if (phases === 3) {
      for (let bus = busCount - 1; bus > 0; bus--) {
        const k = 3 * bus;
        if (kind !== null && (kind[bus]! & RATIO) !== 0) {
          this.gatherRatio(bus);
          continue;
        }
        const up = 3 * parent[bus]!;
        iRe[up]! += iRe[k]!;
        iRe[up + 1]! += iRe[k + 1]!;
        iRe[up + 2]! += iRe[k + 2]!;
        iIm[up]! += iIm[k]!;
        iIm[up + 1]! += iIm[k + 1]!;
        iIm[up + 2]! += iIm[k + 2]!;
      }
      return;
    }
    for (let bus = busCount - 1; bus > 0; bus--) {
      if (kind !== null && (kind[bus]! & RATIO) !== 0) {
        this.gatherRatio(bus);
        continue;
      }
      iRe[parent[bus]!]! += iRe[bus]!;
      iIm[parent[bus]!]! += iIm[bus]!;
    }
  }

  private gatherRatio(bus: number): void {
    const { parent, phases } = this.tree;
    const { iRe, iIm, scratch } = this;
    const up = phases * parent[bus]!;
    this.circulant(this.tree.ratioB!, bus, iRe, iIm, phases * bus);
    for (let phase = 0; phase < phases; phase++) {
      iRe[up + phase]! += scratch[2 * phase]!;
      iIm[up + phase]! += scratch[2 * phase + 1]!;
    }
  }

  /** scratch = C·x, with the circulant of a bus. */
  private circulant(c: Float64Array, bus: number, re: Float64Array, im: Float64Array, at: number): void {
    const { phases } = this.tree;
    const { scratch } = this;
    for (let row = 0; row < phases; row++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let column = 0; column < phases; column++) {
        const k = 6 * bus + 2 * ((row - column + 3) % 3);
        sumRe += c[k]! * re[at + column]! - c[k + 1]! * im[at + column]!;
        sumIm += c[k]! * im[at + column]! + c[k + 1]! * re[at + column]!;
      }
      scratch[2 * row] = sumRe;
      scratch[2 * row + 1] = sumIm;
    }
  }

  /** Power the source gives [pu of the phase base], all phases. */
  sourceP(): number {
    let p = 0;
    for (let j = 0; j < this.tree.phases; j++) p += this.vRe[j]! * this.iRe[j]! + this.vIm[j]! * this.iIm[j]!;
    return p;
  }

  /** Negative over positive sequence voltage of a bus (unbalance as EN 50160 counts it); three phases only. */
  unbalanceShare(bus: number): number {
    return Math.sqrt(this.unbalanceSquare(bus));
  }

  /** Its square, for loops that only compare. */
  unbalanceSquare(bus: number): number {
    const { vRe, vIm } = this;
    const k = 3 * bus;
    const aRe = vRe[k]!;
    const bRe = vRe[k + 1]!;
    const cRe = vRe[k + 2]!;
    const aIm = vIm[k]!;
    const bIm = vIm[k + 1]!;
    const cIm = vIm[k + 2]!;
    // a = exp(j120°): positive sequence (Va + a·Vb + a²·Vc) / 3, negative (Va + a²·Vb + a·Vc) / 3.
    const meanRe = aRe + COS_120 * (bRe + cRe);
    const meanIm = aIm + COS_120 * (bIm + cIm);
    const turnRe = SIN_120 * (cIm - bIm);
    const turnIm = SIN_120 * (bRe - cRe);
    return ((meanRe - turnRe) ** 2 + (meanIm - turnIm) ** 2) / ((meanRe + turnRe) ** 2 + (meanIm + turnIm) ** 2);
  }
}
