/** What a charging controller knows at one moment at one site, and the one function type of all strategies.
 *  A strategy sees sessions as the drivers stated them, meters, prices that are public and forecasts; never the simulator,
 *  never the true departure, never a price that is not yet known. */
import type { ChargingSettings } from './settings.ts';
import type { SiteSessions } from './site-sessions.ts';

/** Forecasts as of now; k = 0 is this step. Values beyond what can be known are NaN. */
export interface Forecast {
  /** Steps ahead that can be asked, at least 1. */
  readonly horizonSteps: number;
  /** What a kWh from the grid costs k steps ahead (day-ahead prices of tomorrow are public from 13:00). */
  priceEurPerKwh(k: number): number;
  /** What a kWh into the grid earns k steps ahead. */
  feedInEurPerKwh(k: number): number;
  /** Expected CO2 of a kWh from the grid k steps ahead [g]. */
  co2GPerKwh(k: number): number;
  /** Expected load without cars less PV k steps ahead [kW]. */
  netKw(k: number): number;
  /** What the operator promised the cars of the site k steps ahead [kW]; left out where it promises nothing ahead of time. */
  promisedKw?(k: number): number;
  /** Expected sun left over in the steps 1 … steps − 1 ahead [kWh]; the same as adding up netKw, where it can be had at once. */
  surplusKwh?(steps: number): number;
}

export interface SiteSnapshot {
  readonly step: number;
  readonly stepH: number;
  /** Seconds since local midnight. */
  readonly localS: number;
  /** Sessions 0 … active - 1 want something. Read only. */
  readonly sessions: SiteSessions;
  /** Measured in this step: load without cars ≥ 0, PV produced ≥ 0. */
  readonly loadKw: number;
  readonly pvKw: number;
  /** Power the site may draw (and feed in) including everything [kW]. */
  readonly limitKw: number;
  /** Mean of load less PV over the last 24 hours, as metered. */
  readonly meanNetKw: number;
  /** Lost in charger and car while power flows, whatever the power; 0 when left out. */
  readonly fixedLossKw?: number;
  readonly forecast: Forecast;
}

/** Writes the power wanted for sessions 0 … active - 1 [kW at the grid side, + charging, − discharging].
 *  What is physically impossible is cut by `deliver`. */
export type ChargingStrategy = (now: SiteSnapshot, powerKw: Float64Array) => void;

/** A strategy by name: told the settings once, then asked every step. */
export interface StrategyDefinition {
  readonly name: string;
  /** True when it may ask for discharge; otherwise cars that have what they want are not shown to it. */
  readonly discharges: boolean;
  /** True when it may store more than the target, up to the ceiling, because it knows when that is worth it. */
  readonly fillsToCeiling?: boolean;
  /** True when it asks the forecast for `surplusKwh`, which costs time to keep. */
  readonly looksAtSurplus?: boolean;
  create(settings: ChargingSettings): ChargingStrategy;
}
