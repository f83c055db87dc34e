/** What a controller that plans ahead is told about a horizon, and the cheapest plan without discharge.
 *  In: prices, sun left over and room of each step; cars with window and need. Out: power of each car and step. Scratch state.
 *  Steps are offered in two tranches (sun's surplus at what feeding in would earn, then the grid up to the limit), cheapest first. Costs
 *  depend on the steps' totals alone, and what cars can take in all steps is a polymatroid: so the plan is the cheapest one when each
 *  tranche in turn gets as much as it can without taking from those before, cars giving way to each other where that helps.
 *  Source: Edmonds, Submodular functions, matroids, and certain polyhedra (1970); augmenting paths: Ford and Fulkerson (1956). */

const NOTHING = 1e-9;
const NOBODY = 0xffffffff;

const zeros = (length: number): Float64Array => new Float64Array(length);

export class Horizon {
  /** Steps and cars at hand. */
  steps = 0;
  cars = 0;
  /** [step] prices, which may reach further than the steps at hand. */
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
  /** Tranches by price, of the prices below. */
  private offers = new Uint32Array(0);
  private sortedGrid: Float64Array = new Float64Array(0);
  private sortedFeedIn: Float64Array = new Float64Array(0);
  private missingKw: Float64Array = new Float64Array(0);
  /** Cars that want more, in their order. */
  private waiting = new Uint32Array(0);
  /** Search for a way: cars reached, in order; from which car and by which step; steps looked at. */
  private reached = new Uint32Array(0);
  private reachedCount = 0;
  private from = new Uint32Array(0);
  private by = new Uint32Array(0);
  private seenStep = new Uint8Array(0);
  /** Steps of which a tranche was used up. */
  private usedUp = new Uint32Array(0);
  private usedUpCount = 0;

  reserve(steps: number, cars: number): void {
    this.steps = steps;
    this.cars = cars;
    if (this.gridEur.length < steps) this.reservePrices(steps);
    if (this.surplusKw.length < steps) {
      [this.surplusKw, this.roomKw, this.drawKw] = [zeros(steps), zeros(steps), zeros(steps)];
      this.seenStep = new Uint8Array(steps);
      this.usedUp = new Uint32Array(2 * steps);
    }
    if (this.window.length < cars) {
      [this.neededKw, this.maximumKw, this.missingKw] = [zeros(2 * cars), zeros(2 * cars), zeros(2 * cars)];
      for (const name of ['window', 'waiting', 'reached', 'from', 'by'] as const)
        this[name] = new Uint32Array(2 * cars);
    }
    if (this.powerKw.length < steps * cars) this.powerKw = new Float64Array(2 * steps * cars);
  }

  reservePrices(steps: number): void {
    if (this.gridEur.length !== steps) [this.gridEur, this.feedInEur] = [zeros(steps), zeros(steps)];
  }

  /** Fills `powerKw` with the cheapest plan; where the room is short, with one that serves as much as can be.
   *  @param order of the cars: who comes first among plans that cost the same
   *  @returns what cars cannot have [kW · steps] */
  choose(order: ArrayLike<number>): number {
    const { steps, cars, powerKw, window, maximumKw, neededKw, missingKw, waiting } = this;
    powerKw.fill(0, 0, steps * cars);
    let missing = 0;
    let count = 0;
    for (let n = 0; n < cars; n++) {
      const i = order[n]!;
      missingKw[i] = neededKw[i]!;
      if (!(neededKw[i]! > NOTHING)) continue;
      missing += neededKw[i]!;
      waiting[count++] = i;
    }
    const enough = NOTHING * cars;
    this.sortOffers();
    this.usedUpCount = 0;
    let stale = true;
    for (const at of this.offers) {
      if (missing <= enough) break;
      const k = at >> 1;
      if (k >= steps) continue;
      let left = (at & 1) === 0 ? this.surplusKw[k]! : this.roomKw[k]!;
      if (left <= NOTHING) continue;
      let still = 0;
      for (let n = 0; n < count; n++) {
        const i = waiting[n]!;
        if (k < window[i]! && left > NOTHING) {
          const given = Math.min(missingKw[i]!, left, maximumKw[i]! - powerKw[i * steps + k]!);
          if (given > NOTHING) {
            powerKw[i * steps + k]! += given;
            missingKw[i]! -= given;
            missing -= given;
            left -= given;
            stale = true;
          }
        }
        if (missingKw[i]! > NOTHING) waiting[still++] = i;
      }
      count = still;
      // Cars can only give way to each other in steps that were used up before.
      while (this.usedUpCount > 0 && left > NOTHING && missing > enough) {
        if (stale) this.search();
        stale = false;
        const given = this.augment(k, left);
        if (given === 0) break;
        left -= given;
        missing -= given;
        stale = true;
      }
      if (left <= NOTHING) this.usedUp[this.usedUpCount++] = k;
    }
    return missing > enough ? missing : 0;
  }

