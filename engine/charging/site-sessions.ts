/** Cars plugged in at one site (a transformer area, or a charging site of a partner): a struct of arrays that grows,
 *  without allocation per step. Sessions 0 … active - 1 still want something, those from active on are done and only stand there.
 *  The order depends on the order of plugging in and out alone. */

const NAMES_F64 = [
  'storedKwh',
  'targetKwh',
  'ceilingKwh',
  'floorKwh',
  'capacityKwh',
  'chargedKwh',
  'dischargedKwh',
  'fixedLossKwh',
  'belowFloorH',
  'withheldKwh',
  'freeUntilKwh',
] as const;

export class SiteSessions {
  count = 0;
  active = 0;
  /** [session] whose session it is: car in a district, row in a file. */
  id = new Uint32Array(8);
  /** [session] energy in the battery, what the driver wants in it at departure, and what is never discharged below. */
  storedKwh = new Float64Array(8);
  targetKwh = new Float64Array(8);
  floorKwh = new Float64Array(8);
  /** [session] most that charging stores: the target, or above it what the driver lets a strategy use; size of the battery. */
  ceilingKwh = new Float64Array(8);
  capacityKwh = new Float64Array(8);
  /** [session] so far, at the grid side. */
  chargedKwh = new Float64Array(8);
  dischargedKwh = new Float64Array(8);
  /** [session] part of the losses that does not depend on power, so far. */
  fixedLossKwh = new Float64Array(8);
  /** [session] time spent below the floor so far. */
  belowFloorH = new Float64Array(8);
  /** [session] energy that limits of the grid kept from it so far, at the grid side; counted again each time it is asked for. */
  withheldKwh = new Float64Array(8);
  /** [session] content up to which the charge curve does not cut even full power; −1: it is always asked. */
  freeUntilKwh = new Float64Array(8);
  /** [session] joint of the low-voltage cable it stands at, all ones: none. */
  joint = new Uint32Array(8);
  /** [session] 1: the driver pressed "charge now". */
  chargeNow = new Uint8Array(8);
  /** [session] number of the charge curve, −1: none; point whose connection it shares, −1: none. */
  curve = new Int16Array(8);
  point = new Int32Array(8);
  /** [session] limits of point and car at this moment; minimumKw or nothing. */
  maximumKw = new Float64Array(8);
  minimumKw = new Float64Array(8);
  maximumDischargeKw = new Float64Array(8);
  /** [session] limits without and with the evening limit. */
  ratedKw = new Float64Array(8);
  eveningKw = new Float64Array(8);
  /** [session] step at which the driver said to leave; first step at which the car is gone. */
  statedDepartureStep = new Int32Array(8);
  arrivalStep = new Int32Array(8);

  private grow(): void {
    const size = this.id.length * 2;
    const longer = <T extends Float64Array | Uint32Array | Int32Array | Int16Array | Uint8Array>(
      old: T,
      next: T,
    ): T => {
      next.set(old);
      return next;
    };
    this.id = longer(this.id, new Uint32Array(size));
    this.statedDepartureStep = longer(this.statedDepartureStep, new Int32Array(size));
    this.arrivalStep = longer(this.arrivalStep, new Int32Array(size));
    this.curve = longer(this.curve, new Int16Array(size));
    this.point = longer(this.point, new Int32Array(size));
    this.joint = longer(this.joint, new Uint32Array(size));
    this.chargeNow = longer(this.chargeNow, new Uint8Array(size));
    for (const name of NAMES_F64) this[name] = longer(this[name], new Float64Array(size));
    this.maximumKw = longer(this.maximumKw, new Float64Array(size));
    this.minimumKw = longer(this.minimumKw, new Float64Array(size));
    this.maximumDischargeKw = longer(this.maximumDischargeKw, new Float64Array(size));
    this.ratedKw = longer(this.ratedKw, new Float64Array(size));
    this.eveningKw = longer(this.eveningKw, new Float64Array(size));
  }

