/** What a kWh in a car's battery is worth: the one number that decides whether to charge, wait or discharge now.
 *  In: prices and room of each coming step, limits of the battery. Out: value [EUR/kWh stored]. Owns its arrays.
 *  A battery that buys below and sells above one constant value is optimal until its content would pass a limit (linear storage: the
 *  value only changes where the battery is full or at its lowest). The value is found by halving: too high fills the battery too soon,
 *  too low leaves it short of what is needed. */

const HALVINGS = 24;

/** Steps ahead of one car, and of its share of the site's sun and draw. Filled by the caller up to `count`. */
export class StorageValue {
  count = 0;
  /** [step ahead] price of a kWh from the grid, and of one that would be fed in. */
  gridEur = new Float64Array(0);
  feedInEur = new Float64Array(0);
  /** [step ahead] power a car can take from the sun's surplus, and give before the site feeds in [kW]. */
  surplusKw = new Float64Array(0);
  drawKw = new Float64Array(0);

  reserve(count: number): void {
    this.count = count;
    if (this.gridEur.length >= count) return;
    this.gridEur = new Float64Array(count);
    this.feedInEur = new Float64Array(count);
    this.surplusKw = new Float64Array(count);
    this.drawKw = new Float64Array(count);
  }

  /** @param steps of the stay, ≤ count
   *  @param targetKwh at its end; ceilingKwh ≥ target; floorKwh never discharged below */
  find(
    steps: number,
    stepH: number,
    efficiencyShare: number,
    wearEurPerKwh: number,
    storedKwh: number,
    targetKwh: number,
    ceilingKwh: number,
    floorKwh: number,
    chargeKw: number,
    dischargeKw: number,
  ): number {
    const { gridEur, feedInEur, surplusKw, drawKw } = this;
    const inKwh = stepH * efficiencyShare;
    const outKwh = stepH / efficiencyShare;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < steps; k++) {
      low = Math.min(low, feedInEur[k]!, gridEur[k]!);
      high = Math.max(high, feedInEur[k]!, gridEur[k]!);
    }
    low = Math.min(0, low) / efficiencyShare - 1e-3;
    high = high / efficiencyShare + 1e-3;
    for (let round = 0; round < HALVINGS; round++) {
      const value = (low + high) / 2;
      const buyBelow = value * efficiencyShare;
      const sellAbove = value / efficiencyShare + wearEurPerKwh;
      let stored = storedKwh;
      let verdict = 0;
      for (let k = 0; k < steps; k++) {
        let power = 0;
        if (gridEur[k]! < buyBelow) power = chargeKw;
        else if (feedInEur[k]! > sellAbove) power = -dischargeKw;
        else if (gridEur[k]! > sellAbove && drawKw[k]! > 0) power = -Math.min(dischargeKw, drawKw[k]!);
        else if (feedInEur[k]! < buyBelow) power = Math.min(chargeKw, surplusKw[k]!);
        stored += power > 0 ? power * inKwh : power * outKwh;
        if (stored > ceilingKwh) {
          verdict = 1;
          break;
        }
        const needed = targetKwh - (steps - k - 1) * chargeKw * inKwh;
        if (stored < (needed > floorKwh ? needed : power < 0 ? floorKwh : Number.NEGATIVE_INFINITY)) {
          verdict = -1;
          break;
        }
      }
      if (verdict > 0) high = value;
      else if (verdict < 0) low = value;
      // Everything fits: a lower value still serves the driver, and earns more.
      else high = value;
    }
    // The side on which the marginal step is still bought: the other would put it off again and again.
    return high + 1e-6;
  }
}
