import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { District } from '../../engine/district/district.ts';
import { HUB_KINDS } from '../../engine/district/district.ts';
import { insideRings, zoneFinder } from '../../engine/district/zone-of-point.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { districtFolder } from '../../engine/io/district-folder.ts';

let district: District;
beforeAll(async () => {
  district = await loadDistrict('leidsche-rijn');
});

const sumOf = (values: Float64Array, start: string): number =>
  district.zones.code.reduce((sum, code, zone) => sum + (code.startsWith(start) ? values[zone]! : 0), 0);

/** Mean over dwellings. */
const meanOf = (values: Float64Array, start: string): number =>
  sumOf(
    values.map((value, zone) => value * district.zones.dwellings[zone]!),
    start,
  ) / sumOf(district.zones.dwellings, start);

describe('totals of the two wijken equal the published ones (CBS kerncijfers wijken en buurten, newest)', () => {
  test.each([
    ['BU034409', 'Leidsche Rijn', 51_080, 21_080, 20_364],
    ['BU034410', 'Vleuten-De Meern', 51_245, 19_205, 19_041],
  ])('%s %s: residents, households, dwellings', (code, _name, residents, households, dwellings) => {
    expect(sumOf(district.zones.residents, code)).toBe(residents);
    expect(sumOf(district.zones.households, code)).toBe(households);
    expect(sumOf(district.zones.dwellings, code)).toBe(dwellings);
  });

  test.each([
    ['BU034409', 0.48, 0.25, 2460, 30, 0.867, 0.43],
    ['BU034410', 0.17, 0.18, 2960, 780, 0.037, 0.49],
  ])('%s: flats, social rent, kWh, m3 gas, district heating and panels', (code, flats, social, kwh, gas, heat, pv) => {
    const { zones } = district;
    expect(meanOf(zones.flatShare, code)).toBeCloseTo(flats, 2);
    expect(meanOf(zones.socialRentShare, code)).toBeCloseTo(social, 2);
    expect(Math.abs(meanOf(zones.electricityKwhPerDwelling, code) - kwh)).toBeLessThan(5);
    expect(Math.abs(meanOf(zones.gasM3PerDwelling, code) - gas)).toBeLessThan(3);
    expect(Math.abs(meanOf(zones.districtHeatingShare, code) - heat)).toBeLessThan(0.01);
    expect(meanOf(zones.pvDwellingShare, code)).toBeCloseTo(pv, 2);
  });

  test('27 neighbourhoods keep the proportions of their published residents (CBS about 2021–2022): Veldhuizen 9,210 of 50,955', () => {
    const { zones } = district;
    expect(zones.external.filter((flag) => flag === 0).length).toBe(27);
    const veldhuizen = zones.residents[zones.name.indexOf('Veldhuizen')]!;
    expect(veldhuizen).toBe(Math.round((9210 / 50_955) * 51_245));
  });
});

describe('zones and places', () => {
  test('outlines do not overlap: a grid of points lies in one zone at most, and each zone holds its own centre', () => {
    const { zones } = district;
    let both = 0;
    let any = 0;
    for (let lon = 4.97; lon < 5.1; lon += 0.0007)
      for (let lat = 52.025; lat < 52.145; lat += 0.0005) {
        const hits = zones.outline.filter((rings) => rings.length > 0 && insideRings(rings, lon, lat)).length;
        if (hits > 0) any++;
        if (hits > 1) both++;
      }
    expect(any).toBeGreaterThan(5000);
    expect(both / any).toBeLessThan(0.002);
    for (let zone = 0; zone < 27; zone++)
      expect(insideRings(zones.outline[zone]!, zones.lonDeg[zone]!, zones.latDeg[zone]!), zones.name[zone]).toBe(true);
  });

  test('every place lies in the zone it names, and jobs of a zone are those of its places', () => {
    const { zones, places } = district;
    const find = zoneFinder(zones, true);
    const jobs = new Float64Array(zones.count);
    for (let place = 0; place < places.count; place++) {
      const zone = places.zone[place]!;
      jobs[zone]! += places.jobs[place]!;
      if (zones.external[zone] === 0)
        expect(zones.name[find(places.lonDeg[place]!, places.latDeg[place]!)], places.name[place]).toBe(
          zones.name[zone],
        );
    }
    expect(jobs).toEqual(zones.jobs);
  });

  test('jobs at the named places are those of the sources: St Antonius 3,000, De Wetering 4,000, Papendorp 11,000, Science Park 27,000', () => {
    const { zones } = district;
    const jobsOf = (name: string): number => zones.jobs[zones.name.indexOf(name)]!;
    expect(jobsOf('Bedrijventerrein De Wetering')).toBe(4000);
    expect(jobsOf('Bedrijvengebied Papendorp')).toBe(11_000);
    expect(jobsOf('Lage Weide')).toBe(16_000);
    expect(jobsOf('Utrecht Science Park')).toBe(27_000);
    expect(district.places.jobs[district.places.name.indexOf('St Antonius Ziekenhuis')]).toBe(3000);
  });

  test('primary schools have room for the children of 4 to 11: about 8 years of a cohort of 1.5 % of residents', () => {
    const { zones, places } = district;
    let pupils = 0;
    for (let place = 0; place < places.count; place++)
      if (zones.external[places.zone[place]!] === 0 && places.pupils[place]! < 700) pupils += places.pupils[place]!;
    const children = (8 / 15) * zones.residents.reduce((sum, all, zone) => sum + all * zones.under15Share[zone]!, 0);
    expect(pupils / children).toBeGreaterThan(0.85);
    expect(pupils / children).toBeLessThan(1.3);
  });
});

