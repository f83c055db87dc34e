/** A grid as its operator describes it: components by id, SI units, positive- and zero-sequence parameters. Immutable.
 *  Component set and meaning follow the data model of power-grid-model (LF Energy), the tool Dutch operators maintain. */

export interface NodeRow {
  readonly id: number;
  /** Line-to-line. */
  readonly ratedV: number;
}

/** A branch joins two nodes; each end has a switch. */
export interface BranchRow {
  readonly id: number;
  readonly fromNode: number;
  readonly toNode: number;
  readonly fromClosed: boolean;
  readonly toClosed: boolean;
}

/** Line or cable, π model with half the capacitance at each end. Zero sequence may be NaN when only balanced flow is asked. */
export interface LineRow extends BranchRow {
  readonly r1Ohm: number;
  readonly x1Ohm: number;
  readonly c1F: number;
  readonly tan1: number;
  readonly r0Ohm: number;
  readonly x0Ohm: number;
  readonly c0F: number;
  readonly tan0: number;
  /** NaN when unknown: then there is no loading. */
  readonly ratedA: number;
}

/** Connection without length inside a substation. */
export type LinkRow = BranchRow;

export const WYE = 0;
export const WYE_N = 1;
export const DELTA = 2;
export const ZIGZAG = 3;
export const ZIGZAG_N = 4;

/** Two-winding transformer; the phase of the from-side leads by `clock` × 30°. */
export interface TransformerRow extends BranchRow {
  readonly ratedFromV: number;
  readonly ratedToV: number;
  readonly ratedVa: number;
  readonly ukShare: number;
  readonly pkW: number;
  readonly i0Share: number;
  readonly p0W: number;
  readonly i0ZeroShare: number;
  readonly p0ZeroW: number;
  /** WYE … ZIGZAG_N */
  readonly windingFrom: number;
  readonly windingTo: number;
  readonly clock: number;
  /** 0 from, 1 to */
  readonly tapSide: number;
  readonly tapPosition: number;
  readonly tapMin: number;
  readonly tapMax: number;
  readonly tapNominal: number;
  /** Volts a tap. */
  readonly tapSizeV: number;
  /** Short-circuit voltage and loss at the extreme taps. */
  readonly ukMinShare: number;
  readonly ukMaxShare: number;
  readonly pkMinW: number;
  readonly pkMaxW: number;
  readonly groundingFromOhm: readonly [r: number, x: number];
  readonly groundingToOhm: readonly [r: number, x: number];
  /** Zero-sequence short-circuit impedance where it differs from the positive one. */
  readonly uk0Share?: number | undefined;
  readonly pk0W?: number | undefined;
}

/** What a transformer without a tap changer has in those fields, with its grounded star tied to earth.
 *  @param ukShare, pkW short-circuit voltage and load loss, the same at every tap */
export const withoutTaps = (ukShare: number, pkW: number) => ({
  ukShare,
  pkW,
  tapSide: 0,
  tapPosition: 0,
  tapMin: 0,
  tapMax: 0,
  tapNominal: 0,
  tapSizeV: 0,
  ukMinShare: ukShare,
  ukMaxShare: ukShare,
  pkMinW: pkW,
  pkMaxW: pkW,
  groundingFromOhm: [0, 0] as const,
  groundingToOhm: [0, 0] as const,
});

/** A π model with a ratio, seen from the to-side; balanced calculation only. */
export interface GenericBranchRow extends BranchRow {
  readonly r1Ohm: number;
  readonly x1Ohm: number;
  readonly g1S: number;
  readonly b1S: number;
  /** Off-nominal ratio and angle by which the from-side leads. */
  readonly ratio: number;
  readonly shiftRad: number;
  readonly ratedVa: number;
}

export interface ApplianceRow {
  readonly id: number;
  readonly node: number;
  readonly inService: boolean;
}

/** A voltage behind a short-circuit impedance. */
export interface SourceRow extends ApplianceRow {
  readonly voltagePu: number;
  readonly angleRad: number;
  readonly shortCircuitVa: number;
  readonly rxRatio: number;
  readonly z01Ratio: number;
}

export const CONSTANT_POWER = 0;
export const CONSTANT_IMPEDANCE = 1;
export const CONSTANT_CURRENT = 2;

/** Load or generator; power at rated voltage, for impedance and current types scaled with |u|² and |u|. */
export interface LoadRow extends ApplianceRow {
  /** `load` takes, `gen` gives. */
  readonly kind: 'load' | 'gen';
  /** Given by phase, or as a three-phase total. */
  readonly byPhase: boolean;
  /** CONSTANT_POWER, CONSTANT_IMPEDANCE or CONSTANT_CURRENT */
  readonly type: number;
  /** Power of phases a, b, c in the direction of the kind; a third of the total each when not by phase. */
  readonly pW: readonly [number, number, number];
  readonly qVar: readonly [number, number, number];
}

export interface ShuntRow extends ApplianceRow {
  readonly g1S: number;
  readonly b1S: number;
  readonly g0S: number;
  readonly b0S: number;
}

export interface GridModel {
  readonly nodes: readonly NodeRow[];
  readonly lines: readonly LineRow[];
  readonly links: readonly LinkRow[];
  readonly transformers: readonly TransformerRow[];
  readonly genericBranches: readonly GenericBranchRow[];
  readonly sources: readonly SourceRow[];
  readonly loads: readonly LoadRow[];
  readonly shunts: readonly ShuntRow[];
}

/** Base power of per-unit values: three-phase, and of one phase [VA]. */
export const BASE_VA = 1e6;
export const BASE_PHASE_VA = BASE_VA / 3;
export const FREQUENCY_HZ = 50;
