/** Loads and sun of a year, per transformer area. */
import type { Calendar } from '../core/time.ts';
import type { HomeBatteryYear } from './area-battery.ts';

/** Hourly weather of one year; index h covers [startUtcS + 3600 h, startUtcS + 3600 (h + 1)). */
export interface Weather {
  readonly startUtcS: number;
  readonly stepS: number;
  readonly ghiWm2: Float64Array;
  /** Beam at normal incidence and diffuse horizontal; null when the file had none (then they are derived from ghi). */
  readonly dniWm2: Float64Array | null;
  readonly dhiWm2: Float64Array | null;
  readonly airTemperatureC: Float64Array;
  readonly windSpeedMps: Float64Array;
  readonly source: string;
}

/** Wholesale (day-ahead) prices. */
export interface Prices {
  readonly startUtcS: number;
  readonly stepS: number;
  /** [hour] without tax. */
  readonly priceEurPerKwh: Float64Array;
  readonly source: string;
}

/** What hangs on each transformer, in plain figures. All arrays [area], yearly use as of today (the scenario's load factor comes on top). */
export interface AreaComposition {
  readonly count: number;
  /** Use of all houses and of all flats together [kWh a year]. */
  readonly houseKwhPerYear: ArrayLike<number>;
  readonly flatKwhPerYear: ArrayLike<number>;
  /** Number of homes with a heat pump. */
  readonly heatPumps: ArrayLike<number>;
  readonly jobs: ArrayLike<number>;
  /** Panels on homes and on businesses [kWp]. */
  readonly pvKwpHomes: ArrayLike<number>;
  readonly pvKwpBusiness: ArrayLike<number>;
}

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
  /** [step] CO2 of a kWh from the grid [g]: the yearly mean, or by the hour when the scenario asks for it. */
  readonly carbonGPerKwh?: Float64Array;
  /** Books of the batteries at homes; their power is part of `loadKw`. */
  readonly homeBatteries?: HomeBatteryYear;
}
