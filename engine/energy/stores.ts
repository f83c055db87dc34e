/** Loads and sun of a year, per transformer area. */
import type { Calendar } from '../core/time.ts';

/** What each transformer area takes and makes without cars. Arrays [area × step], area-major: value of area a at step t is at a · stepCount + t. */
export interface AreaYear {
  readonly areaCount: number;
  readonly stepCount: number;
  /** Homes, heat pumps and businesses, ≥ 0. */
  readonly loadKw: Float32Array;
  /** PV production before curtailment, ≥ 0 (counts as negative load). */
  readonly pvProducedKw: Float32Array;
}

/** Prices a controller sees and a household pays, per step. */
export interface TariffYear {
  /** [step] bare wholesale price. */
  readonly wholesaleEurPerKwh: Float64Array;
  /** [step] what one more kWh from the grid costs a household, taxes and time-of-use network included. */
  readonly consumptionEurPerKwh: Float64Array;
  /** [step] what one more kWh into the grid earns. */
  readonly feedInEurPerKwh: Float64Array;
}

export interface EnergyYear {
  readonly calendar: Calendar;
  readonly areas: AreaYear;
  readonly tariff: TariffYear;
  /** [step] air temperature for consumption of cars and heat pumps. */
  readonly airTemperatureC: Float32Array;
  /** [step] kW per kWp of the district's mix of roofs. */
  readonly pvKwPerKwp: Float32Array;
}
