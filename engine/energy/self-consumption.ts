/** How much of the sun is used where it falls, and how much of the use the sun covers.
 *  In: load and production per step, ≥ 0. Out: energy and shares. Pure.
 *  Source: Luthander, Widén, Nilsson and Palm, Applied Energy 142 (2015) 80–94. */

export interface SelfUse {
  readonly producedKwh: number;
  readonly loadKwh: number;
  /** Used in the step in which it is made. */
  readonly directKwh: number;
  /** directKwh / producedKwh; 0 when nothing is made. */
  readonly selfConsumptionShare: number;
  /** directKwh / loadKwh; 0 when nothing is used. */
  readonly selfSufficiencyShare: number;
}

/** @param loadKw, producedKw [step] both ≥ 0, equal length
 *  @throws RangeError when lengths differ */
export function selfUse(loadKw: ArrayLike<number>, producedKw: ArrayLike<number>, stepS: number): SelfUse {
  if (loadKw.length !== producedKw.length)
    throw new RangeError(`load and production must have equal length, got ${loadKw.length} and ${producedKw.length}`);
  let produced = 0;
  let load = 0;
  let direct = 0;
  for (let step = 0; step < loadKw.length; step++) {
    produced += producedKw[step]!;
    load += loadKw[step]!;
    direct += Math.min(loadKw[step]!, producedKw[step]!);
  }
  const hours = stepS / 3600;
  return {
    producedKwh: produced * hours,
    loadKwh: load * hours,
    directKwh: direct * hours,
    selfConsumptionShare: produced > 0 ? direct / produced : 0,
    selfSufficiencyShare: load > 0 ? direct / load : 0,
  };
}

/** The same with storage: what came in from the grid and went out to it, per step, decides.
 *  Losses of storage count as use, so that used on site = produced − exported.
 *  @param netKw [step] + from the grid, − to the grid
 *  @param loadKw, producedKw [step] ≥ 0, without storage */
export function selfUseWithStorage(
  netKw: ArrayLike<number>,
  loadKw: ArrayLike<number>,
  producedKw: ArrayLike<number>,
  stepS: number,
): SelfUse {
  const base = selfUse(loadKw, producedKw, stepS);
  const hours = stepS / 3600;
  let importedKwh = 0;
  let exportedKwh = 0;
  for (let step = 0; step < netKw.length; step++) {
    importedKwh += Math.max(0, netKw[step]!) * hours;
    exportedKwh += Math.max(0, -netKw[step]!) * hours;
  }
  const usedKwh = Math.max(0, base.producedKwh - exportedKwh);
  const coveredKwh = Math.max(0, base.loadKwh - importedKwh);
  return {
    ...base,
    selfConsumptionShare: base.producedKwh > 0 ? usedKwh / base.producedKwh : 0,
    selfSufficiencyShare: base.loadKwh > 0 ? coveredKwh / base.loadKwh : 0,
  };
}
