/** `rijnstroom solar`: sun position, irradiance and PV power of a roof as a table. */
import type { Command } from 'commander';
import { formatProblem, InputError } from '../core/errors.ts';
import { FORECASTS, type ForecastModel, forecastSeries } from '../energy/forecast.ts';
import { PV_WATTS_STANDARD } from '../energy/pv-watts.ts';
import { ROOF_MODEL, type Roof, type RoofModel } from '../energy/roofs.ts';
import {
  CLEAR_SKIES,
  type ClearSky,
  type SolarTable,
  type SolarTableInput,
  solarTable,
} from '../energy/solar-table.ts';
import type { Weather } from '../energy/stores.ts';
import type { SunSite } from '../energy/sun.ts';
import { sunTimes } from '../energy/sun-times.ts';
import { SKY_MODELS, type SkyModel } from '../energy/transposition.ts';
import { LIGHT_SPLITS, type LightSplit } from '../energy/weather-grid.ts';
import { note, out, outJson, wholeNumber } from './shell.ts';
import {
  CELL_MODELS,
  CELLS,
  duration,
  horizon,
  instant,
  number,
  oneOf,
  plane,
  type SizedPlane,
} from './solar-options.ts';
import { alignTable } from './text-table.ts';

/** More rows than this are a mistake, not a table. */
const MOST_ROWS = 5_000_000;
const DAY_S = 86_400;
/** Weather from further away is told of. */
const FAR_KM = 150;

interface SolarOptions {
  readonly lat: number;
  readonly lon: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly tilt: number;
  readonly azimuth: number;
  readonly kwp: number;
  readonly roof?: readonly SizedPlane[];
  readonly losses: number;
  readonly dcAc: number;
  readonly sky: SkyModel;
  readonly glass: RoofModel['incidence'];
  readonly cells: (typeof CELLS)[number];
  readonly horizon: readonly number[];
  readonly weather?: string;
  readonly clearSky: ClearSky;
  readonly split: LightSplit;
  readonly elevation: number;
  readonly pressure?: number;
  readonly temperature: number;
  readonly deltaT: number;
  readonly forecast?: ForecastModel;
  readonly seed: number;
  readonly times?: boolean;
  readonly csv?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('solar')
    .summary('sun position, irradiance and PV power as a table')
    .description(
      'Prints for every instant from FROM to TO (both included) where the sun stands (NREL SPA, ±0.0003°), the light on the flat and on a roof, and the power of its panels (PVWatts). Azimuth is clockwise from north. The sun is taken at the instants as given, not at the middle of a step.',
    )
    .requiredOption('--lat <degrees>', 'latitude, north positive', number(-90, 90))
    .requiredOption('--lon <degrees>', 'longitude, east positive', number(-180, 180))
    .requiredOption('--from <instant>', 'first instant, e.g. 2025-06-21T04:00Z; without a zone UTC', instant)
    .requiredOption('--to <instant>', 'last instant', instant)
    .option(
      '--step <duration>',
      'e.g. 15min, 1h, 30s; a plain number counts minutes, from 300 on seconds',
      duration,
      3600,
    )
    .option('--tilt <degrees>', 'tilt of the panels, 0 is flat', number(0, 180), 35)
    .option('--azimuth <degrees>', 'direction of the panels, clockwise from north', number(-360, 360), 180)
    .option('--kwp <kW>', 'size of the PV system', number(1e-6, 1e9), 1)
    .option(
      '--roof <tilt:azimuth:kWp>',
      'a plane of a roof, instead of the three above; repeat it for planes behind one inverter (east–west)',
      plane,
    )
    .option('--losses <share>', 'system losses without the inverter, 0–1', number(0, 1), PV_WATTS_STANDARD.lossShare)
    .option(
      '--dc-ac <ratio>',
      'power of the panels over power of the inverter',
      number(0.1, 10),
      PV_WATTS_STANDARD.dcAcRatio,
    )
    .option('--sky <model>', `light of the sky on a plane: ${SKY_MODELS.join(', ')}`, oneOf(SKY_MODELS), 'perez')
    .option(
      '--glass <model>',
      'loss at the glass: physical, ashrae, none',
      oneOf(['physical', 'ashrae', 'none']),
      'physical',
    )
    .option('--cells <model>', `cell temperature: ${CELLS.join(', ')}`, oneOf(CELLS), 'roof')
    .option(
      '--horizon <degrees>',
      'heights of the horizon at equal angles, clockwise from north, e.g. 0,5,20,5',
      horizon,
      [],
    )
    .option('--weather <file>', 'EPW, KNMI hourly or PVGIS file; a clear sky without')
    .option('--clear-sky <model>', `sky without weather: ${CLEAR_SKIES.join(', ')}`, oneOf(CLEAR_SKIES), 'bird')
    .option(
      '--split <model>',
      `beam and diffuse of the weather: ${LIGHT_SPLITS.join(', ')}`,
      oneOf(LIGHT_SPLITS),
      'given',
    )
    .option('--elevation <m>', 'height above sea', number(-500, 9000), 0)
    .option('--pressure <hPa>', 'air that bends the light; at sea level 1000 as in NREL’s tables', number(100, 1200))
    .option('--temperature <C>', 'air that bends the light', number(-90, 60), 10)
    .option(
      '--delta-t <s>',
      'terrestrial minus universal time; 0 as in NREL’s tables, 69 in 2025 (0.0008°)',
      number(-100, 1000),
      0,
    )
    .option(
      '--forecast <model>',
      `adds forecastAcKw, what was to be expected: ${FORECASTS.join(', ')}`,
      oneOf(FORECASTS),
    )
    .option('--seed <number>', 'chance of the noisy forecast', wholeNumber(0, 4294967295), 1)
    .option('--times', 'sunrise, solar noon and sunset of each UTC day instead')
    .option('--csv', 'answer as CSV')
    .option('--json', 'answer as JSON: { columns, rows }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom solar --lat 52.09 --lon 5.05 --from 2025-06-21T00:00Z --to 2025-06-22T00:00Z --step 15min --tilt 35 --azimuth 180 --kwp 4 --csv',
    )
    .action(async (options: SolarOptions) => {
      if (!(options.to >= options.from))
        throw new InputError('command line', '--to', 'must not lie before --from', iso(options.to));
      if (options.times === true) printTimes(options);
      else printTable(options, await weatherOf(options));
    });
}

