/** `rijnstroom grid SCENARIO --to FOLDER`: the low-voltage grid of a district as files of the operator's own kind, to be looked at, corrected and
 *  brought back by `import grid`. */
import type { Command } from 'commander';
import { cancelSignal, collect, note, out } from './shell.ts';

interface GridOptions {
  readonly to: string;
  readonly set?: string[];
}

export function register(program: Command): void {
  program
    .command('grid')
    .summary('write the grid of a district as power-grid-model JSON')
    .description(
      'Writes transformers, joints and cables of a scenario’s district as power-grid-model input (grid.json, with the design load of homes\n' +
        'and jobs) and the places of its nodes (grid-places.csv). Correct them and bring them back with `rijnstroom import grid`:\n' +
        'runs then use your grid in place of the one made by rule.',
    )
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .requiredOption('--to <folder>', 'where to write; made when it does not exist')
    .option('--set <key=value...>', 'change a lever, e.g. grid.homesPerFeeder=30', collect)
    .addHelpText(
      'after',
      '\nExample:\n  rijnstroom grid baseline-2025 --to my-grid\n  rijnstroom powerflow my-grid/grid.json',
    )
    .action(gridOf);
}

async function gridOf(reference: string, options: GridOptions): Promise<void> {
  const { throwIfCancelled } = await import('../core/errors.ts');
  const { buildPopulation } = await import('../demand/build-population.ts');
  const { modelOfAreas } = await import('../grid/operator/to-model.ts');
  const { loadDistrict } = await import('../io/district.ts');
  const { loadScenarioFile } = await import('../io/scenario-file.ts');
  const { prepareGridFolder, writeGrid } = await import('../io/write-grid.ts');
  const { areasOf } = await import('../joints.ts');
  prepareGridFolder(options.to);
  const { scenario } = loadScenarioFile(reference, options.set?.flat());
  const district = await loadDistrict(scenario.district);
  const areas = areasOf(scenario, district, buildPopulation(scenario, district));
  throwIfCancelled(cancelSignal);
  const { model, places } = modelOfAreas(areas, scenario.grid);
  await writeGrid(options.to, model, places);
  note(`${areas.count} transformers, ${areas.feeders.busCount} joints\n`);
  out(`wrote ${options.to}`);
}
