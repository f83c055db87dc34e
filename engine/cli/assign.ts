/** `rijnstroom assign`: static traffic assignment on the field's TNTP files. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CancelledError, InputError } from '../core/errors.ts';
import { breathe } from '../core/progress.ts';
import { formatFlowsCsv } from '../io/flows-csv.ts';
import { parseMatrixCsv } from '../io/matrix-csv.ts';
import { formatTntpFlows, parseTntpNetwork, parseTntpTrips } from '../io/tntp.ts';
import type { AssignmentResult, AssignmentSteps } from '../traffic/assignment.ts';
import type { AssignmentNetwork, UserClass } from '../traffic/assignment-network.ts';
import { frankWolfeSteps } from '../traffic/frank-wolfe.ts';
import { gradientProjectionSteps } from '../traffic/gradient-projection.ts';
import { skim } from '../traffic/skims.ts';
import { CONICAL } from '../traffic/volume-delay.ts';
import { cancelSignal } from './shell.ts';

interface AssignOptions {
  readonly gap: string;
  readonly maxIterations: string;
  readonly toll: string;
  readonly distance: string;
  readonly systemOptimum?: boolean;
  readonly method: string;
  readonly vdf: string;
  readonly alpha?: string;
  readonly beta?: string;
  readonly userClass?: string[];
  readonly out?: string;
  readonly skims?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('assign')
    .summary('traffic equilibrium on TNTP network and trips')
    .description(
      'Assigns trips to a road network so that nobody can travel cheaper by another path (user equilibrium), or so that the total is least (--system-optimum).',
    )
    .argument('<network>', 'TNTP network file')
    .argument(
      '<trips>',
      'TNTP trips file, CSV (origin,destination,trips or a square table), or OMX (trips.omx, or trips.omx#matrix)',
    )
    .option('--gap <number>', 'stop at this relative gap', '1e-4')
    .option('--max-iterations <n>', 'stop after this many iterations', '10000')
    .option('--toll <factor>', 'weight of a unit of toll in units of time', '0')
    .option('--distance <factor>', 'weight of a unit of length in units of time', '0')
    .option('--system-optimum', 'least total time instead of user equilibrium')
    .option('--method <name>', 'gradient-projection or frank-wolfe', 'gradient-projection')
    .option('--vdf <name>', 'bpr (parameters from the file) or conical (Spiess)', 'bpr')
    .option('--alpha <number>', 'one α for all links: BPR multiplier, or steepness of the conical function (> 1)')
    .option('--beta <number>', 'one BPR power for all links')
    .option(
      '--user-class <name:trips:toll:distance:pcu>',
      'a further user class with its own trips file and weights (repeatable)',
      (text: string, all: string[]) => [...all, text],
      [] as string[],
    )
    .option(
      '--out <file>',
      'write flows and costs: a TNTP flow file, or CSV with load and classes when it ends in .csv',
    )
    .option('--skims <file.omx>', 'write the cost between zones after assignment, a matrix for each user class (OMX)')
    .option('--json', 'print objective, gap, iterations and links as JSON')
    .addHelpText(
      'after',
      [
        '',
        'Networks and trips of the collection "Transportation Networks for Research" fit as they are. Trips are vehicles in the time',
        'that capacities are given for; a user class is name:trips:toll:distance:pcu, all but the first two may be left out.',
        'A gap that is not reached is told, and what was found is written.',
        '',
        'Examples:',
        '  rijnstroom assign SiouxFalls_net.tntp SiouxFalls_trips.tntp --gap 1e-6 --out flows.tntp',
        '  rijnstroom assign net.tntp cars.csv --user-class lorry:trips.omx#lorry:0.5:0.04:2 --toll 0.02 --skims cost.omx',
      ].join('\n'),
    )
    .action(assign);
}

async function assign(networkFile: string, tripsFile: string, options: AssignOptions): Promise<void> {
  if (!['gradient-projection', 'frank-wolfe'].includes(options.method))
    throw new InputError('--method', '', 'must be gradient-projection or frank-wolfe', options.method);
  const network = withVolumeDelay(parseTntpNetwork(readText(networkFile), networkFile), options);
  const main: UserClass = {
    name: 'car',
    demand: await readTrips(tripsFile, network.zoneCount),
    tollFactor: numberOption('--toll', options.toll, 0),
    distanceFactor: numberOption('--distance', options.distance, 0),
    pcu: 1,
  };
  const classes = [main];
  for (const text of options.userClass ?? []) classes.push(await userClassOf(text, network.zoneCount));
  assertDistinct(classes);
  const solve = options.method === 'frank-wolfe' ? frankWolfeSteps : gradientProjectionSteps;
  const steps = solve(network, classes, {
    principle: options.systemOptimum ? 'system-optimum' : 'user-equilibrium',
    gap: numberOption('--gap', options.gap, 0),
    maxIterations: numberOption('--max-iterations', options.maxIterations, 1),
    onIteration: (iteration, gap) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\riteration ${iteration}  relative gap ${gap.toExponential(2)}   `);
    },
  });
  const result = await untilStopped(steps);
  if (process.stderr.isTTY) process.stderr.write('\n');
  warnUnserved(result);
  await writeFiles(network, result, classes, options);
  process.stdout.write(
    options.json ? `${JSON.stringify(toJson(network, result, classes))}\n` : summary(network, result, options),
  );
  if (cancelSignal.aborted)
    throw new CancelledError('stopped before the gap was reached; what was found is told above');
}

/** Takes the steps of a solver and lets an interrupt in ten times a second; after one, what has been found is the answer. */
async function untilStopped(steps: AssignmentSteps): Promise<AssignmentResult> {
  for (let breathedMs = performance.now(); ; ) {
    const { done, value } = steps.next(cancelSignal.aborted);
    if (done === true) return value;
    if (performance.now() - breathedMs < 100) continue;
    await breathe();
    breathedMs = performance.now();
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(file, '', `must be a readable file (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

/** @param file TNTP, CSV, or OMX with the matrix behind a # where there are several: `trips.omx#car` */
async function readTrips(file: string, zoneCount: number): Promise<Float64Array> {
  const omx = /^(.+\.omx)(?:#(.+))?$/i.exec(file);
  if (omx !== null) {
    const { readMatrixOmx } = await import('../io/matrix-omx.ts');
    return readMatrixOmx(omx[1]!, zoneCount, omx[2]);
  }
  const text = readText(file);
  return /\.csv$/i.test(file) ? parseMatrixCsv(text, file, zoneCount) : parseTntpTrips(text, file, zoneCount);
}

function numberOption(name: string, text: string, minimum: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < minimum)
    throw new InputError(name, '', `must be a number >= ${minimum}`, text);
  return value;
}

async function userClassOf(text: string, zoneCount: number): Promise<UserClass> {
  const [name, file, toll, distance, pcu] = text.split(':');
  if (name === undefined || name === '' || file === undefined || file === '')
    throw new InputError('--user-class', '', 'must be name:trips:toll:distance:pcu', text);
  const value = numberOption('--user-class pcu', pcu ?? '1', 0);
  if (value === 0) throw new InputError('--user-class', 'pcu', 'must be > 0', pcu);
  return {
    name,
    demand: await readTrips(file, zoneCount),
    tollFactor: numberOption('--user-class toll', toll ?? '0', 0),
    distanceFactor: numberOption('--user-class distance', distance ?? '0', 0),
    pcu: value,
  };
}

function withVolumeDelay(network: AssignmentNetwork, options: AssignOptions): AssignmentNetwork {
  if (options.vdf !== 'bpr' && options.vdf !== 'conical')
    throw new InputError('--vdf', '', 'must be bpr or conical', options.vdf);
  const conical = options.vdf === 'conical';
  const alpha = options.alpha ?? (conical ? '4' : undefined);
  const filled = (name: string, text: string): Float64Array =>
    new Float64Array(network.linkCount).fill(numberOption(name, text, 0));
  const b = alpha === undefined ? network.b : filled('--alpha', alpha);
  if (conical && !(Number(alpha) > 1))
    throw new InputError('--alpha', '', 'must be > 1 for a conical function', options.alpha);
  const power = options.beta === undefined ? network.power : filled('--beta', options.beta);
  return { ...network, b, power, kind: conical ? new Uint8Array(network.linkCount).fill(CONICAL) : network.kind };
}

function assertDistinct(classes: readonly UserClass[]): void {
  const names = classes.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new InputError('--user-class', '', 'must have a name of its own (the main trips are called car)', twice);
}

async function writeFiles(
  network: AssignmentNetwork,
  result: AssignmentResult,
  classes: readonly UserClass[],
  { out, skims }: AssignOptions,
): Promise<void> {
  if (out !== undefined) {
    const text = /\.csv$/i.test(out)
      ? formatFlowsCsv(network, result, classes)
      : formatTntpFlows(network, result.flow, result.cost);
    try {
      writeFileSync(out, text);
    } catch (error) {
      throw new InputError(
        '--out',
        '',
        `must be a file that can be written (${(error as NodeJS.ErrnoException).code})`,
        out,
      );
    }
  }
  if (skims === undefined) return;
  const { writeMatricesOmx } = await import('../io/matrix-omx.ts');
  await writeMatricesOmx(
    skims,
    network.zoneCount,
    new Map(classes.map((userClass) => [`cost_${userClass.name}`, skim(network, result.flow, userClass)])),
  );
}

function warnUnserved(result: AssignmentResult): void {
  if (result.unserved.length === 0) return;
  const trips = result.unserved.reduce((sum, pair) => sum + pair.trips, 0);
  const first = result.unserved.slice(0, 5).map((pair) => `${pair.origin} → ${pair.destination}`);
  const more = result.unserved.length > 5 ? ', …' : '';
  process.stderr.write(
    `${result.unserved.length} pairs with ${trips} trips have no path: ${first.join(', ')}${more}\n`,
  );
}

function toJson(network: AssignmentNetwork, result: AssignmentResult, classes: readonly UserClass[]): unknown {
  const byClass = (link: number): object =>
    classes.length > 1
      ? { classFlow: Object.fromEntries(classes.map((userClass, c) => [userClass.name, result.classFlow[c]![link]!])) }
      : {};
  return {
    objective: result.objective,
    relativeGap: result.relativeGap,
    iterations: result.iterations,
    converged: result.converged,
    unserved: result.unserved,
    intrazonalTrips: result.intrazonalTrips,
    links: Array.from(result.flow, (flow, link) => ({
      from: network.from[link]! + 1,
      to: network.to[link]! + 1,
      flow,
      cost: result.cost[link]!,
      ...byClass(link),
    })),
  };
}

function summary(network: AssignmentNetwork, result: AssignmentResult, options: AssignOptions): string {
  const load = Float64Array.from(result.flow, (flow, link) => flow / network.capacity[link]!);
  const busiest = load.indexOf(load.reduce((a, b) => Math.max(a, b), 0));
  const rows: [string, string][] = [
    ['links', String(network.linkCount)],
    ['objective', String(result.objective)],
    [
      'relative gap',
      `${result.relativeGap.toExponential(3)}${result.converged ? '' : `  (not reached: asked ${options.gap})`}`,
    ],
    ['iterations', String(result.iterations)],
    ['links over capacity', String(load.filter((share) => share > 1).length)],
  ];
  if (busiest >= 0)
    rows.push([
      'busiest link',
      `${network.from[busiest]! + 1} → ${network.to[busiest]! + 1}  flow ${result.flow[busiest]!.toFixed(1)} of capacity ${network.capacity[busiest]!}`,
    ]);
  if (result.intrazonalTrips > 0) rows.push(['trips within a zone', String(result.intrazonalTrips)]);
  if (options.out !== undefined) rows.push(['flows', options.out]);
  if (options.skims !== undefined) rows.push(['cost between zones', options.skims]);
  return rows.map(([name, value]) => `${name.padEnd(22)}${value}\n`).join('');
}
