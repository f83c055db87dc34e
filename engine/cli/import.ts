/** `rijnstroom import KIND FILE… --to DISTRICT`: brings a file into a district folder and tells what became of it. */
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { IMPORT_KINDS, type ImportKind } from '../io/import-kinds.ts';
import type { Bbox } from '../io/osm-pieces.ts';
import { cancelSignal, note, out, outJson, wholeNumber } from './shell.ts';

interface Options {
  readonly to: string;
  readonly date?: string;
  readonly bbox?: Bbox;
  readonly country?: string;
  readonly year?: number;
  readonly station?: number;
  readonly timeZone?: string;
  readonly salt?: string;
  readonly centroids?: string;
  readonly places?: string;
  readonly householdSize?: number;
  readonly name?: string;
  readonly licence?: string;
  readonly attribution?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('import')
    .summary('bring a file into a district folder, with a report of what was kept')
    .description(
      'Reads a file of the outside world (OpenStreetMap, GTFS, EPW/KNMI/PVGIS weather, day-ahead prices, charging sessions, a\n' +
        'power-grid-model grid, zone figures) and writes it into a district folder that scenarios can name. A folder is complete when\n' +
        'osm, gtfs, zones, weather and prices have been imported.',
    )
    .addArgument(new Argument('<kind>', 'what the file is').choices(IMPORT_KINDS))
    .argument('<file...>', 'the file; several for gtfs')
    .requiredOption('--to <district>', 'district folder, made when it does not exist')
    .option('--name <text>', 'name of the district')
    .option('--bbox <west,south,east,north>', 'keep only this area (osm, gtfs)', parseBbox)
    .option('--date <yyyy-mm-dd>', 'choose service dates near this one (gtfs)')
    .option('--country <code>', 'default speeds of this country: NL, DE, BR (osm)')
    .option('--year <year>', 'year to take, or to place a typical year in (weather)', wholeNumber(1900, 2100))
    .option('--station <number>', 'station to take (KNMI weather)', wholeNumber(1, 999))
    .option('--time-zone <zone>', 'zone of times without one (prices, sessions)')
    .option('--salt <text>', 'makes pseudonyms agree between files (sessions)')
    .option('--centroids <file>', 'CSV with postcode, latitude, longitude (zones)')
    .option('--places <file>', 'CSV of where nodes are: id,lonDeg,latDeg or id,xRdM,yRdM (grid)')
    .option('--household-size <persons>', 'where only residents are known (zones)', positive)
    .option('--licence <text>', 'licence of the file, kept with results')
    .option('--attribution <text>', 'whom to name, kept with results')
    .option('--json', 'answer as JSON: { folder, reports, missing }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom import osm utrecht.osm.pbf --to my-town --bbox 4.97,52.02,5.10,52.15\n' +
        '  rijnstroom import gtfs bus.zip train.zip --to my-town --date 2025-03-18',
    )
    .action(async (kind: ImportKind, files: string[], { to, json, ...options }: Options) => {
      const { importInto } = await import('../io/import-district.ts');
      const { reportText } = await import('../io/report-text.ts');
      const result = await importInto(kind, files, to, { ...options, signal: cancelSignal });
      if (json === true) outJson(result);
      else {
        for (const report of result.reports) out(reportText(report));
        out(`wrote ${result.folder}`);
      }
      if (result.missing.length > 0)
        note(`still to import before a scenario can use it: ${result.missing.join(', ')}\n`);
      if (result.missing.length > 0 && !result.missing.includes('osm'))
        note(`route and isochrone can use it as it is: --district ${result.folder}\n`);
    });
}

export function parseBbox(text: string): Bbox {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts;
  if (
    parts.length !== 4 ||
    !(west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north)
  )
    throw new InvalidArgumentError('It must be west,south,east,north in degrees.');
  return { west, south, east, north };
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 10)) throw new InvalidArgumentError('It must be a number of persons, 1 to 10.');
  return value;
}
