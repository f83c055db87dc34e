import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { purposeId } from '../../engine/core/random.ts';
import { averageFlows, congestedTimes } from '../../engine/mobility/congestion.ts';
import { busFareEur, carEur, sharedBikeEur, sharedCarEur, trainFareEur } from '../../engine/mobility/fares.ts';
import { drawPreferences, logPositiveStable, nestedLogsum } from '../../engine/mobility/nested-gumbel.ts';
import { prepareSupply, Stock } from '../../engine/mobility/supply.ts';
import { scaleFrequency } from '../../engine/mobility/timetable-frequency.ts';
import { smallTown, town } from '../demand/small-town.ts';

describe('preferences of a nested logit', () => {
  const nests = [0, 0, 1, 1, 1, 2];
  const utility = [0.3, -0.2, 0.5, 0, -1, 0.1];
  const scale = 0.6;

  test('the positive stable variable has Laplace transform exp(−s^a) (mean of 40,000 draws within 0.01)', () => {
    const draw = (i: number, k: number): number => ((i * 0.754877666 + k * 0.569840291) % 1) * 0.999998 + 1e-6;
    for (const [a, s] of [
      [0.6, 1],
      [0.6, 0.3],
      [0.9, 2],
    ] as const) {
      let sum = 0;
      for (let i = 0; i < 40_000; i++)
        sum += Math.exp(
          -s * Math.exp(logPositiveStable(a, draw(i + 1, 0), (draw(i + 1, 0) * 7919.13 + draw(i + 1, 1)) % 1)),
        );
      expect(sum / 40_000).toBeCloseTo(Math.exp(-(s ** a)), 1.7);
    }
  });

  test('choices drawn with them have the closed-form shares (McFadden 1978) within 1 percentage point in 30,000 draws', () => {
    const counts = new Float64Array(utility.length);
    const preference = new Float64Array(utility.length);
    const draws = 30_000;
    for (let agent = 0; agent < draws; agent++) {
      drawPreferences(preference, nests, scale, 7, purposeId('test'), agent, 0);
      let best = 0;
      for (let m = 1; m < utility.length; m++)
        if (utility[m]! + preference[m]! > utility[best]! + preference[best]!) best = m;
      counts[best]!++;
    }
    const inclusive = [0, 1, 2].map((n) =>
      utility.reduce((sum, u, m) => sum + (nests[m] === n ? Math.exp(u / scale) : 0), 0),
    );
    const total = inclusive.reduce((sum, s) => sum + s ** scale, 0);
    utility.forEach((u, m) => {
      const nest = inclusive[nests[m]!]!;
      const share = (nest ** scale / total) * (Math.exp(u / scale) / nest);
      expect(Math.abs(counts[m]! / draws - share)).toBeLessThan(0.01);
    });
  });

  test('the logsum with scale one is that of the multinomial logit, and more alternatives never lower it', () => {
    expect(nestedLogsum([1, 2, 3], [0, 0, 1], 2, 1)).toBeCloseTo(Math.log(Math.E + Math.E ** 2 + Math.E ** 3), 10);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (values, mu) => {
          const fewer = values.map((v, i) => (i === 5 ? -Infinity : v));
          expect(nestedLogsum(values, nests, 3, mu)).toBeGreaterThanOrEqual(nestedLogsum(fewer, nests, 3, mu) - 1e-12);
        },
      ),
    );
  });
});

test('fares by hand calculation: boarding + 5 km, minimum fare, 50 km by train, 2 h and 20 km by shared car, 15 min by shared bicycle', () => {
  const { prices } = town();
  expect(busFareEur(prices, 5000)).toBeCloseTo(1.12 + 5 * 0.21, 10);
  expect(busFareEur(prices, 0)).toBe(0);
  expect(trainFareEur(prices, 6000)).toBe(3);
  expect(trainFareEur(prices, 50_000)).toBeCloseTo(3 + 0.2 * (32 + 0.6 * 10), 10);
  expect(sharedCarEur(prices, 7200, 20_000)).toBeCloseTo(1 + 7.2 + 8, 10);
  expect(sharedBikeEur(prices, 900)).toBeCloseTo(2.5, 10);
  expect(carEur(prices, 2, 10_000)).toBeCloseTo(1.5, 10);
  expect(carEur(prices, 0, 10_000)).toBeCloseTo(2.7, 10);
});

