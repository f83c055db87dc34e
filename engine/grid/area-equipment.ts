/** What cables and transformers of an area are: those of the operator's file where it names them, the usual Dutch ones elsewhere. Pure. */
import type { TransformerAreas } from './areas.ts';
import { MAIN_FEEDER, type TransformerType, transformerOf } from './equipment.ts';

export interface Stretch {
  readonly rOhm: number;
  readonly xOhm: number;
  readonly r0Ohm: number;
  readonly x0Ohm: number;
}

type OwnCables = Pick<TransformerAreas['feeders'], 'cableM' | 'cables'>;

/** Impedance of the cable from the parent of a joint. @param joint as in `TransformerAreas.feeders` */
export function stretchOf({ cables, cableM }: OwnCables, joint: number): Stretch {
  if (cables !== undefined)
    return {
      rOhm: cables.rOhm[joint]!,
      xOhm: cables.xOhm[joint]!,
      r0Ohm: cables.r0Ohm[joint]!,
      x0Ohm: cables.x0Ohm[joint]!,
    };
  const km = cableM[joint]! / 1000;
  const { rOhmPerKm, xOhmPerKm, r0OhmPerKm, x0OhmPerKm } = MAIN_FEEDER;
  return { rOhm: rOhmPerKm * km, xOhm: xOhmPerKm * km, r0Ohm: r0OhmPerKm * km, x0Ohm: x0OhmPerKm * km };
}

/** What the cable from the parent of a joint, or its fuse, carries [A]; Infinity where the operator's file tells nothing. */
export const maxCurrentA = ({ cables }: Pick<OwnCables, 'cables'>, joint: number): number =>
  cables === undefined ? MAIN_FEEDER.maxCurrentA : cables.maxCurrentA[joint]!;

export function transformerTypeOf(
  { ratedKva, transformers }: Pick<TransformerAreas, 'ratedKva' | 'transformers'>,
  area: number,
): TransformerType {
  const usual = transformerOf(ratedKva[area]!);
  if (transformers === undefined) return usual;
  return {
    ...usual,
    ukShare: transformers.ukShare[area]!,
    ukrShare: transformers.ukrShare[area]!,
    ironLossKw: transformers.ironLossKw[area]!,
  };
}

/** Voltage of an area's busbar without load. @param usualPu where no file tells it */
export const noLoadPu = (
  { transformers }: Pick<TransformerAreas, 'transformers'>,
  area: number,
  usualPu: number,
): number => (transformers === undefined ? usualPu : transformers.noLoadPu[area]! || usualPu);