describe('hubs and charge points', () => {
  test('stations, P+R with their published places, and 25 to 40 neighbourhood hubs', () => {
    const { hubs } = district;
    const kinds = Array.from(hubs.kind, (kind) => HUB_KINDS[kind]!);
    expect(kinds.filter((kind) => kind === 'station').length).toBe(4);
    const neighbourhood = kinds.filter((kind) => kind === 'neighbourhood').length;
    expect(neighbourhood).toBeGreaterThanOrEqual(25);
    expect(neighbourhood).toBeLessThanOrEqual(40);
    expect(hubs.carPlaces[hubs.name.indexOf('P+R Papendorp')]).toBe(750);
    expect(hubs.carPlaces[hubs.name.indexOf('P+R Science Park')]).toBe(2000);
  });

  test('public charge points: 274 locations and 846 sockets in Leidsche Rijn, 321 and 804 in Vleuten-De Meern (NDW, June 2026)', () => {
    const { chargePoints, zones } = district;
    const find = zoneFinder(zones, true);
    for (const [code, locations, sockets] of [
      ['BU034409', 274, 846],
      ['BU034410', 321, 804],
    ] as const) {
      const mine = chargePoints.id.flatMap((id, at) => (id.startsWith(code) ? [at] : []));
      expect(mine.length).toBe(locations);
      expect(mine.reduce((sum, at) => sum + chargePoints.sockets[at]!, 0)).toBe(sockets);
      for (const at of mine)
        expect(zones.code[find(chargePoints.lonDeg[at]!, chargePoints.latDeg[at]!)]!.startsWith(code)).toBe(true);
    }
    expect(new Set(chargePoints.id).size).toBe(chargePoints.count);
  });
});

describe('weather and prices', () => {
  test('a year of hours with 988 kWh/m2 on the flat (reference year NEN, De Bilt) and 10.6 °C (KNMI 1991–2020)', () => {
    const { weather } = district;
    expect(weather.ghiWm2.length).toBe(8760);
    expect(weather.ghiWm2.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(988, -0.5);
    const mean = weather.airTemperatureC.reduce((sum, value) => sum + value, 0) / 8760;
    expect(mean).toBeGreaterThan(10.1);
    expect(mean).toBeLessThan(11);
  });

  test('prices average 77.3 EUR/MWh as in 2024', () => {
    const { priceEurPerKwh } = district.prices;
    const mean = priceEurPerKwh.reduce((sum, value) => sum + value, 0) / priceEurPerKwh.length;
    expect(mean * 1000).toBeCloseTo(77.3, 0);
  });
});

describe('the readme of the district', () => {
  test('tells the size of the network as it is built, and the number of zones, places and hubs', () => {
    const text = readFileSync(join(districtFolder('leidsche-rijn'), 'README.md'), 'utf8');
    const { roads, zones, places } = district;
    const number = (value: number): string => value.toLocaleString('en');
    expect(text).toContain(`${number(roads.nodeCount)} / ${number(roads.linkCount)} / `);
    expect(text).toContain(`${zones.external.reduce((sum, flag) => sum + flag, 0)} zones of the city`);
    expect(text).toContain(`${places.count} destinations`);
  });
});
