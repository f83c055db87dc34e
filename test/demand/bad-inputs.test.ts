import { describe, expect, test } from 'vitest';
import type { InputError } from '../../engine/core/errors.ts';
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

  const withShares = (shares: Readonly<Record<string, number>>): District => {
    const district = smallTown();
    const changed = Object.fromEntries(
      Object.entries(shares).map(([key, value]) => {
        const column = (district.zones[key as 'lowIncomeShare'] ?? new Float64Array(district.zones.count)).slice();
        column[0] = value;
        return [key, column];
      }),
    );
    return { ...district, zones: { ...district.zones, ...changed } };
  };

  test('shares that are more than their whole together are named with their zone and sum, not scaled down', () => {
    for (const [shares, message] of [
      [
        { lowIncomeShare: 0.6, highIncomeShare: 0.7 },
        /zones\[0\] .*lowIncomeShare \+ highIncomeShare — must not be more than 1 together.*1\.3/,
      ],
      [{ under15Share: 0.7, over65Share: 0.6 }, /under15Share \+ over65Share — must not be more than 1 together/],
      [{ onePersonShare: 0.9, withChildrenShare: 0.4 }, /onePersonShare \+ withChildrenShare — must not be more/],
      [{ onePersonShare: 35 }, /onePersonShare — must be a share from 0 to 1.*35/],
    ] as const)
      expect(() => buildPopulation(scenario, withShares(shares))).toThrow(message);
  });

  test('all zones with such shares are told at once', () => {
    const district = withShares({ lowIncomeShare: 0.9, highIncomeShare: 0.9, under15Share: 0.9, over65Share: 0.9 });
    const { lowIncomeShare } = district.zones;
    lowIncomeShare[1] = 0.9;
    district.zones.highIncomeShare[1] = 0.9;
    try {
      buildPopulation(scenario, district);
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).problems.length).toBe(3);
    }
  });

  test('published percents that round to 101 are taken as they are', () => {
    expect(() => buildPopulation(scenario, withShares({ lowIncomeShare: 0.51, highIncomeShare: 0.5 }))).not.toThrow();
  });

  test('fewer residents than households are refused by zone', () => {
    const district = smallTown();
    const households = district.zones.households.slice();
    households[0] = 2 * district.zones.residents[0]!;
    expect(() => buildPopulation(scenario, { ...district, zones: { ...district.zones, households } })).toThrow(
      /zones\[0\] .* must have at least one resident a household/,
    );
  });

  test('levers of products and parking outside their range are named: bundle price, discount, permit, places, hours', () => {
    for (const [lever, message] of [
      ['maas.bundles=[{ name: A, priceEurPerMonth: -1 }]', /maas\.bundles\[0\]\.priceEurPerMonth/],
      [
        'maas.bundles=[{ name: A, priceEurPerMonth: 1, transitDiscountShare: 1.2 }]',
        /maas\.bundles\[0\]\.transitDiscountShare/,
      ],
      ['maas.bundles=[{ priceEurPerMonth: 1 }]', /maas\.bundles\[0\]\.name/],
      ['maas.householdCapEurPerMonth=-5', /maas\.householdCapEurPerMonth/],
      ['parking.permitEurPerMonth=-1', /parking\.permitEurPerMonth/],
      ['parking.permitsPerHousehold=1.5', /parking\.permitsPerHousehold/],
      ['parking.paidFrom=25:00', /parking\.paidFrom/],
      ['fleets.stationBikesPerStation=-1', /fleets\.stationBikesPerStation/],
    ] as const)
      expect(() => town([lever])).toThrow(message);
  });
});
