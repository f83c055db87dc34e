/** What it costs to let the grid carry the year as it was: larger or more transformers, a second cable beside an overloaded one.
 *  In: areas, year, buses. Out: works and cost by area. Pure. So that smart charging and a new cable are compared in euros a year. */
import type { Scenario } from '../scenario/schema.ts';
import { AT_TRANSFORMER, type BusYear, type GridYear, type TransformerAreas } from './areas.ts';
import { TRANSFORMER_KVA } from './make-areas.ts';
import { HIGH_PU, LOW_PU } from './voltage-quality.ts';

export interface Reinforcement {
  /** [area] transformers of the largest usual rating to be added, and the rating put in place of today's (today's where it stays). */
  readonly addedTransformers: Uint32Array;
  readonly newRatedKva: Float64Array;
  /** [area] cable laid beside overloaded stretches, and along the way to joints whose voltage leaves the band. */
  readonly cableM: Float64Array;
  readonly costEur: Float64Array;
  readonly totalEur: number;
  /** Annuity over the works' life. */
  readonly totalEurPerYear: number;
}

/** Cost a year that pays back a sum over `years` at interest `rate`. */
export function annuityEur(sumEur: number, years: number, rate: number): number {
  return rate === 0 ? sumEur / years : (sumEur * rate) / (1 - (1 + rate) ** -years);
}

export function reinforcement(
  areas: TransformerAreas,
  year: GridYear,
  buses: BusYear,
  grid: Scenario['grid'],
): Reinforcement {
  const { feeders } = areas;
  const addedTransformers = new Uint32Array(areas.count);
  const newRatedKva = areas.ratedKva.slice();
  const cableM = new Float64Array(areas.count);
  const costEur = new Float64Array(areas.count);
  const largest = TRANSFORMER_KVA[TRANSFORMER_KVA.length - 1]!;
  for (let area = 0; area < areas.count; area++) {
    const neededKva = (year.peakLoadingShare[area]! * areas.ratedKva[area]!) / grid.transformerLimitShare;
    let cost = 0;
    if (neededKva > areas.ratedKva[area]!) {
      const larger = TRANSFORMER_KVA.find((rating) => rating >= neededKva);
      if (larger !== undefined) newRatedKva[area] = larger;
      else {
        newRatedKva[area] = Math.max(largest, areas.ratedKva[area]!);
        addedTransformers[area] = Math.ceil((neededKva - newRatedKva[area]!) / largest);
      }
      const replaced = newRatedKva[area]! > areas.ratedKva[area]! ? 1 : 0;
      cost += replaced * grid.transformerReplaceEur + addedTransformers[area]! * grid.transformerNewEur;
    }
    const first = feeders.firstBusOfArea[area]!;
    const end = feeders.firstBusOfArea[area + 1]!;
    // Cables beside each stretch: as many as its current needs, and one all the way to a joint whose voltage leaves the band.
    const beside = new Uint8Array(end - first);
    for (let bus = first; bus < end; bus++) {
      beside[bus - first] = Math.max(beside[bus - first]!, Math.ceil(buses.cableLoadingShare[bus]!) - 1);
      // Written so that an unknown voltage (NaN) is no reason to dig.
      if (!(buses.minVoltagePu[bus]! < LOW_PU || buses.maxVoltagePu[bus]! > HIGH_PU)) continue;
      for (let at = bus; at !== AT_TRANSFORMER; at = feeders.parent[at]!)
        beside[at - first] = Math.max(1, beside[at - first]!);
    }
    beside.forEach((cables, k) => {
      cableM[area]! += cables * feeders.cableM[first + k]!;
    });
    cost += cableM[area]! * grid.cableEurPerM;
    costEur[area] = cost;
  }
  const totalEur = costEur.reduce((sum, cost) => sum + cost, 0);
  return {
    addedTransformers,
    newRatedKva,
    cableM,
    costEur,
    totalEur,
    totalEurPerYear: annuityEur(totalEur, grid.assetLifeYears, grid.interestShare),
  };
}
