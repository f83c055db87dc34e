/** Readers on real files: streets, timetables, sessions, weather, prices, and the row reader beside csv-parse. Needs the shared data. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { test } from 'vitest';
import { CsvRows } from '../../engine/io/csv-rows.ts';
import { readGtfs } from '../../engine/io/gtfs.ts';
import { importRoads } from '../../engine/io/osm-network.ts';
import { readPrices } from '../../engine/io/prices.ts';
import { readSessions } from '../../engine/io/sessions.ts';
import { readWeather } from '../../engine/io/weather.ts';
import { measure, measureAsync, printRatio } from './measure.ts';

const data = '../shared/data';
const SPEEDS = { bikeSpeedKmh: 14.5, walkSpeedKmh: 4.5 };

test.skipIf(!existsSync(data))('readers (needs the shared data)', async () => {
  const maps = [
    ['Porto Alegre, OSM PBF to road graph (ways)', 'geo/porto-alegre/poa.osm.pbf', 16_032],
    ['Heidelberg, OSM PBF to road graph (ways)', 'geo/heidelberg/heidelberg.osm.pbf', 31_619],
    ['Delft, OSM XML to road graph (ways)', 'geo/osm-delft-tu/tu-delft-2014.osm', 3_512],
  ] as const;
  for (const [name, file, ways] of maps)
    await measureAsync(name, 5, async () => void (await importRoads(`${data}/${file}`, SPEEDS)), ways);
  const bus = `${data}/geo/porto-alegre/poa_eptc.zip`;
  await measureAsync('Porto Alegre, GTFS to timetable (calls)', 5, async () => void (await readGtfs([bus])), 130_019);
  await measureAsync(
    'Trondheim, charging sessions',
    5,
    async () => void (await readSessions(`${data}/energy/ev_sessions/trondheim_Dataset1_EV_charging_reports.csv`)),
    6_878,
  );
  await measureAsync(
    'De Bilt 2019, EPW with sun check (hours)',
    5,
    async () => void (await readWeather(`${data}/energy/weather_nl/NLD_DBL_EPW_YR2019.epw.gz`)),
    8_760,
  );
  await measureAsync(
    'Netherlands 2024, local prices (hours)',
    5,
    async () => void (await readPrices(`${data}/energy/prices_nl/NL_electricity_prices_2024.csv`)),
    8_784,
  );

  const table = unzipSync(readFileSync(bus), { filter: ({ name }) => name === 'stop_times.txt' })['stop_times.txt']!;
  const columns = ['trip_id', 'stop_id', 'stop_sequence', 'arrival_time', 'departure_time'];
  let own = 0;
  let reference = 0;
  const ours = measure(
    'stop_times.txt, own row reader (rows)',
    5,
    () => {
      const rows = new CsvRows('stop_times.txt', columns, (values) => {
        own += values[0]!.length;
      });
      rows.push(table);
      rows.end();
    },
    130_019,
  );
  const theirs = measure(
    'stop_times.txt, csv-parse (rows)',
    5,
    () => {
      for (const row of parse(Buffer.from(table), { from_line: 2 }) as string[][]) reference += row[0]!.length;
    },
    130_019,
  );
  printRatio('csv-parse over own row reader', theirs.medianS / ours.medianS);
  if (own !== reference) throw new Error('the two readers disagree');
});