const siteOf = (options: SolarOptions): SunSite => ({
  latDeg: options.lat,
  lonDeg: options.lon,
  elevationM: options.elevation,
  pressureHpa: options.pressure ?? pressureHpa(options.elevation),
  airTemperatureC: options.temperature,
  deltaTS: options.deltaT,
});

function roofOf(options: SolarOptions): { roof: Roof; kwp: number } {
  const planes = options.roof ?? [{ tiltDeg: options.tilt, azimuthDeg: options.azimuth, kwp: options.kwp }];
  const kwp = planes.reduce((sum, part) => sum + part.kwp, 0);
  return { kwp, roof: { name: 'roof', planes: planes.map((part) => ({ ...part, powerShare: part.kwp / kwp })) } };
}

/** Weather of the file that was named; what its reader doubts goes to the user. */
async function weatherOf({ weather: file, lat, lon }: SolarOptions): Promise<Weather | undefined> {
  if (file === undefined) return undefined;
  const { readWeather } = await import('../io/weather.ts');
  const { distanceM } = await import('../core/units.ts');
  const station = await readWeather(file);
  for (const warning of station.report.warnings) note(`warning: ${formatProblem(warning)}\n`);
  const farKm = distanceM(station.lonDeg, station.latDeg, lon, lat) / 1000;
  if (farKm > FAR_KM)
    note(
      `warning: ${file} was measured ${Math.round(farKm)} km away; its clearness is used under the sun of --lat --lon\n`,
    );
  return station.weather;
}

