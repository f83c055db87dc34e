/** `rijnstroom charge`: charging strategies on the user's own sessions, each against the proven optimum. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { OBJECTIVES, type Objective } from '../charging/site.ts';
import { FORECASTS, type ForecastKind } from '../charging/site-forecast.ts';
import { STRATEGIES } from '../scenario/strategy-names.ts';
import { collect, type Language, language, wholeNumber } from './shell.ts';

export interface ChargeOptions {
  readonly strategy: string;
  readonly objective: Objective;
  readonly generate?: string;
  readonly from?: string;
  readonly days?: number;
  readonly step: number;
  readonly timeZone: string;
  readonly pv: number;
  readonly tilt?: number;
  readonly azimuth?: number;
  readonly weather?: string;
  readonly prices?: string;
  readonly tariff: string;
  readonly load: number;
  readonly loadShape: string;
  readonly limit: number;
  readonly feedInLimit: number;
  readonly v2g?: number;
  readonly battery: number;
  readonly charger?: number;
  readonly vehicles?: string;
  readonly vehicle?: string;
  readonly sockets?: number;
  readonly patience: number;
  readonly pointLimit?: number;
  readonly longestStay: number;
  readonly forecast: ForecastKind;
  readonly chargeNow: number;
  readonly compensation: number;
  readonly tolerance: number;
  readonly reference?: string;
  readonly scenario?: string;
  readonly set?: readonly string[];
  readonly seed: number;
  readonly plot?: string;
  readonly ocpp?: string;
  readonly ocppStrategy?: string;
  readonly lang: Language;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('charge')
    .summary('charging strategies on your own sessions, against the optimum')
    .description(
      'Runs charging strategies on sessions from a file (CSV or OCPI 2.2.1 CDR JSON) or drawn from Dutch distributions, and tells how far each is from the best that was possible. The optimum comes with a proven lower bound. Sessions are pseudonymised when read and appear in no answer but the OCPP file.',
    )
    .argument('[sessions...]', 'files with sessions, each a site of its own; leave out with --generate')
    .option(
      '--strategy <names>',
      `strategies, comma separated, or all; a path of a .js module is your own. Known: ${STRATEGIES.join(', ')}`,
      'uncontrolled,delayed,solar-following',
    )
    .option('--objective <name>', `what the optimum is of: ${OBJECTIVES.join(', ')}`, oneOf(OBJECTIVES), 'cost')
    .option('--generate <points>', 'draw sessions instead, e.g. private=40,public=20,workplace=10')
    .option('--from <date>', 'first day; the first with a session when left out', isoDay)
    .option('--days <n>', 'days from then; to the last session when left out', wholeNumber(1, 1500))
    .option('--step <minutes>', 'length of a step', oneNumber([5, 15, 30, 60]), 15)
    .option('--time-zone <zone>', 'local time of the site', 'Europe/Amsterdam')
    .option('--pv <kWp>', 'solar panels of the site', number(0, 1e6), 0)
    .option('--tilt <degrees>', 'tilt of the panels; a mix of Dutch roofs when left out', number(0, 90))
    .option('--azimuth <degrees>', 'direction of the panels, clockwise from north', number(0, 360))
    .option('--weather <file>', 'EPW, KNMI or PVGIS hours; the typical year of the built-in district when left out')
    .option('--prices <file>', 'day-ahead prices; the typical year of the built-in district when left out')
    .option(
      '--tariff <kind>',
      'household: with tax and VAT of the scenario, feed-in without netting; wholesale: bare',
      oneOf(['household', 'wholesale']),
      'household',
    )
    .option('--load <kWh>', 'other use of the site a year', number(0, 1e9), 0)
    .option('--load-shape <kind>', 'its course over the day', oneOf(['household', 'business']), 'household')
    .option('--limit <kW>', 'what the site may draw', number(0, 1e9), Number.POSITIVE_INFINITY)
    .option('--feed-in-limit <kW>', 'what the site may feed in', number(0, 1e9), Number.POSITIVE_INFINITY)
    .option('--v2g <share>', 'share of cars that can discharge; 1 when a V2G strategy is asked, else 0', number(0, 1))
    .option('--battery <kWh>', 'battery of a car', number(1, 1000), 58)
    .option('--charger <kW>', 'power of a session that tells none; that of the scenario when left out', number(1, 1000))
    .option(
      '--vehicle <name>',
      'cars from --vehicles, comma separated: drivers have them in equal shares, with battery and charge curve',
    )
    .option('--vehicles <file>', 'fleet table with charge curves (JSON as open-ev-data)')
    .option('--sockets <n>', 'sockets of the site: who finds none waits or drives on', wholeNumber(1, 100_000))
    .option('--patience <minutes>', 'how long drivers wait for a socket', number(0, 1440), 60)
    .option(
      '--point-limit <kW>',
      'connection shared by the sockets of a point (scenario: sockets a point)',
      number(1, 1e6),
    )
    .option('--longest-stay <h>', 'stays are cut to this', number(1, 336), 48)
    .option(
      '--forecast <kind>',
      `what strategies know of the coming sun: ${FORECASTS.join(', ')}`,
      oneOf(FORECASTS),
      'noisy',
    )
    .option('--charge-now <share>', 'share of drivers who override the strategy', number(0, 1), 0)
    .option('--compensation <EUR/kWh>', 'paid to drivers for missing energy', number(0, 100), 0)
    .option('--tolerance <share>', 'proven gap of the optimum to aim for', number(1e-9, 0.5), 1e-4)
    .option('--reference <solver>', 'also solve with highs (slow) and print its optimum', oneOf(['highs']))
    .option('--scenario <file>', 'scenario whose levers of charging and tariff are taken')
    .option('--set <key=value>', 'changes a lever (repeatable)', collect)
    .option('--seed <n>', 'random seed', wholeNumber(0, 4294967295), 1)
    .option('--plot <file>', 'writes a picture: .svg or .html', target('.svg', '.html', '.htm'))
    .option('--ocpp <file>', 'writes the plan of a strategy as OCPP 2.1 charging profiles (JSON)', target())
    .option('--ocpp-strategy <name>', 'which strategy, or all (one file each, named by it); the first when left out')
    .option('--lang <nl|en>', 'language of table and picture', language, 'en')
    .option('--json', 'answer as JSON')
    .addHelpText(
      'after',
      `
Regret: how far the objective is above the optimum, as a share of it; * marks strategies that leave energy missing or pass the limit.

Examples:
  rijnstroom charge sessions.csv --strategy uncontrolled,price,v2g-arbitrage --pv 60 --limit 80 --plot out.html
  rijnstroom charge school.csv office.csv --strategy all --set charging.fixedLossW=250
  rijnstroom charge --generate public=40 --sockets 20 --point-limit 17.3 --strategy fair-share
  rijnstroom charge --generate public=40 --from 2025-06-02 --days 7 --strategy all --objective peak`,
    )
    .action(async (files: string[], options: ChargeOptions) => {
      const { charge } = await import('./charge-run.ts');
      await charge(files, options);
    });
}

function oneOf<const T extends readonly string[]>(allowed: T): (text: string) => T[number] {
  return (text) => {
    if (!allowed.includes(text)) throw new InvalidArgumentError(`It must be one of ${allowed.join(', ')}.`);
    return text;
  };
}

function oneNumber(allowed: readonly number[]): (text: string) => number {
  return (text) => {
    if (!allowed.includes(Number(text))) throw new InvalidArgumentError(`It must be one of ${allowed.join(', ')}.`);
    return Number(text);
  };
}

function isoDay(text: string): string {
  const day = new Date(`${text}T00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text))
    throw new InvalidArgumentError('It must be a day that exists, like 2025-06-02.');
  return text;
}

/** A file that is still to be written: its folder must be there before anything is computed. */
function target(...endings: readonly string[]): (text: string) => string {
  return (text) => {
    if (endings.length > 0 && !endings.some((ending) => text.toLowerCase().endsWith(ending)))
      throw new InvalidArgumentError(`It must end in ${endings.join(' or ')}.`);
    if (!existsSync(dirname(text))) throw new InvalidArgumentError(`The folder ${dirname(text)} must exist.`);
    return text;
  };
}

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max))
      throw new InvalidArgumentError(`It must be a number from ${min} to ${max}.`);
    return value;
  };
}
