/** `rijnstroom calibrate`: constants of the mode choice that meet target shares by distance and purpose. */
import type { Command } from 'commander';
import type { Calibration, CalibrationRound, CalibrationRow } from '../mobility/calibrate-modes.ts';
import type { DayInput } from '../mobility/day-record.ts';
import type { Scenario } from '../scenario/schema.ts';
import { cancelSignal, collect, note, out, outJson, wholeNumber } from './shell.ts';

interface Options {
  readonly set?: string[];
  readonly targets?: string;
  readonly rounds: number;
  readonly days: number;
  readonly feedback: number;
  readonly plot?: string;
  readonly all?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('calibrate')
    .summary('constants of the mode choice that meet target shares')
    .description(
      'Fits the constants of the mode choice to target shares by distance class and by purpose on half of the households, checks them on the other half, and writes them as a patch on the scenario.',
    )
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .option(
      '--targets <file>',
      'YAML: { percent: 12 rows of walk, bicycle, public transport, car; byPurpose: 6 rows; … } (default: built in)',
    )
    .option('--rounds <n>', 'rounds of fitting', wholeNumber(1, 500), 20)
    .option('--days <n>', 'days of choices that shares are means of', wholeNumber(1, 50), 4)
    .option(
      '--feedback <n>',
      'fit so many times on the car times and late buses of a whole coupled day, and check on one more (0: streets without queues)',
      wholeNumber(0, 10),
      1,
    )
    .option('--all', 'fit on all households; nothing is held out')
    .option('--set <key=value...>', 'change a lever before calibrating', collect)
    .option('--out <file>', 'write the fitted constants as a scenario file that extends the one given')
    .option('--plot <file>', 'write how the gap closed, round by round, as a picture (SVG)')
    .option('--json', 'answer as JSON: { rounds, classes, purposes, unmet, byDistance, byPurpose, constants, coupled }')
    .addHelpText('after', '\nExample:\n  rijnstroom calibrate baseline-2025 --rounds 30 --out calibrated.yaml')
    .action(run);
}

async function run(reference: string, options: Options): Promise<void> {
  const [{ loadScenarioFile }, { loadDistrict }, { buildPopulation }, { buildPlans }, { serial }, travel, targetFile] =
    await Promise.all([
      import('../io/scenario-file.ts'),
      import('../io/district.ts'),
      import('../demand/build-population.ts'),
      import('../demand/build-plans.ts'),
      import('../core/parallel.ts'),
      import('../mobility/simulate-travel-day.ts'),
      import('../io/mode-targets-file.ts'),
    ]);
  const { calibrateModes } = await import('../mobility/calibrate-modes.ts');
  const { scenario, file } = loadScenarioFile(reference, options.set?.flat() ?? []);
  const targets = await targetFile.readModeTargets(options.targets);
  const context = { signal: cancelSignal, onProgress: () => {} };
  note('district and routes…\n');
  const district = await loadDistrict(scenario.district);
  const population = buildPopulation(scenario, district);
  const plans = await buildPlans(scenario, district, population, 0, serial, context);
  const dayOf = (of: Scenario, coupled: boolean): Promise<DayInput> =>
    (coupled ? travel.prepareCoupled : travel.prepareCalibration)({
      ...{ scenario: of, district, population, plans, dayType: 0, parallel: serial, context },
    });
  const part = options.all === true ? 2 : 0;
  const onRound = (round: CalibrationRound): void =>
    note(
      `round ${String(round.round).padStart(3)}  gap ${bar(round.meanPp)} ${round.meanPp.toFixed(2)} pp mean, ${round.worstPp.toFixed(2)} worst; other half ${round.holdOutMeanPp.toFixed(2)} mean, ${round.holdOutWorstPp.toFixed(2)} worst\n`,
    );
  const fitOn = (of: DayInput, rounds: number, tell: typeof onRound): Calibration =>
    calibrateModes(of, targets, rounds, part, tell, options.days);
  const coupling = scenario.travel.traffic === 'queue' && options.feedback > 0;
  let result = fitOn(await dayOf(scenario, coupling), options.rounds, onRound);
  const rounds = [...result.rounds];
  for (let pass = 1; coupling && pass < options.feedback; pass++) {
    note('queues and late buses with the new constants…\n');
    result = fitOn(await dayOf(withFitted(scenario, result), true), options.rounds, onRound);
    rounds.push(...result.rounds.map((round) => ({ ...round, round: round.round + rounds.length })));
  }
  result = { ...result, rounds };
  let coupled: Calibration | undefined;
  if (coupling) {
    note('queues and late buses with the new constants…\n');
    coupled = fitOn(await dayOf(withFitted(scenario, result), true), 0, () => {});
    const { meanPp, worstPp, holdOutMeanPp, holdOutWorstPp } = coupled.rounds[0]!;
    note(
      `coupled day: ${meanPp.toFixed(2)} pp mean, ${worstPp.toFixed(2)} worst; other half ${holdOutMeanPp.toFixed(2)} mean, ${holdOutWorstPp.toFixed(2)} worst\n`,
    );
  }
  for (const { key, mode, target, made } of (coupled ?? result).unmet)
    note(`not met: ${options.targets ?? 'targets'} ${key} ${mode}: ${target} wanted, ${made.toFixed(1)} made\n`);
  if (options.plot !== undefined) {
    const [{ writeFile }, { convergencePlot }] = await Promise.all([
      import('node:fs/promises'),
      import('./calibrate-plot.ts'),
    ]);
    await writeFile(options.plot, convergencePlot(result.rounds, part === 2));
    note(`wrote ${options.plot}\n`);
  }
  if (options.out !== undefined) {
    await targetFile.writeCalibration(options.out, file, result);
    note(`wrote ${options.out}\n`);
  }
  if (options.json === true) {
    const { classes, purposes, unmet } = coupled ?? result;
    outJson(
      coupled === undefined ? result : { ...result, coupled: { ...coupled.rounds[0], classes, purposes, unmet } },
    );
    return;
  }
  const { TARGET_MODES } = await import('../demand/mode-targets.ts');
  const n = (value: number): string => value.toFixed(1).padStart(6);
  const shares = ({ target, fitted, holdOut }: CalibrationRow): string =>
    target.map((wanted, m) => `${n(wanted)}  ${n(fitted[m]!)}  ${n(holdOut[m]!)}  `).join('');
  out(
    [
      `${'from km'.padEnd(19)}${TARGET_MODES.map((mode) => mode.padEnd(24)).join('')}`,
      `${'trips'.padStart(17)}  ${TARGET_MODES.map(() => 'target  fitted   other  ').join('')}`,
      ...result.classes.map(
        (row) => `${String(row.fromKm).padStart(7)}  ${String(row.holdOutTrips).padStart(8)}  ${shares(row)}`,
      ),
      ...result.purposes.map(
        (row) => `${row.purpose.slice(0, 9).padEnd(9)}${String(row.holdOutTrips).padStart(8)}  ${shares(row)}`,
      ),
    ].join('\n'),
  );
}

const withFitted = (scenario: Scenario, { byDistance, byPurpose, constants }: Calibration): Scenario => ({
  ...scenario,
  choice: { ...scenario.choice, byDistance, byPurpose, constants },
});

/** The convergence plot of a terminal: one mark for each half percentage point. */
const bar = (pp: number): string => '█'.repeat(Math.max(1, Math.min(30, Math.round(pp * 2)))).padEnd(30);
