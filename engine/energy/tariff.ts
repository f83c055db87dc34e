/** What electricity costs a household and earns it, per step.
 *  In: scenario, calendar, wholesale prices. Out: `TariffYear` in EUR/kWh. Pure.
 *  Sources: structure of a Dutch bill (bare price, supplier's margin, energy tax, VAT over all of it); netting until 1 January 2027
 *  (Kamerstuk 36611); blocks of a time-of-use network tariff: placeholder of this project, as the regulator's details are open. */
import type { Calendar } from '../core/time.ts';
import type { Scenario } from '../scenario/schema.ts';
import { aligner } from './align.ts';
import type { Prices, TariffYear } from './stores.ts';

/** Network price without VAT by block of the day: from hour, EUR/kWh. @source assumption: dear in morning and evening, cheap at midday */
export const NETWORK_BLOCKS: ReadonlyArray<readonly [fromHour: number, eurPerKwh: number]> = [
  [0, 0.04],
  [6, 0.1],
  [10, 0.02],
  [16, 0.16],
  [21, 0.08],
];

export function networkEurPerKwh(localS: number): number {
  let price = 0;
  for (const [fromHour, eurPerKwh] of NETWORK_BLOCKS) if (localS >= fromHour * 3600) price = eurPerKwh;
  return price;
}

/** Contract of one household. */
export type TariffTerms = Scenario['tariff'];

/** Prices of a calendar's steps by their own instants, or by calendar and weekday when they are of another year. */
export function wholesaleOnGrid(prices: Prices, calendar: Calendar): Float64Array {
  const { startUtcS, stepS, count } = calendar.grid;
  const indexAt = aligner({ ...prices, count: prices.priceEurPerKwh.length }, 'prices', true);
  // Prices of finer steps than the grid's are averaged.
  const parts = Math.max(1, Math.round(stepS / prices.stepS));
  return Float64Array.from({ length: count }, (_, step) => {
    let sum = 0;
    for (let part = 0; part < parts; part++)
      sum += prices.priceEurPerKwh[indexAt(startUtcS + step * stepS + part * prices.stepS)]!;
    return sum / parts;
  });
}

/** @throws InputError when the prices are shorter than a year and do not cover the period */
export function tariffYear(terms: TariffTerms, calendar: Calendar, prices: Prices): TariffYear {
  const wholesaleEurPerKwh = wholesaleOnGrid(prices, calendar);
  const count = calendar.grid.count;
  const consumptionEurPerKwh = new Float64Array(count);
  const feedInEurPerKwh = new Float64Array(count);
  const vat = 1 + terms.vatShare;
  for (let step = 0; step < count; step++) {
    const bare = terms.kind === 'fixed' ? terms.fixedEurPerKwh : wholesaleEurPerKwh[step]!;
    const supply = (bare + terms.supplierMarginEurPerKwh + terms.energyTaxEurPerKwh) * vat;
    const network = terms.timeOfUseNetwork ? networkEurPerKwh(calendar.localS[step]!) * vat : 0;
    consumptionEurPerKwh[step] = supply + network;
    // With netting a kWh out takes a kWh in off the bill, taxes included; a network tariff is paid for what comes in.
    // Without, a share of the bare price is paid; below zero the whole of it is due.
    feedInEurPerKwh[step] = terms.netting ? supply : bare > 0 ? bare * terms.feedInShareOfPrice : bare;
  }
  return { wholesaleEurPerKwh, consumptionEurPerKwh, feedInEurPerKwh };
}
