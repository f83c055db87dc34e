/** The kinds of households a population is made of: who lives in them, by age band, and how common each is before fitting to a zone.
 *  Shares are rough national figures (CBS households 2023 by type and size, rounded): the zone totals decide the outcome. */
import { HOUSEHOLD_TYPES } from './population.ts';

/** Age bands [years, years]; children are bands 0–2, adults 3–5. */
export const AGE_BANDS: ReadonlyArray<readonly [from: number, to: number]> = [
  [0, 3],
  [4, 14],
  [15, 17],
  [18, 34],
  [35, 64],
  [65, 92],
];

export interface HouseholdKind {
  /** index into HOUSEHOLD_TYPES */
  readonly type: number;
  /** Age band of each member, adults first. */
  readonly members: readonly number[];
  /** Seed share per 1,000 households. */
  readonly share: number;
}

const kinds: Array<readonly [type: (typeof HOUSEHOLD_TYPES)[number], members: string, share: number]> = [
  // One digit per member: its age band.
  ['single', '3', 90],
  ['single', '4', 150],
  ['single', '5', 130],
  ['couple', '33', 62],
  ['couple', '34', 20],
  ['couple', '44', 100],
  ['couple', '45', 18],
  ['couple', '55', 95],
  ['family', '330', 16],
  ['family', '331', 8],
  ['family', '3300', 7],
  ['family', '3301', 9],
  ['family', '3311', 6],
  ['family', '33011', 2],
  ['family', '440', 8],
  ['family', '441', 26],
  ['family', '442', 10],
  ['family', '443', 24],
  ['family', '4400', 3],
  ['family', '4401', 14],
  ['family', '4411', 38],
  ['family', '4412', 20],
  ['family', '4423', 12],
  ['family', '4433', 12],
  ['family', '44011', 6],
  ['family', '44111', 10],
  ['family', '44112', 8],
  ['family', '44122', 3],
  ['family', '44123', 3],
  ['family', '440111', 1],
  ['family', '441111', 2],
  ['single-parent', '30', 3],
  ['single-parent', '31', 5],
  ['single-parent', '41', 15],
  ['single-parent', '42', 8],
  ['single-parent', '43', 16],
  ['single-parent', '311', 2],
  ['single-parent', '411', 9],
  ['single-parent', '412', 7],
  ['single-parent', '423', 4],
  ['single-parent', '4111', 2],
  ['other', '33', 6],
  ['other', '333', 3],
  ['other', '445', 3],
  ['other', '4415', 1],
];

/** Kinds in order of type and size, so that cumulative rounding meets persons too. */
export const HOUSEHOLD_KINDS: readonly HouseholdKind[] = kinds.map(([type, members, share]) => ({
  type: HOUSEHOLD_TYPES.indexOf(type),
  members: [...members].map(Number),
  share,
}));

/** Seed share of [low, middle, high] income by type of household, in the order of HOUSEHOLD_TYPES. */
export const INCOME_BY_TYPE: ReadonlyArray<readonly [number, number, number]> = [
  [0.55, 0.36, 0.09],
  [0.2, 0.45, 0.35],
  [0.12, 0.43, 0.45],
  [0.5, 0.4, 0.1],
  [0.4, 0.45, 0.15],
];
