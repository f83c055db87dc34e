/** `rijnstroom route`: journeys from door to door, explained in text, JSON or GeoJSON. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Feature, LineString } from 'geojson';
import type { CarKind } from '../mobility/journey-tariff.ts';
import { JOURNEY_MODES, type Journey, type JourneyAnswer, type JourneyMode } from '../routing/journey.ts';
import {
  checkDate,
  checkHubs,
  clock,
  clockText,
  type Day,
  dayOf,
  lonLat,
  offNetwork,
  openDistrict,
  WEEKDAYS,
} from './journey-options.ts';
import { type Language, language, note, out, outJson, wholeNumber } from './shell.ts';

interface RouteOptions {
  readonly district?: string;
  readonly scenario: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly at: number;
  readonly day?: Day;
  readonly modes: readonly JourneyMode[];
  readonly maxTransfers?: number;
  readonly wheelchair?: boolean;
  readonly full?: readonly string[];
  readonly fullBikes?: readonly string[];
  readonly car: CarKind;
  readonly lang: Language;
  readonly json?: boolean;
  readonly geojson?: boolean;
}

export function register(program: Command): void {
  program
    .command('route')
    .summary('one journey, explained')
    .description(
      'Journeys from door to door at a time of a day, by each way to travel, with legs, price, CO2 and energy. Public transport gives every journey that no other beats in arrival and transfers.',
    )
    .option('--district <name>', 'built-in district or district folder (default: that of the scenario)')
    .option('--scenario <scenario>', 'scenario for speeds and prices', 'baseline-2025')
    .requiredOption('--from <lon,lat>', 'start, WGS 84 degrees', lonLat)
    .requiredOption('--to <lon,lat>', 'destination, WGS 84 degrees', lonLat)
    .option('--at <HH:MM>', 'time of leaving', clock, 8 * 3600)
    .option('--day <day>', 'weekday, saturday, sunday or a date (default: weekday)', dayOf)
    .option('--modes <list>', `ways to travel, of ${JOURNEY_MODES.join(', ')}`, modes, JOURNEY_MODES)
    .option('--max-transfers <n>', 'most changes of vehicle', wholeNumber(0, 12))
    .option('--wheelchair', 'no steps, stops or vehicles that are known to be closed to wheelchairs')
    .option('--full <hub...>', 'hubs without a free place for a car')
    .option('--full-bikes <hub...>', 'hubs without a free place for a bicycle')
    .addOption(new Option('--car <kind>', 'drive of the own car').choices(['petrol', 'electric']).default('petrol'))
    .option('--lang <lang>', 'language of the text, nl or en', language, 'en')
    .option(
      '--json',
      'answer as JSON: { journeys: [{ departure, arrival, transfers, legs, costEur, co2G, energyKwh }] }',
    )
    .option('--geojson', 'answer as GeoJSON, a line a leg')
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom route --from 5.045,52.095 --to 5.110,52.089 --at 08:15 --modes bike,car,transit',
    )
    .action(route);
}

function modes(text: string): readonly JourneyMode[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  for (const name of names)
    if (!(JOURNEY_MODES as readonly string[]).includes(name))
      throw new InvalidArgumentError(`"${name}" must be one of ${JOURNEY_MODES.join(', ')}.`);
  return names as JourneyMode[];
}

async function route(options: RouteOptions): Promise<void> {
  const { planJourneys } = await import('../mobility/journey-desk.ts');
  const { OffNetworkError } = await import('../routing/multimodal.ts');
  const { journeyNotes, journeysText } = await import('./journey-text.ts');
  const { districtBasis } = await import('../district/basis.ts');
  const { scenario, district } = await openDistrict(options.scenario, options.district, options.lang);
  checkHubs(district, '--full', options.full);
  checkHubs(district, '--full-bikes', options.fullBikes);
  checkDate(district, options.day ?? WEEKDAYS);
  const dutch = options.lang === 'nl';
  let answer: JourneyAnswer;
  try {
    answer = planJourneys(scenario, district, {
      from: options.from,
      to: options.to,
      fromName: dutch ? 'vertrekpunt' : 'start',
      toName: dutch ? 'bestemming' : 'destination',
      departureS: options.at,
      dayType: (options.day ?? WEEKDAYS).dayType,
      modes: options.modes,
      wheelchair: options.wheelchair === true,
      car: options.car,
      fullForCars: options.full ?? [],
      fullForBikes: options.fullBikes ?? [],
      ...(options.maxTransfers === undefined ? {} : { maxTransfers: options.maxTransfers }),
    });
  } catch (error) {
    if (!(error instanceof OffNetworkError)) throw error;
    throw offNetwork(
      `--${error.end}`,
      error.end === 'from' ? options.from : options.to,
      `must lie within 1 km of the streets of ${district.name} (${error.message})`,
    );
  }
  const { journeys, missing } = answer;
  for (const line of journeyNotes(answer, options.lang)) note(`${line}\n`);
  if (options.json === true) outJson({ journeys: journeys.map(asJson), missing, basis: districtBasis(district) });
  else if (options.geojson === true) outJson({ type: 'FeatureCollection', features: journeys.flatMap(asFeatures) });
  else out(journeysText(journeys, options.lang));
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function asJson(journey: Journey): unknown {
  return {
    mode: journey.mode,
    departure: clockText(journey.departureS),
    arrival: clockText(journey.arrivalS),
    transfers: journey.transfers,
    legs: journey.legs.map((leg) => ({
      mode: leg.mode,
      from: leg.from,
      to: leg.to,
      departure: clockText(leg.departureS),
      arrival: clockText(leg.arrivalS),
      distanceM: Math.round(leg.distanceM),
      ...(leg.route === undefined ? {} : { route: leg.route, trip: leg.trip }),
      ...(leg.staySeated === undefined ? {} : { staySeated: true }),
      ...(leg.wheelchair === undefined ? {} : { wheelchair: leg.wheelchair }),
    })),
    walkM: Math.round(journey.walkM),
    waitS: journey.waitS,
    costEur: round(journey.costEur, 2),
    co2G: round(journey.co2G, 0),
    energyKwh: round(journey.energyKwh, 3),
  };
}

function asFeatures(journey: Journey, index: number): Feature<LineString>[] {
  return journey.legs.map((leg, l) => ({
    type: 'Feature',
    properties: {
      journey: index,
      journeyMode: journey.mode,
      leg: l,
      mode: leg.mode,
      from: leg.from.name,
      to: leg.to.name,
      departure: clockText(leg.departureS),
      arrival: clockText(leg.arrivalS),
      distanceM: Math.round(leg.distanceM),
      ...(leg.route === undefined ? {} : { route: leg.route, trip: leg.trip }),
      ...(leg.staySeated === undefined ? {} : { staySeated: true }),
    },
    geometry: {
      type: 'LineString',
      coordinates: leg.shape.map(([lon, lat]) => [round(lon, 6), round(lat, 6)]),
    },
  }));
}