describe('congestion', () => {
  const { roads } = smallTown();
  test('at capacity a link takes 1.15 times as long (BPR 1964), an empty hour shares the free times', () => {
    const flow = new Float64Array(24 * roads.arcCount);
    flow[8 * roads.arcCount + 3] = roads.capacityPcuPerH[3]!;
    const times = congestedTimes(roads, flow, 0, 0);
    expect(times[3]).toBe(roads.carTimeMs);
    expect(times[8]![3]! / roads.carTimeMs[3]!).toBeCloseTo(1.15, 3);
    expect(times[8]![4]).toBe(roads.carTimeMs[4]);
  });
  test('flows over rounds are their running mean', () => {
    const flow = new Float64Array(2);
    [
      [10, 4],
      [20, 0],
      [0, 2],
    ].forEach((count, i) => {
      averageFlows(flow, Uint32Array.from(count), 2, i + 1);
    });
    expect(flow[0]).toBeCloseTo(20, 10);
    expect(flow[1]).toBeCloseTo(4, 10);
  });
});

describe('supply in a sample', () => {
  const district = smallTown();
  test('pools hold the sampled share of all vehicles, rounded', () => {
    const scenario = town(['fleets.sharedCarsPerNeighbourhoodHub=25', 'fleets.parkAndRidePlacesFactor=2']);
    const supply = prepareSupply(scenario, district, 0.1);
    expect(supply.cars.capacity.reduce((a, b) => a + b, 0)).toBe(5);
    expect(supply.parkAndRide.capacity.reduce((a, b) => a + b, 0)).toBe(8);
    const whole = prepareSupply(scenario, district, 1);
    expect([...whole.cars.capacity]).toEqual([25, 25]);
  });
  test('what is taken is missing until it comes back, and the record shows it', () => {
    const { cars } = prepareSupply(town(['fleets.sharedCarsPerNeighbourhoodHub=2']), district, 1);
    const stock = new Stock(cars);
    const hub = 2;
    stock.advance(8 * 3600);
    expect([stock.take(hub), stock.take(hub), stock.take(hub)]).toEqual([true, true, false]);
    stock.advance(9 * 3600);
    stock.giveBack(hub);
    const standing = stock.standing();
    expect(standing[hub * 96 + 31]).toBe(2);
    expect(standing[hub * 96 + 33]).toBe(0);
    expect(standing[hub * 96 + 40]).toBe(1);
    expect(stock.turnedAway[hub]).toBe(1);
  });
});

describe('frequency of public transport', () => {
  const { timetable } = smallTown();
  test.each([0.5, 1.25, 2])(
    'a factor of %s gives that many trips, in order and with the same running times',
    (factor) => {
      const scaled = scaleFrequency(timetable, factor);
      for (let pattern = 0; pattern < timetable.patternCount; pattern++) {
        const trips = (of: typeof timetable): number =>
          of.patternFirstTrip[pattern + 1]! - of.patternFirstTrip[pattern]!;
        expect(trips(scaled)).toBe(Math.round(trips(timetable) * factor));
        const stops = timetable.patternFirstStop[pattern + 1]! - timetable.patternFirstStop[pattern]!;
        let before = -1;
        for (let trip = scaled.patternFirstTrip[pattern]!; trip < scaled.patternFirstTrip[pattern + 1]!; trip++) {
          const at = scaled.tripFirstTime[trip]!;
          expect(scaled.departureS[at]!).toBeGreaterThanOrEqual(before);
          before = scaled.departureS[at]!;
          const first = timetable.tripFirstTime[timetable.patternFirstTrip[pattern]!]!;
          expect(scaled.arrivalS[at + stops - 1]! - scaled.departureS[at]!).toBe(
            timetable.arrivalS[first + stops - 1]! - timetable.departureS[first]!,
          );
        }
      }
    },
  );
});
