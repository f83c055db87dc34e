/** Irradiance, glass, cells and inverter against pvlib-python 0.16.1; inputs stand in test/cases/pvlib/reference.json. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAIMAN_OPEN, faimanC, SAPM_CLOSE_ROOF, SAPM_OPEN_RACK, sapmC } from '../../engine/energy/cell-temperature.ts';
import { birdClearSky, DUTCH_SKY } from '../../engine/energy/clear-sky.ts';
import { dirint } from '../../engine/energy/dirint.ts';
import { disc } from '../../engine/energy/disc.ts';
import { erbs } from '../../engine/energy/erbs.ts';
import { ashraeModifier, physicalModifier } from '../../engine/energy/incidence.ts';
import { ineichenClearSky } from '../../engine/energy/ineichen.ts';
import { acKw, dcKw, PV_WATTS_STANDARD } from '../../engine/energy/pv-watts.ts';
import { incidenceCosine, planeIrradiance, skyDiffuseWm2 } from '../../engine/energy/transposition.ts';

interface Reference {
  input: Record<
    | 'zenithDeg'
    | 'apparentZenithDeg'
    | 'azimuthSunDeg'
    | 'extraWm2'
    | 'ghiWm2'
    | 'dniWm2'
    | 'dhiWm2'
    | 'dewPointC'
    | 'airC'
    | 'windMps'
    | 'poaWm2',
    number[]
  > & { startUtc: string; tiltDeg: number; azimuthDeg: number };
  expected: Record<string, number[]>;
  bird: Record<'zenithDeg' | 'ghi' | 'dni' | 'dhi', number[]>;
  ineichen: Record<'apparentZenithDeg' | 'ghi' | 'dni' | 'dhi', number[]> & {
    turbidity: number;
    elevationM: number;
    pressureHpa: number;
  };
  inverter: { dcKw: number[]; acKw: number[]; kwp: number; dcAcRatio: number; inverterShare: number };
}
const file = new URL('../cases/pvlib/reference.json', import.meta.url);
const { input, expected, bird, ineichen, inverter } = JSON.parse(readFileSync(file, 'utf8')) as Reference;
const start = Date.parse(input.startUtc);
const dayOfYear = input.ghiWm2.map(
  (_, i) => Math.floor((start + i * 3_600_000 - Date.UTC(2023, 0, 1)) / 86_400_000) + 1,
);

const close = (found: ArrayLike<number>, wanted: readonly number[], digits: number): void => {
  for (let i = 0; i < wanted.length; i++) expect(found[i]!, `row ${i}`).toBeCloseTo(wanted[i]!, digits);
};

test('DISC equals pvlib irradiance.disc to 0.001 W/m²', () => {
  close(
    input.ghiWm2.map((ghi, i) => disc(ghi, input.zenithDeg[i]!, dayOfYear[i]!).dniWm2),
    expected['discWm2']!,
    3,
  );
});

test('DIRINT equals pvlib irradiance.dirint with and without dew point and neighbours', () => {
  const base = { ghiWm2: input.ghiWm2, zenithDeg: input.zenithDeg, dayOfYear };
  close(dirint({ ...base, dewPointC: input.dewPointC }), expected['dirintDewWm2']!, 3);
  close(dirint(base), expected['dirintWm2']!, 3);
  close(dirint({ ...base, useChange: false }), expected['dirintSteadyWm2']!, 3);
});

test('sky diffuse on a plane equals pvlib isotropic, haydavies and perez', () => {
  for (const [model, key] of [
    ['isotropic', 'isotropicWm2'],
    ['hay-davies', 'hayDaviesWm2'],
    ['perez', 'perezWm2'],
  ] as const) {
    const found = input.dhiWm2.map((dhi, i) =>
      skyDiffuseWm2(
        model,
        input,
        incidenceCosine(input, input.apparentZenithDeg[i]!, input.azimuthSunDeg[i]!),
        input.apparentZenithDeg[i]!,
        input.dniWm2[i]!,
        dhi,
        input.extraWm2[i]!,
      ),
    );
    close(found, expected[key]!, 3);
  }
});

test('angle of incidence equals pvlib irradiance.aoi', () => {
  close(
    input.zenithDeg.map(
      (_, i) =>
        (Math.acos(incidenceCosine(input, input.apparentZenithDeg[i]!, input.azimuthSunDeg[i]!)) * 180) / Math.PI,
    ),
    expected['aoiDeg']!,
    5,
  );
});

test('incidence-angle losses equal pvlib iam.ashrae and iam.physical from 0 to 90°', () => {
  const cos = Array.from({ length: 13 }, (_, i) => Math.cos((i * 7.5 * Math.PI) / 180));
  close(
    cos.map((c) => ashraeModifier(c)),
    expected['ashrae']!,
    6,
  );
  close(
    cos.map((c) => physicalModifier(c)),
    expected['physical']!,
    6,
  );
});

test('cell temperature equals pvlib temperature.faiman and temperature.sapm_cell', () => {
  const at = (model: (poa: number, air: number, wind: number) => number): number[] =>
    input.poaWm2.map((poa, i) => model(poa, input.airC[i]!, input.windMps[i]!));
  close(
    at((p, a, w) => faimanC(p, a, w, FAIMAN_OPEN)),
    expected['faimanC']!,
    5,
  );
  close(
    at((p, a, w) => sapmC(p, a, w, SAPM_OPEN_RACK)),
    expected['sapmOpenC']!,
    5,
  );
  close(
    at((p, a, w) => sapmC(p, a, w, SAPM_CLOSE_ROOF)),
    expected['sapmRoofC']!,
    5,
  );
});

test('module and inverter power equal pvlib pvsystem.pvwatts_dc and inverter.pvwatts, clipping included', () => {
  const system = { ...PV_WATTS_STANDARD, kwp: inverter.kwp, lossShare: 0 };
  close(
    input.poaWm2.map((poa, i) => dcKw(system, poa, faimanC(poa, input.airC[i]!, input.windMps[i]!))),
    expected['dcKw']!,
    5,
  );
  close(
    inverter.dcKw.map((dc) => acKw(system, dc)),
    inverter.acKw,
    6,
  );
});

test('Bird’s clear sky equals pvlib clearsky.bird at seven zeniths', () => {
  bird.zenithDeg.forEach((zenith, i) => {
    const sky = birdClearSky(zenith, 1361, DUTCH_SKY);
    expect([sky.ghiWm2, sky.dniWm2, sky.dhiWm2].map(Math.round)).toEqual(
      [bird.ghi[i]!, bird.dni[i]!, bird.dhi[i]!].map(Math.round),
    );
  });
});

test('Ineichen’s clear sky equals pvlib clearsky.ineichen at 950 m and turbidity 3.4 to 0.01 W/m²', () => {
  const { turbidity, elevationM, pressureHpa } = ineichen;
  ineichen.apparentZenithDeg.forEach((zenith, i) => {
    const sky = ineichenClearSky(zenith, 1361, turbidity, elevationM, pressureHpa);
    close([sky.ghiWm2, sky.dniWm2, sky.dhiWm2], [ineichen.ghi[i]!, ineichen.dni[i]!, ineichen.dhi[i]!], 2);
  });
});

test('every split of global irradiance adds up again and is never negative', () => {
  input.ghiWm2.forEach((ghi, i) => {
    const zenith = input.zenithDeg[i]!;
    const { dniWm2, dhiWm2 } = erbs(ghi, zenith, input.extraWm2[i]!);
    expect(dniWm2 * Math.cos((zenith * Math.PI) / 180) + dhiWm2).toBeCloseTo(ghi, 9);
    expect(Math.min(dniWm2, dhiWm2)).toBeGreaterThanOrEqual(0);
  });
});

test('a flat plane receives the global irradiance under every sky model (within 1 % for Perez)', () => {
  const flat = { tiltDeg: 0, azimuthDeg: 180 };
  input.ghiWm2.forEach((ghi, i) => {
    const zenithDeg = input.zenithDeg[i]!;
    if (zenithDeg > 85) return;
    const light = { ...erbs(ghi, zenithDeg, input.extraWm2[i]!), ghiWm2: ghi };
    for (const model of ['isotropic', 'hay-davies', 'perez'] as const) {
      const found = planeIrradiance(model, flat, { zenithDeg, azimuthDeg: 180 }, light, input.extraWm2[i]!).poaWm2;
      expect(Math.abs(found - ghi)).toBeLessThan(0.01 * ghi + 1e-9);
    }
  });
});
