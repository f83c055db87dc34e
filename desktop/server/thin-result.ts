/** Makes a small copy of a result folder, to come with the program: the tables a first look needs, figures rounded, geometry to a metre.
 *  In: a result folder. Out: a result folder that every reader accepts; its note says that it was thinned. Touches files. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckDb, sqlName, sqlText } from '../../engine/io/parquet.ts';
import { KEPT_VALUES, readPurseRows } from '../../engine/io/purse-rows.ts';
import { type ResultSchema, readResult } from '../../engine/io/result-folder.ts';
import { readValueFigures } from '../../engine/io/values-compare.ts';

/** Tables that are left out: big, and used by no screen. */
const LEFT_OUT = new Set(['sessions', 'vehicles', 'persons', 'households', 'courses', 'linkTimes']);
/** Weekday trips kept: enough to see people move. */
const TRIPS_KEPT = 6000;
/** Streets with fewer cars a weekday have no hours in a sample. */
const BUSY_CARS = 400;
/** Columns that are left out of long tables. */
const NARROW: Readonly<Record<string, readonly string[]>> = {
  trips: ['dayType', 'purpose', 'fromZone', 'toZone', 'mode', 'departureS', 'travelTimeS', 'distanceM'],
  links: [
    'name',
    'roadClass',
    'lengthM',
    'carsPerWeekday',
    'bikesPerWeekday',
    'walkersPerWeekday',
    'busiestHourShare',
    'delayS',
    'co2Kg',
    'noxG',
    'pm10G',
    'pm25G',
    'noiseDb',
    'no2FacadeUgM3',
    'pm25FacadeUgM3',
    'pm25ExposureUgM3',
    'geometry',
    'link',
  ],
  lines: ['line', 'area', 'peakLoadingShare', 'lengthM', 'geometry'],
  steps: [
    'startUtcS',
    'localDate',
    'localS',
    'dayType',
    'loadKw',
    'pvKw',
    'chargeKw',
    'dischargeKw',
    'netKw',
    'storedKwh',
    'socShare',
    'worstTransformerKw',
    'fullestTransformerShare',
    'consumptionEurPerKwh',
    'wholesaleEurPerKwh',
  ],
  linkHours: ['link', 'hour', 'carsPerH', 'delayS', 'capacityShare'],
};
const THINNED =
  'This sample was thinned for its size: some tables and trips are left out and figures are rounded; run the scenario for all of them.';

export async function thinResult(from: string, to: string): Promise<number> {
  const result = await readResult(from);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const tables: Record<string, ResultSchema['tables'][string]> = {};
  let total = 0;
  using connection = await openDuckDb();
  for (const [name, table] of Object.entries(result.schema.tables)) {
    if (LEFT_OUT.has(name)) continue;
    const keep = NARROW[name];
    const columns = table.columns.filter((column) => keep === undefined || keep.includes(column.name));
    const source = join(result.folder, table.file);
    const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${sqlText(source)})`);
    const typeOf = new Map(types.getRows().map((row) => [String(row[0]), String(row[1])]));
    const select = columns.map((column) => shortened(column.name, column.unit, typeOf.get(column.name) ?? ''));
    const file = join(to, table.file);
    await connection.run(
      `COPY (SELECT ${select.join(', ')} FROM read_parquet(${sqlText(source)})${rowsKept(name, table.rows, sqlText(source))}) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, PARQUET_VERSION v2)`,
    );
    const count = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet(${sqlText(file)})`);
    const bytes = (await stat(file)).size;
    total += bytes;
    tables[name] = { file: table.file, rows: Number(count.getRows()[0]?.[0] ?? 0), bytes, columns };
  }
  const kept = await readValueFigures(result);
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(to, name), `${JSON.stringify(value, null, 1)}\n`);
  const purse = await readPurseRows(result);
  await write(KEPT_VALUES, { figures: kept.figures, ...(purse === null ? {} : { purse }) });
  await write('scenario.json', result.scenario);
  await write('summary.json', { ...result.summary, notes: [...result.summary.notes, THINNED] });
  await write('schema.json', { tables });
  await write('manifest.json', result.manifest);
  return total;
}

/** Rows of the long tables: weekday trips of every n-th person, hours of busy streets, and of each month the day with the highest loading;
 *  the same each time. */
function rowsKept(name: string, rows: number, source: string): string {
  if (name === 'trips') {
    const each = Math.max(1, Math.ceil(rows / 2.6 / TRIPS_KEPT));
    return ` WHERE "dayType" = 'weekday' AND person % ${each} = 0`;
  }
  if (name === 'linkHours')
    return ` WHERE link IN (SELECT link FROM read_parquet(${source}) GROUP BY link HAVING sum("carsPerH") >= ${BUSY_CARS})`;
  if (name === 'hubQuarters') return ` WHERE "dayType" = 'weekday'`;
  if (name === 'transformerHours') {
    const day = `strftime(make_timestamp(CAST("startUtcS" AS BIGINT) * 1000000) AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Amsterdam', '%Y-%m-%d')`;
    return ` WHERE ${day} IN (SELECT arg_max(day, most) FROM (SELECT ${day} AS day, max(abs("loadingShare")) AS most
      FROM read_parquet(${source}) GROUP BY day) GROUP BY left(day, 7))`;
  }
  return '';
}

/** Kilowatts to whole ones in the steps, coordinates to five decimals (a metre): what a chart or map can show. */
function shortened(name: string, unit: string, type: string): string {
  const column = sqlName(name);
  if (name === 'geometry' && type === 'VARCHAR')
    return `regexp_replace(${column}, '(\\.\\d{5})\\d+', '\\1', 'g') AS ${column}`;
  if (/^(DOUBLE|FLOAT)/.test(type)) {
    if (unit === 'kW' || unit === 'kWh') return `round(${column})::FLOAT AS ${column}`;
    if (name === 'lonDeg' || name === 'latDeg') return `round(${column}, 5)::DOUBLE AS ${column}`;
    if (unit === 'EUR/kWh' || unit === 'share') return `round(${column}, 4)::FLOAT AS ${column}`;
  }
  return column;
}
