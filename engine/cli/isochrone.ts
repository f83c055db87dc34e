/** `rijnstroom isochrone`: areas reached within some minutes, as GeoJSON or a table of sizes. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { freeTimeMs } from '../network/road-graph.ts';
import { clock, dayType, lonLat, offNetwork, openDistrict, travelTimes } from './journey-options.ts';
import { out, outJson, wholeNumber } from './shell.ts';
import { alignTable } from './text-table.ts';

interface IsochroneOptions {
  readonly district?: string;
  readonly scenario: string;
  readonly from: readonly [number, number];
  readonly at: number;
  readonly day: number;
  readonly mode: 'walk' | 'bike' | 'car' | 'transit';
  readonly minutes: readonly number[];
  readonly maxTransfers: number;
  readonly json?: boolean;
  readonly geojson?: boolean;
}

/** Furthest street from the start [m]; longest walks to and from stops, and between them [s]. */
const SNAP_M = 1000;
const TO_STOP_S = 20 * 60;
const BETWEEN_STOPS_S = 8 * 60;

export function register(program: Command): void {
  program
    .command('isochrone')
    .summary('the area within reach')
    .description('Areas that can be reached within some minutes of leaving, over the streets or by public transport.')
    .option('--district <name>', 'built-in district or district folder (default: that of the scenario)')
    .option('--scenario <scenario>', 'scenario for speeds', 'baseline-2025')
    .requiredOption('--from <lon,lat>', 'start, WGS 84 degrees', lonLat)
    .addOption(
      new Option('--mode <mode>', 'way to travel').choices(['walk', 'bike', 'car', 'transit']).default('transit'),
    )
    .option('--minutes <list>', 'upper times, e.g. 10,20,30', minutes, [10, 20, 30])
    .option('--at <HH:MM>', 'time of leaving', clock, 8 * 3600)
    .option('--day <day>', 'weekday, saturday, sunday or a date', dayType, 0)
    .option('--max-transfers <n>', 'most changes of vehicle', wholeNumber(0, 12), 5)
    .option('--json', 'sizes as JSON')
    .option('--geojson', 'outlines as GeoJSON, widest first')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom isochrone --from 5.045,52.095 --mode transit --minutes 15,30 --geojson > reach.geojson',
    )
    .action(isochrone);
}

function minutes(text: string): readonly number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!values.every((value) => value > 0 && value <= 180))
    throw new InvalidArgumentError('It must be minutes from 0 to 180, separated by commas.');
  return values;
}

async function isochrone(options: IsochroneOptions): Promise<void> {
  const { StreetIndex } = await import('../network/street-index.ts');
  const { isochrones, lowerByStops, nodeTimesS } = await import('../routing/isochrone.ts');
  const { area } = await import('@turf/turf');
  const { scenario, district } = await openDistrict(options.scenario, options.district);
  const { roads, timetable } = district;
  const streets = new StreetIndex(roads);
  const mode = options.mode === 'transit' ? 'walk' : options.mode;
  const weightMs = mode === 'car' ? freeTimeMs(roads, mode) : travelTimes(district, scenario)[mode];
  const node = streets.nearestNode(...options.from, mode, SNAP_M);
  if (node < 0)
    throw offNetwork('--from', options.from, `must lie within 1 km of a street for ${mode} in ${district.name}`);
  const limitS = 60 * Math.max(...options.minutes);
  const timesS = nodeTimesS(roads, mode, weightMs, node, limitS);
  if (options.mode === 'transit') {
    const { buildFootpaths, buildStopAccess, reachesOf } = await import('../routing/stop-access.ts');
    const { prepareTransit } = await import('../routing/transit-index.ts');
    const { TransitQuery } = await import('../routing/transit-query.ts');
    const reach = buildStopAccess(roads, timetable, streets, { mode: 'walk', maxTimeS: TO_STOP_S, weightMs });
    const query = new TransitQuery(prepareTransit(timetable, buildFootpaths(reach, BETWEEN_STOPS_S)));
    const arrivalS = new Int32Array(timetable.stopCount);
    query.oneToAll(reachesOf(reach.access, node), options.at, options.day, arrivalS, options.maxTransfers);
    lowerByStops(timesS, arrivalS, options.at, reach);
  }
  const areas = isochrones(roads, timesS, weightMs, options.minutes, scenario.travel.walkSpeedKmh / 3.6);
  if (options.geojson === true) {
    outJson(areas);
    return;
  }
  const sizes = areas.features
    .map((feature) => ({ minutes: feature.properties.minutes, areaKm2: Number((area(feature) / 1e6).toFixed(3)) }))
    .reverse();
  if (options.json === true) outJson({ isochrones: sizes });
  else
    out(
      alignTable(
        [['min', 'km²'], ...sizes.map((size) => [String(size.minutes), size.areaKm2.toFixed(2)])],
        ['right', 'right'],
      ),
    );
}