  /** A new session at the end of the active ones; the caller fills its fields. Positions of done sessions may change: `moved` is told.
   *  @returns position of the session */
  add(id: number, moved: (id: number, position: number) => void): number {
    // One place more than sessions: `retire` needs it to swap.
    if (this.count + 2 > this.id.length) this.grow();
    const position = this.active;
    if (position < this.count) this.copy(this.count, position, moved);
    this.count++;
    this.active++;
    this.id[position] = id;
    this.chargedKwh[position] = 0;
    this.dischargedKwh[position] = 0;
    this.fixedLossKwh[position] = 0;
    this.belowFloorH[position] = 0;
    this.withheldKwh[position] = 0;
    this.joint[position] = 0xffffffff;
    this.freeUntilKwh[position] = -1;
    this.chargeNow[position] = 0;
    this.curve[position] = -1;
    this.point[position] = -1;
    return position;
  }

  /** Takes a session out; others may move. */
  remove(position: number, moved: (id: number, position: number) => void): void {
    if (position < this.active) {
      this.active--;
      if (position !== this.active) this.copy(position, this.active, moved);
      if (this.active !== this.count - 1) this.copy(this.active, this.count - 1, moved);
    } else if (position !== this.count - 1) this.copy(position, this.count - 1, moved);
    this.count--;
  }

  /** Puts a session among those that are done. */
  retire(position: number, moved: (id: number, position: number) => void): void {
    const last = this.active - 1;
    if (position !== last) {
      const spare = this.count;
      const silent = (): void => {};
      this.copy(spare, position, silent);
      this.copy(position, last, moved);
      this.copy(last, spare, moved);
    }
    this.active = last;
  }

  private copy(
    to: number,
    from: number,
    moved: (id: number, position: number) => void,
    source: SiteSessions = this,
  ): void {
    this.id[to] = source.id[from]!;
    this.storedKwh[to] = source.storedKwh[from]!;
    this.targetKwh[to] = source.targetKwh[from]!;
    this.floorKwh[to] = source.floorKwh[from]!;
    this.chargedKwh[to] = source.chargedKwh[from]!;
    this.dischargedKwh[to] = source.dischargedKwh[from]!;
    this.ceilingKwh[to] = source.ceilingKwh[from]!;
    this.capacityKwh[to] = source.capacityKwh[from]!;
    this.fixedLossKwh[to] = source.fixedLossKwh[from]!;
    this.belowFloorH[to] = source.belowFloorH[from]!;
    this.withheldKwh[to] = source.withheldKwh[from]!;
    this.joint[to] = source.joint[from]!;
    this.freeUntilKwh[to] = source.freeUntilKwh[from]!;
    this.chargeNow[to] = source.chargeNow[from]!;
    this.curve[to] = source.curve[from]!;
    this.point[to] = source.point[from]!;
    this.maximumKw[to] = source.maximumKw[from]!;
    this.minimumKw[to] = source.minimumKw[from]!;
    this.maximumDischargeKw[to] = source.maximumDischargeKw[from]!;
    this.ratedKw[to] = source.ratedKw[from]!;
    this.eveningKw[to] = source.eveningKw[from]!;
    this.statedDepartureStep[to] = source.statedDepartureStep[from]!;
    this.arrivalStep[to] = source.arrivalStep[from]!;
    moved(this.id[to]!, to);
  }

  /** Becomes a copy of the active sessions of others, in their order, as a controller of them all sees them. */
  become(others: readonly SiteSessions[]): void {
    this.count = 0;
    const silent = (): void => {};
    for (const other of others)
      for (let i = 0; i < other.active; i++) {
        if (this.count + 2 > this.id.length) this.grow();
        this.copy(this.count++, i, silent, other);
      }
    this.active = this.count;
  }

  /** Switches the evening limit of limited points on or off, for all sessions present. */
  limitEvening(on: boolean): void {
    const limits = on ? this.eveningKw : this.ratedKw;
    for (let i = 0; i < this.count; i++) this.maximumKw[i] = limits[i]!;
  }
}
