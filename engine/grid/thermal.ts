/** Temperature and ageing of an oil-filled transformer over a series of loads. In: loading and air temperature per step. Out: hottest
 *  place, life used. Pure.
 *  Method: IEC 60076-7:2018, 8.2.3 (differential equations for top oil and hot spot) and 6.3 (relative ageing rate); each equation is
 *  linear over a step of constant load, so that it is advanced exactly, whatever the length of the step. */

export interface ThermalType {
  /** Top-oil rise and hot-spot-to-oil gradient at rated load [K]. */
  readonly oilRiseK: number;
  readonly hotSpotRiseK: number;
  /** Load loss over no-load loss at rated load. */
  readonly lossRatio: number;
  readonly oilExponent: number;
  readonly windingExponent: number;
  readonly k11: number;
  readonly k21: number;
  readonly k22: number;
  readonly oilTimeMin: number;
  readonly windingTimeMin: number;
  readonly upgradedPaper: boolean;
}

/** Distribution transformer, oil natural air natural. @source IEC 60076-7:2018, tables 2 and 4 (ONAN, distribution) */
export const DISTRIBUTION_ONAN: ThermalType = {
  oilRiseK: 55,
  hotSpotRiseK: 23,
  lossRatio: 5,
  oilExponent: 0.8,
  windingExponent: 1.6,
  k11: 1,
  k21: 1,
  k22: 2,
  oilTimeMin: 180,
  windingTimeMin: 4,
  upgradedPaper: false,
};

export interface ThermalYear {
  readonly hotSpotMaxC: number;
  readonly topOilMaxC: number;
  /** Life used [h]: as many hours as passed when ageing was as fast as at 98 °C (110 °C for upgraded paper). */
  readonly lifeUsedHours: number;
  /** Life used over time passed. */
  readonly ageing: number;
}

/** Relative ageing rate at a hot-spot temperature. Kraft paper doubles every 6 K from 98 °C; upgraded paper follows Arrhenius from 110 °C. */
export function ageingRate(hotSpotC: number, upgradedPaper: boolean): number {
  return Math.exp(upgradedPaper ? 15_000 / 383 - 15_000 / (hotSpotC + 273) : ((hotSpotC - 98) * Math.LN2) / 6);
}

/** Hot spot after infinite time at a constant load. */
export function steadyHotSpotC(type: ThermalType, loading: number, airC: number): number {
  return airC + oilRise(type, loading) + gradient(type, loading);
}

const oilRise = (type: ThermalType, loading: number): number =>
  type.oilRiseK * ((1 + loading * loading * type.lossRatio) / (1 + type.lossRatio)) ** type.oilExponent;

const TABLE_STEP = 1 / 512;
const TABLE_END = 3;

/** Oil rise and hot-spot gradient over loading as tables, read by straight lines between entries: a power costs more than all the rest of
 *  a step, and the lines are within 0.002 K of it. */
class RiseTable {
  private readonly type: ThermalType;
  private readonly oilK = new Float64Array(TABLE_END / TABLE_STEP + 2);
  private readonly gradientK = new Float64Array(TABLE_END / TABLE_STEP + 2);

  constructor(type: ThermalType) {
    this.type = type;
    for (let i = 0; i < this.oilK.length; i++) {
      this.oilK[i] = oilRise(type, i * TABLE_STEP);
      this.gradientK[i] = gradient(type, i * TABLE_STEP);
    }
  }

  oil(loading: number): number {
    return loading < TABLE_END ? between(this.oilK, loading) : oilRise(this.type, loading);
  }

  gradient(loading: number): number {
    return loading < TABLE_END ? between(this.gradientK, loading) : gradient(this.type, loading);
  }
}

const gradient = (type: ThermalType, loading: number): number =>
  type.hotSpotRiseK * Math.abs(loading) ** type.windingExponent;

function between(table: Float64Array, loading: number): number {
  const at = loading / TABLE_STEP;
  const i = Math.floor(at);
  return table[i]! + (table[i + 1]! - table[i]!) * (at - i);
}

/** @param stepCount steps of the series
 *  @param loading share of rated apparent power at a step, ≥ 0
 *  @param airC air temperature at a step */
export function transformerThermal(
  type: ThermalType,
  stepCount: number,
  stepS: number,
  loading: (step: number) => number,
  airC: (step: number) => number,
): ThermalYear {
  if (stepCount === 0) return { hotSpotMaxC: Number.NaN, topOilMaxC: Number.NaN, lifeUsedHours: 0, ageing: 0 };
  // Ageing is exponential in temperature: it is summed by trapezia over parts no longer than the winding's response.
  const parts = Math.max(1, Math.ceil(stepS / 450));
  const minutes = stepS / 60 / parts;
  const keepOil = Math.exp(-minutes / (type.k11 * type.oilTimeMin));
  const keepFast = Math.exp(-minutes / (type.k22 * type.windingTimeMin));
  const keepSlow = Math.exp((-minutes * type.k22) / type.oilTimeMin);
  const table = new RiseTable(type);
  let oilC = airC(0) + table.oil(loading(0));
  const firstK = table.gradient(loading(0));
  let fastK = type.k21 * firstK;
  let slowK = (type.k21 - 1) * firstK;
  let hotSpotMaxC = Number.NEGATIVE_INFINITY;
  let topOilMaxC = Number.NEGATIVE_INFINITY;
  let life = 0;
  let rate = ageingRate(oilC + fastK - slowK, type.upgradedPaper);
  for (let step = 0; step < stepCount; step++) {
    const k = loading(step);
    const oilTarget = airC(step) + table.oil(k);
    const rise = table.gradient(k);
    for (let part = 0; part < parts; part++) {
      oilC = oilTarget + (oilC - oilTarget) * keepOil;
      fastK = type.k21 * rise + (fastK - type.k21 * rise) * keepFast;
      slowK = (type.k21 - 1) * rise + (slowK - (type.k21 - 1) * rise) * keepSlow;
      const hotSpotC = oilC + fastK - slowK;
      if (hotSpotC > hotSpotMaxC) hotSpotMaxC = hotSpotC;
      const next = ageingRate(hotSpotC, type.upgradedPaper);
      life += ((rate + next) / 2) * (minutes / 60);
      rate = next;
    }
    if (oilC > topOilMaxC) topOilMaxC = oilC;
  }
  return { hotSpotMaxC, topOilMaxC, lifeUsedHours: life, ageing: life / ((stepCount * stepS) / 3600) };
}
