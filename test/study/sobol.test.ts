import { expect, test } from 'vitest';
import { latinHypercube, sobolPoints } from '../../engine/study/statistics/sampling.ts';
import { saltelliDesign, sobolIndices } from '../../engine/study/statistics/sobol-indices.ts';

test('Sobol’s sequence equals SciPy 1.17.1 (qmc.Sobol, unscrambled) in 21 dimensions at points 7 and 100', () => {
  const points = sobolPoints(128, 21);
  expect(points[7]).toEqual([
    0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875, 0.625, 0.125, 0.625, 0.375, 0.125, 0.125,
    0.125, 0.125, 0.625, 0.875, 0.875,
  ]);
  expect(points[100]).toEqual([
    0.4140625, 0.2578125, 0.7734375, 0.7265625, 0.8828125, 0.7421875, 0.0234375, 0.4765625, 0.6328125, 0.6953125,
    0.4609375, 0.6796875, 0.4765625, 0.8515625, 0.3203125, 0.4921875, 0.6796875, 0.7421875, 0.8359375, 0.3359375,
    0.7578125,
  ]);
});

test('a Latin hypercube uses each of its equal parts once for every lever', () => {
  const points = latinHypercube(50, 4, 1);
  for (let lever = 0; lever < 4; lever++)
    expect(new Set(points.map((point) => Math.floor(point[lever]! * 50))).size).toBe(50);
});

test('Ishigami function (a 7, b 0.1): first-order 0.3139, 0.4424, 0 and total 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008)', () => {
  const design = saltelliDesign(4096, 3, 5);
  const values = design.points.map((point) => {
    const [x, y, z] = point.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
    return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
  });
  const indices = sobolIndices(design, values, 1, 200);
  const wanted = [
    [0.3139, 0.5576],
    [0.4424, 0.4424],
    [0, 0.2437],
  ] as const;
  wanted.forEach(([first, total], k) => {
    expect(Math.abs(indices[k]!.first - first)).toBeLessThan(0.02);
    expect(Math.abs(indices[k]!.total - total)).toBeLessThan(0.02);
    expect(indices[k]!.firstLower).toBeLessThanOrEqual(first + 0.01);
    expect(indices[k]!.firstUpper).toBeGreaterThanOrEqual(first - 0.01);
  });
});

test('95-percent intervals hold the true indices of the Ishigami function in at least 95 of 100 designs of 64 points (Sobol points spread better than chance, so that the bootstrap is on the safe side)', () => {
  const truth = [
    [0.3139, 0.5576],
    [0.4424, 0.4424],
    [0, 0.2437],
  ] as const;
  const held = truth.map(() => [0, 0]);
  for (let seed = 0; seed < 100; seed++) {
    const design = saltelliDesign(64, 3, 1000 + seed);
    const values = design.points.map((point) => {
      const [x, y, z] = point.map((u) => Math.PI * (2 * u - 1)) as [number, number, number];
      return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
    });
    sobolIndices(design, values, seed, 200).forEach((index, k) => {
      const [first, total] = truth[k]!;
      if (index.firstLower <= first && first <= index.firstUpper) held[k]![0]!++;
      if (index.totalLower <= total && total <= index.totalUpper) held[k]![1]!++;
    });
  }
  for (const count of held.flat()) expect(count).toBeGreaterThanOrEqual(95);
});

test('a lever without effect has indices of zero, a constant answer has none', () => {
  const design = saltelliDesign(256, 2, 1);
  const indices = sobolIndices(
    design,
    design.points.map((point) => 3 * point[0]!),
    1,
    100,
  );
  expect(indices[0]!.first).toBeCloseTo(1, 1);
  expect(indices[1]!.total).toBe(0);
  expect(
    sobolIndices(
      design,
      design.points.map(() => 4),
      1,
      10,
    )[0]!.first,
  ).toBeNaN();
});