function printTable(options: SolarOptions, weather: Weather | undefined): void {
  const { from, to, step } = options;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_ROWS) throw new InputError('command line', '--step', `must give at most ${MOST_ROWS} rows`, count);
  const { roof, kwp } = roofOf(options);
  const input: SolarTableInput = {
    site: siteOf(options),
    startUtcS: from,
    stepS: step,
    count,
    roof,
    model: {
      ...ROOF_MODEL,
      sky: options.sky,
      incidence: options.glass,
      cells: CELL_MODELS[options.cells],
      horizon: options.horizon,
      system: { ...ROOF_MODEL.system, kwp, lossShare: options.losses, dcAcRatio: options.dcAc },
    },
    clearSky: options.clearSky,
    split: options.split,
  };
  const table = solarTable(weather ? { ...input, weather } : input);
  const columns = [...columnsOf(table), ...forecastColumn(options, table, input)];
  print(
    ['timeUtc', ...columns.map(([name]) => name)],
    count,
    (i) => [iso(from + i * step), ...columns.map(([, values, digits]) => tidy(values[i]!, digits))],
    options,
  );
}

function printTimes(options: SolarOptions): void {
  const first = Math.floor(options.from / DAY_S) * DAY_S;
  const days = Math.floor((options.to - first) / DAY_S) + 1;
  if (days > MOST_ROWS) throw new InputError('command line', '--to', `must give at most ${MOST_ROWS} days`, days);
  const site = siteOf(options);
  print(
    ['dayUtc', 'sunriseUtc', 'transitUtc', 'sunsetUtc', 'polar'],
    days,
    (i) => {
      const day = sunTimes(first + i * DAY_S, site);
      const clock = (utcS: number | null): string => (utcS === null ? '' : iso(Math.round(utcS)));
      return [
        iso(first + i * DAY_S).slice(0, 10),
        clock(day.sunriseUtcS),
        clock(day.transitUtcS),
        clock(day.sunsetUtcS),
        day.polar ?? '',
      ];
    },
    options,
  );
}

/** Prints rows of text as the user wants them; in JSON what reads as a number is one. */
function print(
  names: readonly string[],
  count: number,
  cells: (row: number) => readonly string[],
  form: { readonly csv?: boolean; readonly json?: boolean },
): void {
  const rows = Array.from({ length: count }, (_, i) => cells(i));
  const value = (text: string): string | number | null =>
    text === '' ? null : Number.isNaN(Number(text)) ? text : Number(text);
  if (form.json === true)
    outJson({
      columns: names,
      rows: rows.map((row) => Object.fromEntries(row.map((text, c) => [names[c]!, value(text)]))),
    });
  else if (form.csv === true) out([names, ...rows].map((row) => row.join(',')).join('\n'));
  else
    out(
      alignTable(
        [names, ...rows],
        names.map((_, c) => (c === 0 ? 'left' : 'right')),
      ),
    );
}

type Column = readonly [name: string, values: Float64Array, digits: number];

/** What was to be expected of the AC power, when asked for. */
function forecastColumn(options: SolarOptions, table: SolarTable, clearInput: SolarTableInput): readonly Column[] {
  if (options.forecast === undefined) return [];
  if (DAY_S % options.step !== 0)
    throw new InputError('command line', '--step', 'must divide a day for a forecast', options.step);
  const clear = solarTable(clearInput).acKw;
  return [['forecastAcKw', forecastSeries(options.forecast, table.acKw, clear, clearInput, options.seed), 5]];
}

/** Columns of the answer with their digits; angles carry a digit more than the algorithm is sure of. */
const columnsOf = (table: SolarTable): readonly Column[] => [
  ['azimuthDeg', table.sun.azimuthDeg, 5],
  ['zenithDeg', table.sun.zenithDeg, 5],
  ['apparentZenithDeg', table.sun.apparentZenithDeg, 5],
  ['ghiWm2', table.ghiWm2, 2],
  ['dniWm2', table.dniWm2, 2],
  ['dhiWm2', table.dhiWm2, 2],
  ['poaWm2', table.poaWm2, 2],
  ['cellTemperatureC', table.cellTemperatureC, 2],
  ['dcKw', table.dcKw, 5],
  ['acKw', table.acKw, 5],
];

const tidy = (value: number, digits: number): string => value.toFixed(digits).replace(/^-(0\.0*)$/, '$1');

const iso = (utcS: number): string => new Date(utcS * 1000).toISOString().replace('.000Z', 'Z');

/** Pressure at a height, 1000 hPa at the sea. @source ISO 2533 for the fall with height */
const pressureHpa = (elevationM: number): number => 1000 * (1 - 2.25577e-5 * elevationM) ** 5.25588;
