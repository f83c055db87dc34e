/** Sun, light and power of a roof at given instants, as columns.
 *  In: place, instants, roof, weather (or a clear sky). Out: one typed array a column. Pure.
 *  The sun is taken at the instant itself, not at the middle of a step. Weather of an interval gives its clearness, the instant the height of the sun. */
import type { StepGrid } from '../core/time.ts';
import { birdClearSky, DUTCH_SKY, extraterrestrialWm2, type Sky } from './clear-sky.ts';
import { skyViewShare } from './horizon.ts';
import { DUTCH_TURBIDITY, ineichenClearSky } from './ineichen.ts';
import { type Roof, type RoofModel, type RoofStep, roofStep } from './roofs.ts';
import type { Weather } from './stores.ts';
import { type SunSeries, type SunSite, sunSeries } from './sun.ts';
import { makeEphemeris } from './sun-ephemeris.ts';
import { type GridWeather, type LightSplit, weatherOnGrid } from './weather-grid.ts';

export const CLEAR_SKIES = ['bird', 'ineichen'] as const;
export type ClearSky = (typeof CLEAR_SKIES)[number];

/** Width of the cells through which weather is carried to instants [s]. */
const CELL_S = 300;
/** Air of a clear sky when no weather is given. */
const CLEAR_AIR_C = 15;
const CLEAR_WIND_MPS = 2;

export interface SolarTableInput {
  readonly site: SunSite;
  readonly startUtcS: number;
  readonly stepS: number;
  readonly count: number;
  readonly roof: Roof;
  /** Model and system; its `kwp` sets the power. */
  readonly model: RoofModel;
  /** Left out: a clear sky at 15 °C and 2 m/s. */
  readonly weather?: Weather;
  /** Model of the clear sky that serves without weather; Bird when left out. */
  readonly clearSky?: ClearSky;
  /** Where beam and diffuse of the weather come from. */
  readonly split?: LightSplit;
}

/** All arrays [instant]. */
export interface SolarTable {
  readonly sun: SunSeries;
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  readonly poaWm2: Float64Array;
  readonly cellTemperatureC: Float64Array;
  readonly dcKw: Float64Array;
  readonly acKw: Float64Array;
}

function clearAtInstants(grid: StepGrid, sun: SunSeries, site: SunSite, model: ClearSky): GridWeather {
  const { count } = grid;
  const sky: Sky = site.pressureHpa === undefined ? DUTCH_SKY : { ...DUTCH_SKY, pressureHpa: site.pressureHpa };
  const weather: GridWeather = {
    grid,
    sun,
    normalWm2: sun.distanceAu.map(extraterrestrialWm2),
    ghiWm2: new Float64Array(count),
    dniWm2: new Float64Array(count),
    dhiWm2: new Float64Array(count),
    airTemperatureC: new Float32Array(count).fill(CLEAR_AIR_C),
    windSpeedMps: new Float32Array(count).fill(CLEAR_WIND_MPS),
  };
  for (let i = 0; i < count; i++) {
    const normal = weather.normalWm2[i]!;
    const month = new Date((grid.startUtcS + i * grid.stepS) * 1000).getUTCMonth();
    const light =
      model === 'bird'
        ? birdClearSky(sun.zenithDeg[i]!, normal, sky)
        : ineichenClearSky(
            sun.apparentZenithDeg[i]!,
            normal,
            DUTCH_TURBIDITY[month]!,
            site.elevationM,
            site.pressureHpa,
          );
    weather.ghiWm2[i] = light.ghiWm2;
    weather.dniWm2[i] = light.dniWm2;
    weather.dhiWm2[i] = light.dhiWm2;
  }
  return weather;
}

function weatherAtInstants(
  source: Weather,
  grid: StepGrid,
  sun: SunSeries,
  site: SunSite,
  split: LightSplit,
): GridWeather {
  const { startUtcS, stepS, count } = grid;
  const firstCellS = Math.floor(startUtcS / CELL_S) * CELL_S;
  const cells = Math.floor((startUtcS + (count - 1) * stepS - firstCellS) / CELL_S) + 1;
  const fine = weatherOnGrid(source, { startUtcS: firstCellS, stepS: CELL_S, count: cells }, site, split);
  const weather: GridWeather = {
    grid,
    sun,
    normalWm2: sun.distanceAu.map(extraterrestrialWm2),
    ghiWm2: new Float64Array(count),
    dniWm2: new Float64Array(count),
    dhiWm2: new Float64Array(count),
    airTemperatureC: new Float32Array(count),
    windSpeedMps: new Float32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const cell = Math.floor((startUtcS + i * stepS - firstCellS) / CELL_S);
    weather.airTemperatureC[i] = fine.airTemperatureC[cell]!;
    weather.windSpeedMps[i] = fine.windSpeedMps[cell]!;
    const cos = Math.cos((sun.zenithDeg[i]! * Math.PI) / 180);
    const cellCos = Math.cos((fine.sun.zenithDeg[cell]! * Math.PI) / 180);
    // Where cell or instant lies near the horizon the ratio of their heights says nothing; the cell's light is taken as it is.
    const lift = cos > 0.02 && cellCos > 0.02 ? cos / cellCos : 1;
    const dni = cos > 0 ? fine.dniWm2[cell]! : 0;
    weather.dniWm2[i] = dni;
    weather.dhiWm2[i] = fine.dhiWm2[cell]! * lift;
    weather.ghiWm2[i] = weather.dhiWm2[i]! + dni * Math.max(0, cos);
  }
  return weather;
}

/** @throws RangeError for a place that is not on earth; InputError when the weather does not cover the instants */
export function solarTable(input: SolarTableInput): SolarTable {
  const { site, startUtcS, stepS, count, roof, model, split = 'given' } = input;
  const ephemeris = makeEphemeris(startUtcS, startUtcS + count * stepS, site.deltaTS);
  const sun = sunSeries(ephemeris, site, startUtcS, stepS, count);
  const grid = { startUtcS, stepS, count };
  const weather = input.weather
    ? weatherAtInstants(input.weather, grid, sun, site, split)
    : clearAtInstants(grid, sun, site, input.clearSky ?? 'bird');
  const columns = {
    poaWm2: new Float64Array(count),
    cellTemperatureC: new Float64Array(count),
    dcKw: new Float64Array(count),
    acKw: new Float64Array(count),
  };
  const openSkyShare = skyViewShare(model.horizon);
  const step: RoofStep = { poaWm2: 0, cellC: 0, dcKw: 0, acKw: 0 };
  for (let i = 0; i < count; i++) {
    roofStep(weather, roof, model, i, openSkyShare, step);
    columns.poaWm2[i] = step.poaWm2;
    columns.cellTemperatureC[i] = step.cellC;
    columns.dcKw[i] = step.dcKw;
    columns.acKw[i] = step.acKw;
  }
  return { sun, ghiWm2: weather.ghiWm2, dniWm2: weather.dniWm2, dhiWm2: weather.dhiWm2, ...columns };
}
