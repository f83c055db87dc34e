import { beforeAll, describe, expect, test } from 'vitest';
import type { District } from '../../engine/district/district.ts';
import { loadDistrict } from '../../engine/io/district.ts';

let district: District;
beforeAll(async () => {
  district = await loadDistrict('leidsche-rijn');
});

describe('the built-in district', () => {
  test('has 27 neighbourhoods and the regions around them', () => {
    expect(district.zones.external.filter((flag) => flag === 0).length).toBe(27);
    expect(district.roads.nodeCount).toBeGreaterThan(6000);
  });
});
