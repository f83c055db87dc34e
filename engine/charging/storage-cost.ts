/** The least a stay can cost when the car may also give back: a battery between two contents, prices known, contents at both ends given.
 *  In: prices of the steps, limits. Out: EUR. Exact for prices that are not negative; below zero a step may charge and discharge for parts of
 *  its length, so that the answer is a lower bound. Owns its arrays.
 *  The least cost of reaching a content is convex and piecewise linear in it. Each step adds two pieces, in order of their slopes (the sum of
 *  two convex functions' best split), and the limits of the battery cut both ends: so a list of pieces is all there is to carry along.
 *  Source: infimal convolution of convex functions, Rockafellar, Convex Analysis (1970); for storage: Hashmi et al., IEEE Trans. Smart Grid 11
 *  (2020) 1130 (threshold structure). */

export class StorageCost {
  /** Pieces by rising slope [EUR/kWh stored] with their lengths [kWh]: from `head` to `tail` − 1. */
  private slope = new Float64Array(256);
  private length = new Float64Array(256);
  private head = 0;
  private tail = 0;

  /** @param priceEurPerKwh of the stay's steps
   *  @param inKwh, outKwh most a step can store and take out of the battery
   *  @param inShare stored for each kWh from the grid; outShare given for each kWh taken out
   *  @param spareKwh, roomKwh how far the content may fall and rise from where it begins, ≥ 0
   *  @param gainKwh where it ends, between both
   *  @returns EUR, + paid */
  least(
    priceEurPerKwh: Float64Array,
    inKwh: number,
    outKwh: number,
    inShare: number,
    outShare: number,
    wearEurPerKwh: number,
    spareKwh: number,
    roomKwh: number,
    gainKwh: number,
  ): number {
    const steps = priceEurPerKwh.length;
    if (this.slope.length < 4 * steps + 8) {
      this.slope = new Float64Array(8 * steps);
      this.length = new Float64Array(8 * steps);
    }
    this.head = this.tail = 2 * steps + 2;
    let lowest = 0;
    let atLowest = 0;
    let highest = 0;
    for (const price of priceEurPerKwh) {
      const buy = price / inShare;
      const sell = (price - wearEurPerKwh) * outShare;
      lowest -= outKwh;
      atLowest -= sell * outKwh;
      highest += inKwh;
      if (sell <= buy) {
        this.add(sell, outKwh);
        this.add(buy, inKwh);
      } else this.add((sell * outKwh + buy * inKwh) / (outKwh + inKwh), outKwh + inKwh);
      while (lowest < -spareKwh && this.head < this.tail) {
        const cut = Math.min(-spareKwh - lowest, this.length[this.head]!);
        atLowest += cut * this.slope[this.head]!;
        lowest += cut;
        this.length[this.head]! -= cut;
        if (this.length[this.head]! <= 0) this.head++;
        else break;
      }
      while (highest > roomKwh && this.head < this.tail) {
        const cut = Math.min(highest - roomKwh, this.length[this.tail - 1]!);
        highest -= cut;
        this.length[this.tail - 1]! -= cut;
        if (this.length[this.tail - 1]! <= 0) this.tail--;
        else break;
      }
    }
    let cost = atLowest;
    let left = gainKwh - lowest;
    for (let n = this.head; n < this.tail && left > 0; n++) {
      const part = Math.min(left, this.length[n]!);
      cost += part * this.slope[n]!;
      left -= part;
    }
    return cost;
  }

  /** Puts a piece in its place; the shorter side moves. */
  private add(slope: number, length: number): void {
    if (!(length > 0)) return;
    let low = this.head;
    let high = this.tail;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.slope[middle]! <= slope) low = middle + 1;
      else high = middle;
    }
    if (low - this.head < this.tail - low && this.head > 0) {
      this.slope.copyWithin(this.head - 1, this.head, low);
      this.length.copyWithin(this.head - 1, this.head, low);
      this.head--;
      low--;
    } else {
      this.slope.copyWithin(low + 1, low, this.tail);
      this.length.copyWithin(low + 1, low, this.tail);
      this.tail++;
    }
    this.slope[low] = slope;
    this.length[low] = length;
  }
}
