import { expect, test } from 'vitest';
import {
  addBusEmission,
  addCarEmission,
  addLorryEmission,
  FLOW_CLASSES,
  flowClassOf,
  noEmission,
} from '../../engine/environment/emission-factors.ts';
import {
  addDb,
  HEAVY,
  LIGHT,
  ldenDb,
  levelDb,
  MEDIUM,
  metrePower,
  propagationLossDb,
  vehicleDb,
} from '../../engine/environment/road-noise.ts';
import { dilution, no2PartUgM3, trafficPartUgM3 } from '../../engine/environment/roadside-air.ts';

test('a petrol kilometre in stagnating city traffic gives 0.377 g NOx and 33 mg PM10 (Dutch factors for 2021, published March 2022)', () => {
  const rate = noEmission();
  const flowClass = flowClassOf(12, false);
  expect(FLOW_CLASSES[flowClass]).toBe('stagnating');
  addCarEmission(rate, flowClass, 1, 0, 195, 50);
  expect(rate.noxG).toBeCloseTo(0.377, 9);
  expect(rate.pm10G).toBeCloseTo(0.033, 9);
});

test('an electric kilometre has no NOx and the PM of wear: 6.40 · 1.39 + 7.35 · 1.67 + 7.50 = 28.67 mg PM10, 15.18 mg PM2.5 in town (EMEP/EEA 2019, tier 2)', () => {
  const rate = noEmission();
  addCarEmission(rate, flowClassOf(25, false), 1, 1, 195, 48);
  expect(rate.noxG).toBe(0);
  expect(rate.pm10G).toBeCloseTo(0.0286705, 9);
  expect(rate.pm25G).toBeCloseTo(0.0151842, 9);
  expect(rate.co2G).toBe(48);
});

test('a lorry wears 128.97 mg PM10 in town, of which 67.98 mg PM2.5, a bus 116.07 of which 67.98 (EMEP/EEA 2019, tier 2); the rest of the published PM10 is exhaust', () => {
  const lorry = noEmission();
  addLorryEmission(lorry, flowClassOf(25, false), 1);
  expect(lorry.noxG).toBeCloseTo(4.532, 9);
  expect(lorry.pm10G).toBeCloseTo(0.1567, 9);
  expect(lorry.pm25G).toBeCloseTo(0.06798 + 0.1567 - 0.12897, 9);
  const bus = noEmission();
  addBusEmission(bus, flowClassOf(25, false), 2, 1, 842);
  expect(bus.noxG).toBe(0);
  expect(bus.pm10G).toBeCloseTo(2 * 0.116073, 9);
  expect(bus.pm25G).toBeCloseTo(2 * 0.06798, 9);
  expect(bus.co2G).toBe(1684);
});

test('sound power at 70 km/h is the sum of the A-weighted bands of rolling and propulsion (CNOSSOS-EU, Dutch coefficients)', () => {
  // By a second program (Python) from the published tables: 102.937, 104.835 and 112.178 dB(A).
  expect(vehicleDb(LIGHT, 70)).toBeCloseTo(102.937, 3);
  expect(vehicleDb(MEDIUM, 50)).toBeCloseTo(104.835, 3);
  expect(vehicleDb(HEAVY, 80)).toBeCloseTo(112.178, 3);
  expect(vehicleDb(LIGHT, 30, false)).toBeLessThan(vehicleDb(LIGHT, 30) - 0.5);
  for (const v of [30, 50, 80, 100]) {
    expect(vehicleDb(HEAVY, v)).toBeGreaterThan(vehicleDb(MEDIUM, v));
    expect(vehicleDb(MEDIUM, v)).toBeGreaterThan(vehicleDb(LIGHT, v));
  }
});

test('a long straight road: the level 10 m away is the power of a metre less 10 lg(2r), and twice the traffic is 3.01 dB more', () => {
  // Integral of a point source over a line above hard ground: W' / (2 r) at distance r.
  let sum = 0;
  const r = Math.hypot(10, 3.75);
  for (let x = -4000; x < 4000; x += 0.5) sum += 0.5 / (2 * Math.PI * (r * r + (x + 0.25) ** 2));
  const losses = 0.01 * r ** 0.9 + 3.5 - 3.5 * Math.exp((-0.04 * r) / 5.25);
  expect(propagationLossDb(10, 0)).toBeCloseTo(-10 * Math.log10(sum) + losses, 1);
  expect(levelDb(metrePower(LIGHT, 2000, 50)) - levelDb(metrePower(LIGHT, 1000, 50))).toBeCloseTo(3.0103, 4);
  expect(levelDb(metrePower(LIGHT, 1000, 50))).toBeCloseTo(vehicleDb(LIGHT, 50) + 10 * Math.log10(1000 / 50_000), 3);
});

test('within 3.5 dB of the former Dutch method: 1,000 cars an hour, 69.4 + 27.6 lg(v/80) + 10 lg(1000/v) less 10 lg r', () => {
  for (const v of [50, 80, 100, 120]) {
    const former = 69.4 + 27.6 * Math.log10(v / 80) + 10 * Math.log10(1000 / v);
    const level = levelDb(metrePower(LIGHT, 1000, v)) - 10 * Math.log10(2);
    expect(Math.abs(level - former)).toBeLessThan(3.5);
  }
});

test('two equal levels together are 3.01 dB more, and a silent street has the background', () => {
  expect(addDb(50, 50)).toBeCloseTo(53.0103, 4);
  expect(addDb(40, -100)).toBeCloseTo(40, 6);
});

test('a constant level all day gives an Lden 6.4 dB higher: 10 lg((12 + 4·10^0.5 + 8·10)/24) (directive 2002/49/EC)', () => {
  expect(ldenDb(new Float64Array(24).fill(50))).toBeCloseTo(56.395, 3);
});

test('noise falls with distance: more than 3 dB a doubling', () => {
  for (const metres of [10, 20, 40])
    expect(propagationLossDb(2 * metres, 0.5) - propagationLossDb(metres, 0.5)).toBeGreaterThan(2.9);
});

test('air beside the road: dilution falls with distance, ends at 60 m, and its two formulas meet at 30 m: 0.0630', () => {
  expect(dilution(3.5)).toBeGreaterThan(dilution(10));
  expect(dilution(10)).toBeGreaterThan(dilution(30));
  expect(dilution(30)).toBeCloseTo(0.063, 4);
  expect(dilution(30.0001)).toBeCloseTo(dilution(30), 4);
  expect(dilution(61)).toBe(0);
  // 10,000 cars a day of 20 mg PM2.5 a kilometre: 200 g/km/day = 2.315 µg/m/s; at 3.5 m and 5 m/s 0.62 · 2.315 · 0.2701 = 0.388 µg/m³.
  expect(trafficPartUgM3(200, 3.5, 5)).toBeCloseTo(0.388, 3);
});

test('NO2 of 30 µg/m³ NOx, a fifth of it direct, with 48 µg/m³ ozone: 0.2·30 + 0.6·48·24/(24 + 100) = 11.574 µg/m³ (method 1)', () => {
  expect(no2PartUgM3(30, 0.2, 48)).toBeCloseTo(11.574, 3);
  expect(no2PartUgM3(0, 0.2, 48)).toBe(0);
  expect(no2PartUgM3(30, 1, 48)).toBe(30);
  expect(no2PartUgM3(30, 0, 0)).toBe(0);
});
