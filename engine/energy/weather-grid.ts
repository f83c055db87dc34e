/** Weather on the steps of a simulation.
 *  In: hourly (or other) weather, a step grid, a place. Out: irradiance, temperature, wind and sun per step. Pure.
 *  Irradiance keeps its energy: what the weather says for an hour is spread over its steps by the sun's height and a clearness that runs
 *  smoothly from hour to hour; sun at the middle of each step. Temperature and wind are interpolated between middles. */
import type { StepGrid } from '../core/time.ts';
import { aligner } from './align.ts';
import { extraterrestrialWm2 } from './clear-sky.ts';
import { dirint } from './dirint.ts';
import { disc } from './disc.ts';
import { erbs } from './erbs.ts';
import type { Weather } from './stores.ts';
import { type SunSeries, type SunSite, sunSeries } from './sun.ts';
import { makeEphemeris } from './sun-ephemeris.ts';

const RAD = Math.PI / 180;
/** Below this the clearness of an interval says nothing about its neighbours [W/m² outside the air]. */
const DIM_WM2 = 30;

/** Where beam and diffuse come from: the weather itself (Erbs where it has none), or a model on its global irradiance. */
export const LIGHT_SPLITS = ['given', 'erbs', 'disc', 'dirint'] as const;
export type LightSplit = (typeof LIGHT_SPLITS)[number];

/** Most of the light outside the air that reaches the ground as beam. */
const CLEAREST_SHARE = 0.8;

/** All arrays [step]. */
export interface GridWeather {
  readonly grid: StepGrid;
  readonly sun: SunSeries;
  /** Outside the air, facing the sun. */
  readonly normalWm2: Float64Array;
  readonly ghiWm2: Float64Array;
  readonly dniWm2: Float64Array;
  readonly dhiWm2: Float64Array;
  readonly airTemperatureC: Float32Array;
  readonly windSpeedMps: Float32Array;
}

/** Runs of steps that lie in the same interval of the weather: first step of each run and its index in the weather. */
interface Runs {
  readonly firstStep: number[];
  readonly index: number[];
}

function runsOf(grid: StepGrid, weather: Weather): Runs {
  const indexAt = aligner({ ...weather, count: weather.ghiWm2.length }, 'weather');
  const runs: Runs = { firstStep: [], index: [] };
  let lastInterval = Number.NaN;
  for (let step = 0; step < grid.count; step++) {
    const utcS = grid.startUtcS + step * grid.stepS;
    const interval = Math.floor((utcS - weather.startUtcS) / weather.stepS);
    if (interval === lastInterval) continue;
    lastInterval = interval;
    runs.firstStep.push(step);
    runs.index.push(indexAt(utcS));
  }
  runs.firstStep.push(grid.count);
  return runs;
}

/** Weather of finer steps than the grid's, averaged to them. */
function coarsen(weather: Weather, stepS: number): Weather {
  const ratio = Math.round(stepS / weather.stepS);
  if (ratio <= 1) return weather;
  const average = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: Math.floor(values.length / ratio) }, (_, i) => {
      let sum = 0;
      for (let j = 0; j < ratio; j++) sum += values[i * ratio + j]!;
      return sum / ratio;
    });
  return {
    ...weather,
    stepS: weather.stepS * ratio,
    ghiWm2: average(weather.ghiWm2),
    dniWm2: weather.dniWm2 && average(weather.dniWm2),
    dhiWm2: weather.dhiWm2 && average(weather.dhiWm2),
    airTemperatureC: average(weather.airTemperatureC),
    windSpeedMps: average(weather.windSpeedMps),
  };
}

/** @throws InputError when the weather is shorter than a year and does not cover the grid */
export function weatherOnGrid(
  source: Weather,
  grid: StepGrid,
  site: SunSite,
  split: LightSplit = 'given',
): GridWeather {
  const weather = coarsen(source, grid.stepS);
  const { startUtcS, stepS, count } = grid;
  const ephemeris = makeEphemeris(startUtcS, startUtcS + count * stepS);
  const sun = sunSeries(ephemeris, site, startUtcS + stepS / 2, stepS, count);
  const out: GridWeather = {
    grid,
    sun,
    normalWm2: sun.distanceAu.map(extraterrestrialWm2),
    ghiWm2: new Float64Array(count),
    dniWm2: new Float64Array(count),
    dhiWm2: new Float64Array(count),
    airTemperatureC: new Float32Array(count),
    windSpeedMps: new Float32Array(count),
  };
  const runs = runsOf(grid, weather);
  spreadLight(weather, runs, out, split, site.pressureHpa);
  interpolate(weather.airTemperatureC, runs, out.airTemperatureC);
  interpolate(weather.windSpeedMps, runs, out.windSpeedMps);
  return out;
}

