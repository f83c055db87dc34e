import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BPR,
  CONICAL,
  travelTime,
  travelTimeCurvature,
  travelTimeIntegral,
  travelTimeSlope,
  type VolumeDelay,
} from '../../engine/traffic/volume-delay.ts';

const link = (kind: number, freeTime: number, capacity: number, b: number, power: number): VolumeDelay => ({
  kind: Uint8Array.of(kind),
  freeTime: Float64Array.of(freeTime),
  capacity: Float64Array.of(capacity),
  b: Float64Array.of(b),
  power: Float64Array.of(power),
});

test('BPR at capacity takes 1.15 × free time with α 0.15, β 4 (Bureau of Public Roads 1964)', () => {
  expect(travelTime(link(BPR, 10, 1000, 0.15, 4), 0, 1000)).toBeCloseTo(11.5, 12);
});

test('a conical link takes free time when empty and twice that at capacity (Spiess 1990)', () => {
  for (const alpha of [2, 4, 10]) {
    expect(travelTime(link(CONICAL, 5, 800, alpha, 0), 0, 0)).toBeCloseTo(5, 12);
    expect(travelTime(link(CONICAL, 5, 800, alpha, 0), 0, 800)).toBeCloseTo(10, 12);
  }
});

test('slope, curvature and integral agree with differences of the travel time', () => {
  const kind = fc.constantFrom(BPR, CONICAL);
  fc.assert(
    fc.property(
      kind,
      fc.double({ min: 0.5, max: 20, noNaN: true }),
      fc.double({ min: 1.2, max: 8, noNaN: true }),
      fc.double({ min: 0.05, max: 2, noNaN: true }),
      (k, free, b, ratio) => {
        const vdf = link(k, free, 1000, b, 4);
        const flow = ratio * 1000;
        const h = 0.05;
        const slope = (travelTime(vdf, 0, flow + h) - travelTime(vdf, 0, flow - h)) / (2 * h);
        expect(travelTimeSlope(vdf, 0, flow)).toBeCloseTo(slope, 6);
        const curvature = (travelTimeSlope(vdf, 0, flow + h) - travelTimeSlope(vdf, 0, flow - h)) / (2 * h);
        expect(travelTimeCurvature(vdf, 0, flow)).toBeCloseTo(curvature, 6);
        let integral = 0;
        for (let i = 0; i < 2000; i++) integral += (travelTime(vdf, 0, ((i + 0.5) / 2000) * flow) * flow) / 2000;
        expect(Math.abs(travelTimeIntegral(vdf, 0, flow) - integral)).toBeLessThan(1e-5 * integral);
      },
    ),
  );
});
