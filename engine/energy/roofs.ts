/** Power of roofs: one or more planes behind one inverter, and the district's mix of them.
 *  In: weather on the grid, a roof. Out: kW per kWp per step, ≥ 0 (produced). Pure. */
import { type CellModel, cellC } from './cell-temperature.ts';
import { type Horizon, horizonDeg, skyViewShare } from './horizon.ts';
import { ashraeModifier, physicalModifier } from './incidence.ts';
import { acKw, dcKw, PV_WATTS_STANDARD, type PvWatts } from './pv-watts.ts';
import { incidenceCosine, type Plane, type SkyModel, skyDiffuseWm2 } from './transposition.ts';
import type { GridWeather } from './weather-grid.ts';

const ALBEDO = 0.2;
/** An even sky acts as light at about 58° (Brandemuehl and Beckman, Solar Energy 24 (1980)). */
const DIFFUSE_THROUGH_SHARE = physicalModifier(Math.cos((58 * Math.PI) / 180));

/** A roof: planes with their shares of its power (sum 1), joined before the inverter. */
export interface Roof {
  readonly name: string;
  readonly planes: ReadonlyArray<Plane & { readonly powerShare: number }>;
}

export interface RoofModel {
  readonly sky: SkyModel;
  readonly incidence: 'ashrae' | 'physical' | 'none';
  /** Share of sky and ground light that passes the glass; 1 in PVWatts. */
  readonly diffuseThroughShare: number;
  readonly system: PvWatts;
  readonly horizon: Horizon;
  readonly cells: CellModel;
}

/** Modules and inverters as sold since 2015. @source assumption: −0.35 %/K and 97 % by data sheets; the scenario sets the losses */
const DUTCH_SYSTEM: PvWatts = { ...PV_WATTS_STANDARD, perKelvin: -0.0035, inverterShare: 0.97 };

export const ROOF_MODEL: RoofModel = {
  sky: 'perez',
  incidence: 'physical',
  diffuseThroughShare: DIFFUSE_THROUGH_SHARE,
  system: DUTCH_SYSTEM,
  horizon: [],
  // Modules close to a roof cool worse than on a rack, and feel less of the wind at 10 m.
  cells: { kind: 'faiman', u0: 20, u1: 4.5, windShare: 0.6 },
};

const pitched = (name: string, azimuthDeg: number, tiltDeg = 37): Roof => ({
  name,
  planes: [{ tiltDeg, azimuthDeg, powerShare: 1 }],
});

/** The district's mix of roofs with their shares of installed power.
 *  @source assumption: rows of terraced houses face all ways, panels lie mostly on the sunny half (37° is the usual pitch); flats and
 *  businesses have flat roofs, half of them east–west at 10–12°, half south at 13° */
export const DISTRICT_ROOFS: ReadonlyArray<{ readonly roof: Roof; readonly share: number }> = [
  { roof: pitched('south', 180), share: 0.24 },
  { roof: pitched('south-east', 135), share: 0.14 },
  { roof: pitched('south-west', 225), share: 0.16 },
  { roof: pitched('east', 90), share: 0.09 },
  { roof: pitched('west', 270), share: 0.11 },
  { roof: pitched('north-east', 45), share: 0.02 },
  { roof: pitched('north-west', 315), share: 0.02 },
  {
    roof: {
      name: 'flat, east–west',
      planes: [
        { tiltDeg: 11, azimuthDeg: 90, powerShare: 0.5 },
        { tiltDeg: 11, azimuthDeg: 270, powerShare: 0.5 },
      ],
    },
    share: 0.12,
  },
  { roof: pitched('flat, south', 180, 13), share: 0.1 },
];

/** Light on a plane at a step: in front of the glass and behind it [W/m²]. */
export function planeLight(
  weather: GridWeather,
  plane: Plane,
  model: RoofModel,
  step: number,
  openSkyShare: number,
): { poaWm2: number; absorbedWm2: number } {
  const ghi = weather.ghiWm2[step]!;
  if (!(ghi > 0)) return { poaWm2: 0, absorbedWm2: 0 };
  const { sun } = weather;
  const zenith = sun.apparentZenithDeg[step]!;
  const azimuth = sun.azimuthDeg[step]!;
  const hidden = 90 - zenith < horizonDeg(model.horizon, azimuth);
  const dni = hidden ? 0 : weather.dniWm2[step]!;
  const dhi = weather.dhiWm2[step]!;
  const cos = incidenceCosine(plane, zenith, azimuth);
  const beam = zenith < 90 ? dni * Math.max(0, cos) : 0;
  // Zenith is kept above the horizon for the sky model: at dawn all light is diffuse.
  const sky =
    openSkyShare * skyDiffuseWm2(model.sky, plane, cos, Math.min(89.5, zenith), dni, dhi, weather.normalWm2[step]!);
  const ground = ghi * ALBEDO * 0.5 * (1 - Math.cos((plane.tiltDeg * Math.PI) / 180));
  const poaWm2 = beam + sky + ground;
  if (model.incidence === 'none') return { poaWm2, absorbedWm2: poaWm2 };
  const through = model.incidence === 'ashrae' ? ashraeModifier(cos) : physicalModifier(cos);
  return { poaWm2, absorbedWm2: beam * through + (sky + ground) * model.diffuseThroughShare };
}

/** One step of a roof; light and cell temperature are means over its planes, weighted by power. */
export interface RoofStep {
  poaWm2: number;
  cellC: number;
  dcKw: number;
  acKw: number;
}

/** Fills `out` with a roof's step; power by the model's `kwp`. @param openSkyShare skyViewShare of the model's horizon */
export function roofStep(
  weather: GridWeather,
  roof: Roof,
  model: RoofModel,
  step: number,
  openSkyShare: number,
  out: RoofStep,
): void {
  out.poaWm2 = 0;
  out.cellC = 0;
  out.dcKw = 0;
  for (const plane of roof.planes) {
    const light = planeLight(weather, plane, model, step, openSkyShare);
    const airC = weather.airTemperatureC[step]!;
    const temperatureC = cellC(model.cells, light.poaWm2, airC, weather.windSpeedMps[step]!);
    out.poaWm2 += plane.powerShare * light.poaWm2;
    out.cellC += plane.powerShare * temperatureC;
    out.dcKw += plane.powerShare * dcKw(model.system, light.absorbedWm2, temperatureC);
  }
  out.acKw = acKw(model.system, out.dcKw);
}

/** @returns kW per kWp [step] */
export function roofSeries(weather: GridWeather, roof: Roof, model: RoofModel = ROOF_MODEL): Float32Array {
  const power = new Float32Array(weather.grid.count);
  const openSkyShare = skyViewShare(model.horizon);
  const out: RoofStep = { poaWm2: 0, cellC: 0, dcKw: 0, acKw: 0 };
  for (let step = 0; step < power.length; step++) {
    if (!(weather.ghiWm2[step]! > 0)) continue;
    roofStep(weather, roof, model, step, openSkyShare, out);
    power[step] = out.acKw / model.system.kwp;
  }
  return power;
}