function spreadLight(weather: Weather, runs: Runs, out: GridWeather, split: LightSplit, pressureHpa?: number): void {
  const count = runs.index.length;
  const flatWm2 = Float64Array.from(out.sun.zenithDeg, (zenith, step) =>
    Math.max(0, out.normalWm2[step]! * Math.cos(zenith * RAD)),
  );
  const outside = new Float64Array(count);
  const clearness = new Float64Array(count);
  for (let run = 0; run < count; run++) {
    const from = runs.firstStep[run]!;
    const to = runs.firstStep[run + 1]!;
    for (let step = from; step < to; step++) outside[run]! += flatWm2[step]! / (to - from);
    clearness[run] = outside[run]! > 0 ? Math.max(0, weather.ghiWm2[runs.index[run]!]!) / outside[run]! : 0;
  }
  const beamShare =
    split === 'disc' || split === 'dirint' ? modelled(weather, runs, out, split, outside, pressureHpa) : null;
  for (let run = 0; run < count; run++) {
    const from = runs.firstStep[run]!;
    const to = runs.firstStep[run + 1]!;
    const steps = to - from;
    const index = runs.index[run]!;
    const ghi = Math.max(0, weather.ghiWm2[index]!);
    if (ghi === 0) continue;
    const here = clearness[run]!;
    const before = run > 0 && outside[run - 1]! > DIM_WM2 ? clearness[run - 1]! : here;
    const after = run < count - 1 && outside[run + 1]! > DIM_WM2 ? clearness[run + 1]! : here;
    let total = 0;
    for (let step = from; step < to; step++) {
      const at = (step - from + 0.5) / steps - 0.5;
      const smooth = at < 0 ? here + at * (here - before) : here + at * (after - here);
      out.ghiWm2[step] = flatWm2[step]! * smooth;
      total += out.ghiWm2[step]!;
    }
    const given = split === 'given' ? weather.dhiWm2 : null;
    const diffuse = beamShare ? 1 - beamShare[run]! : given && Math.min(ghi, Math.max(0, given[index]!)) / ghi;
    for (let step = from; step < to; step++) {
      // Light of a sun that stays below the horizon at every middle is diffuse and even.
      const value = total > 0 ? (out.ghiWm2[step]! * ghi * steps) / total : ghi;
      splitStep(out, step, value, diffuse);
    }
  }
}

/** Share of the global irradiance of each interval that comes straight from the sun, by DISC or DIRINT at the interval's mean height of the sun. */
function modelled(
  weather: Weather,
  runs: Runs,
  out: GridWeather,
  split: 'disc' | 'dirint',
  outside: Float64Array,
  pressureHpa = 1013.25,
): Float64Array {
  const count = runs.index.length;
  const ghiWm2 = Float64Array.from(runs.index, (index) => Math.max(0, weather.ghiWm2[index]!));
  const zenithDeg = Float64Array.from({ length: count }, (_, run) => {
    const cos = outside[run]! / out.normalWm2[runs.firstStep[run]!]!;
    return cos > 0 ? Math.acos(Math.min(1, cos)) / RAD : 95;
  });
  const dayOfYear = Float64Array.from({ length: count }, (_, run) => {
    const utcS = out.grid.startUtcS + runs.firstStep[run]! * out.grid.stepS;
    return Math.floor((utcS - Date.UTC(new Date(utcS * 1000).getUTCFullYear(), 0, 1) / 1000) / 86_400) + 1;
  });
  const dni =
    split === 'dirint'
      ? dirint({ ghiWm2, zenithDeg, dayOfYear, pressureHpa })
      : ghiWm2.map((ghi, run) => disc(ghi, zenithDeg[run]!, dayOfYear[run]!, pressureHpa).dniWm2);
  return dni.map((beam, run) =>
    ghiWm2[run]! > 0 ? Math.min(1, (beam * Math.cos(zenithDeg[run]! * RAD)) / ghiWm2[run]!) : 0,
  );
}

/** Beam and diffuse of one step; the beam never exceeds what a clear sky lets through. */
function splitStep(out: GridWeather, step: number, ghi: number, diffuseShare: number | null): void {
  out.ghiWm2[step] = ghi;
  const zenith = out.sun.zenithDeg[step]!;
  const normal = out.normalWm2[step]!;
  const cos = Math.max(0, Math.cos(zenith * RAD));
  const wanted =
    diffuseShare === null ? erbs(ghi, zenith, normal).dniWm2 : cos > 0.01 ? (ghi * (1 - diffuseShare)) / cos : 0;
  const dni = Math.min(wanted, CLEAREST_SHARE * normal);
  out.dniWm2[step] = dni;
  out.dhiWm2[step] = Math.max(0, ghi - dni * cos);
}

function interpolate(values: Float64Array, runs: Runs, out: Float32Array): void {
  const count = runs.index.length;
  for (let run = 0; run < count; run++) {
    const from = runs.firstStep[run]!;
    const to = runs.firstStep[run + 1]!;
    const here = values[runs.index[run]!]!;
    const before = run > 0 ? values[runs.index[run - 1]!]! : here;
    const after = run < count - 1 ? values[runs.index[run + 1]!]! : here;
    for (let step = from; step < to; step++) {
      const at = (step - from + 0.5) / (to - from) - 0.5;
      out[step] = at < 0 ? here + at * (here - before) : here + at * (after - here);
    }
  }
}
