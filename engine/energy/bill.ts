/** A household's electricity bill of a year.
 *  In: net power at the connection, tariff, terms. Out: euros, split by what they are for. Pure.
 *  Netting is settled once a year: what goes out is taken off what comes in, at most all of it; the rest earns the feed-in fee
 *  (Elektriciteitswet art. 31c, until 1 January 2027, Kamerstuk 36611). */
import { purposeId, uniform } from '../core/random.ts';
import type { TariffYear } from './stores.ts';
import type { TariffTerms } from './tariff.ts';

const CONTRACT = purposeId('energy-contract');
const DAYS_A_YEAR = 365;

export interface Bill {
  readonly importedKwh: number;
  readonly exportedKwh: number;
  readonly nettedKwh: number;
  /** Energy with taxes and time-of-use network prices; negative when the sun earns more. */
  readonly energyEur: number;
  /** Fixed network charge for the period. */
  readonly networkEur: number;
  /** Energy tax given back, ≥ 0. */
  readonly rebateEur: number;
  readonly totalEur: number;
}

/** @param netKw [step] + from the grid, − to it
 *  @param days length of the period, for the yearly amounts */
export function billOf(
  netKw: ArrayLike<number>,
  tariff: TariffYear,
  terms: TariffTerms,
  stepS: number,
  days: number,
): Bill {
  const hours = stepS / 3600;
  let importedKwh = 0;
  let exportedKwh = 0;
  let importEur = 0;
  let exportEur = 0;
  let surplusEur = 0;
  for (let step = 0; step < netKw.length; step++) {
    const kwh = netKw[step]! * hours;
    if (kwh >= 0) {
      importedKwh += kwh;
      importEur += kwh * tariff.consumptionEurPerKwh[step]!;
    } else {
      exportedKwh -= kwh;
      exportEur -= kwh * tariff.feedInEurPerKwh[step]!;
      const bare = terms.kind === 'fixed' ? terms.fixedEurPerKwh : tariff.wholesaleEurPerKwh[step]!;
      surplusEur -= kwh * (bare > 0 ? bare * terms.feedInShareOfPrice : bare);
    }
  }
  const nettedKwh = terms.netting ? Math.min(importedKwh, exportedKwh) : 0;
  // Which kWh is netted is not told by the law; each counts by its mean price.
  const nettedShare = exportedKwh > 0 ? nettedKwh / exportedKwh : 0;
  const earnedEur = terms.netting ? nettedShare * exportEur + (1 - nettedShare) * surplusEur : exportEur;
  const energyEur = importEur - earnedEur;
  const networkEur = (terms.networkEurPerYear * days) / DAYS_A_YEAR;
  const rebateEur = (terms.energyTaxRebateEurPerYear * days) / DAYS_A_YEAR;
  return {
    importedKwh,
    exportedKwh,
    nettedKwh,
    energyEur,
    networkEur,
    rebateEur,
    totalEur: energyEur + networkEur - rebateEur,
  };
}

/** Contract of a household when a share of all has day-ahead prices; the same household keeps its draw in every scenario. */
export function contractOf(seed: number, household: number, dayAheadShare: number): TariffTerms['kind'] {
  return uniform(seed, CONTRACT, household) < dayAheadShare ? 'day-ahead' : 'fixed';
}
