/** `rijnstroom isochrone`: areas reached within some minutes, as GeoJSON or a table of sizes. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { districtBasis } from '../district/basis.ts';
import { checkDate, clock, type Day, dayOf, lonLat, offNetwork, openDistrict, WEEKDAYS } from './journey-options.ts';
import { reachNotes, reachText } from './reach-text.ts';
import { type Language, language, note, out, outJson, wholeNumber } from './shell.ts';

interface IsochroneOptions {
  readonly district?: string;
  readonly scenario: string;
  readonly from: readonly [number, number];
  readonly at: number;
  readonly day?: Day;
  readonly mode: 'walk' | 'bike' | 'car' | 'transit';
  readonly minutes: readonly number[];
  readonly maxTransfers: number;
  readonly wheelchair?: boolean;
  readonly lang: Language;
  readonly json?: boolean;
  readonly geojson?: boolean;
}

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
    .option('--day <day>', 'weekday, saturday, sunday or a date (default: weekday)', dayOf)
    .option('--max-transfers <n>', 'most changes of vehicle', wholeNumber(0, 12), 5)
    .option('--wheelchair', 'no steps, stops or vehicles that are known to be closed to wheelchairs')
    .option('--lang <lang>', 'language of the text, nl or en', language, 'en')
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
  const { reachableAreas } = await import('../mobility/journey-desk.ts');
  const { OffNetworkError } = await import('../routing/multimodal.ts');
  const { scenario, district } = await openDistrict(options.scenario, options.district, options.lang);
  const { from, mode, at, day = WEEKDAYS, lang } = options;
  checkDate(district, day);
  let answer: ReturnType<typeof reachableAreas>;
  try {
    answer = reachableAreas(scenario, district, {
      from,
      mode,
      minutes: options.minutes,
      departureS: at,
      dayType: day.dayType,
      maxTransfers: options.maxTransfers,
      wheelchair: options.wheelchair === true,
    });
  } catch (error) {
    if (!(error instanceof OffNetworkError)) throw error;
    throw offNetwork(
      '--from',
      from,
      `must lie within 1 km of a street for ${mode === 'transit' ? 'walk' : mode} in ${district.name}`,
    );
  }
  const { areas, sizes } = answer;
  for (const line of reachNotes(answer, mode, lang)) note(`${line}\n`);
  if (options.geojson === true) outJson(areas);
  else if (options.json === true)
    outJson({
      isochrones: sizes,
      ...(mode === 'transit' ? { ridesInReach: answer.rode } : {}),
      basis: districtBasis(district),
    });
  else out(reachText(sizes, mode, lang));
}
