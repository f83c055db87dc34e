import { expect, test } from 'vitest';
import { addCarEmission, FLOW_CLASSES, flowClassOf, noEmission } from '../../engine/environment/emission-factors.ts';
import { emissionDb, ldenDb, propagationLossDb } from '../../engine/environment/road-noise.ts';
import { dilution, trafficPartUgM3 } from '../../engine/environment/roadside-air.ts';

test('a petrol kilometre in stagnating city traffic gives 0.377 g NOx and 33 mg PM10 (Dutch factors for 2021, published March 2022)', () => {
  const rate = noEmission();
  const flowClass = flowClassOf(12, false);
  expect(FLOW_CLASSES[flowClass]).toBe('stagnating');
  addCarEmission(rate, flowClass, 1, 0, 195, 50);
  expect(rate.noxG).toBeCloseTo(0.377, 9);
  expect(rate.pm10G).toBeCloseTo(0.033, 9);
});

test('an electric kilometre has no NOx and the PM of wear: 21.3 mg PM10, 11.5 mg PM2.5 in town (EMEP/EEA 2019, tier 1)', () => {
  const rate = noEmission();
  addCarEmission(rate, flowClassOf(25, false), 1, 1, 195, 48);
  expect(rate.noxG).toBe(0);
  expect(rate.pm10G).toBeCloseTo(0.0213, 9);
  expect(rate.pm25G).toBeCloseTo(0.0115, 9);
  expect(rate.co2G).toBe(48);
});

test('1,000 light vehicles an hour at 80 km/h emit 69.4 + 10 lg(1000/80) = 80.37 dB(A), and twice the traffic is 3.01 dB more', () => {
  expect(emissionDb(1000, 0, 80)).toBeCloseTo(80.369, 3);
  expect(emissionDb(2000, 0, 80) - emissionDb(1000, 0, 80)).toBeCloseTo(3.0103, 4);
});

test('a constant level all day gives an Lden 6.4 dB higher: 10 lg((12 + 4·10^0.5 + 8·10)/24) (directive 2002/49/EC)', () => {
  expect(ldenDb(new Float64Array(24).fill(50))).toBeCloseTo(56.395, 3);
});

test('noise falls with distance: more than 3 dB a doubling', () => {
  for (const metres of [10, 20, 40])
    expect(propagationLossDb(2 * metres, 0.5) - propagationLossDb(metres, 0.5)).toBeGreaterThan(2.9);
});

test('air beside the road: dilution falls with distance, ends at 60 m, and its two halves meet at 30 m within 0.01', () => {
  expect(dilution(3.5)).toBeGreaterThan(dilution(10));
  expect(dilution(10)).toBeGreaterThan(dilution(30));
  expect(Math.abs(dilution(30) - dilution(30.001))).toBeLessThan(0.02);
  expect(dilution(61)).toBe(0);
  // 10,000 cars a day of 20 mg PM2.5 a kilometre: 200 g/km/day = 2.315 µg/m/s; at 3.5 m and 5 m/s 0.62 · 2.315 · 0.2701 = 0.388 µg/m³.
  expect(trafficPartUgM3(200, 3.5, 5)).toBeCloseTo(0.388, 3);
});
