import { expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import { prepareDay } from '../../engine/mobility/simulate-travel-day.ts';
import { smallTown, town } from '../demand/small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const district = smallTown([12_000, 9_000]);

const prepare = async (levers: readonly string[]) => {
  const scenario = town(['travel.sampleShare=0.2', ...levers]);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  return {
    scenario,
    day: await prepareDay({ scenario, district, population, plans, dayType: 0, parallel: serial, context }),
  };
};

test('a bicycle hired at the station is one more way: no train journey is worth less with it, and hired ones are cycled and paid half a day each way', async () => {
  const off = await prepare(['fleets.stationBikes=false']);
  const on = await prepare(['fleets.stationBikes=true']);
  const { costPerEur } = on.scenario.choice;
  const worth = ({ day }: typeof on, t: number): number => {
    const { train } = day.los;
    return train.utility[t]! + costPerEur * (train.busEur[t]! + train.trainEur[t]! + train.rentEur[t]!);
  };
  const { train } = on.day.los;
  for (let t = 0; t < on.day.trips.count; t++) {
    if (off.day.los.train.utility[t]! > -Infinity) expect(worth(on, t)).toBeGreaterThanOrEqual(worth(off, t) - 1e-5);
    expect(off.day.los.train.rentEur[t]).toBe(0);
    if (train.rentEur[t]! === 0) continue;
    expect(train.rentEur[t]).toBeCloseTo(on.scenario.prices.stationBikeEurPerDay / 2, 6);
    expect(train.bikeM[t]!).toBeGreaterThan(0);
  }
});