  /** The same prices hold for many sites: sorted anew only when they change. */
  private sortOffers(): void {
    const { gridEur, feedInEur, sortedGrid, sortedFeedIn } = this;
    const steps = gridEur.length;
    let same = this.offers.length === 2 * steps;
    for (let k = 0; same && k < steps; k++) same = sortedGrid[k] === gridEur[k] && sortedFeedIn[k] === feedInEur[k];
    if (same) return;
    this.sortedGrid = gridEur.slice();
    this.sortedFeedIn = feedInEur.slice();
    const price = Float64Array.from({ length: 2 * steps }, (_, at) =>
      (at & 1) === 0 ? feedInEur[at >> 1]! : gridEur[at >> 1]!,
    );
    this.offers = Uint32Array.from(price.keys()).sort((a, b) => price[a]! - price[b]! || a - b);
  }

  /** Cars that could hand on what cars with missing energy would take from them, nearest first. */
  private search(): void {
    const { steps, cars, window, maximumKw, powerKw, missingKw, reached, from, by, seenStep, usedUp } = this;
    from.fill(NOBODY, 0, cars);
    seenStep.fill(0, 0, steps);
    let count = 0;
    for (let i = 0; i < cars; i++)
      if (missingKw[i]! > NOTHING) {
        reached[count++] = i;
        from[i] = i;
      }
    for (let next = 0; next < count && count < cars; next++) {
      const j = reached[next]!;
      for (let n = 0; n < this.usedUpCount; n++) {
        const k = usedUp[n]!;
        if (k >= window[j]! || seenStep[k] === 1 || maximumKw[j]! - powerKw[j * steps + k]! <= NOTHING) continue;
        seenStep[k] = 1;
        for (let i = 0; i < cars; i++) {
          if (from[i] !== NOBODY || powerKw[i * steps + k]! <= NOTHING) continue;
          from[i] = j;
          by[i] = k;
          reached[count++] = i;
        }
      }
    }
    this.reachedCount = count;
  }

  /** Gives step k more, by way of cars that change steps. @returns how much, 0 when there is no way */
  private augment(k: number, most: number): number {
    const { steps, window, maximumKw, powerKw, missingKw, reached, from, by } = this;
    for (let n = 0; n < this.reachedCount; n++) {
      const exit = reached[n]!;
      if (k >= window[exit]! || maximumKw[exit]! - powerKw[exit * steps + k]! <= NOTHING) continue;
      let given = Math.min(most, maximumKw[exit]! - powerKw[exit * steps + k]!);
      let car = exit;
      for (; from[car] !== car; car = from[car]!) {
        const step = by[car]!;
        const taker = from[car]!;
        given = Math.min(given, powerKw[car * steps + step]!, maximumKw[taker]! - powerKw[taker * steps + step]!);
      }
      given = Math.min(given, missingKw[car]!);
      missingKw[car]! -= given;
      powerKw[exit * steps + k]! += given;
      for (car = exit; from[car] !== car; car = from[car]!) {
        powerKw[car * steps + by[car]!]! -= given;
        powerKw[from[car]! * steps + by[car]!]! += given;
      }
      return given;
    }
    return 0;
  }
}
