/** `rijnstroom check SCENARIO`: every problem of a scenario file at once. */
import type { Command } from 'commander';
import { formatProblem, InputError } from '../core/errors.ts';
import { collect, note, out, outJson } from './shell.ts';

export function register(program: Command): void {
  program
    .command('check')
    .summary('check a scenario file and tell every problem at once')
    .description(
      'Checks a scenario (file or built-in name): unknown keys, units, ranges, what it extends, names of zones.',
    )
    .argument('<scenario>', 'scenario file, or the name of a built-in scenario')
    .option('--set <key=value...>', 'change a lever, e.g. charging.strategy=delayed', collect)
    .option('--json', 'answer as JSON: { ok, problems: [{ file, line, key, rule, value }] }')
    .addHelpText('after', '\nExample:\n  rijnstroom check my-scenario.yaml')
    .action(async (reference: string, options: { set?: string[]; json?: boolean }) => {
      const { loadScenarioFile } = await import('../io/scenario-file.ts');
      try {
        const { scenario, file } = loadScenarioFile(reference, options.set?.flat());
        const [{ loadZones }, { unknownZones }] = await Promise.all([
          import('../io/district.ts'),
          import('../demand/zone-values.ts'),
        ]);
        const unknown = unknownZones(scenario, await loadZones(scenario.district));
        if (unknown.length > 0) throw new InputError(unknown.map((problem) => ({ ...problem, file })));
        if (options.json === true) outJson({ ok: true, problems: [] });
        else out(`${file}: good — ${scenario.name.en}`);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        process.exitCode = 2;
        if (options.json === true) outJson({ ok: false, problems: error.problems });
        else {
          for (const problem of error.problems) out(formatProblem(problem));
          note(`${error.problems.length} ${error.problems.length === 1 ? 'problem' : 'problems'}\n`);
        }
      }
    });
}
