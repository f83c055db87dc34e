/** A battery at home or in the street, followed step by step with a ledger.
 *  In: what a controller asks [kW, + charging, − discharging]. Out: what the battery does, its state and its books. State: one object a battery.
 *  Efficiency depends on power: a constant loss of the converter and a share of what flows, so that low powers lose most.
 *  Ageing: cost per kWh that passes through (cycles) and per year (calendar), from price, cycle life and years. */

export interface BatterySpec {
  readonly capacityKwh: number;
  readonly chargeKw: number;
  readonly dischargeKw: number;
  /** Share that arrives at full power, one way. */
  readonly chargeEfficiency: number;
  readonly dischargeEfficiency: number;
  /** Converter's own use while it runs [kW], and always (from the grid side). */
  readonly runningLossKw: number;
  readonly standbyKw: number;
  /** State of charge kept free at both ends. */
  readonly minimumShare: number;
  readonly maximumShare: number;
  readonly priceEurPerKwh: number;
  /** Full cycles and years until the end of life. */
  readonly cycleLife: number;
  readonly calendarYears: number;
}

/** A home battery as sold in 2025. @source assumption near data sheets of 10 kWh lithium iron phosphate sets (round trip 90 %, 6,000 cycles) */
export const HOME_BATTERY: BatterySpec = {
  capacityKwh: 10,
  chargeKw: 5,
  dischargeKw: 5,
  chargeEfficiency: 0.96,
  dischargeEfficiency: 0.96,
  runningLossKw: 0.03,
  standbyKw: 0.008,
  minimumShare: 0.05,
  maximumShare: 1,
  priceEurPerKwh: 450,
  cycleLife: 6000,
  calendarYears: 15,
};

/** All ≥ 0 [kWh], charged (standby included) and discharged counted at the grid side. Closes: charged = stored gain + discharged + standby + lost. */
export interface BatteryLedger {
  readonly chargedKwh: number;
  readonly dischargedKwh: number;
  readonly standbyKwh: number;
  readonly lostKwh: number;
  readonly storedStartKwh: number;
  readonly storedEndKwh: number;
  /** Energy through the cells over twice the usable capacity. */
  readonly fullCycles: number;
  /** Cost of wear: the larger of cycles used and calendar passed. */
  readonly wearEur: number;
}

export class Battery {
  readonly spec: BatterySpec;
  readonly stepS: number;
  private stored: number;
  private readonly storedStart: number;
  private charged = 0;
  private discharged = 0;
  private standby = 0;
  private lost = 0;
  private throughCells = 0;
  private steps = 0;

  /** @throws RangeError for a specification that no battery can have */
  constructor(spec: BatterySpec, stepS: number, storedShare = spec.minimumShare) {
    const rules: ReadonlyArray<readonly [string, boolean]> = [
      ['capacityKwh must be > 0', spec.capacityKwh > 0],
      ['chargeKw and dischargeKw must be >= 0', spec.chargeKw >= 0 && spec.dischargeKw >= 0],
      ['efficiencies must lie in (0, 1]', within(spec.chargeEfficiency) && within(spec.dischargeEfficiency)],
      [
        'minimumShare must lie below maximumShare in 0..1',
        spec.minimumShare >= 0 && spec.minimumShare < spec.maximumShare && spec.maximumShare <= 1,
      ],
      ['runningLossKw and standbyKw must be >= 0', spec.runningLossKw >= 0 && spec.standbyKw >= 0],
      ['stepS must be > 0', stepS > 0],
    ];
    for (const [rule, holds] of rules) if (!holds) throw new RangeError(rule);
    this.spec = spec;
    this.stepS = stepS;
    this.stored = spec.capacityKwh * Math.min(spec.maximumShare, Math.max(spec.minimumShare, storedShare));
    this.storedStart = this.stored;
  }

  get storedKwh(): number {
    return this.stored;
  }

  /** Most that can be taken from the grid side in the next step [kW]. */
  get possibleChargeKw(): number {
    const { spec, stepS } = this;
    const roomKwh = Math.max(0, spec.capacityKwh * spec.maximumShare - this.stored);
    const fill = (roomKwh * 3600) / stepS / spec.chargeEfficiency;
    return fill > 0 ? Math.min(spec.chargeKw, fill + spec.runningLossKw) : 0;
  }

  /** Most that can be given to the grid side in the next step [kW]. */
  get possibleDischargeKw(): number {
    const { spec, stepS } = this;
    const leftKwh = Math.max(0, this.stored - spec.capacityKwh * spec.minimumShare);
    const empty = ((leftKwh * 3600) / stepS) * spec.dischargeEfficiency - spec.runningLossKw;
    return Math.max(0, Math.min(spec.dischargeKw, empty));
  }

  /** One step. @param askedKw + charging, − discharging; what cannot be done is left undone; not a number counts as 0
   *  @returns power at the grid side, + in, − out, standby included */
  step(askedKw: number): number {
    const { spec, stepS } = this;
    const hours = stepS / 3600;
    const asked = Number.isNaN(askedKw) ? 0 : askedKw;
    this.steps++;
    this.standby += spec.standbyKw * hours;
    this.charged += spec.standbyKw * hours;
    if (asked > 0) {
      const inKw = Math.min(asked, this.possibleChargeKw);
      // Below the converter's own use nothing arrives, so it stays off.
      if (inKw <= spec.runningLossKw) return spec.standbyKw;
      const arrivesKw = (inKw - spec.runningLossKw) * spec.chargeEfficiency;
      this.stored += arrivesKw * hours;
      this.throughCells += arrivesKw * hours;
      this.charged += inKw * hours;
      this.lost += (inKw - arrivesKw) * hours;
      return inKw + spec.standbyKw;
    }
    const outKw = Math.min(-asked, this.possibleDischargeKw);
    if (!(outKw > 0)) return spec.standbyKw;
    const leavesKw = (outKw + spec.runningLossKw) / spec.dischargeEfficiency;
    this.stored -= leavesKw * hours;
    this.throughCells += leavesKw * hours;
    this.discharged += outKw * hours;
    this.lost += (leavesKw - outKw) * hours;
    return -outKw + spec.standbyKw;
  }

  ledger(): BatteryLedger {
    const { spec } = this;
    const usableKwh = spec.capacityKwh * (spec.maximumShare - spec.minimumShare);
    const fullCycles = this.throughCells / (2 * usableKwh);
    const years = (this.steps * this.stepS) / (365.25 * 86_400);
    return {
      chargedKwh: this.charged,
      dischargedKwh: this.discharged,
      standbyKwh: this.standby,
      lostKwh: this.lost,
      storedStartKwh: this.storedStart,
      storedEndKwh: this.stored,
      fullCycles,
      wearEur:
        spec.priceEurPerKwh * spec.capacityKwh * Math.max(fullCycles / spec.cycleLife, years / spec.calendarYears),
    };
  }
}

const within = (efficiency: number): boolean => efficiency > 0 && efficiency <= 1;

/** The usual controller of a home battery: takes surplus sun, gives to the load, and never trades with the grid.
 *  @param loadKw, producedKw [step] ≥ 0
 *  @returns power of the home at its connection [step], + from the grid, − to it */
export function selfConsumptionRun(
  battery: Battery,
  loadKw: ArrayLike<number>,
  producedKw: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: loadKw.length }, (_, step) => {
    const surplusKw = producedKw[step]! - loadKw[step]!;
    return battery.step(surplusKw) - surplusKw;
  });
}
