/** A district made by the import commands' reader, of real files cut to a few neighbourhoods, through the whole story of a run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importInto } from '../../engine/io/import-district.ts';
import { loadScenarioFile } from '../../engine/io/scenario-file.ts';
import { run } from '../../engine/run.ts';
import { hasShared, shared, temporaryFolder, WITHOUT_SHARED, writeTemporary } from './files.ts';

const folder = temporaryFolder();
/** The old centre of Porto Alegre. */
const CENTRE = { west: -51.24, south: -30.06, east: -51.19, north: -30.02 };

/** The hexagons of the centre, of a table with lon and lat. */
function hexagonsOfCentre(): string {
  const [head, ...rows] = readFileSync(shared('geo/porto-alegre/poa_hexgrid.csv'), 'utf8').trim().split(/\r?\n/);
  const columns = head!.split(',').map((name) => name.replaceAll('"', ''));
  const inside = rows.filter((row) => {
    const cells = row.split(',');
    const lon = Number(cells[columns.indexOf('lon')]);
    const lat = Number(cells[columns.indexOf('lat')]);
    return lon > CENTRE.west && lon < CENTRE.east && lat > CENTRE.south && lat < CENTRE.north;
  });
  return [head, ...inside.slice(0, 12)].join('\n');
}

describe.skipIf(!hasShared)(`an imported district${WITHOUT_SHARED}`, () => {
  test('runs from end to end: people travel by road and timetable, and the ledger closes', async () => {
    const to = join(folder, 'centro');
    await importInto('osm', [shared('geo/porto-alegre/poa.osm.pbf')], to, { bbox: CENTRE });
    await importInto('gtfs', [shared('geo/porto-alegre/poa_eptc.zip')], to, { date: '2019-05-15' });
    await importInto('zones', [writeTemporary(folder, 'hexagons.csv', hexagonsOfCentre())], to, { householdSize: 2.7 });
    await importInto('weather', [shared('energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz')], to);
    const last = await importInto('prices', [shared('energy/prices_nl/NL_electricity_prices_2023.csv')], to);
    expect(last.missing).toEqual([]);
    const { scenario } = loadScenarioFile('baseline-2025', [
      `district=${to}`,
      'period.days=1',
      'travel.sampleShare=0.01',
      'travel.congestionIterations=1',
    ]);
    const result = await run(scenario, { cacheFolder: null });
    expect(Object.keys(result.indicators).length).toBeGreaterThan(20);
    for (const { relativeError } of result.ledger) expect(relativeError).toBeLessThan(1e-6);
    const trips = result.tables.find(({ name }) => name === 'trips')!;
    expect(trips.rowCount).toBeGreaterThan(100);
  });
});
