/** The energy side of a year without cars: sun, loads and prices on the steps of the simulation.
 *  In: scenario, calendar, weather, prices, place, composition of the areas. Out: `EnergyYear`. Pure, apart from progress. */
import { throwIfCancelled } from '../core/errors.ts';
import { type Parallel, serial } from '../core/parallel.ts';
import { breathe, type StageContext } from '../core/progress.ts';
import { type Calendar, DAY_S, makeCalendar } from '../core/time.ts';
import type { Scenario } from '../scenario/schema.ts';
import { batteryYear, ENERGY_AREA_JOB, energyAreaJob, energyAreas } from './area-job.ts';
import { sharedDays } from './area-load.ts';
import { HOME_BATTERY } from './battery.ts';
import { hourlyCarbonGPerKwh } from './carbon.ts';
import { checkInputs } from './checks.ts';
import { heatPumpDemand } from './heat-pump.ts';
import { type LoadShapes, loadShapes } from './load-shapes.ts';
import { DISTRICT_ROOFS, ROOF_MODEL, type RoofModel, roofSeries } from './roofs.ts';
import { winterness } from './season.ts';
import type { AreaComposition, EnergyYear, Prices, Weather } from './stores.ts';
import { type SunSeries, type SunSite, sunSeries } from './sun.ts';
import { makeEphemeris } from './sun-ephemeris.ts';
import { tariffYear } from './tariff.ts';
import { type GridWeather, weatherOnGrid } from './weather-grid.ts';

export interface EnergyYearInput {
  readonly scenario: Scenario;
  readonly calendar: Calendar;
  readonly weather: Weather;
  readonly prices: Prices;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly seed: number;
  readonly areas: AreaComposition;
  readonly context: StageContext;
  /** Threads for the areas; the calling one when left out. */
  readonly parallel?: Parallel;
}

/** Roof model of a scenario. */
export function roofModelOf(scenario: Scenario): RoofModel {
  return { ...ROOF_MODEL, system: { ...ROOF_MODEL.system, lossShare: scenario.solar.performanceLossShare } };
}

/** A whole year that sets the level of shapes: the period itself when it is a year or longer, else its calendar year in hours.
 *  Weather shorter than a year cannot tell the level of heat pumps; then the mean course of De Bilt does (10.7 ± 7.2 °C, KNMI 1991–2020). */
function levelYear(calendar: Calendar, weather: Weather, here: GridWeather, site: SunSite): LevelYear {
  if (calendar.dayCount >= 365) return { calendar, sun: here.sun, airTemperatureC: here.airTemperatureC };
  const year = makeCalendar(`${calendar.date[0]!.slice(0, 4)}-01-01`, 365, 3600, calendar.timeZone);
  const { startUtcS, stepS, count } = year.grid;
  const sun = sunSeries(makeEphemeris(startUtcS, startUtcS + count * stepS), site, startUtcS + stepS / 2, stepS, count);
  const wholeYear = weather.ghiWm2.length * weather.stepS >= 365 * DAY_S;
  const airTemperatureC = wholeYear
    ? weatherOnGrid(weather, year.grid, site).airTemperatureC
    : Float32Array.from({ length: count }, (_, step) => 10.7 - 7.2 * winterness(step / 24 - 8, site.latDeg));
  return { calendar: year, sun, airTemperatureC };
}

interface LevelYear {
  readonly calendar: Calendar;
  readonly sun: SunSeries;
  readonly airTemperatureC: Float32Array;
}

function heatPumpShape(calendar: Calendar, here: GridWeather, year: LevelYear): Float32Array {
  const period = heatPumpDemand(here.airTemperatureC, calendar);
  const whole = year.calendar === calendar ? period : heatPumpDemand(year.airTemperatureC, year.calendar);
  let sum = 0;
  for (const value of whole) sum += value;
  return Float32Array.from(period, (value) => (value * whole.length) / sum);
}

/** Loads, sun and tariffs of a period, in shared memory where they are large.
 *  @throws InputError when weather or prices are shorter than a year and do not cover the period
 *  @throws CancelledError */
export async function buildEnergyYear(input: EnergyYearInput): Promise<EnergyYear> {
  const { scenario, calendar, weather, prices, latDeg, lonDeg, seed, areas, context, parallel = serial } = input;
  checkInputs(weather, prices, areas);
  const site: SunSite = { latDeg, lonDeg };
  const here = weatherOnGrid(weather, calendar.grid, site);
  const stepCount = calendar.grid.count;
  await breathe();
  const model = roofModelOf(scenario);
  const roofs: Float32Array[] = [];
  for (const { roof } of DISTRICT_ROOFS) {
    throwIfCancelled(context.signal);
    roofs.push(roofSeries(here, roof, model));
    await breathe();
  }
  const pvKwPerKwp = new Float32Array(stepCount);
  DISTRICT_ROOFS.forEach(({ share }, roof) => {
    for (let step = 0; step < stepCount; step++) pvKwPerKwp[step]! += share * roofs[roof]![step]!;
  });
  const year = levelYear(calendar, weather, here, site);
  const shapes = loadShapes(calendar, here.sun, year, latDeg);
  const load = {
    seed,
    stepS: calendar.grid.stepS,
    areas,
    shapes,
    busyDay: sharedDays(seed, calendar),
    heatPumpShape: heatPumpShape(calendar, here, year),
    loadFactor: scenario.buildings.loadFactor,
    heatPumpKwhPerYear: scenario.buildings.heatPumpKwhPerYear,
    businessKwhPerJob: scenario.buildings.businessKwhPerJob,
  };
  const battery = { ...HOME_BATTERY, capacityKwh: scenario.buildings.homeBatteryKwh };
  const work = energyAreas(scenario, load, roofs, battery);
  await parallel.run(ENERGY_AREA_JOB, energyAreaJob, work, areas.count, context, 'energy');
  const { loadKw, pvProducedKw } = work;
  return {
    calendar,
    areas: { areaCount: areas.count, stepCount, loadKw, pvProducedKw },
    tariff: tariffYear(scenario.tariff, calendar, prices),
    airTemperatureC: here.airTemperatureC,
    pvKwPerKwp,
    carbonGPerKwh: carbon(scenario, here, shapes),
    homeBatteries: batteryYear(work),
  };
}

/** CO2 of the grid's electricity per step; the country's load is taken as homes and businesses one to two. */
function carbon(scenario: Scenario, weather: GridWeather, shapes: LoadShapes): Float64Array {
  const { electricityShape, electricityGPerKwh } = scenario.emissions;
  if (electricityShape === 'flat') return new Float64Array(weather.grid.count).fill(electricityGPerKwh);
  const [away, home] = shapes.households;
  const demand = Float64Array.from(
    shapes.business,
    (value, step) => (2 * value + (away![step]! + home![step]!) / 2) / 3,
  );
  return hourlyCarbonGPerKwh(weather, demand, electricityGPerKwh);
}
