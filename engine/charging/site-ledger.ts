/** The books of a site: who got whose energy. In: site, power of its cars. Out: energy by origin and use, with the largest error of its balances.
 *  Pure. */
import type { Site } from './site.ts';

/** Energy over the period [kWh], all ≥ 0. */
export interface SiteLedger {
  readonly pvKwh: number;
  readonly loadKwh: number;
  /** Sun = to load + to cars + to grid + curtailed. */
  readonly pvToLoadKwh: number;
  readonly pvToCarsKwh: number;
  readonly pvToGridKwh: number;
  readonly curtailedKwh: number;
  /** Cars charge = from sun + from grid + from other cars; grid drawn = to load + to cars. */
  readonly gridToLoadKwh: number;
  readonly gridToCarsKwh: number;
  readonly carsToCarsKwh: number;
  /** Cars discharge = to load + to cars + to grid. */
  readonly carsToLoadKwh: number;
  readonly carsToGridKwh: number;
  readonly lossKwh: number;
  readonly storedGainKwh: number;
  /** Largest relative error of its balances. */
  readonly relativeError: number;
}

/** Who got whose energy: the sun serves the load first, then cars; discharge serves the load first, then cars, then the grid. */
export function siteLedger(
  site: Site,
  chargeKw: Float64Array,
  dischargeKw: Float64Array,
  storedGainKwh: number,
  curtailedKw: Float64Array,
  fixedLossKwh: number,
  standbyKw: Float64Array,
): SiteLedger {
  const { stepH, efficiencyShare } = site;
  const sum = {
    pv: 0,
    load: 0,
    pvToLoad: 0,
    pvToCars: 0,
    pvToGrid: 0,
    curtailed: 0,
    gridToLoad: 0,
    gridToCars: 0,
    carsToCars: 0,
    carsToLoad: 0,
    carsToGrid: 0,
    charged: 0,
    discharged: 0,
  };
  for (let t = 0; t < site.stepCount; t++) {
    const sun = site.pvKw[t]!;
    const load = site.loadKw[t]!;
    const charge = chargeKw[t]!;
    const discharge = dischargeKw[t]!;
    const usable = sun - curtailedKw[t]!;
    const pvToLoad = Math.min(usable, load);
    const pvToCars = Math.min(usable - pvToLoad, charge);
    const carsToLoad = Math.min(discharge, load - pvToLoad);
    const carsToCars = Math.min(discharge - carsToLoad, charge - pvToCars);
    sum.pv += sun;
    sum.load += load;
    sum.curtailed += curtailedKw[t]!;
    sum.pvToLoad += pvToLoad;
    sum.pvToCars += pvToCars;
    sum.pvToGrid += usable - pvToLoad - pvToCars;
    sum.carsToLoad += carsToLoad;
    sum.carsToCars += carsToCars;
    sum.carsToGrid += discharge - carsToLoad - carsToCars;
    sum.gridToLoad += load - pvToLoad - carsToLoad;
    sum.gridToCars += charge - pvToCars - carsToCars;
    sum.charged += charge;
    sum.discharged += discharge;
  }
  const kwh = (power: number): number => power * stepH;
  const throughKwh = kwh(sum.charged - standbyKw.reduce((total, power) => total + power, 0));
  const lossKwh = throughKwh * (1 - efficiencyShare) + kwh(sum.discharged) * (1 / efficiencyShare - 1) + fixedLossKwh;
  const errors = [
    sum.pv - sum.pvToLoad - sum.pvToCars - sum.pvToGrid - sum.curtailed,
    sum.load - sum.pvToLoad - sum.carsToLoad - sum.gridToLoad,
    sum.charged - sum.pvToCars - sum.carsToCars - sum.gridToCars,
    sum.charged - sum.discharged - (storedGainKwh + lossKwh) / stepH,
  ];
  const size = Math.max(1, sum.pv, sum.load, sum.charged);
  return {
    pvKwh: kwh(sum.pv),
    loadKwh: kwh(sum.load),
    pvToLoadKwh: kwh(sum.pvToLoad),
    pvToCarsKwh: kwh(sum.pvToCars),
    pvToGridKwh: kwh(sum.pvToGrid),
    curtailedKwh: kwh(sum.curtailed),
    gridToLoadKwh: kwh(sum.gridToLoad),
    gridToCarsKwh: kwh(sum.gridToCars),
    carsToCarsKwh: kwh(sum.carsToCars),
    carsToLoadKwh: kwh(sum.carsToLoad),
    carsToGridKwh: kwh(sum.carsToGrid),
    lossKwh,
    storedGainKwh,
    relativeError: Math.max(...errors.map(Math.abs)) / size,
  };
}
