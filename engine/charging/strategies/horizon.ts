/** What a controller that plans ahead is told about a horizon, and its cheapest plan without discharge.
 *  In: prices, sun left over and room of each step, cars with window and need. Out: power of each car and step, and a proven bound of its cost.
 *  The plan: steps are offered in two tranches (sun's surplus at what feeding in would earn, then the grid up to the limit), cheapest first;
 *  cars choose in the order of their slack. Exact for one car, and for many where nothing is scarce; the bound tells. Scratch state. */

export class Horizon {
  /** Steps and cars at hand. */
  steps = 0;
  cars = 0;
  /** [step] */
  gridEur: Float64Array = new Float64Array(0);
  feedInEur: Float64Array = new Float64Array(0);
  surplusKw: Float64Array = new Float64Array(0);
  roomKw: Float64Array = new Float64Array(0);
  /** [step] what the site draws without cars. */
  drawKw: Float64Array = new Float64Array(0);
  /** [car] steps it may use from now, grid energy over the step's length it needs [kW · steps], power. */
  window = new Uint32Array(0);
  neededKw: Float64Array = new Float64Array(0);
  maximumKw: Float64Array = new Float64Array(0);
  /** [car × step] */
  powerKw: Float64Array = new Float64Array(0);
  private usedKw: Float64Array = new Float64Array(0);
  private price: Float64Array = new Float64Array(0);
  private offer = new Uint32Array(0);
  private offerEur: Float64Array = new Float64Array(0);
  private leftKw: Float64Array = new Float64Array(0);
  private dearest: Float64Array = new Float64Array(0);

  reserve(steps: number, cars: number): void {
    this.steps = steps;
    this.cars = cars;
    if (this.gridEur.length < steps) {
      const longer = (): Float64Array => new Float64Array(steps);
      [this.gridEur, this.feedInEur, this.surplusKw, this.roomKw] = [longer(), longer(), longer(), longer()];
      [this.usedKw, this.price, this.drawKw] = [longer(), longer(), longer()];
      this.offer = new Uint32Array(2 * steps);
      this.offerEur = new Float64Array(2 * steps);
      this.leftKw = new Float64Array(2 * steps);
    }
    if (this.window.length < cars) {
      this.window = new Uint32Array(2 * cars);
      [this.neededKw, this.maximumKw, this.dearest] = [
        new Float64Array(2 * cars),
        new Float64Array(2 * cars),
        new Float64Array(2 * cars),
      ];
    }
    if (this.powerKw.length < steps * cars) this.powerKw = new Float64Array(2 * steps * cars);
  }

  /** Fills `powerKw`. @param order of the cars, those with least slack first
   *  @returns relative gap between the plan and the bound; above zero also where cars cannot have all they need */
  choose(order: ArrayLike<number>): number {
    const { steps, cars, offerEur, leftKw, powerKw, window, maximumKw, neededKw } = this;
    const offers = this.offer.subarray(0, 2 * steps);
    for (let k = 0; k < steps; k++) {
      offerEur[2 * k] = this.feedInEur[k]!;
      offerEur[2 * k + 1] = this.gridEur[k]!;
      leftKw[2 * k] = this.surplusKw[k]!;
      leftKw[2 * k + 1] = this.roomKw[k]!;
      offers[2 * k] = 2 * k;
      offers[2 * k + 1] = 2 * k + 1;
    }
    offers.sort((a, b) => offerEur[a]! - offerEur[b]! || a - b);
    powerKw.fill(0, 0, steps * cars);
    for (let n = 0; n < cars; n++) {
      const i = order[n]!;
      let needed = neededKw[i]!;
      const end = 2 * window[i]!;
      const row = i * steps;
      for (const at of offers) {
        if (needed <= NOTHING) break;
        if (at >= end) continue;
        const k = at >> 1;
        const given = Math.min(needed, leftKw[at]!, maximumKw[i]! - powerKw[row + k]!);
        if (given <= 0) continue;
        leftKw[at]! -= given;
        needed -= given;
        powerKw[row + k]! += given;
      }
      if (needed > NOTHING + MISSED * neededKw[i]!) return Number.POSITIVE_INFINITY;
    }
    return this.gap();
  }

  /** Bound by prices: each step and each car for itself can do no better than this (weak duality). */
  private gap(): number {
    const { steps, cars, usedKw, price, dearest, powerKw, window, maximumKw, neededKw } = this;
    let cost = 0;
    for (let k = 0; k < steps; k++) {
      let used = 0;
      for (let i = 0; i < cars; i++) used += powerKw[i * steps + k]!;
      usedKw[k] = used;
      const fromSun = Math.min(used, this.surplusKw[k]!);
      cost += fromSun * this.feedInEur[k]! + (used - fromSun) * this.gridEur[k]!;
      const sunLeft = this.surplusKw[k]! > NOTHING && used <= this.surplusKw[k]! + NOTHING;
      price[k] = sunLeft ? this.feedInEur[k]! : this.gridEur[k]!;
    }
    for (let i = 0; i < cars; i++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < window[i]!; k++) if (powerKw[i * steps + k]! > NOTHING) most = Math.max(most, price[k]!);
      dearest[i] = most;
    }
    // Where the sun is just used up its price lies in between: at what the cars that could use more of it pay elsewhere.
    for (let k = 0; k < steps; k++) {
      if (!(this.surplusKw[k]! > NOTHING) || Math.abs(usedKw[k]! - this.surplusKw[k]!) > NOTHING) continue;
      for (let i = 0; i < cars; i++)
        if (k < window[i]! && powerKw[i * steps + k]! < maximumKw[i]! - NOTHING)
          price[k] = Math.max(price[k]!, Math.min(this.gridEur[k]!, dearest[i]!));
    }
    let bound = 0;
    for (let k = 0; k < steps; k++) {
      bound += Math.min(0, this.feedInEur[k]! - price[k]!) * this.surplusKw[k]!;
      bound += Math.min(0, this.gridEur[k]! - price[k]!) * this.roomKw[k]!;
    }
    for (let i = 0; i < cars; i++) {
      if (!(dearest[i]! > Number.NEGATIVE_INFINITY)) continue;
      let most = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < window[i]!; k++) if (powerKw[i * steps + k]! > NOTHING) most = Math.max(most, price[k]!);
      let part = most * neededKw[i]!;
      for (let k = 0; k < window[i]!; k++) part += Math.min(0, price[k]! - most) * maximumKw[i]!;
      bound += part;
    }
    return (cost - bound) / Math.max(1e-9, Math.abs(cost));
  }
}

const NOTHING = 1e-9;
/** A car that misses more than this part of its need shows that something is scarce. */
const MISSED = 1e-6;
