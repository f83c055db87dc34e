/** `rijnstroom solar`: sun position, irradiance and PV power of a plane as a table. */
import { type Command, InvalidArgumentError } from 'commander';
import { InputError } from '../core/errors.ts';
import { PV_WATTS_STANDARD } from '../energy/pv-watts.ts';
import { ROOF_MODEL } from '../energy/roofs.ts';
import { type SolarTable, solarTable } from '../energy/solar-table.ts';
import { SKY_MODELS, type SkyModel } from '../energy/transposition.ts';
import { out, outJson } from './shell.ts';
import { alignTable } from './text-table.ts';

/** More rows than this are a mistake, not a table. */
const MOST_ROWS = 5_000_000;

interface SolarOptions {
  readonly lat: number;
  readonly lon: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly tilt: number;
  readonly azimuth: number;
  readonly kwp: number;
  readonly sky: SkyModel;
  readonly losses: number;
  readonly elevation: number;
  readonly pressure?: number;
  readonly temperature: number;
  readonly deltaT: number;
  readonly csv?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('solar')
    .summary('sun position, irradiance and PV power as a table')
    .description(
      'Prints for every instant from FROM to TO (both included) where the sun stands (NREL SPA, ±0.0003°), the light on the flat and on a plane, and the power of a PV system (PVWatts). Azimuth is clockwise from north. The sun is taken at the instants as given, not at the middle of a step.',
    )
    .requiredOption('--lat <degrees>', 'latitude, north positive', number(-90, 90))
    .requiredOption('--lon <degrees>', 'longitude, east positive', number(-180, 180))
    .requiredOption('--from <instant>', 'first instant, e.g. 2025-06-21T04:00Z; without a zone UTC', instant)
    .requiredOption('--to <instant>', 'last instant', instant)
    .option(
      '--step <duration>',
      'e.g. 15min, 1h, 30s, PT15M; a plain number counts minutes, from 300 on seconds',
      duration,
      3600,
    )
    .option('--tilt <degrees>', 'tilt of the plane, 0 is flat', number(0, 180), 35)
    .option('--azimuth <degrees>', 'direction of the plane, clockwise from north', number(-360, 360), 180)
    .option('--kwp <kW>', 'size of the PV system', number(0, 1e9), 1)
    .option('--losses <share>', 'system losses without the inverter, 0–1', number(0, 1), PV_WATTS_STANDARD.lossShare)
    .option('--sky <model>', `light of the sky on the plane: ${SKY_MODELS.join(', ')}`, skyModel, 'perez')
    .option('--elevation <m>', 'height above sea', number(-500, 9000), 0)
    .option(
      '--pressure <hPa>',
      'air that bends the light; at sea level 1000 as in NREL’s reference tables',
      number(100, 1200),
    )
    .option('--temperature <C>', 'air that bends the light', number(-90, 60), 10)
    .option(
      '--delta-t <s>',
      'terrestrial minus universal time; 0 as in NREL’s tables, 69 in 2025 (0.0008°)',
      number(-100, 1000),
      0,
    )
    .option('--csv', 'answer as CSV')
    .option('--json', 'answer as JSON: { columns, rows }')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom solar --lat 52.09 --lon 5.05 --from 2025-06-21T00:00Z --to 2025-06-22T00:00Z --step 15min --tilt 35 --azimuth 180 --kwp 4 --csv',
    )
    .action(solar);
}

function solar(options: SolarOptions): void {
  const { lat, lon, from, to, step } = options;
  if (!(to >= from)) throw new InputError('command line', '--to', 'must not lie before --from', iso(to));
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_ROWS) throw new InputError('command line', '--step', `must give at most ${MOST_ROWS} rows`, count);
  const table = solarTable({
    site: {
      latDeg: lat,
      lonDeg: lon,
      elevationM: options.elevation,
      pressureHpa: options.pressure ?? pressureHpa(options.elevation),
      airTemperatureC: options.temperature,
      deltaTS: options.deltaT,
    },
    startUtcS: from,
    stepS: step,
    count,
    plane: { tiltDeg: options.tilt, azimuthDeg: options.azimuth },
    model: {
      ...ROOF_MODEL,
      sky: options.sky,
      system: { ...ROOF_MODEL.system, kwp: options.kwp, lossShare: options.losses },
    },
  });
  const columns = columnsOf(table);
  const names = ['timeUtc', ...columns.map(([name]) => name)];
  const cells = (i: number): string[] => [
    iso(from + i * step),
    ...columns.map(([, values, digits]) => tidy(values[i]!, digits)),
  ];
  if (options.json === true) {
    const rows = Array.from({ length: count }, (_, i) => {
      const [time, ...values] = cells(i);
      return Object.fromEntries([['timeUtc', time], ...values.map((value, c) => [columns[c]![0], Number(value)])]);
    });
    outJson({ columns: names, rows });
  } else if (options.csv === true) {
    const lines = [names.join(',')];
    for (let i = 0; i < count; i++) lines.push(cells(i).join(','));
    out(lines.join('\n'));
  } else {
    const rows = Array.from({ length: count }, (_, i) => cells(i));
    out(
      alignTable(
        [names, ...rows],
        names.map((_, c) => (c === 0 ? 'left' : 'right')),
      ),
    );
  }
}

/** Columns of the answer with their digits; angles carry a digit more than the algorithm is sure of. */
const columnsOf = (table: SolarTable): ReadonlyArray<readonly [string, Float64Array, number]> => [
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

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** UTC seconds of an ISO instant; without a zone it is UTC. */
function instant(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  const ms = match ? Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? 'Z'}`) : Number.NaN;
  // A date that does not exist, as 30 February, is moved by some parsers; it must come back as it went in.
  const date = match ? new Date(`${match[1]}T00:00Z`) : null;
  if (!Number.isFinite(ms) || date === null || date.toISOString().slice(0, 10) !== match![1])
    throw new InvalidArgumentError('It must be an instant such as 2025-06-21T12:00Z.');
  const year = Number(match![1]!.slice(0, 4));
  if (year < 1 || year > 6000) throw new InvalidArgumentError('The year must lie in 1–6000.');
  return ms / 1000;
}

/** Seconds of a duration. */
function duration(text: string): number {
  const match = /^(?:PT)?(\d+(?:\.\d+)?)\s*(h|m|min|s|)$/i.exec(text.trim());
  const amount = match ? Number(match[1]) : Number.NaN;
  const unit = match?.[2]?.toLowerCase() ?? '';
  const seconds = unit === 'h' ? amount * 3600 : unit === 's' || (unit === '' && amount >= 300) ? amount : amount * 60;
  if (!(seconds >= 1 && seconds <= 366 * 86_400))
    throw new InvalidArgumentError('It must be a duration such as 15min, 1h or 30s, from 1 s to a year.');
  return seconds;
}

function skyModel(text: string): SkyModel {
  const found = SKY_MODELS.find((model) => model === text);
  if (found === undefined) throw new InvalidArgumentError(`It must be one of ${SKY_MODELS.join(', ')}.`);
  return found;
}
