/** Admittances of branches and sources by sequence, in pu of 1 MVA. In: model rows. Out: two-ports for sequences 0, 1 and 2. Pure.
 *  Two-port: I_from = yff·V_from + yft·V_to, I_to = ytf·V_from + ytt·V_to.
 *  Method: π models; transformer sequences by vector group as in Das, Power System Analysis (2002), chapter 4; conventions
 *  (impedance on the to-side at the tap in use, tap-dependent uk, zigzag zero sequence 10 %) as documented by power-grid-model. */
import { add, type Complex, conjugate, divide, invert, multiply, polar, scale, ZERO } from './complex.ts';
import {
  BASE_VA,
  type BranchRow,
  DELTA,
  FREQUENCY_HZ,
  type GenericBranchRow,
  type LineRow,
  type SourceRow,
  type TransformerRow,
  WYE_N,
  ZIGZAG_N,
} from './model.ts';

export interface TwoPort {
  readonly yff: Complex;
  readonly yft: Complex;
  readonly ytf: Complex;
  readonly ytt: Complex;
}

/** Two-ports of sequences 0, 1, 2; zero is null where it was not given. */
export type SequenceTwoPorts = readonly [zero: TwoPort | null, positive: TwoPort, negative: TwoPort];

const OPEN: TwoPort = { yff: ZERO, yft: ZERO, ytf: ZERO, ytt: ZERO };
/** A link's admittance [pu], 1 MS and as much inductive at 10 kV: what power-grid-model 1.12 takes (its documentation says 1e6 pu,
 *  its answers say 1e8). */
const LINK_PU: Complex = [1e8, 1e8];

/** π model with ratio `tap` (complex, from over to) on the from-side and the impedance on the to-side; open ends leave a shunt. */
function piModel(series: Complex, shunt: Complex, tap: Complex, branch: BranchRow): TwoPort {
  const k2 = tap[0] * tap[0] + tap[1] * tap[1];
  if (branch.fromClosed && branch.toClosed) {
    const ytt = add(series, scale(shunt, 0.5));
    return {
      yff: scale(ytt, 1 / k2),
      yft: scale(divide(series, conjugate(tap)), -1),
      ytf: scale(divide(series, tap), -1),
      ytt,
    };
  }
  if (!branch.fromClosed && !branch.toClosed) return OPEN;
  const none = Math.hypot(shunt[0], shunt[1]) < 1e-300;
  const own = none ? ZERO : add(scale(shunt, 0.5), invert(add(invert(series), scale(invert(shunt), 2))));
  return branch.fromClosed ? { ...OPEN, yff: scale(own, 1 / k2) } : { ...OPEN, ytt: own };
}

export function lineTwoPorts(line: LineRow, ratedV: number): SequenceTwoPorts {
  const baseS = BASE_VA / (ratedV * ratedV);
  const of = (r: number, x: number, c: number, tan: number): TwoPort => {
    const charging = (2 * Math.PI * FREQUENCY_HZ * c) / baseS;
    return piModel(scale(invert([r, x]), 1 / baseS), [charging * tan, charging], [1, 0], line);
  };
  const positive = of(line.r1Ohm, line.x1Ohm, line.c1F, line.tan1);
  const known = Number.isFinite(line.r0Ohm) && Number.isFinite(line.x0Ohm);
  const zero = known
    ? of(line.r0Ohm, line.x0Ohm, Number.isFinite(line.c0F) ? line.c0F : 0, Number.isFinite(line.tan0) ? line.tan0 : 0)
    : null;
  return [zero, positive, positive];
}

export function linkTwoPorts(link: BranchRow): SequenceTwoPorts {
  const port = piModel(LINK_PU, ZERO, [1, 0], link);
  return [port, port, port];
}

export function genericTwoPorts(branch: GenericBranchRow, toRatedV: number): SequenceTwoPorts {
  const baseS = BASE_VA / (toRatedV * toRatedV);
  const series = scale(invert([branch.r1Ohm, branch.x1Ohm]), 1 / baseS);
  const shunt: Complex = [branch.g1S / baseS, branch.b1S / baseS];
  const of = (shift: number): TwoPort => piModel(series, shunt, polar(branch.ratio, shift), branch);
  return [null, of(branch.shiftRad), of(-branch.shiftRad)];
}

/** Short-circuit values between their values at nominal and at the extreme taps. */
function atTap(t: TransformerRow, nominal: number, atMin: number, atMax: number): number {
  const { tapPosition: position, tapNominal, tapMin, tapMax } = t;
  const towardsMax = tapMax > tapNominal ? position > tapNominal : position < tapNominal;
  const end = towardsMax ? tapMax : tapMin;
  const value = towardsMax ? atMax : atMin;
  if (end === tapNominal || position === tapNominal) return nominal;
  return nominal + ((value - nominal) * (position - tapNominal)) / (end - tapNominal);
}

export interface TransformerParameters {
  /** Off-nominal ratio. */
  readonly ratio: number;
  /** Series admittance on the to-side and magnetising admittance [pu]. */
  readonly series: Complex;
  readonly shunt: Complex;
  readonly seriesZero: Complex;
  readonly shuntZero: Complex;
}

