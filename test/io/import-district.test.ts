/** Import commands: a whole district of real files, and what a folder looks like on the way. */

import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkDate, dayOf } from '../../engine/cli/journey-options.ts';
import { InputError } from '../../engine/core/errors.ts';
import { loadDistrict } from '../../engine/io/district.ts';
import { importInto } from '../../engine/io/import-district.ts';
import { slug } from '../../engine/io/import-folder.ts';
import { reportText } from '../../engine/io/report-text.ts';
import { readSessions } from '../../engine/io/sessions.ts';
import { sunOffsetH } from '../../engine/io/sun-check.ts';
import { NO_ACCESS } from '../../engine/network/road-graph.ts';
import { hasShared, shared, temporaryFolder, WITHOUT_SHARED, writeTemporary } from './files.ts';

const folder = temporaryFolder();

describe.skipIf(!hasShared)(`Porto Alegre from its own files${WITHOUT_SHARED}`, () => {
  const to = join(folder, 'Porto Alegre');

  test('five imports make a district that a scenario can load', async () => {
    const roads = await importInto('osm', [shared('geo/porto-alegre/poa.osm.pbf')], to);
    expect(roads.missing).toEqual(['zones', 'gtfs', 'weather', 'prices']);
    const feeds = ['geo/porto-alegre/poa_eptc.zip', 'geo/porto-alegre/poa_trensurb.zip'].map(shared);
    const transit = await importInto('gtfs', feeds, to, { date: '2019-05-15', attribution: 'EPTC, Trensurb' });
    expect(transit.reports.map(({ notes }) => notes[0])).toEqual([
      expect.stringContaining('weekday 2019-05-15'),
      expect.stringContaining('weekday 2019-05-15'),
    ]);
    // Bus lines run far south of the street map (data README): they are told, not hidden.
    expect(transit.reports[0]!.warnings.some(({ key }) => key === 'stops')).toBe(true);
    await importInto('zones', [shared('geo/porto-alegre/poa_hexgrid.csv')], to, { householdSize: 2.7 });
    await importInto('weather', [shared('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz')], to);
    const last = await importInto('prices', [shared('energy/prices_nl/NL_electricity_prices_2023.csv')], to);
    expect(last.missing).toEqual([]);

    const district = await loadDistrict(to);
    expect([district.id, district.timeZone, district.zones.count, district.hubs.count]).toEqual([
      'porto-alegre',
      'America/Sao_Paulo',
      1157,
      4,
    ]);
    expect(district.timetable.tripCount).toBeGreaterThan(2900);
    // Where both calendars hold (data README): buses 2019-04-15 to 07-15, trains 2019-03-01 to 12-31.
    expect(district.timetableDates).toEqual(['2019-04-15', '2019-07-15']);
    expect(() => checkDate(district, dayOf('2019-05-15'))).not.toThrow();
    expect(() => checkDate(district, dayOf('saturday'))).not.toThrow();
    for (const date of ['2019-04-14', '2019-07-16', '2035-01-01'])
      expect(() => checkDate(district, dayOf(date))).toThrow(
        /--day — must lie in the timetable of .*2019-04-15 to 2019-07-15/,
      );
    expect(district.roads.carTimeMs.filter((timeMs) => timeMs !== NO_ACCESS).length).toBeGreaterThan(20_000);
    expect([district.weather.ghiWm2.length, district.prices.priceEurPerKwh.length]).toEqual([8760, 8760]);
    // Weather of De Bilt stands in: the district's own sun finds it in place.
    expect(Math.abs(sunOffsetH(district.weather.ghiWm2, district.weather.startUtcS, -30.05, -51.2))).toBeLessThan(0.5);
    const titles = district.sources.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining(['osm: poa.osm.pbf', 'gtfs: poa_eptc.zip', 'gtfs: poa_trensurb.zip']),
    );
    expect(district.sources.find(({ title }) => title === 'gtfs: poa_eptc.zip')).toMatchObject({
      attribution: 'EPTC, Trensurb',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('the folder holds whole files only, and one report a kind', async () => {
    expect((await readdir(to)).sort()).toEqual([
      'district.yaml',
      'hubs.csv',
      'import-report.json',
      'places.csv',
      'prices.csv',
      'roads.bin',
      'timetable.bin',
      'weather.csv',
      'zones.geojson',
    ]);
    const reports = JSON.parse(await readFile(join(to, 'import-report.json'), 'utf8')) as object;
    expect(Object.keys(reports)).toEqual(['osm', 'gtfs', 'zones', 'weather', 'prices']);
  });

  test('importing a kind again replaces its file and its sources; sessions and a grid may be added', async () => {
    await importInto('gtfs', [shared('geo/porto-alegre/poa_trensurb.zip')], to);
    await importInto('sessions', [shared('energy/ev_sessions/trondheim_Dataset1_EV_charging_reports.csv')], to);
    await importInto(
      'grid',
      [shared('energy/lv_grids/pgm_power_flow/pandapower/networks/symmetric/distribution-case/input.json')],
      to,
    );
    const { sources } = parse(readFileSync(join(to, 'district.yaml'), 'utf8')) as { sources: Array<{ title: string }> };
    expect(sources.map(({ title }) => title.split(':')[0])).toEqual([
      'osm',
      'zones',
      'weather',
      'prices',
      'gtfs',
      'sessions',
      'grid',
    ]);
    const again = await readSessions(join(to, 'sessions.csv'));
    expect([again.records.count, again.report.repaired, again.report.dropped]).toEqual([6827, [], []]);
    expect((await loadDistrict(to)).timetable.tripCount).toBeLessThan(1248);
  });
});

const PRICES = `timeUtc,priceEurPerKwh\n${Array.from({ length: 24 }, (_, h) => `2025-01-01T${String(h).padStart(2, '0')}:00:00Z,0.1`).join('\n')}\n`;

test('an import that fails leaves no folder behind and no half of a file', async () => {
  const to = join(folder, 'failed');
  await expect(importInto('osm', [writeTemporary(folder, 'bad.osm.pbf', 'nonsense')], to)).rejects.toThrow(InputError);
  expect(existsSync(to)).toBe(false);
});

test('a folder whose district.yaml is no map is refused and left alone', async () => {
  const to = join(folder, 'odd');
  await importInto('prices', [writeTemporary(folder, 'p.csv', PRICES)], to);
  const file = writeTemporary(to, 'district.yaml', '- a\n- list\n');
  await expect(importInto('prices', [join(folder, 'p.csv')], to)).rejects.toThrow(/must be a YAML map/);
  expect(readFileSync(file, 'utf8')).toBe('- a\n- list\n');
});

test('a report reads as lines: what was read, kept, repaired, dropped, noted and doubted', () => {
  const text = reportText({
    file: 'f.csv',
    format: 'test',
    read: { rows: 1200, none: 0 },
    kept: {},
    repaired: [{ what: 'gaps', count: 24, examples: ['a', 'b', 'c', 'd'] }],
    dropped: [{ what: 'doubles', count: 1, examples: [] }],
    warnings: [{ file: 'f.csv', key: 'year', rule: 'is odd', value: 7 }],
    notes: ['local time'],
  });
  expect(text.split('\n')).toEqual([
    'f.csv  [test]',
    '  read      1,200 rows',
    '  kept      nothing',
    '  repaired         24  gaps  (a; b; c; …)',
    '  dropped           1  doubles',
    '  note      local time',
    '  warning   year — is odd, got 7',
  ]);
});

test('ids of folders are small letters, digits and hyphens', () => {
  expect(['Porto Alegre', 'São Paulo 2', '***'].map(slug)).toEqual(['porto-alegre', 'sa-o-paulo-2', 'district']);
});
