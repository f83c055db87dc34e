/** Several sites together: objective of each strategy over the sum of the optima. Pure. */
import type { Contest } from './contest.ts';

export interface TotalRow {
  readonly name: string;
  readonly objective: number;
  readonly regret: number;
  readonly unservedKwh: number;
  readonly belowFloorMin: number;
  readonly missedKm: number;
  readonly compensationEur: number;
  readonly comparable: boolean;
}

export interface ContestTotal {
  readonly strategies: readonly TotalRow[];
  readonly optimum: { readonly objective: number; readonly lowerBound: number; readonly gap: number };
}

/** Sums over sites; for the peak it is the sum of each site's own peak.
 *  @param contests the same strategies in the same order, at least one */
export function totalOf(contests: readonly Contest[]): ContestTotal {
  const sum = (of: (contest: Contest) => number): number => contests.reduce((total, contest) => total + of(contest), 0);
  const objective = sum(({ optimum }) => optimum.objective);
  const lowerBound = sum(({ optimum }) => optimum.lowerBound);
  const size = Math.max(1e-9, Math.abs(objective));
  const strategies = contests[0]!.contestants.map(({ run }, k): TotalRow => {
    const value = sum(({ contestants }) => contestants[k]!.objective);
    const drivers = (of: 'unservedKwh' | 'belowFloorMin' | 'missedKm' | 'compensationEur'): number =>
      sum(({ contestants }) => contestants[k]!.run.drivers[of]);
    return {
      name: run.name,
      objective: value,
      regret: (value - objective) / size,
      unservedKwh: drivers('unservedKwh'),
      belowFloorMin: drivers('belowFloorMin'),
      missedKm: drivers('missedKm'),
      compensationEur: drivers('compensationEur'),
      comparable: contests.every(({ contestants }) => contestants[k]!.comparable),
    };
  });
  return { strategies, optimum: { objective, lowerBound, gap: Math.max(0, objective - lowerBound) / size } };
}
