/** `rijnstroom calibrate`: constants of the mode choice that meet target shares by distance. */
import type { Command } from 'commander';
import { cancelSignal, collect, note, out, outJson, wholeNumber } from './shell.ts';

interface Options {
  readonly set?: string[];
  readonly targets?: string;
  readonly rounds: number;
  readonly all?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('calibrate')
    .summary('constants of the mode choice that meet target shares')
    .description(
      'Fits the constants of the mode choice to target shares by distance class on half of the households, checks them on the other half, and writes them as a patch on the scenario.',
    )
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .option(
      '--targets <file>',
      'YAML: { percent: 12 rows of walk, bicycle, public transport, car; … } (default: built in)',
    )
    .option('--rounds <n>', 'rounds of fitting', wholeNumber(1, 500), 40)
    .option('--all', 'fit on all households; nothing is held out')
    .option('--set <key=value...>', 'change a lever before calibrating', collect)
    .option('--out <file>', 'write the fitted constants as a scenario file that extends the one given')
    .option('--json', 'answer as JSON: { rounds, classes, byDistance, constants }')
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
  const day = await travel.prepareCalibration({
    scenario,
    district,
    population,
    plans,
    dayType: 0,
    parallel: serial,
    context,
  });
  const result = calibrateModes(day, targets, options.rounds, options.all === true ? 2 : 0, (round) =>
    note(
      `round ${String(round.round).padStart(3)}  gap ${bar(round.meanPp)} ${round.meanPp.toFixed(2)} pp mean, ${round.worstPp.toFixed(2)} worst; other half ${round.holdOutMeanPp.toFixed(2)} mean, ${round.holdOutWorstPp.toFixed(2)} worst\n`,
    ),
  );
  if (options.out !== undefined) {
    await targetFile.writeCalibration(options.out, file, result);
    note(`wrote ${options.out}\n`);
  }
  if (options.json === true) {
    outJson(result);
    return;
  }
  const { TARGET_MODES } = await import('../demand/mode-targets.ts');
  const n = (value: number): string => value.toFixed(1).padStart(6);
  out(
    [
      `from km  ${TARGET_MODES.map((mode) => mode.padEnd(24)).join('')}`,
      `${' '.repeat(9)}${TARGET_MODES.map(() => 'target  fitted   other  ').join('')}`,
      ...result.classes.map(
        (row) =>
          `${String(row.fromKm).padStart(7)}  ${row.target.map((target, m) => `${n(target)}  ${n(row.fitted[m]!)}  ${n(row.holdOut[m]!)}  `).join('')}`,
      ),
    ].join('\n'),
  );
}

/** The convergence plot of a terminal: one mark for each half percentage point. */
const bar = (pp: number): string => '█'.repeat(Math.max(1, Math.min(30, Math.round(pp * 2)))).padEnd(30);
