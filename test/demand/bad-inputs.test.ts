import { describe, expect, test } from 'vitest';
import { serial } from '../../engine/core/parallel.ts';
import { buildPlans } from '../../engine/demand/build-plans.ts';
import { buildPopulation } from '../../engine/demand/build-population.ts';
import type { District } from '../../engine/district/district.ts';
import { smallTown, town } from './small-town.ts';

const context = { signal: undefined, onProgress: () => {} };
const scenario = town(['travel.sampleShare=0.05']);

const plans = async (district: District) => {
  const population = buildPopulation(scenario, district);
  return buildPlans(scenario, district, population, 0, serial, context);
};

describe('inputs of demand that cannot serve are named with their place', () => {
  for (const key of ['jobs', 'shopVisits', 'leisureVisits', 'pupils'] as const)
    test(`no destination for ${key}`, async () => {
      const district = smallTown();
      const places = { ...district.places, [key]: new Float64Array(district.places.count) };
      await expect(plans({ ...district, places })).rejects.toThrow(
        new RegExp(`places\\.${key} — must give at least one destination`),
      );
    });

  test('a zone with residents and no households is refused by name', () => {
    const district = smallTown();
    const households = district.zones.households.slice();
    households[0] = 0;
    expect(() => buildPopulation(scenario, { ...district, zones: { ...district.zones, households } })).toThrow(
      /households/,
    );
  });
});
