/** Zone figures: CBS key figures with stacked headers and secret cells, a grid of cells, tables by name. */
import { describe, expect, test } from 'vitest';
import { InputError } from '../../engine/core/errors.ts';
import { checkGrid } from '../../engine/io/import-grid.ts';
import { ReportBuilder } from '../../engine/io/report-builder.ts';
import { readText } from '../../engine/io/text-file.ts';
import { geoJsonZones } from '../../engine/io/zone-geojson.ts';
import { parseZoneTable, readZones } from '../../engine/io/zones.ts';
import { hasShared, shared, WITHOUT_SHARED } from './files.ts';

describe.skipIf(!hasShared)(`real files${WITHOUT_SHARED}`, () => {
  const pc4 = shared('demand/cbs_pc4_utrecht/cbs_pc4_keyfigures_2020.csv');
  const centroids = shared('geo/utrecht-zones/pc4_netherlands_4pp.csv');

  test('CBS 2020, Vleuten (3451): 4,665 households, 37.7 kEUR, 26 % low and 35 % high incomes, 21 % under 15 (published table)', async () => {
    const { table, report } = await readZones(pc4, { centroids });
    const zone = table.zones.find(({ code }) => code === '3451')!;
    expect(zone.figures).toMatchObject({ residents: 11_930, households: 4_665, incomeKeurPerHousehold: 37.7 });
    expect(zone.figures.lowIncomeShare).toBeCloseTo(0.26, 2);
    expect(zone.figures.highIncomeShare).toBeCloseTo(0.35, 2);
    expect(zone.figures.under15Share).toBeCloseTo(2535 / 11_930, 10);
    expect([zone.lonDeg, zone.latDeg]).toEqual([5.0105849, 52.1088514]);
    expect(table.zones.length).toBe(47);
    expect(report.repaired.find(({ what }) => what.startsWith('secret'))!.count).toBeGreaterThan(10);
    for (const { figures } of table.zones)
      for (const value of Object.values(figures)) expect(value).toBeGreaterThanOrEqual(0);
  });

  test('CBS figures without places are refused with the way out', async () => {
    await expect(readZones(pc4)).rejects.toThrow(/--centroids/);
  });

  test('Porto Alegre grid: 1,227 cells, 812,935 residents, 337,921 jobs; empty cells dropped; every pupil has a school', async () => {
    const { table, report } = await readZones(shared('geo/porto-alegre/poa_hexgrid.csv'), { householdSize: 2.7 });
    expect(report.kept).toMatchObject({ residents: 812_935, jobs: 337_921 });
    expect(table.zones.length + report.dropped[0]!.count).toBe(1227);
    const pupils = table.places.reduce((sum, place) => sum + place.pupils, 0);
    expect(pupils / 812_935).toBeCloseTo(0.15, 3);
    for (const { figures } of table.zones) if (figures.residents! > 0) expect(figures.households).toBeGreaterThan(0);
    expect(report.warnings[0]!.rule).toMatch(/Dutch means stand in/);
  });

  test('a power-grid-model grid is accepted as it is; a line that names no node is refused', async () => {
    const file = shared('energy/lv_grids/pgm_power_flow/pandapower/networks/symmetric/distribution-case/input.json');
    const text = await readText(file);
    expect(checkGrid(text, file).read).toMatchObject({ node: 8, line: 7, source: 1 });
    expect(() => checkGrid(text.replace(/"from_node": \d+/, '"from_node": 999999'), file)).toThrow(
      /must be the id of a node/,
    );
  });
});

test('a table named as the figures of zones: shares over 1 and secret codes are not believed', () => {
  const { table, report } = parseZoneTable(
    'code,name,lonDeg,latDeg,residents,households,jobs,flatShare\nA,Aa,5.1,52.1,1000,450,200,0.4\nB,Bb,5.2,52.1,-99997,,,1.7\nA,again,5.1,52.1,1,1,1,0\n',
    'z.csv',
  );
  expect(table.zones.map(({ code, figures }) => [code, figures.residents, figures.flatShare])).toEqual([
    ['A', 1000, 0.4],
    ['B', 0, undefined],
  ]);
  expect(report.repaired.map(({ what }) => what)).toEqual([
    'secret or unknown cells, taken as not known',
    'impossible flatShare, taken as not known',
    'zones whose residents are not known, taken as none',
  ]);
  expect(report.dropped).toEqual([{ what: 'zones whose code stands twice', count: 1, examples: ['A'] }]);
});

test('a service that answers with the latitude first is found out by its Dutch codes', () => {
  const at = (lonLat: readonly number[]): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { buurtcode: 'BU03440111', buurtnaam: 'Terwijde', aantalInwoners: 100 },
          geometry: { type: 'Point', coordinates: lonLat },
        },
      ],
    });
  const read = (text: string) => geoJsonZones(text, 'z', new ReportBuilder('z', 'zones'));
  expect(() => read(at([52.09, 5.04]))).toThrow(/longitude first/);
  expect(read(at([5.04, 52.09]))).toHaveLength(1);
});

test.each([
  ['columns without meaning', 'a,b\n1,2'],
  ['a grid without a usable cell', 'id,lon,lat,population,jobs,schools\na,,,5,5,5\n'],
  ['nothing but a header', 'code,lonDeg,latDeg,residents\n'],
])('zones that cannot serve are refused in words: %s', (_name, text) => {
  expect(() => parseZoneTable(text, 'z')).toThrow(InputError);
});

test.each([
  ['no JSON', 'x'],
  ['no nodes', '{"version":"1.0","type":"input","data":{}}'],
  ['no source', '{"type":"input","data":{"node":[{"id":1,"u_rated":400}],"source":[]}}'],
  ['results in place of input', '{"type":"sym_output","data":{"node":[{"id":1}],"source":[{"id":2,"node":1}]}}'],
  ['an id that stands twice', '{"type":"input","data":{"node":[{"id":1},{"id":1}],"source":[{"id":2,"node":1}]}}'],
])('a grid that cannot serve is refused in words: %s', (_name, text) => {
  expect(() => checkGrid(text, 'g')).toThrow(InputError);
});
