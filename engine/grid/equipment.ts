/** Cables and transformers in common use in Dutch low-voltage grids. Facts only. */

export interface CableType {
  readonly name: string;
  readonly rOhmPerKm: number;
  readonly xOhmPerKm: number;
  /** Zero sequence through the cable's own neutral, which has the section of a phase: z + 3 zN = 4 z. */
  readonly r0OhmPerKm: number;
  readonly x0OhmPerKm: number;
  /** What the fuse before it or the cable itself carries, whichever is less [A]. */
  readonly maxCurrentA: number;
}

/** Dutch main feeder 4 × 150 mm² aluminium behind 200 A fuses (the cable itself carries 260 A at 0.75 K·m/W).
 *  @source phase-domain cable record of the Gaia low-voltage program (0.206 + j0.076 Ω/km) */
export const MAIN_FEEDER: CableType = {
  name: '4x150 Al',
  rOhmPerKm: 0.206,
  xOhmPerKm: 0.076,
  r0OhmPerKm: 0.824,
  x0OhmPerKm: 0.304,
  maxCurrentA: 200,
};

export interface TransformerType {
  readonly ratedKva: number;
  /** Short-circuit voltage and its resistive part [share of rated]. */
  readonly ukShare: number;
  readonly ukrShare: number;
  readonly ironLossKw: number;
  readonly noLoadCurrentShare: number;
}

/** 10/0.4 kV distribution transformers, Dyn5.
 *  @source pandapower standard types (250, 400 and 630 kVA 10/0.4 kV) */
const TYPES: readonly TransformerType[] = [
  { ratedKva: 250, ukShare: 0.04, ukrShare: 0.012, ironLossKw: 0.6, noLoadCurrentShare: 0.0024 },
  { ratedKva: 400, ukShare: 0.04, ukrShare: 0.01325, ironLossKw: 0.95, noLoadCurrentShare: 0.0024 },
  { ratedKva: 630, ukShare: 0.04, ukrShare: 0.01079, ironLossKw: 1.18, noLoadCurrentShare: 0.0019 },
];

/** Properties of a transformer of any rating: those of the nearest type, losses in proportion. */
export function transformerOf(ratedKva: number): TransformerType {
  let nearest = TYPES[0]!;
  for (const type of TYPES)
    if (Math.abs(Math.log(type.ratedKva / ratedKva)) < Math.abs(Math.log(nearest.ratedKva / ratedKva))) nearest = type;
  return { ...nearest, ratedKva, ironLossKw: (nearest.ironLossKw * ratedKva) / nearest.ratedKva };
}

/** Load loss at rated current [kW]. */
export const copperLossKw = (type: TransformerType): number => type.ukrShare * type.ratedKva;