export function transformerParameters(t: TransformerRow, fromRatedV: number, toRatedV: number): TransformerParameters {
  const baseS = BASE_VA / (toRatedV * toRatedV);
  const direction = t.tapMax > t.tapMin ? 1 : -1;
  const steps = direction * (t.tapPosition - t.tapNominal) * t.tapSizeV;
  const fromV = t.ratedFromV + (t.tapSide === 0 ? steps : 0);
  const toV = t.ratedToV + (t.tapSide === 1 ? steps : 0);
  const uk = atTap(t, t.ukShare, t.ukMinShare, t.ukMaxShare);
  const pk = atTap(t, t.pkW, t.pkMinW, t.pkMaxW);
  const impedance = (share: number, lossW: number): Complex => {
    const z = (Math.abs(share) * toV * toV) / t.ratedVa;
    const r = (lossW * toV * toV) / (t.ratedVa * t.ratedVa);
    return [r, Math.sign(share) * Math.sqrt(Math.max(0, z * z - r * r))];
  };
  const magnetising = (share: number, lossW: number): Complex => {
    const y = (share * t.ratedVa) / (toV * toV);
    const g = lossW / (toV * toV);
    return scale([g, -Math.sqrt(Math.max(0, y * y - g * g))], 1 / baseS);
  };
  const series = scale(invert(impedance(uk, pk)), 1 / baseS);
  return {
    ratio: (fromV / toV) * (toRatedV / fromRatedV),
    series,
    shunt: magnetising(t.i0Share, t.p0W),
    seriesZero: t.uk0Share === undefined ? series : scale(invert(impedance(t.uk0Share, t.pk0W ?? pk)), 1 / baseS),
    shuntZero: magnetising(t.i0ZeroShare, t.p0ZeroW),
  };
}

/** Neutral-to-earth impedance, three times [pu]. */
const grounding3 = (ohm: readonly [number, number], ratedV: number): Complex =>
  scale([ohm[0], ohm[1]], (3 * BASE_VA) / (ratedV * ratedV));

const isZero = (y: Complex): boolean => y[0] === 0 && y[1] === 0;

/** Admittance of impedances in series, the first given as an admittance. */
const inSeries = (y: Complex, z: Complex): Complex => (isZero(y) ? ZERO : invert(add(invert(y), z)));

export function transformerTwoPorts(t: TransformerRow, fromRatedV: number, toRatedV: number): SequenceTwoPorts {
  const p = transformerParameters(t, fromRatedV, toRatedV);
  const shift = (t.clock * Math.PI) / 6;
  const positive = piModel(p.series, p.shunt, polar(p.ratio, shift), t);
  const negative = piModel(p.series, p.shunt, polar(p.ratio, -shift), t);
  return [zeroSequence(t, p, fromRatedV, toRatedV), positive, negative];
}

/** Zero-sequence current needs an earthed neutral and somewhere to go: through to the other side (YNyn), round a delta (Dyn, YNd),
 *  within a zigzag, or through the iron. A side that has no path of its own is tied to earth by next to nothing, so that a
 *  network behind it is not left without a reference. */
function zeroSequence(t: TransformerRow, p: TransformerParameters, fromRatedV: number, toRatedV: number): TwoPort {
  const k2 = p.ratio * p.ratio;
  const zFrom = scale(grounding3(t.groundingFromOhm, fromRatedV), 1 / k2);
  const zTo = grounding3(t.groundingToOhm, toRatedV);
  const fromN = t.windingFrom === WYE_N;
  const toN = t.windingTo === WYE_N;
  if (fromN && toN && t.fromClosed && t.toClosed) {
    const flipped = [2, 6, 10].includes(((t.clock % 12) + 12) % 12);
    const series = inSeries(p.seriesZero, add(zFrom, zTo));
    return piModel(series, p.shuntZero, [flipped ? -p.ratio : p.ratio, 0], t);
  }
  const tie: Complex = [0, (-1e-8 * t.ratedVa) / BASE_VA / Math.abs(t.ukShare)];
  const side = (closed: boolean, winding: number, otherWinding: number, zEarth: Complex): Complex => {
    if (!closed) return ZERO;
    let y: Complex = ZERO;
    if (winding === WYE_N)
      y = otherWinding === DELTA ? inSeries(add(p.seriesZero, p.shuntZero), zEarth) : inSeries(p.shuntZero, zEarth);
    else if (winding === ZIGZAG_N) y = inSeries(scale(p.series, 10), zEarth);
    return isZero(y) ? tie : y;
  };
  return {
    ...OPEN,
    yff: scale(side(t.fromClosed, t.windingFrom, t.windingTo, zFrom), 1 / k2),
    ytt: side(t.toClosed, t.windingTo, t.windingFrom, zTo),
  };
}

/** Admittances of a source's short-circuit impedance, sequences 0, 1, 2. */
export function sourceAdmittance(source: SourceRow): readonly [Complex, Complex, Complex] {
  const z = BASE_VA / source.shortCircuitVa;
  const x = z / Math.sqrt(1 + source.rxRatio * source.rxRatio);
  const y1 = invert([x * source.rxRatio, x]);
  return [scale(y1, 1 / source.z01Ratio), y1, y1];
}

/** Entries c[d], d = (row − column) mod 3, of the phase matrix of three sequence values: it is circulant. */
export function toPhases(zero: Complex, positive: Complex, negative: Complex): readonly [Complex, Complex, Complex] {
  const entry = (d: number): Complex => {
    const turn = polar(1, (2 * Math.PI * d) / 3);
    return scale(add(zero, add(multiply(positive, conjugate(turn)), multiply(negative, turn))), 1 / 3);
  };
  // For d = 0 the turn is exactly 1; polar() of 0 gives that.
  return [entry(0), entry(1), entry(2)];
}
