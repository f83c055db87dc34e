/** Emission factors beside those of other programs.
 *  Recipe of the table: SUMO 1.28.0 (`pip install eclipse-sumo`), the worldwide harmonised cycle for light vehicles, class 3b, of the package wltp
 *  0.1.2a0 (`cycles/class3.py`: seconds 0–589 low, 589–1022 medium, 1022–1477 high, 1477–1800 extra high; "stagnating" is the low phase with each
 *  second of standing still four times), one line `second;km/h;0` each, then
 *  `emissionsDrivingCycle -t cycle.csv --kmh -a -e CLASS --sum-output sums.txt`; CO2 [g/km], NOx and PM [mg/km]; PM of HBEFA 4 holds wear. */
import { expect, test } from 'vitest';
import {
  addCarEmission,
  addLorryEmission,
  type EmissionRate,
  FLOW_CLASSES,
  noEmission,
} from '../../engine/environment/emission-factors.ts';

/** [phase: extra high, high, low, stagnating, medium], the order of FLOW_CLASSES: [CO2, NOx, PM] */
type Row = readonly (readonly [co2: number, nox: number, pm: number])[];
const HBEFA4: Readonly<Record<string, Row>> = {
  'PC_petrol_Euro-6d': [
    [159.2, 61.8, 28.26],
    [150, 32.1, 26.43],
    [259.1, 11.9, 20.41],
    [444.5, 11.9, 20.41],
    [171.2, 21.5, 24.34],
  ],
  'PC_diesel_Euro-6d': [
    [194, 58.8, 27.25],
    [184.6, 41.1, 25.43],
    [296.3, 52.3, 19.66],
    [485.2, 93.3, 20.07],
    [209, 39, 23.35],
  ],
  'PC_petrol_Euro-4': [
    [184.8, 74.8, 32.02],
    [166.8, 62.5, 27.77],
    [289.6, 104.9, 20.1],
    [510.7, 193.9, 20.1],
    [187.3, 67.7, 24.75],
  ],
  'PC_diesel_Euro-5': [
    [184.3, 1462.7, 28.22],
    [171.9, 1142.5, 26.87],
    [276.9, 1750.8, 23.52],
    [458.1, 3212.3, 27.55],
    [193.4, 1177.4, 25.32],
  ],
};
/** Rigid lorry of 14–20 t, Euro VI, of HBEFA 4, and the mean lorry of HBEFA 3 (years about 2010). */
const LORRIES: readonly [Row, Row] = [
  [
    [763.6, 104.8, 157.56],
    [797.3, 135.3, 129.53],
    [848.5, 284.6, 218.93],
    [876.6, 530.7, 428.47],
    [881.7, 168.8, 131.03],
  ],
  [
    [827, 6333.2, 120.76],
    [1013.1, 8323.7, 169.05],
    [1794.3, 17119.3, 388.45],
    [2867.6, 29463.6, 709.66],
    [1273, 10947.1, 227.56],
  ],
];
/** CO2 of a petrol car of Euro 4 by another model, PHEMlight 5 of Graz, as in the same program. */
const PHEM_CO2 = [192.2, 177.6, 274, 383.4, 203.8];
const RURAL = 1;

const rateOf = (flowClass: number, electricShare = 0): EmissionRate => {
  const rate = noEmission();
  addCarEmission(rate, flowClass, 1, electricShare, 100, 0);
  return rate;
};
const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
const cars = Object.values(HBEFA4);

test('CO2 by flow of traffic: within 1 % of HBEFA 4 relative to the rural road, within 35 % of PHEMlight 5', () => {
  FLOW_CLASSES.forEach((name, flowClass) => {
    const ours = rateOf(flowClass).co2G / rateOf(RURAL).co2G;
    const theirs = mean(cars.map((row) => row[flowClass]![0])) / mean(cars.map((row) => row[RURAL]![0]));
    expect(Math.abs(ours / theirs - 1), `${name} ${ours} ${theirs}`).toBeLessThan(0.01);
    expect(Math.abs(ours / (PHEM_CO2[flowClass]! / PHEM_CO2[RURAL]!) - 1), name).toBeLessThan(0.35);
  });
});

test('CO2 over Dutch kilometres has the mean of the lever: 45 % motorway, 30 % rural, 12.5 % town, 10 % free, 2.5 % stagnating', () => {
  const share = [0.45, 0.3, 0.125, 0.025, 0.1];
  const all = share.reduce((sum, part, flowClass) => sum + part * rateOf(flowClass).co2G, 0);
  expect(Math.abs(all / 100 - 1)).toBeLessThan(0.01);
});

test('NOx of the Dutch fleet lies between the cleanest and the dirtiest car of HBEFA 4, a lorry’s between Euro VI and the fleet of HBEFA 3, in every flow', () => {
  FLOW_CLASSES.forEach((name, flowClass) => {
    const ours = 1000 * rateOf(flowClass).noxG;
    const theirs = cars.map((row) => row[flowClass]![1]);
    expect(ours, name).toBeGreaterThan(Math.min(...theirs));
    expect(ours, name).toBeLessThan(Math.max(...theirs));
    const lorry = noEmission();
    addLorryEmission(lorry, flowClass, 1);
    expect(1000 * lorry.noxG, name).toBeGreaterThan(LORRIES[0][flowClass]![1]);
    expect(1000 * lorry.noxG, name).toBeLessThan(LORRIES[1][flowClass]![1]);
  });
});

test('PM10 of a car, wear and exhaust, is within 60 % of the mean car of HBEFA 4 in every flow; the Dutch have more in town and less outside', () => {
  const off = FLOW_CLASSES.map(
    (_, flowClass) => (1000 * rateOf(flowClass).pm10G) / mean(cars.map((row) => row[flowClass]![2])) - 1,
  );
  for (const part of off) expect(Math.abs(part)).toBeLessThan(0.6);
  expect(off.map((part) => Math.sign(part))).toEqual([-1, -1, 1, 1, 1]);
});

test('wear of an electric car by speed: EMEP/EEA 2019, TSP 10.7, 7.5 and 15 mg × 0.6, 0.98, 0.5 below 10 µm × 1.39, 1.67, 1 in town and 0.902, 0.185, 1 on motorways', () => {
  const by = (...speed: readonly number[]): number =>
    10.7 * 0.6 * speed[0]! + 7.5 * 0.98 * speed[1]! + 15 * 0.5 * speed[2]!;
  const electric = (flowClass: number): number => 1000 * rateOf(flowClass, 1).pm10G;
  expect(electric(FLOW_CLASSES.indexOf('city'))).toBeCloseTo(by(1.39, 1.67, 1), 1);
  expect(electric(FLOW_CLASSES.indexOf('motorway'))).toBeCloseTo(by(0.902, 0.185, 1), 1);
  // On rural roads the published total of a car is less than this wear, and holds.
  expect(electric(RURAL)).toBeCloseTo(16, 6);
  for (let flowClass = 0; flowClass < FLOW_CLASSES.length; flowClass++)
    expect(rateOf(flowClass, 1).pm10G).toBeLessThanOrEqual(rateOf(flowClass).pm10G);
});
