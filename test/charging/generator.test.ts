import { expect, test } from 'vitest';
import { generateSessions, type PointKind } from '../../engine/charging/generator.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]!;

/** ElaadNL open data 2018–2020: energy mean, median, p90 [kWh]; connection mean [h]; mean connection of those who arrive at 18 h and at 8 h [h]. */
const ELAAD: Readonly<Record<PointKind, readonly [number, number, number, number, number, number]>> = {
  private: [23.9, 19.4, 51, 11.8, 13.9, 3.6],
  public: [11.9, 7.2, 29, 7.9, 12.5, 5.1],
  workplace: [12.4, 8.8, 26, 6.3, 2.5, 8.1],
};

test.each(Object.keys(ELAAD) as PointKind[])(
  'drawn %s sessions are like ElaadNL’s: energy within 15 %, connection within 15 %',
  (kind) => {
    const points = { private: 0, public: 0, workplace: 0, [kind]: 400 };
    const records = generateSessions({ points, isoStart: '2025-01-06', days: 56, seed: 1 });
    const kwh = Array.from(records.energyKwh);
    const stayH = kwh.map((_, s) => (records.departureUtcS[s]! - records.arrivalUtcS[s]!) / 3600);
    const [meanKwh, medianKwh, p90Kwh, meanH, at18H, at8H] = ELAAD[kind];
    const near = (value: number, wanted: number, share: number): void =>
      expect(Math.abs(value / wanted - 1), `${value} for ${wanted}`).toBeLessThan(share);
    near(mean(kwh), meanKwh, 0.15);
    near(quantile(kwh, 0.5), medianKwh, 0.15);
    near(quantile(kwh, 0.9), p90Kwh, 0.2);
    near(mean(stayH), meanH, 0.15);
    const arriving = (hour: number): number[] =>
      stayH.filter((_, s) => new Date((records.arrivalUtcS[s]! + 3600) * 1000).getUTCHours() === hour);
    near(mean(arriving(8)), at8H, kind === 'private' ? 0.45 : 0.25);
    if (kind !== 'workplace') near(mean(arriving(18)), at18H, 0.25);
  },
);

test('the same seed gives the same sessions, and no point serves two cars at once', () => {
  const input = { points: { private: 5, public: 20, workplace: 5 }, isoStart: '2025-03-24', days: 14, seed: 7 };
  const a = generateSessions(input);
  expect(generateSessions(input)).toEqual(a);
  const lastEnd = new Map<string, number>();
  for (let s = 0; s < a.count; s++) {
    expect(a.arrivalUtcS[s]!).toBeGreaterThanOrEqual(lastEnd.get(a.point[s]!) ?? 0);
    lastEnd.set(a.point[s]!, a.departureUtcS[s]!);
  }
});
